"""In how many runs two states have an event of a kind, of all pairs at once."""

import numpy as np
from numpy.typing import NDArray

from foedus.faults import NeedFault
from foedus.simulation.philox import WIDTH
from foedus.simulation.shapes import Events

Ints = NDArray[np.int64]


def runs_with(events: Events | None, kind: int, years: int) -> Ints:
    """Count the runs in which each pair has an event within so many years, (W, W).

    Parameters
    ----------
    events
        Events of an ensemble.
    kind
        As `simulation.shapes` numbers them, between two states.
    years
        Years ahead that count.

    Raises
    ------
    NeedFault
        The ensemble kept no events.
    """
    if events is None:
        raise NeedFault(
            "runs without their events",
            expected="an ensemble that kept them",
            where="simulation.hits",
            mend="simulate(..., events=True)",
        )
    told = events[(events["kind"] == kind) & (events["year"] < years)]
    low = np.minimum(told["a"], told["b"]).astype(np.int64)
    high = np.maximum(told["a"], told["b"]).astype(np.int64)
    keys = np.unique((told["run"].astype(np.int64) * WIDTH + low) * WIDTH + high)
    hits = np.bincount(keys % WIDTH**2, minlength=WIDTH**2).reshape(WIDTH, WIDTH)
    both: Ints = (hits + hits.T).astype(np.int64)
    return both
