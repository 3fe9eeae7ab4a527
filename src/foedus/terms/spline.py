"""Curves that are straight at both ends: Harrell's restricted cubic splines.

References
----------
Harrell (2015), Regression Modeling Strategies, section 2.4.5,
https://doi.org/10.1007/978-3-319-19425-7
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault


def spline(x: NDArray[np.float64], knots: Sequence[float]) -> NDArray[np.float64]:
    """Give the columns of a restricted cubic spline that are not straight, (S, k - 2).

    Parameters
    ----------
    x
        What is bent, (S,).
    knots
        Where it may bend, k of them, at least three, rising; before the first and after
        the last it is straight. Columns are divided by the square of the knots' range.

    Raises
    ------
    DataFault
        Fewer than three knots, or knots that do not rise.

    Examples
    --------
    >>> spline(np.array([0.0, 2.0]), [0.0, 1.0, 2.0]).round(3).tolist()
    [[0.0], [1.5]]
    """
    at = np.asarray(knots, dtype=np.float64)
    if len(at) < 3 or not np.isfinite(at).all() or (np.diff(at) <= 0).any():
        raise DataFault(
            f"knots {at.tolist()}",
            expected="at least three, rising",
            where="terms.spline",
            mend="place the knots in order, each once",
        )
    last, before = at[-1], at[-2]
    cubes = np.maximum(np.asarray(x, np.float64)[:, None] - at, 0.0) ** 3
    tail, next_to_tail = cubes[:, -1:], cubes[:, -2:-1]
    bent = (
        cubes[:, :-2]
        - next_to_tail * (last - at[:-2]) / (last - before)
        + tail * (before - at[:-2]) / (last - before)
    )
    curved: NDArray[np.float64] = bent / (last - at[0]) ** 2
    return curved
