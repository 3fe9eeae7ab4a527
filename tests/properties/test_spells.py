from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.spells import Spell, in_force, spell_of

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=150)
DAYS = st.dates(date(1800, 1, 1), date(2030, 12, 31))


@st.composite
def spells(draw):
    start, end = sorted([draw(DAYS), draw(DAYS)])
    return Spell(start, draw(st.sampled_from([end, None])))


@STEADY
@given(spells(), spells())
def test_two_spells_meet_alike_whoever_asks(one, other):
    assert one.meet(other) == other.meet(one)


@STEADY
@given(spells(), spells(), DAYS)
def test_the_meeting_holds_the_days_that_both_hold(one, other, day):
    common = one.meet(other)
    assert (common is not None and common.holds(day)) == (
        one.holds(day) and other.holds(day)
    )


@STEADY
@given(spells())
def test_a_spell_meets_itself_in_itself(one):
    assert one.meet(one) == one


@STEADY
@given(spells(), spells(), spells())
def test_three_spells_meet_in_any_order(one, other, third):
    left, right = one.meet(other), other.meet(third)
    assert (left and left.meet(third)) == (right and one.meet(right))


@STEADY
@given(spells(), st.integers(1800, 2030))
def test_a_year_is_held_when_a_day_of_it_is(one, year):
    first, after = (date(y, 1, 1).toordinal() for y in (year, year + 1))
    days = (date.fromordinal(n) for n in range(first, after))
    assert one.holds_year(year) == any(one.holds(day) for day in days)


@STEADY
@given(st.lists(spells(), max_size=4), DAYS)
def test_in_force_is_any_of_them(held, day):
    assert in_force(held, day) == any(one.holds(day) for one in held)


@STEADY
@given(DAYS)
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day):
    year, month, own = (spell_of(day.isoformat()[:n], where="x") for n in (4, 7, 10))
    assert own == Spell(day, day)
    assert month.meet(own) == own
    assert year.meet(month) == month
