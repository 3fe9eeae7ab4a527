"""Restricted cubic splines: a curve between knots, straight beyond them.

The first column of the basis is x itself; those here are the others, divided by the
squared distance of the outer knots so that they stand on the scale of x.

References
----------
Harrell (2015), Regression Modeling Strategies, section 2.4.5,
https://doi.org/10.1007/978-3-319-19425-7
Stone, Koo (1985), Additive splines in statistics
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]


def bends(x: Floats, knots: Sequence[float]) -> Floats:
    """Give the columns that bend the line, (S, number of knots - 2).

    Parameters
    ----------
    x
        Where, (S,).
    knots
        At least three, rising.

    Raises
    ------
    DataFault
        Fewer than three knots, or knots that do not rise.

    Examples
    --------
    >>> bends(np.array([0.0, 1.0, 2.0, 4.0]), [0, 1, 2]).ravel()
    array([0.  , 0.25, 1.5 , 4.5 ])
    """
    at = np.asarray(knots, dtype=np.float64)
    if len(at) < 3 or not np.isfinite(at).all() or (np.diff(at) <= 0).any():
        raise DataFault(
            f"knots {at.tolist()}",
            expected="at least three, rising",
            where="estimation.spline.bends",
            mend="place the knots in order, each once",
        )
    cubes = np.maximum(np.asarray(x, dtype=np.float64)[:, None] - at, 0.0) ** 3
    last, before = at[-1], at[-2]
    lean = (last - at[:-2]) / (last - before)
    fall = (before - at[:-2]) / (last - before)
    bent = cubes[:, :-2] - cubes[:, -2:-1] * lean + cubes[:, -1:] * fall
    scaled: Floats = bent / (last - at[0]) ** 2
    return scaled
