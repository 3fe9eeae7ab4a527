"""Exchanges whose outcome can be worked out by hand."""

import numpy as np
import pytest
from unit.exchange.making import bare, deal, draws, run, spread, terms

from foedus.exchange.barter import BLOCK
from foedus.exchange.course import changed, course_of
from foedus.exchange.deal import Ending, Feed, Payment
from foedus.exchange.ends import FLOOR, GOES_ON, NO_GAIN, OUTBID, WITHIN, causes_of
from foedus.exchange.whatif import Offer, WhatIf
from foedus.faults import DataFault
from foedus.quantity import Unit

NO_CREDIT = {"credit.limit": "limit"}


def one(path, name):
    return path[name][:, 0]


def test_without_credit_a_month_s_goods_are_what_a_month_s_pay_buys():
    """v = 400, r = 100, equal patience: p = 250; 1500 a month buy six."""
    made = bare(terms=NO_CREDIT)
    path = run(made, terms(made, draws(s__rate=0.1, b__rate=0.1, limit=0.0)))
    assert one(path, "price") == pytest.approx(250)
    assert one(path, "given") == pytest.approx(6.0)
    assert one(path, "debt") == pytest.approx(0, abs=1e-9)


def test_a_supplier_of_infinite_patience_takes_the_whole_gain():
    made = bare()
    path = run(made, terms(made, draws(s__rate=0.0, b__rate=0.1)))
    assert one(path, "price") == pytest.approx(one(path, "worth"))


def test_a_buyer_that_gains_nothing_cannot_be_trusted_with_any_debt():
    made = bare()
    path = run(made, terms(made, draws(s__rate=0.0, b__rate=0.1)))
    assert one(path, "most") == pytest.approx(0)
    assert one(path, "given") == pytest.approx(1500 / 400)


def test_a_buyer_of_infinite_patience_is_lent_all_that_it_asks_for():
    made = bare()
    path = run(made, terms(made, draws(s__rate=0.1, b__rate=0.0, stock=1e6)))
    assert one(path, "price") == pytest.approx(100)
    assert one(path, "given") == pytest.approx(50)


def test_the_debt_of_a_patient_buyer_is_what_was_given_less_what_was_paid():
    """50 at 100 a month against 1500: 3500 more each month, and no interest."""
    made = bare()
    path = run(made, terms(made, draws(s__rate=0.1, b__rate=0.0, stock=1e6)))
    assert one(path, "debt") == pytest.approx(3500 * np.arange(1, 25))


def test_the_most_that_is_lent_is_the_gain_of_all_months_to_come():
    """An endless store and delta = 1 / 1.01: 100 months of 50 at (v - p)."""
    made = bare(patience=3)
    yearly = 1.01**12 - 1
    path = run(made, terms(made, draws(stock=1e12, s__rate=yearly, b__rate=yearly)))
    assert path["most"][0, 0] == pytest.approx(100 * 50 * 150, rel=1e-6)


def test_without_an_outside_option_the_two_rules_of_the_price_agree():
    made = deal(outside={})
    held = terms(made, spread(200, 3))
    prices = [run(made, held, rule=rule)["price"] for rule in ("bounds", "nash")]
    traded = run(made, held)["worth"] > run(made, held)["asking"]
    assert np.allclose(prices[0][traded], prices[1][traded])


def test_an_outside_offer_below_the_price_changes_nothing_and_one_above_raises_it():
    made = bare()
    held = terms(made, draws(s__rate=0.1, b__rate=0.1))
    course = course_of(made, 24)
    prices = [
        run(made, held, course=changed(course, made, bid, now=0))["price"][0, 0]
        for bid in (WhatIf("a", "A", offers={"CHN": Offer(pays=x)}) for x in (200, 300))
    ]
    assert prices == pytest.approx([250, 300])


def test_no_deliveries_leave_store_debt_and_partner_alone():
    made = bare()
    path = run(made, terms(made, draws(rate=0.0)))
    assert not path["given"].any()
    assert not path["paid"].any()
    assert one(path, "store") == pytest.approx(1000 + 20 * np.arange(1, 25))


def test_a_store_is_handed_over_down_to_its_floor_and_then_output_alone():
    """600 above the floor, 20 made and 50 given a month: 20 months, then 20 a month."""
    made = bare()
    path = run(made, terms(made, draws(s__rate=0.1, b__rate=0.0)), months=30)
    assert one(path, "given")[:20] == pytest.approx(50)
    assert one(path, "given")[20:] == pytest.approx(20)
    assert one(path, "store")[19:] == pytest.approx(400)


def test_nothing_is_given_for_less_than_it_costs():
    made = bare()
    path = run(made, terms(made, draws(worth=90)))
    assert not path["given"].any()
    assert path.broken[0]


def test_what_is_under_way_comes_into_use_after_the_lag():
    made = bare(lag=3)
    path = run(made, terms(made, draws(s__rate=0.1, b__rate=0.0)))
    assert not one(path, "arrived")[:3].any()
    assert one(path, "arrived")[3:] == pytest.approx(one(path, "given")[:-3])


def test_duds_are_paid_for_by_what_the_buyer_will_give():
    made = bare(terms={"delivery.duds": "duds"})
    path = run(made, terms(made, draws(duds=0.5)))
    assert one(path, "worth") == pytest.approx(200)


def test_cheaper_supply_that_covers_the_need_caps_the_worth():
    made = bare(terms={"buyer.others": "others", "buyer.others_price": "others.price"})
    few, many = (
        run(made, terms(made, draws(others=n, others__price=120))) for n in (5, 80)
    )
    assert one(few, "worth") == pytest.approx(400)
    assert one(many, "worth") == pytest.approx(120)


