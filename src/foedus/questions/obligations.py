"""Who must fight: what the treaties of the case say of each act worth asking about.

Exact, and by the text alone. Whether a state would keep its word is another question,
`escalation`; what is not known of an act comes out as conditional, never as yes.
"""

from dataclasses import replace
from itertools import product

from foedus import doors
from foedus.cases.case import Case, Question
from foedus.faults import Finding, PactFault
from foedus.ledger.entry import Result, ResultId
from foedus.pacts.act import Reading, usual_reading
from foedus.pacts.chain import Chain, proof
from foedus.pacts.cuts import cuts, fights, struck_out
from foedus.pacts.obligation import Level, alike
from foedus.pacts.provision import MILITARY, Provision
from foedus.quantity import Unit, exactly
from foedus.questions.answer import Answer, Table
from foedus.questions.parts.obligations.duties import (
    act_of,
    article,
    background_of,
    follow,
    owing,
)
from foedus.questions.parts.obligations.pictures import (
    map_picture,
    matrix_picture,
    rounds_picture,
    said,
)
from foedus.questions.wording import names, sentence, words
from foedus.states.roster import StateId

QUESTION = "obligations"
ASKS = "Who must fight, by the text of the treaties?"


def ask(
    case: Case, *, reading: Reading | None = None, without: str | None = None
) -> Answer:
    """Follow every act of the case through the treaties, under one reading or the usual.

    Parameters
    ----------
    without
        Articles to strike out first, as `PACT:ARTICLE`, by commas.

    Raises
    ------
    PactFault
        There is no such article to strike.
    """
    if without:
        case = replace(case, pacts=struck_out(case.pacts, without.split(",")))
        _refuse_no_pact(case)
    chains = {act.id: follow(case, act, reading=reading) for act in case.acts}
    headlines = [act for act in case.acts if act.headline]
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(
            *(r for act in case.acts for r in _results(case, act, chains[act.id])),
            *(r for act in headlines for r in _by_reading(case, act, chains[act.id])),
            *(_by_the_pact(case, act, chains[act.id]) for act in headlines),
        ),
        tables=(
            clauses(case),
            _acts(case, chains),
            _readings(case, headlines),
            _conflicts(case, chains),
            _cuts(case, headlines),
            *(_proofs(act, chains[act.id]) for act in headlines),
        ),
        pictures=(
            matrix_picture(case, reading),
            *(map_picture(case, act, chains[act.id]) for act in headlines),
            *(rounds_picture(act, chains[act.id], case) for act in case.acts),
        ),
        findings=(
            (Finding("note", "the treaties", f"read with {without} struck out"),)
            if without
            else ()
        ),
        basis=doors.digest([case.digest, QUESTION, reading, without]),
    )


def clauses(case: Case) -> Table:
    """Set out the treaty of the case, article by article."""
    pact = next(p for p in case.pacts if p.id == case.heading.pact)
    return Table(
        id="obligations.clauses",
        title=f"{pact.name}, article by article",
        columns=(
            "Article",
            "Duty",
            "What it says",
            "Called by",
            "Conditions",
            "Force",
            "Seen",
        ),
        rows=tuple(
            (
                p.article,
                words(p.duty.value) + (f" ({words(p.area)})" if p.area else ""),
                p.says,
                ", ".join(sorted(words(k) for k in p.kinds)) or "standing duty",
                _conditions(p),
                words(p.force.value),
                p.basis,
            )
            for p in pact.provisions
        ),
        rests_on=tuple((article(pact.id, p.article),) for p in pact.provisions),
        note="Memory marks what the coder recalled and could not look up.",
    )


def _refuse_no_pact(case: Case) -> None:
    if case.heading.pact not in {pact.id for pact in case.pacts}:
        raise PactFault(
            f"{case.heading.pact} is struck out whole, and the case is about it",
            expected="articles of it, or another pact",
            where="striking out",
            mend=f"strike its articles one by one, such as {case.heading.pact}:4",
        )


