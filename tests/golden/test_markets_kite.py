"""KITE (R): many sectors as in Caliendo and Parro 2015, and transfers of a coalition.

Six states, three sectors, made for this check; the target trades less easily with two
members. KITE states a base by shares, so that its flows are first found from them.
"""

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foedus.markets.economy import economy, spending_from
from foedus.markets.gravity import equilibrium
from foedus.markets.trade import Trade

MIRROR = os.environ.get("FOEDUS_MIRROR")
FOLDER = Path(MIRROR or ".").parent / "golden" / "kite"
ALONE, SHARED = "caliendo_parro_2015", "chowdhry_hinz_kamin_wanner_2022"

pytestmark = pytest.mark.skipif(
    not MIRROR or not FOLDER.is_dir(),
    reason="golden/kite does not stand beside FOEDUS_MIRROR",
)


def cells(name, *keys):
    """Place a long table by the names in its columns."""
    table = pl.read_csv(FOLDER / f"{name}.csv", infer_schema_length=None)
    names = [sorted(table[key].unique()) for key in keys]
    held = np.full([len(one) for one in names], np.nan)
    for row in table.iter_rows(named=True):
        place = [one.index(row[key]) for one, key in zip(names, keys, strict=True)]
        held[tuple(place)] = row["value"]
    assert not np.isnan(held).any()
    return held


def base():
    labour = cells("inputs/factor_share", "country", "sector")
    inputs = cells("inputs/intermediate_share", "input", "output", "country")
    final_shares = cells("inputs/consumption_share", "country", "sector")
    shares = cells("inputs/trade_share", "origin", "destination", "sector")
    final = cells("inputs/value_added", "country") - cells(
        "inputs/trade_balance", "country"
    )
    spent = spending_from(
        shares, final, final_shares=final_shares, labour=labour, inputs=inputs
    )
    elastic = pl.read_csv(FOLDER / "inputs" / "trade_elasticity.csv").sort("sector")
    states = pl.read_csv(FOLDER / "inputs" / "value_added.csv")["country"].sort()
    trade = Trade(tuple(states), tuple(elastic["sector"]), shares * spent)
    theta = 1 / elastic["value"].to_numpy()
    return economy(trade, theta=theta, labour=labour, inputs=inputs)


def settled(model):
    held = base()
    costs = cells("inputs/ntb_new", "origin", "destination", "sector")
    change = -held.theta * np.log(costs)
    members = ("eur", "usa") if model == SHARED else ()
    return equilibrium(held, change, closure="additive", sharing=members)


def test_the_base_is_read_back_off_the_flows():
    held = base()
    final = cells("inputs/consumption_share", "country", "sector")
    assert held.value_added == pytest.approx(cells("inputs/value_added", "country"))
    assert held.final_shares == pytest.approx(final)
    assert -held.deficit == pytest.approx(cells("inputs/trade_balance", "country"))


@pytest.mark.parametrize("model", [ALONE, SHARED])
def test_wages_prices_costs_shares_and_spending_are_kite_s(model):
    found, out = settled(model), f"outputs/{model}__"
    wages = cells(f"{out}wage_change", "country")
    prices = cells(f"{out}price_change", "country", "sector")
    costs = cells(f"{out}input_cost_change", "country", "sector")
    spent = cells(f"{out}expenditure_new", "country", "sector")
    shares = cells(f"{out}trade_share_new", "origin", "destination", "sector")
    assert found.wages[0] == pytest.approx(wages, rel=1e-11, abs=0)
    assert found.prices[0] == pytest.approx(prices, rel=1e-11, abs=0)
    ours = found.sellers[0] ** (-1 / found.base.theta)
    assert ours == pytest.approx(costs, rel=1e-11, abs=0)
    assert found.spending[0] == pytest.approx(spent, rel=1e-11, abs=0)
    assert found.flows() / found.spending[0] == pytest.approx(shares, rel=1e-11, abs=0)


def test_transfers_are_kite_s():
    given = settled(SHARED).transfers[0]
    assert given == pytest.approx(
        cells(f"outputs/{SHARED}__transfer", "country"), abs=1e-12
    )
