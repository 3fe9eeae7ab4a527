import numpy as np
import pytest

from foedus.estimation.frailty import Frailty
from foedus.estimation.models.coalitions import sizes, wave

RNG = np.random.default_rng(6)
GROUPS = np.repeat(np.arange(60), 20)
JOIN = RNG.uniform(0.01, 0.2, len(GROUPS))
CHANCES = np.column_stack([1 - JOIN, 0.7 * JOIN, 0.3 * JOIN])


def test_equal_chances_give_the_binomial():
    even = np.tile([0.5, 0.25, 0.25], (4, 1))
    told = sizes(even, np.zeros(4))
    assert told[0] == pytest.approx(np.array([1, 4, 6, 4, 1]) / 16)


def test_each_dispute_has_a_whole_distribution_with_the_mean_of_its_chances():
    told = sizes(CHANCES, GROUPS)
    assert told.sum(axis=1) == pytest.approx(np.ones(60))
    mean = told @ np.arange(told.shape[1])
    assert mean == pytest.approx(np.bincount(GROUPS, JOIN))


def test_no_wave_at_all_changes_nothing():
    calm = Frailty(0.0, 0.0, 0.0, 0.0, 60)
    assert sizes(CHANCES, GROUPS, calm) == pytest.approx(sizes(CHANCES, GROUPS))


def test_a_wave_makes_both_none_and_many_likelier():
    stirred = Frailty(2.0, -0.8, 0.0, 0.0, 60)
    calm, rough = sizes(CHANCES, GROUPS), sizes(CHANCES, GROUPS, stirred)
    assert (rough[:, 0] > calm[:, 0]).all()
    assert (rough[:, 10:].sum(axis=1) > calm[:, 10:].sum(axis=1)).all()


def test_a_wave_is_drawn_and_counted_alike():
    stirred = Frailty(1.5, -0.5, 0.0, 0.0, 60)
    theta = RNG.normal(-0.5, 1.5, (4000, 1))
    odds = np.exp(theta) * (JOIN[:20] / (1 - JOIN[:20]))
    drawn = (RNG.random(odds.shape) < odds / (1 + odds)).sum(axis=1)
    told = sizes(CHANCES, GROUPS, stirred)[0]
    assert told[0] == pytest.approx((drawn == 0).mean(), abs=0.025)
    assert told[5:].sum() == pytest.approx((drawn >= 5).mean(), abs=0.025)


def test_a_wave_that_was_there_is_found():
    theta = RNG.normal(-0.5, 1.5, 60)[GROUPS]
    odds = np.exp(theta) * (JOIN / (1 - JOIN))
    joined = RNG.random(len(odds)) < odds / (1 + odds)
    found = wave(CHANCES, joined.astype(int), GROUPS)
    assert found.sigma == pytest.approx(1.5, abs=0.6)
    assert found.log_likelihood > found.without
