"""The defects of the anchor that are of no one recipe: 7, 8, 9, 11 and 12.

Numbers are those of section 2 of ../shared/design/panels.md; the others stand with their
recipes in test_panel_conflict.py, test_panel_covariates.py and test_panel_leaders.py.
"""

import inspect

import polars as pl
from golden.peacesciencer import needs_golden

from foedus.panel.alliances import pact_member_years
from foedus.panel.making import dyads, state_days, states
from foedus.sources.shelf import shelf_here
from foedus.sources.source import source

pytestmark = needs_golden


def test_defect_7_conflicts_of_one_s_own_need_no_declaration():
    own = pl.DataFrame({"a": [200], "b": [220], "year": [1898], "fashoda": [1]})
    panel = dyads(1898, 1898).add(own, by=["a", "b", "year"])
    assert panel.collect(ids=False)["fashoda"].sum() == 1


def test_defect_8_years_are_named_and_the_day_of_the_run_does_not_matter():
    for made in (states, dyads, state_days):
        parameters = inspect.signature(made).parameters
        assert [parameters[n].default for n in ("first", "last")] == [
            inspect.Parameter.empty
        ] * 2
    assert states(2010, 2024).collect()["year"].max() == 2024


def test_defect_9_versions_are_those_of_the_bytes_that_were_read():
    panel = dyads(1990, 1990).on(shelf_here().table).add("atop", "capabilities")
    assert {used.name: used.version for used in panel.sources} == {
        name: source(name).version for name in ("atop_dyads", "nmc")
    }
    assert source("nmc").version.startswith("7")


def test_defect_11_every_column_rests_on_bytes_pinned_by_checksum():
    recipes = ("atop", "gml_disputes", "contiguity", "capabilities", "democracy")
    panel = dyads(1990, 1990).on(shelf_here().table).add(*recipes)
    for column in panel.columns:
        assert all(len(pinned.sha256) == 64 for pinned in source(column.source).files)


def test_defect_12_members_of_a_pact_have_their_own_days_and_phases():
    atop = shelf_here().table("atop_members")
    rows = pact_member_years(1949, 2018, of=atop).collect(ids=False)
    nato = rows.filter(pl.col("pact") == 3180)
    joined = nato.group_by("cow").agg(pl.col("year").min())
    entered = dict(joined.iter_rows())
    # ATOP dates an entry by signature: Poland's protocol is of December 1997.
    assert (entered[2], entered[290]) == (1949, 1997)
