"""Which of the knobs an answer hangs on: one at a time, and by shares of the variance.

A tornado turns one knob from low to high and leaves the others in the middle. Indices after
Sobol say which share of the variance goes with a knob alone (first), and with it and all
that it does together with others (total).

References
----------
Saltelli, Annoni, Azzini, Campolongo, Ratto, Tarantola (2010),
https://doi.org/10.1016/j.cpc.2009.09.018
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.questions.parts.sanctions.knobs import design

Floats = NDArray[np.float64]
Law = Callable[[Floats], Floats]
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
        Gives outputs, (P, O), at quantiles of the knobs, (P, K).
    names
        Of the knobs, (K,).
    points
        Size of the design; the law is asked at (K + 2) times as many places.
    stream
        Where the design is drawn from.

    Examples
    --------
    >>> law = lambda rows: rows @ np.array([[2.0], [1.0]])
    >>> found = swings(law, ("a", "b"), points=256, stream=Stream(1))
    >>> found.first.round(1).ravel().tolist(), found.total.round(1).ravel().tolist()
    ([0.8, 0.2], [0.8, 0.2])
    """
    many = len(names)
    middle = np.full((1, many), 0.5)
    turned = np.tile(middle, (2, many, 1))
    turned[0][np.diag_indices(many)] = LOW
    turned[1][np.diag_indices(many)] = HIGH
    both = design(points, 2 * many, stream)
    one, other = both[:, :many], both[:, many:]
    rows = np.concatenate([middle, *turned, one, other, *_mixed(one, other)])
    told = law(rows)
    centre, low, high, *rest = np.split(told, np.cumsum([1, many, many]))
    at = rest[0].reshape(many + 2, points, -1)
    first, total = _indices(at[0], at[1], at[2:])
    return Swings(tuple(names), centre[0], low, high, first, total)


def _mixed(one: Floats, other: Floats) -> Iterator[Floats]:
    """Give the first design with one knob at a time from the other."""
    for k in range(one.shape[1]):
        mixed = one.copy()
        mixed[:, k] = other[:, k]
        yield mixed


def _indices(one: Floats, other: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """Estimate first indices by Saltelli's rule and total ones by Jansen's.

    Parameters
    ----------
    one, other, mixed
        Outputs on both designs, (P, O), and with each knob of the first taken from the
        other, (K, P, O).
    """
    both = np.concatenate([one, other])
    variance = both.var(axis=0)
    safe = np.where(variance > 0, variance, 1.0)
    # About the mean the first estimate is the same and its error far smaller.
    first = ((other - both.mean(axis=0)) * (mixed - one)).mean(axis=1)
    total = ((one - mixed) ** 2).mean(axis=1) / 2
    return first / safe, total / safe
