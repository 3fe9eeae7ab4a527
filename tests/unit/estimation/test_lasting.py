import numpy as np
import pytest
from unit.past.treaties import pact, past_with

from foedus.chance import Stream
from foedus.estimation.fit import Fit
from foedus.estimation.lasting import Course, begun, course_of, lasting
from foedus.faults import DataFault

PAIRS = [("FRA", "RUS"), ("GBR", "JPN"), ("ITA", "TUR"), ("USA", "CAN"), ("ESP", "PRT")]


@pytest.fixture
def past():
    """Twenty treaties of 1901, five of which end one by one from 1906 on."""
    made = [
        pact(
            n, 1901, 1906 + 2 * n if n < 5 else None, PAIRS[n % 5], termination=2 * (n < 5),
            nonaggression=float(n % 2),
        )
        for n in range(20)
    ]  # fmt: skip
    return past_with(*made)


def risks(coef):
    """A fit in which only a promise of peace counts, without doubt."""
    sure = np.zeros((1, 1))
    return Fit("choice", ("nag",), np.array([coef]), sure, np.ones(1), 0.0, 9, 3, 0.0, 1)


def course(spread=0.5):
    return Course(1950, 100, (2.0, 10.0), (4.0, 20.0), (200.0, 1000.0), (spread, spread))


def test_a_year_draws_its_level_about_what_recent_years_lead_to_expect():
    drawn = begun(course(), 20_000).drawn(Stream(1))
    assert drawn.mean() == pytest.approx((5 / 225 + 21 / 1025) / 2, rel=0.02)
    assert drawn.std() > 0.01


def test_a_year_with_many_ends_raises_the_level_most_where_it_is_soon_forgotten():
    before = begun(course(), 2)
    after = before.passed(np.array([30, 30]), np.array([100.0, 100.0]))
    rate = (after.ended + 1) / (after.at_risk + 25)
    assert rate[0] > rate[1] > 21 / 1025


def test_stocks_are_those_of_the_year_and_forget_by_their_half_life(past):
    held = course_of(past, 1915, half_lives=(1.0, 1000.0))
    assert held.ended[1] == pytest.approx(5, abs=0.1)
    assert held.standing == 15
    assert held.ended[0] < held.ended[1]


def test_a_past_too_short_to_tell_the_spread_is_a_fault(past):
    with pytest.raises(DataFault, match="at risk in 6 years"):
        course_of(past, 1907)


def test_treaties_can_only_end(past):
    told = lasting(past, 1915, risks(0.0), (1, 5, 10), runs=50, seed=1)
    assert told.standing.shape == (50, 3, 15)
    falls = np.diff(told.standing.mean(axis=2), axis=1)
    assert (falls <= 0).all()
    assert falls.sum() < 0


def test_a_treaty_with_the_higher_risk_lasts_less_often(past):
    told = lasting(past, 1915, risks(2.0), (10,), runs=400, seed=1)
    peaceful = told.pacts % 2 == 1
    stood = told.standing[:, 0].mean(axis=0)
    assert stood[peaceful].max() < stood[~peaceful].min()


def test_the_same_seed_gives_the_same_runs_and_another_does_not(past):
    one, again, other = (
        lasting(past, 1915, risks(0.0), (5,), runs=20, seed=seed).standing
        for seed in (1, 1, 2)
    )
    assert (one == again).all()
    assert (one != other).any()


def test_nothing_after_the_origin_is_read(past):
    whole = lasting(past, 1912, risks(1.0), (5,), runs=20, seed=1).standing
    cut = lasting(past.until(1912), 1912, risks(1.0), (5,), runs=20, seed=1).standing
    assert (whole == cut).all()
