"""Which pacts come next: the pairs that this one makes likelier to sign."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.questions.answer import Answer
from foedus.questions.contagion import QUESTION
from foedus.questions.numbers import estimate
from foedus.questions.wording import names


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell what the pact adds to the chance of others, the most moved first."""
    answer = answers[QUESTION]
    yield Heading("Which pacts come next", "contagion")
    if answer.results:
        whole = answer.result(f"{QUESTION}.all")
        parts = [answer.result(f"{QUESTION}.of_{side}") for side in ("one", "other")]
        first = next(r for r in answer.results if r.id.startswith(f"{QUESTION}.pair."))
        yield Statement(
            f"{whole.sentence}: {estimate(whole.estimate)}. Of these, "
            + " and ".join(
                f"{names([state])} signs {estimate(part.estimate)}"
                for state, part in zip(case.heading.dyad, parts, strict=True)
            )
            + f". {first.sentence}: {estimate(first.estimate)}.",
            (whole.id, *(part.id for part in parts), first.id),
        )
        yield FigureBlock(answer.pictures[0], (whole.id, first.id))
        yield TableBlock(answer.table(f"{QUESTION}.pairs"))
    for finding in answer.findings:
        yield Note(f"Mind: {finding.remark}.")
