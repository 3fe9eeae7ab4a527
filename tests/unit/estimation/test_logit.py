import numpy as np
import pytest
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression

from foedus.estimation.logit import logit, probability
from foedus.faults import DataFault, SolveFault

RNG = np.random.default_rng(7)
X = np.column_stack([RNG.normal(2000, 30, 800), RNG.random(800), RNG.random(800) < 0.1])
Y = (RNG.random(800) < probability(-1.5 + (X[:, 0] - 2000) / 40 + X[:, 2])).astype(float)
W = RNG.random(800) + 0.2
TERMS = ("year", "share", "border")


def fitted(**more):
    return logit(X, Y, terms=TERMS, **more)


def test_without_a_penalty_the_logit_is_that_of_statsmodels():
    theirs = sm.Logit(Y, sm.add_constant(X)).fit(disp=0, method="newton", maxiter=100)
    ours = fitted()
    assert ours.coef == pytest.approx(theirs.params, rel=1e-7)
    assert ours.cov == pytest.approx(theirs.cov_params(), rel=1e-6)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-9)


def test_weights_and_offset_are_those_of_statsmodels():
    begun = RNG.normal(size=800)
    family = sm.families.Binomial()
    model = sm.GLM(Y, sm.add_constant(X), family=family, freq_weights=W, offset=begun)
    theirs = model.fit(tol=1e-12)
    ours = fitted(weights=W, offset=begun)
    assert ours.coef == pytest.approx(theirs.params, rel=1e-6)
    assert ours.cov == pytest.approx(theirs.cov_params(), rel=1e-5)


@pytest.mark.parametrize("penalty", [0.5, 30.0])
def test_the_ridge_is_that_of_scikit_learn_on_standardised_columns(penalty):
    mean = np.average(X, axis=0, weights=W)
    scale = np.sqrt(np.average((X - mean) ** 2, axis=0, weights=W))
    theirs = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-12)
    theirs.fit((X - mean) / scale, Y, sample_weight=W)
    ours = fitted(weights=W, penalty=penalty)
    assert ours.standard[1:] == pytest.approx(theirs.coef_[0], abs=1e-8)
    assert ours.coef[0] == pytest.approx(
        theirs.intercept_[0] - theirs.coef_[0] @ (mean / scale), rel=1e-6
    )


def test_a_half_weight_twice_is_a_row_once():
    twice = logit(
        np.tile(X, (2, 1)), np.tile(Y, 2), terms=TERMS, weights=np.full(1600, 0.5)
    )
    assert twice.coef == pytest.approx(fitted().coef, rel=1e-8)


def test_without_a_constant_a_row_and_its_mirror_image_say_the_same():
    turned = np.where(RNG.random(800) < 0.5, -1.0, 1.0)
    ours = logit(X, Y, terms=TERMS, constant=False, penalty=5.0)
    mirrored = np.where(turned < 0, 1 - Y, Y)
    again = logit(X * turned[:, None], mirrored, terms=TERMS, constant=False, penalty=5.0)
    assert ours.terms == TERMS
    assert again.coef == pytest.approx(ours.coef, rel=1e-8)
    assert again.cov == pytest.approx(ours.cov, rel=1e-8)


def test_a_fit_tells_its_size():
    ours = fitted()
    assert (ours.rows, ours.events, ours.kind) == (800, int(Y.sum()), "logit")
    assert ours.terms == ("constant", *TERMS)


def test_terms_that_separate_the_outcome_are_named():
    with pytest.raises(SolveFault, match="border tell the outcome without fail"):
        logit(np.column_stack([X[:, 0], Y]), Y, terms=["year", "border"])


def test_terms_that_separate_only_some_rows_are_refused_too():
    never = ((Y == 0) & (RNG.random(800) < 0.2)).astype(float)
    with pytest.raises(SolveFault, match="never tell the outcome"):
        logit(never[:, None], Y, terms=["never"])


def test_a_penalty_holds_what_separates():
    ours = logit(np.column_stack([X[:, 0], Y]), Y, terms=["year", "border"], penalty=1.0)
    assert 0 < ours.coef[2] < 20


def test_terms_that_repeat_each_other_are_named():
    with pytest.raises(SolveFault, match="year, later repeat each other"):
        logit(np.column_stack([X[:, 0], X[:, 0] + 5]), Y, terms=["year", "later"])


def test_a_penalty_shares_what_repeats():
    both = np.column_stack([X[:, 0], X[:, 0] + 5])
    ours = logit(both, Y, terms=["year", "later"], penalty=1.0)
    assert ours.coef[1] == pytest.approx(ours.coef[2])


def test_a_column_at_rest_is_named_or_under_a_penalty_left_at_nothing():
    still = np.column_stack([X[:, 1], np.full(800, 3.7)])
    with pytest.raises(DataFault, match="no variation in flat"):
        logit(still, Y, terms=["share", "flat"])
    assert logit(still, Y, terms=["share", "flat"], penalty=1.0).coef[2] == pytest.approx(0)


def test_a_value_that_is_not_finite_is_named():
    broken = X.copy()
    broken[5, 1] = np.nan
    with pytest.raises(DataFault, match="not finite in share"):
        logit(broken, Y, terms=TERMS)


@pytest.mark.parametrize(("outcome", "found"), [(0.0, "no event"), (1.0, "but events")])
def test_an_outcome_without_both_is_refused(outcome, found):
    with pytest.raises(DataFault, match=found):
        logit(X, np.full(800, outcome), terms=TERMS)


def test_an_empty_sample_is_refused():
    with pytest.raises(DataFault, match="0 rows"):
        logit(np.empty((0, 1)), np.empty(0), terms=["year"])


@pytest.mark.parametrize(
    "more",
    [
        {"terms": ("year", "share")},
        {"terms": ("year", "year", "share")},
        {"terms": ("constant", "year", "share")},
        {"penalty": -1.0},
        {"weights": np.full(800, -1.0)},
        {"weights": np.ones(799)},
        {"offset": np.full(800, np.inf)},
    ],
)
def test_what_cannot_be_fitted_is_refused(more):
    with pytest.raises(DataFault):
        logit(X, Y, **{"terms": TERMS, **more})


def test_an_outcome_that_is_no_truth_is_refused():
    with pytest.raises(DataFault, match="0 and 1"):
        logit(X, Y + 1, terms=TERMS)


def test_wild_columns_are_fitted_as_tame_ones():
    wild = logit(X * [1e8, 1e-8, 1.0], Y, terms=TERMS)
    assert wild.coef[1:] * [1e8, 1e-8, 1.0] == pytest.approx(fitted().coef[1:], rel=1e-6)
