from itertools import pairwise, product

import numpy as np
import pytest
from unit.markets.making import trade

from foedus.faults import DataFault, SolveFault
from foedus.markets.routes import rerouted, routes
from foedus.markets.trade import Trade

N = 5
MADE = trade(N, 2, seed=3)
PAIRS = (np.array([1, 2, 0, 0]), np.array([0, 0, 1, 2]))
THETA, NU = np.array([4.0, 6.0]), np.array([8.0, 9.0])
MARGIN = np.array([0.0, 0.02, 0.05, 0.1, 0.2])


def ways(hops="one", **changes):
    chosen = {"theta": THETA, "nu": NU, "indirect": 0.1, "markup": MARGIN} | changes
    return routes(MADE, *PAIRS, hops=hops, **chosen)


def leg(i, j, sector):
    flows = MADE.flows[..., sector]
    open_ = np.sqrt(flows[i, j] * flows[j, i] / (flows[i, i] * flows[j, j]))
    return open_ ** (NU[sector] / THETA[sector])


def enumerated(held, cell, log_cut, enforcement, concealment, most):
    """Walk every route of a cell and add up what it carries, whom it passes, who earns."""
    i, j, s = held.exporter[cell], held.importer[cell], held.sector[cell]
    cut = np.exp(log_cut)

    def hub(k):
        through = -enforcement[k] * log_cut / THETA[s]
        cost = through + concealment[k] * (1 - cut)
        return held.kappa[s] * (1 + MARGIN[k]) ** -NU[s] * np.exp(-NU[s] * cost)

    weights = {(): leg(i, j, s) * cut ** (NU[s] / THETA[s])}
    others = [k for k in range(N) if k not in (i, j)]
    for length in range(1, most + 1):
        for path in product(others, repeat=length):
            if any(a == b for a, b in pairwise(path)):
                continue
            stops = (i, *path, j)
            legs = [leg(a, b, s) for a, b in pairwise(stops)]
            weights[path] = np.prod(legs) * np.prod([hub(k) for k in path])
    whole = sum(weights.values())
    via, rents = np.zeros(N), np.zeros(N)
    for path, weight in weights.items():
        value = weight / whole
        for k in reversed(path):
            via[k] += weight / whole
            rents[k] += value * MARGIN[k] / (1 + MARGIN[k])
            value /= 1 + MARGIN[k]
    return whole, weights[()] / whole, via, rents


@pytest.mark.parametrize(("hops", "most"), [("one", 1), ("two", 2)])
def test_shares_and_rents_are_those_of_every_route_walked_one_by_one(hops, most):
    held = ways(hops)
    enforcement = np.array([0.0, 1.0, 0.5, 0.0, 0.2])
    concealment = np.array([0.1, 0.0, 0.2, 0.1, 0.3])
    cut = np.array([[-0.5, -1.0, -2.0, 0.0, -0.7, -3.0, -0.2, -1.0]])
    found = rerouted(held, cut, enforcement=enforcement, concealment=concealment)
    for cell in range(8):
        args = (enforcement, concealment, most)
        whole, straight, via, rents = enumerated(held, cell, cut[0, cell], *args)
        before, *_ = enumerated(held, cell, 0.0, *args)
        s = held.sector[cell]
        assert found.straight[0, cell] == pytest.approx(straight)
        assert found.via[0, cell] == pytest.approx(via)
        assert found.rents[0, cell] == pytest.approx(rents)
        assert found.log_openness[0, cell] == pytest.approx(
            THETA[s] / NU[s] * np.log(whole / before)
        )


@pytest.mark.parametrize("hops", ["one", "two", "any"])
def test_the_observed_indirect_share_is_met_in_each_sector(hops):
    held = ways(hops, indirect=[0.05, 0.3])
    traded = MADE.flows[held.exporter, held.importer, held.sector]
    round_ = traded * (1 - held.unchanged().straight[0])
    for s, share in enumerate((0.05, 0.3)):
        here = held.sector == s
        assert round_[here].sum() / traded[here].sum() == pytest.approx(share)


@pytest.mark.parametrize("hops", ["one", "two", "any"])
def test_no_sanction_changes_nothing_however_costly_concealment_is(hops):
    held = ways(hops)
    found = rerouted(held, np.zeros((1, 8)), enforcement=1.0, concealment=5.0)
    assert np.abs(found.log_openness).max() < 1e-14
    assert found.via == pytest.approx(held.unchanged().via)


