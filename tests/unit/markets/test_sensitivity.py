import numpy as np
import pytest
from unit.markets.making import linked, simple, trade

from foedus.faults import DataFault
from foedus.markets.economy import economy
from foedus.markets.evasion import routed_economy
from foedus.markets.gravity import balanced, equilibrium
from foedus.markets.routes import routes
from foedus.markets.sensitivity import welfare_slopes

BASES = {
    "one sector": simple(6, seed=1),
    "sectors apart": economy(trade(5, 2, seed=2), theta=[3.0, 7.0]),
    "sectors linked": linked(5, 3, seed=3),
}
STEP = 1e-4


@pytest.mark.parametrize("closure", ["multiplicative", "additive", "balanced"])
@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("cell", [(0, 1), (2, 2), (3, 0)])
def test_slopes_are_those_of_the_equilibrium_itself(name, closure, cell):
    base = balanced(BASES[name]) if closure == "balanced" else BASES[name]
    n, s = base.labour.shape
    nudged = np.zeros((2, n, n, s))
    nudged[0, *cell, s - 1], nudged[1, *cell, s - 1] = STEP, -STEP
    found = equilibrium(base, nudged, closure=closure, tolerance=1e-14)
    up, down = np.log(found.welfare)
    slope = welfare_slopes(base, closure=closure)[:, *cell, s - 1]
    assert slope == pytest.approx((up - down) / (2 * STEP), abs=1e-9)


def test_a_state_gains_from_selling_more_easily():
    base = simple(6, seed=1)
    slopes = welfare_slopes(base)[..., 0]
    assert all(slopes[i, i, j] > 0 for i in range(6) for j in range(6) if i != j)


def test_an_economy_with_routes_is_refused():
    base = simple(4, seed=1)
    ways = routes(
        base.trade, np.array([1]), np.array([0]), theta=4, nu=8, indirect=0.1, markup=0.1
    )
    with pytest.raises(DataFault, match="hubs earn rents"):
        welfare_slopes(routed_economy(base, ways))
