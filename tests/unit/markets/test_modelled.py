"""A trade table is modelled whole and led to what was published."""

import numpy as np
import pytest

from foedus.faults import DataFault, SolveFault
from foedus.markets.economy import economy
from foedus.markets.embargo import Sanction, barriers_of
from foedus.markets.gravity import equilibrium
from foedus.markets.modelled import Published, folded, led_to, modelled

STATES = ("A", "B", "C", "T")
PRODUCT = np.array([100.0, 60.0, 30.0, 40.0])
AGAINST_T = Sanction(("A", "B"), "T")


def openness():
    open_ = np.full((4, 4), 0.05)
    np.fill_diagonal(open_, 1.0)
    open_[0, 3] = open_[3, 0] = 0.2
    return open_


@pytest.fixture
def base():
    return modelled(STATES, openness(), PRODUCT)


def led(base, *figures, sanction=AGAINST_T, beta=-0.8):
    return led_to(base, figures, sanction=sanction, beta=beta, theta=4.0)


def test_each_state_sells_what_it_makes_and_buys_as_much(base):
    flows = base.flows[..., 0]
    assert flows.sum(axis=1) == pytest.approx(PRODUCT)
    assert flows.sum(axis=0) == pytest.approx(PRODUCT)


def test_who_is_more_open_trades_more(base):
    flows = base.flows[..., 0]
    assert flows[3, 0] / PRODUCT[0] > flows[3, 1] / PRODUCT[1]


def test_twice_the_openness_of_a_pair_is_twice_its_trade_but_for_the_rest(base):
    ratio = base.flows[..., 0] / openness()
    odds = ratio[0, 1] * ratio[2, 3] / (ratio[0, 3] * ratio[2, 1])
    assert odds == pytest.approx(1.0)


def test_folding_keeps_what_is_traded_and_who_is_kept(base):
    small = folded(base, {"A", "T"}, rest="others")
    assert small.states == ("A", "T", "others")
    assert small.flows.sum() == pytest.approx(base.flows.sum())
    assert small.flows[0, 1] == pytest.approx(base.flows[0, 3])
    assert small.flows[2, 2] == pytest.approx(base.flows[1:3, 1:3].sum(axis=(0, 1)))


def test_folding_nobody_changes_nothing(base):
    assert folded(base, set(STATES), rest="others") is base


def test_what_was_published_is_what_the_sanction_shows(base):
    both = Published("trade", (("A", "T"), ("T", "A")), 5.0)
    found = led(base, both)
    even = equilibrium(
        economy(found.trade, theta=4.0), barriers_of(base, AGAINST_T, beta=-0.8)
    )
    shown = even.flows(0)[..., 0]
    assert shown[0, 3] + shown[3, 0] == pytest.approx(5.0)
    assert found.shown == pytest.approx(shown)


def test_the_base_behind_a_sanctioned_flow_is_larger_than_the_flow(base):
    found = led(base, Published("sold", (("A", "T"),), 4.0))
    assert found.trade.flows[0, 3, 0] > 4.0 * np.exp(0.5)


def test_without_a_sanction_what_is_published_stands_in_the_base(base):
    found = led(base, Published("sold", (("C", "T"),), 2.5), sanction=None)
    assert found.trade.flows[2, 3, 0] == pytest.approx(2.5)


def test_output_stays_what_it_was(base):
    found = led(base, Published("sold", (("A", "T"),), 4.0))
    assert found.trade.flows.sum(axis=(1, 2)) == pytest.approx(PRODUCT)


def test_nothing_published_moves_nothing(base):
    assert led(base).trade.flows == pytest.approx(base.flows)


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ([Published("none", (("A", "T"),), 0.0)], "none of 0"),
        ([Published("home", (("A", "A"),), 1.0)], "home of 1"),
        (
            [Published("x", (("A", "T"),), 1.0), Published("y", (("A", "T"),), 2.0)],
            "in x already",
        ),
        ([Published("lost", (("A", "Z"),), 1.0)], "no state 'Z'"),
        ([Published("all", (("C", "T"),), 29.5)], "C would sell"),
    ],
)
def test_a_figure_that_cannot_be_met_is_refused_by_name(base, figures, says):
    with pytest.raises((DataFault, SolveFault), match=says):
        led(base, *figures)
