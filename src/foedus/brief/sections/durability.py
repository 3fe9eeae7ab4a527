"""How long the pact will last, by a model and by what became of treaties like it."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.questions.answer import Answer
from foedus.questions.durability import ASKED, QUESTION
from foedus.questions.numbers import estimate


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell the model's answer, then the base rates, class inside class."""
    answer = answers[QUESTION]
    yield Heading("How long it lasts", "durability")
    if answer.results:
        alive = [answer.result(f"{QUESTION}.alive.{years}") for years in ASKED]
        cited = tuple(result.id for result in alive)
        yield Statement(
            "By the model, which puts the treaty's own design on the rate at which "
            "treaties end: "
            + "; ".join(
                f"after {years} years it stands with a chance of {estimate(r.estimate)}"
                for years, r in zip(ASKED, alive, strict=True)
            )
            + ".",
            cited,
        )
        yield from _like(answer)
        yield FigureBlock(answer.pictures[0], cited)
        yield TableBlock(answer.table(f"{QUESTION}.classes"))
        yield TableBlock(answer.table(f"{QUESTION}.drivers"), folded=True)
    if answer.findings:
        yield Note("Mind:", tuple(finding.remark for finding in answer.findings))


def _like(answer: Answer) -> Iterator[Statement]:
    """Set the widest class of treaties like it beside the narrowest."""
    held = [r for r in answer.results if r.id.startswith(f"{QUESTION}.class.")]
    ten = [r for r in held if r.id.endswith(".10")]
    if ten:
        first, last = ten[0], ten[-1]
        yield Statement(
            f"{first.sentence}: {estimate(first.estimate)}. {last.sentence}: "
            f"{estimate(last.estimate)}. The narrower the class, the fewer fates it holds.",
            (first.id, last.id),
        )
