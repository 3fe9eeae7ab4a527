"""The futures of theories as numbers: by theory, mixed, and where they part.

A mixture is that of the runs: each theory's weigh what the theory weighs in the pool that
would have told most of what history brought after 1970, 1990 and 2000.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.estimation.forward import Forward
from foedus.estimation.futures_scores import FuturesScores
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.parts.theories.futures import Asked, Future, Futures, around
from foedus.questions.parts.theories.parting import Parting, Sign
from foedus.questions.wording import names, sentence
from foedus.simulation.hits import runs_with
from foedus.simulation.shapes import SIGNED
from foedus.simulation.summary import share
from foedus.states.roster import StateId

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

QUESTION = "theories"
Post = Callable[[str, str, Estimate], Result]

LEVEL = 0.9
NEXT = 3
"""Pairs of each theory that are among those that are shown."""
ALIKE = 1.15
"""Theories whose means are within so many times of each other agree."""
FUTURES = "futures:theories"
"""The entry of what a run rests on."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The futures with what was found in them."""

    held: Futures
    partings: tuple[Parting, ...]
    signs: tuple[Sign, ...]
    pairs: tuple[tuple[StateId, StateId], ...]
    """Those that are likeliest to sign, by one theory or another."""
    chances: tuple[tuple[Estimate, ...], ...]
    """Chance of each of them by each theory, and by the whole system."""
    scores: FuturesScores

    def theory(self, place: int) -> Forward:
        """Give a theory by its place."""
        return self.held.theories[place]


def pairs_ahead(
    case: Case, held: Futures
) -> tuple[tuple[tuple[StateId, StateId], ...], tuple[tuple[Estimate, ...], ...]]:
    """Find which pairs with a state around the pact sign next, by each theory."""
    near = {held.ids.index(state) for state in around(case)[0] if state in held.ids}
    every = (*held.futures, held.whole)
    hits = [runs_with(one.held.events, SIGNED, held.years) for one in every]
    side = len(held.ids)
    low, high = np.triu_indices(side, 1)
    kept = np.isin(low, list(near)) | np.isin(high, list(near))
    low, high = low[kept], high[kept]
    found: dict[tuple[int, int], float] = {}
    for one in hits[:-1]:
        first = np.argsort(-one[low, high], kind="stable")[:NEXT]
        found |= {
            (int(low[k]), int(high[k])): _mixed_mean(
                held, [float(h[low[k], high[k]]) for h in hits[:-1]]
            )
            for k in first
        }
    places = sorted(found, key=lambda pair: (-found[pair], pair))
    chances = tuple(
        tuple(
            share(int(one[pair]), held.runs, future.held.scenario)
            for one, future in zip(hits, every, strict=True)
        )
        for pair in places
    )
    return tuple((held.ids[i], held.ids[j]) for i, j in places), chances


def told(held: Futures, future: Future, asked: Asked) -> Estimate:
    """Give what a theory foretells of a count by the last year."""
    counts = future.by_year[asked.id][:, -1]
    if asked.once:
        return share(int((counts > 0).sum()), len(counts), future.held.scenario)
    return _estimate(counts.astype(np.float64), np.ones(len(counts)), held.basis)


def mixed_of(held: Futures, asked: Asked) -> Estimate:
    """Give the same of the mixture of theories."""
    parts = [one.by_year[asked.id][:, -1].astype(np.float64) for one in held.futures]
    counts = np.concatenate(parts)
    weights = np.concatenate(
        [np.full(len(one), w) for one, w in zip(parts, held.weights, strict=True)]
    )
    if asked.once:
        value = float(np.average(counts, weights=weights))
        ends = [told(held, one, asked) for one in held.futures]
        return Estimate(
            value, min(value, *(e.low for e in ends)), max(value, *(e.high for e in ends)),
            LEVEL, Unit.PROBABILITY, held.basis,
        )  # fmt: skip
    return _estimate(counts, weights, held.basis)


def results(case: Case, ahead: Ahead) -> Iterator[Result]:
    """Post what each theory foretells, what they come to together, and what parts them."""
    held = ahead.held
    by = f"from {held.first} to {held.last}"

    def post(id: str, said: str, number: Estimate) -> Result:
        return Result(
            id=ResultId(f"{QUESTION}.{id}"), question=QUESTION, sentence=said,
            estimate=number, rests_on=(FUTURES,), posted=case.heading.as_of,
        )  # fmt: skip

    for asked in held.asked:
        for future in (*held.futures, held.whole):
            yield post(
                f"future.{asked.id}.{future.name}",
                f"{_head(asked)} {by}, by {future.title}",
                told(held, future, asked),
            )
        yield post(
            f"future.{asked.id}.mixed",
            f"{_head(asked)} {by}, by the mixture of theories",
            mixed_of(held, asked),
        )
    yield from _parted(ahead, by, post)
    for theory, weight in zip(held.theories, held.weights, strict=True):
        yield post(
            f"weight.{theory.name}",
            f"Weight of {theory.title} in the mixture of theories",
            exactly(weight, Unit.SHARE, "verification.futures"),
        )


def _parted(ahead: Ahead, by: str, post: Post) -> Iterator[Result]:
    held = ahead.held
    for one in ahead.partings:
        high, low = (ahead.theory(place).title for place in (one.high, one.low))
        yield post(
            f"apart.{one.asked.id}",
            f"{_head(one.asked)} {by}: how many more by {high} than by {low}",
            one.difference.difference,
        )
        yield post(
            f"times.{one.asked.id}",
            f"How many times as likely {high} or {low}, if right, must be expected to make "
            f"what is seen of {one.asked.says} by {held.last}",
            exactly(one.ratios[-1], Unit.RATIO, held.basis),
        )
    for sign in ahead.signs:
        theory = ahead.theory(sign.theory)
        yield post(
            f"sign.{theory.name}.{sign.asked.id}",
            f"Chance by {theory.title} of {sign_said(sign, held)}",
            sign.under,
        )
    for pair, chances in zip(ahead.pairs, ahead.chances, strict=True):
        for future, chance in zip((*held.futures, held.whole), chances, strict=True):
            yield post(
                f"next.{'.'.join(pair)}.{future.name}",
                f"Chance that {names(pair)} sign a pact {by}, by {future.title}",
                chance,
            )


def sign_said(one: Sign, held: Futures) -> str:
    """Say what is to be watched for.

    It is a noun phrase, such as `14 or more disputes of states of Europe by the end of
    2026`.
    """
    how = "or more" if one.at_least else "or fewer"
    year = held.first + one.ahead - 1
    if one.count == 0 and not one.at_least:
        return f"no {one.asked.says} by the end of {year}"
    return f"{one.count} {how} {one.asked.says} by the end of {year}"


def _head(asked: Asked) -> str:
    return sentence(asked.says)


def _mixed_mean(held: Futures, values: list[float]) -> float:
    return float(np.dot(values, held.weights) / sum(held.weights))


def _estimate(counts: Floats, weights: Floats, basis: str) -> Estimate:
    """Give the mean, and nine in ten runs, of runs that weigh."""
    value = float(np.average(counts, weights=weights))
    order = np.argsort(counts, kind="stable")
    rising = weights[order].cumsum() / weights.sum()
    low, high = (
        float(counts[order][np.searchsorted(rising, level)])
        for level in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    )
    return Estimate(value, min(value, low), max(value, high), LEVEL, Unit.COUNT, basis)
