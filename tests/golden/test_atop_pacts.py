"""ATOP's member rows as treaties, against ATOP's own files and the counts of atop.md."""

import os
import time
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from foedus.faults import PactFault
from foedus.pacts.atop import (
    ADVERSARY,
    CONFLICT,
    CREDITORS,
    DEMANDS,
    MAIN,
    NUMBER,
    PLACE,
    atop_pacts,
)
from foedus.pacts.provision import Force
from foedus.sources.naming import call
from foedus.sources.shelf import shelf_here
from foedus.sources.source import source

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")
FIELDS = {
    "DEFENSE": ("defence", "defense"),
    "OFFENSE": ("offence", "offense"),
    "NEUTRAL": ("neutrality", "neutral"),
    "NONAGG": ("nonaggression", "nonagg"),
    "CONSUL": ("consultation", "consul"),
}

ENDED_ON_NEW_YEAR = {"atop_1345_2", "atop_3270", "atop_3395", "atop_3973"}
"""They end on 1 January: ATOP's files count the year, and a member is bound to the day
before it left."""

TWO_PHASES_IN_A_YEAR = {"atop_1155_1", "atop_1362_1", "atop_1415_1"}
"""A new phase begins within the year and drops the duty: ATOP's files tell of one phase a
year, we of both."""

NO_STATE = {"atop_1320"}
"""Member 8152 is in no list of states; it and what is owed to it are left out there."""

TO_SOME_PARTNERS = {
    "atop_1100_1", "atop_1100_2", "atop_1110", "atop_1120", "atop_1160", "atop_1205",
    "atop_1227", "atop_1350_2", "atop_1350_3", "atop_1350_4", "atop_1355", "atop_2130",
    "atop_3322",
}  # fmt: skip
"""Members owe different things to different partners: the dyad file knows to whom, the
member rows do not, so that here it is owed to all, conditionally."""


@pytest.fixture(scope="module")
def rows():
    return list(shelf_here().table("atop_members").frame.iter_rows(named=True))


@pytest.fixture(scope="module")
def atop(rows):
    return atop_pacts(rows)


@pytest.fixture(scope="module")
def owed(atop):
    """(article, debtor, creditor, year) -> the pacts, each with whether it is to some."""
    found = {}
    for pact in atop.pacts:
        spells = {party.state: party.spells for party in pact.parties}
        for p in (p for p in pact.provisions if p.article in FIELDS):
            for debtor in p.debtors:
                for creditor in spells.keys() - {debtor}:
                    for year in _years(spells[debtor], spells[creditor]):
                        key = (p.article, debtor, creditor, year)
                        some = CREDITORS in p.conditions.unknown
                        found.setdefault(key, set()).add((pact.id, some))
    return found


def _years(one, other):
    both = (a.meet(b) for a in one for b in other)
    return {
        year
        for spell in both
        if spell
        for year in range(spell.start.year, (spell.end or date(2018, 12, 31)).year + 1)
    }


def test_the_whole_file_compiles_in_half_a_second(rows):
    best = min(_seconds(rows) for _ in range(3))
    assert best < 0.5


def _seconds(rows):
    start = time.perf_counter()
    atop_pacts(rows)
    return time.perf_counter() - start


def test_every_phase_is_a_pact(atop):
    assert len(atop.pacts) == 849
    assert len({pact.id for pact in atop.pacts}) == 849
    assert all(p.force is Force.UNKNOWN for pact in atop.pacts for p in pact.provisions)


def test_every_row_is_a_provision_or_a_finding(rows, atop):
    held = {pact.id: pact for pact in atop.pacts}
    told = {f.where for f in atop.findings}
    for row in rows:
        id = f"atop_{row['pact']}" + (f"_{row['phase']}" if row["phase"] else "")
        state = row["member"] or f"cow_{row['member_cow']}"
        owes = any(state in p.debtors for p in held[id].provisions)
        assert owes or f"{id}, {state}" in told


def test_twelve_rows_owe_none_of_the_five_duties_and_are_told(rows, atop):
    assert sum(not any(row[name] for name in MAIN) for row in rows) == 12
    assert sum("owes none of the five" in f.remark for f in atop.findings) == 12


def test_promises_are_as_many_as_atop_md_counts(atop):
    counted = Counter()
    for pact in atop.pacts:
        spells = {party.state: len(party.spells) for party in pact.parties}
        for p in pact.provisions:
            counted[p.article] += sum(spells[state] for state in p.debtors)
    wanted = {
        "DEFENSE": 1016, "OFFENSE": 232, "NEUTRAL": 275, "NONAGG": 1500, "CONSUL": 1240,
        "NOTAIDEN": 658, "DIPAID": 99, "TERRRES": 104, "SEPPEACE": 211, "THIRDCOM": 85,
        "NOOTHALL": 577,
    }  # fmt: skip
    assert {name: counted[name] for name in wanted} == wanted


def limited(atop, article, *wanted):
    """How many member rows of a promise bear any of these conditions."""
    total = 0
    for pact in atop.pacts:
        spells = {party.state: len(party.spells) for party in pact.parties}
        for p in (p for p in pact.provisions if p.article == article):
            borne = {*p.conditions.asked(), *p.conditions.unknown}
            if borne & set(wanted):
                total += sum(spells[state] for state in p.debtors)
    return total


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        (("attackers", ADVERSARY), (264, 175, 48, 76)),
        ((PLACE,), (241, 59, 15, 317)),
        (("named_conflict", CONFLICT), (95, 97, 4, 39)),
        ((NUMBER,), (14, 5, 5, 0)),
        ((DEMANDS,), (14, 29, 1, 0)),
        (("unprovoked",), (82, 0, 17, 0)),
        (("creditor_attacked",), (0, 0, 192, 0)),
        (("on_request",), (0, 0, 0, 130)),
    ],
)
def test_limits_are_as_many_as_atop_md_counts(atop, wanted, counts):
    articles = ("DEFENSE", "OFFENSE", "NEUTRAL", "CONSUL")
    assert tuple(limited(atop, article, *wanted) for article in articles) == counts


