from datetime import date

import pytest

from foedus.faults import DataFault
from foedus.spells import Spell, in_force, spell_of

WAR = Spell(date(1914, 7, 28), date(1918, 11, 11))


def test_both_ends_of_a_spell_lie_in_it():
    assert WAR.holds(date(1914, 7, 28))
    assert WAR.holds(date(1918, 11, 11))
    assert not WAR.holds(date(1914, 7, 27))
    assert not WAR.holds(date(1918, 11, 12))


def test_a_spell_without_an_end_is_still_running():
    assert Spell(date(1949, 8, 24)).holds(date.max)


def test_a_spell_of_one_day_is_a_spell():
    day = date(1914, 8, 4)
    assert Spell(day, day).holds(day)


def test_a_spell_that_ends_before_it_starts_is_refused():
    with pytest.raises(DataFault, match="before it starts"):
        Spell(date(1918, 11, 11), date(1914, 7, 28))


def test_spells_that_touch_in_one_day_meet_in_it():
    after = Spell(date(1918, 11, 11))
    assert WAR.meet(after) == Spell(date(1918, 11, 11), date(1918, 11, 11))


def test_spells_apart_do_not_meet():
    assert WAR.meet(Spell(date(1918, 11, 12))) is None


def test_two_running_spells_meet_in_a_running_one():
    assert Spell(date(1950, 1, 1)).meet(Spell(date(1960, 1, 1))) == Spell(date(1960, 1, 1))


@pytest.mark.parametrize(("year", "held"), [(1913, False), (1914, True), (1918, True)])
def test_a_year_is_held_when_one_of_its_days_is(year, held):
    assert WAR.holds_year(year) is held


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024", "2024-01-01 to 2024-12-31"),
        ("2023-02", "2023-02-01 to 2023-02-28"),
        ("2024-06-19", "2024-06-19 to 2024-06-19"),
    ],
)
def test_a_day_a_month_and_a_year_are_the_days_they_may_mean(text, said):
    assert str(spell_of(text, where="here")) == said


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13", "2024-02-30", "2024-06-19-1", "0000", "2024/06/19"]
)
def test_what_is_no_date_is_told_with_its_place(text):
    with pytest.raises(DataFault) as told:
        spell_of(text, where="claim c1")
    assert told.value.where == "claim c1"


@pytest.mark.parametrize("text", ["98", "2_024", " 2024", "2024-2"])
def test_a_date_has_four_two_and_two_digits(text):
    with pytest.raises(DataFault):
        spell_of(text, where="claim c1")


def test_in_force_is_in_any_of_the_spells():
    again = Spell(date(1939, 9, 1), date(1945, 5, 8))
    assert in_force([WAR, again], date(1940, 5, 10))
    assert not in_force([WAR, again], date(1925, 1, 1))
    assert not in_force([], date(1925, 1, 1))
