"""Product, spending, soldiers, plants, agreements and peace, each against its own bytes.

Counts are made here from the producers' files by the csv module or by `r_frame`; facts
are those that the mirror's index and the histories tell.
"""

import csv
import os
from pathlib import Path

import polars as pl
import pytest

from foedus.panel.making import dyads, states
from foedus.panel.recipes.peace_scale import _means
from foedus.sources.rfile import r_frame
from foedus.sources.shelf import Shelf
from foedus.sources.source import source

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")

YEARS_OF_PEACE = (
    "raw.githubusercontent.com/jandresgannon/DoDL/"
    "67007e1463492dcc15aa24446c99871abe937429/inst/extdata/DiehlPeaceData/"
    "peacedatav31dyyearmean.csv"
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)


def place(name, file=0):
    return Path(MIRROR) / source(name).files[file].place


def rows(name, file=0, *, encoding="utf-8-sig"):
    with place(name, file).open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


def one(panel, **wanted):
    [row] = panel.collect(ids=False).filter(**wanted).rows(named=True)
    return row


def test_the_bank_has_a_value_for_each_line_of_its_files(shelf):
    frame = shelf.table("world_bank").frame
    france = {int(r["Year"]): float(r["Value"]) for r in rows("world_bank")
              if r["Country Code"] == "FRA"}  # fmt: skip
    assert (
        dict(frame.filter(state="FRA").drop_nulls("gdp").select("year", "gdp").rows())
        == france
    )
    people = sum(r["Country Code"] == "PRK" for r in rows("world_bank", 1))
    assert frame.filter(state="PRK")["population"].count() == people
    assert frame.filter(state="PRK")["gdp"].null_count() == people


def test_the_bank_does_not_take_russia_for_the_soviet_union(shelf):
    panel = states(1990, 1992).on(shelf.table).add("world_bank")
    russia = panel.collect(ids=False).filter(cow=365)
    assert russia["wb_gdp"].is_null().to_list() == [True, True, False]
    assert (
        min(int(r["Year"]) for r in rows("world_bank") if r["Country Code"] == "RUS") < 1992
    )


def test_the_bank_goes_by_either_list(shelf):
    for system, number in (("cow", 255), ("gw", 260)):
        panel = states(2000, 2000, system=system).on(shelf.table)
        row = one(panel.add("world_bank", keep=["wb_population"]), **{system: number})
        assert row["wb_population"] == 82_211_508


def test_spending_is_that_of_either_edition(shelf):
    frame = shelf.table("sipri_spending").frame
    spent = {(r["state"], r["year"]): r["spending"] for r in frame.rows(named=True)}
    # The mirror's index: the United States in 2010 spent 698,180 million.
    assert spent["USA", 2010] == pytest.approx(698_180e6, rel=1e-6)
    # The newer edition revised 2018 from 648,798 million.
    assert spent["USA", 2018] == pytest.approx(682_491.4e6)
    assert ("RUS", 1991) not in spent


def test_spending_has_each_number_of_the_older_file(shelf):
    frame = shelf.table("sipri_spending").frame.filter(pl.col("year") < 2018)
    held = rows("sipri_spending", encoding="cp1252")
    numbers = sum(
        1 for line in held for year, cell in line.items()
        if year.isdigit() and int(year) < 2018 and cell.strip()
    )  # fmt: skip
    assert frame.height == numbers
    assert frame["state"].null_count() == 0


def test_american_soldiers_are_counted_once(shelf):
    frame = shelf.table("us_troops").frame
    # The long file has 1,074,754, 980,589 and 71,824 (June): the same lines added up.
    vietnam = frame.filter(state="RVN", year=1968)
    assert vietnam["troops"].to_list() == [537_377]
    branches = vietnam.select(pl.sum_horizontal("army", "navy", "air_force", "marines"))
    assert branches.item() == 537_377
    assert frame.filter(state="KOR", year=1953)["troops"].to_list() == [326_863]
    assert frame.filter(state="DEU", year=2015)["troops"].to_list() == [35_216]


