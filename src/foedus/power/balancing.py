"""Structural balance: how far a signed network is from two camps, one against the other.

A network is balanced where its states part into two camps, with every tie for inside one
and every tie against across. The line index of balance, or frustration index, is the least
number of ties that stand in the way. It is found exactly, by a linear program in whole
numbers of Aref and Wilson's kind: a camp x of each state, and for each tie a mark f that
must be 1 where the tie stands in the way. The solver's bound from below proves it; where
the network is larger than the stated limit, or the solver gives up, two bounds are told.

References
----------
Harary (1953), https://doi.org/10.1307/mmj/1028989917; Cartwright, Harary (1956),
https://doi.org/10.1037/h0046049; Aref, Wilson (2018), https://doi.org/10.1093/comnet/cnx044
(measures); Aref, Wilson (2019), https://doi.org/10.1093/comnet/cny015 (relations of
states); Aref, Mason, Wilson (2020), https://doi.org/10.1002/net.21907 (the program).
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.power.blocs import partition
from foedus.power.shrinking import Weights, shrunk

Signs = NDArray[np.int8]
Floats = NDArray[np.float64]

MOST_STATES, MOST_TIES = 250, 4_000
"""What is larger, once states are joined that must be, is bounded and not solved."""
MOST_NODES = 2_000
"""Branches after which the solver gives up; counted, for a clock differs by machine."""
NEAR = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """How far a signed network is from balance.

    Attributes
    ----------
    ties, against
        How many ties there are, and how many of them against.
    low, high
        Bounds of the frustration index; one number where it is exact.
    camps
        A camp of each state, 0 or 1, (N,), at which `high` ties stand in the way; -1 for
        a state without ties.
    triangles
        Share of triangles that are balanced; NaN where there are none.
    """

    ties: int
    against: int
    low: int
    high: int
    camps: NDArray[np.int64]
    triangles: float

    @property
    def exact(self) -> bool:
        """Whether the index is known."""
        return self.low == self.high

    @property
    def balanced(self) -> float:
        """Aref and Wilson's F = 1 - 2L/m by the upper bound; NaN of no ties."""
        return 1 - 2 * self.high / self.ties if self.ties else float("nan")


def signs_of(ties: Floats) -> Signs:
    """Give the sign of each tie, (N, N): 1, -1, and 0 for none.

    Raises
    ------
    DataFault
        A sign goes but one way.
    """
    made = np.sign(np.nan_to_num(ties)).astype(np.int8)
    np.fill_diagonal(made, 0)
    if (made != made.T).any():
        raise DataFault(
            "a sign goes but one way",
            expected="signs alike both ways",
            where="power.balancing",
            mend="let a pair have one sign",
        )
    return made


def balance(signs: Signs, *, most: int = MOST_TIES) -> Balance:
    """Find the frustration index of a signed network, or bound it.

    Parameters
    ----------
    signs
        Of each tie, (N, N), alike both ways.
    most
        Ties that are left once states are joined, up to which it is solved.

    Examples
    --------
    >>> triangle = np.ones((3, 3), np.int8) - np.eye(3, dtype=np.int8)
    >>> balance(-triangle).high, balance(triangle).high
    (1, 0)
    """
    held = signs_of(signs.astype(np.float64))
    small = shrunk(held)
    camps, low = _solved(small.weights, most)
    whole = small.camps(camps)
    return Balance(
        ties=int((np.triu(held) != 0).sum()),
        against=int((np.triu(held) < 0).sum()),
        low=small.unmet + low,
        high=frustrated(held, whole),
        camps=np.where((held != 0).any(axis=1), whole, -1),
        triangles=balanced_triangles(held),
    )


def frustrated(signs: Signs, camps: NDArray[np.int64]) -> int:
    """Count the ties that stand in the way of two camps.

    >>> frustrated(np.array([[0, -1], [-1, 0]], np.int8), np.array([0, 0]))
    1
    """
    same = camps[:, None] == camps[None, :]
    wrong = np.where(same, signs < 0, signs > 0)
    return int(np.triu(wrong, 1).sum())


def balanced_triangles(signs: Signs) -> float:
    """Give the share of triangles with an even number of ties against; NaN of none.

    >>> balanced_triangles(np.ones((3, 3), np.int8) - np.eye(3, dtype=np.int8))
    1.0
    """
    held = signs.astype(np.float64)
    plain = np.abs(held)
    every = float((plain @ plain * plain).sum())
    net = float((held @ held * held).sum())
    return (every + net) / (2 * every) if every else float("nan")


