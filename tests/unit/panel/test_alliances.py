"""Pacts, year by year, of treaties coded here."""

import polars as pl

from foedus.pacts.catalog import catalog, pact
from foedus.panel.alliances import pact_member_years, pact_years


def made(panel):
    return panel.collect(ids=False)


def test_a_pact_stands_from_the_year_of_entry_into_force_to_that_of_its_end():
    years = made(pact_years(1870, 1920, of=[pact("dual_alliance_1879")]))["year"]
    assert (years.min(), years.max()) == (1879, 1918)


def test_a_member_is_counted_while_it_is_bound():
    rows = made(pact_years(1949, 1990, of=[pact("nato_1949")])).sort("year")
    assert rows["members"][0] == 12
    assert rows["members"][-1] > 12


def test_a_pact_owes_what_any_of_its_members_owes():
    members = made(pact_member_years(1816, 2024, of=catalog()))
    whole = made(pact_years(1816, 2024, of=catalog()))
    highest = members.group_by("pact", "year").agg(pl.col("defence").max())
    both = whole.join(highest, on=["pact", "year"], suffix="_of_members")
    assert both.height == whole.height
    assert (both["defence"] == both["defence_of_members"]).all()


def test_no_row_stands_twice():
    for panel in (pact_years, pact_member_years):
        rows = panel(1816, 2024, of=catalog())
        assert not made(rows).select(rows.axes.keys).is_duplicated().any()