def _by_reading(case: Case, act: Question, usual: Chain) -> tuple[Result, ...]:
    """Post what the readings that are not usual would make of a headline act."""
    return tuple(
        result
        for reading in Reading
        if reading is not usual.reading
        for result in _results(
            case, act, follow(case, act, reading=reading), f"{act.id}.{reading.value}"
        )
    )


def _by_the_pact(case: Case, act: Question, chained: Chain) -> Result:
    """Post how many owe help, certain or not, through the case's own pact alone."""
    rest = [pact for pact in case.pacts if pact.id != case.heading.pact]
    bare = follow(case, act, pacts=rest, reading=chained.reading)
    added = sorted(_any(chained) - _any(bare))
    whom = f": {names(added)}" if added else ""
    return Result(
        id=ResultId(f"obligations.{act.id}.by_the_pact"),
        question=QUESTION,
        sentence=f"States that owe {names([act.victim])} help by force if "
        f"{names([act.attacker])} attacks it, certain or not, through {case.heading.pact} "
        f"and no other treaty{whom}",
        estimate=exactly(len(added), Unit.STATES, doors.digest([case.digest, act])),
        rests_on=(f"pact:{case.heading.pact}", f"obligations.{act.id}.conditional"),
        posted=case.heading.as_of,
    )


def _any(chained: Chain) -> frozenset[StateId]:
    return frozenset(state for level in Level for state in owing(chained, level))


def _results(
    case: Case, act: Question, chained: Chain, name: str | None = None
) -> tuple[Result, ...]:
    first = chained.steps[0].act
    basis = doors.digest([case.digest, act, chained.reading])
    made = []
    for level in Level:
        states = owing(chained, level)
        cited = sorted(
            {
                article(o.pact, o.article)
                for o in chained.obligations
                if o.debtor in states
                and o.creditor == first.victim
                and o.duty in MILITARY
                and o.round == 1
            }
        )
        whom = f": {names(states)}" if states else ""
        made.append(
            Result(
                id=ResultId(f"obligations.{name or act.id}.{level.value}"),
                question=QUESTION,
                sentence=(
                    f"States that {'owe' if level is Level.CERTAIN else 'may owe'} "
                    f"{names([first.victim])} help by force if {names([first.attacker])} "
                    f"attacks it on {first.day}, {chained.reading} reading{whom}"
                ),
                estimate=exactly(len(states), Unit.STATES, basis),
                rests_on=tuple(cited) or tuple(f"pact:{p.id}" for p in case.pacts),
                posted=case.heading.as_of,
            )
        )
    return tuple(made)


def _acts(case: Case, chained: dict[str, Chain]) -> Table:
    return Table(
        id="obligations.acts",
        title="Each act asked about, and who owes the victim help by force",
        columns=(
            "Act",
            "Day",
            "Owe for certain",
            "Owe if conditions hold",
            "Fight in the end",
            "Why it is asked",
        ),
        rows=tuple(
            (
                said(act),
                str(act.day or case.heading.as_of),
                names(owing(chained[act.id], Level.CERTAIN)) or "nobody",
                names(owing(chained[act.id], Level.CONDITIONAL)) or "nobody",
                names(chained[act.id].fighting),
                act.why,
            )
            for act in case.acts
        ),
        rests_on=tuple(
            tuple(f"obligations.{act.id}.{level.value}" for level in Level)
            for act in case.acts
        ),
        note="Fighting in the end counts only certain promises as kept.",
    )


