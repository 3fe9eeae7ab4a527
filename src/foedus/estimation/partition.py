"""Where years are best cut into stretches: one programme, whatever a stretch is paid.

The best cut of the first so many years ends in one stretch, and before it stands the
best cut of the years that are left. So the cuts that gain most, less a price each, are
found exactly by going through the years once. What a stretch gains is handed in as a
table by its first year and the year after its last; tables may be stacked, so that many
orders of the same years are cut at once.

References
----------
Jackson et al. (2005), optimal partitioning, https://doi.org/10.1109/LSP.2001.838216
"""

import numpy as np
from numpy.typing import NDArray

Gains = NDArray[np.float64]
"""Gain of the stretch from one year until before another, (..., T+1, T+1)."""


def cut(gains: Gains, *, price: float, shortest: int) -> NDArray[np.bool_]:
    """Mark the years with which a new stretch begins, (..., T); never the first year.

    Parameters
    ----------
    gains
        What each stretch gains, (..., T+1, T+1).
    price
        What a cut must gain more than it costs.
    shortest
        Years that a stretch has at least.
    """
    years = gains.shape[-1] - 1
    best = np.full((*gains.shape[:-2], years + 1), -np.inf)
    best[..., 0] = price
    before = np.zeros(best.shape, dtype=np.intp)
    for end in range(shortest, years + 1):
        scores = best[..., : end - shortest + 1] + gains[..., : end - shortest + 1, end]
        before[..., end] = scores.argmax(-1)
        best[..., end] = scores.max(-1) - price
    return _walked_back(before)


def _walked_back(before: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Follow each end to where its stretch began, from the last year to the first."""
    begins = np.zeros(before.shape, dtype=np.bool_)
    at = np.full((*before.shape[:-1], 1), before.shape[-1] - 1)
    while at.any():
        at = np.take_along_axis(before, at, -1)
        np.put_along_axis(begins, at, values=True, axis=-1)
    begins[..., 0] = False
    return begins[..., :-1]


def sums(values: NDArray[np.float64]) -> Gains:
    """Sum each stretch of years, (..., T+1, T+1); meaningless where it ends too early."""
    total = np.concatenate([np.zeros((*values.shape[:-1], 1)), values.cumsum(-1)], axis=-1)
    between: Gains = total[..., None, :] - total[..., :, None]
    return between


def lengths(years: int) -> Gains:
    """Count the years of each stretch, at least 1, (T+1, T+1)."""
    edges = np.arange(years + 1.0)
    apart: Gains = np.maximum(edges[None, :] - edges[:, None], 1.0)
    return apart
