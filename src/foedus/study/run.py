"""Carry out a plan: answer what the store does not hold, in order, and keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from foedus.cases.case import Case
from foedus.questions.answer import Answer
from foedus.questions.register import question
from foedus.study.plan import Step
from foedus.study.store import Store

Progress = Callable[[int, int, str], None]
"""Told before each step: steps done, steps in all, the question."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answers of a plan, and how many of them the store had already."""

    answers: tuple[Answer, ...]
    found: int


def run(
    steps: tuple[Step, ...], case: Case, *, store: Store, progress: Progress | None = None
) -> Outcome:
    """Answer every step; one whose digest is in the store is not done again.

    Raises
    ------
    Fault
        Whatever a question raises; what was answered before it stays in the store.
    """
    answers, found = [], 0
    for done, step in enumerate(steps):
        if progress:
            progress(done, len(steps), step.question)
        answer = store.find(step.digest)
        if answer is None:
            answer = cast(Answer, question(step.question).ask(case, **step.options))
            store.keep(step.digest, answer)
        else:
            found += 1
        answers.append(answer)
    if progress:
        progress(len(steps), len(steps), "")
    return Outcome(tuple(answers), found)
