"""Trade with output and spending held: how hard each state finds it to sell and to buy.

Structural gravity splits a given output over importers with a given spending,

    x_ij = y_i e_j / y * openness_ij / (outward_i inward_j)^(-theta),

so a change of openness moves flows but no income (`conditional`). `one_step` moves prices
once by what the outward resistance says and stops there. Neither is an equilibrium: they
are here to be held against programs that report them.

References
----------
Anderson, van Wincoop (2003), https://doi.org/10.1257/000282803321455214
Larch, Yotov (2016), General equilibrium trade policy analysis with structural gravity,
WTO working paper ERSD-2016-08
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, SolveFault
from foedus.markets.anderson import settle

Floats = NDArray[np.float64]
WHERE = "markets.resistance.conditional"


@dataclass(frozen=True, slots=True, eq=False)
class Resistance:
    """What each state meets as buyer and as seller, with the flows that follow.

    Attributes
    ----------
    inward
        Resistance as buyer, (N,); 1 for the state of reference.
    outward
        Resistance as seller, (N,).
    trade
        Flows whose columns add up to spending, (N, N).
    output, spending
        What was held, (N,).
    theta
        Elasticity of trade.
    iterations, residual
        Rounds used, and the largest miss when they ended.
    """

    inward: Floats
    outward: Floats
    trade: Floats
    output: Floats
    spending: Floats
    theta: float
    iterations: int
    residual: float


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of prices after a change of resistance.

    Attributes
    ----------
    prices
        At the factory gate, ratios, (N,).
    output, spending
        Base figures times the prices, (N,).
    trade
        Flows of the new resistance at the new output and spending, (N, N).
    """

    prices: Floats
    output: Floats
    spending: Floats
    trade: Floats


def conditional(
    openness: Floats,
    output: Floats,
    spending: Floats,
    *,
    theta: float,
    reference: int = 0,
    tolerance: float = 1e-13,
    most_rounds: int = 2_000,
) -> Resistance:
    """Find the flows of an openness at given output and spending.

    Parameters
    ----------
    openness
        Trade cost to the power of -theta, (N, N), exporter by importer, 0 where barred.
    output, spending
        Any unit, (N,), positive; they need not be equal in total, since only shares count.
    theta
        Elasticity of trade, sigma - 1.
    reference
        The state whose inward resistance is 1.

    Raises
    ------
    DataFault
        A state can sell or buy nowhere.
    SolveFault
        The rounds ran out.

    Examples
    --------
    >>> output, spending = np.array([3.0, 1.0]), np.array([2.0, 2.0])
    >>> found = conditional(np.ones((2, 2)), output, spending, theta=4.0)
    >>> found.trade.round(3)
    array([[1.5, 1.5],
           [0.5, 0.5]])
    """
    _refuse_barred(openness)
    law = _Balance(openness, output / output.sum(), spending / spending.sum(), reference)
    start = np.zeros((1, len(output)))
    with np.errstate(all="ignore"):
        rest = settle(law, start, tolerance=tolerance, memory=8, most=most_rounds)
    if rest.residual[0] > tolerance:
        raise SolveFault(
            f"resistances still move by {rest.residual[0]:.2g} after {most_rounds} rounds",
            expected=f"moves of at most {tolerance:.2g}",
            where=WHERE,
            mend="look for blocs that hardly trade with each other, or allow more rounds",
        )
    buyers = np.exp(rest.state[0])
    sellers = law.sellers(buyers)
    trade = np.outer(law.sold * sellers, spending * buyers) * openness
    return Resistance(
        buyers ** (1 / theta),
        sellers ** (1 / theta),
        trade,
        output,
        spending,
        theta,
        int(rest.iterations[0]),
        float(rest.residual[0]),
    )


def one_step(before: Resistance, after: Resistance, openness: Floats) -> Step:
    """Move prices once by the change of outward resistance, and all that hangs on them.

    Parameters
    ----------
    before, after
        Resistances of the base and of the change, at the same output and spending.
    openness
        That of the change, (N, N).
    """
    prices = before.outward / after.outward
    output = prices * before.output
    spending = prices * before.spending
    sellers = output / output.sum() * after.outward**after.theta
    trade = np.outer(sellers, spending * after.inward**after.theta) * openness
    return Step(prices, output, spending, trade)


@dataclass(frozen=True, slots=True, eq=False)
class _Balance:
    """The round whose rest is the resistance; a state is ln inward^theta, (1, N)."""

    openness: Floats
    sold: Floats
    bought: Floats
    reference: int

    def sellers(self, buyers: Floats) -> Floats:
        return np.asarray(1 / (self.openness @ (self.bought * buyers)), dtype=np.float64)

    def step(self, state: Floats) -> tuple[Floats, Floats]:
        sellers = self.sellers(np.exp(state[0]))
        image = -np.log(self.openness.T @ (self.sold * sellers))
        image = (image - image[self.reference])[None]
        return image, np.abs(image - state).max(axis=1)

    def of(self, rows: NDArray[np.intp]) -> "_Balance":
        return self


def _refuse_barred(openness: Floats) -> None:
    barred = ~(openness.any(axis=1) & openness.any(axis=0))
    if barred.any():
        raise DataFault(
            f"state(s) {np.flatnonzero(barred).tolist()} can sell or buy nowhere",
            expected="a positive openness in every row and every column",
            where=WHERE,
            mend="leave a state its home market, the diagonal, under any embargo",
        )