@pytest.mark.parametrize("hops", ["one", "two", "any"])
def test_all_that_is_paid_is_received_by_someone(hops):
    found = rerouted(ways(hops), np.full((3, 8), -2.0), concealment=0.1)
    assert found.received + found.rents.sum(axis=2) == pytest.approx(np.ones((3, 8)))
    assert (found.received > 0).all()


def test_with_one_hub_the_exporter_is_left_what_the_margins_leave():
    found = rerouted(ways(), np.full((1, 8), -2.0), concealment=0.1)
    left = found.straight + (found.via / (1 + MARGIN)).sum(axis=2)
    assert found.received == pytest.approx(left)


def test_more_hops_carry_more():
    cut = np.full((1, 8), -3.0)
    held = ways()
    two = routes(MADE, *PAIRS, theta=THETA, nu=NU, indirect=0.1, markup=MARGIN, hops="two")
    assert (two.kappa < held.kappa).all()
    assert rerouted(two, cut).via.sum() > two.unchanged().via.sum()


def test_any_number_of_hops_is_near_two_where_hubs_are_weak():
    cut = np.full((1, 8), -0.5)
    few, many = (rerouted(ways(hops, indirect=1e-6), cut) for hops in ("two", "any"))
    assert few.straight == pytest.approx(many.straight, rel=1e-4)


def test_without_an_indirect_share_all_goes_straight():
    found = rerouted(ways(indirect=0.0), np.full((1, 8), -2.0))
    assert found.log_openness == pytest.approx(np.full((1, 8), -2.0))
    assert (found.via == 0).all()


def test_where_all_direct_trade_ends_all_goes_round():
    found = rerouted(ways(), np.full((1, 8), -np.inf), enforcement=[0, 1, 1, 0, 0])
    assert (found.straight == 0).all()
    assert np.isfinite(found.log_openness).all()
    assert (found.via[:, :, 1:3] == 0).all()


def test_nobody_is_a_hub_of_its_own_trade():
    via = ways("two").unchanged().via[0]
    held = ways("two")
    assert (via[np.arange(8), held.exporter] == 0).all()
    assert (via[np.arange(8), held.importer] == 0).all()


def test_a_leg_that_nobody_trades_on_carries_nothing():
    flows = np.array(MADE.flows)
    flows[3, 0] = 0.0
    shut = Trade(MADE.states, MADE.sectors, flows)
    held = routes(shut, *PAIRS, theta=THETA, nu=NU, indirect=0.1)
    to_target = held.importer == 0
    assert (held.unchanged().via[0, to_target, 3] == 0).all()


@pytest.mark.parametrize(
    "wrong",
    [{"nu": 3.0}, {"theta": 0.0}, {"indirect": 1.0}, {"indirect": -0.1}, {"markup": -0.1}],
)
def test_routes_out_of_bounds_are_refused(wrong):
    with pytest.raises(DataFault):
        ways(**wrong)


def test_a_share_that_no_hub_can_carry_is_refused():
    two = trade(2, seed=1)
    with pytest.raises(DataFault, match="no strength of the hubs"):
        routes(two, np.array([1]), np.array([0]), theta=4, nu=8, indirect=0.1)


def test_routes_that_would_go_round_for_ever_are_refused():
    held = ways("any", indirect=0.5)
    cheaper = -np.full((1, N), 5.0)
    with pytest.raises(SolveFault, match="spectral radius"):
        rerouted(held, np.zeros((1, 8)), hub_cost=cheaper)


def test_a_sector_where_hubs_are_as_near_as_home_is_still_fitted():
    flows = np.array(MADE.flows)
    flows[..., 0] = 1.0 - 0.05 * np.arange(25).reshape(5, 5) / 25
    near = Trade(MADE.states, MADE.sectors, flows)
    held = routes(near, *PAIRS, theta=THETA, nu=NU, indirect=0.1, hops="any")
    traded = near.flows[held.exporter, held.importer, held.sector]
    round_ = traded * (1 - held.unchanged().straight[0])
    assert round_.sum() / traded.sum() == pytest.approx(0.1)
    assert held.kappa[0] < 1 < held.kappa[1]
