from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.faults import StateFault
from foedus.states.crosswalk import Scheme, code_of, from_cow, from_gw, state_of
from foedus.states.places import distance, distances
from foedus.states.roster import roster

DAYS = st.dates(date(1816, 1, 1), date(2025, 12, 31))
SYSTEMS = st.sampled_from(["cow", "gw"])
LISTED = {
    "cow": (Scheme.COW, Scheme.COW_ABBREVIATION),
    "gw": (Scheme.GW, Scheme.GW_ABBREVIATION),
}


@given(DAYS, SYSTEMS, st.booleans())
def test_there_and_back_is_the_state_itself_on_every_day_of_a_member(day, system, by_year):
    when = day.year if by_year else day
    for scheme in LISTED[system]:
        for id in roster().alive(day, system):
            assert state_of(code_of(id, scheme, when), scheme, when) == id


@given(DAYS)
def test_every_state_with_an_iso_code_is_found_by_it(day):
    for id in {*roster().alive(day), *roster().alive(day, "gw")}:
        if roster().state(id).iso3:
            assert state_of(code_of(id, Scheme.ISO3, day), Scheme.ISO3, day) == id


@pytest.mark.parametrize("state", roster().states, ids=lambda state: state.id)
def test_a_state_is_found_by_its_id_and_by_every_name_it_bears(state):
    spells = state.spells()
    first = spells[0].start
    assert roster().find(state.id.lower()) == state.id
    for text in (state.id, state.name):
        assert roster().find(text, first) == state.id
    for name in state.names:
        met = [both for spell in spells if (both := spell.meet(name.spell or spell))]
        assert met, f"{name} fits no day on which {state} was one"
        day = met[0].start
        if name.text not in {"Congo", "Korea"}:
            assert roster().find(name.text, day) == state.id, name


@given(DAYS, st.text(max_size=12))
def test_any_text_is_a_state_of_that_day_or_a_fault(day, text):
    try:
        found = roster().find(text, day)
    except StateFault:
        return
    assert roster().state(found).alive(day)


@given(DAYS, st.integers(-9, 1000))
def test_a_number_is_a_member_of_that_day_or_a_fault(day, number):
    for ask, system in ((from_cow, "cow"), (from_gw, "gw")):
        try:
            found = ask(number, day)
        except StateFault:
            continue
        assert roster().state(found).alive(day, system)


@given(DAYS, SYSTEMS)
def test_the_members_of_a_day_are_those_whose_spells_hold_it(day, system):
    alive = set(roster().alive(day, system))
    assert alive == {s.id for s in roster().states if s.alive(day, system)}
    assert roster().alive(day, system) == tuple(sorted(alive))


@given(DAYS)
def test_distances_are_a_metric(day):
    far = distances(roster().alive(day, "gw"), day)
    assert not np.isnan(far).any()
    np.testing.assert_array_equal(far, far.T)
    np.testing.assert_array_equal(np.diag(far), 0)
    for middle in range(len(far)):
        assert (far <= far[:, [middle]] + far[[middle], :] + 1e-6).all()


@given(DAYS, st.data())
def test_one_distance_is_an_entry_of_the_matrix(day, data):
    ids = roster().alive(day)
    pair = data.draw(st.tuples(st.sampled_from(ids), st.sampled_from(ids)))
    assert distance(*pair, day) == distances(pair, day)[0, 1] == distance(*pair[::-1], day)
