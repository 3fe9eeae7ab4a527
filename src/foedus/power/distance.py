"""What of a state's strength is left at a place, by two laws of the loss of strength.

By the law of The War Trap a share of the world's capability is raised to a power that grows
with the days it takes an army to get there, so the weak lose more of theirs by distance
than the strong. As printed, the power is below one within some three days of home, and
capability grows by going there; here it is never below one, and `published` gives the
printed form. By Boulding's plainer law strength falls evenly to nothing; where it ends is
assumed. Neither knows seas, bases or allies on the way.

References
----------
Boulding (1962), Conflict and Defense, Harper;
Bueno de Mesquita (1981), The War Trap, Yale University Press, as EUGene 3 has it (see
`foedus.panel.expecting`).
"""

import math

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault
from foedus.panel.expecting import KM_PER_MILE, miles_per_day

Floats = NDArray[np.float64]

REACH = 20_015.0
"""Kilometres at which strength ends by the even law: half way round the Earth; assumed."""


def discounted(
    parts: Floats, distance: Floats, *, year: int, published: bool = False
) -> Floats:
    """Give what is left of shares of the world's capability at a distance, (..., N).

    share ** log10(days + 10 - e), the exponent at least 1 unless `published`.

    Parameters
    ----------
    parts
        Shares of the world, 0 to 1, (..., N).
    distance
        From home to the place in kilometres, (N,).
    year
        Armies covered 250 miles a day before 1918, 375 before 1946, 500 since.
    published
        Take the exponent as printed, below one near home.

    Raises
    ------
    DataFault
        A share outside 0 to 1, or a negative distance.

    Examples
    --------
    >>> discounted(np.array([0.1, 0.1]), np.array([0.0, 9000.0]), year=2024).round(3)
    array([0.1  , 0.054])
    """
    _in_order(parts, distance, most=1.0)
    days = distance / KM_PER_MILE / miles_per_day(year)
    exponent = np.log10(days + 10 - math.e)
    return np.asarray(parts ** (exponent if published else np.maximum(exponent, 1.0)))


def evenly(amounts: Floats, distance: Floats, *, reach: float = REACH) -> Floats:
    """Give what is left where strength falls evenly to nothing at `reach`, (..., N).

    Raises
    ------
    DataFault
        A negative amount, distance or reach.

    Examples
    --------
    >>> evenly(np.array([8.0, 8.0]), np.array([0.0, 500.0]), reach=1000).tolist()
    [8.0, 4.0]
    """
    _in_order(amounts, distance, most=math.inf)
    if not reach > 0:
        raise DataFault(
            f"a reach of {reach:g} km",
            expected="kilometres above 0",
            where="power.distance.evenly",
            mend="say how far strength reaches",
        )
    return amounts * np.maximum(1 - distance / reach, 0.0)


def _in_order(amounts: Floats, distance: Floats, *, most: float) -> None:
    wrong = (amounts < 0) | (amounts > most * (1 + 1e-9))
    if wrong.any() or (distance < 0).any():
        raise DataFault(
            f"{np.nanmin(amounts):g} to {np.nanmax(amounts):g}, at "
            f"{np.nanmin(distance):g} km and more",
            expected=f"0 to {most:g}, and kilometres of 0 or more",
            where="power.distance",
            mend="hand over shares from `capability.shares`, and distances from home",
        )
