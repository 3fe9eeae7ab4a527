"""Context: what the case is about, how the relation ran, when it turned."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from foedus.brief.statement import Block, FigureBlock, Heading, Statement, TableBlock
from foedus.cases.case import Case
from foedus.questions.answer import Answer
from foedus.questions.history import QUESTION
from foedus.questions.numbers import estimate
from foedus.questions.wording import names


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell the relation's history from the case's own timeline."""
    answer = answers[QUESTION]
    paces = [r for r in answer.results if r.id.startswith("history.pace.")]
    yield Heading("Context and timeline", "context")
    events = answer.result("history.events")
    yield Statement(
        f"The case's timeline holds {estimate(events.estimate)} events between "
        f"{names(case.heading.dyad)}. Cut where the pace changes, they fall into "
        f"{len(paces)} stretches.",
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
    for picture in answer.pictures:
        yield FigureBlock(picture, (events.id,))
    yield TableBlock(answer.table("history.turns"))
    yield TableBlock(answer.table("history.timeline"), folded=True)
    for finding in answer.findings:
        yield Statement(f"Mind: {finding.remark}.")
