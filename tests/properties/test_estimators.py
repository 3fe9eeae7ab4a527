"""What holds of every fit, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.estimation.choice import choice
from foedus.estimation.counts import counts, mean
from foedus.estimation.fit import FitRecord, fit_text, read_fit
from foedus.estimation.logit import logit, probability
from foedus.estimation.multinomial import multinomial, shares
from foedus.estimation.sides import chances as side_chances
from foedus.estimation.sides import sides

MANY = settings(max_examples=40, deadline=None, derandomize=True, database=None)
SEEDS = st.integers(0, 10**6)
PENALTIES = st.sampled_from([0.1, 3.0, 100.0])


def sample(seed, rows=120, columns=3):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(rows, columns)) * rng.choice([0.01, 1.0, 100.0], columns)
    return rng, values + rng.normal(size=columns), [f"x{k}" for k in range(columns)]


def events(rng, values):
    came = (rng.random(len(values)) < 0.3).astype(float)
    came[:2] = 0, 1
    return came


@MANY
@given(SEEDS, PENALTIES)
def test_a_logit_with_a_constant_expects_as_many_events_as_there_were(seed, penalty):
    rng, values, terms = sample(seed)
    came, weights = events(rng, values), rng.random(len(values)) + 0.1
    fit = logit(values, came, terms=terms, weights=weights, penalty=penalty)
    expected = weights @ probability(fit.utility(values))
    assert expected == pytest.approx(weights @ came, rel=1e-7)


@MANY
@given(SEEDS, PENALTIES)
def test_the_scale_of_a_column_changes_no_forecast_of_a_logit(seed, penalty):
    rng, values, terms = sample(seed)
    came = events(rng, values)
    scale = rng.choice([1e-3, 1.0, 1e3], values.shape[1])
    one = logit(values, came, terms=terms, penalty=penalty)
    two = logit(values * scale - 5, came, terms=terms, penalty=penalty)
    assert two.utility(values * scale - 5) == pytest.approx(one.utility(values), abs=1e-6)


@MANY
@given(SEEDS)
def test_a_heavier_penalty_shrinks_a_logit(seed):
    rng, values, terms = sample(seed)
    came = events(rng, values)
    sizes = [
        np.sum(logit(values, came, terms=terms, penalty=p).standard[1:] ** 2)
        for p in (0.1, 1.0, 10.0, 100.0)
    ]
    assert sizes == sorted(sizes, reverse=True)


@MANY
@given(SEEDS)
def test_more_terms_never_lower_the_likelihood_of_a_logit(seed):
    rng, values, terms = sample(seed)
    came = (rng.random(120) < probability(0.5 * values[:, 0] / values[:, 0].std())).astype(
        float
    )
    came[:2] = 0, 1
    few = logit(values[:, :2], came, terms=terms[:2], penalty=1e-6)
    more = logit(values, came, terms=terms, penalty=1e-6)
    assert more.log_likelihood >= few.log_likelihood - 1e-4


@MANY
@given(SEEDS, PENALTIES)
def test_a_covariance_is_symmetric_and_positive(seed, penalty):
    rng, values, terms = sample(seed)
    fit = logit(values, events(rng, values), terms=terms, penalty=penalty)
    assert fit.cov == pytest.approx(fit.cov.T)
    assert (fit.doubt > 0).all()


@MANY
@given(SEEDS, PENALTIES)
def test_every_fit_comes_back_from_text_exactly(seed, penalty):
    rng, values, terms = sample(seed)
    fit = logit(values, events(rng, values), terms=terms, penalty=penalty)
    assert FitRecord.of(read_fit(fit_text(fit), where="here")) == FitRecord.of(fit)


@MANY
@given(SEEDS, PENALTIES)
def test_a_shift_of_a_whole_stratum_changes_no_choice(seed, penalty):
    rng, values, terms = sample(seed)
    strata = np.repeat(np.arange(12), 10)
    chosen = np.zeros(120)
    chosen[np.arange(12) * 10 + rng.integers(0, 10, 12)] = 1
    one = choice(values, chosen, strata, terms=terms, penalty=penalty)
    two = choice(values + 3.0, chosen, strata, terms=terms, penalty=penalty)
    assert two.coef == pytest.approx(one.coef, rel=1e-5, abs=1e-8)


@MANY
@given(SEEDS, PENALTIES)
def test_both_sides_are_told_by_one_utility(seed, penalty):
    rng, values, terms = sample(seed)
    other = values[rng.permutation(len(values))]
    joined = rng.choice(3, len(values), p=[0.6, 0.2, 0.2])
    joined[:3] = 0, 1, 2
    fit = sides(values, other, joined, terms=terms, penalty=penalty)
    told, turned = side_chances(fit, values, other), side_chances(fit, other, values)
    assert told[:, [0, 2, 1]] == pytest.approx(turned)
    assert told[:, 1:].sum() == pytest.approx((joined > 0).sum(), rel=1e-6)


@MANY
@given(SEEDS, PENALTIES)
def test_shares_expect_as_many_of_each_kind_as_there_were(seed, penalty):
    rng, values, terms = sample(seed)
    kind = rng.integers(0, 3, len(values))
    kind[:3] = 0, 1, 2
    fit = multinomial(
        values, kind, terms=terms, categories=["a", "b", "c"], penalty=penalty
    )
    expected = shares(fit, values).sum(axis=0)
    assert expected == pytest.approx(np.bincount(kind), rel=1e-6)


@MANY
@given(SEEDS)
def test_poisson_means_sum_to_the_counts(seed):
    rng, values, terms = sample(seed, columns=2)
    few = rng.binomial(3, 0.4, len(values)).astype(float)
    fit = counts(values, few, terms=terms)
    if "log_dispersion" not in fit.terms:
        assert mean(fit, values).sum() == pytest.approx(few.sum(), rel=1e-7)
