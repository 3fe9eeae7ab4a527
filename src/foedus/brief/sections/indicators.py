"""Indicators to watch: for each judgement, what would raise or lower it."""

from collections.abc import Iterator, Mapping

from foedus.brief.sections import judgements
from foedus.brief.statement import Block, Heading, Judgement, TableBlock
from foedus.cases.case import Case
from foedus.questions.answer import Answer, Table


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Gather what would change each judgement into one table."""
    made = [b for b in judgements.blocks(case, answers) if isinstance(b, Judgement)]
    yield Heading("Indicators to watch", "indicators")
    yield TableBlock(
        Table(
            id="indicators",
            title="What would change each judgement",
            columns=("Judgement", "Now", "What would change it"),
            rows=tuple((j.text, j.word or j.standing, j.would_change) for j in made),
            rests_on=tuple(j.rests_on for j in made),
        )
    )
