"""Likeness of portfolios, by hand and by the definitions written out."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.faults import DataFault
from foedus.panel.similarity import as_binary, crossed, kappa, pi, s_score, tau_b

ONE, OTHER = [3, 0, 0, 2], [3, 0, 1, 0]
"""Two portfolios over four states, that differ by 1 and by 2."""
portfolios = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=12
)


def pair(one, other, levels=4, weights=None):
    return crossed(np.array([one, other]), levels=levels, weights=weights)


def chance(one, other):
    """Mean squared distance of a rating of one from any of the other."""
    return np.mean([(a - b) ** 2 for a in one for b in other])


def test_s_is_one_less_twice_the_share_of_the_greatest_distance():
    assert s_score(pair(ONE, OTHER))[0, 1] == pytest.approx(1 - 2 * 3 / 12)


def test_s_by_squared_distance_makes_more_of_great_ones():
    assert s_score(pair(ONE, OTHER), power=2)[0, 1] == pytest.approx(1 - 2 * 5 / 36)


def test_an_item_of_weight_zero_does_not_count_for_s():
    weights = np.array([1.0, 1.0, 1.0, 0.0])
    assert s_score(pair(ONE, OTHER, weights=weights))[0, 1] == pytest.approx(1 - 2 / 9)


def test_kappa_of_two_by_two_is_cohen_s():
    # Both agree on 3 of 4 items; by chance they would on 1/2 * 1/4 + 1/2 * 3/4 = 1/2.
    table = pair([1, 1, 0, 0], [1, 0, 0, 0], levels=2)
    assert kappa(table)[0, 1] == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))


def test_pi_of_two_by_two_is_scott_s():
    # Pooled, 3 of 8 ratings are 1: by chance they agree on 9/64 + 25/64.
    table = pair([1, 1, 0, 0], [1, 0, 0, 0], levels=2)
    expected = (9 + 25) / 64
    assert pi(table)[0, 1] == pytest.approx((3 / 4 - expected) / (1 - expected))


def test_tau_b_counts_pairs_in_order_against_pairs_out_of_it():
    # Of six pairs of items four are in order and none is out of it; one is tied in each.
    assert tau_b(pair([0, 1, 2, 2], [0, 1, 1, 2]))[0, 1] == pytest.approx(4 / 5)


def test_who_never_rated_an_item_of_the_other_is_not_known():
    table = pair([0, -1], [-1, 1], levels=2)
    for measure in (s_score, kappa, pi, tau_b):
        assert np.isnan(measure(table)[0, 1])


def test_an_item_that_one_did_not_rate_does_not_count_for_the_pair():
    assert np.array_equal(
        pair([0, 1, -1], [0, 1, 1])[:, :, 0, 1], pair([0, 1], [0, 1])[:, :, 0, 1]
    )


def test_two_states_without_any_tie_cannot_be_set_against_chance():
    table = pair([0, 0, 0], [0, 0, 0])
    assert s_score(table)[0, 1] == 1
    assert np.isnan(kappa(table)[0, 1])


def test_a_bare_tie_is_any_promise():
    table = as_binary(pair(ONE, OTHER))[:, :, 0, 1]
    assert table.tolist() == [[1, 1], [1, 1]]


def test_a_rating_beyond_the_scale_is_refused():
    with pytest.raises(DataFault, match="rating of 4"):
        pair([4], [0])


@given(portfolios)
def test_kappa_and_pi_are_by_the_definition_written_out(rows):
    one, other = np.array(rows).T
    table = pair(one, other)
    both = np.concatenate([one, other])
    seen = np.mean((one - other) ** 2)
    for measure, expected in ((kappa, chance(one, other)), (pi, chance(both, both))):
        found = measure(table)[0, 1]
        if expected:
            assert found == pytest.approx(1 - seen / expected)
        else:
            assert np.isnan(found)


@given(portfolios)
def test_tau_b_is_by_the_definition_written_out(rows):
    one, other = np.array(rows).T
    turns = [
        (np.sign(one[a] - one[b]), np.sign(other[a] - other[b]))
        for a, b in combinations(range(len(one)), 2)
    ]
    above = sum(a * b for a, b in turns)
    below = np.sqrt(sum(a * a for a, _ in turns) * sum(b * b for _, b in turns))
    found = tau_b(pair(one, other))[0, 1]
    assert found == pytest.approx(above / below) if below else np.isnan(found)


@given(portfolios)
def test_every_measure_is_the_same_both_ways_and_one_towards_oneself(rows):
    table = pair(*np.array(rows).T)
    for measure in (s_score, kappa, pi, tau_b):
        found = measure(table)
        assert np.allclose(found, found.T, equal_nan=True)
        own = np.diag(found)
        assert np.allclose(own[~np.isnan(own)], 1)
