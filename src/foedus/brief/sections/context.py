"""Context: what the case is about, how the relation ran, when it turned."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from foedus.brief.statement import Block, FigureBlock, Heading, Statement, TableBlock
from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer, Cell, Table
from foedus.questions.history import QUESTION
from foedus.questions.numbers import estimate
from foedus.questions.wording import many, names

RARE = 0.05
"""Years with as many voices that chance gives on average, below which one stands out."""


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell the relation's history: from the timeline, and from the data sets at hand."""
    answer = answers[QUESTION]
    results = {str(result.id): result for result in answer.results}
    tables = {table.id: table for table in answer.tables}
    yield Heading("Context and timeline", "context")
    if "history.events" in results:
        yield from _timeline(case, answer)
    yield from _profile(case, results, tables)
    for picture in answer.pictures[1 if "history.events" in results else 0 :]:
        yield FigureBlock(picture, ("history.data",))
    for finding in answer.findings:
        told = tuple(id for id in finding.where.split(", ") if id in _cited(answer))
        yield Statement(f"Mind: {finding.remark}.", told)


def _timeline(case: Case, answer: Answer) -> Iterator[Block]:
    events = answer.result("history.events")
    paces = [r for r in answer.results if r.id.startswith("history.pace.")]
    yield Statement(
        f"The case's timeline holds {estimate(events.estimate)} events between "
        f"{names(case.heading.dyad)}. Cut where the pace changes, they fall into "
        f"{len(paces)} stretch{'es' if len(paces) > 1 else ''}.",
        (events.id, *(r.id for r in paces)),
    )
    for before, after in pairwise(paces):
        faster = after.estimate.value > before.estimate.value
        yield Statement(
            f"From {after.id.rsplit('.', 1)[1]} on, events come "
            f"{'faster' if faster else 'more slowly'}: {estimate(after.estimate)} a year, "
            f"after {estimate(before.estimate)}.",
            (after.id, before.id),
        )
    yield FigureBlock(answer.pictures[0], (events.id,))
    yield TableBlock(answer.table("history.turns"))
    yield TableBlock(answer.table("history.timeline"), folded=True)


def _profile(
    case: Case, results: Mapping[str, Result], tables: Mapping[str, Table]
) -> Iterator[Block]:
    """Tell what the data sets show, and the years that stand out from chance."""
    yield Heading("What data sets of the field show", "profile", 3)
    if "history.data" not in results:
        yield Statement(
            f"No data set that speaks of {names(case.heading.dyad)} is at hand, so the "
            "timeline above stands alone."
        )
        return
    sets = results["history.data"]
    series, joint = tables["history.profile"], tables["history.joint"]
    yield Statement(
        f"Of {many(sets.estimate.value, 'data set')} at hand come {len(series.rows)} "
        "yearly series of the pair, each cut where its level or its pace changes.",
        (sets.id,),
    )
    yield from _on_record(series)
    for row, cited in zip(joint.rows, joint.rests_on, strict=True):
        if row is joint.rows[0] or _is_rare(row):
            yield _together(row, cited)
    if not joint.rows:
        yield Statement("In no year do as many as three voices turn together.", (sets.id,))
    yield TableBlock(series)
    if joint.rows:
        yield TableBlock(joint)


def _on_record(series: Table) -> Iterator[Statement]:
    """Tell what began and ended, which is on record and needs no finding."""
    rows = zip(series.rows, series.rests_on, strict=True)
    told = [(row, cited) for row, cited in rows if _begins_or_ends(str(row[3]))]
    if told:
        yield Statement(
            "On record: " + "; ".join(f"{row[0]} {row[2]}" for row, _ in told) + ".",
            tuple(id for _, cited in told for id in cited),
        )


def _begins_or_ends(turns: str) -> bool:
    return " begins" in turns or " ends" in turns


def _together(row: tuple[Cell, ...], cited: tuple[str, ...]) -> Statement:
    year, voices, known, what, _, chance = row
    seldom = f"{chance:g}" if chance else "fewer than 0.01"
    verdict = "so it stands out" if _is_rare(row) else "so it does not stand out"
    return Statement(
        f"About {year}, {voices} of the {known} voices known then turn within a year: "
        f"{what}. By chance there would be {seldom} years with as many, {verdict}.",
        cited,
    )


def _is_rare(row: tuple[Cell, ...]) -> bool:
    """Tell whether chance gives such a year to fewer than one pair in twenty."""
    return float(row[-1] or 0) < RARE


def _cited(answer: Answer) -> set[str]:
    return {id for result in answer.results for id in result.rests_on}
