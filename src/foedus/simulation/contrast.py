"""What a change does: the same runs with and without it, held together one by one.

Both scenarios draw by the same names, so that most of what is luck is in both and drops
out of the difference. Runs that share a draw of the coefficients do not stand for
themselves alone, so that the error is that of the means of draws.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from foedus.faults import DataFault, NeedFault
from foedus.quantity import Estimate, Unit
from foedus.simulation.ensemble import Ensemble

Floats = NDArray[np.float64]

LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Contrast:
    """What one scenario has more than another.

    Attributes
    ----------
    difference
        Of the means, with less without, and its interval.
    with_, without
        Means of both.
    ratio
        How many times more runs it would have taken, had each drawn by itself:
        variance of independent over that of paired differences. NaN where nothing differs.
    unchanged
        Share of the runs in which the reading is the same in both.
    """

    reading: str
    difference: Estimate
    with_: float
    without: float
    ratio: float
    unchanged: float

    @property
    def within_noise(self) -> bool:
        """Tell whether the interval holds 0."""
        return self.difference.low <= 0.0 <= self.difference.high


def contrast(
    with_: Ensemble,
    without: Ensemble,
    reading: str,
    *,
    runs_a_draw: int,
    level: float = LEVEL,
) -> Contrast:
    """Hold two ensembles together by one reading.

    Parameters
    ----------
    with_, without
        Runs of the same numbers and seed, which differ by what was changed alone.
    reading
        Name of a reading that both have.
    runs_a_draw
        Runs in a row that share a draw of the coefficients, as in the scenarios.
    level
        Probability that the interval is meant to hold.

    Raises
    ------
    NeedFault
        One of them was not read so.
    DataFault
        They are not paired.
    """
    for one in (with_, without):
        if reading not in one.readings:
            raise NeedFault(
                f"no reading {reading!r}",
                expected=f"one of {', '.join(one.readings) or '(none)'}",
                where="simulation.contrast",
                mend="hand the reading to both calls of simulate",
            )
    if with_.seed != without.seed or not np.array_equal(with_.runs, without.runs):
        raise DataFault(
            f"{len(with_.runs)} runs of seed {with_.seed} and {len(without.runs)} of seed "
            f"{without.seed}",
            expected="the same runs of the same seed",
            where="simulation.contrast",
            mend="simulate both with the same runs and seed",
        )
    a, b = (one.readings[reading] for one in (with_, without))
    basis = f"{with_.digest} {without.digest}"
    return held_together(
        reading, a, b, draws=with_.runs // runs_a_draw, basis=basis, level=level
    )


def held_together(
    reading: str,
    with_: NDArray[np.int64],
    without: NDArray[np.int64],
    *,
    draws: NDArray[np.int64],
    basis: str,
    level: float = LEVEL,
) -> Contrast:
    """Hold what was read of the same runs together, one by one.

    Parameters
    ----------
    reading
        What was read.
    with_, without
        How much of it each run has, (R,).
    draws
        The draw of the coefficients that each run is of, (R,).
    basis
        What it all rests on.
    level
        Probability that the interval is meant to hold.
    """
    a, b = with_.astype(np.float64), without.astype(np.float64)
    moved = a - b
    return Contrast(
        reading,
        _estimate(float(moved.mean()), _error(moved, draws), level, basis),
        float(a.mean()),
        float(b.mean()),
        _ratio(a, b, moved),
        float((moved == 0).mean()),
    )


def paired(
    with_: NDArray[np.generic],
    without: NDArray[np.generic],
    *,
    runs_a_draw: int,
    unit: Unit,
    basis: str,
    level: float = LEVEL,
) -> Estimate:
    """Give the mean difference of the same runs, counted from run 0, with its interval.

    Parameters
    ----------
    with_, without
        A number of each run, (R,).
    runs_a_draw
        Runs in a row that share a draw of the coefficients.

    Examples
    --------
    >>> more = np.array([2.0, 3.0, 2.0, 3.0])
    >>> one = paired(more, more - 1, runs_a_draw=2, unit=Unit.COUNT, basis="")
    >>> one.value, one.low, one.high
    (1.0, 1.0, 1.0)
    """
    moved = with_.astype(np.float64) - without.astype(np.float64)
    error, draws = _error(moved, np.arange(len(moved)) // runs_a_draw)
    half = float(t.ppf((1 + level) / 2, draws - 1)) * error
    value = float(moved.mean())
    return Estimate(value, value - half, value + half, level, unit, basis)


def _error(moved: Floats, draws: NDArray[np.int64]) -> tuple[float, int]:
    """Give the standard error of the mean, and how many draws it rests on."""
    _, place = np.unique(draws, return_inverse=True)
    many = int(place.max()) + 1
    if many < 2:
        return float(moved.std(ddof=1) / len(moved) ** 0.5) if len(moved) > 1 else 0.0, 2
    sums = np.bincount(place, moved - moved.mean())
    return float(np.sqrt((sums**2).sum() * many / (many - 1)) / len(moved)), many


def _estimate(value: float, error: tuple[float, int], level: float, basis: str) -> Estimate:
    half = float(t.ppf((1 + level) / 2, error[1] - 1)) * error[0]
    return Estimate(value, value - half, value + half, level, Unit.COUNT, basis)


def _ratio(a: Floats, b: Floats, moved: Floats) -> float:
    spread = float(moved.var())
    return float((a.var() + b.var()) / spread) if spread > 0 else float("nan")
