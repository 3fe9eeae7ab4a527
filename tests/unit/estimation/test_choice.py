import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.discrete.conditional_models import ConditionalLogit

from foedus.estimation.choice import chances, choice
from foedus.faults import DataFault, SolveFault

RNG = np.random.default_rng(11)
YEARS = np.repeat(np.arange(1900, 1940), 25)
X = np.column_stack([RNG.normal(5, 2, 1000), RNG.random(1000) < 0.3])
TERMS = ("distance", "ally")


def drawn(events):
    told = chances(X @ [-0.4, 0.8], YEARS)
    chosen = np.zeros(1000)
    for year in np.unique(YEARS):
        rows = np.flatnonzero(year == YEARS)
        chosen[RNG.choice(rows, events, replace=False, p=told[rows])] = 1
    return chosen


ONE, THREE = drawn(1), drawn(3)


def test_one_event_a_stratum_gives_the_conditional_logit_of_statsmodels():
    # Its own search stops 1e-4 short, so its score is asked at our coefficients.
    model = ConditionalLogit(ONE, X, groups=YEARS)
    ours = choice(X, ONE, YEARS, terms=TERMS)
    assert model.score(ours.coef) == pytest.approx(0, abs=1e-8)
    assert ours.log_likelihood == pytest.approx(model.loglike(ours.coef), abs=1e-9)
    assert ours.coef == pytest.approx(model.fit(disp=0).params, abs=1e-3)
    assert ours.doubt == pytest.approx(model.fit(disp=0).bse, rel=1e-3)


def test_several_events_give_the_poisson_regression_with_a_level_a_stratum():
    levels = np.eye(40)[YEARS - 1900]
    family = sm.families.Poisson()
    theirs = sm.GLM(THREE, np.column_stack([X, levels]), family=family).fit(tol=1e-12)
    ours = choice(X, THREE, YEARS, terms=TERMS)
    assert ours.coef == pytest.approx(theirs.params[:2], abs=1e-7)
    assert ours.doubt == pytest.approx(theirs.bse[:2], rel=1e-6)


def test_what_a_stratum_shares_drops_out():
    calendar = RNG.normal(size=40)[YEARS - 1900]
    ours = choice(X, ONE, YEARS, terms=TERMS, offset=calendar)
    assert ours.log_likelihood == pytest.approx(
        choice(X, ONE, YEARS, terms=TERMS).log_likelihood
    )


def test_a_term_that_does_not_vary_within_strata_is_named():
    both = np.column_stack([X[:, 0], YEARS])
    with pytest.raises(SolveFault, match="year"):
        choice(both, ONE, YEARS, terms=("distance", "year"))


def test_sampled_rows_with_their_offset_stand_for_the_rest():
    rows = np.flatnonzero((ONE == 1) | (RNG.random(1000) < 0.5))
    offset = np.where(ONE[rows] == 1, 0.0, np.log(2))
    ours = choice(X[rows], ONE[rows], YEARS[rows], terms=TERMS, offset=offset)
    whole = choice(X, ONE, YEARS, terms=TERMS)
    assert ours.coef == pytest.approx(whole.coef, abs=1.5 * whole.doubt.max())


def test_the_order_of_rows_does_not_matter():
    order = RNG.permutation(1000)
    ours = choice(X[order], ONE[order], YEARS[order], terms=TERMS, penalty=3.0)
    assert ours.coef == pytest.approx(choice(X, ONE, YEARS, terms=TERMS, penalty=3.0).coef)


def test_strata_without_an_event_change_nothing():
    quiet = np.concatenate([X, X[:25] + 9])
    ours = choice(
        quiet, np.r_[ONE, np.zeros(25)], np.r_[YEARS, np.full(25, 1999)], terms=TERMS,
        penalty=3.0,
    )  # fmt: skip
    assert ours.coef == pytest.approx(choice(X, ONE, YEARS, terms=TERMS, penalty=3.0).coef)
    assert ours.rows == 1000


def test_an_event_of_weight_two_is_that_event_twice():
    weights = np.where(YEARS < 1920, 2.0, 1.0)
    twice = YEARS < 1920
    ours = choice(X, ONE, YEARS, terms=TERMS, weights=weights)
    again = choice(
        np.r_[X, X[twice]], np.r_[ONE, ONE[twice]], np.r_[YEARS, YEARS[twice] + 500],
        terms=TERMS,
    )  # fmt: skip
    assert ours.coef == pytest.approx(again.coef)


def test_the_penalty_shrinks_in_units_of_the_choice_set():
    ours = choice(X, ONE, YEARS, terms=TERMS, penalty=10.0)
    metres = choice(X * [1000.0, 1.0], ONE, YEARS, terms=TERMS, penalty=10.0)
    assert ours.scale == pytest.approx(X.std(axis=0))
    assert metres.standard == pytest.approx(ours.standard)


def test_a_wild_column_is_climbed_to_its_maximum():
    far = np.column_stack([np.exp(X[:, 0]), X[:, 1]])
    ours = choice(far, ONE, YEARS, terms=TERMS)
    model = ConditionalLogit(ONE, far / far.std(axis=0), groups=YEARS)
    assert model.score(ours.standard) == pytest.approx(0, abs=1e-8)


def test_terms_that_separate_the_events_are_named():
    with pytest.raises(SolveFault, match="sign tell the outcome without fail"):
        choice(np.column_stack([X[:, 0], ONE]), ONE, YEARS, terms=("distance", "sign"))


def test_without_terms_every_row_of_a_stratum_is_as_likely():
    null = choice(X[:, :0], ONE, YEARS, terms=())
    assert null.log_likelihood == pytest.approx(-40 * np.log(25))
    assert null.utility(X[:, :0]).tolist() == [0.0] * 1000


def test_no_event_at_all_is_refused():
    with pytest.raises(DataFault, match="weight 0"):
        choice(X, np.zeros(1000), YEARS, terms=TERMS)


def test_strata_of_another_length_are_refused():
    with pytest.raises(DataFault, match="strata"):
        choice(X, ONE, YEARS[1:], terms=TERMS)


def test_chances_of_a_stratum_sum_to_one_even_where_utilities_are_huge():
    told = chances(np.array([1e4, 1e4, -1e4]), np.array([7, 7, 8]))
    assert told == pytest.approx([0.5, 0.5, 1.0])
