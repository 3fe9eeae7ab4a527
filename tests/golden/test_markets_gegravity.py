"""gegravity 0.3 (USITC), cell by cell, and the full equilibria that it stops short of.

Its conditional results and its single step of prices are held against ours at the same
definitions; `full_ge_reference_*` holds true fixed points, found by two other methods.
"""

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foedus.markets.economy import economy
from foedus.markets.gravity import equilibrium
from foedus.markets.resistance import conditional, one_step
from foedus.markets.trade import trade_from

MIRROR = os.environ.get("FOEDUS_MIRROR")
FOLDER = Path(MIRROR or ".").parent / "golden" / "gegravity"
CASES = sorted(path.name for path in FOLDER.glob("*_sigma*")) if MIRROR else []
REFERENCE = "DEU"

pytestmark = pytest.mark.skipif(
    not CASES, reason="golden/gegravity does not stand beside FOEDUS_MIRROR"
)
each_case = pytest.mark.parametrize("case", CASES or ["none"])


class Case:
    """The files of one run, each placed by the names in it."""

    def __init__(self, name):
        self.folder = FOLDER / name
        self.theta = float(name.split("sigma")[1]) - 1
        self.states = sorted(self.table("outputs_expenditures")["country"])

    def table(self, name):
        return pl.read_csv(self.folder / f"{name}.csv", infer_schema_length=None)

    def by_state(self, name, column):
        table = self.table(name)
        held = dict(zip(table[table.columns[0]], table[column], strict=True))
        return np.array([held[state] for state in self.states], dtype=float)

    def by_pair(self, name, column):
        table = self.table(name)
        place = {state: k for k, state in enumerate(self.states)}
        cells = np.zeros((len(place), len(place)))
        for row in table.iter_rows(named=True):
            cells[place[row["exporter"]], place[row["importer"]]] = row[column]
        return cells

    def resistances(self):
        output = self.by_state("outputs_expenditures", "baseline output")
        spending = self.by_state("outputs_expenditures", "baseline expenditure")
        reference = self.states.index(REFERENCE)
        return [
            conditional(
                self.by_pair("bilateral_costs", f"{stage} trade cost"),
                output,
                spending,
                theta=self.theta,
                reference=reference,
            )
            for stage in ("baseline", "experiment")
        ]

    def settled(self):
        trade = trade_from(self.table("full_ge_reference_trade"), value="X_base")
        assert list(trade.states) == self.states
        before, after = (
            self.by_pair("bilateral_costs", f"{stage} trade cost")
            for stage in ("baseline", "experiment")
        )
        change = np.log(after / before)[..., None]
        return equilibrium(economy(trade, theta=self.theta), change)


@each_case
@pytest.mark.parametrize("stage", ["baseline", "conditional"])
@pytest.mark.parametrize(("column", "side"), [("imr", "inward"), ("omr", "outward")])
def test_resistances_are_gegravity_s(case, stage, column, side):
    held = Case(case)
    found = held.resistances()[stage == "conditional"]
    theirs = held.by_state("country_mr_terms", f"{stage} {column}")
    assert getattr(found, side) == pytest.approx(theirs, rel=1e-11, abs=0)


@each_case
def test_one_step_of_prices_is_what_gegravity_calls_full(case):
    held = Case(case)
    before, after = held.resistances()
    openness = held.by_pair("bilateral_costs", "experiment trade cost")
    step = one_step(before, after, openness)
    prices = held.by_state("factory_gate_prices", "experiment factory gate price")
    assert step.prices == pytest.approx(prices, rel=1e-11, abs=0)
    for ours, column in (
        (step.output, "experiment output"),
        (step.spending, "experiment expenditure"),
    ):
        theirs = held.by_state("outputs_expenditures", column)
        assert ours == pytest.approx(theirs, rel=1e-11, abs=0)
    for ours, column in (
        (before.trade, "baseline modeled trade"),
        (step.trade, "experiment trade"),
    ):
        theirs = held.by_pair("bilateral_trade", column)
        assert ours == pytest.approx(theirs, rel=1e-11, abs=0)


@each_case
def test_the_equilibrium_is_the_true_fixed_point(case):
    held, found = Case(case), Case(case).settled()
    wages, prices = found.wages[0], found.prices[0, :, 0]
    for ours, column in (
        (wages, "p_hat"),
        (prices, "P_hat"),
        (wages / prices, "real_income_hat"),
        (found.welfare[0], "acr_hat"),
        (found.output[0, :, 0], "Y_new"),
        (found.spending[0, :, 0], "E_new"),
    ):
        theirs = held.by_state("full_ge_reference_country", column)
        assert ours == pytest.approx(theirs, rel=1e-11, abs=0), column
    flows = held.by_pair("full_ge_reference_trade", "X_full_ge")
    assert found.flows()[..., 0] == pytest.approx(flows, rel=1e-11, abs=0)


@each_case
def test_one_step_is_no_equilibrium_unless_nothing_changes(case):
    held = Case(case)
    before, after = held.resistances()
    step = one_step(before, after, held.by_pair("bilateral_costs", "experiment trade cost"))
    gap = np.abs(step.prices / held.by_state("full_ge_reference_country", "p_hat") - 1)
    assert (gap.max() < 1e-11) == case.startswith("zero")
