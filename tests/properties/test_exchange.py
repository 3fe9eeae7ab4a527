"""What must hold in every exchange, whatever its numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.exchange.making import bare, deal, draws, run, spread, terms

from foedus.exchange.bargain import bargain
from foedus.exchange.course import changed, course_of
from foedus.exchange.ends import outer_ends
from foedus.exchange.month import opening
from foedus.exchange.supply import supply
from foedus.exchange.terms import pace_of, part_of
from foedus.exchange.whatif import Offer, WhatIf

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=40)
SEEDS = st.integers(0, 100_000)
WIDTHS = st.floats(0.1, 1.5)
RULES = st.sampled_from(["bounds", "nash"])
MONTHS = 30
RELATIVE = 1e-9


@st.composite
def runs(draw):
    """A whole deal of many draws, with endings or known to go on."""
    seed, known = draw(SEEDS), draw(st.booleans())
    made = deal(lag=draw(st.integers(1, 4)), patience=draw(st.integers(1, 5)))
    held = terms(made, spread(60, seed, draw(WIDTHS)))
    uniforms = np.random.default_rng(seed).random((2, 60))
    path = run(made, held, months=MONTHS, known=known, uniforms=uniforms, rule=draw(RULES))
    return made, held, path


def near(one, other, size):
    """Equal to 1e-9 of the largest sum on either side."""
    scale = np.maximum(np.abs(size), 1e-300)
    return (np.abs(one - other) <= RELATIVE * scale + 1e-9 * np.abs(other)).all()


def before(series, first):
    """The series one month earlier."""
    return np.concatenate([np.broadcast_to(first, series[:1].shape), series[:-1]])


@STEADY
@given(runs())
def test_the_store_is_what_it_was_and_what_was_made_less_what_went(ran):
    _, held, path = ran
    begun = before(path["store"], held.stock)
    expected = begun + path["produced"] - path["own"] - path["given"]
    assert near(path["store"], expected, begun + path["produced"])


@STEADY
@given(runs())
def test_the_buyer_s_store_is_what_came_less_what_it_used(ran):
    made, held, path = ran
    growth = held.made_growth ** np.arange(MONTHS)[:, None]
    came = (held.made * growth + held.others + path["arrived"]).sum(axis=0)
    left = held.buyer_stock + came - path["used"].sum(axis=0)
    assert near(path.state.buyer_store, left, held.buyer_stock + came)
    late = path["given"][: MONTHS - made.lag] * (1 - held.duds)
    assert np.allclose(path["arrived"][made.lag :], late, rtol=1e-12)


@STEADY
@given(runs())
def test_the_debt_is_what_it_was_with_interest_and_goods_less_pay(ran):
    _, held, path = ran
    begun = before(path["debt"], held.owed)
    worth = path["given"] * np.where(path["given"] > 0, path["price"], 0.0)
    grown = begun * (1 + held.interest) + path["beside"]
    assert near(path["debt"], grown + worth - path["paid"],
                np.abs(grown) + worth + path["paid"])  # fmt: skip


@STEADY
@given(runs())
def test_no_stock_is_negative_and_nothing_is_given_out_of_nothing(ran):
    _, held, path = ran
    assert (path["store"] >= -RELATIVE * held.stock).all()
    assert (path.state.buyer_store >= -RELATIVE * (held.buyer_stock + held.need)).all()
    assert (path["given"] >= 0).all()
    there = before(path["store"], held.stock) + path["produced"] - path["own"]
    spare = np.maximum(there - held.floor, 0.0)
    assert (path["given"] <= spare * (1 + RELATIVE)).all()
    assert (path["given"] <= held.rate * (1 + RELATIVE)).all()


@STEADY
@given(runs())
def test_nothing_is_given_where_it_is_worth_no_more_than_is_asked(ran):
    _, _, path = ran
    assert not path["given"][path["worth"] <= path["asking"]].any()


@STEADY
@given(runs())
def test_a_price_lies_between_what_is_asked_and_what_it_is_worth(ran):
    _, _, path = ran
    sold = path["given"] > 0
    price, slack = path["price"][sold], RELATIVE * path["worth"][sold]
    assert (price >= path["asking"][sold] - slack).all()
    assert (price <= path["worth"][sold] + slack).all()
    assert (price >= path["low"][sold] - slack).all()
    assert (price <= path["high"][sold] + slack).all()


@STEADY
@given(runs())
def test_a_debt_that_grows_by_goods_stays_within_what_can_be_trusted(ran):
    _, _, path = ran
    sold = path["given"] > 0
    slack = RELATIVE * (np.abs(path["debt"]) + path["given"] * path["price"] + 1)
    assert (path["debt"] <= path["most"] + slack)[sold].all()


@STEADY
@given(runs())
def test_shares_of_pay_and_of_need_are_shares(ran):
    _, held, path = ran
    agreed = held.quantity[:, None]
    assert (path.received >= 0).all()
    assert (path.received <= agreed * (1 + RELATIVE)).all()
    assert (path["lack"] >= -RELATIVE).all()
    assert (path["lack"] <= 1 + RELATIVE).all()


@STEADY
@given(runs())
def test_a_deal_that_has_ended_gives_and_gets_nothing(ran):
    _, _, path = ran
    over = np.arange(MONTHS)[:, None] >= path.ended
    for name in ("given", "paid", "beside"):
        assert not path[name][over].any()
    assert ((path.cause >= 0) == (path.ended < MONTHS)).all()


@STEADY
@given(SEEDS, WIDTHS)
def test_draws_in_another_order_give_answers_in_that_order(seed, wide):
    made, drawn = deal(), spread(50, seed, wide)
    order = np.random.default_rng(seed).permutation(50)
    uniforms = np.random.default_rng(seed).random((2, 50))
    whole = run(made, terms(made, drawn), known=False, uniforms=uniforms)
    other = run(
        made,
        terms(made, {key: held[order] for key, held in drawn.items()}),
        known=False,
        uniforms=uniforms[:, order],
    )
    assert np.array_equal(other["debt"], whole["debt"][:, order])
    assert np.array_equal(other.ended, whole.ended[order])


@STEADY
@given(SEEDS, WIDTHS, st.sampled_from(["stock", "output"]), st.floats(1.0, 3.0))
def test_a_supply_lasts_no_less_with_more_in_store_or_more_made(seed, wide, what, times):
    made, drawn = deal(), spread(80, seed, wide)
    lasts = []
    for factor in (1.0, times):
        held = terms(made, drawn | {what: drawn[what] * factor})
        course = course_of(made, 60)
        begun = opening(held, course, lag=made.lag)
        lasts.append(supply(held, course, begun, start=0).months)
    assert (lasts[1] >= lasts[0]).all()


@STEADY
@given(SEEDS)
def test_a_supply_of_good_without_growth_lasts_as_long_as_its_store(seed):
    made, generator = bare(), np.random.default_rng(seed)
    drawn = draws(
        40, stock=generator.uniform(100, 5000, 40), rate=generator.uniform(21, 90, 40)
    )
    held, course = terms(made, drawn), course_of(made, 200)
    found = supply(held, course, opening(held, course, lag=1), start=0)
    by_hand = np.floor(0.6 * drawn["stock"] / (drawn["rate"] - 20) + 1e-9)
    assert found.months == pytest.approx(np.minimum(by_hand, 200))


@STEADY
@given(st.floats(1e-6, 10), st.floats(1e-6, 10))
def test_the_more_patient_side_takes_more_and_neither_takes_all(buyer, supplier):
    part = float(part_of(buyer=np.array([buyer]), supplier=np.array([supplier]))[0])
    assert 0 < part < 1
    assert (part > 0.5) == (buyer > supplier) or buyer == supplier
    even = part_of(buyer=np.array([buyer]), supplier=np.array([buyer]))
    assert even[0] == pytest.approx(0.5)


MONEY = st.floats(0, 1e6)


@STEADY
@given(MONEY, MONEY, MONEY, MONEY, st.floats(0, 1), RULES)
def test_a_bargain_that_is_struck_suits_both(worth, asking, pays, asks, part, rule):
    one = [np.array([x]) for x in (worth, asking)]
    made = bargain(*one, part=np.array([part]), pays=np.array([pays]),
                   asks=np.array([asks]), rule=rule)  # fmt: skip
    if made.trades[0]:
        slack = 1e-9 * (worth + pays + 1)
        assert max(asking, pays) - slack <= made.price[0] <= min(worth, asks) + slack


@STEADY
@given(st.floats(0, 3), st.floats(1, 6))
def test_output_never_passes_its_ceiling(growth, ceiling):
    pace = float(pace_of(np.array([growth]), np.array([ceiling]))[0])
    assert 0 <= pace <= 1
    after = 1 + (ceiling - 1) * (1 - (1 - pace) ** 12)
    assert after == pytest.approx(min(1 + growth, ceiling))


@STEADY
@given(SEEDS, st.floats(1.0, 5.0))
def test_harder_enforcement_ends_no_deal_later(seed, times):
    made = deal()
    held = terms(made, spread(60, seed))
    uniforms = np.random.default_rng(seed).random((2, 60))
    usual = course_of(made, MONTHS)
    harder = changed(usual, made, WhatIf("h", "H", enforcement=times), now=0)
    ends = [outer_ends(made, one, held.hazards, uniforms, now=0) for one in (usual, harder)]
    assert (ends[1].month <= ends[0].month).all()


@STEADY
@given(SEEDS)
def test_a_what_if_that_changes_nothing_changes_no_draw(seed):
    made, held = deal(), None
    held = terms(made, spread(40, seed))
    uniforms = np.random.default_rng(seed).random((2, 40))
    same = changed(course_of(made, 24), made, WhatIf("s", "S", cut={"oil": 0.0}), now=5)
    paths = [
        run(made, held, known=False, uniforms=uniforms, course=course)
        for course in (None, same)
    ]
    assert np.array_equal(paths[0]["debt"], paths[1]["debt"])


@STEADY
@given(SEEDS, st.floats(0, 2000))
def test_a_bid_to_the_supplier_lowers_no_price(seed, pays):
    made = deal()
    held = terms(made, spread(40, seed))
    bid = WhatIf("b", "B", offers={"CHN": Offer(pays=pays)})
    course = changed(course_of(made, 1), made, bid, now=0)
    usual, higher = (run(made, held, months=1, course=c) for c in (None, course))
    both = (usual["given"] > 0) & (higher["given"] > 0)
    assert (higher["price"][both] >= usual["price"][both] * (1 - RELATIVE)).all()
