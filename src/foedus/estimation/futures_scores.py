"""How well each theory's futures foresaw what then came, as the package carries it.

`python -m verification.futures --out FILE` makes it: from 1970, 1990 and 2000 each theory
is fitted on what was known before, run forward, and held against what happened. Weights are
those of the linear pool of the theories that would have told most of the pairs whose
outcomes were known by then; they show how forecasts overlap and are no verdict on which is
true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus import doors

WHOLE, MIXED = "system", "mixed"
"""The whole system, with all its terms, and the mixture of the theories."""

ALL = "all"
"""Weights by everything that is known today."""


@dataclass(frozen=True, slots=True)
class PairScore:
    """How forecasts of pairs from one origin did within so many years.

    Attributes
    ----------
    what
        `disputes` or `signed`.
    pairs, events
        How many pairs, and in how many of them it came.
    loss
        Forecast -> mean log loss, in nats a pair.
    hardest
        The null that told most.
    gains
        Forecast -> what it told more than that, value and the ends of its interval.
    """

    origin: int
    years: int
    what: str
    pairs: int
    events: int
    loss: dict[str, float]
    hardest: str
    gains: dict[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class CountScore:
    """How forecasts of a count from one origin did within so many years.

    Attributes
    ----------
    told
        Forecast -> mean of its runs, the ends of nine in ten of them, and the log of the
        chance that it gave to what happened.
    """

    origin: int
    years: int
    what: str
    happened: int
    told: dict[str, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class FuturesScores:
    """All scores, and the weights that follow.

    Attributes
    ----------
    runs
        Of each forecast.
    level
        Of the intervals of gains.
    weights
        What was known before a year, or `all` -> theory -> its weight in the pool.
    beside
        The same for the pool in which nulls and the whole system stand too.
    """

    runs: int
    level: float
    pairs: tuple[PairScore, ...]
    counts: tuple[CountScore, ...]
    weights: dict[str, dict[str, float]]
    beside: dict[str, dict[str, float]]

    def pair_scores(self, what: str, years: int | None = None) -> Sequence[PairScore]:
        """Give the scores of pairs of one kind, and of so many years if told."""
        return [
            one
            for one in self.pairs
            if one.what == what and (years is None or one.years == years)
        ]

    def beats(self, name: str, what: str) -> tuple[int, int]:
        """Count where a forecast told more than the hardest null, doubt included.

        Returns
        -------
        tuple of int
            In how many of the contests of that kind, and how many there are.
        """
        held = self.pair_scores(what)
        return sum(one.gains[name][1] > 0 for one in held), len(held)


@cache
def carried_scores() -> FuturesScores:
    """Give the scores that the package carries."""
    place = files("foedus.estimation") / "futures_scores.json"
    return doors.read_json(
        FuturesScores, place.read_text("utf-8"), where="estimation/futures_scores.json"
    )


def scores_text(made: FuturesScores) -> str:
    """Write them as JSON."""
    return doors.json_text(made) + "\n"
