import numpy as np
import pytest
import statsmodels.api as sm
from sklearn import metrics

from foedus.estimation.score import (
    auc,
    average_precision,
    losses,
    paired_gain,
    score,
    top,
)  # fmt: skip
from foedus.faults import DataFault

RNG = np.random.default_rng(13)
P = np.round(RNG.beta(0.5, 8, 3000), 3).clip(0.001, 0.999)
Y = (RNG.random(3000) < P).astype(float)
YEARS = RNG.integers(1950, 2010, 3000)


def test_the_scores_are_those_of_scikit_learn():
    ours = score(Y, P)
    assert ours.log_loss == pytest.approx(metrics.log_loss(Y, P))
    assert ours.brier == pytest.approx(metrics.brier_score_loss(Y, P))
    assert ours.auc == pytest.approx(metrics.roc_auc_score(Y, P))
    assert ours.pr_auc == pytest.approx(metrics.average_precision_score(Y, P))
    assert ours.prl == pytest.approx(metrics.d2_log_loss_score(Y, P))
    assert (ours.n, ours.events) == (3000, int(Y.sum()))


def test_ties_are_ranked_as_scikit_learn_ranks_them():
    coarse = np.round(P, 1)
    assert auc(Y, coarse) == pytest.approx(metrics.roc_auc_score(Y, coarse))
    expected = metrics.average_precision_score(Y, coarse)
    assert average_precision(Y, coarse) == pytest.approx(expected)


def test_calibration_is_expected_over_observed_and_the_slope_a_logit_s():
    ours = score(Y, P / 2)
    odds = np.log(P / 2 / (1 - P / 2))
    theirs = sm.Logit(Y, sm.add_constant(odds)).fit(disp=0)
    assert ours.calibration == pytest.approx(P.sum() / 2 / Y.sum())
    assert ours.slope == pytest.approx(theirs.params[1])


def test_a_base_rate_known_beforehand_is_another_rival_than_the_sample_s_own():
    before = score(Y, P, base=0.2)
    assert before.prl == pytest.approx(
        1 - metrics.log_loss(Y, P) / metrics.log_loss(Y, np.full(3000, 0.2))
    )
    assert before.prl > score(Y, P).prl


def test_a_null_is_the_rival_of_its_own_prl():
    assert score(Y, P, null=P).prl_null == pytest.approx(0)
    assert np.isnan(score(Y, P).prl_null)


def test_the_bins_of_reliability_hold_every_forecast_once():
    bins = score(Y, P, edges=(0, 0.05, 0.2, 1)).reliability
    assert [one.count for one in bins] == [
        (P < 0.05).sum(), ((P >= 0.05) & (P < 0.2)).sum(), (P >= 0.2).sum(),
    ]  # fmt: skip
    assert bins[0].observed == pytest.approx(Y[P < 0.05].mean())
    assert bins[0].forecast == pytest.approx(P[P < 0.05].mean())


def test_the_top_counts_its_events():
    recall, precision = top(Y, P + 1e-9 * np.arange(3000), 50)
    picked = np.argsort(-(P + 1e-9 * np.arange(3000)))[:50]
    assert precision == pytest.approx(Y[picked].mean())
    assert recall == pytest.approx(Y[picked].sum() / Y.sum())


def test_hits_are_the_precision_of_as_many_forecasts_as_events():
    fine = P + 1e-7 * RNG.random(3000)
    picked = np.argsort(-fine)[: int(Y.sum())]
    assert score(Y, fine).hits == pytest.approx(Y[picked].mean())


def test_no_event_has_no_rank_but_a_loss():
    ours = score(np.zeros(10), np.full(10, 0.1))
    assert ours.log_loss == pytest.approx(-np.log(0.9))
    assert np.isnan([ours.auc, ours.pr_auc, ours.calibration, ours.slope, ours.hits]).all()


def test_a_perfect_ranking_has_no_slope():
    assert np.isnan(score(np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 0.9])).slope)


def test_a_certain_miss_costs_much_and_not_everything():
    assert np.isfinite(score(np.array([1.0, 0.0]), np.array([0.0, 0.5])).log_loss)


@pytest.mark.parametrize("forecast", [np.full(3000, 1.1), np.full(3000, np.nan), P[1:]])
def test_what_is_no_probability_is_refused(forecast):
    with pytest.raises(DataFault, match="probabilities"):
        score(Y, forecast)


def test_a_gain_is_the_mean_difference_within_its_interval():
    worse, better = losses(Y, np.full(3000, Y.mean())), losses(Y, P)
    gain = paired_gain(worse, better, YEARS, seed=1)
    assert gain.mean == pytest.approx((worse - better).mean())
    assert 0 < gain.low < gain.mean < gain.high
    assert gain.blocks == 60


def test_the_interval_is_that_of_blocks_drawn_one_by_one():
    a, b = losses(Y, np.full(3000, Y.mean())), losses(Y, P)
    years = np.unique(YEARS)
    drawn = []
    for _ in range(800):
        rows = [np.flatnonzero(year == YEARS) for year in RNG.choice(years, 60)]
        drawn.append((a - b)[np.concatenate(rows)].mean())
    gain = paired_gain(a, b, YEARS, seed=1, draws=4000)
    spread = np.std(drawn)
    assert gain.low == pytest.approx(np.quantile(drawn, 0.025), abs=0.2 * spread)
    assert gain.high == pytest.approx(np.quantile(drawn, 0.975), abs=0.2 * spread)


def test_the_same_seed_gives_the_same_interval():
    a, b = losses(Y, P), losses(Y, np.sqrt(P))
    assert paired_gain(a, b, YEARS, seed=5) == paired_gain(a, b, YEARS, seed=5)
    assert paired_gain(a, b, YEARS, seed=5) != paired_gain(a, b, YEARS, seed=6)


def test_one_block_is_too_few():
    with pytest.raises(DataFault, match="1 block"):
        paired_gain(np.ones(3), np.ones(3), np.zeros(3), seed=1)
