"""The pictures of `obligations`: matrix, map, and chain by rounds."""

from collections.abc import Iterable

from foedus.cases.case import Case, Question
from foedus.pacts.act import Reading
from foedus.pacts.chain import Chain
from foedus.pacts.matrix import Cell, matrix
from foedus.pacts.obligation import Level, Obligation
from foedus.pacts.provision import MILITARY
from foedus.questions.answer import Picture
from foedus.questions.parts.obligations.duties import follow, owing
from foedus.questions.wording import names, sentence, words
from foedus.states.roster import StateId


def matrix_picture(case: Case, reading: Reading | None) -> Picture:
    """Draw who owes the victim help, for each attacker and victim."""
    states = _principals(case)
    cells = matrix(case.pacts, states, case.heading.as_of, reading=reading)
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    return Picture(
        id="obligations.matrix",
        kind="matrix",
        title=_matrix_finding(cells, case),
        alt=f"Attackers in rows, victims in columns, on {case.heading.as_of}. "
        + " ".join(
            f"{names([c.victim])} attacked by {names([c.attacker])}: "
            f"{names(c.certain) or 'nobody'} for certain, "
            f"{names(c.conditional) or 'nobody'} on conditions."
            for c in cells
            if c.victim in case.heading.dyad
        ),
        source=f"{len(case.pacts)} treaties of the case, among them {pact.id}",
        x="victim, attacked at home without provocation",
        y="attacker",
        columns=("attacker", "victim", "level", "certain", "conditional", "names"),
        rows=tuple(
            (
                c.attacker,
                c.victim,
                "certain" if c.certain else "conditional" if c.conditional else "none",
                len(c.certain),
                len(c.conditional),
                names((*c.certain, *c.conditional)),
            )
            for c in cells
        ),
    )


def _matrix_finding(cells: tuple[Cell, ...], case: Case) -> str:
    one, other = case.heading.dyad
    helped = [c for c in cells if c.victim == other and one in (*c.certain, *c.conditional)]
    sure = [c for c in helped if one in c.certain]
    return (
        f"{sentence(names([one]))} owes {names([other])} help against {len(helped)} of the "
        f"{len([c for c in cells if c.victim == other])} states shown, "
        + (f"{len(sure)} of them for certain" if sure else "none for certain")
    )


def _principals(case: Case) -> tuple[StateId, ...]:
    """Pick the states worth a row: the dyad, the first region named, and who fights now."""
    region = next((level.states for level in case.heading.levels[1:] if level.states), ())
    fighting = tuple(s for a in case.background for s in (a.attacker, a.victim))
    camps = tuple(s for camp in case.heading.camps for s in camp.states)
    wanted = (*case.heading.dyad, *region, *fighting, *camps)
    return tuple(dict.fromkeys(wanted))[:14]


def map_picture(case: Case, act: Question, chained: Chain) -> Picture:
    """Draw where the first round of a chain falls."""
    sure, perhaps = owing(chained, Level.CERTAIN), owing(chained, Level.CONDITIONAL)
    role = {
        **dict.fromkeys(case.heading.states, "free"),
        **{o.debtor: "consult" for o in chained.obligations},
        **dict.fromkeys(perhaps, "conditional"),
        **dict.fromkeys(sure, "certain"),
        act.victim: "victim",
        act.attacker: "attacker",
    }
    role = {state: "free" if r == "consult" else r for state, r in role.items()}
    return Picture(
        id=f"obligations.{act.id}.map",
        kind="map",
        title=(
            f"If {names([act.attacker])} attacks {names([act.victim])}, "
            f"{names(sure) or 'nobody'} must help for certain, "
            f"{names(perhaps) or 'nobody'} on conditions"
        ),
        alt=f"World map. Attacker {names([act.attacker])}, victim {names([act.victim])}; "
        f"owing help for certain: {names(sure) or 'nobody'}; on conditions: "
        f"{names(perhaps) or 'nobody'}; the other states of the case are free.",
        source="treaties of the case, first round of the chain",
        x="",
        y="",
        columns=("state", "role", "label"),
        rows=tuple((state, r, names([state])) for state, r in sorted(role.items())),
    )


def said(act: Question) -> str:
    """Put an act into words, with what sets it apart from others of the same pair."""
    apart = [words(", ".join(act.places))] if act.places != ("home",) else []
    apart += [f"on {act.day}"] if act.day else []
    return f"{sentence(names([act.attacker]))} attacks {names([act.victim])}" + (
        f" ({', '.join(apart)})" if apart else ""
    )


def rounds_picture(act: Question, chained: Chain, case: Case) -> Picture:
    """Draw a chain round by round, as if every promise were kept."""
    most = follow(case, act, reading=chained.reading, keep_conditional=True)
    first = most.steps[0].act
    edges: list[tuple[str | int, ...]] = [
        (first.attacker, first.victim, "attack", 0, "attacks")
    ]
    edges += [
        (o.debtor, o.creditor, o.level.value, o.round, f"{words(o.pact)} art. {o.article}")
        for o in _once(o for o in most.obligations if o.duty in MILITARY)
    ]
    sure = owing(chained, Level.CERTAIN)
    return Picture(
        id=f"obligations.{act.id}.chain",
        kind="chain",
        title=(
            f"{said(act)}: "
            f"{len(most.fighting)} states fight if every promise is kept, "
            f"{len(chained.fighting)} if only certain ones are"
        ),
        alt=f"Chain by rounds. Certain helpers of {names([act.victim])}: "
        f"{names(sure) or 'nobody'}. With every promise kept, beside the attacker: "
        f"{names(most.with_attacker)}; beside the victim: {names(most.with_victim)}.",
        source="treaties of the case; conditional promises drawn apart",
        x="round",
        y="",
        columns=("source", "target", "kind", "round", "label"),
        rows=tuple(edges),
    )


def _once(owed: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Keep the first promise that binds each debtor to each creditor."""
    first: dict[tuple[StateId, StateId], Obligation] = {}
    for one in owed:
        first.setdefault((one.debtor, one.creditor), one)
    return tuple(first.values())
