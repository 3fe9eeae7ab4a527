"""One round of the markets: from wages to prices, to what is bought, to new wages.

Equations (1) to (6) of the model, in ratios to the base, for many scenarios at once. The
flows of the base are shared by all scenarios and are multiplied as whole matrices; what a
scenario changes is sparse and is added to it.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from foedus.markets.barriers import Barriers
from foedus.markets.economy import Economy
from foedus.markets.reach import Reach, reach

Floats = NDArray[np.float64]
Closure = Literal["multiplicative", "additive", "balanced"]
LEAST_SPENDING = 1e-9
"""Of its base, below which spending is held on the way; the end is judged as it is."""
MOST_RISE = 1.0
"""The most by which the log of a wage moves at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Cleared:
    """What one round comes to; sectors first, then scenarios, then states.

    Attributes
    ----------
    wages, labour_income, income, final, rents, transfers
        (R, N); wages are ratios, the others USD bn a year.
    offered
        What all sellers offer each buyer, its price to the power of -theta, (S, R, N).
    spending, sales
        (S, R, N).
    sellers, buyers
        The two factors whose product with base shares and openness is a flow, (S, R, N).
    """

    wages: Floats
    labour_income: Floats
    income: Floats
    final: Floats
    rents: Floats
    transfers: Floats
    offered: Floats
    spending: Floats
    sales: Floats
    sellers: Floats
    buyers: Floats

    def excess(self, base: Economy) -> Floats:
        """Give ln of what the world buys of each state's labour over its pay, (R, N)."""
        return np.asarray(
            np.log(self.labour_income / (self.wages * base.value_added)), dtype=np.float64
        )


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What all scenarios of an economy share.

    Attributes
    ----------
    base, closure
        The economy, and what becomes of its imbalances.
    shares
        Share of each exporter in what an importer buys, (S, N, N).
    links
        By how much a sector's cost rises with the price of each input, (N, S, U), or None
        where goods are made of labour alone.
    answers
        Newton's step of the base, (N, N): good for scenarios that differ from it in few
        flows. None where wages are to grope.
    """

    base: Economy
    closure: Closure
    shares: Floats
    links: Floats | None
    answers: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class Markets:
    """The map whose fixed point is the equilibrium; a state is a row, (R, K).

    A row holds log wages and, where they feed back, log prices, log sales and rents: one
    layer of N each, so that K is N where goods are made of labour alone.
    """

    frame: Frame
    barriers: Barriers
    sharing: NDArray[np.bool_] | None
    reach: Reach

    @property
    def base(self) -> Economy:
        """The economy before any change."""
        return self.frame.base

    @property
    def sectors(self) -> int:
        """How many sectors there are, S."""
        return len(self.base.theta)

    @property
    def layers(self) -> int:
        """How many layers of N a row has."""
        linked = 0 if self.frame.links is None else 2 * self.sectors
        return 1 + linked + (self.barriers.rents is not None)

    def start(self) -> Floats:
        """Give the base as a state, the same for every scenario."""
        n = len(self.base.final)
        state = np.zeros((self.barriers.scenarios, self.layers, n))
        if self.barriers.rents is not None:
            state[:, -1] = self.base.rents / self.base.value_added
        return state.reshape(len(state), -1)

    def of(self, rows: NDArray[np.intp]) -> "Markets":
        """Keep some scenarios."""
        sharing = None if self.sharing is None else self.sharing[rows]
        return markets(self.frame, self.barriers.of(rows), sharing)

    def step(self, state: Floats) -> tuple[Floats, Floats]:
        """Map every scenario once, and give the largest relative miss of a market."""
        found = self.clear(state)
        image = np.empty((len(state), self.layers, len(self.base.final)))
        excess = found.excess(self.base)
        if self.frame.answers is None:
            rise = excess / (1 + self.base.theta.max())
        else:
            rise = excess @ self.frame.answers
        wages = state[:, : excess.shape[1]] + np.clip(rise, -MOST_RISE, MOST_RISE)
        image[:, 0] = wages - self._numeraire(np.exp(wages))
        if self.frame.links is not None:
            s = self.sectors
            image[:, 1 : 1 + s] = self._log_prices(found.offered).swapaxes(0, 1)
            image[:, 1 + s : 1 + 2 * s] = np.log(
                found.sales / self.base.output.T[:, None]
            ).swapaxes(0, 1)
        if self.barriers.rents is not None:
            image[:, -1] = found.rents / self.base.value_added
        flat = image.reshape(len(state), -1)
        rest = slice(excess.shape[1], None)
        moved = np.abs(flat[:, rest] - state[:, rest]).max(axis=1, initial=0.0)
        return flat, np.maximum(np.abs(excess).max(axis=1), moved)

    def clear(self, state: Floats) -> Cleared:
        """Go once from wages, and what else a state holds, to what all sell and earn."""
        base = self.base
        layers = state.reshape(len(state), self.layers, -1)
        wages = np.exp(layers[:, 0])
        sellers = np.exp(-base.theta[:, None, None] * self._log_costs(layers))
        offered = self.reach.bought(sellers)
        earned = wages * base.value_added
        if self.barriers.rents is not None:
            earned = earned + layers[:, -1] * base.value_added
        income, transfers = self._income(earned, offered)
        final = self._final(income)
        held = np.maximum(final, LEAST_SPENDING * base.final)
        spending = base.final_shares.T[:, None] * held + self._inputs_bought(layers)
        buyers = spending / offered
        sales = sellers * self.reach.sold(buyers)
        labour_income = (base.labour.T[:, None] * sales).sum(axis=0)
        rents = self._rents(sellers, buyers)
        return Cleared(
            wages, labour_income, income, final, rents, transfers,
            offered, spending, sales, sellers, buyers,
        )  # fmt: skip

    def _numeraire(self, wages: Floats) -> Floats:
        earned = (wages * self.base.value_added).sum(axis=1)
        numeraire: Floats = np.log(earned / self.base.value_added.sum())[:, None]
        return numeraire

    def _log_prices(self, offered: Floats) -> Floats:
        return np.asarray(-np.log(offered) / self.base.theta[:, None, None])

    def _log_costs(self, layers: Floats) -> Floats:
        if self.frame.links is None:
            return np.broadcast_to(layers[:, 0], (self.sectors, *layers[:, 0].shape))
        prices = layers[:, 1 : 1 + self.sectors].transpose(2, 1, 0)
        materials = (self.frame.links @ prices).transpose(1, 2, 0)
        costs: Floats = self.base.labour.T[:, None] * layers[:, 0] + materials
        return costs

    def _inputs_bought(self, layers: Floats) -> Floats | float:
        if self.frame.links is None:
            return 0.0
        s = self.sectors
        sales = np.exp(layers[:, 1 + s : 1 + 2 * s]) * self.base.output.T
        bought: Floats = (
            self.frame.links.swapaxes(1, 2) @ sales.transpose(2, 1, 0)
        ).transpose(1, 2, 0)
        return bought

    def _income(self, earned: Floats, offered: Floats) -> tuple[Floats, Floats]:
        """Give income and, where members share their burden, what each is given."""
        base = self.base
        income = earned - (self._given_away if self.frame.closure == "additive" else 0.0)
        if self.sharing is None:
            return income, np.zeros_like(income)
        held = income_before(base, self.frame.closure)
        index = np.exp(
            np.einsum("srn,ns->rn", self._log_prices(offered), base.final_shares)
        )
        worth = np.where(self.sharing, held * index, 0.0)
        total = np.where(self.sharing, income, 0.0).sum(axis=1, keepdims=True)
        whole = worth.sum(axis=1, keepdims=True)
        level = total / np.where(whole > 0, whole, 1.0)
        shared = np.where(self.sharing, level * worth, income)
        return shared, shared - income

    @property
    def _given_away(self) -> Floats:
        return -self.base.deficit

    def _final(self, income: Floats) -> Floats:
        if self.frame.closure != "multiplicative":
            return income
        base = self.base
        propensity = base.final / (base.value_added + base.rents)
        spent = propensity * income
        # Without this common factor no wages clear markets whose base is out of balance.
        scale = income.sum(axis=1, keepdims=True) / spent.sum(axis=1, keepdims=True)
        return np.asarray(scale * spent, dtype=np.float64)

    def _rents(self, sellers: Floats, buyers: Floats) -> Floats:
        at = self.barriers
        if at.rents is None:
            return np.zeros(sellers.shape[1:])
        paid = (
            self.frame.shares[at.sector, at.exporter, at.importer]
            * np.exp(at.log_openness)
            * sellers[at.sector, at.scenario, at.exporter]
            * buyers[at.sector, at.scenario, at.importer]
        )
        rows = sparse.csr_array(
            (paid, (at.scenario, np.arange(len(paid)))), shape=(at.scenarios, len(paid))
        )
        return np.asarray(rows @ at.rents, dtype=np.float64)


def income_before(base: Economy, closure: Closure) -> Floats:
    """Give what counts as each state's income before any change, USD bn a year, (N,)."""
    return base.final if closure == "additive" else base.value_added + base.rents


