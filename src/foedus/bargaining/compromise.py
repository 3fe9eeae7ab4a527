"""The compromise model: the mean of positions, weighed by salience and influence.

It is a cooperative rule: all give way in proportion to what the others bring.

References
----------
Achen (2006), Institutional realism and bargaining models, in The European Union Decides,
Cambridge University Press, ISBN 9780521861892
"""

import numpy as np

from foedus.bargaining.stakes import Floats, Stakes, in_order, sorted_by


def compromise(stakes: Stakes) -> Floats:
    """Give the weighted mean of positions, (R,).

    Examples
    --------
    >>> from foedus.bargaining.stakes import stakes_of
    >>> compromise(stakes_of(("hawks", "doves"), [90, 10], [50, 50], [1, 3])).tolist()
    [30.0]
    """
    order = in_order(stakes)
    positions, weights = (sorted_by(order, v) for v in (stakes.positions, stakes.weights))
    mean = (positions * weights).sum(axis=1) / weights.sum(axis=1)
    # A mean cannot leave the hull, but its rounding can.
    low = np.where(weights > 0, positions, np.inf).min(axis=1)
    high = np.where(weights > 0, positions, -np.inf).max(axis=1)
    return np.asarray(np.clip(mean, low, high))
