"""What is read off an exchange: months of supply, figures met, dependence, bids."""

import numpy as np
import pytest
from unit.exchange.making import bare, deal, draws, run, terms

from foedus.exchange.bargain import bargain
from foedus.exchange.course import course_of
from foedus.exchange.deal import Match
from foedus.exchange.dependence import hanging, power
from foedus.exchange.ends import GOES_ON, outer_ends, share_by_cause
from foedus.exchange.matching import bar_of, covered, matching, measured
from foedus.exchange.month import opening
from foedus.exchange.outbidding import bids_of
from foedus.exchange.supply import supply
from foedus.faults import DataFault


def arrays(*numbers):
    return [np.array([float(number)]) for number in numbers]


def supplied(made, months, **told):
    held, course = terms(made, draws(**told)), course_of(made, months)
    return supply(held, course, opening(held, course, lag=made.lag), start=0)


def test_a_rate_above_output_lasts_as_long_as_the_store_above_the_floor():
    found = supplied(bare(), 60)
    assert found.months[0] == 20
    assert not found.lasts[0]
    assert found.spare[:21, 0] == pytest.approx([*(600 - 30 * np.arange(1, 21)), 0])


def test_a_rate_that_output_covers_lasts_to_the_end():
    found = supplied(bare(), 60, output=55)
    assert found.covers[0]
    assert found.months[0] == 60


def sent(seed=0, **told):
    """Draws of unlike rates; the buyer can be trusted with all."""
    made = bare(matching=(Match("a", "A", "delivered", "sent", "2024-10"),))
    rates = np.linspace(10, 60, 51)
    path = run(made, terms(made, draws(51, rate=rates, b__rate=0.0, stock=1e6) | told))
    return made, path, rates


def test_draws_that_miss_a_published_figure_are_left_out():
    made, path, rates = sent()
    bar = bar_of(made, made.matching[0], path, np.linspace(295, 405, 12))
    assert bar.said == pytest.approx(10 * rates)
    assert rates[bar.passed].tolist() == [31, 32, 33, 34, 35, 36, 37, 38, 39]


def test_a_tolerance_widens_a_figure_on_both_sides():
    made, path, rates = sent()
    match = Match("a", "A", "delivered", "sent", "2024-10", tolerance=0.1)
    bar = bar_of(made, match, path, np.full(9, 300.0))
    assert rates[bar.passed].tolist() == [27, 28, 29, 30, 31, 32, 33]


def test_draws_pass_that_meet_every_figure_and_each_figure_s_toll_is_told():
    made, path, _ = sent()
    low = bar_of(made, made.matching[0], path, np.linspace(349, 351, 9))
    wide = bar_of(made, made.matching[0], path, np.array([0.0, 450.0]))
    found = matching(path, [low, wide])
    assert found.share == pytest.approx(1 / 51)
    assert found.without(low) == pytest.approx(wide.passed.mean())


def test_more_delivered_than_was_there_is_refused_with_its_place():
    made, path, _ = sent()
    with pytest.raises(DataFault, match="no draw had and made more") as caught:
        bar_of(made, made.matching[0], path, np.full(9, 1e9))
    assert caught.value.where == "exchange, matching a"


@pytest.mark.parametrize(
    ("measure", "good", "expected"),
    [
        ("rate", "", 30),
        ("output", "", 20),
        ("store", "", 1000 - 10 * 10),
        ("paid", "money", 15000),
    ],
)
def test_a_figure_is_read_off_in_its_months(measure, good, expected):
    made = bare()
    path = run(made, terms(made, draws(rate=30, s__rate=0.1, b__rate=0.0)))
    match = Match("a", "A", measure, "x", "2024-10", good=good)
    assert measured(made, match, path)[0] == pytest.approx(expected)


def test_the_share_that_comes_from_the_partner_is_of_what_was_used():
    came, used = (
        np.array([[10.0, 90.0], [30.0, 90.0]]),
        np.array([[50.0, 60.0], [50.0, 0.0]]),
    )
    assert covered(came, used) == pytest.approx([0.4, 1.0])


def test_dependence_weighs_each_good_by_how_critical_it_is():
    found = hanging(
        dict(zip(("a", "b"), arrays(0.8, 0.2), strict=True)),
        dict(zip(("a", "b"), arrays(1.0, 0.5), strict=True)),
    )
    assert found.weighed[0] == pytest.approx((0.8 + 0.1) / 1.5)


@pytest.mark.parametrize(("share", "weight"), [(1.2, 0.5), (0.5, 1.5), (-0.1, 0.5)])
def test_a_share_over_one_is_refused(share, weight):
    with pytest.raises(DataFault, match="share or weight"):
        hanging({"a": np.array([share])}, {"a": np.array([weight])})


def test_power_is_what_one_can_do_less_what_it_suffers():
    generator = np.random.default_rng(1)
    found = power(
        generator.random((4, 4, 2)), generator.random(4) + 1, np.array([3.0, 6.0])
    )
    assert np.allclose(found, -found.T)


def test_what_would_end_a_deal_is_the_other_side_s_limit():
    part, pays, asks = arrays(0.5, 0, np.inf)
    agreed = bargain(*arrays(400, 100), part=part, pays=pays, asks=asks)
    bids = bids_of(agreed.high, agreed.low, agreed.price, agreed.trades, *arrays(50, 65))
    told = (bids.stirs, bids.ends, bids.ends_month, bids.undercuts, bids.amount)
    assert [float(one[0]) for one in told] == [250, 400, 20_000, 100, 65]


def test_endings_come_as_often_as_their_chance_within_a_year():
    made = deal()
    held = terms(made, draws(20_000))
    uniforms = np.random.default_rng(2).random((2, 20_000))
    outer = outer_ends(made, course_of(made, 12), held.hazards, uniforms, now=0)
    ended = outer.month < 12
    assert ended.mean() == pytest.approx(1 - 0.7 * 0.9, abs=0.01)
    shares = share_by_cause(outer.month, outer.cause, [6, 12], 2)
    assert shares[-1].sum() == pytest.approx(ended.mean())
    assert (outer.cause[~ended] == GOES_ON).all()
