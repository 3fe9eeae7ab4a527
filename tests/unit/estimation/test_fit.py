import numpy as np
import pytest

from foedus.chance import Stream
from foedus.doors import json_text, read_json
from foedus.estimation.fit import Fit, FitRecord, fit_text, read_fit
from foedus.estimation.logit import logit
from foedus.faults import DataFault

RNG = np.random.default_rng(3)
X = RNG.normal(size=(400, 2))
Y = (RNG.random(400) < 0.3).astype(float)
FIT = logit(X, Y, terms=["near", "ally"], penalty=0.1)


def test_the_utility_of_raw_columns_is_the_constant_and_the_slopes():
    expected = FIT.coef[0] + X @ FIT.coef[1:]
    assert FIT.utility(X) == pytest.approx(expected)


def test_columns_are_the_terms_less_the_constant():
    assert FIT.columns == ("near", "ally")


def test_other_columns_than_the_fit_s_are_refused():
    with pytest.raises(DataFault, match="shape"):
        FIT.utility(X[:, :1])


def test_a_fit_comes_back_from_text_to_the_last_bit():
    again = read_fit(fit_text(FIT), where="here")
    assert FitRecord.of(again) == FitRecord.of(FIT)
    assert np.array_equal(again.cov, FIT.cov)


def test_a_null_without_terms_comes_back_from_text():
    none = np.zeros(0)
    null = Fit("choice", (), none, np.zeros((0, 0)), none, 0.0, 9, 3, -4.5, 0)
    again = read_fit(fit_text(null), where="here")
    assert (again.terms, again.cov.shape) == ((), (0, 0))
    assert again.utility(np.zeros((2, 0))).tolist() == [0, 0]


def test_a_fit_passes_the_doors_as_a_record():
    record = FitRecord.of(FIT)
    assert read_json(FitRecord, json_text(record), where="here") == record


def test_text_that_is_no_fit_is_refused():
    with pytest.raises(DataFault):
        read_fit('{"kind": "logit"}', where="here")


def test_a_covariance_of_another_size_is_refused():
    with pytest.raises(DataFault, match="cov"):
        Fit("logit", ("a",), np.ones(1), np.eye(2), np.ones(1), 0, 9, 3, -1.0, 2)


def test_what_was_fitted_cannot_be_altered():
    with pytest.raises(ValueError, match="read-only"):
        FIT.coef[0] = 1.0


def test_draws_have_the_mean_and_the_covariance_of_the_fit():
    draws = FIT.draws(40_000, Stream(1))
    drawn = np.stack([draws[term] for term in FIT.terms])
    assert drawn.mean(axis=1) == pytest.approx(FIT.coef, abs=4 * FIT.doubt.max() / 200)
    assert np.cov(drawn) == pytest.approx(FIT.cov, abs=0.05 * FIT.cov.max())


def test_more_draws_do_not_alter_the_first():
    few, many = FIT.draws(3, Stream(1)), FIT.draws(9, Stream(1))
    assert np.array_equal(few["near"], many["near"][:3])


def test_the_standardised_coefficient_is_that_of_a_standard_deviation():
    assert FIT.standard[1] == pytest.approx(FIT.coef[1] * X[:, 0].std())
