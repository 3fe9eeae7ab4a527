"""ATOP by phase and state, an older NMC, Freedom House: against other hands."""

import csv
import os
from pathlib import Path

import polars as pl
import pytest

from foedus.panel.making import dyads, states
from foedus.sources.rfile import r_frame
from foedus.sources.shelf import Shelf
from foedus.sources.source import source

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")

DUTIES = ("defence", "offence", "neutrality", "nonaggression", "consultation")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)


def rows(name):
    path = Path(MIRROR) / source(name).files[0].place
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_phase_of_an_alliance_promises_what_any_of_its_members_does(shelf):
    frame, key = shelf.table("atop_phases").frame, ["pact", "phase"]
    assert frame.height == 849 == len(rows("atop_phases"))
    by = [pl.col(duty).max().alias(f"own_{duty}") for duty in DUTIES]
    members = shelf.table("atop_members").frame.group_by(key).agg(by)
    both = frame.join(members, on=key, how="left")
    for duty in DUTIES:
        assert both[duty].equals(both[f"own_{duty}"].alias(duty)), duty


def test_nato_was_changed_in_june_1951_and_still_stood_in_2018(shelf):
    phases = shelf.table("atop_phases").frame.filter(pact=3180).sort("phase")
    first, second = phases.rows(named=True)
    assert str(first["start"]) == "1949-04-04"
    assert first["end"] == second["start"]
    assert (second["end"], second["in_force"], second["bilateral"]) == (None, 1, 0)
    assert (second["defence"], second["offence"], second["active"]) == (1, 0, 1)


def test_states_are_in_as_many_alliances_as_their_own_rows_tell(shelf):
    years = pl.int_ranges("start_year", pl.col("end_year").fill_null(2018) + 1)
    told = (
        shelf.table("atop_members")
        .frame.with_columns(year=years)
        .explode("year", empty_as_null=True, keep_nulls=True)
        .group_by(pl.col("member_cow").alias("cow"), "year")
        .agg(pl.col("pact").n_unique().alias("n"),
             *(pl.col(duty).max().alias(f"own_{duty}") for duty in DUTIES))
    )  # fmt: skip
    frame = shelf.table("atop_states").frame
    assert frame.height == 11_923
    both = frame.join(told, on=["cow", "year"], how="left")
    assert (both["alliances"] == both["n"]).all()
    off = {d: both.filter(pl.col(d) != pl.col(f"own_{d}")).height for d in DUTIES}
    assert off == dict.fromkeys(DUTIES, 0) | {"defence": 1, "offence": 1, "neutrality": 5}


def test_alliances_of_states_are_none_within_atops_years_and_unknown_after(shelf):
    panel = states(1907, 2019).on(shelf.table).add("atop")
    [alone] = panel.collect().filter(state="USA", year=1907).rows(named=True)
    assert (alone["atop_alliance"], alone["atop_alliances"]) == (0, 0)
    after = panel.collect().filter(year=2019)
    assert after["atop_alliance"].null_count() == after.height
    pairs = dyads(1990, 1990).on(shelf.table).add("atop").names
    assert "atop_alliances" not in pairs


def test_the_older_capabilities_are_those_of_their_file(shelf):
    frame = shelf.table("nmc_6").frame
    held = rows("nmc_6")
    assert frame.height == len(held) == 15_951
    [line] = [r for r in held if (r["ccode"], r["year"]) == ("365", "1985")]
    [own] = frame.filter(cow=365, year=1985).rows(named=True)
    assert own["cinc"] == float(line["cinc"])
    assert own["military_spending"] == 1000 * float(line["milex"])
    assert own["population"] == 1000 * float(line["tpop"])
    unknown = sum(r["milex"] == "-9" for r in held)
    spent = frame.select(
        pl.max_horizontal("military_spending", "military_spending_sterling")
    )
    assert spent.to_series().null_count() == unknown


def test_energy_was_revised_and_soldiers_were_not(shelf):
    both = shelf.table("nmc_6").frame.join(
        shelf.table("nmc").frame, on=["cow", "year"], suffix="_7"
    )
    for name, revised in (("military_personnel", False), ("energy", True)):
        apart = (pl.col(name) - pl.col(f"{name}_7")).abs() > 0.01 * pl.col(name)
        assert both.filter(apart).is_empty() != revised


def test_freedom_in_2024_is_what_the_house_published(shelf):
    frame = shelf.table("freedom_house").frame
    # Freedom in the World 2025: 85 countries free, 51 partly free, 59 not free.
    told = dict(frame.filter(year=2024)["status"].value_counts().rows())
    assert told == {"F": 85, "PF": 51, "NF": 59}
    korea = frame.filter(state="PRK")
    assert set(korea["political_rights"]) == {7}
    assert korea["year"].to_list() == [1972, *range(1973, 1981), *range(1982, 2025)]


def test_ratings_agree_with_the_packages_other_table(shelf):
    place = Path(MIRROR) / source("freedom_house").files[0].place
    full = r_frame(place.with_name("fh_full.rda")).drop_nulls("cown")
    held = full.select(
        pl.col("cown").cast(pl.Int64).alias("cow"), pl.col("year").cast(pl.Int64),
        *(n for n in full.columns if n.lower() in ("pr", "cl")),
    )  # fmt: skip
    both = shelf.table("freedom_house").frame.join(held, on=["cow", "year"])
    assert both.height > 2_000
    for ours, theirs in (("political_rights", "pr"), ("civil_liberties", "cl")):
        name = next(n for n in held.columns if n.lower() == theirs)
        known = both.drop_nulls(name)
        assert (known[ours] == known[name].cast(pl.Float64)).all()
