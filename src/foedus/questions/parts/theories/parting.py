"""Where the futures of theories part, and what observation would tell them apart.

Two theories part on a count where the same runs of both differ by more than their draws
do. They are told apart by it once the right one must be expected to have made what is seen
three times as likely as the other: the weight of evidence reaches ln 3. What to watch for
is read the other way: a count that is likely enough under one theory, and a third as likely
or less under the mixture of the others.

References
----------
Good (1950), Probability and the Weighing of Evidence, Griffin (memory)
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.quantity import Estimate
from foedus.questions.parts.theories.futures import Asked, Futures
from foedus.simulation.contrast import Contrast, contrast
from foedus.simulation.ensemble import Ensemble
from foedus.simulation.predictive import mixed, predictive, weight
from foedus.simulation.summary import share

Floats = NDArray[np.float64]
Foretold = Mapping[str, Sequence[Floats]]
"""What is asked -> by year, ln of the chance of each count by each theory, (M, K)."""

TIMES = 3.0
"""How many times as likely counts as told apart: about the least of `substantial`."""

SEEN = 0.25
"""How likely a sign must be under the theory that it speaks for."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The two theories that one count parts most.

    Attributes
    ----------
    high, low
        Places of the theories with more and with less of it.
    difference
        Of the first less the second, in the last year, paired by runs.
    ratios
        By the end of each year, how many times as likely what is seen must be expected to
        be under the right one of the two than under the other, the lesser way, (T,).
    """

    asked: Asked
    high: int
    low: int
    difference: Contrast
    ratios: tuple[float, ...]

    @property
    def apart(self) -> int | None:
        """Give the years ahead by which the two are told apart, if they are."""
        return next((k + 1 for k, r in enumerate(self.ratios) if r >= TIMES), None)


@dataclass(frozen=True, slots=True)
class Sign:
    """What to watch for: a count that would speak for one theory.

    Attributes
    ----------
    theory
        Its place.
    ahead
        Years ahead by whose end it is counted.
    count, at_least
        So many or more of it, or so many or fewer.
    under, others
        Share of the theory's runs in which it is so, and of the others' mixture.
    """

    theory: int
    asked: Asked
    ahead: int
    count: int
    at_least: bool
    under: Estimate
    others: float

    @property
    def times(self) -> float:
        """Tell how many times as likely it is under the theory."""
        return self.under.value / max(self.others, 1e-9)


def foretold(held: Futures) -> Foretold:
    """Give the chances of each count by each theory, at the end of each year."""
    return {
        asked.id: [_logs(held, asked, year) for year in range(held.years)]
        for asked in held.asked
    }


def partings(held: Futures, chances: Foretold) -> tuple[Parting, ...]:
    """Find for each count the two theories that it parts most, the widest first."""
    made = [future.ensemble for future in held.futures]
    found = [_parting(held, asked, made, chances[asked.id]) for asked in held.asked]
    return tuple(sorted(found, key=lambda one: -one.ratios[-1]))


def signs(held: Futures, chances: Foretold) -> tuple[Sign, ...]:
    """Find for each theory what to watch for, one for each count, the soonest first."""
    found = [
        sign
        for theory in range(len(held.futures))
        for asked in held.asked
        for sign in [_first_sign(held, theory, asked, chances[asked.id])]
        if sign is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.theory, one.ahead, -one.times)))


def _parting(
    held: Futures, asked: Asked, made: Sequence[Ensemble], told: Sequence[Floats]
) -> Parting:
    many = len(held.futures)
    pairs = [(a, b) for a in range(many) for b in range(a + 1, many)]
    a, b = max(pairs, key=lambda pair: _ratio(told[-1], *pair))
    means = [future.by_year[asked.id][:, -1].mean() for future in held.futures]
    high, low = (a, b) if means[a] >= means[b] else (b, a)
    moved = contrast(made[high], made[low], asked.id, runs_a_draw=held.runs_a_draw)
    ratios = tuple(_ratio(one, high, low) for one in told)
    return Parting(asked, high, low, moved, ratios)


def _logs(held: Futures, asked: Asked, year: int) -> Floats:
    """Give ln of the chance of each count by each theory, (M, K)."""
    made = [
        predictive(future.by_year[asked.id][:, year], once=asked.once)
        for future in held.futures
    ]
    counts = np.arange(max(one.most for one in made) + 1)
    return np.stack([one.log_chance(counts) for one in made])


def _ratio(logs: Floats, a: int, b: int) -> float:
    """Give the ratio of chances to be expected under the right one, the lesser way."""
    return float(np.exp(min(weight(logs[a], logs[b]), weight(logs[b], logs[a]))))


def _first_sign(
    held: Futures, theory: int, asked: Asked, told: Sequence[Floats]
) -> Sign | None:
    """Find the first year in which a count is a sign, and the likeliest sign of it."""
    for year, logs in enumerate(told):
        found = list(_signs_of(held, theory, asked, year, logs))
        if found:
            return max(found, key=lambda one: one.under.value)
    return None


def _signs_of(
    held: Futures, theory: int, asked: Asked, year: int, logs: Floats
) -> Iterator[Sign]:
    own, others = np.exp(logs[theory]), np.exp(_others(held, theory, logs))
    runs = held.futures[theory].by_year[asked.id][:, year]
    for at_least in (True, False):
        ours, theirs = (_tails(one, at_least=at_least) for one in (own, others))
        kept = np.flatnonzero((ours >= SEEN) & (ours >= TIMES * theirs))
        for count in kept.tolist():
            hits = runs >= count if at_least else runs <= count
            told = share(int(hits.sum()), len(runs), held.basis)
            # The smoothed chance says where to look; the runs themselves must bear it out.
            if told.low >= SEEN / 2 and told.value >= TIMES * theirs[count]:
                yield Sign(
                    theory, asked, year + 1, count, at_least, told, float(theirs[count])
                )


def _others(held: Futures, theory: int, logs: Floats) -> Floats:
    """Mix the other theories by their weights, or evenly where they have none."""
    rest = [k for k in range(len(logs)) if k != theory]
    shares = [held.weights[k] for k in rest]
    return mixed(logs[rest], shares if sum(shares) > 0 else [1.0] * len(rest))


def _tails(chance: Floats, *, at_least: bool) -> Floats:
    """Give the chance of so many or more, or of so many or fewer, (K,)."""
    if at_least:
        return np.asarray(chance[::-1].cumsum()[::-1])
    return np.asarray(chance.cumsum())
