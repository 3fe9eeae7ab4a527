"""Partitions bettered one state at a time, from several starts at once.

A search for groups ends where a chance order of moves has led it. What it ends at is a good
start for another network that differs in little, be it by ties drawn anew: from each start
the state that gains most goes where it gains most, till none gains (the vertex mover of
Schuetz and Caflisch), and the best end is kept. A start costs a fiftieth of a search.

References
----------
Kernighan, Lin (1970), https://doi.org/10.1002/j.1538-7305.1970.tb01770.x; Schuetz, Caflisch
(2008), https://doi.org/10.1103/PhysRevE.77.046112.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

NOTHING = 1e-12
"""A gain below this part of the largest gain of a pair is rounding."""


def moved(gain: Floats, starts: Labels) -> Labels:
    """Better each of several partitions by single moves, and give the best end, (N,).

    Parameters
    ----------
    gain
        What each pair adds where it is joined, (N, N), alike both ways, 0 to oneself.
    starts
        Partitions to start from, (S, N), labels from 0.

    Examples
    --------
    >>> camps = np.kron([[1.0, -1.0], [-1.0, 1.0]], np.ones((3, 3))) - np.eye(6)
    >>> moved(camps, np.array([[0, 0, 1, 1, 1, 1], [0, 1, 1, 1, 1, 0]])).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    at = np.array(starts, dtype=np.int64)
    groups = int(at.max(initial=-1)) + 1
    held = gain @ (at[:, :, None] == np.arange(groups)).astype(np.float64)
    least = NOTHING * float(np.abs(gain).max(initial=0.0))
    while int(at.max(initial=-1)) == held.shape[2] - 1:
        # One group is always empty, for a state that is best alone.
        held = np.concatenate([held, np.zeros((*at.shape, 1))], axis=2)
        live = np.arange(len(at))
        while len(live):
            live = _step(gain, held, at, live, least)
    worth = _own(held, at).sum(axis=1)
    best: Labels = at[int(np.argmax(worth))]
    return best


def _step(
    gain: Floats, held: Floats, at: Labels, live: NDArray[np.intp], least: float
) -> NDArray[np.intp]:
    """Move one state in each live partition; give those in which there was one to move."""
    groups = held.shape[2]
    now, home = (held, at) if len(live) == len(at) else (held[live], at[live])
    flat = (now - _own(now, home)[:, :, None]).reshape(len(live), -1)
    best = flat.argmax(axis=1)
    still = flat[np.arange(len(live)), best] > least
    live = live[still]
    state, to = np.divmod(best[still], groups)
    held[live, :, at[live, state]] -= gain[state]
    held[live, :, to] += gain[state]
    at[live, state] = to
    return live


def _own(held: Floats, at: Labels) -> Floats:
    """Give what each state gains where it is, (S, N)."""
    made: Floats = held[np.arange(len(at))[:, None], np.arange(at.shape[1]), at]
    return made
