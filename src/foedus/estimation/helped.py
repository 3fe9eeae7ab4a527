"""Weibull hazards that help speeds or slows, told on a grid and not by a maximum.

So few states ever got there that a maximum may not exist: where all who were helped did,
the likelihood rises for ever. So it is reckoned at every point of a grid of scale, shape,
slope and effect, times a prior. A row is a stretch of a unit's life in which help A and
means x stay the same: its cumulative hazard is exp(g A + c x) ((b/s)^k - (a/s)^k), and the
event falls into it or not. Means stand beside help because who gets help often has few.

References
----------
Firth (1993), on estimates of rare events, https://doi.org/10.1093/biomet/80.1.27
Gelman, Jakulin, Pittau, Su (2008), weak priors, https://doi.org/10.1214/08-AOAS191
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Draws, Stream
from foedus.faults import DataFault

Floats = NDArray[np.float64]
Single = NDArray[np.float32]
NEGLIGIBLE = 1e-6
"""Points whose chance is below this share of the highest are passed over in forecasts."""
WHERE = "estimation.helped"


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches of the lives of units at risk, (S,) each.

    Attributes
    ----------
    unit
        Whose: whole numbers from 0.
    begun, ended
        Its clock at both ends.
    help
        Share of full help in it, 0 to 1.
    means
        What the unit could do by itself, 0 to 1.
    event
        Whether it ended with the event.
    year
        When it was.
    """

    unit: NDArray[np.int64]
    begun: Floats
    ended: Floats
    help: Floats
    means: Floats
    event: NDArray[np.bool_]
    year: NDArray[np.int64]

    def __post_init__(self) -> None:
        ordered = bool(((self.begun >= 0) & (self.ended > self.begun)).all())
        if not ordered or not ((self.help >= 0) & (self.help <= 1)).all():
            raise DataFault(
                "stretches that end before they begin, or help that is no share",
                expected="a beginning of 0 or more, a later end, help of 0 to 1",
                where=WHERE,
                mend="count a unit's clock from when it came to be at risk",
            )

    def __len__(self) -> int:
        return len(self.unit)

    def only(self, kept: NDArray[np.bool_]) -> "Stretches":
        """Keep some of them."""
        return Stretches(
            self.unit[kept], self.begun[kept], self.ended[kept], self.help[kept],
            self.means[kept], self.event[kept], self.year[kept],
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Points of a likelihood: L log scales, K log shapes, C slopes of means, G effects."""

    log_scales: Floats
    log_shapes: Floats
    slopes: Floats
    effects: Floats

    @property
    def axes(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Give the four axes, in their order."""
        return self.log_scales, self.log_shapes, self.slopes, self.effects

    @property
    def size(self) -> tuple[int, ...]:
        """How many points each has."""
        return tuple(len(axis) for axis in self.axes)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal prior; a spread of None is a flat one."""

    mean: float
    spread: float | None

    def log_density(self, at: Floats) -> Floats:
        """Give the log density, less what does not hang on the place."""
        if self.spread is None:
            return np.zeros_like(at)
        density: Floats = -(((at - self.mean) / self.spread) ** 2) / 2
        return density


FLAT = Normal(0.0, None)
MEANS = Normal(0.0, 2.0)
"""Prior of what it does to the log hazard to have all means and not none."""


def log_likelihood(rows: Stretches, grid: Grid, units: int) -> Single:
    """Give what each unit adds to the log-likelihood, (U, L, K, C, G).

    What does not end in the event adds up within a unit before the scale is known; only
    events ask for every point.
    """
    told = np.zeros((units, *grid.size), dtype=np.float32)
    quiet, loud = rows.only(~rows.event), rows.only(rows.event)
    scaled = np.exp(-np.outer(grid.log_scales, np.exp(grid.log_shapes)))
    for j, log_shape in enumerate(grid.log_shapes):
        spent = _grown(quiet, log_shape)
        for i, slope in enumerate(grid.slopes):
            for m, effect in enumerate(grid.effects):
                pace = np.exp(effect * quiet.help + slope * quiet.means)
                held = np.bincount(quiet.unit, pace * spent, units)
                told[:, :, j, i, m] = -np.outer(held, scaled[:, j])
    for k in range(len(loud)):
        hazard = _hazard(loud.only(np.arange(len(loud)) == k), grid)
        told[loud.unit[k]] += np.log(-np.expm1(-np.maximum(hazard, 1e-300)))
    return told


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """Probabilities of the points of a grid, (L, K, C, G)."""

    grid: Grid
    chances: Floats

    def effect(self) -> Floats:
        """Give the probabilities of the effects, (G,)."""
        told: Floats = self.chances.sum(axis=(0, 1, 2))
        return told

    def forecast(self, rows: Stretches) -> Floats:
        """Give the chance of the event in each stretch, (S,), with all doubt in it."""
        flat = self.chances.reshape(-1)
        likely = np.flatnonzero(flat > flat.max() * NEGLIGIBLE)
        weight = flat[likely] / flat[likely].sum()
        place = np.unravel_index(likely, self.grid.size)
        at = [axis[index] for axis, index in zip(self.grid.axes, place, strict=True)]
        scale, shape, slope, effect = np.exp(at[0]), np.exp(at[1]), at[2], at[3]
        told = np.zeros(len(rows))
        for k in range(len(rows)):
            spent = (rows.ended[k] / scale) ** shape - (rows.begun[k] / scale) ** shape
            pace = np.exp(effect * rows.help[k] + slope * rows.means[k])
            told[k] = weight @ -np.expm1(-pace * spent)
        return told

    def draws(self, runs: int, stream: Stream) -> Draws:
        """Draw scale, shape, slope and effect together, evenly within a cell."""
        generator = stream.child("helped").generator()
        # Spread evenly over the cumulated chances: as many draws of each point as it asks.
        at = (np.arange(runs) + generator.random()) / runs
        flat = np.cumsum(self.chances.reshape(-1))
        place = np.minimum(np.searchsorted(flat / flat[-1], at), flat.size - 1)
        generator.shuffle(place)
        held = []
        for axis, index in zip(
            self.grid.axes, np.unravel_index(place, self.grid.size), strict=True
        ):
            cell = np.gradient(axis) if len(axis) > 1 else np.zeros(1)
            held.append(axis[index] + cell[index] * (generator.random(runs) - 0.5))
        names = ("log_scale", "log_shape", "slope", "effect")
        return Draws(dict(zip(names, held, strict=True)))


def posterior(
    told: NDArray[np.floating],
    grid: Grid,
    *,
    shape: Normal,
    scale: Normal = FLAT,
    slope: Normal = MEANS,
    effect: Normal | Floats = FLAT,
) -> Posterior:
    """Put a log-likelihood, (L, K, C, G), and priors of all four together.

    Parameters
    ----------
    effect
        A prior of the effect: a normal one, or its log density on the grid, (G,).
    """
    prior = effect.log_density(grid.effects) if isinstance(effect, Normal) else effect
    whole = (
        told.astype(np.float64)
        + scale.log_density(grid.log_scales)[:, None, None, None]
        + shape.log_density(grid.log_shapes)[:, None, None]
        + slope.log_density(grid.slopes)[:, None]
        + prior
    )
    chances = np.exp(whole - whole.max())
    chances /= chances.sum()
    chances.flags.writeable = False
    return Posterior(grid, chances)


def effect_likelihood(told: NDArray[np.floating], grid: Grid, *, shape: Normal) -> Floats:
    """Give the log-likelihood of the effect alone, (G,), its top at 0.

    Scale and shape are summed out under their priors, so that what is left can be put
    beside any prior of the effect.
    """
    left = np.log(np.maximum(posterior(told, grid, shape=shape).effect(), 1e-300))
    top: Floats = left - left.max()
    return top


def summary(effects: Floats, chances: Floats, level: float = 0.9) -> tuple[float, ...]:
    """Give mean, spread, and the ends of an interval of chances on a grid.

    >>> summary(np.array([0.0, 1.0]), np.array([0.5, 0.5]), 0.9)[:2]
    (0.5, 0.5)
    """
    mean = float(chances @ effects)
    spread = float(np.sqrt(chances @ (effects - mean) ** 2))
    whole = np.cumsum(chances) - chances / 2
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.interp(tails, whole, effects)
    return mean, spread, float(low), float(high)


def _grown(rows: Stretches, log_shape: float) -> Floats:
    grown: Floats = rows.ended ** np.exp(log_shape) - rows.begun ** np.exp(log_shape)
    return grown


def _hazard(row: Stretches, grid: Grid) -> Floats:
    """Give the cumulative hazard of one stretch at every point, (L, K, C, G)."""
    shape, scale = np.exp(grid.log_shapes), np.exp(grid.log_scales)[:, None]
    spent = (row.ended / scale) ** shape - (row.begun / scale) ** shape
    pace = np.exp(row.means * grid.slopes[:, None] + row.help * grid.effects)
    return np.asarray(spent[:, :, None, None] * pace, dtype=np.float64)
