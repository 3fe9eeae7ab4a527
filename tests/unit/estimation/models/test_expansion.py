import numpy as np
import pytest

from foedus.estimation.models.expansion import recall
from foedus.estimation.models.pact_counts import covered
from foedus.estimation.rows import Rows


def rows(outcome, pacts):
    many = len(outcome)
    facts = {"pact": np.array(pacts), "i": np.zeros(many, int), "j": np.ones(many, int)}
    return Rows(
        np.full(many, 1949),
        np.array(outcome),
        (),
        np.empty((many, 0)),
        facts,
        np.ones(many),
    )


def test_as_many_are_named_as_came_along():
    held = rows([1, 1, 0, 0, 1, 0], [1, 1, 1, 1, 2, 2])
    told = np.array([0.9, 0.1, 0.5, 0.2, 0.7, 0.3])
    by_pact, of_all = recall(held, told)
    assert by_pact == pytest.approx((1 / 2 + 1) / 2)
    assert of_all == pytest.approx(2 / 3)


def test_founders_whom_nobody_joined_are_passed_over():
    held = rows([0, 0, 1, 0], [1, 1, 2, 2])
    assert recall(held, np.array([0.9, 0.8, 0.2, 0.1])) == (1.0, 1.0)


def test_years_inside_the_interval_are_counted():
    even = np.full((2, 101), 1 / 101)
    assert covered(even, np.array([50, 99])) == 0.5
