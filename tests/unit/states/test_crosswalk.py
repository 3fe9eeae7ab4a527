from datetime import date

import pytest

from foedus.faults import StateFault
from foedus.states.crosswalk import (
    Scheme,
    code_of,
    codes_of,
    cow_number,
    from_cow,
    from_gw,
    gw_number,
    state_of,
    states_of,
)
from foedus.states.roster import roster


def test_germany_has_the_number_of_the_day():
    days = [date(1939, 9, 1), date(1975, 1, 1), date(1990, 10, 3)]
    assert [cow_number("DEU", day) for day in days] == [255, 260, 255]
    assert gw_number("DEU", date(2000, 1, 1)) == 260


def test_of_two_numbers_in_one_year_the_later_is_given():
    assert cow_number("DEU", 1990) == 255
    assert gw_number("SRB", 2006) == 340


def test_both_numbers_of_a_year_lead_to_the_state():
    assert from_cow(260, 1990) == from_cow(255, 1990) == "DEU"
    assert from_gw(345, 2006) == from_gw(340, 2006) == "SRB"


def test_one_number_means_two_states_in_two_lists():
    assert (from_cow(970, 2005), from_gw(970, 2005)) == ("NRU", "KIR")


def test_abbreviations_are_read_as_their_list_means_them():
    assert state_of("AUS", Scheme.COW_ABBREVIATION, 1960) == "AUT"
    assert state_of("SLV", Scheme.GW_ABBREVIATION, 2000) == "SVN"
    assert state_of("AUS", Scheme.ISO3, 1960) == "AUS"
    assert code_of("XKR", Scheme.COW_ABBREVIATION, 1900) == "KOR"


def test_a_withdrawn_iso_code_holds_for_its_state():
    assert state_of("DDR", Scheme.ISO3, 1980) == "DDR"
    with pytest.raises(StateFault):
        state_of("DDR", Scheme.ISO3, 2000)


def test_a_year_fits_if_any_of_its_days_does():
    assert from_cow(339, 1939) == "ALB"
    with pytest.raises(StateFault):
        from_cow(339, date(1939, 12, 31))


def test_a_member_out_of_its_time_tells_its_spells():
    with pytest.raises(StateFault, match="1944-10-20 to now") as caught:
        from_cow(345, 1943)
    assert caught.value.found == "345 is nobody's Correlates of War number in 1943"
    with pytest.raises(StateFault, match="has no Correlates of War number on 1900-01-01"):
        cow_number("CAN", date(1900, 1, 1))


def test_a_number_of_no_list_asks_where_it_is_from():
    with pytest.raises(StateFault, match="check which list the code is from"):
        from_cow(999, 1990)


def test_an_unknown_state_is_told_as_such():
    with pytest.raises(StateFault, match="no state that is known"):
        cow_number("XXX", 1990)


def test_a_table_is_answered_row_by_row_and_failures_are_found_together():
    rows = [
        (2, 1945),
        (345, 1942),
        (999, 1945),
        (345, 1943),
        (2, date(1945, 5, 8)),
        (345, 1942),
    ]
    states, findings = states_of(rows, Scheme.COW)
    assert states == ("USA", None, None, None, "USA", None)
    assert [(f.where, f.remark) for f in findings] == [
        ("rows 1, 3, 5", "345 is nobody's Correlates of War number in 1942, 1943"),
        ("row 2", "999 is nobody's Correlates of War number in 1945"),
    ]


def test_many_rows_are_counted_and_not_all_told():
    _, [finding] = states_of([(999, year) for year in range(1900, 1910)], Scheme.GW)
    assert finding.where == "rows 0, 1, 2, 3, 4 and 5 more"
    assert finding.remark.endswith("in 1900, 1901, 1902, 1903, 1904 and 5 more")


def test_a_table_without_rows_is_answered_with_nothing():
    assert states_of([], Scheme.COW) == ((), ())


def test_codes_of_a_table_are_total_or_found():
    codes, [finding] = codes_of([("SRB", 1914), ("SRB", 1942), ("USA", 1942)], Scheme.COW)
    assert codes == (345, None, 2)
    assert finding.remark == "SRB has no Correlates of War number in 1942"


@pytest.mark.parametrize("scheme", Scheme)
def test_a_code_never_passed_from_one_state_to_another(scheme):
    years = range(1816, 2026)
    bearers = {}
    for state in roster().states:
        for code in {c for c in codes_of([(state.id, y) for y in years], scheme)[0] if c}:
            assert bearers.setdefault(code, state.id) == state.id
