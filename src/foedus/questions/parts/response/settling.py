"""What an issue comes to by all four methods, who moves whom, and whose shift matters.

The methods are run side by side on the same draws and pooled with equal weights. On laws of
the European Union whose outcome is known none was shown to beat a plain mean of positions;
that evidence is of another kind of issue, so no weight is taken from it, and none is called
best. A draw of the pressing rounds that comes to no rest tells nothing, and its part of the
pool goes to the other methods.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.bargaining.challenge import Challenge, challenge
from foedus.bargaining.compromise import compromise
from foedus.bargaining.condorcet import Election, condorcet
from foedus.bargaining.median import median
from foedus.bargaining.stakes import Stakes
from foedus.chance import Stream
from foedus.questions.parts.response.standpoints import FIELDS

Floats = NDArray[np.float64]
METHODS: Mapping[str, str] = {
    "compromise": "mean weighed by salience and influence",
    "median": "weighted median",
    "condorcet": "election among the positions",
    "challenge": "rounds of pressing and yielding",
}
"""Methods, and what each is."""
SWUNG = 80
"""Draws by which one number is swung at a time."""
LOW, HIGH = 0.05, 0.95
"""Quantiles between which it is swung."""


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """A linear pool: values that count by their weights."""

    values: Floats
    """(M,), in order."""
    weights: Floats
    """(M,), summing to 1."""

    def quantiles(self, *shares: float) -> tuple[float, ...]:
        """Give the values below which those shares of the pool lie."""
        sums = np.cumsum(self.weights)
        at = np.searchsorted(sums, np.array(shares) * sums[-1])
        return tuple(float(self.values[min(k, len(sums) - 1)]) for k in at)

    def above(self, point: float) -> float:
        """Give the share of the pool above a point, and half of what lies on it."""
        over = float(self.weights[self.values > point].sum())
        return min(over + float(self.weights[self.values == point].sum()) / 2, 1.0)

    def nearest(self, points: Floats) -> Floats:
        """Give the share of the pool that lies nearest to each point."""
        closest = np.abs(self.values[:, None] - points).argmin(axis=1)
        shares = np.bincount(closest, weights=self.weights, minlength=len(points))
        return np.asarray(shares, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Settling:
    """One issue, settled by every method.

    Attributes
    ----------
    outcomes
        Method -> outcome of each draw, (R,); NaN where it tells nothing.
    election, rounds
        What the methods say besides the outcome.
    """

    outcomes: Mapping[str, Floats]
    election: Election
    rounds: Challenge

    @property
    def pooled(self) -> Pooled:
        """Pool the methods, each draw in equal parts among those that tell."""
        return pooled(np.array(list(self.outcomes.values())))


def settle(stakes: Stakes, turn: Floats) -> Settling:
    """Run all methods on the same draws.

    Parameters
    ----------
    stakes
        Who stands where.
    turn
        Turns of the election's lottery, uniform, (R,).
    """
    held, rounds = condorcet(stakes), challenge(stakes)
    outcomes = {
        "compromise": compromise(stakes),
        "median": median(stakes),
        "condorcet": held.chosen(turn),
        "challenge": rounds.outcome,
    }
    return Settling(outcomes, held, rounds)


def pooled(outcomes: Floats) -> Pooled:
    """Pool outcomes of methods, (M, R), NaN where one tells nothing.

    >>> made = pooled(np.array([[10.0, 20.0], [np.nan, 40.0]]))
    >>> made.values.tolist(), made.weights.tolist()
    ([10.0, 20.0, 40.0], [0.5, 0.25, 0.25])
    """
    told = np.isfinite(outcomes)
    each = np.broadcast_to(told / told.sum(axis=0) / told.shape[1], told.shape)
    values, weights = outcomes[told], each[told]
    order = np.argsort(values, kind="stable")
    return Pooled(values[order], weights[order])


@dataclass(frozen=True, slots=True)
class Swing:
    """What one stakeholder's number does to the outcome, in the mean of all methods."""

    actor: str
    field: str
    """Position, salience or influence."""
    low: float
    """Outcome with the number low."""
    high: float

    @property
    def reach(self) -> float:
        """How far the outcome goes."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Swings:
    """What the outcome hangs on."""

    middle: float
    """Outcome with all numbers as drawn."""
    swings: tuple[Swing, ...]
    """The widest first."""
    without: Mapping[str, float]
    """Stakeholder -> outcome if it is left out."""


def swung(stakes: Stakes, stream: Stream) -> Swings:
    """Swing one number at a time, and leave each stakeholder out.

    All is worked as one batch over the same draws, so that only what is swung differs.
    """
    rows = min(SWUNG, stakes.count)
    held = {
        "position": stakes.positions, "salience": stakes.salience,
        "influence": stakes.influence,
    }  # fmt: skip
    base: Mapping[str, Floats] = {name: values[:rows] for name, values in held.items()}
    edges = {name: np.quantile(v, [LOW, HIGH], axis=0) for name, v in held.items()}
    variants = [base]
    for k in range(len(stakes.actors)):
        for field in FIELDS:
            variants += [_with(base, field, k, edges[field][side, k]) for side in (0, 1)]
        # Who has no influence changes nothing in any method.
        variants.append(_with(base, "influence", k, 0.0))
    able = [
        bool(((v["salience"] * v["influence"]).max(axis=1) > 0).all()) for v in variants
    ]
    worked = [variant for variant, can in zip(variants, able, strict=True) if can]
    positions, salience, influence = (
        np.concatenate([variant[field] for variant in worked]) for field in FIELDS
    )
    whole = Stakes(stakes.actors, positions, salience, influence, stakes.ends)
    means = np.full(len(variants), np.nan)
    means[able] = _means(whole, np.resize(stream.uniforms(rows), whole.count), rows)
    return _read(stakes.actors, means)


def _with(
    base: Mapping[str, Floats], field: str, column: int, value: float
) -> Mapping[str, Floats]:
    changed = base[field].copy()
    changed[:, column] = value
    return {**base, field: changed}


def _means(stakes: Stakes, turn: Floats, rows: int) -> Floats:
    """Give the pool's mean of each variant."""
    outcomes = np.array(list(settle(stakes, turn).outcomes.values()))
    by_draw = np.nanmean(outcomes, axis=0)
    return np.asarray(by_draw.reshape(-1, rows).mean(axis=1))


def _read(actors: tuple[str, ...], means: Floats) -> Swings:
    """Read means off in the order of the variants; NaN where nobody would be left."""
    each = len(FIELDS) * 2 + 1
    swings, without = [], {}
    for k, actor in enumerate(actors):
        told = means[1 + k * each : 1 + (k + 1) * each]
        for f, field in enumerate(FIELDS):
            low, high = float(told[2 * f]), float(told[2 * f + 1])
            if np.isfinite([low, high]).all():
                swings.append(Swing(actor, field, low, high))
        if np.isfinite(told[-1]):
            without[actor] = float(told[-1])
    order = sorted(swings, key=lambda s: (-s.reach, s.actor, s.field))
    return Swings(float(means[0]), tuple(order), without)