def test_an_adversary_is_named_for_196_of_264_and_a_war_for_74_of_95(atop):
    assert limited(atop, "DEFENSE", "attackers") == 196
    assert limited(atop, "DEFENSE", "named_conflict") == 74


def test_a_further_limit_stands_on_98_rows(rows):
    assert sum(bool(row["other_limit"]) for row in rows) == 98


def test_what_the_dyad_file_says_more_or_less_is_explained(owed, atop):
    theirs = shelf_here().table("atop_dyads").frame
    for article, (name, _) in FIELDS.items():
        rows = theirs.filter(pl.col(name) == 1).select("sender", "target", "year").rows()
        ours = {key[1:] for key in owed if key[0] == article}
        for key in ours - set(rows):
            reasons = owed[article, *key]
            ids = {id for id, _ in reasons}
            some = all(ok for _, ok in reasons) and ids <= TO_SOME_PARTNERS
            assert some or ids <= TWO_PHASES_IN_A_YEAR | NO_STATE, (article, key, ids)
        for debtor, creditor, year in set(rows) - ours:
            ended = {
                pact.id
                for pact in atop.pacts
                if any(p.article == article for p in pact.provisions)
                for party in pact.parties
                for spell in party.spells
                if party.state in (debtor, creditor) and spell.end == date(year - 1, 12, 31)
            }
            assert ended & ENDED_ON_NEW_YEAR, (article, debtor, creditor, year)


def test_the_dyad_file_differs_in_no_more_than_480_cells_of_540_000(owed):
    theirs = shelf_here().table("atop_dyads").frame
    more, less = Counter(), Counter()
    for article, (name, _) in FIELDS.items():
        rows = theirs.filter(pl.col(name) == 1).select("sender", "target", "year").rows()
        ours = {key[1:] for key in owed if key[0] == article}
        more[article], less[article] = len(ours - set(rows)), len(set(rows) - ours)
    assert more == {
        "DEFENSE": 224, "OFFENSE": 34, "NEUTRAL": 114, "NONAGG": 74, "CONSUL": 10,
    }  # fmt: skip
    assert less == {"DEFENSE": 8, "OFFENSE": 0, "NEUTRAL": 2, "NONAGG": 4, "CONSUL": 10}


MORE = {
    "DEFENSE": {("BRA", 1857)},
    "OFFENSE": {("JPN", 1905)},
    "NEUTRAL": {("JPN", 1905), *((s, 1888) for s in ("CRI", "GTM", "HND", "SLV"))},
    "NONAGG": set(),
    "CONSUL": {("cow_8152", year) for year in range(1874, 1884)},
}
"""State-years that we have more: the phases of TWO_PHASES_IN_A_YEAR, and NO_STATE."""
LESS = {
    "DEFENSE": {("COG", 1974), ("TWN", 1980)},
    "OFFENSE": set(),
    "NEUTRAL": {("SRB", 1895)},
    "NONAGG": {("CSK", 1993), ("TWN", 1980)},
    "CONSUL": {("COG", 1974), ("CSK", 1993), ("SRB", 1895)},
}
"""State-years that we have less: the pacts of ENDED_ON_NEW_YEAR."""


@pytest.mark.parametrize("article", FIELDS)
def test_the_state_year_file_differs_as_listed(owed, article):
    beside = Path(MIRROR) / source("atop_members").files[0].place.parent / "atop5_1sy.csv"
    raw = pl.read_csv(beside)
    states, _ = call(raw["state"], raw["year"], system="cow", where="a test")
    theirs = raw.with_columns(states.alias("who")).filter(pl.col(FIELDS[article][1]) == 1)
    theirs = set(theirs.select("who", "year").rows())
    ours = {(debtor, year) for name, debtor, _, year in owed if name == article}
    assert ours - theirs == MORE[article]
    assert theirs - ours == LESS[article]


@pytest.mark.parametrize(
    ("day", "pacts"),
    [
        (date(1914, 7, 28), 17),
        (date(1939, 9, 1), 53),
        (date(1985, 1, 1), 154),
        (date(2018, 12, 31), 378),
    ],
)
def test_as_many_pacts_run_as_the_prototype_found(atop, day, pacts):
    assert len(atop.on(day)) == pacts


def test_a_day_after_2018_is_a_fault(atop):
    with pytest.raises(PactFault, match="does not speak of 2019-01-01"):
        atop.on(date(2019, 1, 1))


def test_members_that_left_and_came_back_are_bound_twice(atop):
    [league] = atop.of(3015)
    [egypt] = [party for party in league.parties if party.state == "EGY"]
    assert [str(s) for s in egypt.spells] == [
        "1945-03-22 to 1979-03-30",
        "1989-05-22 to now",
    ]
    [helsinki] = [p for p in atop.pacts if p.id == "atop_3740_2"]
    [serbia] = [party for party in helsinki.parties if party.state == "SRB"]
    assert len(serbia.spells) == 2


def test_missing_days_are_told(atop):
    said = [f.remark for f in atop.findings]
    assert sum("day of entry is not known" in one for one in said) == 5
    assert sum("day of exit is not known" in one for one in said) == 31
