"""The balance of power, with and without the pact."""

from collections.abc import Iterator, Mapping

from foedus.brief.sections import blocs
from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.questions.answer import Answer
from foedus.questions.balance import QUESTION, slug
from foedus.questions.numbers import estimate
from foedus.questions.weighing import WITH, WITHOUT
from foedus.questions.wording import sentence


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Read the balance level by level."""
    answer = answers[QUESTION]
    pictures = {picture.id: picture for picture in answer.pictures}
    yield Heading("Balance of power, with and without the pact", "balance")
    if not answer.results:
        yield Note("Mind:", tuple(finding.remark for finding in answer.findings))
        return
    yield Statement(
        "A pact moves no soldier; it moves who stands beside whom. So the balance is read "
        "as the capability of those whom treaties bind to help the partner when it is "
        "attacked, by several measures side by side; conditional promises count as kept."
    )
    yield TableBlock(answer.table("balance.sides"))
    for level in case.heading.levels:
        yield Heading(sentence(level.called), f"balance-{level.name}", 3)
        without, with_, gain, con = (
            answer.result(f"balance.{level.name}.{id}")
            for id in (slug(WITHOUT), slug(WITH), "gain", "con")
        )
        yield Statement(
            f"Without the pact those bound to help the partner hold "
            f"{estimate(without.estimate)}; with it {estimate(with_.estimate)}. Measure by "
            f"measure the pact adds {estimate(gain.estimate)}; the middle one of the gains "
            "is not the gain of the middle ones.",
            (without.id, with_.id, gain.id),
        )
        yield Statement(
            f"Capability is concentrated there at CON {estimate(con.estimate)}, where "
            "none is even and one is all in one hand.",
            (con.id,),
        )
        sides = [
            r.id
            for r in answer.results
            if r.id.startswith(f"balance.{level.name}.") and r.estimate.unit == "share"
        ]
        yield FigureBlock(pictures[f"balance.{level.name}.shares"], tuple(sides))
    yield TableBlock(answer.table("balance.shares"), folded=True)
    yield TableBlock(answer.table("balance.states"), folded=True)
    unknown = [f for f in answer.findings if f.where not in blocs.WHERE]
    if unknown:
        yield Note("Not known:", tuple(f"{f.where}: {f.remark}" for f in unknown))
    yield from blocs.blocks(case, answer)
