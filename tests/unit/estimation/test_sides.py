import numpy as np
import pytest
from scipy.optimize import minimize
from statsmodels.discrete.conditional_models import ConditionalLogit

from foedus.estimation.sides import chances, sides
from foedus.faults import DataFault, SolveFault

RNG = np.random.default_rng(5)
A, B = RNG.normal(size=(2, 900, 2))
TERMS = ("ally", "near")


def outcomes(coef):
    odds = np.exp(
        np.stack([np.zeros(900), *(coef[0] + x @ coef[1:] for x in (A, B))], axis=1)
    )
    edges = (odds / odds.sum(axis=1, keepdims=True)).cumsum(axis=1)
    return (RNG.random((900, 1)) > edges).sum(axis=1)


Y = outcomes(np.array([-1.5, 0.9, 0.4]))


def test_the_fit_is_the_conditional_logit_of_three_alternatives():
    ones, noughts = np.ones(900), np.zeros(900)
    rows = np.stack(
        [
            np.column_stack([noughts, noughts, noughts]),
            np.column_stack([ones, A]),
            np.column_stack([ones, B]),
        ],
        axis=1,
    )
    chosen = np.eye(3)[Y].ravel()
    groups = np.repeat(np.arange(900), 3)
    model = ConditionalLogit(chosen, rows.reshape(-1, 3), groups=groups)
    ours = sides(A, B, Y, terms=TERMS)
    # Its own search stops 1e-4 short, so its score is asked at our coefficients.
    assert model.score(ours.coef) == pytest.approx(0, abs=1e-7)
    assert ours.log_likelihood == pytest.approx(model.loglike(ours.coef), abs=1e-8)
    assert ours.doubt == pytest.approx(model.fit(disp=0).bse, rel=1e-3)


def test_the_ridge_fit_is_where_the_penalised_likelihood_is_highest():
    weights = RNG.random(900)
    ours = sides(A, B, Y, terms=TERMS, weights=weights, penalty=20.0)

    def loss(coef):
        with_a, with_b = coef[0] + A @ coef[1:], coef[0] + B @ coef[1:]
        total = np.log(1 + np.exp(with_a) + np.exp(with_b))
        chosen = np.choose(Y, [np.zeros(900), with_a, with_b])
        return weights @ (total - chosen) + 10.0 * ((coef * ours.scale)[1:] ** 2).sum()

    theirs = minimize(loss, np.zeros(3), method="BFGS", options={"gtol": 1e-7})
    assert ours.coef == pytest.approx(theirs.x, abs=1e-5)


def test_exchanging_the_sides_changes_nothing():
    other = np.array([0, 2, 1])[Y]
    again = sides(B, A, other, terms=TERMS, penalty=5.0)
    assert again.coef == pytest.approx(sides(A, B, Y, terms=TERMS, penalty=5.0).coef)


def test_chances_sum_to_one_and_expect_as_many_joins_as_there_were():
    told = chances(sides(A, B, Y, terms=TERMS), A, B)
    assert told.sum(axis=1) == pytest.approx(1.0)
    assert told[:, 1:].sum() == pytest.approx((Y > 0).sum())


def test_events_are_those_who_joined():
    assert sides(A, B, Y, terms=TERMS).events == (Y > 0).sum()


def test_a_side_that_always_wins_is_refused():
    always = np.where(np.arange(900)[:, None] % 2 == 0, 1.0, -1.0)
    with pytest.raises(SolveFault):
        sides(always, -always, np.where(always[:, 0] > 0, 1, 0), terms=["always"])


@pytest.mark.parametrize("outcome", [np.zeros(900, int), np.ones(900, int)])
def test_nobody_who_joins_or_stays_out_is_refused(outcome):
    with pytest.raises(DataFault, match="nobody"):
        sides(A, B, outcome, terms=TERMS)


def test_a_fourth_way_is_refused():
    with pytest.raises(DataFault, match="outcomes"):
        sides(A, B, Y + 1, terms=TERMS)


def test_sides_of_unlike_shape_are_refused():
    with pytest.raises(DataFault, match="shapes"):
        sides(A, B[:, :1], Y, terms=TERMS)
