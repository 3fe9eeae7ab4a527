"""What stands where a value is not known: what members of that day have on average."""

import numpy as np
from numpy.typing import NDArray


def filled(
    values: NDArray[np.floating], alive: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Fill what is not known with the mean of the members of which it is known.

    The mean is of the same day, so that nothing comes from later; a value that no member
    has is 0.

    Parameters
    ----------
    values
        A field of states, (N,), NaN where not known.
    alive
        Which of them are members, (N,).

    Examples
    --------
    >>> filled(np.array([0.2, np.nan, 0.4, 9.0]), np.array([1, 1, 1, 0])).tolist()
    [0.2, 0.30000000000000004, 0.4, 9.0]
    """
    held = np.asarray(values, dtype=np.float64)
    known = held[(np.asarray(alive) > 0) & ~np.isnan(held)]
    mean = float(known.mean()) if known.size else 0.0
    return np.where(np.isnan(held), mean, held)
