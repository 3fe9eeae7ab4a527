"""Counts that bunch are foretold by what the last years brought."""

import numpy as np
import pytest
from scipy import stats

from foedus.estimation.bunched import PRIOR, PRIOR_YEARS, bunched, foretold
from foedus.faults import DataFault


def test_each_year_is_foretold_by_the_years_before_it_alone():
    counted = np.array([0, 3, 1, 0, 7])
    told = foretold(counted, 1.0, 2.0)
    other = foretold(np.array([0, 3, 1, 9, 9]), 1.0, 2.0)
    assert np.array_equal(told[:3], other[:3])
    assert told[4] != other[4]


def test_the_law_is_the_negative_binomial_about_the_fading_mean():
    counted = np.array([2, 0, 4])
    stock, known = 2 * 0.5 + 0, 0.5 + 1
    mean, size = (PRIOR + stock) / (PRIOR_YEARS + known), 1.7
    theirs = stats.nbinom.logpmf(4, size, size / (size + mean))
    assert foretold(counted, 1.0, size)[2] == pytest.approx(theirs)


def test_years_that_bunch_are_told_by_a_small_size_and_even_ones_by_a_large_one():
    draw = np.random.default_rng(3)
    even = draw.poisson(2.0, 200)
    bunches = draw.negative_binomial(0.5, 0.5 / 2.5, 200)
    sizes = [bunched(range(200), one, half_life=np.inf).size for one in (even, bunches)]
    assert sizes[0] > 10
    assert 0.2 < sizes[1] < 1.2


def test_a_short_half_life_follows_the_last_years():
    counted = np.array([0] * 20 + [6] * 5)
    short, long = (bunched(range(25), counted, half_life=one).mean for one in (2.0, np.inf))
    assert short > 3.5
    assert long == pytest.approx((PRIOR + 30) / (PRIOR_YEARS + 25))


def test_a_few_years_tell_nothing():
    with pytest.raises(DataFault, match="3 years"):
        bunched(range(3), np.array([1, 0, 2]), half_life=5.0)
