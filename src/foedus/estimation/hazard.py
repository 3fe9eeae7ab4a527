"""Hazards of an end, year by year: a level that all share, times a risk of one's own.

Ends come in bunches, so the level of a year is best read off the years just before it,
while who ends is told by a year-stratified conditional logit (`choice`), from which the
level drops out. The two are put together so that the mean hazard of those alive is the
level.

References
----------
Allison (1982), Discrete-time methods, https://doi.org/10.2307/270718
"""

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.columns import rowwise
from foedus.faults import DataFault

Floats = NDArray[np.float64]

MOST_HAZARD = 1 - 1e-9
"""A year's hazard stays below 1, so that its log score stays finite."""


def level(
    ended: Floats, at_risk: Floats, *, prior_ended: float = 1.0, prior_at_risk: float = 25.0
) -> Floats:
    """Give the yearly hazard that past years lead to expect, (T,).

    Parameters
    ----------
    ended
        Decaying stock of ends up to the year before, (T,).
    at_risk
        Decaying stock of those at risk up to the year before, (T,).
    prior_ended, prior_at_risk
        Ends, and years at risk, that stand in for a past that is not known.

    Raises
    ------
    DataFault
        A stock that is negative or not known.

    Examples
    --------
    >>> level(np.array([0.0, 3.0]), np.array([0.0, 75.0]))
    array([0.04, 0.04])
    """
    ended, at_risk = np.asarray(ended, dtype=np.float64), np.asarray(at_risk, np.float64)
    if not ((ended >= 0) & (at_risk >= ended)).all():
        raise DataFault(
            "stocks that are negative, not known, or hold more ends than were at risk",
            expected="0 or more ends among those at risk, in every year",
            where="estimation.hazard.level",
            mend="make both stocks with the same half-life, from the same rows",
        )
    rate: Floats = (ended + prior_ended) / (at_risk + prior_at_risk)
    return rate


def hazard(levels: Floats, utility: Floats, strata: NDArray[np.generic]) -> Floats:
    """Give each row its year's level times its risk relative to its year's mean, (S,).

    Parameters
    ----------
    levels
        Level of the year of each row, (S,).
    utility
        Log of the risk of each row, (S,), as a fit by `choice` tells it.
    strata
        Year of each row, (S,); all rows at risk in a year must be there.

    Examples
    --------
    >>> hazard(np.array([0.1, 0.1]), np.log([1.0, 3.0]), np.array([1900, 1900]))
    array([0.05, 0.15])
    """
    where = "estimation.hazard.hazard"
    held = rowwise(levels, len(strata), empty=0.0, name="levels", where=where)
    risen = rowwise(utility, len(strata), empty=0.0, name="utility", where=where)
    _, place = np.unique(strata, return_inverse=True)
    most = np.full(place.max(initial=-1) + 1, -np.inf)
    np.maximum.at(most, place, risen)
    risk = np.exp(risen - most[place])
    average = np.bincount(place, risk) / np.bincount(place)
    told = np.minimum(held * risk / average[place], MOST_HAZARD)
    return told.astype(np.float64)


def surviving(hazards: Floats) -> Floats:
    """Give the chance to be alive after each year, (..., T), from yearly hazards.

    >>> surviving(np.array([0.5, 0.5, 0.0]))
    array([0.5 , 0.25, 0.25])
    """
    yearly = 1 - np.asarray(hazards, dtype=np.float64)
    return np.cumprod(yearly, axis=-1).astype(np.float64)
