"""Who would in fact join: what outsiders did in past wars, read for each act."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case, Question
from foedus.questions.answer import Answer
from foedus.questions.escalation import QUESTION
from foedus.questions.numbers import estimate
from foedus.questions.wording import names


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell who joins each headline act, with the pact and without it."""
    answer = answers[QUESTION]
    yield Heading("Who would join", "escalation")
    yield Statement(
        "A promise is one thing and a war another. What follows is read off what outsiders "
        "did in past wars, and is given war: it says nothing of how likely the war is. "
        "Runs differ widely, since outsiders come in waves or stay away together."
    )
    held = {result.id for result in answer.results}
    for act in case.acts:
        if f"{QUESTION}.{act.id}.joiners" in held:
            yield from _act(act, answer)
    for finding in answer.findings:
        yield Note(f"Mind: {finding.remark}.")


def _act(act: Question, answer: Answer) -> Iterator[Block]:
    stem = f"{QUESTION}.{act.id}"
    joiners, powers = (
        answer.result(f"{stem}.joiners"),
        answer.result(f"{stem}.great_powers"),
    )
    first = next(r for r in answer.results if r.id.startswith(f"{stem}.joins."))
    yield Heading(
        f"If {names([act.attacker])} makes war on {names([act.victim])}",
        f"escalation-{act.id}",
        3,
    )
    yield Statement(
        f"{first.sentence}: {estimate(first.estimate)}. Outsiders that join: "
        f"{estimate(joiners.estimate)}. Great powers fight on both sides with a chance of "
        f"{estimate(powers.estimate)}.",
        (first.id, joiners.id, powers.id),
    )
    moved = next((r for r in answer.results if r.id == f"{stem}.by_the_pact"), None)
    if moved is not None:
        yield Statement(f"{moved.sentence}: {estimate(moved.estimate)}.", (moved.id,))
    yield FigureBlock(
        next(p for p in answer.pictures if p.id == stem), (first.id, joiners.id)
    )
    yield TableBlock(answer.table(stem), folded=True)
