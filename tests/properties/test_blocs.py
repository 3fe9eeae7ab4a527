from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.chance import Stream
from foedus.power.balancing import balance, frustrated, weakly_frustrated
from foedus.power.blocs import blocs, partition
from foedus.power.leverage import Part, Stake, leverage, surely, weights
from foedus.power.network import network
from foedus.power.shrinking import shrunk

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=150)
FEW = settings(derandomize=True, deadline=None, database=None, max_examples=25)


@st.composite
def signed(draw, most=9):
    """The signs of a network of up to so many states."""
    n = draw(st.integers(1, most))
    pairs = n * (n - 1) // 2
    above = draw(st.lists(st.sampled_from([-1, 0, 1]), min_size=pairs, max_size=pairs))
    signs = np.zeros((n, n), np.int8)
    signs[np.triu_indices(n, 1)] = above
    return signs + signs.T


@st.composite
def camps_apart(draw):
    """Two camps, every tie for within and against across, each tied to some other."""
    sides = np.array(draw(st.lists(st.booleans(), min_size=4, max_size=12)))
    n = len(sides)
    signs = np.where(sides[:, None] == sides[None, :], 1, -1).astype(np.int8)
    np.fill_diagonal(signs, 0)
    pairs = n * (n - 1) // 2
    kept = np.zeros((n, n), bool)
    kept[np.triu_indices(n, 1)] = draw(
        st.lists(st.booleans(), min_size=pairs, max_size=pairs)
    )
    kept[0, 1:] = True  # so that all hang together, and the camps are the only ones
    return signs * (kept | kept.T), sides


def least(signs):
    """The frustration index by every pair of camps there is."""
    n = len(signs)
    return min(frustrated(signs, np.array([0, *c])) for c in product((0, 1), repeat=n - 1))


@STEADY
@given(signed())
def test_the_frustration_index_is_that_of_trying_every_pair_of_camps(signs):
    found = balance(signs)
    assert found.low == found.high == least(signs)
    assert frustrated(signs, np.maximum(found.camps, 0)) == found.high


@STEADY
@given(signed())
def test_bounds_hold_the_index_where_it_is_not_solved(signs):
    found = balance(signs, most=0)
    assert found.low <= least(signs) <= found.high


@STEADY
@given(camps_apart())
def test_two_camps_apart_are_balanced_and_found(held):
    signs, sides = held
    found = balance(signs)
    assert found.high == 0
    same = found.camps[:, None] == found.camps[None, :]
    assert (same == (sides[:, None] == sides[None, :])).all()


@STEADY
@given(signed(), st.data())
def test_turning_the_signs_across_a_cut_changes_no_index(signs, data):
    n = len(signs)
    cut = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    turned = np.where(cut[:, None] == cut[None, :], signs, -signs).astype(np.int8)
    assert balance(turned).high == balance(signs).high


@STEADY
@given(signed(), st.randoms(use_true_random=False))
def test_the_order_of_states_changes_no_index(signs, shuffle):
    order = list(range(len(signs)))
    shuffle.shuffle(order)
    before, after = balance(signs), balance(signs[np.ix_(order, order)])
    assert (before.low, before.high) == (after.low, after.high)
    assert np.isclose(before.triangles, after.triangles, equal_nan=True)


@STEADY
@given(signed())
def test_joining_states_loses_nothing_of_the_index(signs):
    small = shrunk(signs)
    n = len(small.weights)
    every = (np.array(c) for c in product((0, 1), repeat=n))
    assert min(frustrated(signs, small.camps(c)) for c in every) == least(signs)


@STEADY
@given(signed(7))
def test_more_camps_are_never_worse_than_two(signs):
    left, camps = weakly_frustrated(signs, seed=1)
    assert left == frustrated(signs, camps) <= balance(signs).high


def net(signs, layers=("pacts",), more=()):
    held = {name: signs.astype(float) for name in layers}
    dead = {name: np.zeros(signs.shape) for name in more}
    return network([f"S{k:02d}" for k in range(len(signs))], {**held, **dead})


@FEW
@given(signed(), st.randoms(use_true_random=False))
def test_the_order_of_states_changes_no_bloc(signs, shuffle):
    held = net(signs)
    order = list(range(len(signs)))
    shuffle.shuffle(order)
    before, after = blocs(held, seed=3, runs=4), blocs(held.ordered(order), seed=3, runs=4)
    assert (before.together[np.ix_(order, order)] == after.together).all()
    assert np.allclose(before.between[order], after.between)
    assert (before.drawn[:, order] == after.drawn).all()


@FEW
@given(signed())
def test_a_state_without_ties_belongs_to_no_bloc(signs):
    found = blocs(net(signs), seed=3, runs=4)
    lone = ~(signs != 0).any(axis=1)
    assert (found.bloc[lone] == -1).all()
    assert found.together[lone].sum() == 0
    assert found.chance[lone].sum() == 0
    assert (found.between[lone] == 0).all()
    assert (found.bloc[~lone] >= 0).all()


@FEW
@given(signed())
def test_a_layer_without_ties_changes_nothing(signs):
    before = blocs(net(signs), seed=3, runs=4)
    after = blocs(net(signs, more=("a dead one", "zz")), seed=3, runs=4)
    assert (before.drawn == after.drawn).all()
    assert (before.together == after.together).all()


@FEW
@given(camps_apart())
def test_two_camps_apart_are_two_blocs_in_every_draw_of_their_signs(held):
    signs, sides = held
    if sides.all() or not sides.any():
        return
    found = partition(signs.astype(float), stream=Stream(1))
    across = sides[:, None] != sides[None, :]
    assert not (found[:, None] == found[None, :])[across & (signs < 0)].any()


@FEW
@given(signed())
def test_chances_are_chances(signs):
    found = blocs(net(signs), seed=3, runs=5)
    assert (found.chance >= 0).all()
    assert (found.chance.sum(axis=1) <= 1 + 1e-12).all()
    assert (found.between >= 0).all()
    assert (found.between <= 1).all()
    assert (found.spread >= -1e-12).all()
    assert (found.spread < 1).all()
    assert (found.together == found.together.T).all()


PARTS = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(lambda v: Part(*sorted(v)))


@STEADY
@given(PARTS, PARTS, PARTS, PARTS)
def test_leverage_of_one_is_the_other_s_turned_about(a, b, c, d):
    stakes = [Stake("trade", a, b), Stake("defence", c, d)]
    judged = weights({"trade": Part(0.2, 0.5, 1), "defence": Part(0.1, 0.3, 0.4)},
                     seed=1, runs=50)  # fmt: skip
    held = leverage(stakes, judged, seed=1)
    assert (np.abs(held) <= 1 + 1e-12).all()
    sure = [Stake(s.layer, surely(s.first.mode), surely(s.second.mode)) for s in stakes]
    turned = [s.turned() for s in sure]
    assert np.allclose(leverage(sure, judged, seed=1), -leverage(turned, judged, seed=1))


@STEADY
@given(PARTS)
def test_two_that_would_lose_alike_have_no_leverage(part):
    sure = Part(part.mode, part.mode, part.mode)
    judged = weights({"trade": Part(1, 1, 1)}, seed=1, runs=10)
    assert np.allclose(leverage([Stake("trade", sure, sure)], judged, seed=1), 0)
