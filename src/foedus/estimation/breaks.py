"""Where the pace of events changes: turning points found, not told.

Yearly counts are cut into stretches of constant pace. The cuts are those that maximise
the Poisson likelihood less a price a cut; the price is that of the Bayesian information
criterion for a place and a pace.

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


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive years of one pace."""

    start: int
    """Index of its first year."""
    end: int
    """Index after its last year."""
    pace: float
    """Events a year."""
    gain: float
    """Log-likelihood lost if it were joined to the stretch before; 0 for the first."""


def stretches(
    counts: NDArray[np.float64], *, price: float | None = None, shortest: int = SHORTEST
) -> tuple[Stretch, ...]:
    """Cut yearly counts into stretches of constant pace.

    Parameters
    ----------
    counts
        Events in each year, (T,), none negative.
    price
        Log-likelihood that a cut must gain; by default ln T, two parameters' worth.
    shortest
        Years that a stretch has at least.

    Raises
    ------
    DataFault
        Fewer years than twice the shortest stretch, or a negative count.

    Examples
    --------
    >>> [s.start for s in stretches(np.array([0, 1, 0, 0, 1, 0, 9, 8, 9, 10.0]))]
    [0, 6]
    """
    years = len(counts)
    known = np.isfinite(counts) & (counts >= 0)
    if years < 2 * shortest or not known.all():
        raise DataFault(
            f"{years} years, the least count {counts.min(initial=0):g}",
            expected=f"at least {2 * shortest} years, no count unknown or negative",
            where="estimation.breaks.stretches",
            mend="hand over a longer spell of years",
        )
    gains = _likelihood(counts)
    paid = float(np.log(years)) if price is None else price
    starts = np.flatnonzero(cut(gains, price=paid, shortest=shortest))
    edges = [0, *(int(start) for start in starts), years]
    return tuple(
        Stretch(
            start,
            end,
            float(counts[start:end].mean()),
            float(gains[edges[k - 1], start] + gains[start, end] - gains[edges[k - 1], end])
            if k
            else 0.0,
        )
        for k, (start, end) in enumerate(pairwise(edges))
    )


def cuts(counts: NDArray[np.float64], *, shortest: int = SHORTEST) -> NDArray[np.bool_]:
    """Mark the years with which the pace changes, for many orders of years at once.

    Parameters
    ----------
    counts
        Events in each year, (..., T), none negative.
    shortest
        Years that a stretch has at least.
    """
    price = float(np.log(counts.shape[-1]))
    return cut(_likelihood(counts), price=price, shortest=shortest)


def _likelihood(counts: NDArray[np.float64]) -> Gains:
    """Give the Poisson log-likelihood of each stretch at its own pace."""
    events = np.maximum(sums(counts), 0.0)
    pace = np.where(events > 0, events / lengths(counts.shape[-1]), 1.0)
    return events * np.log(pace) - events
