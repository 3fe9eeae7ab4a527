"""What must hold in every trade equilibrium, whatever the flows and the change."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from unit.markets.making import linked, simple
from unit.markets.making import trade as made

from foedus.faults import SolveFault
from foedus.markets.barriers import barriers_from
from foedus.markets.economy import Economy, economy
from foedus.markets.gravity import balanced, equilibrium
from foedus.markets.trade import Trade, trade_from

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)
SEEDS = st.integers(0, 10_000)
CLOSURES = st.sampled_from(["multiplicative", "additive", "balanced"])
THETAS = st.floats(1.0, 12.0)


@st.composite
def bases(draw):
    """One sector, several apart, or several that buy from each other."""
    n, seed = draw(st.integers(2, 8)), draw(SEEDS)
    kind = draw(st.sampled_from(["one", "apart", "linked"]))
    if kind == "one":
        return simple(
            n, seed=seed, theta=draw(THETAS), barred=draw(st.sampled_from([0, 0.2]))
        )
    if kind == "apart":
        return economy(made(n, 2, seed=seed), theta=[draw(THETAS), draw(THETAS)])
    return linked(n, draw(st.integers(2, 3)), seed=seed)


def change_of(base: Economy, seed: int, size: float):
    """Raise and lower the costs of some foreign flows."""
    draw = np.random.default_rng(seed)
    n, s = base.labour.shape
    change = size * draw.normal(0, 1, (n, n, s)) * (draw.random((n, n, s)) < 0.6)
    change[np.arange(n), np.arange(n)] = 0.0
    return change


def settled(base, change, closure):
    """Settle; a world may be left aside only where no wages can carry its deficits."""
    try:
        return equilibrium(base, change, closure=closure)
    except SolveFault:
        if closure == "balanced":
            raise
        assume(False)


CHANGES = st.tuples(SEEDS, st.floats(0.0, 1.5))


@STEADY
@given(bases(), CLOSURES)
def test_no_change_changes_nothing(base, closure):
    n, s = base.labour.shape
    found = equilibrium(base, np.zeros((n, n, s)), closure=closure)
    assert np.abs(found.wages - 1).max() < 1e-13
    assert np.abs(found.prices - 1).max() < 1e-13
    assert np.abs(found.welfare - 1).max() < 1e-13
    assert found.flows() == pytest.approx(found.base.trade.flows, rel=1e-12, abs=1e-300)


@STEADY
@given(bases(), CHANGES, CLOSURES)
def test_rows_are_income_columns_spending_and_the_world_adds_up(base, change, closure):
    found = settled(base, change_of(base, *change), closure)
    flows, before = found.flows(), found.base
    assert flows.sum(axis=1) == pytest.approx(found.output[0], rel=1e-11)
    assert flows.sum(axis=0) == pytest.approx(found.spending[0], rel=1e-11)
    paid = (before.labour * found.output[0]).sum(axis=1)
    assert paid == pytest.approx(found.wages[0] * before.value_added, rel=1e-11)
    assert found.final.sum() == pytest.approx(paid.sum(), rel=1e-11)
    assert paid.sum() == pytest.approx(before.value_added.sum(), rel=1e-11)


@STEADY
@given(st.integers(2, 9), SEEDS, THETAS, CHANGES, CLOSURES)
def test_welfare_is_what_the_home_share_says(n, seed, theta, change, closure):
    base = simple(n, seed=seed, theta=theta)
    found = settled(base, change_of(base, *change), closure)
    home = np.arange(n)
    now = (found.flows() / found.spending[0])[home, home, 0]
    then = found.base.shares[home, home, 0]
    real = found.wages[0] / found.prices[0, :, 0]
    assert real == pytest.approx((now / then) ** (-1 / theta), rel=1e-13)
    if closure != "additive":
        assert found.welfare[0] == pytest.approx(real, rel=1e-13)


@STEADY
@given(st.integers(2, 8), SEEDS, THETAS, st.integers(0, 7))
def test_a_state_cut_off_falls_to_autarky(n, seed, theta, alone):
    base = balanced(simple(n, seed=seed, theta=theta))
    lonely = alone % n
    change = np.zeros((n, n, 1))
    change[lonely] = change[:, lonely] = -np.inf
    change[lonely, lonely] = 0.0
    found = equilibrium(base, change, closure="balanced")
    floor = base.shares[lonely, lonely, 0] ** (1 / theta)
    assert found.welfare[0, lonely] == pytest.approx(floor, rel=1e-11)


@STEADY
@given(bases(), CHANGES, CLOSURES, st.sampled_from([1e-6, 0.1, 1000.0, 1e9]))
def test_the_unit_of_money_changes_no_ratio(base, change, closure, unit):
    change = change_of(base, *change)
    one = settled(base, change, closure)
    scaled = Trade(base.trade.states, base.trade.sectors, base.trade.flows * unit)
    again = economy(scaled, theta=base.theta, labour=base.labour, inputs=base.inputs)
    other = settled(again, change, closure)
    assert other.wages == pytest.approx(one.wages, rel=1e-10)
    assert other.prices == pytest.approx(one.prices, rel=1e-10)
    assert other.welfare == pytest.approx(one.welfare, rel=1e-10)
    assert other.flows() == pytest.approx(unit * one.flows(), rel=1e-9)


def by_hand(base, change, wages):
    """Write the model out for one sector: real wages, and what each market misses."""
    theta, shares = base.theta[0], base.shares[..., 0]
    offered = shares * np.exp(change[..., 0]) * wages[:, None] ** -theta
    prices = offered.sum(axis=0) ** (-1 / theta)
    earned = wages * base.value_added
    spent = base.final / base.value_added * earned
    spent *= earned.sum() / spent.sum()
    sold = (offered * prices**theta) @ spent
    return wages / prices, sold / earned - 1


@STEADY
@given(st.integers(2, 8), SEEDS, THETAS, CHANGES, st.sampled_from([0.01, 1.0, 40.0]))
def test_markets_clear_in_any_money_and_real_terms_are_the_same(
    n, seed, theta, change, unit
):
    base = simple(n, seed=seed, theta=theta)
    change = change_of(base, *change)
    found = settled(base, change, "multiplicative")
    real, missed = by_hand(base, change, found.wages[0] * unit)
    assert np.abs(missed).max() < 1e-10
    assert real == pytest.approx(found.welfare[0], rel=1e-11)


@STEADY
@given(bases(), CHANGES, CLOSURES, st.randoms(use_true_random=False))
def test_the_order_of_names_changes_nothing(base, change, closure, shuffle):
    change = change_of(base, *change)
    n, s = base.labour.shape
    order = list(range(n))
    shuffle.shuffle(order)
    goods = list(range(s))
    shuffle.shuffle(goods)

    def turned(cells):
        return np.ascontiguousarray(cells[np.ix_(order, order, goods)])

    trade = Trade(
        tuple(base.trade.states[k] for k in order),
        tuple(base.trade.sectors[k] for k in goods),
        turned(base.trade.flows),
    )
    inputs = None if base.inputs is None else base.inputs[np.ix_(goods, goods, order)]
    again = economy(
        trade,
        theta=base.theta[goods],
        labour=base.labour[np.ix_(order, goods)],
        inputs=inputs,
    )
    one = settled(base, change, closure)
    other = settled(again, turned(change), closure)
    assert other.welfare[0] == pytest.approx(one.welfare[0, order], rel=1e-10)
    assert other.flows() == pytest.approx(turned(one.flows()), rel=1e-9, abs=1e-300)


@STEADY
@given(st.integers(2, 5), SEEDS, st.randoms(use_true_random=False))
def test_rows_in_any_order_make_the_same_trade(n, seed, shuffle):
    one = made(n, 2, seed=seed)
    rows = one.table().to_dicts()
    shuffle.shuffle(rows)
    assert (trade_from(rows).flows == one.flows).all()


@STEADY
@given(st.integers(2, 8), SEEDS, THETAS, CHANGES, CLOSURES, st.integers(2, 4))
def test_sectors_that_are_alike_are_one_sector(n, seed, theta, change, closure, sectors):
    base = simple(n, seed=seed, theta=theta)
    change = change_of(base, *change)
    split = np.repeat(base.trade.flows / sectors, sectors, axis=2)
    goods = tuple(f"good {k}" for k in range(sectors))
    many = economy(Trade(base.trade.states, goods, split), theta=theta)
    one = settled(base, change, closure)
    all_ = settled(many, np.repeat(change, sectors, axis=2), closure)
    assert all_.welfare == pytest.approx(one.welfare, rel=1e-10)
    assert all_.flows().sum(axis=2) == pytest.approx(one.flows()[..., 0], rel=1e-9)


@STEADY
@given(bases(), st.lists(CHANGES, min_size=2, max_size=6), CLOSURES)
def test_a_scenario_fares_alike_alone_and_among_others(base, changes, closure):
    whole = np.stack([change_of(base, *one) for one in changes])
    together = settled(base, whole, closure)
    for row, change in enumerate(whole):
        alone = equilibrium(base, change, closure=closure)
        assert alone.wages[0] == pytest.approx(together.wages[row], rel=1e-10)
        assert alone.prices[0] == pytest.approx(together.prices[row], rel=1e-10)
        assert alone.welfare[0] == pytest.approx(together.welfare[row], rel=1e-10)


@STEADY
@given(bases(), CHANGES, st.sampled_from(["multiplicative", "additive"]), st.integers(1, 5))
def test_transfers_add_up_to_nothing_and_make_members_fare_alike(base, change, closure, k):
    n = len(base.final)
    assume(n > k)
    members = base.trade.states[:k]
    try:
        found = equilibrium(
            base, change_of(base, *change), closure=closure, sharing=members
        )
    except SolveFault:
        assume(False)
    size = base.value_added.sum()
    assert found.transfers.sum() == pytest.approx(0, abs=1e-11 * size)
    assert np.ptp(found.welfare[0, :k]) < 1e-11 * found.welfare[0, 0]
    assert (found.transfers[0, k:] == 0).all()
    assert found.final.sum() == pytest.approx(size, rel=1e-10)


@STEADY
@given(bases(), SEEDS)
def test_a_list_of_changes_and_whole_arrays_are_the_same(base, seed):
    change = change_of(base, seed, 1.0)
    listed = barriers_from(change)
    assert (equilibrium(base, listed).wages == equilibrium(base, change).wages).all()
