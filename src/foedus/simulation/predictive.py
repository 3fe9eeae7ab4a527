"""What runs foretell of a count, as chances; and how fast rival forecasts come apart.

A few hundred runs leave most counts unseen, and a chance of 0 would make one observation
prove everything. The counts of runs are therefore smoothed by a negative binomial of their
mean and variance, which a Poisson takes the place of where they spread no wider; what
happens once or not is a share of runs. How far the first of two forecasts must be expected
to come ahead, if it is right, is the mean of the log of the ratio of chances: the weight of
evidence.

References
----------
Good (1950), Probability and the Weighing of Evidence, Griffin (memory)
Kullback, Leibler (1951), https://doi.org/10.1214/aoms/1177729694 (memory)
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp
from scipy.stats import nbinom, poisson

from foedus.faults import DataFault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HALF = 0.5
"""Added to what happened in all runs together, so that nothing is impossible."""


@dataclass(frozen=True, slots=True)
class Predictive:
    """Chances of a count.

    Attributes
    ----------
    mean, variance
        Of the runs, the mean with half an event added over all of them.
    once
        Whether it happens once or not: then its mean is its chance.
    """

    mean: float
    variance: float
    once: bool = False

    def log_chance(self, counts: Ints) -> Floats:
        """Give ln of the chance of each count, of its shape.

        >>> Predictive(0.25, 0.1, once=True).log_chance(np.array([1])).round(3).item()
        -1.386
        """
        if self.once:
            held = float(np.log(self.mean)), float(np.log1p(-self.mean))
            told = np.where(np.asarray(counts) > 0, *held)
        elif self.variance <= self.mean * 1.0001:
            told = poisson.logpmf(counts, self.mean)
        else:
            told = nbinom.logpmf(counts, *self._shape)
        return np.asarray(told, np.float64)

    @property
    def most(self) -> int:
        """Give a count that is hardly ever passed."""
        if self.once:
            return 1
        wide = 12.0 * self.variance**0.5 + 25.0 * max(self.variance / self.mean, 1.0)
        return int(self.mean + wide)

    @property
    def _shape(self) -> tuple[float, float]:
        share = self.mean / self.variance
        return self.mean * share / (1.0 - share), share


def predictive(counts: Ints, *, once: bool = False) -> Predictive:
    """Smooth the counts of runs, (R,).

    Raises
    ------
    DataFault
        There is no run, or a count is negative.

    Examples
    --------
    >>> predictive(np.array([0, 1, 0, 1]), once=True).mean
    0.5
    """
    if not len(counts) or int(np.min(counts)) < 0:
        raise DataFault(
            f"{len(counts)} counts, some negative" if len(counts) else "no run",
            expected="one count a run, 0 or more",
            where="simulation.predictive",
            mend="hand over what a reading gave",
        )
    held, runs = np.asarray(counts, np.float64), len(counts)
    if once:
        share = float((held > 0).sum() + HALF) / (runs + 1)
        return Predictive(share, share * (1 - share), once=True)
    mean = float(held.sum() + HALF) / runs
    return Predictive(mean, float(held.var(ddof=1)) if runs > 1 else mean)


def mixed(told: Floats, shares: Sequence[float]) -> Floats:
    """Give ln of the chance of each count by a mixture of forecasts, (K,).

    Parameters
    ----------
    told
        ln of the chance of each count by each forecast, (M, K).
    shares
        Of each in the mixture; they need not add up to 1.

    Raises
    ------
    DataFault
        No share is above 0, or there are not as many.

    Examples
    --------
    >>> np.exp(mixed(np.log([[0.5, 0.5], [0.9, 0.1]]), (1, 1))).round(2)
    array([0.7, 0.3])
    """
    held = np.asarray(shares, np.float64)
    if len(held) != len(told) or not held.sum() > 0 or (held < 0).any():
        raise DataFault(
            f"shares {held.tolist()} of {len(told)} forecasts",
            expected="one share each, 0 or more, not all 0",
            where="simulation.predictive",
            mend="give each forecast its weight",
        )
    with np.errstate(divide="ignore"):
        logs = np.log(held / held.sum())
    total: Floats = logsumexp(told + logs[:, None], axis=0)
    return total


def weight(right: Floats, other: Floats) -> float:
    """Give the weight of evidence to be expected for a forecast that is right, in nats.

    Parameters
    ----------
    right, other
        ln of the chance of each count, by it and by the other, (K,).

    Examples
    --------
    >>> fair, loaded = np.log([0.5, 0.5]), np.log([0.9, 0.1])
    >>> weight(fair, fair), round(weight(loaded, fair), 3)
    (0.0, 0.368)
    """
    told = np.exp(right) * (right - other)
    return max(float(told[np.isfinite(told)].sum()), 0.0)
