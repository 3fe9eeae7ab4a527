"""Trade, sanctions and diversion against published numbers and what the package carries.

References
----------
Yotov, Piermartini, Monteiro, Larch (2016), An Advanced Guide to Trade Policy Analysis,
UNCTAD and WTO: the effect of trade agreements; its digits from memory
Dor in The Brussels Times, https://www.brusselstimes.com/501353
"""

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foedus.estimation.diverted import carried_diverted
from foedus.estimation.episodes import episodes
from foedus.estimation.ppml import ppml
from foedus.estimation.sanctions import carried_effects, with_depth
from foedus.estimation.trade_panel import home_panel, trade_panel
from foedus.markets.roundabout import READS, roundabout
from foedus.sources.forms import read_sheet
from foedus.sources.shelf import Shelf

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")
GUIDE = (1986, 1990, 1994, 1998, 2002, 2006)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)
    return shelf.table


@pytest.fixture(scope="module")
def known(table):
    return episodes(table)


@pytest.fixture(scope="module")
def guide(table):
    sides = pl.col("exporter_name"), pl.col("importer_name")
    return (
        table("manufactures")
        .frame.filter(pl.col("year").is_in(GUIDE))
        .with_columns(
            selling=pl.concat_str(sides[0], "year"),
            buying=pl.concat_str(sides[1], "year"),
            pair=pl.concat_str(pl.min_horizontal(sides), pl.max_horizontal(sides)),
        )
    )


def agreement(rows, kinds):
    groups = [rows[kind].to_numpy().astype(str) for kind in kinds]
    return ppml(
        rows.select("agreement").to_numpy(),
        rows["value"].to_numpy() / 1e6,
        groups,
        terms=["agreement"],
        clusters=[rows["pair"].to_numpy().astype(str)],
    ).fit


def test_the_guide_s_effect_of_trade_agreements_comes_out_again(guide):
    fit = agreement(guide, ("selling", "buying", "pair"))
    assert fit.coef[0] == pytest.approx(0.557, abs=0.0005)
    assert fit.doubt[0] == pytest.approx(0.102, abs=0.0005)
    assert fit.rows == 28_482


def test_measures_are_told_as_often_as_the_file_names_them(table, tmp_path):
    shelf = Shelf(tmp_path, Path(MIRROR), online=False)
    sheet = read_sheet(shelf.paths("sanction_measures")[0])
    cells = [set(cell.split()) for cell in sheet["sanctiontype"].drop_nulls()]
    frame = table("sanction_measures").frame
    for code, name in (("1", "total_embargo"), ("3", "import_bar"), ("7", "aid_stop")):
        assert frame[name].sum() == sum(code in cell for cell in cells)
    assert frame["total_embargo"].sum() == 47
    assert frame["total_embargo"].null_count() == 565


def test_known_embargoes_are_complete_both_ways(known):
    held = known.filter(kind="complete")
    for sender, target, first in (
        ("USA", "CUB", 1960),
        ("USA", "PRK", 1950),
        ("USA", "IRQ", 1990),
        ("IND", "ZAF", 1946),
        ("USA", "NIC", 1981),
    ):
        for pair in ((sender, target), (target, sender)):
            rows = held.filter(exporter=pair[0], importer=pair[1], first=first)
            assert rows.height, (pair, first)


def test_the_steel_of_japan_is_a_quarrel_and_no_sanction(known):
    rows = known.filter(exporter="JPN", importer="USA", first=1987)
    assert rows["kind"].to_list() == ["quarrel", "quarrel"]


def test_the_package_s_effects_are_of_these_data(table, known):
    carried = carried_effects()
    assert with_depth(trade_panel(table, known)).digest == carried.panel
    home = home_panel(table, known)
    assert home.digest == carried.home
    assert (home.exporter == home.importer).sum() == 69 * 21
    assert carried.sources["trade_dyads"] == "4.0"


def test_trade_with_cuba_ends_with_the_embargo(table, known):
    panel = trade_panel(table, known)
    usa, cuba = (panel.states.index(name) for name in ("USA", "CUB"))
    held = panel.only((panel.exporter == cuba) & (panel.importer == usa))
    before = held.flows[(held.year >= 1950) & (held.year < 1960)]
    during = held.flows[(held.year > 1962) & (held.year < 2014)]
    assert before.min() > 400
    assert np.median(during) < 1


def test_the_union_s_sales_rose_as_the_newspaper_says(table):
    rows = table("eu_trade_months").frame.filter(exporter_name="EU27")
    sums = {
        (buyer, year): total / 1e9
        for buyer, year, total in rows.group_by("importer", "year")
        .agg(pl.col("value").sum())
        .rows()
    }
    for buyer, rise, digit in (
        ("KGZ", 0.909, 0.002), ("ARM", 1.1, 0.05), ("UZB", 1.5, 0.05),
        ("KAZ", 4.9, 0.05), ("GEO", 1.2, 0.05), ("RUS", -34, 0.5),
    ):  # fmt: skip
        assert sums[buyer, 2022] - sums[buyer, 2021] == pytest.approx(rise, abs=digit)


def test_the_diversion_that_the_package_carries_comes_out_again(table):
    tables = {name: table(name) for name in READS}
    found = roundabout(
        {name: one.frame for name, one in tables.items()},
        {name: one.version for name, one in tables.items()},
    )
    assert found == carried_diverted()
    assert found.partners[0].state == "KGZ"
    assert 0.05 < found.ghost_offset["2022"] < found.offset["2022"].low
