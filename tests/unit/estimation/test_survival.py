import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from foedus.estimation.survival import survival
from foedus.faults import DataFault

# Weeks in remission under 6-mercaptopurine, Freireich et al. (1963), as tabled by Cox and
# Oakes (1984).
LASTED = np.array(
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35.0]
)
ENDED = np.isin(np.arange(21), [0, 1, 2, 4, 6, 9, 10, 14, 15])

RNG = np.random.default_rng(4)
LONG = np.ceil(RNG.exponential(8, 200))
SEEN = RNG.random(200) < 0.6


def test_the_remission_times_of_freireich_give_their_published_curve():
    curve = survival(LASTED, ENDED)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.alive == pytest.approx(published, abs=6e-4)
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert curve.doubt(curve.times) == pytest.approx(errors, abs=6e-5)


def test_the_curve_and_its_error_are_those_of_statsmodels():
    theirs = SurvfuncRight(LONG, SEEN)
    curve = survival(LONG, SEEN)
    assert curve.times == pytest.approx(theirs.surv_times)
    assert curve.alive == pytest.approx(theirs.surv_prob)
    assert curve.doubt(curve.times) == pytest.approx(theirs.surv_prob_se)


def test_the_interval_on_the_log_log_scale_is_computed_as_by_hand():
    curve = survival(LASTED, ENDED)
    [[low, high]] = curve.interval(np.array([10.0]))
    # Of the published .753 (.0963): exp(-exp(ln(-ln S) +- 1.96 se / (S ln S)))
    turned, spread = np.log(-np.log(0.7529)), 1.96 * 0.0963 / (0.7529 * np.log(0.7529))
    assert low == pytest.approx(np.exp(-np.exp(turned - spread)), abs=5e-4)
    assert high == pytest.approx(np.exp(-np.exp(turned + spread)), abs=5e-4)


def test_late_entries_are_at_risk_from_their_entry_only():
    entered = np.where(RNG.random(200) < 0.4, np.floor(LONG / 2), 0.0)
    late = entered > 0
    theirs = SurvfuncRight(LONG, SEEN, entry=entered)
    curve = survival(LONG, SEEN, entered=entered)
    assert late.any()
    assert curve.at_risk == pytest.approx(theirs.n_risk)
    assert curve.alive == pytest.approx(theirs.surv_prob)


def test_without_censoring_the_curve_is_the_share_left():
    curve = survival(LONG, np.ones(200, bool))
    assert curve.at(np.array([5.0])) == pytest.approx((LONG > 5).mean())


def test_before_the_first_end_and_after_the_last_there_is_no_interval():
    curve = survival(np.array([2.0, 3.0]), np.array([True, True]))
    assert curve.interval(np.array([1.0, 9.0])).tolist() == [[1, 1], [0, 0]]


def test_a_plain_interval_is_the_error_s():
    curve = survival(LONG, SEEN)
    at = np.array([4.0])
    [[low, high]] = curve.interval(at, scale="plain")
    assert (high - low) / 2 == pytest.approx(1.959964 * curve.doubt(at)[0])


def test_times_that_cannot_be_are_refused():
    with pytest.raises(DataFault):
        survival(np.array([-1.0]), np.array([True]))
    with pytest.raises(DataFault):
        survival(np.array([2.0]), np.array([True]), entered=np.array([2.0]))
    with pytest.raises(DataFault):
        survival(np.empty(0), np.empty(0, bool))
