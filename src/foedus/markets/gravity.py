"""Trade in general equilibrium: what every state earns, pays and trades after a change.

Exact hat algebra: all unknowns are ratios to the base, so that only its flows, elasticities
and shares are needed. Wages move until what the world buys of each state is what it earns.

References
----------
Dekle, Eaton, Kortum (2007), https://doi.org/10.1257/aer.97.2.351
Caliendo, Parro (2015), https://doi.org/10.1093/restud/rdu035
Arkolakis, Costinot, Rodriguez-Clare (2012), https://doi.org/10.1257/aer.102.1.94
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, SolveFault
from foedus.markets.anderson import Rest, settle
from foedus.markets.barriers import Barriers, barriers_from
from foedus.markets.clearing import Cleared, Closure, Frame, frame, income_before, markets
from foedus.markets.economy import Economy, economy
from foedus.markets.recovery import recovered
from foedus.markets.trade import Trade

Floats = NDArray[np.float64]
Status = Literal["settled", "settled by Newton"]
WHERE = "markets.gravity.equilibrium"
AT_ONCE = 32_768
"""Numbers of a state that are worked on together, so that they stay near the processor."""


@dataclass(frozen=True, slots=True, eq=False)
class Equilibrium:
    """Where scenarios settle; the first axis is the scenario, R.

    Attributes
    ----------
    base
        What they started from, after balancing where that was asked for.
    barriers
        What was changed.
    closure
        What became of imbalances.
    wages
        Ratios, (R, N); world value added at base wages is the numeraire.
    prices
        Of each sector to the buyer, ratios, (R, N, S).
    output, spending
        Received by producers, and paid by buyers, USD bn a year, (R, N, S).
    income
        Earned by labour and as rents, with transfers, USD bn a year, (R, N). Under the
        additive closure less the surplus that is lent abroad.
    rents, transfers
        Part of income, USD bn a year, (R, N).
    final
        Final spending, USD bn a year, (R, N).
    welfare
        Income over its base, at constant prices, (R, N).
    sellers, buyers
        Factors of the flows, (R, N, S).
    iterations, residual
        Rounds used, and the largest relative miss of any market at the end, (R,).
    status
        How each scenario was settled.
    """

    base: Economy
    barriers: Barriers
    closure: Closure
    wages: Floats
    prices: Floats
    output: Floats
    spending: Floats
    income: Floats
    rents: Floats
    transfers: Floats
    final: Floats
    welfare: Floats
    sellers: Floats
    buyers: Floats
    iterations: NDArray[np.int64]
    residual: Floats
    status: tuple[Status, ...]

    def flows(self, scenario: int = 0) -> Floats:
        """Give the flows of a scenario as paid by the buyer, USD bn a year, (N, N, S)."""
        flows = self.base.shares * self.sellers[scenario][:, None] * self.buyers[scenario]
        at = self.barriers.of([scenario])
        flows[at.exporter, at.importer, at.sector] *= np.exp(at.log_openness)
        return np.asarray(flows, dtype=np.float64)

    def price_index(self) -> Floats:
        """Give the price of final goods, ratios, (R, N)."""
        index: Floats = np.exp(
            np.einsum("rns,ns->rn", np.log(self.prices), self.base.final_shares)
        )
        return index


def equilibrium(
    base: Economy,
    barriers: Barriers | Floats,
    *,
    closure: Closure = "multiplicative",
    sharing: Collection[str] | NDArray[np.bool_] = (),
    tolerance: float = 1e-12,
    most_rounds: int = 500,
) -> Equilibrium:
    """Find where all scenarios settle.

    Parameters
    ----------
    base
        The economy before any change.
    barriers
        What changes, as a list or as whole arrays of ln B.
    closure
        What becomes of imbalances: `multiplicative` keeps each state's spending in
        proportion to its income, `additive` keeps its deficit in dollars, `balanced`
        first takes all deficits out of the base.
    sharing
        States that share their burden by transfers until all fare alike: names, or a
        mask of scenarios and states, (R, N).
    tolerance
        Largest relative miss of a market that counts as clear.
    most_rounds
        Rounds after which Newton's method is tried, and then given up.

    Raises
    ------
    DataFault
        Changes of another shape than the flows.
    SolveFault
        A scenario did not settle, or the additive closure leaves a state nothing to
        spend.

    Examples
    --------
    >>> from foedus.markets.trade import trade_from
    >>> cells = [("A", "A", 5), ("A", "B", 2), ("B", "A", 2), ("B", "B", 4)]
    >>> names = ("exporter", "importer", "value")
    >>> base = economy(trade_from(dict(zip(names, c)) for c in cells), theta=4.0)
    >>> embargo = np.zeros((2, 2, 1))
    >>> embargo[0, 1] = embargo[1, 0] = -np.inf
    >>> equilibrium(base, embargo).welfare.round(4)
    array([[0.9193, 0.9036]])
    """
    changes = _listed(barriers, base.labour.shape)
    if closure == "balanced":
        base = balanced(base, tolerance=tolerance)
    members = _members(base.trade, sharing, changes.scenarios)
    at_once = max(1, AT_ONCE // max(1, _numbers(base)))
    framed = frame(base, closure)
    parts = [
        _settled(framed, changes, rows, members, tolerance, most_rounds)
        for rows in _chunks(changes.scenarios, at_once)
    ]
    return _joined(base, changes, closure, parts)


def balanced(base: Economy, *, tolerance: float = 1e-12) -> Economy:
    """Take all deficits out of an economy: each state then spends what it earns.

    Raises
    ------
    SolveFault
        No balanced trade was found.
    """
    n, s = base.labour.shape
    still = barriers_from(np.zeros((n, n, s)))
    rows = np.zeros(1, dtype=np.intp)
    part = _settled(frame(base, "balanced"), still, rows, None, tolerance, 500)
    even = _joined(base, still, "balanced", [part])
    return economy(
        Trade(base.trade.states, base.trade.sectors, even.flows()),
        theta=base.theta,
        labour=base.labour,
        inputs=base.inputs,
    )


def _listed(barriers: Barriers | Floats, shape: tuple[int, ...]) -> Barriers:
    if isinstance(barriers, Barriers):
        return barriers
    n, s = shape
    if np.shape(barriers)[-3:] != (n, n, s) or np.ndim(barriers) > 4:
        raise DataFault(
            f"changes of shape {np.shape(barriers)}",
            expected=f"{(n, n, s)}, or as many of it as there are scenarios",
            where=WHERE,
            mend="order them as the trade's states and sectors",
        )
    return barriers_from(barriers)


def _numbers(base: Economy) -> int:
    """Give how many numbers hold one scenario."""
    n, s = base.labour.shape
    layers = 1 if base.inputs is None else 1 + 2 * s
    return int(n * layers)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Scenarios that were settled together."""

    cleared: Cleared
    rest: Rest
    status: tuple[Status, ...]


