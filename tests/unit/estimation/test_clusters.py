import numpy as np
import pytest

from foedus.estimation.clusters import clustered
from foedus.faults import DataFault

RNG = np.random.default_rng(8)
SCORES = RNG.normal(size=(60, 2))
BREAD = np.array([[2.0, 0.3], [0.3, 1.0]])
STATE, YEAR = np.arange(60) % 6, np.arange(60) // 6


def meat(groups):
    sums = [SCORES[groups == g].sum(axis=0) for g in np.unique(groups)]
    return sum(np.outer(s, s) for s in sums)


def test_one_kind_of_group_sums_scores_before_it_squares_them():
    expected = BREAD @ meat(STATE) @ BREAD * 6 / 5
    assert clustered(SCORES, BREAD, [STATE]) == pytest.approx(expected)


def test_two_kinds_add_up_less_what_they_share():
    every = np.arange(60)
    whole = meat(STATE) + meat(YEAR) - meat(every)
    expected = BREAD @ whole @ BREAD * 6 / 5
    assert np.linalg.eigvalsh(whole).min() > 0
    assert clustered(SCORES, BREAD, [STATE, YEAR]) == pytest.approx(expected)


def test_rows_in_groups_of_their_own_give_the_robust_covariance():
    expected = BREAD @ SCORES.T @ SCORES @ BREAD * 60 / 59
    assert clustered(SCORES, BREAD, [np.arange(60)]) == pytest.approx(expected)


def test_no_spread_is_below_zero_whatever_the_kinds():
    held = clustered(SCORES[:12], BREAD, [STATE[:12], YEAR[:12], np.arange(12) % 4])
    assert np.linalg.eigvalsh(held).min() > -1e-12


def test_a_single_group_is_refused():
    with pytest.raises(DataFault, match="1 groups"):
        clustered(SCORES, BREAD, [np.zeros(60, dtype=int)])
