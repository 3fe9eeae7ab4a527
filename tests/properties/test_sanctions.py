"""What must hold of a coalition's sanction, whatever the trade and the knobs."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.markets.making import trade

from foedus.cases.coalition import Coalition
from foedus.markets.imposing import imposed
from foedus.markets.modelled import Published, led_to
from foedus.markets.routes import rerouted
from foedus.questions.parts.sanctions.flows import sanction_of
from foedus.questions.parts.sanctions.impact import AS_IS, Economies, Variant, impact
from foedus.questions.parts.sanctions.knobs import NAMES, Board, Knob

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=25)
SEEDS = st.integers(0, 10_000)
QUANTILES = st.lists(st.floats(0.01, 0.99), min_size=len(NAMES), max_size=len(NAMES))
RANGES = {
    "beta": (-2.5, -0.1), "depth": (0.2, 1.0), "theta": (2.0, 8.0), "nu": (1.1, 3.0),
    "chi": (0.0, 0.5), "margin": (0.0, 0.2), "indirect": (0.01, 0.2),
}  # fmt: skip


def knob(name, low, high):
    return Knob(name, np.linspace(low, high, 50), "for a test")


def economies(seed, members=3):
    flows = trade(7, seed=seed)
    names = flows.states
    coalition = Coalition(names[0], names[1 : 1 + members], hubs=names[5:])
    single = {name: knob(name, *span) for name, span in RANGES.items()}
    hubs = {hub: knob("enforcement", 0.0, 1.0) for hub in coalition.hubs}
    return Economies(flows, coalition, Board(single, hubs))


def openness(world, turned, depth, members=None, enforced=None):
    """ln B of every cell, all routes together, at a depth."""
    setting = world.setting(turned)
    held = setting.routes
    coalition = world.coalition.members if members is None else members
    at = world.trade.places([*coalition])
    hit = np.isin(held.exporter, at) | np.isin(held.importer, at)
    cut = turned.beta * depth * hit[None]
    share = np.zeros(len(world.trade.states)) if enforced is None else enforced.copy()
    share[at] = 1.0
    made = rerouted(held, cut, enforcement=share, concealment=setting.concealment)
    return made.log_openness[0]


@STEADY
@given(SEEDS, QUANTILES, st.floats(0, 1), st.floats(0, 1))
def test_a_deeper_sanction_never_opens_a_flow(seed, u, one, other):
    world = economies(seed)
    turned = world.board.turned(np.array(u))
    low, high = sorted((one, other))
    assert (openness(world, turned, high) <= openness(world, turned, low) + 1e-12).all()


@STEADY
@given(SEEDS, QUANTILES)
def test_one_more_member_never_opens_a_flow(seed, u):
    world = economies(seed)
    turned = world.board.turned(np.array(u))
    wider = world.trade.states[1:5]
    few = openness(world, turned, 1.0)
    assert (openness(world, turned, 1.0, members=wider) <= few + 1e-12).all()


@STEADY
@given(SEEDS, QUANTILES)
def test_what_goes_round_is_a_share_and_hubs_earn_no_less_than_nothing(seed, u):
    made = impact(economies(seed), [Variant(AS_IS)], np.array([u]))
    assert ((made.leak >= 0) & (made.leak <= 1)).all()
    assert (made.hub_trade >= 0).all()
    assert (made.hub_rents >= 0).all()


@STEADY
@given(SEEDS, QUANTILES)
def test_transfers_add_up_to_nothing(seed, u):
    made = impact(economies(seed), [Variant(AS_IS)], np.array([u]))
    assert abs(made.transfers.sum()) < 1e-9 * made.income.sum()


@STEADY
@given(SEEDS, QUANTILES)
def test_a_sanction_without_depth_changes_nothing(seed, u):
    world = economies(seed)
    turned = world.board.turned(np.array(u))
    idle = sanction_of(world.coalition, 0.0, turned.enforcement)
    found = imposed(world.setting(turned), [(idle, turned.beta)])
    assert np.abs(found.welfare - 1).max() < 1e-10
    assert found.leak.max() == 0


@STEADY
@given(SEEDS, QUANTILES)
def test_variants_put_together_are_what_each_is_alone(seed, u):
    world = economies(seed)
    joined = Variant("joined", joined=(world.trade.states[4],))
    both = impact(world, [Variant(AS_IS), joined], np.array([u]))
    alone = impact(world, [Variant(AS_IS)], np.array([u]))
    assert np.abs(both.loss[0] - alone.loss[0]).max() < 1e-10


@STEADY
@given(SEEDS, st.floats(0.3, 3.0), st.floats(-2.0, 0.0))
def test_a_published_flow_is_met_whatever_it_is(seed, factor, beta):
    flows = trade(6, seed=seed)
    names = flows.states
    sanction = sanction_of(Coalition(names[0], names[1:3]), 1.0)
    size = float(np.minimum(flows.flows[1, 0, 0], flows.flows[1, 1, 0] / 10))
    figure = Published("sold", ((names[1], names[0]),), factor * size)
    found = led_to(flows, [figure], sanction=sanction, beta=beta, theta=4.0)
    assert abs(found.shown[1, 0] / (factor * size) - 1) < 1e-8
