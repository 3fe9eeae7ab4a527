"""How each state's real income answers each flow's openness, near the base.

The equilibrium is differentiated as it stands (implicit function theorem): one
factorisation of its Jacobian serves all flows and, transposed, all states.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve

from foedus.faults import DataFault
from foedus.markets.clearing import Closure, income_before
from foedus.markets.economy import Economy

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Point:
    """The base in the letters of the model; unknowns are ln w, ln P and ln E, (1+2S) N."""

    base: Economy
    closure: Closure

    @property
    def size(self) -> tuple[int, int]:
        return self.base.labour.shape

    def jacobian(self) -> Floats:
        """Give the equations' slopes in the unknowns, ((1 + 2S) N, (1 + 2S) N)."""
        n, s = self.size
        wages, costs = self._wages(), self._costs()
        prices = self._prices(costs)
        sales = self._sales(costs)
        eye = np.eye((1 + 2 * s) * n)
        rows = np.empty_like(eye)
        earned = np.einsum("is,isk->ik", self._earned(), sales)
        rows[:n] = wages - earned
        # One market clears when the others do; the numeraire takes its place.
        rows[0] = self.base.value_added @ wages
        rows[n : n + n * s] = eye[n : n + n * s] - prices.reshape(n * s, -1)
        spent = self._spent(wages, sales)
        rows[n + n * s :] = eye[n + n * s :] - spent.reshape(n * s, -1)
        return rows

    def push(self, weights: Floats) -> Floats:
        """Weigh what each flow's ln B does to the equations, (T, K) to (T, N, N, S)."""
        n, s = self.size
        wage, price, spend = np.split(weights, [n, n + n * s], axis=1)
        wage = wage.copy()
        wage[:, 0] = 0.0
        on_sales = wage[:, :, None] * self._earned()
        on_sales += self._bought_back(spend.reshape(-1, n, s))
        sold = self.base.trade.flows / self.base.output[:, None]
        falls = price.reshape(-1, n, s) / self.base.theta
        pushed = on_sales[:, :, None] * sold - falls[:, None] * self.base.shares
        return np.asarray(pushed, dtype=np.float64)

    def welfare(self) -> Floats:
        """Give the slope of ln real income in the unknowns, (N, (1 + 2S) N)."""
        n, s = self.size
        slope = np.zeros((n, (1 + 2 * s) * n))
        wage_part = self.base.value_added / income_before(self.base, self.closure)
        slope[:, :n] = np.diag(wage_part)
        priced = np.zeros((n, n, s))
        priced[np.arange(n), np.arange(n)] = -self.base.final_shares
        slope[:, n : n + n * s] = priced.reshape(n, n * s)
        return slope

    def _wages(self) -> Floats:
        n, s = self.size
        return np.eye(n, (1 + 2 * s) * n)

    def _costs(self) -> Floats:
        """Slope of ln c, (N, S, K)."""
        n, s = self.size
        slope = np.zeros((n, s, (1 + 2 * s) * n))
        places = np.arange(n)
        slope[places, :, places] = self.base.labour
        if self.base.inputs is not None:
            links = self.base.inputs * (1 - self.base.labour.T)
            for u in range(s):
                slope[places, :, n + places * s + u] = links[u].T
        return slope

    def _prices(self, costs: Floats) -> Floats:
        """Slope of ln P, (N, S, K), but for the push of B."""
        slope: Floats = np.einsum("ijs,isk->jsk", self.base.shares, costs, optimize=True)
        return slope

    def _sales(self, costs: Floats) -> Floats:
        """Slope of ln sales, (N, S, K), with ln P taken as the unknown that it is."""
        n, s = self.size
        sold = self.base.trade.flows / self.base.output[:, None]
        slope = -self.base.theta[:, None] * costs
        eye = np.eye(n * s).reshape(n, s, n, s)
        answers = np.einsum("ijs,jstu->istu", sold, eye).reshape(n, s, n * s)
        slope[..., n : n + n * s] += self.base.theta[:, None] * answers
        slope[..., n + n * s :] += answers
        return slope

    def _earned(self) -> Floats:
        """Share of each sector in what labour earns, (N, S)."""
        base = self.base
        return base.labour * base.output / base.value_added[:, None]

    def _spent(self, wages: Floats, sales: Floats) -> Floats:
        """Slope of ln E, (N, S, K)."""
        base = self.base
        earned = base.value_added + base.rents
        income = (base.value_added / earned)[:, None] * wages
        if self.closure == "additive":
            final = (base.value_added / base.final)[:, None] * wages
        elif self.closure == "multiplicative":
            scale = (earned / earned.sum() - base.final / base.final.sum()) @ income
            final = income + scale
        else:
            final = income
        bought = base.final_shares * base.final[:, None]
        slope: Floats = (bought / base.spending)[..., None] * final[:, None]
        if base.inputs is not None:
            used = base.inputs * ((1 - base.labour) * base.output).T
            slope += (
                np.einsum("usj,jsk->juk", used, sales, optimize=True)
                / (base.spending[..., None])
            )
        return slope

    def _bought_back(self, spend: Floats) -> Floats:
        """Weigh what sales do to spending on inputs, (T, N, S)."""
        base = self.base
        if base.inputs is None:
            return np.zeros_like(spend)
        used = base.inputs * ((1 - base.labour) * base.output).T
        weighed: Floats = np.einsum(
            "tju,usj->tjs", spend / base.spending, used, optimize=True
        )
        return weighed


def welfare_slopes(base: Economy, *, closure: Closure = "multiplicative") -> Floats:
    """Give the slope of each state's ln real income in ln B of every flow, (N, N, N, S).

    The first axis is whose income, then exporter, importer and sector. A rise of trade
    costs by one per cent lowers ln B by theta per cent.

    Parameters
    ----------
    base
        The economy, without rents of routes.
    closure
        What becomes of imbalances; under `balanced` the base must be balanced already.

    Raises
    ------
    DataFault
        Hubs earn rents: their routes answer too, which is not reckoned here.

    References
    ----------
    Baqaee, Farhi (2024), https://doi.org/10.3982/ECTA17513
    """
    if base.rents.any():
        raise DataFault(
            "an economy whose hubs earn rents",
            expected="one without routes",
            where="markets.sensitivity.welfare_slopes",
            mend="take the economy that `routed_economy` was given",
        )
    point = _Point(base, closure)
    factors = lu_factor(point.jacobian())
    weights = lu_solve(factors, point.welfare().T, trans=1).T
    return point.push(weights)
