import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from foedus.estimation.shifts import cuts, shifts

levels = arrays(float, st.integers(4, 40), elements=st.integers(-50, 50).map(float))


@given(levels, st.sampled_from([0.25, 2.0, 1024.0]), st.sampled_from([-64.0, 0.0, 8.0]))
def test_neither_the_unit_nor_the_zero_moves_a_shift(values, scale, zero):
    assert [s.start for s in shifts(values)] == [
        s.start for s in shifts(values * scale + zero)
    ]


@given(levels)
def test_the_stretches_are_all_the_years_each_once(values):
    found = shifts(values)
    assert [found[0].start, *(s.end for s in found)] == [
        *(s.start for s in found),
        len(values),
    ]


@given(levels)
def test_every_cut_gains_something(values):
    assert all(s.gain >= 0 for s in shifts(values)[1:])


@given(st.integers(0, 2**32 - 1), st.integers(12, 40))
def test_random_order_destroys_the_turns_on_average(seed, half):
    random = np.random.default_rng(seed)
    values = np.concatenate([random.normal(0, 1, half), random.normal(4, 1, half)])
    shuffled = random.permuted(np.tile(values, (40, 1)), axis=-1)
    assert len(shifts(values)) - 1 >= 1
    assert cuts(shuffled).sum(-1).mean() < 1
