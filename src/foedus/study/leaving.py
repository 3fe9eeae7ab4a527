"""What a brief would say without a source: asked twice, under the same draws.

Only questions that rest on a word of the source are asked again. A number that differs is
held against the noise of its draws: both cases are asked under several seeds, and it has
moved where all differences point one way and their mean is larger than their range.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from foedus.brief.compose import ASKED
from foedus.brief.sections import judgements
from foedus.brief.statement import Judgement
from foedus.cases.case import Case, without
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Result
from foedus.ledger.origin import SourceId
from foedus.quantity import Estimate
from foedus.questions.answer import Answer
from foedus.questions.series import Tables
from foedus.study.plan import Study, plan
from foedus.study.run import Progress, run
from foedus.study.store import Store

SEEDS = 4
"""Pairs of answers that a difference is told from noise by."""

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Moved:
    """One number that differs, under the first seed, and by how much over all of them."""

    result: Result
    before: Estimate | None
    """None where it is told only without the source."""
    after: Estimate | None
    """None where nothing is left to rest on."""
    by: float
    """Mean difference over the seeds."""
    noise: float
    """Range of the differences."""

    @property
    def is_told(self) -> bool:
        """Whether it moved by more than the noise of its draws, or came or went."""
        return None in (self.before, self.after) or abs(self.by) > self.noise


@dataclass(frozen=True, slots=True)
class Judged:
    """A key judgement that is another without the source."""

    before: Judgement | None
    after: Judgement | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What changes in a brief when a source is left out."""

    source: SourceId
    claims: tuple[Claim, ...]
    """Those that go with it."""
    asked: tuple[str, ...]
    """Questions that rest on them."""
    judged: tuple[Judged, ...]
    judgements: int
    """How many key judgements the brief makes."""
    moved: tuple[Moved, ...]
    """Numbers that differ at all."""


def leave_out(
    case: Case,
    source: SourceId,
    study: Study,
    *,
    store: Store,
    tables: Tables | None = None,
    progress: Progress | None = None,
) -> LeftOut:
    """Tell which key judgements and which numbers of a brief change without a source.

    Parameters
    ----------
    case, source
        The case, and whose word is left out, with all that passed through it.
    study
        Gives seed, runs and the data at hand; what a whole brief asks is asked.
    store, tables, progress
        As of a run.

    Raises
    ------
    LedgerFault
        The case knows no such source.
    """
    less = without(case, source)
    told = _Asking(study, store, tables, progress)
    before = told.answers(case, ASKED, study.seed)
    claims = _lost(case, less)
    touched = tuple(q for q in ASKED if _cited(case, before[q]) & {c.id for c in claims})
    seeds = range(study.seed, study.seed + SEEDS)
    after = {seed: told.answers(less, touched, seed) for seed in seeds}
    first = {study.seed: before}
    held = {s: first.get(s) or told.answers(case, touched, s) for s in seeds}
    whole = {**before, **after[study.seed]}
    return LeftOut(
        source,
        claims,
        touched,
        tuple(_rejudged(_judgements(case, before), _judgements(less, whole))),
        len(_judgements(case, before)),
        tuple(
            moved
            for question in touched
            for moved in _moves(
                [held[s][question] for s in seeds], [after[s][question] for s in seeds]
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    study: Study
    store: Store
    tables: Tables | None
    progress: Progress | None

    def answers(self, case: Case, questions: tuple[str, ...], seed: int) -> Answers:
        asked = replace(self.study, questions=questions, seed=seed, options={})
        outcome = run(
            plan(asked, case),
            case,
            store=self.store,
            tables=self.tables,
            progress=self.progress,
        )
        return {answer.question: answer for answer in outcome.answers}


def _lost(case: Case, less: Case) -> tuple[Claim, ...]:
    kept = {claim.id for claim in standing(less.book, Claim)}
    return tuple(claim for claim in standing(case.book, Claim) if claim.id not in kept)


def _cited(case: Case, answer: Answer) -> set[str]:
    """Name all that an answer rests on, through its own results and the bindings."""
    named = {f"binding:{b.parameter}": b.claims for b in standing(case.book, Binding)}
    own = {str(result.id): result.rests_on for result in answer.results}
    waiting = [id for rests in own.values() for id in rests]
    waiting += [id for table in answer.tables for row in table.rests_on for id in row]
    found = set[str]()
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += [*named.get(id, ()), *own.get(id, ())]
    return found


def _judgements(case: Case, answers: Answers) -> dict[str, Judgement]:
    """Give the key judgements, each by what it is on."""
    return {
        _on(block.rests_on[0]): block
        for block in judgements.blocks(case, answers)
        if isinstance(block, Judgement)
    }


def _on(first: str) -> str:
    """Name what a judgement is on by the first entry that it rests on.

    The count of how numbers stand may begin with another standing in the other case.
    """
    return first.rsplit(".", 1)[0] if first.startswith("evidence.standing.") else first


def _rejudged(
    before: Mapping[str, Judgement], after: Mapping[str, Judgement]
) -> Iterator[Judged]:
    for id in dict.fromkeys([*before, *after]):
        one, other = before.get(id), after.get(id)
        if _said(one) != _said(other):
            yield Judged(one, other)


def _said(judgement: Judgement | None) -> tuple[str, ...] | None:
    if judgement is None:
        return None
    held = judgement
    return (held.text, held.word, held.confidence, held.because, held.standing)


def _moves(before: Sequence[Answer], after: Sequence[Answer]) -> Iterator[Moved]:
    """Give the numbers of one question that differ, the pairs in the order of the seeds."""
    had = [{r.id: r for r in answer.results} for answer in before]
    has = [{r.id: r for r in answer.results} for answer in after]
    for id in dict.fromkeys([*had[0], *has[0]]):
        old, new = had[0].get(id), has[0].get(id)
        if old is None or new is None:
            if old is not None:
                yield Moved(old, old.estimate, None, 0.0, 0.0)
            elif new is not None:
                yield Moved(new, None, new.estimate, 0.0, 0.0)
            continue
        pairs = zip(had, has, strict=True)
        apart = [
            b[id].estimate.value - a[id].estimate.value
            for a, b in pairs
            if id in a and id in b
        ]
        if any(apart):
            mean, noise = sum(apart) / len(apart), max(apart) - min(apart)
            yield Moved(old, old.estimate, new.estimate, mean, noise)
