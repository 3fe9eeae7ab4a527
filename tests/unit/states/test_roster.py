from datetime import date
from itertools import combinations

import pytest

from foedus.faults import DataFault, StateFault
from foedus.states import tables
from foedus.states.roster import fold, roster


def fault(text, day=None):
    with pytest.raises(StateFault) as caught:
        roster().find(text, day)
    return caught.value


def test_in_1816_there_are_twenty_three_states():
    assert len(roster().alive(date(1816, 1, 1))) == 23


@pytest.mark.parametrize(
    ("day", "system", "members"),
    [
        (date(2016, 12, 31), "cow", 195),
        (date(2025, 1, 1), "cow", 195),
        (date(2025, 1, 1), "gw", 197),
    ],
)
def test_a_list_that_ended_runs_on(day, system, members):
    assert len(roster().alive(day, system)) == members


def test_microstates_can_be_left_out():
    day = date(2020, 1, 1)
    whole = roster().alive(day, "gw")
    without = roster().alive(day, "gw", microstates=False)
    assert set(whole) - set(without) >= {"AND", "TON", "WSM"}
    assert len(without) == 174


def test_states_stand_in_the_order_of_their_ids_and_know_their_place():
    ids = roster().ids
    assert list(ids) == sorted(set(ids))
    assert [roster().index(id) for id in ids] == list(range(len(ids)))
    assert all(len(id) == 3 and id.isupper() for id in ids)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("UK", "GBR"),
        ("great britain", "GBR"),
        ("England", "GBR"),
        ("ROK", "KOR"),
        ("D.P.R.K.", "PRK"),
        ("Holland", "NLD"),
        ("Czechia", "CZE"),
        ("Cote d'Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("turkiye", "TUR"),
        ("the Gambia", "GMB"),
        ("Bahamas, The", "BHS"),
        ("Wurttemberg", "WRT"),
        ("St. Lucia", "LCA"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Soviet Union", "RUS"),
        ("Prussia", "DEU"),
        ("Siam", "THA"),
        ("GMY", "DEU"),
        ("UKG", "GBR"),
        ("255", "DEU"),
        ("XKX", "XKX"),
        ("yug", "SRB"),
    ],
)
def test_what_a_person_types_is_found(text, id):
    assert roster().find(text) == id


@pytest.mark.parametrize(
    ("text", "id"),
    [("AUS", "AUS"), ("SLV", "SLV"), ("KOR", "KOR"), ("CZE", "CZE"), ("SWZ", "SWZ")],
)
def test_an_iso_code_goes_before_an_abbreviation_of_the_lists(text, id):
    assert roster().find(text) == id


@pytest.mark.parametrize(
    ("text", "day", "id"),
    [
        ("Austria", date(1866, 6, 14), "AUH"),
        ("Austria", date(1960, 1, 1), "AUT"),
        ("Korea", date(1895, 1, 1), "XKR"),
        ("Republic of China", date(1937, 7, 7), "CHN"),
        ("Republic of China", date(1960, 1, 1), "TWN"),
        ("Vietnam", date(1850, 1, 1), "XVN"),
        ("Vietnam", date(1980, 1, 1), "VNM"),
        ("Yugoslavia", date(1970, 1, 1), "SRB"),
    ],
)
def test_the_day_tells_which_state_is_meant(text, day, id):
    assert roster().find(text, day) == id


def test_a_slip_of_the_pen_is_met_with_near_names():
    assert "Prussia (DEU)" in fault("Prussa").mend


def test_a_name_out_of_use_tells_its_spell_and_the_heirs():
    told = fault("Yugoslavia", date(2025, 1, 1))
    assert "1918-12-01 to 2003-02-03 (SRB)" in told.expected
    assert all(id in told.mend for id in ("SRB", "HRV", "SVN", "BIH", "MKD", "MNE", "XKX"))


def test_a_state_before_its_time_tells_its_spell_and_who_held_its_place():
    told = fault("Ukraine", date(1980, 1, 1))
    assert told.found == "Ukraine (UKR) was no state on 1980-01-01"
    assert "1991-12-01 to now" in told.expected
    assert "Soviet Union (RUS)" in told.mend


def test_a_state_after_its_time_tells_who_holds_its_place():
    told = fault("DDR", date(2000, 1, 1))
    assert "Germany (DEU)" in told.mend


def test_a_state_whose_place_nobody_is_known_to_have_held_asks_for_another_day():
    assert fault("Fiji", date(1900, 1, 1)).mend == "take a day in its spells"


@pytest.mark.parametrize("text", ["Congo", "Korea", "970"])
def test_a_text_that_two_states_bear_is_refused_with_both(text):
    assert " or " in fault(text).mend


@pytest.mark.parametrize("text", ["", "   ", "999", "Gaul", "-9", "The", "\u0130", "🇫🇷"])
def test_what_is_no_state_is_refused(text):
    assert "no state" in fault(text).found


def test_what_is_no_state_but_is_often_typed_says_what_to_take():
    assert "CHN" in fault("Hong Kong").mend
    assert fault("MAC").found.startswith("Macao")
    assert "neither list" in fault("Palestine").found


def test_an_unknown_id_is_refused_wherever_it_is_asked():
    for ask in (roster().state, roster().index):
        with pytest.raises(StateFault, match="no state that is known"):
            ask("XXX")


def test_a_state_is_called_as_it_was_called_that_day():
    russia = roster().state("RUS")
    days = [date(1914, 8, 1), date(1962, 10, 22), date(2022, 2, 24)]
    names = ["Russian Empire", "Soviet Union", "Russia"]
    assert [russia.called(day) for day in days] == names


def test_no_day_has_two_names_to_call_a_state_by():
    for state in roster().states:
        spells = [name.spell for name in state.names if name.kind == "name"]
        assert not any(a.meet(b) for a, b in combinations(spells, 2)), state


def test_a_text_without_dates_means_one_state_but_for_the_two_congos():
    bearers = {}
    for state in roster().states:
        for text in [state.name, *(n.text for n in state.names if n.spell is None)]:
            bearers.setdefault(fold(text), set()).add(state.id)
    assert [text for text, ids in bearers.items() if len(ids) > 1] == ["congo"]


def test_spells_that_touch_are_joined_and_gaps_stay():
    germany, cuba = roster().state("DEU"), roster().state("CUB")
    assert [str(s) for s in germany.spells("cow")] == [
        "1816-01-01 to 1945-05-08",
        "1955-05-05 to now",
    ]
    assert [str(s) for s in cuba.spells("cow")] == [
        "1902-05-20 to 1906-09-25",
        "1909-01-23 to now",
    ]


def test_memberships_of_a_state_in_one_list_do_not_overlap():
    for state in roster().states:
        for a, b in combinations(state.memberships, 2):
            assert a.system != b.system or a.spell.meet(b.spell) is None, state


def test_no_state_is_said_to_hold_its_own_place_and_holders_are_states_then():
    for held in roster().holdings:
        assert held.state != held.holder
        assert any(spell.meet(held.spell) for spell in roster().state(held.holder).spells())


def test_a_row_of_an_unknown_source_is_refused():
    with pytest.raises(DataFault, match="a source that is not there: cow2016"):
        tables.states({})


def test_the_tables_say_what_they_leave_out_and_rest_on():
    assert len(roster().left_out) >= 5
    assert {"cow2016", "gw2020", "iso3166"} <= set(roster().sources)
