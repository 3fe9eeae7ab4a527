"""The median voter: the point that no other beats by a weighted vote on a line.

It has half of the weight at or below it and half at or above. Where a whole stretch does,
its middle is taken.

References
----------
Black (1948), On the Rationale of Group Decision-making, Journal of Political Economy 56,
23-34
"""

import numpy as np

from foedus.bargaining.stakes import Floats, Stakes, sorted_by

EVEN = 1e-12
"""Parts of the weight that count as none, so that rounding breaks no tie."""


def median(stakes: Stakes) -> Floats:
    """Give the median of positions weighed by salience and influence, (R,).

    Examples
    --------
    >>> from foedus.bargaining.stakes import stakes_of
    >>> median(stakes_of(("a", "b", "c"), [0, 20, 90], [50, 50, 50], [1, 1, 3])).tolist()
    [90.0]
    """
    return weighted_median(stakes.positions, stakes.weights)


def weighted_median(positions: Floats, weights: Floats) -> Floats:
    """Give the weighted median of each row, (R,)."""
    order = np.argsort(positions, axis=1, kind="stable")
    at, held = sorted_by(order, positions), sorted_by(order, weights)
    sums = np.cumsum(held, axis=1)
    half = sums[:, -1:] / 2
    low = (sums >= half * (1 - EVEN)).argmax(axis=1)
    high = (sums > half * (1 + EVEN)).argmax(axis=1)
    rows = np.arange(len(positions))
    return np.asarray((at[rows, low] + at[rows, high]) / 2)
