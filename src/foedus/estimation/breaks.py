"""Where the pace of events changes: turning points found, not told.

Yearly counts are cut into stretches of constant pace. The cuts are those that maximise
the Poisson likelihood less a price a cut, found exactly by dynamic programming; the
price is that of the Bayesian information criterion for a place and a pace.

References
----------
Jackson et al. (2005), optimal partitioning, https://doi.org/10.1109/LSP.2001.838216
Yao (1988), https://doi.org/10.1016/0167-7152(88)90118-6
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault


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
    counts: NDArray[np.float64], *, price: float | None = None, shortest: int = 2
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
    cost_of_a_cut = float(np.log(years)) if price is None else price
    total = np.concatenate([[0.0], np.cumsum(counts)])

    def likelihood(start: int, end: int) -> float:
        events = total[end] - total[start]
        return float(events * np.log(events / (end - start)) - events) if events else 0.0

    best = np.full(years + 1, -np.inf)
    best[0] = cost_of_a_cut
    cut = np.zeros(years + 1, dtype=int)
    for end in range(shortest, years + 1):
        starts = [s for s in range(end - shortest + 1) if np.isfinite(best[s])]
        scores = [best[s] + likelihood(s, end) - cost_of_a_cut for s in starts]
        best[end], cut[end] = max(scores), starts[int(np.argmax(scores))]
    edges = [years]
    while edges[0]:
        edges.insert(0, int(cut[edges[0]]))
    return tuple(
        Stretch(
            start,
            end,
            float((total[end] - total[start]) / (end - start)),
            likelihood(edges[k - 1], start)
            + likelihood(start, end)
            - likelihood(edges[k - 1], end)
            if k
            else 0.0,
        )
        for k, (start, end) in enumerate(pairwise(edges))
    )
