"""Leaders and days against peacesciencer's create_leaderyears and create_statedays."""

import polars as pl
import pytest
from golden.peacesciencer import needs_golden, summary, table

from foedus.panel.leaders import leader_years
from foedus.panel.making import state_days
from foedus.sources.shelf import shelf_here

pytestmark = needs_golden

THEIRS = {
    "obsid": "tenure", "leader": "name", "gwcode": "gw", "gender": "gender",
    "leaderage": "age", "year": "year", "yrinoffice": "year_in_office",
}  # fmt: skip


def leaders(standardize):
    panel = leader_years(1816, 2015, tables=shelf_here().table, standardize=standardize)
    return panel.collect(ids=False)


@pytest.mark.parametrize("standardize", ["none", "gw"])
def test_leader_years_agree_row_by_row(standardize):
    ours = leaders(standardize).select(*THEIRS.values())
    theirs = table(f"ly_{standardize}").select(*THEIRS).rename(THEIRS)

    key = ["tenure", "gw", "year"]
    assert ours.sort(key).cast(theirs.schema).equals(theirs.sort(key))


def test_leader_years_of_cow_s_list_are_as_many():
    ours = leaders("cow")
    assert ours.height == 16_241
    assert ours.height - ours.unique(["cow", "year"]).height == 2_888


def test_defect_5_leader_years_take_cow_s_disputes_without_a_lost_crosswalk():
    ours = leaders("cow")
    assert ours.filter(pl.col("tenure") == "GFR-1982")["cow"].unique().sort().to_list() == [
        255, 260,
    ]  # fmt: skip


def test_state_days_agree_day_by_day():
    ours = state_days(1816, 2016).collect(ids=False)
    held = summary("statedays_cow")
    assert ours.height == held["ccode"]["n"]
    assert ours["cow"].cast(pl.Int64).sum() == held["ccode"]["sum"]
    assert ours["day"].n_unique() == held["date"]["n_distinct"]

    sampled = table("statedays_cow").select(
        cow=pl.col("ccode").cast(pl.Int16), day=pl.col("date").str.to_date()
    )
    assert sampled.join(ours, on=["cow", "day"], how="anti").is_empty()
