"""States that may come: where they lie, what they are called, and who does not see them."""

import numpy as np
import pytest
from simulating import carried, teeming

from foedus.simulation.ensemble import simulate
from foedus.simulation.opening import fixed_of
from foedus.simulation.philox import WIDTH
from foedus.simulation.reading import Reading
from foedus.simulation.shapes import BORN
from foedus.simulation.unborn import NEARBY, names_of, unborn_of, widened


def test_places_are_taken_from_the_last_one_down_and_have_parents_that_are_states():
    alive = np.zeros(200, bool)
    alive[:150] = True
    coming = unborn_of(alive)
    assert coming.places.tolist() == list(range(255, 149, -1))
    assert (coming.parents < 150).all()
    assert len(np.unique(coming.parents)) > 50


def test_a_roster_that_grows_by_a_state_that_is_none_alters_no_place_and_no_parent():
    alive = np.arange(200) < 150
    wide = unborn_of(np.append(alive, False))
    assert np.array_equal(unborn_of(alive).places, wide.places)
    assert np.array_equal(unborn_of(alive).parents, wide.parents)


def test_names_tell_states_from_those_that_may_come():
    told = names_of(("AUT", "PRU", "CHE"), np.array([True, False, True]))
    assert (told[0], told[2], told[255], told[1]) == ("AUT", "CHE", "UNB1", "UNB254")
    assert len(set(told)) == WIDTH


def test_a_new_state_lies_by_its_parent_and_is_half_as_strong_at_most():
    scenario = carried(1)
    coming, seen = unborn_of(scenario.seen.alive), scenario.seen
    wide = widened(seen, coming, scenario.system.constants)
    k, parent = coming.places[0], coming.parents[0]
    others = np.setdiff1d(np.flatnonzero(seen.alive), parent)
    assert np.array_equal(wide.near[k, others], seen.near[parent, others])
    assert (wide.land[k, parent], wide.region[parent, k]) == (1.0, 1.0)
    assert (wide.cap[coming.places] <= seen.cap[coming.parents] - np.log(2) + 1e-9).all()
    assert not wide.owes[k].any()
    assert not wide.alive[coming.places].any()


def test_what_is_seen_of_states_that_are_is_not_altered_by_those_that_may_come():
    scenario = carried(1)
    with_ = fixed_of(scenario, 1)
    without = fixed_of(scenario.but(parts=scenario.parts - {"births"}), 1)
    at = np.ix_(*[with_.alive[: with_.members]] * 2)
    for name in ("near", "ldist", "region", "told", "disputes"):
        assert np.array_equal(getattr(with_, name)[at], getattr(without, name)[at])
    assert np.array_equal(
        with_.told_busy[:, at[0][:, 0]], without.told_busy[:, at[0][:, 0]]
    )


def test_births_take_places_beyond_the_roster_first():
    held = simulate(carried(10), runs=100, seed=7, events=True).events
    born = held["a"][held["kind"] == BORN]
    assert len(born) > 20
    assert (born >= WIDTH - NEARBY).all()


def test_a_reading_of_a_state_that_is_none_counts_no_new_state_that_has_its_place():
    crowded = teeming(40)
    gone = [
        state for place, state in enumerate(crowded.ids) if not crowded.seen.alive[place]
    ]
    asked = [Reading("born", of=(state,)) for state in gone]
    held = simulate(crowded, runs=3, seed=7, readings=asked, events=True)
    places = [crowded.ids.index(state) for state in gone]
    born = held.events[held.events["kind"] == BORN]
    assert np.isin(born["a"], places).any()
    assert all(held.readings[one.name].sum() == 0 for one in asked)


@pytest.mark.parametrize("part", ["births", "deaths", "founding", "replacement"])
def test_each_part_of_a_state_s_life_can_be_left_out(part):
    assert part not in carried(1).but(parts=carried(1).parts - {part}).parts
