"""States outside standing pacts, as rows."""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.reading import Facts

OF_PACT = ("year", "signed", "accession", "future_members", "promises_defence", "joined")
"""What a pact tells of itself, (P,)."""


def outsiders(pacts: Facts, states: NDArray[np.bool_]) -> dict[str, NDArray[np.generic]]:
    """Make a row of each pact and each of some states that is no member of it.

    Parameters
    ----------
    pacts
        The pacts that stand: `members` and `was_member`, (P, N), and `OF_PACT`, (P,).
    states
        Which states are asked of, (N,).

    Returns
    -------
    dict
        Facts of S rows: `p`, `k`, `was_member` and `OF_PACT`, (S,), and `members`, (P, N).

    Examples
    --------
    >>> told = dict.fromkeys(OF_PACT, np.array([1950]))
    >>> inside = np.array([[True, False, False]])
    >>> pacts = {"members": inside, "was_member": inside, **told}
    >>> outsiders(pacts, np.array([True, True, False]))["k"].tolist()
    [1]
    """
    p, k = np.nonzero(~pacts["members"].astype(bool) & states)
    told = {name: pacts[name][p] for name in OF_PACT}
    return {
        "p": p, "k": k, "members": pacts["members"],
        "was_member": pacts["was_member"][p, k], **told,
    }  # fmt: skip
