"""ge_gravity for Stata: 44 countries in the year 2000, both closures, single precision."""

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foedus.markets.economy import economy
from foedus.markets.gravity import equilibrium
from foedus.markets.trade import trade_from

MIRROR = os.environ.get("FOEDUS_MIRROR")
FILE = Path(MIRROR or ".").parent.joinpath(
    "golden", "ge_gravity_stata", "TradeData0014_2000_results.csv"
)

pytestmark = pytest.mark.skipif(
    not MIRROR or not FILE.exists(),
    reason="golden/ge_gravity_stata does not stand beside FOEDUS_MIRROR",
)


@pytest.mark.parametrize(
    ("closure", "flows", "welfare"),
    [("additive", "X_eu", "w_eu"), ("multiplicative", "X_mult", "w_mult")],
)
def test_flows_and_welfare_are_stata_s(closure, flows, welfare):
    table = pl.read_csv(FILE, infer_schema_length=None)
    trade = trade_from(table, value="trade")
    place = {state: k for k, state in enumerate(trade.states)}

    def cells(column):
        held = np.zeros((len(place), len(place)))
        for row in table.iter_rows(named=True):
            held[place[row["exporter"]], place[row["importer"]]] = row[column]
        return held

    effect = cells("eu_effect")
    np.fill_diagonal(effect, 0.0)
    found = equilibrium(economy(trade, theta=4.0), effect[..., None], closure=closure)
    assert found.flows()[..., 0] == pytest.approx(cells(flows), rel=2e-6, abs=0)
    assert found.welfare[0] == pytest.approx(cells(welfare)[:, 0], rel=2e-6, abs=0)
