"""What must hold of routes round a sanction, whatever the flows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.markets.making import between, simple, trade

from foedus.markets.diversion import mirror
from foedus.markets.economy import economy
from foedus.markets.evasion import evade, routed_economy
from foedus.markets.gravity import equilibrium
from foedus.markets.pinning import pinned
from foedus.markets.routes import rerouted, routes

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)
SEEDS = st.integers(0, 10_000)
DEPTHS = st.floats(0.0, 8.0)
HOPS = st.sampled_from(["one", "two"])


def star(n):
    """Every pair with state 0, both ways."""
    others = np.arange(1, n)
    hub = np.zeros(n - 1, dtype=np.intp)
    return np.r_[others, hub], np.r_[hub, others]


def ways(base, *, indirect=0.06, hops="one", markup=0.05, nu=9.0):
    return routes(
        base.trade,
        *star(len(base.final)),
        theta=base.theta,
        nu=nu,
        indirect=indirect,
        markup=markup,
        hops=hops,
    )


@st.composite
def settings_of(draw):
    n = draw(st.integers(4, 8))
    base = simple(n, seed=draw(SEEDS))
    members = np.arange(1, draw(st.integers(2, n - 1)))
    return base, members


def cut_of(base, members, depth):
    sellers, buyers = star(len(base.final))
    return -depth * (np.isin(sellers, members) | np.isin(buyers, members))[None]


def enforced_by(base, members):
    return np.isin(np.arange(len(base.final)), members).astype(float)


@STEADY
@given(settings_of(), HOPS, st.floats(0, 1), st.floats(0, 2))
def test_no_sanction_is_no_change(setting, hops, enforcement, concealment):
    base, members = setting
    held = ways(base, hops=hops)
    routed = routed_economy(base, held)
    found = evade(
        routed,
        held,
        cut_of(base, members, 0.0),
        enforcement=enforcement,
        concealment=concealment,
    )
    assert np.abs(found.equilibrium.wages - 1).max() < 1e-13
    assert found.equilibrium.rents[0] == pytest.approx(routed.rents, rel=1e-12, abs=1e-300)
    assert found.rerouted.via == pytest.approx(held.unchanged().via, rel=1e-12, abs=1e-300)


@STEADY
@given(settings_of(), DEPTHS)
def test_without_routes_it_is_the_plain_equilibrium(setting, depth):
    base, members = setting
    held = ways(base, indirect=0.0)
    found = evade(routed_economy(base, held), held, cut_of(base, members, depth))
    change = between(len(base.final), 1, members, 0, -depth)
    plain = equilibrium(base, change)
    assert found.equilibrium.wages == pytest.approx(plain.wages, rel=1e-11)


@STEADY
@given(settings_of(), HOPS, DEPTHS, st.floats(0, 0.5), st.sampled_from([0.0, 0.1]))
def test_shares_lie_between_none_and_all_and_all_pay_reaches_someone(
    setting, hops, depth, concealment, markup
):
    base, members = setting
    held = ways(base, hops=hops, markup=markup)
    found = evade(
        routed_economy(base, held),
        held,
        cut_of(base, members, depth),
        enforcement=enforced_by(base, members),
        concealment=concealment,
    )
    assert ((found.leak >= 0) & (found.leak <= 1)).all()
    assert ((found.rerouted.straight >= 0) & (found.rerouted.straight <= 1 + 1e-12)).all()
    even = found.equilibrium
    whole = even.output.sum() + even.rents.sum()
    assert whole == pytest.approx(even.flows().sum(), rel=1e-11)
    assert even.final.sum() == pytest.approx(whole, rel=1e-11)
    lost = found.substitution
    assert (np.isnan(lost) | (found.doubtful == (lost > 1))).all()


@STEADY
@given(settings_of(), HOPS, st.floats(0.1, 5), st.floats(0, 2), st.floats(0, 0.9))
def test_openness_never_rises_with_depth_enforcement_concealment_or_members(
    setting, hops, depth, more, enforcement
):
    base, members = setting
    held = ways(base, hops=hops)

    def openness(depth, enforcement, concealment, members):
        return rerouted(
            held,
            cut_of(base, members, depth),
            enforcement=np.maximum(enforcement, enforced_by(base, members)),
            concealment=concealment,
        ).log_openness

    here = openness(depth, enforcement, 0.1, members)
    wider = np.arange(1, len(base.final))
    for there in (
        openness(depth + more, enforcement, 0.1, members),
        openness(depth, enforcement + 0.1, 0.1, members),
        openness(depth, enforcement, 0.1 + more, members),
        openness(depth, enforcement, 0.1, wider),
    ):
        assert (there <= here + 1e-12).all()


@STEADY
@given(settings_of(), st.floats(0.5, 4))
def test_a_hub_that_enforces_in_full_gains_nothing_from_a_deeper_sanction(setting, depth):
    base, members = setting
    held = ways(base)
    found = rerouted(held, cut_of(base, members, depth), enforcement=1.0)
    cut = found.log_openness < 0
    assert cut.any()
    same = held.unchanged().via
    assert found.via == pytest.approx(same, rel=1e-9, abs=1e-300)
    assert found.log_openness[cut] == pytest.approx(-depth, rel=1e-9)


@STEADY
@given(st.integers(3, 8), st.integers(4, 10), SEEDS, st.floats(0.0, 0.4))
def test_without_noise_ghosts_are_what_was_planted(n, products, seed, freight):
    draw = np.random.default_rng(seed)
    flows = np.exp(draw.normal(0, 1, (n, n, products)))
    ghost = np.where(draw.random((n, n, products)) < 0.05, draw.uniform(0.1, 2), 0.0)
    few = (ghost != 0).mean(axis=(1, 2)).max() < 0.4 > (ghost != 0).mean(axis=(0, 2)).max()
    found = mirror(flows * np.exp(ghost), flows * (1 + freight), freight=freight)
    if few:
        assert found.ghost == pytest.approx(ghost, abs=1e-12)


@STEADY
@given(st.integers(3, 7), SEEDS, st.floats(0.3, 3), st.floats(0.3, 3))
def test_pinned_trade_meets_its_totals_and_pinning_again_moves_nothing(n, seed, more, less):
    base = trade(n, 2, seed=seed)
    abroad = base.flows.sum(axis=2) * ~np.eye(n, dtype=bool)
    figures = {
        "exports": {"S01": float(abroad[1].sum() * more)},
        "imports": {"S02": float(abroad[:, 2].sum() * less)},
    }
    if abroad[1, 2] > 0.2 * min(figures["exports"]["S01"], figures["imports"]["S02"]):
        return
    once = pinned(base, **figures)
    after = once.trade.flows.sum(axis=2) * ~np.eye(n, dtype=bool)
    assert after[1].sum() == pytest.approx(figures["exports"]["S01"])
    assert after[:, 2].sum() == pytest.approx(figures["imports"]["S02"])
    again = pinned(once.trade, **figures)
    assert again.trade.flows == pytest.approx(once.trade.flows, rel=1e-9)


@STEADY
@given(st.integers(3, 6), SEEDS, st.floats(0.2, 3))
def test_a_target_bitten_in_one_sector_is_bitten_less_than_in_all(n, seed, depth):
    base = economy(trade(n, 2, seed=seed), theta=5.0)
    whole = between(n, 2, range(1, n), 0, -depth)
    part = whole.copy()
    part[..., 1] = 0.0
    some, all_ = equilibrium(base, np.stack([part, whole])).welfare[:, 0]
    assert all_ < some
