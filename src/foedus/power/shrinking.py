"""A signed network made small without changing what the best two camps are.

Two rules join states, each safely: some best camps obey it. States that stand to all others
alike, and not against each other, share a camp, since what suits one suits the other. And
a state whose tie to one other weighs as much as all its further ties together stands as
that tie wants it; a state of one tie is the plainest case. What cannot be had once states
are joined is counted: a tie for and a tie against on the same pair leave the lesser unmet.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Small:
    """What is left of a signed network.

    Attributes
    ----------
    weights
        Signed weight of each pair that is left, (M, M).
    group
        The place among the M that each state is joined to, (N,).
    turned
        Whether it stands in the other camp than that place does, (N,).
    unmet
        Ties that no camps can meet, whatever is done with what is left.
    """

    weights: Weights
    group: NDArray[np.intp]
    turned: NDArray[np.bool_]
    unmet: int

    def camps(self, small: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the camp of each state, (N,), from those of the M."""
        return np.where(self.turned, 1 - small[self.group], small[self.group])


def shrunk(signs: NDArray[np.int8]) -> Small:
    """Join states as far as the two rules allow.

    >>> path = np.array([[0, 1, 0], [1, 0, -1], [0, -1, 0]], np.int8)
    >>> len(shrunk(path).weights), shrunk(path).camps(np.array([0])).tolist()
    (1, [0, 0, 1])
    """
    group = _alike(signs)
    count = int(group.max(initial=-1)) + 1
    weights = np.zeros((count, count), dtype=np.int64)
    np.add.at(weights, (group[:, None], group[None, :]), signs.astype(np.int64))
    np.fill_diagonal(weights, 0)
    return _ruled(weights, group)


def _alike(signs: NDArray[np.int8]) -> NDArray[np.intp]:
    """Number states so that those that stand to all others alike share a number, (N,)."""
    n = len(signs)
    own = np.eye(n, dtype=np.int8)
    _, apart = np.unique(signs, axis=0, return_inverse=True)
    _, tied = np.unique(signs + own, axis=0, return_inverse=True)
    apart, tied = apart.ravel(), tied.ravel()
    # Alike with a tie for between them is one rule, alike without a tie the other; no
    # state can follow both, since the two ask for other rows.
    follows = np.bincount(tied)[tied] > 1
    keys = np.stack([np.where(follows, tied, apart), follows], axis=1)
    _, group = np.unique(keys, axis=0, return_inverse=True)
    return group.ravel().astype(np.intp)


def _ruled(weights: Weights, group: NDArray[np.intp]) -> Small:
    """Join states that one tie rules, until none is left."""
    held, into = weights.copy(), np.arange(len(weights))
    flip = np.zeros(len(weights), dtype=np.bool_)
    unmet = 0
    while True:
        size = np.abs(held)
        most, whole = size.max(axis=1, initial=0), size.sum(axis=1)
        ruled = np.flatnonzero((whole > 0) & (2 * most >= whole))
        if not len(ruled):
            break
        one = int(ruled[0])
        other = int(np.argmax(size[one]))
        against = bool(held[one, other] < 0)
        unmet += _join(held, one, other, against=against)
        moved = into == one
        into[moved] = other
        flip[moved] ^= against
    left = np.flatnonzero((held != 0).any(axis=1))
    # States that are joined to nobody left stand in a place of their own, without a tie.
    ends = np.unique(into)
    alone = ends[~np.isin(ends, left)]
    kept = np.concatenate([left, alone]).astype(np.intp)
    place = np.zeros(len(weights), dtype=np.intp)
    place[kept] = np.arange(len(kept))
    small = held[np.ix_(kept, kept)]
    return Small(small, place[into[group]], flip[group], unmet)


def _join(held: Weights, one: int, other: int, *, against: bool) -> int:
    """Put a state's ties upon another, and count those that meet one of the other sign."""
    brought = -held[one] if against else held[one].copy()
    brought[other] = 0
    before = np.abs(held[other]).sum() - abs(held[other, one]) + np.abs(brought).sum()
    held[other] += brought
    held[:, other] += brought
    held[one] = 0
    held[:, one] = 0
    held[other, other] = 0
    return int(before - np.abs(held[other]).sum()) // 2
