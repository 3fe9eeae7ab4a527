"""How the others respond: where each issue comes to rest, and who moves whom.

Each issue of the case is a line with described points. Where stakeholders stand is drawn
from judgements, some of which lean on claims; four methods settle every draw, and their
outcomes are pooled. What is told is a forecast of models fed by judgement, not an
observation. Beside it stands leverage: what each of two states would lose by an end of
their ties, then and now.
"""

from collections.abc import Iterator, Sequence

from foedus import doors
from foedus.cases.case import Case, Issue
from foedus.chance import Stream
from foedus.faults import Finding
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Answer
from foedus.questions.numbers import amount
from foedus.questions.parts.response.leverage import leverage_of
from foedus.questions.parts.response.settled import Settled, moves_of, readings
from foedus.questions.parts.response.settling import settle, swung
from foedus.questions.parts.response.standpoints import called, less, standpoints
from foedus.questions.parts.response.tables import picture_of, summary_of, tables_of
from foedus.questions.series import Tables
from foedus.questions.telling import Told

QUESTION = "response"
ASKS = "How do the others respond, and who moves whom?"
LEVEL = 0.9
NOTABLE = 0.1
"""Share of draws without rest from which it is said."""


def ask(
    case: Case,
    *,
    seed: int = 1,
    runs: int = 4_000,
    issues: tuple[Issue, ...] | None = None,
    without: str | None = None,
    tables: Tables | None = None,
) -> Answer:
    """Forecast the issues of a case, or those of one's own.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws.
    issues
        Instead of the case's own; leverage is then not told.
    without
        A stakeholder to leave out.
    tables
        Gives data sets by name, for leverage in a year that the package does not carry.

    Raises
    ------
    CaseFault
        No issue has that stakeholder, or nobody else has a stake.
    DataFault
        A number of an issue lies off its scale.
    """
    asked = case.issues if issues is None else issues
    kept = asked if without is None else less(asked, without)
    stream = Stream(seed).child(QUESTION)
    settled = [_settled(case, issue, stream, runs) for issue in kept]
    hold = (
        leverage_of(case, seed=seed, runs=runs, tables=tables) if issues is None else Told()
    )
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(*(r for one in settled for r in _results(case, one)), *hold.results),
        tables=(
            *summary_of(settled),
            *(table for one in settled for table in tables_of(one)),
            *hold.tables,
        ),
        pictures=(*(picture_of(one) for one in settled), *hold.pictures),
        findings=(
            *(_said(case) if issues is None else ()),
            *_cautions(case, settled),
            *hold.findings,
        ),
        basis=doors.digest([case.digest, QUESTION, seed, runs, kept]),
    )


def _settled(case: Case, issue: Issue, stream: Stream, runs: int) -> Settled:
    where = standpoints(case, issue, stream=stream, runs=runs)
    lottery = stream.child(issue.id, "lottery")
    made = settle(where.stakes, lottery.uniforms(runs))
    return Settled(
        where,
        made,
        made.pooled,
        swung(where.stakes, lottery.child("swung")),
        moves_of(where.stakes.actors, made.rounds),
    )


def _results(case: Case, one: Settled) -> Iterator[Result]:
    """Post what is read off an issue."""
    basis = (
        f"{one.where.stakes.count} draws, {doors.digest([case.digest, one.where.issue])}"
    )
    for told in readings(one):
        ends = (told.low, told.value, told.high)
        low, value, high = (round(float(end), 12) + 0.0 for end in ends)
        level = 1.0 if low == high else LEVEL
        yield Result(
            id=ResultId(f"{one.id}.{told.key}"),
            question=QUESTION,
            sentence=told.sentence,
            estimate=Estimate(value, low, high, level, told.unit, basis),
            rests_on=told.rests_on,
            posted=case.heading.as_of,
        )


def _said(case: Case) -> Iterator[Finding]:
    """Hand on what the case says of its issues."""
    if case.issues and case.issues_status:
        yield Finding("doubt", "issues.yaml", case.issues_status)
    for told in case.issues_left_out if case.issues else ():
        yield Finding("note", "issues.yaml", f"left out: {told}")


def _cautions(case: Case, settled: Sequence[Settled]) -> Iterator[Finding]:
    if not settled:
        yield Finding(
            "note", f"case {case.name}", "names no contested issue: see issues.yaml"
        )
        return
    yield Finding(
        "doubt", "response",
        "every position, salience and influence is a judgement of low, most likely and "
        "high; where claims stand behind it they were leaned on, not computed from",
    )  # fmt: skip
    yield Finding(
        "doubt", "response",
        "on 351 issues of the European Union whose outcome is known no method did better "
        "than a plain mean of positions, and the median and the rounds of pressing no "
        "better than to say 50 (docs/bargaining.md); whether crises are like laws is not "
        "known, so that the four count alike",
    )  # fmt: skip
    for one in settled:
        where = f"issue {one.where.issue.id}"
        if one.where.judged:
            told = "; ".join(map(called, one.where.judged))
            yield Finding("doubt", where, f"no claim known by the day stands behind {told}")
        lost = 1 - float(one.made.rounds.settled.mean())
        if lost > NOTABLE:
            yield Finding(
                "doubt", where,
                f"in {amount(lost, Unit.SHARE)} of the draws the rounds of pressing come "
                "to no rest and tell nothing",
            )  # fmt: skip
