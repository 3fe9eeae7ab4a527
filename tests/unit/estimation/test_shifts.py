import numpy as np
import pytest

from foedus.estimation.shifts import cuts, shifts
from foedus.faults import DataFault


def noise(*shape, seed=1):
    return np.random.default_rng(seed).normal(size=shape)


def test_a_shift_of_the_level_is_found_where_it_is():
    values = np.concatenate([noise(20), 4 + noise(20, seed=2)])
    first, second = shifts(values)
    assert (first.start, second.start, second.end) == (0, 20, 40)
    assert second.level - first.level == pytest.approx(4, abs=0.7)
    assert second.gain > 20


def test_there_and_back_is_two_shifts():
    values = np.concatenate([noise(15), 5 + noise(15, seed=2), noise(15, seed=3)])
    assert [s.start for s in shifts(values)] == [0, 15, 30]


def test_a_series_that_never_moves_has_one_level():
    [only] = shifts(np.full(30, 7.0))
    assert (only.level, only.gain) == (7.0, 0.0)


def test_a_clean_step_without_noise_is_one_shift():
    assert [s.start for s in shifts(np.repeat([0.0, 1.0], 10))] == [0, 10]


def test_noise_alone_is_seldom_cut():
    assert (cuts(noise(300, 60)).any(-1)).mean() < 0.15


def test_a_drift_is_cut_into_steps_as_the_module_warns():
    assert cuts(noise(100, 60).cumsum(-1)).sum(-1).mean() > 3


def test_years_too_few_or_not_known_are_refused():
    with pytest.raises(DataFault, match="3 years"):
        shifts(np.ones(3))
    with pytest.raises(DataFault, match="1 not known"):
        shifts(np.array([1.0, np.nan, 2.0, 3.0, 4.0]))
