"""The arrays of the past, against counts that the design page and its prototype print."""

import os
from pathlib import Path

import numpy as np
import pytest

from foedus.past import fields
from foedus.past.making import past_of
from foedus.past.treaties import signatures
from foedus.sources.shelf import Shelf
from foedus.states.roster import roster

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)
    return past_of(shelf.table)


def pairs(past, first, last, field=None):
    """Pairs of members of the year before, or those of them for whom something holds."""
    found = 0
    for year in range(first, last + 1):
        alive = past.at(year - 1)[fields.ALIVE] > 0
        both = np.triu(np.outer(alive, alive), 1)
        if field is not None:
            happened = past.during(field, year)
            both &= happened | happened.T
        found += both.sum()
    return int(found)


@pytest.mark.parametrize(
    ("years", "dyads", "onsets", "originated"),
    [((1990, 2010), 363_693, 745, 612), ((1950, 2010), 695_610, 1_903, 1_522)],
)
def test_disputes_of_pairs_are_as_many_as_the_working_paper_counts(
    past, years, dyads, onsets, originated
):
    assert pairs(past, *years) == dyads
    assert pairs(past, *years, fields.ONSET) == onsets
    assert pairs(past, *years, fields.ORIGINATED) == originated


def test_defence_pacts_in_force_at_the_end_of_years_are_those_of_the_working_paper(past):
    to_2018 = slice(0, 2018 - past.first + 1)
    assert past[fields.DEFENCE][to_2018].sum() == 135_278


def test_the_entente_and_the_alliance_stand_on_the_eve_of_the_great_war(past):
    held = past.at(1913)[fields.DEFENCE]
    fra, rus, deu, auh, gbr = map(roster().index, ("FRA", "RUS", "DEU", "AUH", "GBR"))
    assert held[fra, rus] == held[deu, auh] == 1
    assert held[gbr, fra] == held[fra, deu] == 0


def test_what_a_table_says_of_a_year_stands_at_the_end_of_it(past):
    usa, rus = roster().index("USA"), roster().index("RUS")
    assert past.at(2016)[fields.CONTIGUITY][usa, rus] > 1
    assert past.at(1945)[fields.CINC][usa] == pytest.approx(0.383863, abs=1e-5)
    assert past.at(1950)[fields.MAJOR][[usa, rus]].tolist() == [1, 1]


def test_a_pact_of_two_is_signed_by_both(past):
    signed = signatures(past.pacts, past.members)
    deu, auh = sorted((roster().index("DEU"), roster().index("AUH")))
    dual = signed.filter(pact=1350)
    assert past[fields.SIGNED_DEFENCE].shape == past[fields.PACT].shape
    assert len(signed) > 600
    assert dual.is_empty() or dual.select("low", "high").rows() == [(deu, auh)]


def test_those_who_joined_remember_a_dispute_as_those_who_began_it(past):
    gbr, deu, auh, srb = map(roster().index, ("GBR", "DEU", "AUH", "SRB"))
    began, all_told = past.at(1914)[fields.ONSET_10], past.at(1914)[fields.ENMITY_10]
    assert all_told[auh, srb] == began[auh, srb] >= 1
    assert all_told[gbr, deu] > began[gbr, deu] + 0.8


def test_a_past_that_ends_early_is_the_whole_one_cut_there(tmp_path):
    shelf = Shelf(tmp_path, Path(MIRROR), online=False)
    early, whole = past_of(shelf.table, last=1951), past_of(shelf.table)
    members = np.flatnonzero(whole.at(1951)[fields.ALIVE])
    pairs = np.ix_(members, members)
    for field in (fields.DEFENCE, fields.ONSET_10, fields.TRADE, fields.SIGNED_OTHER_15):
        now, then = early.at(1951)[field][pairs], whole.at(1951)[field][pairs]
        assert np.array_equal(now, then, equal_nan=True)