def test_american_soldiers_of_a_year_are_those_of_september(shelf):
    raw = r_frame(place("us_troops")).filter(month="September", year=1995.0)
    theirs = dict(raw.select(pl.col("ccode").cast(pl.Int64), "troops_ad").rows())
    ours = dict(
        shelf.table("us_troops").frame.filter(year=1995).select("cow", "troops").rows()
    )
    assert all(ours[cow] == theirs[cow] for cow in (200, 260, 740))
    # The lines of South Korea and Italy are added up twice in the long file.
    for cow in (732, 325):
        assert theirs[cow] == 2 * ours[cow]


def test_soldiers_in_a_target_are_known_of_one_sender(shelf):
    panel = dyads(1991, 1991).on(shelf.table).add("us_troops")
    # Germany goes by 255 in COW's list since 1990, and by 260 in the package.
    assert one(panel, sender_cow=2, target_cow=255)["troops_in_target"] == 203_423
    assert one(panel, sender_cow=200, target_cow=255)["troops_in_target"] is None
    assert one(panel, sender_cow=200, target_cow=255)["target_us_troops"] == 203_423


def test_plants_are_as_many_as_the_file_holds(shelf):
    frame = shelf.table("nuclear_latency").frame
    raw = r_frame(place("nuclear_latency"))
    assert frame.height == raw.height == 253
    assert frame["operated"].sum() == raw["operation_start"].count()


def test_a_state_is_latent_while_a_plant_works(shelf):
    panel = states(1939, 2013).on(shelf.table).add("nuclear_latency")
    frame = panel.collect(ids=False)

    def latent(cow):
        return dict(frame.filter(cow=cow).select("year", "nuclear_latency").rows())

    # Iran's Kalaye began in 1998; the file ends with 2012.
    iran = [latent(630)[year] for year in (2012, 2013)]
    assert iran == [1, None]
    # Of a British and a Chinese laboratory no year is known.
    assert latent(200)[1940] is None
    assert latent(20)[1940] == 0
    plants = frame.filter(cow=630, year=2008).row(0, named=True)
    by_hand = raw_plants(shelf, "IRN", 2008)
    assert {size: plants[f"{size}_plants"] for size in by_hand} == by_hand


def raw_plants(shelf, state, year):
    held = shelf.table("nuclear_latency").frame.filter(state=state)
    found = dict.fromkeys(("laboratory", "pilot", "commercial"), 0)
    for row in held.rows(named=True):
        began, ended = row["start_year"], row["end_year"] or 9999
        found[row["size"]] += began is not None and began <= year <= ended
    return found


def test_defence_agreements_in_force_are_counted(shelf):
    panel = dyads(1979, 2011).on(shelf.table).add("defence_agreements")
    pair = panel.collect(ids=False).filter(sender_cow=365, target_cow=731)
    held = dict(pair.select("year", "defence_agreements").rows())
    # One, signed in 2001, which the producer takes to have ended in 2007.
    years = (1979, 2000, 2001, 2007, 2008, 2011)
    assert [held[y] for y in years] == [None, 0, 1, 1, 0, None]
    back = panel.collect(ids=False).filter(sender_cow=731, target_cow=365)
    assert back["defence_agreements"].to_list() == pair["defence_agreements"].to_list()


def test_defence_agreements_of_a_state_are_those_of_its_pairs(shelf):
    alone = states(2005, 2005).on(shelf.table).add("defence_agreements")
    pairs = dyads(2005, 2005).on(shelf.table).add("defence_agreements")
    sums = (
        pairs.collect(ids=False)
        .group_by(cow="sender_cow")
        .agg(pl.col("defence_agreements").sum().alias("sum"))
    )
    both = alone.collect(ids=False).join(sums, on="cow")
    assert both["defence_agreements"].sum() > 0
    # Of Hungary, Austria and France one each is still held with Czechoslovakia, which was
    # no state then and makes no pair.
    apart = both.filter(pl.col("defence_agreements") != pl.col("sum"))
    more = apart.select("cow", pl.col("defence_agreements") - pl.col("sum")).sort("cow")
    assert more.rows() == [(220, 1), (305, 1), (310, 1)]


