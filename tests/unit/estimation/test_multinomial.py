import numpy as np
import pytest
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression

from foedus.estimation.logit import logit
from foedus.estimation.multinomial import multinomial, shares
from foedus.faults import DataFault, NeedFault

RNG = np.random.default_rng(9)
X = RNG.normal(size=(700, 2)) * [3.0, 0.5] + [10.0, 0.0]
Y = (RNG.gumbel(size=(700, 3)) + np.column_stack([X[:, 1], -X[:, 1], 0 * X[:, 1]])).argmax(
    1
)
HOW = ("fulfilled", "violated", "replaced")
TERMS = ("age", "power")


def fitted(**more):
    return multinomial(X, Y, terms=TERMS, categories=HOW, **more)


def test_without_a_penalty_it_is_the_multinomial_logit_of_statsmodels():
    theirs = sm.MNLogit(Y, sm.add_constant(X)).fit(disp=0, method="newton", maxiter=100)
    ours = fitted()
    assert ours.coef.reshape(2, 3) == pytest.approx(np.asarray(theirs.params).T, abs=1e-7)
    assert ours.doubt.reshape(2, 3) == pytest.approx(np.asarray(theirs.bse).T, rel=1e-6)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-8)


def test_shares_are_those_of_scikit_learn_without_a_penalty():
    theirs = LogisticRegression(C=np.inf, tol=1e-12, max_iter=5000).fit(X, Y)
    assert shares(fitted(), X) == pytest.approx(theirs.predict_proba(X), abs=1e-4)


def test_two_categories_are_a_logit():
    two = (Y == 1).astype(float)
    ours = multinomial(X, two.astype(int), terms=TERMS, categories=HOW[:2], penalty=7.0)
    theirs = logit(X, two, terms=TERMS, penalty=7.0)
    assert ours.coef == pytest.approx(theirs.coef)
    assert ours.cov == pytest.approx(theirs.cov)


def test_a_strong_penalty_leaves_the_shares_of_the_sample():
    told = shares(fitted(penalty=1e9), X)
    assert told[0] == pytest.approx(np.bincount(Y) / 700, abs=1e-5)


def test_terms_name_their_category():
    ours = fitted()
    assert ours.terms[:2] == ("violated:constant", "violated:age")
    assert ours.columns == TERMS


def test_one_utility_cannot_be_asked_of_it():
    with pytest.raises(NeedFault, match="multinomial"):
        fitted().utility(X)


def test_shares_cannot_be_asked_of_a_logit():
    with pytest.raises(NeedFault, match="logit"):
        shares(logit(X, (Y == 1).astype(float), terms=TERMS), X)


def test_a_category_that_never_occurs_is_named():
    with pytest.raises(DataFault, match="'replaced'"):
        multinomial(X, np.minimum(Y, 1), terms=TERMS, categories=HOW)


@pytest.mark.parametrize("categories", [HOW[:1], HOW[:2], ("a", "a", "b")])
def test_categories_that_do_not_fit_are_refused(categories):
    with pytest.raises(DataFault, match="categories"):
        multinomial(X, Y, terms=TERMS, categories=categories)
