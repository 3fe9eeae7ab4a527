"""Calls whose goldens are kept aside, held against the anchor's rules worked out anew.

The rules are those that peacesciencer 1.2.9 and stevemisc 1.9.0 state: contiguity and
capitals by month and by day, of a year the first or the last; peace years with lacking
years put in as years of an event; leaders by the days on which they led.
"""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from golden.peacesciencer import needs_golden

from foedus.panel.leaders import leader_years
from foedus.panel.making import dyads, state_days, states
from foedus.sources.shelf import shelf_here

pytestmark = needs_golden


@pytest.fixture(scope="module")
def shelf():
    return shelf_here().table


def of_year(rows, which, *by):
    """Take of each year the first row by day, or the last, in the order of the file."""
    dated = rows.sort(*by, "day", "row", maintain_order=True)
    grouped = dated.group_by(
        *by, pl.col("day").dt.year().alias("year"), maintain_order=True
    )
    return (grouped.first() if which == "first" else grouped.last()).with_columns(
        pl.col("year").cast(pl.Int64)
    )


def keyed(panel, *keys):
    return panel.collect(ids=False).with_columns(pl.col(keys).cast(pl.Int64))


@pytest.mark.parametrize("which", ["first", "last"])
def test_contiguity_is_that_of_the_first_month_or_the_last(shelf, which):
    months = pl.date_ranges("start", "end", interval="1mo").alias("day")
    spells = shelf("contiguity").frame.with_row_index("row").with_columns(months)
    pair = ("sender_cow", "target_cow")
    theirs = of_year(
        spells.explode("day", empty_as_null=True, keep_nulls=True), which, *pair
    )

    ours = keyed(dyads(1816, 2016).on(shelf).add("contiguity", slice=which), *pair, "year")
    told = theirs.select(*pair, "year", theirs="contiguity")
    both = ours.join(told, on=[*pair, "year"], how="left").fill_null(0)
    assert (both["contiguity"] == both["theirs"]).all()
    assert both["theirs"].sum() > 50_000

    alone = keyed(
        states(1816, 2016).on(shelf).add("contiguity", slice=which), "cow", "year"
    )
    sums = theirs.group_by(cow="sender_cow", year="year").agg(
        land=(pl.col("contiguity") == 1).sum(), sea=(pl.col("contiguity") > 1).sum()
    )
    beside = alone.join(sums, on=["cow", "year"], how="left").fill_null(0)
    assert (beside["land_neighbours"] == beside["land"]).all()
    assert (beside["sea_neighbours"] == beside["sea"]).all()


@pytest.mark.parametrize("which", ["first", "last"])
@pytest.mark.parametrize("system", ["cow", "gw"])
def test_capitals_are_those_of_the_first_day_or_the_last(shelf, system, which):
    days = pl.date_ranges("start", pl.col("end").fill_null(pl.date(2019, 12, 31))).alias(
        "day"
    )
    spells = shelf(f"{system}_capitals").frame.with_row_index("row").with_columns(days)
    places = of_year(
        spells.explode("day", empty_as_null=True, keep_nulls=True), which, system
    ).select(system, "year", "latitude", "longitude")

    pair = (f"sender_{system}", f"target_{system}")
    panel = dyads(1900, 2018, directed=False, system=system).on(shelf)
    rows = keyed(panel.add("distance", transsum=which), *pair, "year")
    for code in pair:
        rows = rows.join(
            places.rename({system: code}), on=[code, "year"], how="left", suffix="_target"
        )
    here, there = (
        np.radians(rows.select(f"latitude{end}", f"longitude{end}").to_numpy()).T
        for end in ("", "_target")
    )
    # By chords and not by Vincenty's formula, so that it is another hand's sum.
    points = [
        np.stack([np.cos(lat) * np.cos(lng), np.cos(lat) * np.sin(lng), np.sin(lat)])
        for lat, lng in (here, there)
    ]
    chord = np.linalg.norm(points[0] - points[1], axis=0)
    apart = 2 * np.arcsin(chord / 2) * 6378.137
    ours = rows["capital_distance"].to_numpy()
    assert np.isfinite(ours).all()
    assert np.abs(ours - apart).max() < 0.01


def padded(years, events):
    """Count peace years as theirs do, lacking years put in as years of an event."""
    if not any(events):
        return list(range(len(years)))
    known = dict(zip(years, events, strict=True))
    whole = range(years[0], years[-1] + 1)
    told, since = {years[0]: 0}, 0
    for before, year in pairwise(whole):
        was, now = known.get(before, 1), known.get(year, 1)
        since = since + 1 if not was else 0
        told[year] = since
        since = 0 if now else since
    return [told[year] for year in years]


