import numpy as np
import pytest
from scipy.optimize import minimize

from foedus.estimation.stack import pooled, stack
from foedus.faults import DataFault

RNG = np.random.default_rng(17)
TOLD = RNG.beta(2, 2, size=(500, 4)) * [1.0, 0.9, 0.6, 0.95]


def score(weights, told=TOLD):
    return np.log(told @ weights).mean()


def test_the_weights_are_those_of_a_general_solver():
    def loss(weights):
        return -score(np.abs(weights) / np.abs(weights).sum())

    tight = {"xatol": 1e-10, "fatol": 1e-14, "maxiter": 9000}
    theirs = minimize(loss, np.full(4, 0.25), method="Nelder-Mead", options=tight)
    assert score(stack(TOLD)) == pytest.approx(-theirs.fun, abs=1e-9)


def test_no_model_could_gain_by_more_weight():
    weights = stack(TOLD)
    gains = (TOLD / (TOLD @ weights)[:, None]).mean(axis=0)
    assert gains.max() <= 1 + 1e-8
    assert gains[weights > 1e-4] == pytest.approx(1, abs=1e-6)


def test_a_model_that_is_always_better_has_all_the_weight():
    worse = RNG.random((100, 1)) * 0.5
    assert stack(np.hstack([worse, 2 * worse])) == pytest.approx([0, 1], abs=1e-6)


def test_a_model_that_was_once_ruled_out_can_still_be_mixed():
    told = np.array([[0.0, 0.5], [0.9, 0.1], [0.9, 0.1], [0.9, 0.1]])
    assert 0.3 < stack(told)[0] < 1


def test_two_that_say_the_same_share():
    weights = stack(np.repeat(TOLD[:, :1], 2, axis=1))
    assert weights == pytest.approx([0.5, 0.5])


def test_a_row_that_counts_twice_is_that_row_twice():
    counted = np.where(np.arange(500) < 100, 2.0, 1.0)
    again = stack(np.vstack([TOLD, TOLD[:100]]))
    assert stack(TOLD, weights=counted) == pytest.approx(again, abs=1e-6)


def test_the_pool_mixes_rows():
    assert pooled(TOLD, np.array([0, 1, 0, 0])) == pytest.approx(TOLD[:, 1])


@pytest.mark.parametrize("told", [np.zeros((2, 2)), np.full((2, 2), 1.2), np.empty((0, 2))])
def test_what_no_model_thought_possible_is_refused(told):
    with pytest.raises(DataFault):
        stack(told)
