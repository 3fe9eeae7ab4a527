import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import accession
from foedus.terms.outsiders import OF_PACT, outsiders
from foedus.terms.reading import columns, terms_in

TERMS = terms_in(accession)
INSIDE = np.array([[True, True, False, False], [False, False, True, False]])
PACTS = {
    **dict.fromkeys(OF_PACT, np.array([0, 0])),
    "year": np.array([1951, 1951]),
    "signed": np.array([1949, 1900]),
    "joined": np.array([1.0, 0.0]),
    "accession": np.array([1, 0]),
    "members": INSIDE,
    "was_member": INSIDE | np.array([[False, False, True, False]] * 2),
}
ALL = np.ones(4, bool)
WORLD = {
    fields.ALIVE: np.ones(4),
    fields.CINC: np.array([0.6, 0.2, 0.1, 0.1]),
    fields.DISTANCE: np.array(
        [[0, 100, 0, 300], [100, 0, 100, 900], [0, 100, 0, 900], [300, 900, 900, 0.0]]
    ),
    fields.REGION: np.array([2, 3, 3, 3.0]),
    fields.DEFENCE: np.array([[0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0.0]]),
    fields.ONSET_10: np.array([[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 1], [1, 0, 1, 0.0]]),
    fields.POLYARCHY: np.array([0.8, 0.6, 0.2, np.nan]),
    fields.IDEAL_POINT: np.array([1.0, np.nan, 3.0, np.nan]),
    fields.MEMBER_YEARS: np.array([90, 90, 90, 2.0]),
    fields.TRADE: np.array([[0, 1, 3, 0], [1, 0, 1, 0], [3, 1, 0, 0], [0, 0, 0, 0.0]]),
    fields.TRADE_TOTAL: np.array([4, 2, 4, 0.0]),
}


def read(*names):
    return columns(names, terms=TERMS, known=WORLD, facts=outsiders(PACTS, ALL))


def test_a_row_stands_for_each_state_outside_each_pact():
    held = outsiders(PACTS, ALL)
    assert held["p"].tolist() == [0, 0, 1, 1, 1]
    assert held["k"].tolist() == [2, 3, 0, 1, 3]


def test_the_nearest_member_counts_and_so_does_the_mean():
    most, mean = read("near_max", "near_mean").T
    assert most == pytest.approx([1, 1 / 4, 1, 1 / 2, 1 / 10])
    assert mean[:2] == pytest.approx([(1 + 1 / 2) / 2, (1 / 4 + 1 / 10) / 2])


def test_shares_are_of_the_members():
    region, allies = read("region_share", "defence_share").T
    assert region.tolist() == [0.5, 0.5, 0, 1, 1]
    assert allies.tolist() == [0.5, 0, 1, 0, 0]


def test_enemies_of_a_member_are_shared_with_it():
    assert read("shared_enemies")[0, 0] == pytest.approx(np.log(2) / 2)
    assert np.exp(read("quarrels")[1, 0]) == pytest.approx(2)


def test_votes_are_held_against_members_that_vote():
    assert read("un_gap", "un_mute")[:3].tolist() == [[2, 0], [0, 1], [2, 0]]


def test_regime_is_held_against_the_members_mean():
    assert read("dem_gap")[0, 0] == pytest.approx(0.5)


def test_what_the_pact_tells_is_told_of_each_of_its_rows():
    held = read("age", "recent", "open_to", "many", "leader_in")
    assert held[0] == pytest.approx([np.log(2), np.log(2), 1, np.log(2), 1])
    assert held[2] == pytest.approx([np.log(51), 0, 0, 0, 0])


def test_who_was_a_member_once_is_told():
    assert read("former")[:, 0].tolist() == [1, 0, 0, 0, 0]


def test_trade_with_members_is_a_share_of_all_trade():
    assert read("trade_share")[0, 0] == pytest.approx(1.0)
    assert read("trade_share")[1, 0] == 0
