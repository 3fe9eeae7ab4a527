"""Which of the knobs an answer hangs on: one at a time, and by shares of the variance.

A tornado turns one knob from low to high and leaves the others in the middle. Indices after
Sobol say which share of the variance goes with a knob alone (first), and with it and all
that it does together with others (total).

References
----------
Saltelli, Annoni, Azzini, Campolongo, Ratto, Tarantola (2010),
https://doi.org/10.1016/j.cpc.2009.09.018
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.questions.knobs import design

Floats = NDArray[np.float64]
Law = Callable[[Floats], tuple[float, ...]]
LOW, HIGH = 0.05, 0.95
"""Quantiles between which a knob is turned."""


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """How outputs answer knobs; K knobs, O outputs.

    Attributes
    ----------
    middle
        Outputs with all knobs in the middle, (O,).
    low, high
        Outputs with one knob low, or high, (K, O).
    first, total
        Shares of the variance of each output, (K, O), 0 to 1 but for the error of a
        small design.
    """

    names: tuple[str, ...]
    middle: Floats
    low: Floats
    high: Floats
    first: Floats
    total: Floats


def swings(law: Law, names: Sequence[str], *, points: int, stream: Stream) -> Swings:
    """Turn knobs one by one and together.

    Parameters
    ----------
    law
        Gives outputs, (O,), at quantiles of the knobs, (K,).
    names
        Of the knobs, (K,).
    points
        Size of the design; the law is called (K + 2) times as often.
    stream
        Where the design is drawn from.

    Examples
    --------
    >>> law = lambda u: (2 * u[0] + u[1],)
    >>> found = swings(law, ("a", "b"), points=256, stream=Stream(1))
    >>> found.first.round(1).ravel().tolist(), found.total.round(1).ravel().tolist()
    ([0.8, 0.2], [0.8, 0.2])
    """
    many = len(names)
    middle = np.full(many, 0.5)
    turned = np.tile(middle, (2, many, 1))
    turned[0][np.diag_indices(many)] = LOW
    turned[1][np.diag_indices(many)] = HIGH
    low, high = (_told(law, rows) for rows in turned)
    first, total = _indices(law, design(points, 2 * many, stream), many)
    return Swings(tuple(names), _told(law, middle[None])[0], low, high, first, total)


def _indices(law: Law, both: Floats, many: int) -> tuple[Floats, Floats]:
    """Estimate first indices by Saltelli's rule and total ones by Jansen's."""
    one, other = both[:, :many], both[:, many:]
    at_one, at_other = _told(law, one), _told(law, other)
    both_told = np.concatenate([at_one, at_other])
    variance, mean = both_told.var(axis=0), both_told.mean(axis=0)
    first, total = np.zeros((2, many, at_one.shape[1]))
    for k in range(many):
        mixed = one.copy()
        mixed[:, k] = other[:, k]
        at_mixed = _told(law, mixed)
        # About the mean the estimate is the same and its error far smaller.
        first[k] = ((at_other - mean) * (at_mixed - at_one)).mean(axis=0)
        total[k] = ((at_one - at_mixed) ** 2).mean(axis=0) / 2
    safe = np.where(variance > 0, variance, 1.0)
    return first / safe, total / safe


def _told(law: Law, rows: Floats) -> Floats:
    return np.array([law(row) for row in rows], dtype=np.float64)
