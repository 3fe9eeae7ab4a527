"""Leaders, year by year and day by day, of tenures written by hand."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from foedus.faults import DataFault, ShelfFault
from foedus.panel.leaders import leader_days, leader_dyad_years, leader_years
from foedus.panel.making import dyads, states
from foedus.panel.own import own_table

TENURES = [
    ("UKR-1990", "Before", "UKR", 369, date(1990, 7, 23), date(1991, 12, 4), "M", 1934),
    ("UKR-1991", "Kravchuk", "UKR", 369, date(1991, 12, 5), date(1994, 7, 19), "M", 1934),
    ("GFR-1982", "Kohl", "DEU", 260, date(1982, 10, 1), date(1998, 10, 27), "M", 1930),
    ("UKG-1979", "Thatcher", "GBR", 200, date(1979, 5, 4), date(1990, 11, 28), "F", 1925),
    ("UKG-1990", "Major", "GBR", 200, date(1990, 11, 28), date(1997, 5, 2), "M", None),
]
NAMES = ("tenure", "name", "state", "gw", "start", "end", "gender", "born")


def tables(name):
    whole = own_table(pl.DataFrame({"year": [1840], "x": [0]}), by=["year"], name=name)
    frame = pl.DataFrame(TENURES, schema=list(NAMES), orient="row")
    return replace(whole, frame=frame)


def made(panel):
    return panel.collect(ids=False)


def test_a_leader_stands_in_every_year_of_the_tenure():
    rows = made(leader_years(1980, 2000, tables=tables)).filter(tenure="UKG-1979")
    assert rows["year"].to_list() == list(range(1980, 1991))
    assert rows["year_in_office"].to_list() == list(range(2, 13))
    assert rows["age"].to_list()[:2] == [55, 56]


def test_two_leaders_share_the_year_in_which_one_follows_the_other():
    rows = made(leader_years(1990, 1990, tables=tables)).filter(gw=200)
    assert set(rows["name"]) == {"Thatcher", "Major"}


def test_an_age_without_a_year_of_birth_is_not_known():
    rows = made(leader_years(1992, 1992, tables=tables)).filter(tenure="UKG-1990")
    assert rows["age"].to_list() == [None]


def test_held_to_a_list_only_the_days_on_which_the_state_was_in_it_count():
    rows = made(leader_years(1990, 1992, tables=tables, standardize="cow"))
    ukraine = rows.filter(pl.col("tenure").str.starts_with("UKR"))
    assert ukraine.select("tenure", "year", "year_in_office").rows() == [
        ("UKR-1991", 1991, 1),
        ("UKR-1991", 1992, 2),
    ]


def test_a_leader_through_a_change_of_number_bears_both():
    rows = made(leader_years(1990, 1990, tables=tables, standardize="cow"))
    assert rows.filter(tenure="GFR-1982")["cow"].sort().to_list() == [255, 260]


def test_leader_days_are_the_days_of_the_tenures():
    days = made(leader_days(1990, 1990, tables=tables)).filter(gw=200)
    assert days.height == 366
    assert days.filter(day=date(1990, 11, 28))["name"].sort().to_list() == [
        "Major", "Thatcher",
    ]  # fmt: skip


def test_two_leaders_are_a_pair_only_if_they_led_on_the_same_day():
    pairs = made(leader_dyad_years(1991, 1991, tables=tables, system="cow"))
    met = set(pairs.select("sender_tenure", "target_tenure").iter_rows())
    assert ("UKG-1990", "UKR-1991") in met
    assert ("UKG-1979", "UKR-1991") not in met
    assert {(b, a) for a, b in met} == met


def test_a_pair_of_leaders_without_direction_stands_once():
    both = leader_dyad_years(1991, 1991, tables=tables, system="cow")
    once = leader_dyad_years(1991, 1991, tables=tables, system="cow", directed=False)
    assert made(both).height == 2 * made(once).height


def test_what_is_known_of_states_stands_beside_their_leaders():
    own = pl.DataFrame({"who": ["GBR"], "year": [1990], "gold": [2.0]})
    panel = leader_years(1990, 1990, tables=tables).add(
        own, by=["who", "year"], codes="iso3"
    )
    assert made(panel).filter(gw=200)["gold"].to_list() == [2.0, 2.0]


def test_traits_of_leaders_do_not_join_states():
    with pytest.raises(DataFault, match="names none"):
        states(1990, 1990).on(tables).add("leader_traits")


def test_a_panel_asks_the_users_own_shelf_and_says_what_fills_it(tmp_path, monkeypatch):
    monkeypatch.delenv("FOEDUS_MIRROR", raising=False)
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path))
    with pytest.raises(ShelfFault, match="foedus shelf get atop_dyads"):
        dyads(1990, 1990).add("atop")
