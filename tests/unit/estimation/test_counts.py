import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from foedus.chance import Stream
from foedus.estimation.counts import (
    below,
    counts,
    ewma,
    interval,
    log_score,
    mean,
    pit,
    pit_bins,
    size,
)  # fmt: skip
from foedus.faults import DataFault

RNG = np.random.default_rng(21)
X = RNG.normal(size=(300, 2)) * [2.0, 0.3]
MU = np.exp(0.5 + 0.3 * X[:, 0] + X[:, 1])
BUNCHED = RNG.negative_binomial(1.7, 1.7 / (1.7 + MU)).astype(float)
EVEN = stats.binom.rvs(8, MU / (MU.max() + 1), random_state=RNG).astype(float)
TERMS = ("past", "states")


def test_bunched_counts_give_the_negative_binomial_of_statsmodels():
    model = sm.NegativeBinomial(BUNCHED, sm.add_constant(X))
    theirs = model.fit(disp=0, method="newton", maxiter=100, start_params=[0, 0, 0, 0.5])
    ours = counts(X, BUNCHED, terms=TERMS)
    assert ours.coef[:3] == pytest.approx(theirs.params[:3], abs=1e-6)
    assert 1 / size(ours) == pytest.approx(theirs.params[3], abs=1e-6)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-8)
    assert ours.doubt[:3] == pytest.approx(theirs.bse[:3], rel=1e-4)
    assert ours.doubt[3] == pytest.approx(theirs.bse[3] / theirs.params[3], rel=1e-4)


def test_counts_that_do_not_bunch_give_the_poisson_regression_of_statsmodels():
    theirs = sm.Poisson(EVEN, sm.add_constant(X)).fit(disp=0)
    ours = counts(X, EVEN, terms=TERMS)
    assert ours.terms == ("constant", *TERMS)
    assert size(ours) == np.inf
    assert ours.coef == pytest.approx(theirs.params, abs=1e-7)
    assert ours.cov == pytest.approx(theirs.cov_params(), rel=1e-5)


def test_a_wild_column_is_climbed_to_its_maximum_without_a_warning():
    wild = np.exp(1.5 * X)
    ours = counts(wild, EVEN, terms=TERMS)
    expected = mean(ours, wild)
    slope = wild.T @ ((EVEN - expected) / (1 + expected / size(ours)))
    assert np.abs(slope).max() < 1e-6 * (wild.T @ EVEN).max()


def test_an_offset_is_exposure():
    exposure = RNG.random(300) + 0.5
    model = sm.NegativeBinomial(BUNCHED, sm.add_constant(X), offset=np.log(exposure))
    theirs = model.fit(disp=0, method="newton", maxiter=100, start_params=[0, 0, 0, 0.5])
    ours = counts(X, BUNCHED, terms=TERMS, offset=np.log(exposure))
    assert ours.coef[:3] == pytest.approx(theirs.params[:3], abs=1e-6)


def test_columns_of_another_scale_give_the_same_means():
    ours = counts(X, BUNCHED, terms=TERMS, penalty=4.0)
    scaled = counts(X * 100 + 7, BUNCHED, terms=TERMS, penalty=4.0)
    assert mean(scaled, X * 100 + 7) == pytest.approx(mean(ours, X))


def test_a_constant_alone_expects_the_mean_count():
    ours = counts(np.empty((300, 0)), BUNCHED, terms=())
    assert mean(ours, np.empty((1, 0))) == pytest.approx(BUNCHED.mean())


def test_the_dispersion_is_drawn_with_the_rest():
    drawn = counts(X, BUNCHED, terms=TERMS).draws(5, Stream(1))
    assert set(drawn.columns) == {"constant", *TERMS, "log_dispersion"}


@pytest.mark.parametrize("r", [0.4, 3.0, np.inf])
def test_chances_and_intervals_are_those_of_scipy(r):
    mu, y = np.array([0.2, 3.0, 40.0]), np.array([0.0, 7.0, 30.0])
    law = stats.poisson(mu) if np.isinf(r) else stats.nbinom(r, r / (r + mu))
    assert log_score(mu, r, y) == pytest.approx(law.logpmf(y))
    assert below(mu, r, y) == pytest.approx(law.cdf(y))
    expected = np.stack([law.ppf(0.05), law.ppf(0.95)], axis=1)
    assert interval(mu, r, level=0.9) == pytest.approx(expected)


def test_a_huge_r_scores_as_poisson():
    mu, y = np.array([3.0]), np.array([5.0])
    assert log_score(mu, 1e7, y) == pytest.approx(log_score(mu, np.inf, y), abs=1e-5)


def test_places_of_counts_from_their_own_law_fill_the_bins_evenly():
    ours = counts(X, BUNCHED, terms=TERMS)
    places = pit(mean(ours, X), size(ours), BUNCHED)
    assert places[BUNCHED == 0, 0] == pytest.approx(0)
    assert pit_bins(places, bins=5) == pytest.approx(0.2, abs=0.06)


def test_places_of_bunched_counts_told_by_poisson_crowd_the_ends():
    bins = pit_bins(pit(MU, np.inf, BUNCHED), bins=5)
    assert bins[[0, -1]].min() > bins[1:-1].max()


def test_a_year_is_averaged_over_earlier_years_only():
    series = RNG.poisson(3, 12).astype(float)
    later = series.copy()
    later[7:] += 100
    held, again = ewma(series, half_life=3.0), ewma(later, half_life=3.0)
    assert again[:8] == pytest.approx(held[:8])
    assert ewma(np.full(12, 0.5), half_life=3.0) == pytest.approx(0.5)


def test_a_long_past_is_averaged_with_halving_weights():
    weights = 0.5 ** (np.arange(60)[::-1] / 3.0)
    series = RNG.poisson(3, 61).astype(float)
    expected = (weights @ series[:60] + 0.5) / (weights.sum() + 1)
    assert ewma(series, half_life=3.0)[-1] == pytest.approx(expected)


@pytest.mark.parametrize("outcome", [-1.0, 0.5, np.nan])
def test_what_is_no_count_is_refused(outcome):
    broken = BUNCHED.copy()
    broken[0] = outcome
    with pytest.raises(DataFault, match="counts"):
        counts(X, broken, terms=TERMS)


def test_nothing_but_zeros_is_refused():
    with pytest.raises(DataFault, match="zeros"):
        counts(X, np.zeros(300), terms=TERMS)
