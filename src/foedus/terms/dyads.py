"""Pairs of states as rows, and rows of pairs as tables."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


def dyads(alive: NDArray[np.generic]) -> dict[str, Places]:
    """List each pair of members once, the earlier of the roster first.

    Parameters
    ----------
    alive
        Which states are members, (N,).

    Returns
    -------
    dict
        Places of the first, `i`, and of the second, `j`, each (S,).

    Examples
    --------
    >>> {name: places.tolist() for name, places in dyads(np.array([1, 0, 1, 1])).items()}
    {'i': [0, 0, 2], 'j': [2, 3, 3]}
    """
    members = np.flatnonzero(np.asarray(alive) > 0)
    low, high = np.triu_indices(len(members), 1)
    return {"i": members[low], "j": members[high]}


def table(there: Floats, back: Floats, facts: dict[str, Places], states: int) -> Floats:
    """Put what is said of each pair into a table, 0 where there is no pair, (N, N).

    Parameters
    ----------
    there
        From the first to the second, (S,).
    back
        From the second to the first, (S,).
    """
    whole = np.zeros((states, states))
    whole[facts["i"], facts["j"]] = there
    whole[facts["j"], facts["i"]] = back
    return whole
