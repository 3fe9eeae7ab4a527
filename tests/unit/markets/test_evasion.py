import numpy as np
import pytest
from unit.markets.making import between, linked, simple

from foedus.faults import DataFault
from foedus.markets.evasion import evade, routed_economy
from foedus.markets.gravity import equilibrium
from foedus.markets.routes import routes

N = 8
BASE = simple(N, seed=3)
MEMBERS = np.array([1, 2, 4])
OTHERS = np.arange(1, N)
PAIRS = (np.r_[OTHERS, np.zeros(7, int)], np.r_[np.zeros(7, int), OTHERS])
CUT = np.isin(PAIRS[0], MEMBERS) | np.isin(PAIRS[1], MEMBERS)
ENFORCED = np.isin(np.arange(N), MEMBERS).astype(float)


def ways(indirect=0.08, markup=0.05, base=BASE):
    return routes(
        base.trade, *PAIRS, theta=base.theta, nu=9.0, indirect=indirect, markup=markup
    )


def tried(depths=(3.0,), *, held=None, base=BASE, **more):
    held = held or ways(base=base)
    cells = np.tile(CUT, len(base.theta)) * -np.asarray(depths)[:, None]
    chosen = {"enforcement": ENFORCED, "concealment": 0.1} | more
    return evade(routed_economy(base, held), held, cells, **chosen)


def test_no_sanction_leaves_wages_shares_and_rents_as_they_were():
    found = tried((0.0,))
    even, before = found.equilibrium, routed_economy(BASE, ways())
    assert np.abs(even.wages - 1).max() < 1e-14
    assert np.abs(even.welfare - 1).max() < 1e-14
    assert even.rents[0] == pytest.approx(before.rents, abs=1e-15)
    assert (even.rents[0] > 0).any()


def test_without_hubs_it_is_the_plain_equilibrium():
    found = tried(held=ways(indirect=0.0))
    plain = equilibrium(BASE, between(N, 1, MEMBERS, 0, -3.0))
    assert found.equilibrium.welfare == pytest.approx(plain.welfare, abs=1e-12)
    assert abs(found.leak[0]) < 1e-15


def test_what_the_world_earns_is_what_it_spends_rents_and_all():
    even = tried((2.0,)).equilibrium
    flows = even.flows()
    assert flows.sum(axis=0) == pytest.approx(even.spending[0], rel=1e-11)
    earned = even.output.sum() + even.rents.sum()
    assert earned == pytest.approx(flows.sum(), rel=1e-11)
    assert even.final.sum() == pytest.approx(even.income.sum(), rel=1e-11)


def test_linked_sectors_have_routes_too():
    base = linked(N, 2, seed=5)
    still, moved = tried((0.0,), base=base), tried((2.0,), base=base)
    assert np.abs(still.equilibrium.wages - 1).max() < 1e-13
    even = moved.equilibrium
    earned = even.output.sum() + even.rents.sum()
    assert earned == pytest.approx(even.flows().sum(), rel=1e-10)
    assert moved.leak[0] > still.leak[0]


def test_hubs_soften_the_bite_and_earn_on_it():
    found = tried()
    plain = equilibrium(BASE, between(N, 1, MEMBERS, 0, -3.0))
    assert found.equilibrium.welfare[0, 0] > plain.welfare[0, 0]
    assert found.hub_rents.sum() > 0
    assert (found.hub_rents[0, MEMBERS] < found.hub_rents[0].max()).all()


def test_the_deeper_the_sanction_the_more_goes_round():
    found = tried((0.0, 1.0, 2.0, 4.0, 8.0))
    assert (np.diff(found.leak) > 0).all()
    assert ((found.leak >= 0) & (found.leak <= 1)).all()
    assert not found.doubtful.any()


def test_the_substitution_ratio_is_of_indirect_for_direct_dollars():
    found = tried((3.0,))
    paid, before = found.paid[0], found.paid_before
    straight, was = found.rerouted.straight[0], found.straight_before
    lost = (before * was - paid * straight)[CUT].sum()
    risen = (paid * (1 - straight) - before * (1 - was))[CUT].sum()
    assert found.substitution[0] == pytest.approx(risen / lost)


def test_crowding_holds_the_leak_back_and_scale_lets_it_grow():
    crowded, plain, scaled = (tried((2.0,), crowding=c).leak[0] for c in (0.05, 0.0, -0.05))
    assert crowded < plain < scaled


def test_crowding_comes_to_rest_at_its_own_traffic():
    found = tried((2.0,), crowding=0.04)
    traffic = np.einsum("z,zn->n", found.paid[0], found.rerouted.via[0])
    before = found.paid_before @ ways().unchanged().via[0]
    used = before > 0
    expected = 0.04 * np.log(traffic[used] / before[used])
    assert found.crowding[0, used] == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("crowding", [-1 / 9, -0.5])
def test_scale_economies_that_would_tip_all_trade_to_one_hub_are_refused(crowding):
    with pytest.raises(DataFault, match="scale economies"):
        tried(crowding=crowding)


def test_a_cut_that_helps_trade_is_refused():
    with pytest.raises(DataFault, match="0 or less"):
        tried((-1.0,))


def test_deficits_are_not_balanced_under_routes():
    with pytest.raises(DataFault, match="balance the economy first"):
        tried(closure="balanced")


def test_scenarios_together_are_those_alone():
    together = tried((0.5, 1.5, 4.0))
    for row, depth in enumerate((0.5, 1.5, 4.0)):
        alone = tried((depth,))
        assert alone.equilibrium.welfare[0] == pytest.approx(
            together.equilibrium.welfare[row], abs=1e-11
        )
        assert alone.leak[0] == pytest.approx(together.leak[row], abs=1e-11)


def test_an_economy_that_knows_nothing_of_the_routes_is_refused():
    with pytest.raises(DataFault, match="routed_economy"):
        evade(BASE, ways(), np.zeros((1, 14)))
