import numpy as np
import pytest
from scipy.stats import rankdata

from foedus.estimation.choice import chances
from foedus.estimation.ranking import auc_within, ranking
from foedus.estimation.score import auc
from foedus.faults import DataFault

RNG = np.random.default_rng(19)
YEARS = RNG.integers(1900, 1920, 600)
TOLD = chances(np.round(RNG.normal(size=600), 1), YEARS)
CAME = (RNG.random(600) < 12 * TOLD / 5).astype(float)


def test_ranks_are_those_of_scipy_within_each_year():
    found = ranking(CAME, TOLD, YEARS)
    theirs = np.empty(600)
    for year in np.unique(YEARS):
        rows = year == YEARS
        theirs[rows] = rankdata(-TOLD[rows])
    assert found.ranks == pytest.approx(theirs[CAME == 1])
    assert found.strata.tolist() == YEARS[CAME == 1].tolist()


def test_the_gain_of_a_lot_is_nothing():
    even = chances(np.zeros(600), YEARS)
    found = ranking(CAME, even, YEARS)
    assert found.gain == pytest.approx(0)
    assert found.auc == pytest.approx(0.5)


def test_the_gain_is_the_log_of_how_much_likelier_than_by_lot():
    found = ranking(CAME, TOLD, YEARS)
    assert found.gains == pytest.approx(np.log(TOLD[CAME == 1] * found.sizes))


def test_more_places_hold_more_events():
    found = ranking(CAME, TOLD, YEARS)
    shares = [found.within(k) for k in range(1, 60)]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert found.within_share(1.0) == 1
    assert found.within_share(1e-9) == found.within(1)


def test_within_one_stratum_it_is_the_auc():
    one = np.zeros(600)
    assert auc_within(CAME, TOLD, one) == pytest.approx(auc(CAME, TOLD))


def test_the_auc_within_years_pools_the_pairs_of_each_year():
    won = pairs = 0.0
    for year in np.unique(YEARS):
        rows = year == YEARS
        events = CAME[rows].sum()
        count = events * (rows.sum() - events)
        won += auc(CAME[rows], TOLD[rows]) * count if count else 0
        pairs += count
    assert auc_within(CAME, TOLD, YEARS) == pytest.approx(won / pairs)


def test_what_a_whole_year_shares_does_not_help_within_it():
    calendar = YEARS / 2000
    assert auc_within(CAME, calendar, YEARS) == pytest.approx(0.5)


def test_strata_without_both_have_no_pairs():
    assert np.isnan(auc_within(np.array([1, 0]), np.array([0.5, 0.5]), np.array([1, 2])))


def test_chances_that_do_not_sum_to_one_are_refused():
    with pytest.raises(DataFault, match="strata"):
        ranking(CAME, TOLD / 2, YEARS)


def test_no_event_is_refused():
    with pytest.raises(DataFault, match="0 events"):
        ranking(np.zeros(600), TOLD, YEARS)
