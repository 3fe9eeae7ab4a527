"""Least sets to give up, and minimal conflicts, of anything that can or cannot all hold.

Where a set cannot hold, no larger one can. A least set to give up takes one out of every
conflict; so each of the two families are the minimal hitting sets of the other.

References
----------
Reiter (1987), A theory of diagnosis, https://doi.org/10.1016/0004-3702(87)90062-2
Liffiton, Sakallah (2008), Minimal unsatisfiable subsets,
https://doi.org/10.1007/s10817-007-9084-z
"""

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush

MOST = 3_000
"""Sets tried in one system before the search for further corrections is given up."""

Sets = list[frozenset[int]]


def corrections_of(
    can: Callable[[frozenset[int]], bool], costs: Sequence[float]
) -> tuple[Sets, Sets, bool]:
    """Find every least set to give up, cheapest first, by a tree of conflicts.

    Returns
    -------
    The sets, the minimal conflicts that were met, and whether the search ended.

    >>> def can(kept):
    ...     return not {0, 1} <= kept
    >>> sets, found, whole = corrections_of(can, [1.0, 2.0, 3.0])
    >>> [sorted(one) for one in sets], [sorted(one) for one in found], whole
    ([[0], [1]], [[0, 1]], True)
    """
    everything = frozenset(range(len(costs)))
    made, found = Sets(), Sets()
    waiting = [(0.0, tuple[int, ...]())]
    seen = {frozenset[int]()}
    for _ in range(MOST):
        if not waiting:
            return made, found, True
        _, given = heappop(waiting)
        gone = frozenset(given)
        if any(one <= gone for one in made):
            continue
        kept = everything - gone
        conflict = next((one for one in found if one <= kept), None)
        if conflict is None and not can(kept):
            conflict = _shrunk(can, kept, costs)
            found.append(conflict)
        if conflict is None:
            made.append(gone)
            continue
        for k in conflict:
            if (more := gone | {k}) not in seen:
                seen.add(more)
                heappush(waiting, (sum(costs[n] for n in more), tuple(sorted(more))))
    return made or [_greedy(can, costs)], found, False


def _shrunk(
    can: Callable[[frozenset[int]], bool], kept: frozenset[int], costs: Sequence[float]
) -> frozenset[int]:
    """Leave out whatever a conflict does not need, the firmest first."""
    for k in sorted(kept, key=lambda n: (-costs[n], n)):
        if not can(kept - {k}):
            kept -= {k}
    return kept


def _greedy(
    can: Callable[[frozenset[int]], bool], costs: Sequence[float]
) -> frozenset[int]:
    """Keep the firmest that can be kept: one correction, where there are too many."""
    kept = frozenset[int]()
    for k in sorted(range(len(costs)), key=lambda n: (-costs[n], n)):
        if can(kept | {k}):
            kept |= {k}
    return frozenset(range(len(costs))) - kept


def hitting_sets(sets: Iterable[frozenset[int]]) -> Sets:
    """Find the least sets that take one out of each (Berge's rule).

    >>> [sorted(one) for one in hitting_sets([frozenset({0, 1}), frozenset({1, 2})])]
    [[1], [0, 2]]
    """
    held: Sets = [frozenset()]
    for one in sets:
        longer = {old if old & one else old | {k} for old in held for k in one}
        held = [s for s in longer if not any(other < s for other in longer)]
    return sorted(held, key=lambda s: (len(s), sorted(s)))
