"""Counts of years that bunch about a level that is what the last years brought.

States are born and pacts of many are founded in waves. The level is the mean of past
years, the weight of each halving in so many years, and the count is negative binomial about
it. Its spread is the one that would have foretold the known years best, each from the years
before it. With a half-life without end it is a constant rate.

References
----------
Harvey, Fernandes (1989), https://doi.org/10.1080/07350015.1989.10509750
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.counts import log_score
from foedus.faults import DataFault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIZES: Floats = np.exp(np.linspace(-2.0, 4.0, 49))
FIRST = 5
"""Years that are known before any is foretold."""
PRIOR, PRIOR_YEARS = 0.5, 1.0
"""Half an event in one year: what is known before anything is."""


@dataclass(frozen=True, slots=True)
class Bunched:
    """How many a year brings, as the years that are known lead to expect."""

    kept: float
    """What a year leaves of what was counted before it."""
    size: float
    """Of the negative binomial law: the smaller, the more years differ."""
    stock: float
    """What was counted, fading, and the prior."""
    years: float
    """In how many years, fading alike, and the prior's."""
    last: int
    """The last year that was counted; nothing fades in years of which nothing is known."""

    @property
    def mean(self) -> float:
        """Give how many the next year is expected to bring."""
        return (PRIOR + self.stock) / (PRIOR_YEARS + self.years)


def bunched(
    years: Sequence[int], counted: NDArray[np.integer], *, half_life: float
) -> Bunched:
    """Find the spread of what years brought.

    Parameters
    ----------
    years
        They need not follow each other.
    counted
        How many each brought, (T,).
    half_life
        Years in which the weight of a year halves.

    Raises
    ------
    DataFault
        Too few years are known.
    """
    if len(years) <= FIRST:
        raise DataFault(
            f"{len(years)} years",
            expected=f"more than {FIRST}",
            where="estimation.bunched",
            mend="begin earlier",
        )
    size = max(
        SIZES.tolist(),
        key=lambda one: float(foretold(counted, half_life, one)[FIRST:].sum()),
    )
    kept = 2.0 ** (-1.0 / half_life)
    fading = kept ** np.arange(len(years) - 1, -1, -1.0)
    stock, known = float(fading @ counted), float(fading.sum())
    few = [float(f"{one:.6g}") for one in (kept, size, stock, known)]
    return Bunched(few[0], few[1], few[2], few[3], int(years[-1]))


def foretold(counted: NDArray[np.integer], half_life: float, size: float) -> Floats:
    """Give the log chance of each year's count by the years before it, (T,).

    >>> foretold(np.array([0, 0]), np.inf, 1.0).round(3)
    array([-0.405, -0.223])
    """
    kept, stock, known, means = 2.0 ** (-1.0 / half_life), 0.0, 0.0, []
    for one in counted.tolist():
        means.append((PRIOR + stock) / (PRIOR_YEARS + known))
        stock, known = kept * stock + one, kept * known + 1.0
    return log_score(np.array(means), size, counted.astype(np.float64))
