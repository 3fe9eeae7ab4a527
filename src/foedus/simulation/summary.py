"""What an ensemble says, as numbers with their doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from foedus.quantity import Estimate, Unit
from foedus.simulation.ensemble import HORIZONS, Ensemble
from foedus.states.roster import StateId

LEVEL = 0.9

TOLD = ("disputes", "wars", "joined", "signed", "entered", "ended", "founded", "born")


@dataclass(frozen=True, slots=True)
class Pair:
    """How likely a dispute of two is within so many years."""

    one: StateId
    other: StateId
    chance: Estimate


def yearly(held: Ensemble, kind: str, ahead: int) -> Estimate:
    """Give how many events of a kind the year so far ahead has: mean, and nine in ten runs.

    Parameters
    ----------
    ahead
        1 is the first year.
    """
    counts = held.of(kind)[:, ahead - 1].astype(np.float64)
    low, high = np.quantile(counts, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    value = float(counts.mean())
    ends = min(value, float(low)), max(value, float(high))
    return Estimate(value, *ends, LEVEL, Unit.COUNT, held.digest)


def share(hits: int, runs: int, basis: str, *, level: float = LEVEL) -> Estimate:
    """Give a share of runs with the interval of Wilson.

    References
    ----------
    Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953

    >>> round(share(0, 100, "").high, 3)
    0.026
    """
    z = {0.9: 1.6448536269514722}.get(level, 1.959963984540054)
    value, spread = hits / runs, z**2 / runs
    middle = (value + spread / 2) / (1 + spread)
    half = z / (1 + spread) * (value * (1 - value) / runs + spread / (4 * runs)) ** 0.5
    low, high = max(middle - half, 0.0), min(middle + half, 1.0)
    return Estimate(
        value, min(low, value), max(high, value), level, Unit.PROBABILITY, basis
    )


def share_of(
    flags: NDArray[np.bool_], *, runs_a_draw: int, basis: str, level: float = LEVEL
) -> Estimate:
    """Give a share of runs, and the span over draws of the coefficients.

    The spread of the shares of draws, less what luck alone would spread them, is that of a
    beta distribution about the mean; where luck spreads them as much, the interval is
    Wilson's.

    Parameters
    ----------
    flags
        Whether it happened, of runs counted from 0, (R,).
    runs_a_draw
        Runs in a row that share a draw of the coefficients.

    Examples
    --------
    >>> sure = np.repeat([True, False, True, False], 20)
    >>> one = share_of(sure, runs_a_draw=20, basis="")
    >>> round(one.value, 2), round(one.low, 2), round(one.high, 2)
    (0.5, 0.0, 1.0)
    """
    runs, hits = len(flags), int(flags.sum())
    plain = share(hits, runs, basis, level=level)
    many = runs // runs_a_draw
    if many < 2 or hits in (0, runs):
        return plain
    shares = flags[: many * runs_a_draw].reshape(many, runs_a_draw).mean(axis=1)
    luck = float((shares * (1 - shares)).mean()) / max(runs_a_draw - 1, 1)
    spread = float(shares.var(ddof=1)) - luck
    value = hits / runs
    if spread <= 1e-12:
        return plain
    size = max(value * (1 - value) / spread - 1, 1e-3)
    ends = beta.ppf([(1 - level) / 2, (1 + level) / 2], value * size, (1 - value) * size)
    low, high = min(float(ends[0]), plain.low), max(float(ends[1]), plain.high)
    return Estimate(value, low, high, level, Unit.PROBABILITY, basis)


def horizon_of(held: Ensemble) -> int:
    """Give the longest horizon that the runs reach."""
    return max(h for h in HORIZONS if h <= held.years)


def likeliest(
    held: Ensemble, ids: Sequence[StateId], among: Sequence[StateId], *, shown: int
) -> tuple[Pair, ...]:
    """List the pairs with one of some states that are likeliest to have a dispute."""
    within = held.within[HORIZONS.index(horizon_of(held))]
    asked = np.zeros(len(ids), bool)
    asked[[ids.index(state) for state in among]] = True
    side = len(ids)
    low, high = np.triu_indices(side, 1)
    kept = asked[low] | asked[high]
    low, high = low[kept], high[kept]
    hits = within[low, high]
    first = np.argsort(-hits, kind="stable")[:shown]
    return tuple(
        Pair(ids[low[k]], ids[high[k]], share(int(hits[k]), len(held.runs), held.digest))
        for k in first
        if hits[k] > 0
    )


def growth(held: Ensemble, kind: str, *, years: int = 5) -> float:
    """Give the level of the last years over that of the first ones.

    Hazards that feed on themselves show here first.
    """
    by_year = held.of(kind).mean(axis=0)
    early = float(by_year[:years].mean())
    return float(by_year[-years:].mean()) / early if early > 0 else float("nan")
