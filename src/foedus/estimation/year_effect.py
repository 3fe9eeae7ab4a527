"""What all of a year share: an effect that comes back to its mean, and how it stands.

Of each year is known how much happened and how much a fit expected. The log of their
ratio is read as the year's effect with an error that is the smaller the more was
expected. The effect is a level, an AR(1), and what the year alone brings and the next one
forgets: were the two not told apart, a noisy level would be taken for one that does not
last. The three parameters are those of the greatest likelihood on a grid, by a Kalman
filter, which also tells how the level stands after the last year.

References
----------
Durbin, Koopman (2012), Time Series Analysis by State Space Methods, ch. 2 (memory)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RHOS: Floats = np.linspace(0.0, 0.95, 20)
SPREADS: Floats = np.linspace(0.02, 1.2, 60)
NOISES: Floats = np.linspace(0.0, 0.8, 17)
HALF = 0.5
"""Added to both counts, so that a year without any has a logarithm."""


@dataclass(frozen=True, slots=True)
class YearEffect:
    """An effect added to the log odds of all in a year.

    Its mean is minus half its variance in the long run, so that hazards are on average
    what the fit says.
    """

    rho: float
    """What is left of the level a year later."""
    spread: float
    """Standard deviation of the level in the long run."""
    last: int
    """The last year of which is known what happened."""
    stands: float
    """Mean of the level in that year, by what was known at its end."""
    doubt: float
    """The standard deviation of that."""
    noise: float = 0.0
    """Standard deviation of what a year has beside the level."""

    @property
    def shock(self) -> float:
        """Standard deviation of what a year adds to the level."""
        return self.spread * float(np.sqrt(1.0 - self.rho**2))

    @property
    def middle(self) -> float:
        """What the level comes back to."""
        return -(self.spread**2 + self.noise**2) / 2

    def ahead(self, year: int) -> tuple[float, float]:
        """Give mean and standard deviation of the level at the end of a later year.

        >>> YearEffect(0.5, 0.0, 2010, 0.4, 0.0).ahead(2011)
        (0.2, 0.0)
        """
        left = self.rho ** max(year - self.last, 0)
        mean = self.middle + left * (self.stands - self.middle)
        variance = left**2 * self.doubt**2 + (1 - left**2) * self.spread**2
        return mean, variance**0.5


def year_effect(
    years: Sequence[int], happened: Floats, expected: Floats, *, noises: Floats = NOISES
) -> YearEffect:
    """Find the effect of years from what happened and what a fit expected in each.

    Parameters
    ----------
    years, happened, expected
        The years, rising, and the two counts of each, (T,).
    noises
        Among which the noise is chosen.
    """
    told = np.log((happened + HALF) / (expected + HALF))
    error = 1.0 / (expected + HALF)
    rho, spread, noise = (
        one.ravel() for one in np.meshgrid(RHOS, SPREADS, noises, indexing="ij")
    )
    gaps = [later - year for year, later in pairwise(years)]
    height, mean, variance = _filtered(rho, spread, noise, told, error, gaps)
    best = int(np.argmax(height))
    found = (rho[best], spread[best], mean[best], variance[best] ** 0.5, noise[best])
    few = [float(f"{one:.6g}") for one in found]
    return YearEffect(few[0], few[1], int(years[-1]), *few[2:])


def _filtered(
    rho: Floats,
    spread: Floats,
    noise: Floats,
    told: Floats,
    error: Floats,
    gaps: Sequence[int],
) -> tuple[Floats, Floats, Floats]:
    """Give the log-likelihood, and mean and variance after the last year, (G,) each."""
    middle = -(spread**2 + noise**2) / 2
    mean, variance, total = middle, spread**2, np.zeros(len(rho))
    for place, (one, wrong) in enumerate(zip(told, error, strict=True)):
        if place:
            left = rho ** gaps[place - 1]
            mean = middle + left * (mean - middle)
            variance = left**2 * variance + (1 - left**2) * spread**2
        whole = variance + noise**2 + wrong
        total = total - 0.5 * (np.log(whole) + (one - mean) ** 2 / whole)
        gain = variance / whole
        mean, variance = mean + gain * (one - mean), (1 - gain) * variance
    return total, mean, variance