def test_peace_years_with_lacking_years_padded_start_anew(shelf):
    panel = dyads(1816, 2010, directed=False).on(shelf).add("gml_disputes").add("relevant")
    made = panel.spells("gml_ongoing", gap="restart").collect(ids=False)
    assert made.height == 111_991
    pair = ["sender_cow", "target_cow"]
    apart, of_peace = 0, 0
    for _, rows in made.sort(*pair, "year").group_by(pair, maintain_order=True):
        events = rows["gml_ongoing"].to_list()
        theirs = padded(rows["year"].to_list(), events)
        ours = rows["gml_ongoing_spell"].to_list()
        if ours != theirs:
            apart += 1
            of_peace += not any(events)
    # Defect 2: of pairs that never fought theirs counts rows, through any gap.
    assert (apart, of_peace) == (136, 136)


def led(shelf):
    """Lay every tenure out in days."""
    days = pl.date_ranges("start", "end").alias("day")
    told = shelf("leaders").frame.with_row_index("row").with_columns(days)
    laid = told.explode("day", empty_as_null=True, keep_nulls=True)
    return laid.with_columns(year=pl.col("day").dt.year().cast(pl.Int64))


def test_leader_years_of_cow_s_list_are_those_of_its_days(shelf):
    numbers = shelf("gw_cow_panel").frame.select("gw", "cow", "year").cast(pl.Int64)
    day, tenure, gw, year = (pl.col(c) for c in ("day", "tenure", "gw", "year"))
    days = led(shelf).join(numbers.drop_nulls("gw"), on=["gw", "year"], how="left")
    whole = pl.date(1990, 5, 22), pl.date(1990, 10, 3)
    days = days.with_columns(
        cow=pl.when((gw == 600) & year.is_between(1905, 1912)).then(600)
        .when((gw == 670) & year.is_between(1927, 1932)).then(670)
        .when(tenure == "YEM-1978").then(pl.when(day >= whole[0]).then(679).otherwise(678))
        .when(tenure == "GFR-1982").then(pl.when(day >= whole[1]).then(255).otherwise(260))
        .otherwise("cow")
    )  # fmt: skip
    listed = keyed(state_days(1816, 2015), "cow").select("cow", "day")
    theirs = (
        days.join(listed, on=["cow", "day"], how="semi")
        .with_columns(
            age=year - pl.col("born"),
            year_in_office=year - pl.col("start").dt.year() + 1,
        )
        .select("tenure", "name", "cow", "gender", "age", "year", "year_in_office")
        .unique()
    )
    panel = leader_years(1816, 2015, tables=shelf, standardize="cow")
    ours = panel.collect(ids=False).select(theirs.columns).cast(dict(theirs.schema))
    key = ["tenure", "cow", "year"]
    assert ours.height == 16_241
    assert ours.sort(key).equals(theirs.sort(key))


@pytest.mark.parametrize("system", ["gw", "cow"])
def test_turnover_of_leaders_is_that_of_their_days(shelf, system):
    first, last = pl.col("tenure").first(), pl.col("tenure").last()
    changed = first != last
    ousted = changed & (pl.col("exit") == "Irregular").any()
    theirs = (
        led(shelf)
        .sort("day", "row")
        .group_by("gw", "year", maintain_order=True)
        .agg(
            leader_transition=changed, irregular_transition=ousted,
            leaders=pl.col("leader").n_unique(), first_tenure=first, last_tenure=last,
        )
    )  # fmt: skip
    if system == "cow":
        numbers = shelf("gw_cow_panel").frame.select("gw", "cow", "year").cast(pl.Int64)
        serbia = (pl.col("gw") == 345) & (pl.col("year") == 2006)
        theirs = theirs.join(numbers.drop_nulls(), on=["gw", "year"]).filter(
            ~((pl.col("gw") == 340) & (pl.col("year") == 2006))
        ).with_columns(
            last_tenure=pl.when(serbia).then(pl.lit("SER-2006")).otherwise("last_tenure")
        )  # fmt: skip
    panel = states(1870, 2018, system=system).on(shelf).add("leader_turnover")
    ours = keyed(panel, system, "year")
    both = ours.join(theirs, on=[system, "year"], how="left", suffix="_theirs")
    assert both.height == ours.height
    for name in theirs.columns[2:7]:
        a, b = pl.col(name), pl.col(f"{name}_theirs")
        if name not in ("first_tenure", "last_tenure"):
            a, b = a.cast(pl.Float64), b.cast(pl.Float64)
        apart = both.filter(a.ne_missing(b))
        assert apart.is_empty(), f"{name}: {apart.select(system, 'year', a, b).head()}"
