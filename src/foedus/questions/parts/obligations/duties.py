"""The acts of a case, followed through its treaties; several questions ask for this."""

from collections.abc import Iterable

from foedus.cases.case import Case, Question
from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.chain import Chain, chain
from foedus.pacts.obligation import Level
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY, Duty
from foedus.states.roster import StateId


def follow(
    case: Case,
    act: Question,
    *,
    reading: Reading | None = None,
    pacts: Iterable[Pact] | None = None,
    keep_conditional: bool = False,
    only: frozenset[Duty] | None = None,
) -> Chain:
    """Follow one act of the case, with what went before it as background."""
    return chain(
        case.pacts if pacts is None else pacts,
        act_of(case, act),
        background=background_of(case, act),
        reading=reading,
        keep_conditional=keep_conditional,
        only=only,
    )


def background_of(case: Case, act: Question) -> Situation:
    """Give what goes on already, less the act that is asked about."""
    asked = act_of(case, act)
    return Situation(tuple(a for a in case.background if not _same(a, asked)))


def act_of(case: Case, act: Question) -> Act:
    """Turn an act worth asking about into the act itself."""
    return Act(
        act.attacker,
        act.victim,
        act.day or case.heading.as_of,
        kind=act.kind,
        places=frozenset(act.places),
        sake=act.sake,
        provoked=act.provoked,
        invoked=act.invoked,
        decided=act.decided,
        resisted=act.resisted,
    )


def owing(chained: Chain, level: Level, *, help_only: bool = True) -> tuple[StateId, ...]:
    """Name who owes the first victim an act of force, at that level and no surer one."""
    first = chained.steps[0].act
    owed = [
        o
        for o in chained.obligations
        if o.creditor == first.victim
        and o.round == 1
        and (o.duty in MILITARY or not help_only)
    ]
    certain = {o.debtor for o in owed if o.level is Level.CERTAIN}
    found = certain if level is Level.CERTAIN else {o.debtor for o in owed} - certain
    return tuple(sorted(found))


def article(pact: str, number: str) -> str:
    """Name an article in the ledger."""
    return f"article:{pact}:{number}"


def _same(one: Act, other: Act) -> bool:
    return (one.attacker, one.victim) == (other.attacker, other.victim)
