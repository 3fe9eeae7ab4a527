"""What hampers trade, as the package carries it."""

import numpy as np
import pytest

from foedus.estimation.trade_costs import TERMS, between, carried_costs, costs_text
from foedus.faults import DataFault
from foedus.states.roster import StateId

THREE = tuple(StateId(state) for state in ("CHN", "DEU", "FRA"))
PRODUCT = np.array([17_000.0, 4_500.0, 3_000.0])


@pytest.fixture(scope="module")
def costs():
    return carried_costs()


def test_it_carries_a_coefficient_for_each_term_and_no_flow(costs):
    assert costs.fit.terms == TERMS
    assert len(costs_text(costs)) < 40_000


def test_distance_hampers_trade_and_a_border_helps(costs):
    by = dict(zip(costs.fit.terms, costs.fit.coef, strict=True))
    assert by["log distance"] < 0 < by["border"]


def test_what_lies_between_two_is_the_same_both_ways():
    for square in between(THREE, PRODUCT, year=2023).values():
        assert square == pytest.approx(square.T)


def test_members_of_the_union_are_inside_it_only_while_they_are():
    pair = (StateId("DEU"), StateId("GBR"))
    told = [between(pair, PRODUCT[:2], year=y)["union"][0, 1] for y in (2019, 2023)]
    assert told == [1.0, 0.0]


def test_home_is_more_open_than_abroad(costs):
    open_ = costs.openness(THREE, PRODUCT, year=2023)
    off = ~np.eye(3, dtype=np.bool_)
    assert np.diagonal(open_).min() > open_[off].max()


def test_neighbours_are_more_open_than_states_far_apart(costs):
    open_ = costs.openness(THREE, PRODUCT, year=2023)
    assert open_[1, 2] > open_[0, 1]


def test_products_are_of_the_last_year_or_say_of_which(costs):
    assert costs.products[StateId("DEU")].year == 2023
    assert all(
        2010 <= one.year <= 2023 and one.value > 0 for one in costs.products.values()
    )


def test_a_state_without_a_place_is_refused_by_name():
    pair = (StateId("DEU"), StateId("AUH"))
    with pytest.raises(DataFault, match="no capital is known of AUH"):
        between(pair, PRODUCT[:2], year=2023)
