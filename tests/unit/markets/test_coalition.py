import numpy as np
import pytest
from unit.markets.making import between, linked, simple

from foedus.faults import DataFault
from foedus.markets.coalition import (
    closings,
    exit_costs,
    next_members,
    shared_burden,
    toll,
)
from foedus.markets.embargo import Sanction, barriers_of, embargo_effect
from foedus.markets.evasion import evade, routed_economy
from foedus.markets.gravity import equilibrium
from foedus.markets.imposing import Setting, imposed
from foedus.markets.routes import routes

N = 9
BASE = simple(N, seed=3)
MEMBERS = ("S01", "S02", "S04")
SANCTION = Sanction(MEMBERS, "S00")
OTHERS = np.arange(1, N)
PAIRS = (np.r_[OTHERS, np.zeros(8, int)], np.r_[np.zeros(8, int), OTHERS])
WAYS = routes(BASE.trade, *PAIRS, theta=4.0, nu=9.0, indirect=0.08, markup=0.05)
STRAIGHT = Setting(BASE)
AROUND = Setting(routed_economy(BASE, WAYS), WAYS, concealment=0.1)
SETTINGS = pytest.mark.parametrize(
    "setting", [STRAIGHT, AROUND], ids=["straight", "around"]
)


def test_the_bite_is_the_target_s_loss_and_self_harm_each_member_s():
    found = toll(STRAIGHT, SANCTION, beta=-2.0)
    welfare = equilibrium(BASE, barriers_of(BASE.trade, SANCTION, beta=-2.0)).welfare[0]
    assert found.bite[0] == pytest.approx(1 - welfare[0])
    assert found.self_harm["S02"][0] == pytest.approx(1 - welfare[2])
    income = BASE.value_added[[1, 2, 4]]
    assert found.harm[0] == pytest.approx(1 - welfare[[1, 2, 4]] @ income / income.sum())


def test_the_bite_is_a_share_of_that_of_all_states_and_of_an_embargo():
    found = toll(STRAIGHT, SANCTION, beta=-2.0)
    everyone = equilibrium(BASE, between(N, 1, range(1, N), 0, -2.0)).welfare[0, 0]
    wall = float(embargo_effect(4.0)[()])
    embargo = equilibrium(BASE, between(N, 1, (1, 2, 4), 0, wall)).welfare[0, 0]
    assert found.of_global[0] == pytest.approx(found.bite[0] / (1 - everyone))
    assert found.of_embargo[0] == pytest.approx(found.bite[0] / (1 - embargo))


@SETTINGS
def test_a_share_of_what_is_more_lies_between_none_and_all(setting):
    found = toll(setting, SANCTION, beta=-1.0)
    assert 0 < found.of_global[0] < 1
    assert 0 < found.of_embargo[0] < 1


@SETTINGS
def test_draws_are_answered_one_by_one(setting):
    draws = np.array([[-0.5], [-1.0], [-3.0]])
    found = toll(setting, SANCTION, beta=draws)
    for row, beta in enumerate(draws):
        alone = toll(setting, SANCTION, beta=beta)
        assert found.bite[row] == pytest.approx(alone.bite[0], abs=1e-11)
        assert found.of_embargo[row] == pytest.approx(alone.of_embargo[0], abs=1e-9)


def test_routes_are_the_setting_s_own():
    cells = np.isin(PAIRS[0], [1, 2, 4]) | np.isin(PAIRS[1], [1, 2, 4])
    enforced = np.isin(np.arange(N), [1, 2, 4]).astype(float)
    direct = evade(
        AROUND.base, WAYS, -2.0 * cells[None], enforcement=enforced, concealment=0.1
    )
    found = imposed(AROUND, [(SANCTION, -2.0)])
    assert found.leak[0, 0] == pytest.approx(direct.leak[0])
    assert found.welfare[0, 0] == pytest.approx(direct.equilibrium.welfare[0])
    assert found.hub_rents[0, 0] == pytest.approx(direct.hub_rents[0])


