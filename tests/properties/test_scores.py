"""What holds of scores, pools and origins, whatever the forecasts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.estimation.origins import Origins, rolling
from foedus.estimation.score import auc, average_precision, score, top
from foedus.estimation.stack import stack
from foedus.estimation.survival import survival
from foedus.terms.spline import spline

MANY = settings(max_examples=60, deadline=None, derandomize=True, database=None)
SEEDS = st.integers(0, 10**6)


def forecasts(seed, rows=80):
    rng = np.random.default_rng(seed)
    told = np.round(rng.beta(0.5, 3, rows), 2).clip(0.01, 0.99)
    came = (rng.random(rows) < told).astype(float)
    came[:2] = 0, 1
    return rng, told, came


@MANY
@given(SEEDS)
def test_only_the_order_of_forecasts_matters_to_ranks(seed):
    _, told, came = forecasts(seed)
    assert auc(came, told**3) == pytest.approx(auc(came, told))
    assert average_precision(came, told**3) == pytest.approx(average_precision(came, told))


@MANY
@given(SEEDS)
def test_ranks_turn_with_the_outcome(seed):
    _, told, came = forecasts(seed)
    assert auc(1 - came, told) == pytest.approx(1 - auc(came, told))


@MANY
@given(SEEDS)
def test_the_order_of_rows_changes_no_score(seed):
    rng, told, came = forecasts(seed)
    order = rng.permutation(len(told))
    one, two = score(came, told), score(came[order], told[order])
    assert (one.log_loss, one.auc, one.pr_auc) == pytest.approx(
        (two.log_loss, two.auc, two.pr_auc)
    )


@MANY
@given(SEEDS)
def test_all_of_them_recall_all_events(seed):
    _, told, came = forecasts(seed)
    assert top(came, told, len(told)) == pytest.approx((1.0, came.mean()))
    recalls = [top(came, told, k)[0] for k in range(1, len(told))]
    assert np.diff(recalls).min() >= -1e-12


@MANY
@given(SEEDS, st.integers(2, 5))
def test_a_pool_is_never_below_its_best_model_in_sample(seed, models):
    rng = np.random.default_rng(seed)
    told = rng.beta(1, 2, size=(60, models)).clip(1e-4, 1)
    weights = stack(told)
    assert weights.sum() == pytest.approx(1)
    assert weights.min() >= 0
    assert np.log(told @ weights).mean() >= np.log(told).mean(axis=0).max() - 1e-8


@MANY
@given(SEEDS)
def test_the_order_of_models_permutes_their_weights(seed):
    rng = np.random.default_rng(seed)
    told = rng.beta(1, 2, size=(60, 4)).clip(1e-4, 1)
    order = rng.permutation(4)
    assert stack(told[:, order]) == pytest.approx(stack(told)[order], abs=1e-5)


@MANY
@given(SEEDS, st.integers(1, 7))
def test_no_fit_sees_a_year_of_its_forecasts(seed, every):
    rng = np.random.default_rng(seed)
    years = rng.integers(1900, 1930, 90)
    years[0] = 1899

    def fit(rows, origin):
        assert years[rows].max() < origin
        return years[rows].max()

    def predict(latest, rows, origin):
        assert years[rows].min() > latest
        return np.ones(len(rows))

    made = rolling(fit, predict, years, Origins(1900, 1929, every=every))
    assert np.array_equal(made.made, years >= 1900)


@MANY
@given(SEEDS)
def test_a_survival_curve_falls_from_one_and_within_its_interval(seed):
    rng = np.random.default_rng(seed)
    curve = survival(np.ceil(rng.exponential(5, 40)), rng.random(40) < 0.7)
    at = np.linspace(0, 30, 61)
    alive, band = curve.at(at), curve.interval(at)
    assert alive[0] == 1
    assert np.diff(alive).max() <= 0
    assert (band[:, 0] <= alive + 1e-12).all()
    assert (band[:, 1] >= alive - 1e-12).all()


@MANY
@given(SEEDS, st.floats(0.1, 1000))
def test_a_spline_stands_on_the_scale_of_its_axis(seed, scale):
    rng = np.random.default_rng(seed)
    x, knots = (
        rng.normal(size=30),
        np.sort(rng.choice(np.arange(-20, 20), 4, replace=False)),
    )
    assert spline(x * scale, knots * scale) == pytest.approx(
        spline(x, knots) * scale, rel=1e-6, abs=1e-9 * scale
    )
