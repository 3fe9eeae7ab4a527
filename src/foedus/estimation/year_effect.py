"""What all of a year share: an effect that comes back to its mean, and how it stands.

Of each year is known how much happened and how much a fit expected. The log of their
ratio is read as the year's effect with an error that is the smaller the more was
expected; the effect is an AR(1). Its two parameters are those of the greatest likelihood
on a grid, by a Kalman filter, which also tells how the effect stands after the last year.

References
----------
Durbin, Koopman (2012), Time Series Analysis by State Space Methods, ch. 2 (memory)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RHOS: Floats = np.linspace(0.0, 0.95, 20)
SPREADS: Floats = np.linspace(0.02, 1.2, 60)
HALF = 0.5
"""Added to both counts, so that a year without any has a logarithm."""


@dataclass(frozen=True, slots=True)
class YearEffect:
    """An effect added to the log odds of all in a year.

    In the long run it has the standard deviation `spread`, and a mean of minus half its
    square, so that hazards are on average what the fit says.
    """

    rho: float
    """What is left of it a year later."""
    spread: float
    last: int
    """The last year of which is known what happened."""
    stands: float
    """Its mean in that year, by what was known at its end."""
    doubt: float
    """The standard deviation of that."""

    @property
    def shock(self) -> float:
        """Standard deviation of what a year brings anew."""
        return self.spread * float(np.sqrt(1.0 - self.rho**2))

    def ahead(self, year: int) -> tuple[float, float]:
        """Give mean and standard deviation of the effect at the end of a later year.

        >>> YearEffect(0.5, 0.0, 2010, 0.4, 0.0).ahead(2011)
        (0.2, 0.0)
        """
        left = self.rho ** max(year - self.last, 0)
        mean = -(self.spread**2) / 2
        variance = left**2 * self.doubt**2 + (1 - left**2) * self.spread**2
        return mean + left * (self.stands - mean), variance**0.5


def year_effect(years: Sequence[int], happened: Floats, expected: Floats) -> YearEffect:
    """Find the effect of years from what happened and what a fit expected in each."""
    told = np.log((happened + HALF) / (expected + HALF))
    error = 1.0 / (expected + HALF)
    grid = product(RHOS.tolist(), SPREADS.tolist())
    gaps = [later - year for year, later in pairwise(years)]
    best = max(grid, key=lambda one: _filtered(one[0], one[1], told, error, gaps)[0])
    _, middle, variance = _filtered(best[0], best[1], told, error, gaps)
    few = (float(f"{one:.6g}") for one in (*best, middle, variance**0.5))
    rho, spread, mean, doubt = few
    return YearEffect(rho, spread, int(years[-1]), mean, doubt)


def _filtered(
    rho: float, spread: float, told: Floats, error: Floats, gaps: Sequence[int]
) -> tuple[float, float, float]:
    """Give the log-likelihood, and mean and variance after the last year."""
    middle = -(spread**2) / 2
    mean, variance, total = middle, spread**2, 0.0
    for place, (one, noise) in enumerate(zip(told, error, strict=True)):
        if place:
            left = rho ** gaps[place - 1]
            mean = middle + left * (mean - middle)
            variance = left**2 * variance + (1 - left**2) * spread**2
        whole = variance + noise
        total -= 0.5 * (np.log(whole) + (one - mean) ** 2 / whole)
        gain = variance / whole
        mean, variance = mean + gain * (one - mean), (1 - gain) * variance
    return float(total), float(mean), float(variance)
