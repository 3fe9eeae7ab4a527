"""What states earn and spend behind their trade: the base that every scenario starts from.

Output of a sector is made of labour and of the sectors' own goods; what labour earns is
spent on final goods. All of it follows from the flows, the share of value added in each
sector and the shares of inputs; final spending is what inputs leave of the flows.

References
----------
Caliendo, Parro (2015), https://doi.org/10.1093/restud/rdu035
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.faults import DataFault, SolveFault
from foedus.markets.barriers import Barriers
from foedus.markets.trade import Trade

Floats = NDArray[np.float64]
WHERE = "markets.economy.economy"
MOST_LINKS = 5_000
"""How many links of a chain of inputs are followed."""


@dataclass(frozen=True, slots=True, eq=False)
class Economy:
    """States that produce, trade and spend.

    Attributes
    ----------
    trade
        The flows before any change.
    theta
        Elasticity of each sector's trade to its cost, positive, (S,).
    labour
        Share of value added in output, (N, S).
    inputs
        Share of sector u in what sector s of state j buys to produce, (U, S, N); None
        where all output is value added.
    output
        What reaches the producers of each sector, USD bn a year, (N, S).
    spending
        What each state buys of each sector, USD bn a year, (N, S).
    final_shares
        Share of each sector in final spending, (N, S).
    value_added
        What labour earns, USD bn a year, (N,).
    rents
        What each state earns as a hub, USD bn a year, (N,).
    final
        Final spending, USD bn a year, (N,).
    """

    trade: Trade
    theta: Floats
    labour: Floats
    inputs: Floats | None
    output: Floats
    spending: Floats
    final_shares: Floats
    value_added: Floats
    rents: Floats
    final: Floats

    @property
    def deficit(self) -> Floats:
        """What each state spends beyond what it earns, USD bn a year, (N,)."""
        return self.final - self.value_added - self.rents

    @property
    def shares(self) -> Floats:
        """Share of each exporter in what an importer buys of a sector, (N, N, S)."""
        return self.trade.flows / self.spending


def economy(
    trade: Trade,
    *,
    theta: ArrayLike,
    labour: ArrayLike = 1.0,
    inputs: Floats | None = None,
    routed: Barriers | None = None,
) -> Economy:
    """Read the base off the flows.

    Parameters
    ----------
    trade
        The flows.
    theta
        Trade elasticity, one for all sectors or one each.
    labour
        Share of value added in output, one number or (N, S).
    inputs
        Shares of inputs, (U, S, N), summing to one over U; needed where labour's share
        is below one.
    routed
        The routes that flows take before any change, one scenario: what reaches the
        exporter and what hubs earn.

    Raises
    ------
    DataFault
        An elasticity is not positive, shares do not add up, or producers buy more of a
        sector than the state does.

    Examples
    --------
    >>> from foedus.markets.trade import trade_from
    >>> cells = [("A", "A", 5), ("A", "B", 2), ("B", "A", 1), ("B", "B", 4)]
    >>> names = ("exporter", "importer", "value")
    >>> base = economy(trade_from(dict(zip(names, c)) for c in cells), theta=4.0)
    >>> base.value_added, base.deficit
    (array([7., 5.]), array([-1.,  1.]))
    """
    n, s = len(trade.states), len(trade.sectors)
    elastic = _filled(theta, (s,))
    value_added = _filled(labour, (n, s))
    _refuse_bad_shares(elastic, value_added, inputs, trade)
    spending = trade.flows.sum(axis=0)
    output = trade.flows.sum(axis=1)
    rents = np.zeros(n)
    if routed is not None:
        cells = (routed.exporter, routed.importer, routed.sector)
        paid = trade.flows[cells]
        kept = (routed.exporter, routed.sector)
        np.subtract.at(output, kept, paid * (1 - routed.received))
        rents = paid @ routed.rents if routed.rents is not None else rents
    bought = _bought(output, value_added, inputs)
    final_by_sector = _final(spending, bought, trade)
    final = final_by_sector.sum(axis=1)
    return Economy(
        trade,
        elastic,
        value_added,
        inputs,
        output,
        spending,
        final_by_sector / final[:, None],
        (value_added * output).sum(axis=1),
        rents,
        final,
    )


def spending_from(
    shares: Floats,
    final: Floats,
    *,
    final_shares: Floats,
    labour: Floats,
    inputs: Floats,
) -> Floats:
    """Find what each state spends on each sector when only shares are published.

    Parameters
    ----------
    shares
        Share of each exporter in what an importer buys, (N, N, S).
    final
        Final spending, (N,).
    final_shares
        Share of each sector in it, (N, S).
    labour, inputs
        As in `economy`, (N, S) and (U, S, N).

    Returns
    -------
    Floats
        E of E = a I + A (1 - labour) (shares E), (N, S); shares times E are the flows.

    Raises
    ------
    SolveFault
        Sectors add so little value that inputs of inputs have no end.
    """
    wanted = final_shares * final[:, None]
    spent, tensor = wanted, np.ascontiguousarray(shares.transpose(2, 0, 1))
    for _ in range(MOST_LINKS):
        sold = (tensor @ spent.T[:, :, None])[:, :, 0].T
        before, spent = spent, wanted + _bought(sold, labour, inputs)
        if np.abs(spent - before).max() <= 4e-16 * np.abs(spent).max():
            return np.asarray(spent, dtype=np.float64)
    raise SolveFault(
        f"inputs of inputs have no end after {MOST_LINKS} links",
        expected="sectors that add value",
        where="markets.economy.spending_from",
        mend="look for sectors whose share of value added is next to nothing",
    )


def _filled(value: ArrayLike, shape: tuple[int, ...]) -> Floats:
    try:
        filled = np.broadcast_to(np.asarray(value, dtype=np.float64), shape).copy()
    except ValueError:
        raise DataFault(
            f"shares or elasticities of shape {np.shape(value)}",
            expected=f"one number, or shape {shape}",
            where=WHERE,
            mend="order them as the trade's states and sectors",
        ) from None
    filled.flags.writeable = False
    return filled


def _bought(output: Floats, labour: Floats, inputs: Floats | None) -> Floats:
    """What producers of each state buy of each sector, (N, S)."""
    if inputs is None:
        return np.zeros_like(output)
    bought: Floats = np.einsum("usj,js->ju", inputs, (1 - labour) * output)
    return bought


def _final(spending: Floats, bought: Floats, trade: Trade) -> Floats:
    final = spending - bought
    wrong = np.argwhere(final < -1e-9 * spending)
    if len(wrong):
        state, sector = wrong[0]
        raise DataFault(
            f"producers of {trade.states[state]} buy {bought[tuple(wrong[0])]:.4g} of "
            f"{trade.sectors[sector]}, and the state {spending[tuple(wrong[0])]:.4g}; "
            f"{len(wrong)} such cell(s)",
            expected="inputs that leave something, or nothing, for final spending",
            where=WHERE,
            mend="raise the value-added share, or take both from one input-output table",
        )
    return np.maximum(final, 0.0)


def _refuse_bad_shares(
    theta: Floats, labour: Floats, inputs: Floats | None, trade: Trade
) -> None:
    n, s = len(trade.states), len(trade.sectors)
    if inputs is None:
        sums_up = bool((labour == 1).all())
    else:
        sums_up = inputs.shape == (s, s, n) and bool(
            np.abs(inputs.sum(axis=0) - 1).max(initial=0.0) < 1e-6 and (inputs >= 0).all()
        )
    for right, found, expected in (
        (
            bool((theta > 0).all()) and bool(np.isfinite(theta).all()),
            f"trade elasticities {theta.tolist()}",
            "theta above 0 in every sector",
        ),
        (
            bool(((labour > 0) & (labour <= 1)).all()),
            f"shares of value added from {labour.min():g} to {labour.max():g}",
            "above 0 and at most 1",
        ),
        (
            sums_up,
            "input shares that are missing or do not add up to one",
            f"(U, S, N) = {(s, s, n)}, none negative, summing to 1 over the first axis",
        ),
    ):
        if not right:
            raise DataFault(
                found,
                expected=expected,
                where=WHERE,
                mend="take both from one input-output table, in the trade's order",
            )
