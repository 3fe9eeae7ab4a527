"""Trade with Russia and its neighbours, against sums of the files' own bytes.

The monthly and the yearly tables are two extracts of one data base: what members sold in
the months of a year is what the Union sold in the year.
"""

import csv
import os
from pathlib import Path

import polars as pl
import pytest

from foedus.faults import DataFault
from foedus.sources.comext import read_views
from foedus.sources.shelf import Shelf
from foedus.sources.source import source

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)


@pytest.fixture(scope="module")
def months(shelf):
    return shelf.table("eu_trade_months").frame


@pytest.fixture(scope="module")
def years(shelf):
    return shelf.table("eu_export_years").frame


def lines(name):
    for pinned in source(name).files:
        if pinned.url.endswith(".csv"):
            with (Path(MIRROR) / pinned.place).open(
                encoding="utf-8-sig", newline=""
            ) as file:
                yield from csv.DictReader(file)


def test_months_are_as_many_as_the_index_counted(months):
    # ../shared/mirror/INDEX.jsonl: 14,063 rows once a doubled file is dropped.
    assert months.height == 14_063
    held = {tuple(line.values()) for line in lines("eu_trade_months")}
    assert len(held) == 14_063
    assert months["value"].sum() == sum(int(line[-1]) for line in held)


def test_months_of_members_make_the_year_of_the_union(months, years):
    members = months.filter(
        pl.col("exporter").is_not_null() & pl.col("importer").is_not_null()
    )
    sold = members.filter(pl.col("exporter") != "KGZ")
    since = sold.filter(pl.col("year").is_between(2021, 2023))
    ours = since.group_by("importer", "year").agg(pl.col("value").sum())
    both = ours.join(years, on=["importer", "year"], suffix="_year")
    assert both.height == 6 * 3
    apart = both.with_columns(by=(pl.col("value") / pl.col("value_year") - 1).abs())
    # Uzbekistan's 2023 was revised between the two extracts, eight days apart.
    revised = apart.filter(pl.col("by") > 1e-8).select("importer", "year")
    assert revised.rows() == [("UZB", 2023)]
    assert apart["by"].max() < 5e-4


def test_groups_stand_among_members_without_a_state(months):
    groups = months.filter(pl.col("exporter").is_null())["exporter_name"].unique()
    assert sorted(groups) == ["EA", "EA20", "EU", "EU27"]
    # The United Kingdom left in January 2020, and stands in the first year's months.
    assert months.filter(exporter="GBR")["year"].max() == 2020


def test_what_kyrgyzstan_sells_runs_the_other_way(months):
    sold = months.filter(exporter="KGZ", importer="DEU", year=2023)
    assert sold["month"].sort().to_list() == list(range(1, 13))


def test_years_have_each_partner_of_the_files_once(years):
    assert years.height == sum(1 for _ in lines("eu_export_years"))
    each = years.drop_nulls("importer").group_by("importer").agg(pl.len())
    # South Sudan alone came later than 2010, in 2013.
    assert dict(each.filter(pl.col("len") != 14).rows()) == {"SSD": 11}
    assert years["exporter_name"].unique().to_list() == ["EU27"]


def test_exports_to_russia_fell_and_those_to_kyrgyzstan_rose(years):
    sold = {(r["importer"], r["year"]): r["value"] for r in years.rows(named=True)}
    assert sold["RUS", 2021] == 89_169_305_012
    assert sold["RUS", 2023] == pytest.approx(38.18e9, rel=1e-3)
    assert sold["KGZ", 2023] / sold["KGZ", 2021] > 9


def test_french_names_are_read(years):
    french = years.filter(year=2016).drop_nulls("importer")
    english = years.filter(year=2017).drop_nulls("importer")
    assert set(french["importer"]) == set(english["importer"])
    assert french.filter(importer="PRK")["importer_name"].item().startswith("Corée")


def test_neighbours_tell_what_they_buy(shelf):
    frame = shelf.table("neighbour_imports").frame
    assert frame.height == sum(1 for _ in lines("neighbour_imports"))
    assert sorted(frame["importer"].unique()) == ["ARM", "KAZ", "KGZ", "UZB"]
    bought = frame.filter(importer="KGZ", exporter="DEU").sort("year")["value"]
    assert bought.to_list()[0] == pytest.approx(63_194_649.11)
    assert bought.to_list()[-1] == pytest.approx(394_249_488.79)


def test_five_hundred_files_are_read_in_one_pass(tmp_path):
    shelf = Shelf(tmp_path, Path(MIRROR), online=False)
    assert len(source("eu_trade_months").files) == 477
    read = shelf.table("eu_trade_months")
    assert (tmp_path / "made" / "eu_trade_months.parquet").is_file()
    assert shelf.table("eu_trade_months").frame.equals(read.frame)


def test_a_file_of_other_columns_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(DataFault, match=r"other\.csv begins with"):
        read_views([path])
