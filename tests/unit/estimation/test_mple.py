import numpy as np
import pytest

from foedus.estimation.logit import logit
from foedus.estimation.mple import (
    Slice,
    gwesp,
    mirrored,
    mple,
    nodal_gap,
    nodal_sum,
    shared_partners,
    stability,
)  # fmt: skip
from foedus.faults import DataFault

RNG = np.random.default_rng(6)
TIES = np.triu(RNG.random((14, 14)) < 0.35, 1).astype(float)
TIES += TIES.T


def weighted_partners(ties, decay):
    """The statistic itself, by its definition."""
    total = 0.0
    for i in range(len(ties)):
        for j in range(i + 1, len(ties)):
            if ties[i, j]:
                p = (ties[i] * ties[j]).sum()
                total += np.exp(decay) * (1 - (1 - np.exp(-decay)) ** p)
    return total


@pytest.mark.parametrize("decay", [0.0, 0.25, 1.0])
def test_the_change_is_the_statistic_with_the_tie_less_that_without(decay):
    change = gwesp(TIES, decay=decay)
    for i, j in zip(*np.triu_indices(14, 1), strict=True):
        with_, without = TIES.copy(), TIES.copy()
        with_[i, j] = with_[j, i] = 1
        without[i, j] = without[j, i] = 0
        expected = weighted_partners(with_, decay) - weighted_partners(without, decay)
        assert change[i, j] == pytest.approx(expected), (i, j)


def test_shared_partners_are_counted():
    star = np.zeros((4, 4))
    star[0, 1:] = star[1:, 0] = 1
    assert shared_partners(star)[1].tolist() == [0, 0, 1, 1]


def test_without_other_terms_the_edges_are_the_log_odds_of_the_density():
    share = TIES.sum() / (14 * 13)
    assert mple((Slice(TIES, {}),)).coef[0] == pytest.approx(np.log(share / (1 - share)))


def test_years_are_pooled_as_the_logit_of_their_pairs():
    trait = RNG.normal(size=14)
    changes = {"gap": nodal_gap(trait), "sum": nodal_sum(trait)}
    ours = mple((Slice(TIES, changes), Slice(1 - TIES - np.eye(14), changes)))
    pairs = np.triu_indices(14, 1)
    values = np.column_stack([changes["gap"][pairs], changes["sum"][pairs]])
    outcome = np.r_[TIES[pairs], 1 - TIES[pairs]]
    theirs = logit(np.tile(values, (2, 1)), outcome, terms=["gap", "sum"])
    assert ours.terms == ("edges", "gap", "sum")
    assert ours.coef == pytest.approx(theirs.coef)


def test_what_was_stays_counts_for_and_what_was_not_against():
    assert stability(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist() == [[-1, 1], [1, -1]]


def test_a_triangle_is_mirrored():
    assert mirrored(np.triu(TIES)).tolist() == TIES.tolist()


def test_a_network_that_is_not_symmetric_is_refused():
    with pytest.raises(DataFault, match="symmetric"):
        mple((Slice(np.triu(TIES), {}),))


def test_years_with_other_statistics_are_refused():
    with pytest.raises(DataFault, match="same statistics"):
        mple((Slice(TIES, {}), Slice(TIES, {"gap": TIES})))


def test_no_year_is_refused():
    with pytest.raises(DataFault, match="no year"):
        mple(())
