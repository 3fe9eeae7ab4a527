from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from foedus.faults import DataFault, StateFault
from foedus.states.places import (
    DISTANCE,
    Capital,
    Point,
    capital,
    capitals,
    distance,
    distances,
    distances_from,
    point_called,
)
from foedus.states.roster import roster


@pytest.mark.parametrize(
    ("state", "day", "name"),
    [
        ("RUS", date(1914, 8, 1), "Saint Petersburg"),
        ("RUS", date(1941, 6, 22), "Moscow"),
        ("TUR", date(1914, 8, 1), "Istanbul"),
        ("ITA", date(1866, 6, 20), "Florence"),
        ("CHN", date(1937, 7, 7), "Nanjing"),
        ("DEU", date(1975, 1, 1), "Bonn"),
        ("DEU", date(2025, 1, 1), "Berlin"),
        ("BRA", date(1960, 4, 21), "Brasília"),
    ],
)
def test_a_capital_is_that_of_the_day(state, day, name):
    assert capital(state, day).name == name


def test_a_state_has_one_capital_on_every_day_on_which_it_is_one():
    rows = {}
    for row in capitals():
        rows.setdefault(row.state, []).append(row.spell)
    for state in roster().states:
        spells = rows[state.id]
        assert not any(a.meet(b) for a, b in pairwise(spells)), state
        days = {spell.start for spell in state.spells()}
        days |= {spell.end or date(2025, 1, 1) for spell in state.spells()}
        for a, b in pairwise(spells):
            days |= {day for day in (a.end, b.start) if state.alive(day)}
        assert all(any(spell.holds(day) for spell in spells) for day in days), state


def test_between_two_capitals_no_day_of_a_state_is_left_without_one():
    rows = {}
    for row in capitals():
        rows.setdefault(row.state, []).append(row.spell)
    for state, spells in rows.items():
        for a, b in pairwise(spells):
            gap = (b.start - a.end).days
            assert gap == 1 or state in {"MAR", "MMR", "MNE", "LTU"}, state


def test_a_day_without_a_state_has_no_capital():
    with pytest.raises(StateFault, match="had no capital on 1900-01-01"):
        capital("FJI", date(1900, 1, 1))


def test_an_unknown_state_has_no_place():
    for ask in (lambda: capital("XXX", date.min), lambda: distances(["XXX"], date.min)):
        with pytest.raises(StateFault, match="no state that is known"):
            ask()


def test_distances_are_those_of_the_globe():
    day = date(2020, 1, 1)
    assert distance("GBR", "FRA", day) == pytest.approx(344, abs=2)
    assert distance("RUS", "USA", day) == pytest.approx(7826, rel=0.005)
    assert distance("COD", "COG", day) < 12


def test_a_move_of_the_capital_moves_the_distance():
    before, after = date(1923, 10, 12), date(1923, 10, 13)
    assert distance("TUR", "GRC", after) - distance("TUR", "GRC", before) > 200


def test_a_state_without_a_capital_that_day_is_not_known_to_any():
    matrix = distances(["GBR", "FJI", "FRA"], date(1914, 1, 1))
    assert np.isnan(matrix[1]).all()
    assert np.isnan(matrix[:, 1]).all()
    assert not np.isnan(matrix[[0, 2]][:, [0, 2]]).any()


def test_no_states_have_no_distances():
    assert distances([], date(1914, 1, 1)).shape == (0, 0)


def test_distances_keep_their_promise():
    day = date(2020, 1, 1)
    DISTANCE.keep(distances(roster().alive(day), day), where="a test")


def test_a_place_that_is_not_on_earth_is_refused():
    with pytest.raises(DataFault, match="not on Earth"):
        Capital("GBR", "London", 151.5, 0.0, date(1816, 1, 1), "geonames", "memory")


def test_every_row_names_a_state_and_sources_that_are_told():
    for row in capitals():
        assert row.state in roster().ids
        assert {row.source, row.dated_by} <= set(roster().sources)


TODAY = date(2025, 1, 1)


def test_a_place_is_found_by_degrees_capital_or_state():
    seoul = capital("KOR", TODAY)
    for text in ("Seoul", "seoul ", "KOR", "South Korea"):
        found = point_called(text, TODAY)
        assert (found.latitude, found.longitude) == (seoul.latitude, seoul.longitude)
    assert point_called(" 38, 127.5", TODAY) == Point("38, 127.5", 38.0, 127.5)


def test_a_capital_of_another_day_is_no_place_of_this_one():
    assert point_called("Bonn", date(1975, 1, 1)).name == "Bonn"
    with pytest.raises(StateFault, match="no place called 'Bonn'"):
        point_called("Bonn", TODAY)


@pytest.mark.parametrize("text", ["", "Nowhere", "1,2,3", "north,east"])
def test_what_is_no_place_is_refused(text):
    with pytest.raises(StateFault, match="no place called"):
        point_called(text, TODAY)


@pytest.mark.parametrize("text", ["95,10", "10,200", "nan,nan", "inf,0"])
def test_degrees_that_are_not_on_earth_are_refused(text):
    with pytest.raises(DataFault, match="not on Earth"):
        point_called(text, TODAY)


def test_distances_from_a_capital_are_those_between_capitals():
    states = ["KOR", "PRK", "USA", "RUS"]
    from_seoul = distances_from(point_called("KOR", TODAY), states, TODAY)
    assert from_seoul == pytest.approx(distances(states, TODAY)[0], abs=1e-6)


def test_a_state_without_a_capital_that_day_is_at_no_distance():
    assert np.isnan(distances_from(point_called("KOR", TODAY), ["AUH"], TODAY)[0])