def _settled(
    framed: Frame,
    barriers: Barriers,
    rows: NDArray[np.intp],
    sharing: NDArray[np.bool_] | None,
    tolerance: float,
    most_rounds: int,
) -> _Part:
    shared = None if sharing is None else sharing[rows]
    law = markets(framed, barriers.of(rows), shared)
    memory = 6 if framed.links is None else 8
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        rest = settle(
            law, law.start(), tolerance=tolerance, memory=memory, most=most_rounds
        )
    status: list[Status] = ["settled"] * len(rows)
    for row in np.flatnonzero(rest.residual > tolerance):
        rest.state[row], miss = recovered(law.of(np.array([row])), tolerance=tolerance)
        _refuse_unsettled(miss, tolerance, int(rows[row]))
        rest.residual[row], status[row] = miss, "settled by Newton"
    cleared = law.clear(rest.state)
    _refuse_no_spending(cleared, framed.base.trade, rows)
    return _Part(cleared, rest, tuple(status))


def _refuse_unsettled(miss: float, tolerance: float, scenario: int) -> None:
    if not miss <= tolerance:
        raise SolveFault(
            f"scenario {scenario} does not settle: markets still miss by {miss:.2g}",
            expected=f"a miss of at most {tolerance:.2g}",
            where=WHERE,
            mend="a state that is cut off can keep no deficit: take the balanced closure; "
            "else allow more rounds",
        )


def _refuse_no_spending(cleared: Cleared, trade: Trade, rows: NDArray[np.intp]) -> None:
    empty = np.argwhere(~(cleared.final > 0))
    if len(empty):
        row, state = empty[0]
        raise SolveFault(
            f"{trade.states[state]} is left {cleared.final[row, state]:.4g} to spend in "
            f"scenario {rows[row]}, since its surplus is held in dollars",
            expected="spending above zero",
            where=WHERE,
            mend="take the multiplicative closure, which keeps imbalances in proportion",
        )


def _chunks(scenarios: int, at_once: int) -> Sequence[NDArray[np.intp]]:
    return np.array_split(
        np.arange(scenarios, dtype=np.intp), max(1, -(-scenarios // at_once))
    )


def _members(
    trade: Trade, sharing: Collection[str] | NDArray[np.bool_], scenarios: int
) -> NDArray[np.bool_] | None:
    if isinstance(sharing, np.ndarray):
        return sharing if sharing.any() else None
    if not sharing:
        return None
    held = np.zeros((scenarios, len(trade.states)), dtype=np.bool_)
    held[:, trade.places(sharing)] = True
    return held


def _joined(
    base: Economy, barriers: Barriers, closure: Closure, parts: Sequence[_Part]
) -> Equilibrium:
    """Put chunks together, scenario first and sector last."""

    def whole(name: str) -> Floats:
        return np.concatenate([getattr(part.cleared, name) for part in parts])

    def turned(name: str) -> Floats:
        held = [getattr(part.cleared, name).transpose(1, 2, 0) for part in parts]
        return np.concatenate(held)

    income, prices = whole("income"), turned("offered") ** (-1 / base.theta)
    made = Equilibrium(
        base, barriers, closure, whole("wages"), prices, turned("sales"),
        turned("spending"), income, whole("rents"), whole("transfers"), whole("final"),
        income, turned("sellers"), turned("buyers"),
        np.concatenate([part.rest.iterations for part in parts]),
        np.concatenate([part.rest.residual for part in parts]),
        tuple(one for part in parts for one in part.status),
    )  # fmt: skip
    grown = income / income_before(base, closure)
    return replace(made, welfare=grown / made.price_index())
