import numpy as np
import pytest
from scipy.integrate import quad

from foedus.estimation.frailty import frailty
from foedus.faults import DataFault, SolveFault

RNG = np.random.default_rng(8)
GROUPS = np.repeat(np.arange(150), 30)
U = RNG.normal(-2.0, 1.0, size=(4500, 2))


def joined(utilities, sigma, shift):
    theta = RNG.normal(shift, sigma, size=150)[GROUPS]
    odds = np.exp(np.column_stack([np.zeros(len(utilities)), utilities + theta[:, None]]))
    edges = (odds / odds.sum(axis=1, keepdims=True)).cumsum(axis=1)
    return (RNG.random((len(utilities), 1)) > edges).sum(axis=1)


def test_a_spread_that_was_drawn_is_found_again():
    found = frailty(U, joined(U, 1.5, -0.7), GROUPS)
    assert found.sigma == pytest.approx(1.5, abs=0.25)
    assert found.shift == pytest.approx(-0.7, abs=0.35)
    assert found.log_likelihood > found.without + 100


def test_groups_that_share_nothing_have_little_spread():
    found = frailty(U, joined(U, 0.0, 0.0), GROUPS)
    assert found.sigma < 0.3
    assert found.log_likelihood >= found.without - 1e-6


def test_the_likelihood_is_the_integral_over_the_shared_draw():
    few = GROUPS < 9
    outcome = joined(U, 2.0, 0.0)[few]
    found = frailty(U[few], outcome, GROUPS[few])

    def group(theta, rows):
        utility = np.column_stack([np.zeros(rows.sum()), U[few][rows] + theta])
        told = utility - np.log(np.exp(utility).sum(axis=1, keepdims=True))
        chosen = np.take_along_axis(told, outcome[rows][:, None], 1).sum()
        z = (theta - found.shift) / found.sigma
        return np.exp(chosen - z * z / 2) / (found.sigma * np.sqrt(2 * np.pi))

    whole = sum(
        np.log(quad(group, found.shift - 9 * found.sigma, found.shift + 9 * found.sigma,
                    args=(GROUPS[few] == g,), epsabs=0, epsrel=1e-9)[0])
        for g in range(9)
    )  # fmt: skip
    assert found.log_likelihood == pytest.approx(whole, abs=1e-5)


def test_one_utility_is_a_logit_with_a_shared_draw():
    both = np.column_stack([U[:, 0], np.full(4500, -np.log(1e300))])
    outcome = joined(U[:, :1], 1.0, 0.0)
    one, two = frailty(U[:, 0], outcome, GROUPS), frailty(both, outcome, GROUPS)
    assert one.sigma == pytest.approx(two.sigma, rel=1e-4)
    assert one.log_likelihood == pytest.approx(two.log_likelihood, abs=1e-6)


def test_the_order_of_rows_does_not_matter():
    outcome, order = joined(U, 1.0, 0.0), RNG.permutation(4500)
    again = frailty(U[order], outcome[order], GROUPS[order])
    assert again.sigma == pytest.approx(frailty(U, outcome, GROUPS).sigma, rel=1e-4)


def test_groups_in_which_all_or_none_join_have_no_bounded_spread():
    with pytest.raises(SolveFault, match="all join or none"):
        frailty(np.zeros(4500), GROUPS % 2, GROUPS)


def test_nobody_who_joins_is_refused():
    with pytest.raises(DataFault):
        frailty(U, np.zeros(4500, int), GROUPS)
