from math import exp, inf, log

import pytest
from unit.ledger.making import PAPER, binding, claim, figure, source

from foedus.ledger.entry import Hedge, Override
from foedus.ledger.pool import SPREAD, WIDER
from foedus.ledger.reach import ASSUMED_HOLD, FROM_MEMORY, Figure, open_range, statements
from foedus.quantity import Unit

SHARE = Unit.SHARE


def said(quantity, *, reach=1.0, reliability="B", **more):
    """The interval of one claim and how firmly it stands."""
    book = (source("press", reliability=reliability), PAPER, claim("c", quantity, **more))
    bound = binding("c", unit=quantity.unit)
    [one] = statements([bound], book, spreads=1.0)["shells"]
    return one.reach(reach), one.hold


def test_a_bare_figure_reaches_its_spread_up_and_down_by_factors():
    (low, high), _ = said(figure("equal", 100.0))
    assert (low, high) == pytest.approx((100 * exp(-0.1), 100 * exp(0.1)))


def test_about_reaches_a_quarter_further():
    (low, _), _ = said(figure("about", 100.0))
    assert log(100 / low) == pytest.approx(0.1 * 1.25)


def test_the_strongest_hedge_widens():
    hedges = (Hedge("perhaps", "slight"), Hedge("rumoured", "strong"))
    (low, _), _ = said(figure("equal", 100.0), hedges=hedges)
    assert log(100 / low) == pytest.approx(0.1 * WIDER["strong"])


def test_a_bound_is_open_at_its_other_end():
    assert said(figure("at_least", 100.0))[0] == pytest.approx((100 * exp(-0.1), inf))
    assert said(figure("at_most", 100.0))[0] == pytest.approx((0.0, 100 * exp(0.1)))


def test_a_range_reaches_past_both_ends():
    (low, high), _ = said(figure("between", low=10.0, high=20.0))
    assert (low, high) == pytest.approx((10 * exp(-0.1), 20 * exp(0.1)))


def test_with_no_reach_a_figure_is_what_it_says():
    assert said(figure("about", 100.0), reach=0.0)[0] == (100.0, 100.0)


def test_a_share_stays_between_nothing_and_all():
    (low, high), _ = said(figure("about", 0.95, unit=SHARE), reach=10.0)
    assert 0 < low < 0.95 < high < 1
    assert said(figure("at_least", 0.5, unit=SHARE))[0][1] == 1.0


def test_ninety_five_per_cent_is_as_sure_as_five():
    (low, _), _ = said(figure("equal", 0.95, unit=SHARE))
    (_, high), _ = said(figure("equal", 0.05, unit=SHARE))
    assert low == pytest.approx(1 - high)


def test_nothing_and_less_than_nothing_keep_their_sign():
    assert said(figure("equal", 0.0))[0] == (0.0, 0.0)
    low, high = said(figure("equal", -10.0))[0]
    assert low < -10 < high < 0


def test_hold_is_the_weight_of_the_source_by_the_narrowness_of_the_claim():
    assert said(figure(value=1.0), reliability="A", credibility=1)[1] == 1.0
    weak = said(figure(value=1.0), reliability="E", credibility=5)[1]
    assert weak == pytest.approx(0.1 * SPREAD[1] / SPREAD[5])


def test_what_is_recalled_stands_half_as_firmly():
    read, recalled = (
        said(figure(value=1.0), basis=basis)[1] for basis in ("read", "memory")
    )
    assert recalled == read * FROM_MEMORY


def test_an_assumption_stands_under_all_but_the_weakest():
    own = binding(assumed=Override(1.0, 2.0, 3.0, "a guess"))
    [one] = statements([own], (), spreads=1.0)["shells"]
    assert one.assumed
    assert one.hold == ASSUMED_HOLD
    assert one.reach(0.0) == (1.0, 3.0)


def test_an_override_is_no_evidence_where_there_are_claims():
    own = Override(5.0, 6.0, 7.0, "I think so")
    book = (source("press"), PAPER, claim("c", figure("equal", 1.0)))
    [one] = statements([binding("c", override=own)], book, spreads=1.0)["shells"]
    assert one.claims == ("c",)


def test_of_what_nobody_tells_there_is_no_statement():
    assert statements([binding("gone")], (), spreads=1.0) == {"shells": ()}


@pytest.mark.parametrize(
    ("unit", "expected"), [(SHARE, (0.0, 1.0)), (Unit.ROUNDS, (0.0, inf))]
)
def test_an_unknown_number_is_a_share_or_not_below_nothing(unit, expected):
    assert open_range(unit, ()) == expected


@pytest.mark.parametrize("unit", [Unit.TONNES, Unit.SHARE])
def test_however_far_one_reaches_an_end_is_a_number(unit):
    low, high = Figure(0.5, 0.5, 0.1, unit).reach(1e6)
    assert 0 <= low < 0.5 < high < float("inf")
