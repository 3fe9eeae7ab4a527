"""Modelled trade pinned to figures that were published: totals, and single flows.

A published flow is set and held; the rest of a row or column is scaled until published
totals are met, by turns, which keeps the modelled pattern as well as can be (iterative
proportional fitting, RAS). What was set, what was scaled and what stayed is told.

References
----------
Deming, Stephan (1940), https://doi.org/10.1214/aoms/1177731829
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, SolveFault
from foedus.markets.trade import Trade

Floats = NDArray[np.float64]
WHERE = "markets.pinning.pinned"


@dataclass(frozen=True, slots=True)
class Moved:
    """A flow that pinning changed, USD bn a year."""

    exporter: str
    importer: str
    sector: str
    before: float
    after: float
    published: bool
    """Whether the flow itself was published, rather than a total it belongs to."""


@dataclass(frozen=True, slots=True, eq=False)
class Pinned:
    """Trade that meets what was published.

    Attributes
    ----------
    trade
        The flows.
    moved
        What changed, largest change in dollars first.
    rounds, gap
        Rounds used and the largest relative miss of a total.
    """

    trade: Trade
    moved: tuple[Moved, ...]
    rounds: int
    gap: float


def pinned(
    trade: Trade,
    *,
    flows: Mapping[tuple[str, str], float] | None = None,
    exports: Mapping[str, float] | None = None,
    imports: Mapping[str, float] | None = None,
    tolerance: float = 1e-10,
    most_rounds: int = 2_000,
) -> Pinned:
    """Pin modelled flows to published ones.

    Parameters
    ----------
    trade
        What a model says.
    flows
        (Exporter, importer) -> its trade over all sectors, USD bn a year; it is split over
        sectors as the model does.
    exports, imports
        State -> its trade with all others, USD bn a year. Home sales stay as they are
        unless they are among the flows.
    tolerance
        Largest relative miss of a total.

    Raises
    ------
    DataFault
        A state is unknown, a figure negative, or a total cannot be met: below what is
        pinned in it, or with nothing left to scale.
    SolveFault
        The totals contradict each other.

    Examples
    --------
    >>> made = Trade(("A", "B", "C"), ("all",), np.full((3, 3, 1), 2.0))
    >>> done = pinned(made, flows={("A", "B"): 1.0}, exports={"A": 4.0})
    >>> done.trade.flows[0, :, 0].tolist()
    [2.0, 1.0, 3.0]
    >>> [(one.importer, one.published) for one in done.moved]
    [('B', True), ('C', False)]
    """
    held = np.array(trade.flows)
    free = ~np.eye(len(trade.states), dtype=np.bool_)
    for (seller, buyer), value in (flows or {}).items():
        i, j = trade.place(seller), trade.place(buyer)
        held[i, j] = _split(held[i, j], value, f"{seller} to {buyer}")
        free[i, j] = False
    totals = (_rows(trade, exports, axis=0), _rows(trade, imports, axis=1))
    scaled, rounds, gap = _fitted(held, free, totals, trade, tolerance, most_rounds)
    made = Trade(trade.states, trade.sectors, scaled)
    published = {(trade.place(i), trade.place(j)) for i, j in flows or {}}
    return Pinned(made, _moved(trade, made, published), rounds, gap)


@dataclass(frozen=True, slots=True, eq=False)
class _Totals:
    """Published totals along an axis: 0 for exports, 1 for imports."""

    axis: int
    places: NDArray[np.intp]
    values: Floats


def _rows(trade: Trade, given: Mapping[str, float] | None, *, axis: int) -> _Totals:
    held = dict(given or {})
    wrong = {state: value for state, value in held.items() if not 0 < value < np.inf}
    if wrong:
        raise DataFault(
            f"published totals of {wrong}",
            expected="totals above zero",
            where=WHERE,
            mend="leave out what is not published",
        )
    values = np.array(list(held.values()), dtype=np.float64)
    return _Totals(axis, trade.places(held), values)


def _split(modelled: Floats, value: float, where: str) -> Floats:
    if not 0 <= value < np.inf or (value > 0 and modelled.sum() == 0):
        raise DataFault(
            f"a published flow of {value:g} where the model has {modelled.sum():g}",
            expected="0 or more, and a modelled flow to split over sectors",
            where=f"{WHERE}, {where}",
            mend="give the model a flow there, however small",
        )
    whole = modelled.sum()
    return modelled * (value / whole if whole > 0 else 0.0)


def _fitted(
    held: Floats,
    free: NDArray[np.bool_],
    totals: tuple[_Totals, _Totals],
    trade: Trade,
    tolerance: float,
    most_rounds: int,
) -> tuple[Floats, int, float]:
    flows = held.sum(axis=2)
    fixed = np.where(free, 0.0, flows)
    np.fill_diagonal(fixed, 0.0)
    moving = np.where(free, flows, 0.0)
    for one in totals:
        _refuse_unmeetable(one, fixed, moving, trade)
    for rounds in range(most_rounds + 1):
        gap = max(_miss(one, fixed, moving) for one in totals)
        if gap <= tolerance:
            scale = np.where(free & (flows > 0), moving / np.where(flows > 0, flows, 1), 1)
            return held * scale[..., None], rounds, gap
        for one in totals:
            moving = _scaled(one, fixed, moving)
    raise SolveFault(
        f"totals still miss by {gap:.2g} after {most_rounds} rounds",
        expected=f"a miss of at most {tolerance:.2g}",
        where=WHERE,
        mend="exports and imports that are published contradict each other: pin fewer",
    )


def _sums(one: _Totals, flows: Floats) -> Floats:
    return np.asarray(flows.sum(axis=1 - one.axis)[one.places], dtype=np.float64)


def _miss(one: _Totals, fixed: Floats, moving: Floats) -> float:
    gap = _sums(one, fixed + moving) / one.values - 1
    return float(np.abs(gap).max(initial=0.0))


def _scaled(one: _Totals, fixed: Floats, moving: Floats) -> Floats:
    factor = np.ones(len(moving))
    factor[one.places] = (one.values - _sums(one, fixed)) / _sums(one, moving)
    return moving * (factor[:, None] if one.axis == 0 else factor[None, :])


def _refuse_unmeetable(one: _Totals, fixed: Floats, moving: Floats, trade: Trade) -> None:
    short = one.values - _sums(one, fixed)
    for place, rest, loose in zip(one.places, short, _sums(one, moving), strict=True):
        if rest > 0 and loose > 0:
            continue
        side = "exports" if one.axis == 0 else "imports"
        raise DataFault(
            f"{side} of {trade.states[place]} leave {rest:g} for flows of {loose:g} that "
            "are not pinned",
            expected="a total above the flows pinned in it, and some flow left to scale",
            where=WHERE,
            mend="unpin a flow of that state, or its total",
        )


def _moved(
    before: Trade, after: Trade, published: set[tuple[int, int]]
) -> tuple[Moved, ...]:
    change = np.abs(after.flows - before.flows)
    cells = np.argwhere(change > 1e-12 * np.maximum(before.flows, 1e-300))
    order = np.argsort(-change[tuple(cells.T)], kind="stable")
    return tuple(
        Moved(
            before.states[i], before.states[j], before.sectors[s],
            float(before.flows[i, j, s]), float(after.flows[i, j, s]), (i, j) in published,
        )
        for i, j, s in cells[order].tolist()
    )  # fmt: skip
