"""Where the level of a measured series shifts: turning points found, not told.

Yearly values are cut into stretches, each around a level of its own, with normal errors
of one spread. The cuts are those that lose least of the likelihood, at the price of the
Bayesian information criterion for a place and a level. The spread is not known
beforehand: it is the one that remains after the best cuts, so one starts from the spread
of yearly changes, which a few shifts hardly touch, and cuts again until nothing moves.

A series with a memory, such as one that creeps upward, is cut into steps too. What
cuts mean is told by `expected`: how many are found where the same values stand in
random order, and where the same yearly changes do.

References
----------
Jackson et al. (2005), optimal partitioning, https://doi.org/10.1109/LSP.2001.838216
Yao (1988), https://doi.org/10.1016/0167-7152(88)90118-6
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.partition import Gains, cut, lengths, sums
from foedus.faults import DataFault

SHORTEST = 2
"""Years that a stretch has at least, unless told otherwise."""
_ROUNDS = 5
_LEAST = 1e-9
"""Least spread, as a part of the whole series' spread, so that steps can be cut too."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Consecutive years around one level."""

    start: int
    """Index of its first year."""
    end: int
    """Index after its last year."""
    level: float
    """Mean of its years."""
    gain: float
    """Log-likelihood lost if it were joined to the stretch before; 0 for the first."""


def shifts(values: NDArray[np.float64], *, shortest: int = SHORTEST) -> tuple[Shift, ...]:
    """Cut yearly values into stretches of constant level.

    Parameters
    ----------
    values
        A value for each year, (T,), none unknown.
    shortest
        Years that a stretch has at least.

    Raises
    ------
    DataFault
        Fewer years than twice the shortest stretch, or a value that is not known.

    Examples
    --------
    >>> [s.start for s in shifts(np.array([1.0, 1.1, 0.9, 1.0, 5.1, 4.9, 5.0, 5.2]))]
    [0, 4]
    """
    years = len(values)
    if years < 2 * shortest or not np.isfinite(values).all():
        raise DataFault(
            f"{years} years, {int((~np.isfinite(values)).sum())} not known",
            expected=f"at least {2 * shortest} years, all known",
            where="estimation.shifts.shifts",
            mend="hand over a longer spell of years, without gaps",
        )
    begins, variance = _settled(values[None, :], shortest)
    gains = _likelihood(values, variance[0])
    edges = [0, *(int(start) for start in np.flatnonzero(begins[0])), years]
    return tuple(
        Shift(
            start,
            end,
            float(values[start:end].mean()),
            float(gains[edges[k - 1], start] + gains[start, end] - gains[edges[k - 1], end])
            if k
            else 0.0,
        )
        for k, (start, end) in enumerate(pairwise(edges))
    )


def cuts(values: NDArray[np.float64], *, shortest: int = SHORTEST) -> NDArray[np.bool_]:
    """Mark the years with which the level shifts, for many orders of years at once.

    Parameters
    ----------
    values
        A value for each year, (R, T), none unknown.
    shortest
        Years that a stretch has at least.
    """
    return _settled(values, shortest)[0]


def _settled(
    values: NDArray[np.float64], shortest: int
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Cut, take the spread that remains, and cut again; give cuts and variances."""
    price = float(np.log(values.shape[-1]))
    least = np.maximum(values.var(-1) * _LEAST, np.finfo(float).tiny)
    variance = np.maximum(np.diff(values).var(-1) / 2, least)
    begins = cut(_likelihood(values, variance), price=price, shortest=shortest)
    for _ in range(_ROUNDS):
        variance = np.maximum(_remaining(values, begins), least)
        again = cut(_likelihood(values, variance), price=price, shortest=shortest)
        if (again == begins).all():
            break
        begins = again
    return begins, variance


def _remaining(
    values: NDArray[np.float64], begins: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Give the variance around the levels of the stretches, (R,)."""
    stretch = begins.cumsum(-1)
    same = stretch[..., :, None] == stretch[..., None, :]
    level = (same * values[..., None, :]).sum(-1) / same.sum(-1)
    freedom = np.maximum(values.shape[-1] - 1 - begins.sum(-1), 1)
    remaining: NDArray[np.float64] = ((values - level) ** 2).sum(-1) / freedom
    return remaining


def _likelihood(values: NDArray[np.float64], variance: NDArray[np.float64]) -> Gains:
    """Give the normal log-likelihood of each stretch around its own level."""
    centred = values - values.mean(-1, keepdims=True)
    squares = sums(centred**2) - sums(centred) ** 2 / lengths(values.shape[-1])
    return -np.maximum(squares, 0.0) / (2 * np.asarray(variance)[..., None, None])
