"""One round of the markets: from wages to prices, to what is bought, to new wages.

Equations (1) to (6) of the model, in ratios to the base, for many scenarios at once. The
flows of the base are shared by all scenarios and are multiplied as whole matrices; what a
scenario changes is sparse and is added to it.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from foedus.markets.barriers import Barriers
from foedus.markets.economy import Economy

Floats = NDArray[np.float64]
Closure = Literal["multiplicative", "additive", "balanced"]
LEAST_SPENDING = 1e-9
"""Of its base, below which spending is held on the way; the end is judged as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Cleared:
    """What one round comes to; sectors first, then scenarios, then states.

    Attributes
    ----------
    wages, labour_income, income, final, rents, transfers
        (R, N); wages are ratios, the others USD bn a year.
    log_prices, spending, sales
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
    log_prices: Floats
    spending: Floats
    sales: Floats
    sellers: Floats
    buyers: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Markets:
    """The map whose fixed point is the equilibrium; a state is a row, (R, K).

    A row holds log wages and, where they feed back, log prices, log sales and rents: one
    layer of N each, so that K is N where goods are made of labour alone.
    """

    base: Economy
    barriers: Barriers
    closure: Closure
    sharing: NDArray[np.bool_] | None
    shares: Floats
    links: Floats | None
    answers: Floats | None
    fewer_bought: sparse.csr_array
    fewer_sold: sparse.csr_array

    @property
    def sectors(self) -> int:
        """How many sectors there are, S."""
        return len(self.base.theta)

    @property
    def layers(self) -> int:
        """How many layers of N a row has."""
        linked = 0 if self.links is None else 2 * self.sectors
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
        kept = self.barriers.of(rows)
        bought, sold = _sparse(self.base, kept)
        sharing = None if self.sharing is None else self.sharing[rows]
        return replace(
            self, barriers=kept, sharing=sharing, fewer_bought=bought, fewer_sold=sold
        )

    def step(self, state: Floats) -> Floats:
        """Map every scenario once."""
        found = self.clear(state)
        image = np.empty((len(state), self.layers, len(self.base.final)))
        excess = found.labour_income / (found.wages * self.base.value_added) - 1
        if self.answers is None:
            rise = np.log1p(excess) / (1 + self.base.theta.max())
        else:
            rise = np.log1p(excess) @ self.answers
        wages = np.log(found.wages) + rise
        image[:, 0] = wages - self._numeraire(np.exp(wages))
        if self.links is not None:
            s = self.sectors
            image[:, 1 : 1 + s] = found.log_prices.swapaxes(0, 1)
            image[:, 1 + s : 1 + 2 * s] = np.log(
                found.sales / self.base.output.T[:, None]
            ).swapaxes(0, 1)
        if self.barriers.rents is not None:
            image[:, -1] = found.rents / self.base.value_added
        return image.reshape(len(state), -1)

    def clear(self, state: Floats) -> Cleared:
        """Go once from wages, and what else a state holds, to what all sell and earn."""
        base = self.base
        layers = state.reshape(len(state), self.layers, -1)
        wages = np.exp(layers[:, 0])
        sellers = np.exp(-base.theta[:, None, None] * self._log_costs(layers))
        bought = sellers @ self.shares + self._sparsely(self.fewer_bought, sellers)
        log_prices = -np.log(bought) / base.theta[:, None, None]
        earned = wages * base.value_added
        if self.barriers.rents is not None:
            earned = earned + layers[:, -1] * base.value_added
        income, transfers = self._income(earned, log_prices)
        final = self._final(income)
        held = np.maximum(final, LEAST_SPENDING * base.final)
        spending = base.final_shares.T[:, None] * held + self._inputs_bought(layers)
        buyers = spending / bought
        sales = sellers * (
            buyers @ self.shares.swapaxes(1, 2) + self._sparsely(self.fewer_sold, buyers)
        )
        labour_income = (base.labour.T[:, None] * sales).sum(axis=0)
        rents = self._rents(sellers, buyers)
        return Cleared(
            wages, labour_income, income, final, rents, transfers,
            log_prices, spending, sales, sellers, buyers,
        )  # fmt: skip

    def _numeraire(self, wages: Floats) -> Floats:
        earned = (wages * self.base.value_added).sum(axis=1)
        numeraire: Floats = np.log(earned / self.base.value_added.sum())[:, None]
        return numeraire

    def _log_costs(self, layers: Floats) -> Floats:
        if self.links is None:
            return np.broadcast_to(layers[:, 0], (self.sectors, *layers[:, 0].shape))
        prices = layers[:, 1 : 1 + self.sectors].transpose(2, 1, 0)
        materials = (self.links @ prices).transpose(1, 2, 0)
        costs: Floats = self.base.labour.T[:, None] * layers[:, 0] + materials
        return costs

    def _inputs_bought(self, layers: Floats) -> Floats | float:
        if self.links is None:
            return 0.0
        s = self.sectors
        sales = np.exp(layers[:, 1 + s : 1 + 2 * s]) * self.base.output.T
        bought: Floats = (self.links.swapaxes(1, 2) @ sales.transpose(2, 1, 0)).transpose(
            1, 2, 0
        )
        return bought

    def _income(self, earned: Floats, log_prices: Floats) -> tuple[Floats, Floats]:
        """Give income and, where members share their burden, what each is given."""
        base = self.base
        income = earned - (self._given_away if self.closure == "additive" else 0.0)
        if self.sharing is None:
            return income, np.zeros_like(income)
        held = income_before(base, self.closure)
        index = np.exp(np.einsum("srn,ns->rn", log_prices, base.final_shares))
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
        if self.closure != "multiplicative":
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
            self.shares[at.sector, at.exporter, at.importer]
            * np.exp(at.log_openness)
            * sellers[at.sector, at.scenario, at.exporter]
            * buyers[at.sector, at.scenario, at.importer]
        )
        rows = sparse.csr_array(
            (paid, (at.scenario, np.arange(len(paid)))), shape=(at.scenarios, len(paid))
        )
        return np.asarray(rows @ at.rents, dtype=np.float64)

    @staticmethod
    def _sparsely(matrix: sparse.csr_array, values: Floats) -> Floats | float:
        if not matrix.nnz:
            return 0.0
        changed: Floats = (matrix @ values.ravel()).reshape(values.shape)
        return changed


def income_before(base: Economy, closure: Closure) -> Floats:
    """Give what counts as each state's income before any change, USD bn a year, (N,)."""
    return base.final if closure == "additive" else base.value_added + base.rents