def frame(base: Economy, closure: Closure) -> Frame:
    """Set up what all scenarios share."""
    shares = np.ascontiguousarray(base.shares.transpose(2, 0, 1))
    if base.inputs is not None:
        links = (base.inputs * (1 - base.labour.T)).transpose(2, 1, 0)
        return Frame(base, closure, shares, np.ascontiguousarray(links), None)
    sold = base.trade.flows.transpose(2, 0, 1) / base.output.T[:, :, None]
    weight = base.labour * base.output / base.value_added[:, None]
    first = answers(
        base, shares, sold, weight, base.value_added, base.final, closure, slack=1e-9
    )
    return Frame(base, closure, shares, None, first)


def markets(
    framed: Frame, barriers: Barriers, sharing: NDArray[np.bool_] | None = None
) -> Markets:
    """Set up the map for some scenarios."""
    ways = reach(framed.base, framed.shares, barriers)
    return Markets(framed, barriers, sharing, ways)


def answers(
    base: Economy,
    shares: Floats,
    sold: Floats,
    weight: Floats,
    earned: Floats,
    final: Floats,
    closure: Closure,
    *,
    slack: float = 1e-13,
) -> Floats:
    """Say how log wages answer log excess demand where goods are made of labour alone.

    Parameters
    ----------
    base
        Elasticities, and the weights of the numeraire.
    shares, sold
        Each flow as a share of what its buyer buys and of what its seller sells,
        (S, N, N).
    weight
        Share of each sector in what labour earns, (N, S).
    earned, final
        What labour earns and what is spent, (N,).
    closure
        What becomes of imbalances.
    slack
        By how much each wage is held where it is. The wage of a state that trades with
        nobody may be anything: it is then left alone.

    Returns
    -------
    Floats
        Rises of wages for excess demand, (N, N), demand first.
    """
    n = len(earned)
    rivals = (sold * base.theta[:, None, None]) @ shares.swapaxes(1, 2)
    weighed = weight.T[:, :, None]
    slope: Floats = (weighed * rivals).sum(axis=0)
    spent = earned / final if closure == "additive" else np.ones(n)
    slope += (weighed * sold).sum(axis=0) * spent
    own = weight @ base.theta
    if closure == "multiplicative":
        income = earned + base.rents
        slope += income / income.sum() - final / final.sum()
    slope[np.diag_indices(n)] -= (1 + own) * (1 + slack)
    # Wages move together freely; the numeraire takes that direction out.
    slope -= base.value_added / base.value_added.sum()
    return np.asarray(-np.linalg.inv(slope).T, dtype=np.float64)
