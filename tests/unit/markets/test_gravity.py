import numpy as np
import pytest
from unit.markets.making import between, linked, simple, trade

from foedus.faults import DataFault, SolveFault
from foedus.markets.barriers import barriers_from, together
from foedus.markets.economy import economy
from foedus.markets.gravity import balanced, equilibrium
from foedus.markets.trade import Trade


def test_a_state_cut_off_from_a_balanced_world_lives_on_what_it_makes():
    base = balanced(simple(6, seed=1, theta=5.0))
    cut = between(6, 1, range(1, 6), 0, -np.inf)
    found = equilibrium(base, cut, closure="balanced")
    assert found.welfare[0, 0] == pytest.approx(
        base.shares[0, 0, 0] ** (1 / 5.0), abs=1e-12
    )


def test_the_nearer_to_an_embargo_the_nearer_to_autarky():
    base = balanced(simple(6, seed=1, theta=5.0))
    alone = base.shares[0, 0, 0] ** (1 / 5.0)
    gaps = [
        equilibrium(base, between(6, 1, range(1, 6), 0, -depth)).welfare[0, 0] - alone
        for depth in (1.0, 3.0, 9.0)
    ]
    assert gaps == sorted(gaps, reverse=True)
    assert abs(gaps[-1]) < 0.01 * gaps[0]


def test_the_additive_closure_keeps_deficits_in_dollars():
    base = simple(7, seed=2)
    found = equilibrium(base, between(7, 1, (1, 2), 0, -1.0), closure="additive")
    earned = found.wages[0] * base.value_added
    assert found.final[0] - earned == pytest.approx(base.deficit, abs=1e-11)


def test_the_multiplicative_closure_keeps_spending_in_proportion_to_income():
    base = simple(7, seed=2)
    found = equilibrium(base, between(7, 1, (1, 2), 0, -1.0))
    ratio = found.final[0] / found.income[0] / (base.final / base.value_added)
    assert np.ptp(ratio) < 1e-12


def test_a_balanced_base_spends_what_it_earns_and_keeps_its_elasticities():
    base = linked(5, 2, seed=3)
    even = balanced(base)
    assert even.deficit == pytest.approx(np.zeros(5), abs=1e-10)
    assert (even.theta == base.theta).all()
    assert np.abs(base.deficit).max() > 1e-3


def lender():
    """B sells far more than it buys, and A buys far more than it sells."""
    flows = np.array([[9.0, 0.1, 1.0], [6.0, 1.0, 1.0], [1.0, 0.1, 9.0]])
    return economy(Trade(("A", "B", "C"), ("all",), flows[..., None]), theta=4.0)


def test_the_additive_closure_is_refused_where_it_leaves_nothing_to_spend():
    with pytest.raises(SolveFault) as fault:
        equilibrium(lender(), between(3, 1, (0, 2), 1, -3.0), closure="additive")
    assert "multiplicative" in fault.value.mend or "balanced" in fault.value.mend


def test_a_scenario_without_equilibrium_is_a_fault_that_names_it():
    base = simple(4, seed=5)
    fine = barriers_from(between(4, 1, (1,), 0, -0.5))
    cut = barriers_from(between(4, 1, (1, 2, 3), 0, -np.inf))
    with pytest.raises(SolveFault, match="scenario 2"):
        equilibrium(base, together([fine, fine, cut]))


def test_too_few_rounds_are_made_good_by_newton_and_told():
    base = simple(6, seed=1)
    cut = between(6, 1, (1, 2, 3), 0, -3.0)
    found = equilibrium(base, cut, most_rounds=1)
    assert found.status == ("settled by Newton",)
    assert found.wages == pytest.approx(equilibrium(base, cut).wages, abs=1e-10)


def test_newton_serves_linked_sectors_too():
    base = linked(5, 2, seed=3)
    cut = between(5, 2, (1, 2), 0, -2.0)
    found = equilibrium(base, cut, most_rounds=1)
    assert found.status == ("settled by Newton",)
    assert found.wages == pytest.approx(equilibrium(base, cut).wages, abs=1e-9)


def test_rounds_and_misses_are_told_for_every_scenario():
    base = simple(6, seed=1)
    found = equilibrium(
        base, np.stack([between(6, 1, (1, 2), 0, -d) for d in (0.0, 0.5, 5.0)])
    )
    assert found.iterations[0] == 1
    assert (np.diff(found.iterations) >= 0).all()
    assert (found.residual <= 1e-12).all()
    assert found.status == ("settled",) * 3


def test_a_wild_change_is_still_an_equilibrium():
    base = simple(8, seed=6, theta=9.0)
    wild = np.random.default_rng(1).normal(0, 6, (8, 8, 1))
    found = equilibrium(base, wild)
    flows = found.flows()
    assert flows.sum(axis=1) == pytest.approx(found.output[0], rel=1e-11)
    earned = found.wages[0] * base.value_added
    assert found.output[0, :, 0] == pytest.approx(earned, rel=1e-11)


def test_a_world_in_two_halves_is_two_worlds():
    flows = np.zeros((4, 4, 1))
    flows[:2, :2], flows[2:, 2:] = trade(2, seed=1).flows, trade(2, seed=2).flows
    whole = economy(Trade(("A", "B", "C", "D"), ("all",), flows), theta=4.0)
    cut = np.zeros((4, 4, 1))
    cut[0, 1] = -1.0
    found = equilibrium(whole, cut, closure="balanced")
    assert found.welfare[0, 2:] == pytest.approx([1, 1], abs=1e-12)
    half = economy(Trade(("A", "B"), ("all",), flows[:2, :2].copy()), theta=4.0)
    alone = equilibrium(half, cut[:2, :2], closure="balanced")
    assert found.welfare[0, :2] == pytest.approx(alone.welfare[0], abs=1e-10)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_change_that_is_no_number_is_refused(value):
    cut = np.zeros((4, 4, 1))
    cut[0, 1] = value
    with pytest.raises(DataFault, match="not a number"):
        equilibrium(simple(4), cut)


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 2), (3, 4, 1), (2, 2, 4, 4, 1)])
def test_changes_of_another_shape_than_the_flows_are_refused(shape):
    with pytest.raises(DataFault, match="shape"):
        equilibrium(simple(4), np.zeros(shape))


def test_a_state_s_welfare_is_of_income_or_of_spending_as_the_closure_says():
    base, cut = simple(7, seed=2), between(7, 1, (1, 2), 0, -1.0)
    free = equilibrium(base, cut)
    owed = equilibrium(base, cut, closure="additive")
    assert free.welfare == pytest.approx(free.wages / free.prices[..., 0])
    assert owed.welfare == pytest.approx(owed.final / base.final / owed.prices[..., 0])
