import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.power.capability import concentration, herfindahl, shares, together

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=150)
AMOUNTS = st.lists(st.floats(1e-6, 1e15), min_size=2, max_size=40).map(np.array)


@STEADY
@given(AMOUNTS)
def test_shares_add_up_to_one(amounts):
    parts = shares(amounts)
    assert parts.sum() == pytest.approx(1)
    assert parts.min() >= 0


@STEADY
@given(AMOUNTS, st.floats(1e-6, 1e6))
def test_the_unit_changes_no_share(amounts, factor):
    assert shares(amounts * factor) == pytest.approx(shares(amounts))


@STEADY
@given(AMOUNTS)
def test_concentration_lies_between_even_and_one_hand(amounts):
    parts = shares(amounts)
    assert 0 <= concentration(parts) <= 1 + 1e-9
    assert 1 / len(parts) - 1e-12 <= herfindahl(parts) <= 1 + 1e-9


@STEADY
@given(AMOUNTS, st.randoms(use_true_random=False))
def test_the_order_of_states_changes_no_measure(amounts, shuffle):
    order = list(range(len(amounts)))
    shuffle.shuffle(order)
    parts = shares(amounts)
    assert shares(amounts[order]) == pytest.approx(parts[order])
    assert concentration(parts[order]) == pytest.approx(concentration(parts), abs=1e-6)
    assert herfindahl(parts[order]) == pytest.approx(herfindahl(parts))


@STEADY
@given(AMOUNTS, st.integers(1, 10))
def test_a_state_that_is_not_known_changes_no_measure(amounts, unknown):
    parts = shares(amounts)
    wider = shares(np.concatenate([amounts, np.full(unknown, np.nan)]))
    assert wider[: len(parts)] == pytest.approx(parts)
    assert concentration(wider) == pytest.approx(concentration(parts), abs=1e-9)


@STEADY
@given(AMOUNTS, st.data())
def test_two_blocs_hold_what_they_hold_together(amounts, data):
    parts = shares(amounts)
    cut = data.draw(st.integers(0, len(parts)))
    rows = list(range(len(parts)))
    assert together(parts, rows[:cut]) + together(parts, rows[cut:]) == pytest.approx(1)


@STEADY
@given(AMOUNTS)
def test_the_strong_growing_stronger_concentrates(amounts):
    richer = amounts.copy()
    richer[np.argmax(amounts)] *= 2
    assert concentration(shares(richer)) >= concentration(shares(amounts)) - 1e-7
