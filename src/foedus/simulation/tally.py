"""What events come to, counted in one pass and without Python's lock."""

import numpy as np
from numpy.typing import NDArray

from foedus.simulation.compiled import compiled
from foedus.simulation.philox import WIDTH
from foedus.simulation.shapes import DISPUTE, ENDED, WARS, Events

Ints = NDArray[np.int64]


@compiled
def tally(
    events: Events, first: int, codes: Ints, horizons: Ints, counts: NDArray[np.int32],
    disputes: Ints, within: Ints, ended: Ints,
) -> None:  # fmt: skip
    """Add up events, which stand in the order of runs and years.

    Parameters
    ----------
    first
        Number of the first run.
    codes
        Treaties that are looked for, rising, (P,).
    horizons
        Years within which a pair's first dispute counts, (H,).
    counts, disputes, within, ended
        Take what `Ensemble` has of these names; ends by the place of their code.
    """
    last = np.full((WIDTH, WIDTH), -1)
    for place in range(len(events)):
        one = events[place]
        run, year, kind = np.int64(one.run) - first, np.int64(one.year), one.kind
        counts[run, year, kind] += 1
        if kind == DISPUTE:
            low, high = min(one.a, one.b), max(one.a, one.b)
            disputes[one.a, one.b] += 1
            if one.c == 1:
                counts[run, year, WARS] += 1
            if last[low, high] != run:
                last[low, high] = run
                for horizon in range(len(horizons)):
                    if year < horizons[horizon]:
                        within[horizon, low, high] += 1
                        within[horizon, high, low] += 1
        elif kind == ENDED:
            at = np.searchsorted(codes, one.code)
            if at < len(codes) and codes[at] == one.code:
                ended[at, year] += 1