def weakly_frustrated(signs: Signs, *, seed: int) -> tuple[int, NDArray[np.int64]]:
    """Bound from above the ties in the way of any number of camps, with such camps, (N,).

    Davis's weak balance lets the enemies of an enemy be enemies; Doreian and Mrvar (2009),
    https://doi.org/10.1016/j.socnet.2008.08.001, look for such camps by local search, and
    so does this, with no proof that there is none better than these or than two camps.
    """
    stream = Stream(seed).child("weak balance")
    camps = partition(signs.astype(np.float64), stream=stream, tries=16)
    two = balance(signs)
    if two.high < frustrated(signs, camps):
        return two.high, two.camps
    return frustrated(signs, camps), camps


def _solved(weights: Weights, most: int) -> tuple[NDArray[np.int64], int]:
    """Give camps and a bound from below, by weight, that no camps can beat."""
    first, second = np.nonzero(np.triu(weights))
    guess = _switched(weights)
    low = _apart(weights)
    if _in_the_way(weights, guess) == low:
        return guess, low
    if len(weights) > MOST_STATES or len(first) > most:
        return guess, low
    found = _program(weights, first, second)
    if found is None:
        return guess, low
    camps, proved = found
    best = min((camps, guess), key=lambda one: _in_the_way(weights, one))
    return best, max(low, proved)


def _in_the_way(weights: Weights, camps: NDArray[np.int64]) -> int:
    """Weigh the ties that stand in the way of two camps."""
    same = camps[:, None] == camps[None, :]
    wrong = np.where(same, np.maximum(-weights, 0), np.maximum(weights, 0))
    return int(np.triu(wrong, 1).sum())


def _program(
    weights: Weights, first: NDArray[np.intp], second: NDArray[np.intp]
) -> tuple[NDArray[np.int64], int] | None:
    """Solve min sum |w| f, f >= |x_i - x_j| of a tie for, f >= |x_i + x_j - 1| against."""
    n, m = len(weights), len(first)
    sign = np.sign(weights[first, second]).astype(np.float64)
    rows, one = np.arange(m), np.ones(m)
    against = (sign < 0).astype(np.float64)

    def bounding(way: float) -> sparse.csr_matrix:
        values = np.concatenate([one, way * one, -way * sign])
        places = np.concatenate([n + rows, first, second])
        return sparse.csr_matrix((values, (np.tile(rows, 3), places)), shape=(m, n + m))

    least = np.zeros(n + m)
    # Camps may change names, so that one state is put in a camp beforehand.
    least[int(np.argmax(np.abs(weights).sum(axis=1)))] = 1.0
    done = milp(
        np.concatenate([np.zeros(n), np.abs(weights[first, second])]).astype(np.float64),
        integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=Bounds(least, np.ones(n + m)),
        constraints=LinearConstraint(
            sparse.vstack([bounding(-1.0), bounding(1.0)]),
            np.concatenate([-against, against]),
            np.inf,
        ),
        options={"node_limit": MOST_NODES},
    )
    if done.x is None or done.mip_dual_bound is None:
        return None
    return np.rint(done.x[:n]).astype(np.int64), ceil(float(done.mip_dual_bound) - NEAR)


def _switched(weights: Weights) -> NDArray[np.int64]:
    """Find camps by moving a state as long as that takes weight out of the way."""
    side = np.ones(len(weights), dtype=np.int64)
    if len(weights):
        side[np.linalg.eigh(weights.astype(np.float64))[1][:, -1] < 0] = -1
    while len(weights):
        # What a state's ties say against where it stands.
        pull = -(weights @ side) * side
        worst = int(np.argmax(pull))
        if pull[worst] <= 0:
            break
        side[worst] = -side[worst]
    return (side < 0).astype(np.int64)


def _apart(weights: Weights) -> int:
    """Weigh unbalanced triangles that share no tie: in each, its least tie is unmet."""
    left, met = weights.copy(), 0
    for i, j in zip(*np.nonzero(np.triu(weights)), strict=True):
        while left[i, j]:
            wrong = np.flatnonzero(left[i] * left[j] * left[i, j] < 0)
            if not len(wrong):
                break
            sides = ((i, j), (i, int(wrong[0])), (j, int(wrong[0])))
            least = min(abs(int(left[a, b])) for a, b in sides)
            for a, b in sides:
                left[a, b] -= np.sign(left[a, b]) * least
                left[b, a] = left[a, b]
            met += least
    return met
