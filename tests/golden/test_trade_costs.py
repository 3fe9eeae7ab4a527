"""What hampers trade, made anew from the shelf and held against the trade of its year."""

import os
from pathlib import Path

import numpy as np
import pytest

from foedus.estimation.trade_costs import BILLION, carried_costs, trade_costs
from foedus.markets.modelled import modelled
from foedus.sources.shelf import Shelf

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")
LARGE = 0.1
"""USD bn."""


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False).table


@pytest.fixture(scope="module")
def worlds(table):
    """Modelled and recorded flows of 2014 between states whose product is known."""
    costs = carried_costs()
    frame = table("world_bank").frame.filter(year=2014).drop_nulls(["state", "gdp"])
    product = dict(zip(frame["state"], frame["gdp"] / BILLION, strict=True))
    states = sorted(state for state in costs.products if state in product)
    size = np.array([product[state] for state in states])
    made = modelled(states, costs.openness(states, size, year=2014), size).flows[..., 0]
    told = np.full(made.shape, np.nan)
    place = {state: row for row, state in enumerate(states)}
    rows = table("trade_dyads").frame.filter(year=2014).drop_nulls(["sender", "target"])
    for buyer, seller, value in rows.select("sender", "target", "imports").iter_rows():
        if buyer in place and seller in place and value is not None:
            told[place[seller], place[buyer]] = value / BILLION
    return made, told


def test_made_anew_they_are_what_the_package_carries(table):
    assert trade_costs(table) == carried_costs()


def test_as_much_is_sold_abroad_as_was(worlds):
    made, told = worlds
    abroad = (made.sum() - np.trace(made)) / made.sum()
    assert abroad == pytest.approx(np.nansum(told) / made.sum(), abs=0.01)


def test_large_flows_lie_about_where_they_were(worlds):
    made, told = worlds
    large = told > LARGE
    logs = np.log(made[large]), np.log(told[large])
    assert large.sum() > 4_500
    assert np.corrcoef(*logs)[0, 1] > 0.7
    assert np.median(np.abs(logs[0] - logs[1])) < np.log(2.2)