def test_the_best_next_member_is_found_by_trying_all():
    ranked = next_members(STRAIGHT, SANCTION, beta=-2.0)
    before = toll(STRAIGHT, SANCTION, beta=-2.0)
    assert {one.state for one in ranked} == {f"S{k:02}" for k in (3, 5, 6, 7, 8)}
    for one in ranked:
        wider = toll(STRAIGHT, SANCTION.joined_by(one.state), beta=-2.0)
        assert one.bite[0] == pytest.approx(wider.bite[0] - before.bite[0], abs=1e-11)
    worths = [one.worth for one in ranked]
    assert worths == sorted(worths, reverse=True)


def test_only_those_asked_about_are_tried():
    ranked = next_members(STRAIGHT, SANCTION, beta=-2.0, among=("S03", "S00", "S01"))
    assert [one.state for one in ranked] == ["S03"]


def test_closing_a_hub_bites_only_where_there_are_routes():
    straight = closings(STRAIGHT, SANCTION, beta=-3.0)
    around = closings(AROUND, SANCTION, beta=-3.0)
    assert max(abs(one.bite[0]) for one in straight) < 1e-11
    assert max(one.bite[0] for one in around) > 1e-6
    traffic = imposed(AROUND, [(SANCTION, -3.0)]).hub_trade[0, 0]
    most = max(around, key=lambda one: one.bite[0]).state
    assert BASE.trade.states[int(np.argmax(traffic))] == most


def test_closing_all_hubs_leaves_no_leak():
    everyone = {state: 1.0 for state in BASE.trade.states if state != "S00"}
    shut = Sanction(MEMBERS, "S00", enforcement=everyone)
    plain = imposed(STRAIGHT, [(SANCTION, -6.0)]).welfare[0, 0, 0]
    leaky = imposed(AROUND, [(SANCTION, -6.0)]).welfare[0, 0, 0]
    closed = imposed(AROUND, [(shut, -6.0)]).welfare[0, 0, 0]
    assert closed < leaky
    assert abs(closed - plain) < 0.35 * abs(leaky - plain)


@SETTINGS
def test_transfers_add_up_to_nothing_and_make_members_fare_alike(setting):
    found = shared_burden(setting, SANCTION, beta=-2.0)
    given, welfare = found.transfers[0, 0], found.welfare[0, 0]
    assert given.sum() == pytest.approx(0, abs=1e-12)
    assert np.abs(given[[1, 2, 4]]).min() > 1e-9
    assert np.ptp(welfare[[1, 2, 4]]) < 1e-12
    assert (given[[0, 3, 5, 6, 7, 8]] == 0).all()


def test_a_world_of_linked_sectors_shares_its_burden_too():
    base = linked(6, 2, seed=4)
    for closure in ("multiplicative", "additive"):
        found = shared_burden(
            Setting(base, closure=closure), Sanction(("S01", "S02"), "S00"), beta=-2.0
        )
        assert found.transfers.sum() == pytest.approx(0, abs=1e-11)
        assert np.ptp(found.welfare[0, 0, 1:3]) < 1e-11


def test_who_leaves_a_partner_loses_what_the_equilibrium_says():
    base = simple(5, seed=8)
    loss = exit_costs(base)
    cut = np.zeros((5, 5, 1))
    cut[1, 3] = cut[3, 1] = -np.inf
    welfare = equilibrium(base, cut).welfare[0]
    assert loss[1, 3] == pytest.approx(1 - welfare[1])
    assert loss[3, 1] == pytest.approx(1 - welfare[3])
    assert (np.diag(loss) == 0).all()


def test_the_smaller_partner_depends_more():
    base = simple(5, seed=8)
    loss, size = exit_costs(base), base.value_added
    big, small = int(np.argmax(size)), int(np.argmin(size))
    assert loss[small, big] > loss[big, small]


def test_a_pair_without_routes_is_a_fault_that_names_it():
    few = routes(BASE.trade, np.array([1]), np.array([0]), theta=4.0, nu=9.0, indirect=0.05)
    setting = Setting(routed_economy(BASE, few), few)
    with pytest.raises(DataFault, match="S02 to S00"):
        imposed(setting, [(SANCTION, -1.0)])


def test_draws_must_be_as_many_for_each_sanction():
    with pytest.raises(DataFault, match="different number"):
        imposed(STRAIGHT, [(SANCTION, -1.0), (SANCTION, np.array([[-1.0], [-2.0]]))])
