import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.estimation.breaks import stretches

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=100)
COUNTS = st.lists(st.integers(0, 40), min_size=6, max_size=30).map(
    lambda held: np.array(held, dtype=float)
)


def edges(found):
    return [one.start for one in found] + [found[-1].end]


@STEADY
@given(COUNTS, st.integers(1, 3))
def test_stretches_cover_every_year_once(counts, shortest):
    found = stretches(counts, shortest=shortest)
    assert found[0].start == 0
    assert found[-1].end == len(counts)
    assert [one.end for one in found[:-1]] == [one.start for one in found[1:]]
    assert min(one.end - one.start for one in found) >= shortest


@STEADY
@given(COUNTS)
def test_paces_give_back_the_events(counts):
    found = stretches(counts)
    events = sum(one.pace * (one.end - one.start) for one in found)
    assert events == pytest.approx(counts.sum())


@STEADY
@given(COUNTS)
def test_every_cut_is_worth_its_price(counts):
    for one in stretches(counts)[1:]:
        assert one.gain >= np.log(len(counts)) - 1e-9


@STEADY
@given(COUNTS, st.floats(0.5, 20))
def test_twice_the_events_at_twice_the_price_keep_every_cut(counts, price):
    once = stretches(counts, price=price)
    twice = stretches(2 * counts, price=2 * price)
    assert sum(o.gain for o in twice) == pytest.approx(2 * sum(o.gain for o in once))
    if edges(once) == edges(twice):
        assert [o.pace for o in twice] == pytest.approx([2 * o.pace for o in once])


@STEADY
@given(COUNTS)
def test_twice_the_events_are_cut_no_less_often(counts):
    assert len(stretches(2 * counts)) >= len(stretches(counts))


@STEADY
@given(COUNTS)
def test_years_read_backwards_have_the_same_likelihood(counts):
    def likelihood(found):
        events = [one.pace * (one.end - one.start) for one in found]
        gain = sum(e * np.log(s.pace) for e, s in zip(events, found, strict=True) if e)
        return gain - len(found) * np.log(len(counts))

    forth, back = stretches(counts), stretches(counts[::-1])
    assert likelihood(forth) == pytest.approx(likelihood(back))
