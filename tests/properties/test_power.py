"""What must hold of power whatever the numbers: no order, no unit, no free gift."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.power.capability import composite, concentrations, herfindahl, shares
from foedus.power.chest import chest
from foedus.power.distance import discounted, evenly
from foedus.power.polarity import effective_number, merged, poles, structure

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=150)
AMOUNTS = st.lists(st.floats(1e-6, 1e12), min_size=3, max_size=30).map(np.array)
KM = st.floats(0, 20_000)


@STEADY
@given(AMOUNTS, st.randoms(use_true_random=False))
def test_the_order_of_states_changes_no_pole(amounts, shuffle):
    order = list(range(len(amounts)))
    shuffle.shuffle(order)
    parts = shares(amounts)
    assert poles(parts[order]) == poles(parts)
    assert structure(parts[order]) == structure(parts)
    assert effective_number(parts[order]) == pytest.approx(effective_number(parts))


@STEADY
@given(AMOUNTS, st.floats(1e-6, 1e6))
def test_the_unit_changes_no_index(amounts, factor):
    con, hhi = concentrations(amounts)
    again, hhi_again = concentrations(amounts * factor)
    assert again == pytest.approx(con, abs=1e-6)
    assert hhi_again == pytest.approx(hhi)


@STEADY
@given(AMOUNTS)
def test_indices_keep_their_bounds(amounts):
    con, hhi = concentrations(amounts)
    n = len(amounts)
    assert 0 <= con <= 1 + 1e-9
    assert 1 / n - 1e-9 <= hhi <= 1 + 1e-9
    assert 1 - 1e-9 <= effective_number(shares(amounts)) <= n + 1e-6
    assert 1 <= poles(shares(amounts)) <= n


@STEADY
@given(AMOUNTS, st.data())
def test_counting_two_as_one_never_lowers_hhi_nor_any_share(amounts, data):
    one, other = data.draw(st.lists(st.integers(0, len(amounts) - 1), min_size=2,
                                    max_size=2, unique=True))  # fmt: skip
    parts = shares(amounts)
    camps = merged(parts, [[one, other]])
    assert camps.sum() == pytest.approx(1)
    assert herfindahl(camps) >= herfindahl(parts) - 1e-12
    assert camps.max() >= parts.max() - 1e-12
    assert effective_number(camps) <= effective_number(parts) * (1 + 1e-9)


@STEADY
@given(AMOUNTS, st.data())
def test_with_as_many_units_counting_two_as_one_never_lowers_con(amounts, data):
    """CON reckons with how many there are: an empty unit left behind keeps it up."""
    one, other = data.draw(st.lists(st.integers(0, len(amounts) - 1), min_size=2,
                                    max_size=2, unique=True))  # fmt: skip
    camps = np.append(merged(shares(amounts), [[one, other]]), 0.0)
    assert concentrations(camps)[0] >= concentrations(amounts)[0] - 1e-7


@STEADY
@given(AMOUNTS)
def test_a_state_with_nothing_changes_no_share_and_no_pole(amounts):
    parts, wider = shares(amounts), shares(np.append(amounts, 0.0))
    assert wider[:-1] == pytest.approx(parts)
    assert herfindahl(wider) == pytest.approx(herfindahl(parts))
    assert poles(wider) == poles(parts)


@STEADY
@given(AMOUNTS, KM, st.sampled_from([1850, 1930, 2024]))
def test_distance_never_raises_what_a_state_has(amounts, km, year):
    parts = shares(amounts)
    far = np.full(len(parts), km)
    assert (discounted(parts, far, year=year) <= parts + 1e-15).all()
    assert (evenly(parts, far) <= parts + 1e-15).all()


@STEADY
@given(AMOUNTS, KM, KM, st.booleans())
def test_nearer_is_never_weaker(amounts, km, other, published):
    parts = shares(amounts)
    near, far = (np.full(len(parts), one) for one in sorted((km, other)))
    closer = discounted(parts, near, year=2024, published=published)
    assert (closer >= discounted(parts, far, year=2024, published=published) - 1e-15).all()
    assert (evenly(parts, near) >= evenly(parts, far) - 1e-15).all()


@STEADY
@given(st.lists(AMOUNTS.filter(lambda a: len(a) >= 5).map(lambda a: a[:5]), min_size=2,
                max_size=6), st.floats(1e-3, 1e3))  # fmt: skip
def test_the_unit_of_one_component_changes_no_composite(columns, factor):
    held = np.column_stack(columns)
    other = held.copy()
    other[:, 0] *= factor
    assert composite(other) == pytest.approx(composite(held))
    assert composite(held).sum() == pytest.approx(1)


@STEADY
@given(AMOUNTS, st.data())
def test_a_chest_grows_with_each_member(amounts, data):
    members = data.draw(st.lists(st.integers(0, len(amounts) - 1), unique=True))
    held = [float(chest(amounts, members[:k]).amount) for k in range(len(members) + 1)]
    assert held == sorted(held)