def test_output_grows_towards_its_ceiling_by_as_much_as_is_told_of_the_first_year():
    made = bare(terms={"supplier.growth": "growth", "supplier.ceiling": "ceiling"})
    held = terms(made, draws(growth=0.5, ceiling=2.0))
    produced = one(run(made, held, months=200), "produced")
    assert produced[12] == pytest.approx(30)
    assert produced[-1] == pytest.approx(40, rel=1e-3)


def test_output_that_lacks_an_input_does_not_grow_and_loses_what_hangs_on_it():
    fed = Payment("oil", "oil", Unit.BARRELS, "oil", "oil.price",
                  feeds=Feed("oil.need", stops="oil.stops"))  # fmt: skip
    grows = {"supplier.growth": "growth", "supplier.ceiling": "ceiling"}
    made = bare(terms=grows, payments=(fed,))
    path = run(made, terms(made, draws(oil=0.0, oil__stops=0.4)))
    assert one(path, "produced") == pytest.approx(20 * 0.6)


def test_a_deal_without_gain_is_given_up_after_the_months_of_patience():
    made = bare(patience=4)
    path = run(made, terms(made, draws(worth=90)), known=False)
    assert path.ended[0] == 4
    assert causes_of(made)[path.cause[0]] == NO_GAIN


def test_a_deal_that_is_outbid_says_so():
    made = deal()
    path = run(made, terms(made, draws(pays=5000)), known=False)
    assert causes_of(made)[path.cause[0]] == OUTBID


def test_a_store_at_its_floor_ends_a_deal_that_needs_more_than_output():
    made = bare(terms={"delivery.least": "least"}, patience=2)
    path = run(made, terms(made, draws(b__rate=0.0, least=0.5)), months=40, known=False)
    assert causes_of(made)[path.cause[0]] == FLOOR
    assert path.ended[0] == 22


def test_credit_that_is_used_up_rations_deliveries_and_does_not_end_the_deal():
    made = bare(terms=NO_CREDIT)
    path = run(made, terms(made, draws(limit=2000)), known=False)
    assert path.cause[0] == GOES_ON
    assert 0 < one(path, "given")[-1] < 50
    assert one(path, "debt").max() <= 2000 + 1e-6


def test_what_is_prepaid_comes_before_it_is_owed_as_far_as_the_supplier_gains():
    early = Payment("machines", "machines", Unit.USD, "machines", prepaid=True)
    usual = Payment("machines", "machines", Unit.USD, "machines")
    owed = [
        run(made, terms(made, draws(rate=1.0, s__rate=0.1, b__rate=0.1)))["debt"][:, 0]
        for made in (bare(payments=(early,)), bare(payments=(usual,)))
    ]
    assert owed[0].min() < -500
    assert owed[1] == pytest.approx(0, abs=1e-9)


def test_a_supplier_that_gains_nothing_is_prepaid_nothing():
    early = Payment("machines", "machines", Unit.USD, "machines", prepaid=True)
    made = bare(payments=(early,))
    path = run(made, terms(made, draws(rate=1.0, s__rate=0.1, b__rate=0.0)))
    assert one(path, "debt").min() >= -1e-9


def test_an_ending_in_a_given_month_stops_goods_and_pay_from_that_month():
    made = deal(endings=(Ending("war", "war", "war"),))
    course = changed(
        course_of(made, 24), made, WhatIf("w", "W", ends={"war": "2024-07"}), now=0
    )
    path = run(made, terms(made, draws()), known=False, course=course)
    assert path.ended[0] == 6
    assert not one(path, "given")[6:].any()
    assert not one(path, "paid")[6:].any()


def test_a_payment_flows_only_between_its_months():
    paid = Payment("money", "money", Unit.USD, "money", since="2024-03", until="2024-05")
    made = bare(payments=(paid,))
    path = run(made, terms(made, draws(s__rate=0.1, b__rate=0.0)))
    assert np.flatnonzero(one(path, "paid")).tolist() == [2, 3, 4]


def test_a_cut_takes_its_part_of_a_flow_from_its_month_on():
    made = bare()
    cut = WhatIf("c", "C", since="2024-06", cut={"thing": 0.4})
    course = changed(course_of(made, 24), made, cut, now=0)
    path = run(made, terms(made, draws(b__rate=0.0, stock=1e6)), course=course)
    assert one(path, "given")[[4, 5]] == pytest.approx([50, 30])


def test_more_draws_than_a_block_come_out_as_they_would_alone():
    made = deal()
    held = terms(made, spread(BLOCK + 40, 5))
    whole, alone = (
        run(made, held, months=6),
        run(made, held.rows(slice(-7, None)), months=6),
    )
    assert np.array_equal(whole["debt"][:, -7:], alone["debt"])


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"stock": -1.0}, "'stock' is -1"),
        ({"floor": 1.5}, "'floor' is 1.5"),
        ({"duds": np.nan}, "'duds' is nan"),
        ({"floor": 1.0, "output": 0.0}, "nothing is made"),
    ],
)
def test_numbers_that_no_deal_can_have_are_refused(told, says):
    made = deal()
    with pytest.raises(DataFault, match=says) as caught:
        terms(made, draws(**told))
    assert caught.value.where == "a test"


def test_a_number_in_a_strange_unit_is_refused():
    from unit.exchange.making import UNITS

    from foedus.exchange.terms import terms_of

    with pytest.raises(DataFault, match="of which there is barrels"):
        terms_of(deal(), draws(), UNITS | {"stock": Unit.BARRELS}, where="a test")


def test_every_way_to_end_has_one_name():
    names = causes_of(deal())
    assert names == ("war", "law", *WITHIN)
