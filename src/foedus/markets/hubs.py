"""What a graph of trade says about ways around a sanction, without any prices.

The most that could pass from a coalition to its target through others is a maximum flow;
the cheapest set of third states whose closing would stop it is a minimum cut. Both bound
what the model of routes says. Betweenness only describes who lies between whom.

References
----------
Ford, Fulkerson (1956), https://doi.org/10.4153/CJM-1956-045-5
Freeman (1977), https://doi.org/10.2307/3033543
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from foedus.faults import DataFault
from foedus.markets.trade import Trade

Floats = NDArray[np.float64]
WHERE = "markets.hubs.passage"
STEPS = 2**30
"""Capacities are whole numbers up to this; the largest possible flow stands for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The most that can pass from a coalition to a target through others.

    Attributes
    ----------
    most
        The maximum flow, USD bn a year; an upper bound of any leak.
    through
        State -> what passes it in one such flow, USD bn a year.
    cut
        The cheapest third states whose closing stops it all.
    cut_cost
        What that costs, in the unit of the costs given; endless where none is enough.
    """

    most: float
    through: Mapping[str, float]
    cut: tuple[str, ...]
    cut_cost: float


def passage(
    trade: Trade,
    coalition: Collection[str],
    target: str,
    *,
    transit: Mapping[str, float] | None = None,
    costs: Mapping[str, float] | None = None,
) -> Passage:
    """Bound what can go round through non-members, and find whom to close.

    Parameters
    ----------
    trade
        Flows as capacities: what a pair trades is what it could be used for.
    coalition, target
        From whom and to whom; direct trade between them is left out.
    transit
        State -> the most it can pass on, USD bn a year; without it, no limit but its
        trade.
    costs
        State -> what closing it costs; one each where None, so that the fewest are found.

    Raises
    ------
    DataFault
        A state is unknown, or a capacity or cost is below zero.

    Examples
    --------
    >>> flows = np.array([[9., 3, 0, 5], [0, 9, 0, 2], [0, 0, 9, 0], [0, 0, 0, 9]])
    >>> four = Trade(("C", "H", "I", "T"), ("all",), flows[..., None])
    >>> found = passage(four, ["C"], "T")
    >>> found.most, found.cut
    (2.0, ('H',))
    """
    members = trade.places(coalition)
    end = trade.place(target)
    flows = trade.flows.sum(axis=2)
    legs = flows.copy()
    np.fill_diagonal(legs, 0.0)
    legs[members, end] = 0.0
    limits = _by_state(trade, transit, empty=np.inf)
    flow, most = _maximum(legs, limits, members, end)
    through = {
        state: float(flow[k])
        for k, state in enumerate(trade.states)
        if flow[k] > 0 and k not in members
    }
    cut, cost = _cheapest_cut(legs, _by_state(trade, costs, empty=1.0), members, end)
    return Passage(most, through, tuple(trade.states[k] for k in cut), cost)


def betweenness(trade: Trade) -> dict[str, float]:
    """Give the share of pairs between whom each state lies on the shortest way.

    The length of a leg is -ln of the exporter's share in what the importer buys abroad
    and at home; nothing is made of it but a description.

    >>> legs = np.array([[9., 5, 0], [5, 9, 5], [0, 5, 9]])
    >>> betweenness(Trade(("A", "B", "C"), ("all",), legs[..., None]))
    {'A': 0.0, 'B': 1.0, 'C': 0.0}
    """
    flows = trade.flows.sum(axis=2)
    shares = flows / flows.sum(axis=0)
    np.fill_diagonal(shares, 0.0)
    with np.errstate(divide="ignore"):
        lengths = np.where(shares > 0, -np.log(shares), 0.0)
    n = len(trade.states)
    _, before = csgraph.dijkstra(
        sparse.csr_array(lengths), directed=True, return_predecessors=True
    )
    passed = np.zeros(n)
    for start in range(n):
        for step in before[start]:
            while step >= 0 and step != start:
                passed[step] += 1
                step = before[start, step]
    return dict(
        zip(trade.states, (passed / max(1, (n - 1) * (n - 2))).tolist(), strict=True)
    )


def _by_state(trade: Trade, given: Mapping[str, float] | None, *, empty: float) -> Floats:
    values = np.full(len(trade.states), empty)
    for state, value in (given or {}).items():
        if not value >= 0:
            raise DataFault(
                f"a capacity or cost of {value:g} for {state}",
                expected="0 or more",
                where=WHERE,
                mend="leave a state out that has none",
            )
        values[trade.place(state)] = value
    return values


def _split(legs: Floats, inner: Floats, members: NDArray[np.intp], end: int) -> Floats:
    """Split each state into an entry k and an exit n + k; 2n is the common source."""
    n = len(legs)
    graph = np.zeros((2 * n + 1, 2 * n + 1))
    graph[n : 2 * n, :n] = legs
    graph[np.arange(n), np.arange(n) + n] = inner
    graph[members] = 0.0
    graph[:, members] = 0.0
    graph[end, end + n] = 0.0
    graph[2 * n, members + n] = np.inf
    return graph


def _maximum(
    legs: Floats, limits: Floats, members: NDArray[np.intp], end: int
) -> tuple[Floats, float]:
    n = len(legs)
    graph = _split(legs, limits, members, end)
    # No more can arrive than the target buys, so that stands for an endless capacity.
    whole = legs[:, end].sum()
    if whole == 0:
        return np.zeros(n), 0.0
    unit = whole / STEPS
    # Rounded up, so that what is found stays a bound.
    sized = np.minimum(np.ceil(np.minimum(graph, whole) / unit), STEPS).astype(np.int32)
    found = csgraph.maximum_flow(sparse.csr_array(sized), 2 * n, end)
    passed = np.maximum(found.flow.toarray()[np.arange(n), np.arange(n) + n], 0)
    return passed * unit, float(found.flow_value * unit)


def _cheapest_cut(
    legs: Floats, costs: Floats, members: NDArray[np.intp], end: int
) -> tuple[NDArray[np.intp], float]:
    """Find states to close: legs cannot be cut, states can at their cost."""
    n = len(legs)
    graph = _split(np.where(legs > 0, np.inf, 0.0), costs, members, end)
    finite = costs[np.isfinite(costs)]
    whole = float(finite.sum())
    if whole == 0:
        return np.zeros(0, dtype=np.intp), 0.0
    unit = whole / (STEPS // 4)
    # Rounded up, so that closing a state never comes to cost nothing.
    sized = np.where(np.isinf(graph), STEPS, np.ceil(graph / unit)).astype(np.int32)
    found = csgraph.maximum_flow(sparse.csr_array(sized), 2 * n, end)
    if found.flow_value >= STEPS // 2:
        return np.zeros(0, dtype=np.intp), float("inf")
    left = sparse.csr_array((sized - found.flow.toarray()) > 0)
    reached = np.zeros(2 * n + 1, dtype=np.bool_)
    reached[csgraph.breadth_first_order(left, 2 * n, return_predecessors=False)] = True
    places = np.arange(n)
    cut = places[reached[places] & ~reached[places + n]]
    cut = cut[~np.isin(cut, [*members, end])]
    return cut, float(costs[cut].sum())
