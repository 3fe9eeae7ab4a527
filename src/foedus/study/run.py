"""Carry out a plan: answer what the store does not hold, in order, and keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from foedus.cases.case import Case
from foedus.estimation.alone import alone
from foedus.questions.answer import Answer
from foedus.questions.register import knobs_of, question
from foedus.questions.series import Tables
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
    steps: tuple[Step, ...],
    case: Case,
    *,
    store: Store,
    tables: Tables | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Answer every step; one whose digest is in the store is not done again.

    Parameters
    ----------
    steps
        What a plan gave.
    case
        The case it was planned for.
    store
        Where answers are kept.
    tables
        Gives the data sets that the study named as at hand.
    progress
        Told before each step.

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
            reads = {"tables": tables} if "tables" in knobs_of(step.question) else {}
            ask = question(step.question).ask
            with alone():  # however many processors there are, the same last digits
                answer = cast(Answer, ask(case, **step.options, **reads))
            store.keep(step.digest, answer)
        else:
            found += 1
        answers.append(answer)
    if progress:
        progress(len(steps), len(steps), "")
    return Outcome(tuple(answers), found)