def _readings(case: Case, acts: list[Question]) -> Table:
    rows = []
    for act, reading in product(acts, Reading):
        sure = follow(case, act, reading=reading)
        most = follow(case, act, reading=reading, keep_conditional=True, only=MILITARY)
        rows.append(
            (
                f"{sentence(names([act.attacker]))} attacks {names([act.victim])}",
                reading.value
                + (" (usual)" if reading is usual_reading(case.heading.as_of) else ""),
                names(owing(sure, Level.CERTAIN)) or "nobody",
                names(owing(sure, Level.CONDITIONAL)) or "nobody",
                len(sure.fighting),
                len(most.fighting),
            )
        )
    return Table(
        id="obligations.readings",
        title="How the answer hangs on the way collective defence is read",
        columns=(
            "Act",
            "Reading",
            "Owe for certain",
            "Owe if conditions hold",
            "States fighting, certain promises kept",
            "all promises kept",
        ),
        rows=tuple(rows),
        rests_on=tuple(
            (f"obligations.{act.id}.certain", f"obligations.{act.id}.conditional")
            for act, _ in product(acts, Reading)
        ),
    )


def _conflicts(case: Case, chained: dict[str, Chain]) -> Table:
    found = {
        (
            names([c.debtor]),
            f"to {words(c.owes.duty.value)} {names([c.owes.creditor])} against "
            f"{names([c.owes.against])} ({c.owes.pact} art. {c.owes.article})",
            words(c.kind.split("_v_")[-1] if "_v_" in c.kind else "help the other side"),
            f"{c.against[0]} art. {c.against[1]}",
            f"{names([chained[act.id].steps[0].act.attacker])} attacks "
            f"{names([chained[act.id].steps[0].act.victim])}",
        ): (article(c.owes.pact, c.owes.article), article(*c.against))
        for act in case.acts
        for c in follow(case, act, keep_conditional=True).conflicts
    }
    return Table(
        id="obligations.conflicts",
        title="Duties that collide, if every promise were kept",
        columns=("State", "Owes", "And has promised to", "By", "When"),
        rows=tuple(found),
        rests_on=tuple(found.values()),
    )


def _cuts(case: Case, acts: list[Question]) -> Table:
    """Name for each state drawn into a headline act the articles that draw it in."""
    rows, cited = [], []
    for act in acts:
        asked = act_of(case, act)
        most = follow(case, act, keep_conditional=True, only=MILITARY)
        for state in sorted(most.fighting - {act.attacker, act.victim})[:8]:
            found = cuts(
                case.pacts,
                asked,
                fights(state),
                background=background_of(case, act),
                keep_conditional=True,
            )
            for cut in found.sets:
                rows.append(
                    (
                        f"{sentence(names([act.attacker]))} attacks {names([act.victim])}",
                        names([state]),
                        " and ".join(f"{words(p)} art. {a}" for p, a in sorted(cut)),
                        "yes" if found.complete else "perhaps not",
                    )
                )
                cited.append(tuple(article(p, a) for p, a in sorted(cut)))
    return Table(
        id="obligations.cuts",
        title="Which articles, struck out, keep a state out, if every promise is kept",
        columns=("Act", "State drawn in", "Stays out without", "All smallest sets"),
        rows=tuple(rows),
        rests_on=tuple(cited),
    )


def _proofs(act: Question, chained: Chain) -> Table:
    groups = alike(chained.obligations)
    return Table(
        id=f"obligations.{act.id}.proofs",
        title=f"{sentence(names([act.attacker]))} attacks {names([act.victim])}: "
        "who owes what, why",
        columns=("Round", "Debtors", "Duty", "Creditor", "Level", "Proof"),
        rows=tuple(
            (
                group[0].round,
                names(o.debtor for o in group),
                words(group[0].duty.value),
                names([group[0].creditor]),
                group[0].level.value,
                proof(group[0], chained, lambda s: names([s])),
            )
            for group in groups
        ),
        rests_on=tuple((article(g[0].pact, g[0].article),) for g in groups),
        note="The proof is told for one debtor of each row; the others owe the same.",
    )


def _conditions(provision: Provision) -> str:
    asked = []
    for name in provision.conditions.asked():
        held = getattr(provision.conditions, name)
        match held:
            case True:
                asked.append(words(name))
            case tuple():
                asked.append(f"{words(name)}: {words(', '.join(held))}")
            case _:
                asked.append(f"{words(name)}: {words(str(held))}")
    return "; ".join(asked) or "none"
