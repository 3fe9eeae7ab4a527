"""Places of pairs, and bounds in half a float."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from foedus.simulation.pairs import PAIRS, above, half, halves, of_two, whole, wholes
from foedus.simulation.philox import WIDTH


def test_every_pair_has_a_place_of_its_own_whoever_is_named_first():
    low, high = np.triu_indices(WIDTH, 1)
    both = zip(low.tolist(), high.tolist(), strict=True)
    places = [of_two(i, j) for i, j in both]
    assert places == list(range(PAIRS))
    assert of_two(200, 3) == of_two(3, 200)


def test_what_one_shares_with_all_above_stands_together():
    assert [of_two(7, j) for j in range(8, WIDTH)] == list(range(above(7), above(8)))


@given(st.floats(1e-30, 1e30))
def test_half_a_float_is_never_below_the_whole_and_hardly_above(x):
    kept = float(whole(half(x)))
    assert float(np.float32(x)) <= kept <= x * (1 + 1 / 64)


def test_many_halves_are_those_of_each():
    told = np.geomspace(1e-9, 1e9, 64).astype(np.float32)
    kept, back = np.zeros(64, np.uint16), np.zeros(64, np.float32)
    halves(told, kept)
    wholes(kept, back)
    assert kept.tolist() == [half(x) for x in told]
    assert back.tolist() == [float(whole(x)) for x in kept]
