"""How hard sanctions bite, how far they leak, and through whom.

A coalition's barriers are put to a world in which goods may go round, at every turn of what
is not known: the effect of sanctions is drawn from its estimate, the rest from ranges of
the case or assumed ones. So all answers are intervals. What was seen of real diversion is
set beside what the model lets through; neither proves the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus import doors
from foedus.cases.case import Case
from foedus.cases.coalition import Coalition
from foedus.estimation.trade_costs import FITTED, PRODUCED
from foedus.faults import DataFault, Finding
from foedus.ledger.entry import Result, ResultId
from foedus.markets.trade import Trade
from foedus.quantity import Unit
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount
from foedus.questions.parts.sanctions.flows import running_of
from foedus.questions.parts.sanctions.knobs import MEANINGS
from foedus.questions.parts.sanctions.pictures import pictures_of
from foedus.questions.parts.sanctions.siege import Siege, siege_of
from foedus.questions.parts.sanctions.sightings import (
    seen_of,
    seen_picture,
    seen_results,
    seen_table,
)
from foedus.questions.parts.sanctions.tables import tables_of
from foedus.questions.parts.sanctions.tolls import estimated, readings
from foedus.questions.wording import many, names

QUESTION = "sanctions"
ASKS = "How hard do sanctions bite, how far do they leak, and through whom?"


def ask(
    case: Case,
    *,
    seed: int = 1,
    runs: int = 64,
    coalition: Coalition | None = None,
    depth: float | None = None,
    close: tuple[str, ...] = (),
    trade: Trade | None = None,
) -> Answer:
    """Tell what the coalitions of a case, or one of the user's own, come to.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the turns of what is not known; at most 64.
    coalition
        Who sanctions whom, instead of the case's own.
    depth
        How far all members go, 0 to 1, instead of the case's range.
    close
        Hubs to be closed together.
    trade
        The user's own table of flows, USD bn a year, instead of the modelled one.

    Raises
    ------
    CaseFault
        A coalition that is none, or a hub that is a member.
    DataFault
        A state of which trade is not known, in what the user gave. Of the case's own
        coalitions a finding says so.
    SolveFault
        Some turn did not settle.
    """
    asked = (coalition,) if coalition else running(case)
    where = f"case {case.name}" if coalition is None else "the coalition's file"
    groups = case.heading.groups
    held = [one.of(groups, where=where) for one in asked]
    shown = [running_of(case, one) for one in held]
    if depth is not None:
        held = [replace(one, depth=depth, depths={}).of({}, where="depth") for one in held]
    found, lacking = list[Siege](), list[Finding]()
    for one, now in zip(held, shown, strict=True):
        try:
            siege = siege_of(
                case, one, running=now, seed=seed, runs=runs, close=close, trade=trade
            )
            found.append(siege)
        except DataFault as fault:
            if coalition or trade:
                raise
            lacking.append(_unknown(one, fault))
    seen = [told for one in held if (told := seen_of(case, one.target))]
    table = None if trade is None else (trade.states, trade.sectors, trade.flows.tolist())
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(
            *(r for one in found for r in _results(case, one)),
            *(r for told in seen for r in seen_results(case, told)),
        ),
        tables=(
            *(t for one in found for t in tables_of(one)),
            *(seen_table(told) for told in seen),
        ),
        pictures=(
            *(p for one in found for p in pictures_of(one)),
            *(seen_picture(told) for told in seen),
        ),
        findings=tuple(_cautions(case, found, lacking)),
        basis=doors.digest([case.digest, QUESTION, seed, runs, held, close, table]),
    )


def running(case: Case) -> tuple[Coalition, ...]:
    """Name the coalitions of a case, but for those that came together after its day."""
    year = case.heading.as_of.year
    return tuple(c for c in case.heading.coalitions if (c.since or year) <= year)


def _unknown(coalition: Coalition, fault: DataFault) -> Finding:
    where = f"sanctions on {names([coalition.target])}"
    return Finding("doubt", where, f"{fault.found}: {fault.mend}")


def answered(case: Case, answer: Answer) -> tuple[Coalition, ...]:
    """Name those of a case's coalitions of which an answer gives numbers."""
    there = {result.id for result in answer.results}
    return tuple(c for c in running(case) if f"{_id(c)}.bite" in there)


def _id(coalition: Coalition) -> str:
    return f"{QUESTION}.{coalition.target.lower()}"


def _results(case: Case, siege: Siege) -> Iterator[Result]:
    """Post what is read off one coalition."""
    basis = doors.digest([case.digest, siege.coalition, siege.close])
    turns = siege.impact.loss.shape[1]
    for one in readings(siege):
        yield Result(
            id=ResultId(f"{siege.id}.{one.key}"),
            question=QUESTION,
            sentence=one.sentence,
            estimate=estimated(one.draws, one.unit, f"{turns} turns, {basis}"),
            rests_on=(*siege.rests_on, *one.rests_on),
            posted=case.heading.as_of,
        )


def _cautions(
    case: Case, found: Sequence[Siege], lacking: Sequence[Finding]
) -> Iterator[Finding]:
    yield from lacking
    if not found and not lacking:
        yield Finding(
            "note", f"case {case.name}",
            "names no coalition that sanctions anybody: see `coalitions` in case.yaml",
        )  # fmt: skip
    for siege in found:
        where = f"sanctions on {names([siege.coalition.target])}"
        assumed = dict.fromkeys(
            k.name.split(",")[0] for k in siege.board.knobs if k.basis.startswith("assumed")
        )
        if assumed:
            told = "; ".join(MEANINGS[name] for name in assumed)
            yield Finding("doubt", where, f"assumed, not estimated: {told}")
        if siege.helped > 0:
            yield Finding(
                "doubt", where,
                f"drawn as on one more target, {amount(siege.helped, Unit.SHARE)} of the "
                "effects would help trade; they are set to none",
            )  # fmt: skip
        yield from _of_trade(case, siege, where)
        doubtful = int((siege.impact.substitution[0] > 1).sum())
        if doubtful:
            yield Finding(
                "doubt", where,
                f"in {many(doubtful, 'turn')} more went round than was lost, which only "
                "changes of income can do",
            )  # fmt: skip


def _of_trade(case: Case, siege: Siege, where: str) -> Iterator[Finding]:
    """Say what of the trade is modelled, above all that of the case's own pair."""
    if siege.ground.own:
        return
    yield Finding(
        "doubt", where,
        f"trade is modelled by products of {PRODUCED} and by what hampered trade in "
        f"{FITTED}; {many(len(siege.ground.figures), 'published figure')} are met by it",
    )  # fmt: skip
    if siege.article:
        yield Finding(
            "note", where,
            f"what art. {siege.article.article} bars is weighed by recorded trade; arms "
            "and whatever else no book shows are not in it",
        )  # fmt: skip
    one, other = case.heading.dyad
    pair = [(one, other), (other, one)]
    if not any(flow in siege.ground.published for flow in pair):
        yield Finding(
            "doubt", where,
            f"no published figure of the trade between {names([one])} and {names([other])} "
            "is bound: theirs is modelled",
        )  # fmt: skip