def markets(
    base: Economy,
    barriers: Barriers,
    *,
    closure: Closure,
    sharing: NDArray[np.bool_] | None = None,
) -> Markets:
    """Set up the map for an economy and its scenarios."""
    shares = np.ascontiguousarray(base.shares.transpose(2, 0, 1))
    links = None
    if base.inputs is not None:
        # (N, S, U): how much a sector's cost rises with the price of each input.
        links = np.ascontiguousarray((base.inputs * (1 - base.labour.T)).transpose(2, 1, 0))
    answers = None if base.inputs is not None else _answers(base, shares, closure)
    bought, sold = _sparse(base, barriers)
    return Markets(base, barriers, closure, sharing, shares, links, answers, bought, sold)


def _answers(base: Economy, shares: Floats, closure: Closure) -> Floats:
    """How wages answer excess demand in the base, (N, N), demand first.

    Newton's step of the base, good for all scenarios: they differ from it in few flows.
    """
    n = len(base.final)
    sold = base.trade.flows.transpose(2, 0, 1) / base.output.T[:, :, None]
    rivals = (sold * base.theta[:, None, None]) @ shares.swapaxes(1, 2)
    weight = (base.output / base.value_added[:, None]).T[:, :, None]
    slope: Floats = (weight * rivals).sum(axis=0)
    spent = base.value_added / base.final if closure == "additive" else np.ones(n)
    slope += (weight * sold).sum(axis=0) * spent
    own = (weight[:, :, 0] * base.theta[:, None]).sum(axis=0)
    slope[np.diag_indices(n)] -= 1 + own
    if closure == "multiplicative":
        earned = base.value_added + base.rents
        slope += earned / earned.sum() - base.final / base.final.sum()
    # Wages move together freely; the numeraire takes that direction out.
    slope -= base.value_added / base.value_added.sum()
    return np.asarray(-np.linalg.inv(slope).T, dtype=np.float64)


def _sparse(base: Economy, at: Barriers) -> tuple[sparse.csr_array, sparse.csr_array]:
    """What barriers take off what each buys and off what each sells, over (S, R, N)."""
    n, s = len(base.final), len(base.theta)
    size = s * at.scenarios * n
    block = (at.sector * at.scenarios + at.scenario) * n
    rows, columns = block + at.importer, block + at.exporter
    share = (
        base.trade.flows[at.exporter, at.importer, at.sector]
        / base.spending[at.importer, at.sector]
    )
    change = share * np.expm1(at.log_openness)
    kept = share * (np.exp(at.log_openness) * at.received - 1)
    bought = sparse.csr_array((change, (rows, columns)), shape=(size, size))
    sold = sparse.csr_array((kept, (columns, rows)), shape=(size, size))
    return bought, sold