def test_peace_is_the_producers_mean_but_where_it_takes_the_code_of_passing_for_a_level(
    shelf,
):
    ours = _means(shelf.table("peace_scale")).cast({"year": pl.Int64})
    theirs = pl.read_csv(Path(MIRROR) / YEARS_OF_PEACE).select(
        sender_cow=pl.col("dyad") // 1000,
        target_cow=pl.col("dyad") % 1000,
        year="yearmonth",
        theirs="peacelevel",
    )
    both = theirs.join(ours, on=["sender_cow", "target_cow", "year"], how="left")
    assert both.height == 99_387
    # Every year above 1, which is no level, is one of passing, and not known here.
    assert both.filter(pl.col("theirs") > 1)["peace"].count() == 0
    apart = (both["theirs"] - both["peace"]).abs()
    # They weigh months, we weigh days: 430 years of change differ, by a fifth at most.
    assert (both["peace"].null_count(), (apart > 0.005).sum()) == (577, 430)
    assert apart.max() <= 0.2 + 1e-9


@pytest.mark.parametrize(
    ("slice", "level"), [("first", 0.5), ("last", 0.0), ("mean", None)]
)
def test_peace_in_a_year_of_change(shelf, slice, level):
    # The United States and Cuba: negative peace to 13 January 1959, then serious rivalry.
    panel = dyads(1959, 1959).on(shelf.table).add("peace_scale", slice=slice)
    peace = one(panel, sender_cow=2, target_cow=40)["peace"]
    assert peace == pytest.approx(0.5 * 13 / 365 if level is None else level)


def test_who_had_the_bomb_by_2001_is_told_as_smith_and_spaniel_coded_it(shelf):
    frame = shelf.table("nuclear_proficiency").frame
    assert frame.height == r_frame(place("nuclear_proficiency")).height == 8086
    # Germany and Yemen of 1990 stand twice, as COW numbers them before and after.
    assert frame.select("cow", "year").is_unique().all()

    def first(field):
        held = frame.filter(pl.col(field) == 1).group_by("state").agg(pl.col("year").min())
        return dict(held.rows())

    assert first("weapons") == {
        "USA": 1945, "RUS": 1949, "GBR": 1952, "FRA": 1960, "CHN": 1964, "ISR": 1967,
        "ZAF": 1979, "IND": 1987, "PAK": 1987,
    }  # fmt: skip
    assert len(first("pursuit")) == 16
    assert first("nuclear_submarines") == {
        "USA": 1954, "RUS": 1958, "GBR": 1963, "FRA": 1971, "CHN": 1974,
    }  # fmt: skip


def test_a_state_with_the_bomb_is_seen_to_seek_it_and_to_have_explored_it(shelf):
    frame = shelf.table("nuclear_proficiency").frame
    assert (frame["pursuit"] >= frame["weapons"]).all()
    sought = frame.filter(pl.col("pursuit") == 1)
    assert (sought["exploration"] == 1).all()


def test_launches_are_as_many_as_the_four_files_hold(shelf):
    frame = shelf.table("missile_tests").frame
    assert dict(frame.group_by("state").len().rows()) == {
        "PRK": 140, "IRN": 138, "IND": 217, "PAK": 95,
    }  # fmt: skip
    assert frame["worked"].null_count() == 39


def test_north_korea_had_put_two_satellites_up_by_2019_in_six_trials(shelf):
    frame = shelf.table("missile_tests").frame.filter(state="PRK", type="SLV")
    worked = frame.filter(worked=1).sort("day")["day"].cast(pl.String).to_list()
    assert frame.height == 6
    # Kwangmyongsong 3-2 and 4, of no use that was ever seen.
    assert worked == ["2012-12-12", "2016-02-07"]
