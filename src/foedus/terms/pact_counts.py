"""What the number of pacts of a year reads: how many there were of late, how many states.

What is remembered halves every year, so half of it is the mean of past years.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PRIOR = 0.5
"""Added to the mean of past years, so that it has a logarithm."""


def recent(
    series: NDArray[np.intp],
    recent_defence: Floats,
    recent_other: Floats,
    recent_births: Floats,
    recent_entries: Floats,
) -> Floats:
    """Of the same kind, mean of past years, half-life 1 year, ln(mean + 1/2)."""
    kinds = (recent_defence, recent_other, recent_births, recent_entries)
    return np.concatenate(kinds)[series]


def recent_defence(every_signed_defence_1: Floats) -> Floats:
    """Military pacts of two, mean of past years, ln(mean + 1/2)."""
    return _mean(every_signed_defence_1, by=2)


def recent_other(every_signed_other_1: Floats) -> Floats:
    """Other pacts of two, mean of past years, ln(mean + 1/2)."""
    return _mean(every_signed_other_1, by=2)


def recent_births(every_founded_1: Floats) -> Floats:
    """Pacts of many founded, mean of past years, ln(mean + 1/2)."""
    return _mean(every_founded_1, by=1)


def recent_entries(every_acceded_1: Floats) -> Floats:
    """Entries to pacts of many, mean of past years, ln(mean + 1/2)."""
    return _mean(every_acceded_1, by=1)


def states(every_alive: Floats) -> Floats:
    """Number of states, ln."""
    return np.atleast_1d(np.log(np.asarray(every_alive, np.float64).sum()))


def calendar(year: NDArray[np.intp]) -> Floats:
    """Calendar time, centuries from 1900."""
    return (np.asarray(year, np.float64) - 1900) / 100


def _mean(stock: Floats, *, by: int) -> Floats:
    """Take the mean of years of what each of so many states was counted for."""
    return np.atleast_1d(np.log(np.asarray(stock, np.float64).sum() / by / 2 + PRIOR))
