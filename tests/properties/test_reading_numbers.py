"""Any number and any day, written in any usual manner, is read back as it was."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.quantity import Unit
from foedus.reading.dates import moments
from foedus.reading.numerals import value_of
from foedus.reading.quantities import figures

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=150)
ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905
TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]  # noqa: SIM905
MONTHS = """January February March April May June July August September October November
    December""".split()  # noqa: SIM905


def spelt(number):
    """A number in English words, by the rule of the tongue and not by our reader."""
    for great, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= great:
            head, rest = divmod(number, great)
            return f"{spelt(head)} {word}" + (f" {spelt(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{ONES[head]} hundred" + (f" and {spelt(rest)}" if rest else "")
    if number >= 20:
        head, rest = divmod(number, 10)
        return TENS[head] + (f"-{ONES[rest]}" if rest else "")
    return ONES[number]


NUMBERS = st.integers(2, 10**9) | st.integers(2, 999)
WRITTEN = {
    "plain": str,
    "commas": lambda n: f"{n:,}",
    "spaces": lambda n: f"{n:,}".replace(",", " "),
    "words": spelt,
}
OPERATORS = {
    "": "equal",
    "over ": "at_least",
    "more than ": "at_least",
    "at least ": "at_least",
    "no fewer than ": "at_least",
    "up to ": "at_most",
    "fewer than ": "at_most",
    "no more than ": "at_most",
    "about ": "about",
    "roughly ": "about",
    "an estimated ": "about",
}


@STEADY
@given(NUMBERS, st.sampled_from([*WRITTEN]), st.sampled_from([*OPERATORS]))
def test_a_number_is_read_back_with_its_operator(number, manner, operator):
    said = WRITTEN[manner](number)
    if 1500 <= number < 2100 and manner == "plain":
        return  # it may be a year, and dates are read first
    [figure] = figures(f"They sent {operator}{said} tanks to Oslo.")
    assert figure.value == pytest.approx(number)
    assert (figure.operator, figure.unit) == (OPERATORS[operator], Unit.PIECES)


@STEADY
@given(NUMBERS)
def test_a_number_in_words_is_its_value(number):
    assert value_of(spelt(number)) == number


@STEADY
@given(
    st.floats(0.1, 999).map(lambda x: round(x, 1)),
    st.sampled_from(["thousand", "million", "billion", "trillion"]),
    st.sampled_from(
        [("${} {}", Unit.USD), ("€{} {}", Unit.EUR), ("{} {} dollars", Unit.USD)]
    ),
)
def test_money_with_a_great_word_is_read_back(number, great, form):
    pattern, unit = form
    scale = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}[great]
    [figure] = figures(f"It paid {pattern.format(number, great)} for it.")
    assert figure.value == pytest.approx(number * scale)
    assert figure.unit is unit


@STEADY
@given(NUMBERS, NUMBERS, st.sampled_from(["between {} and {}", "{} to {}", "{}-{}"]))
def test_a_range_is_read_back_whichever_way_it_is_written(one, other, form):
    low, high = sorted((one, other))
    said = form.format(f"{low:,}", f"{high:,}")
    [figure] = figures(f"They sent {said} shells.")
    assert (figure.low, figure.high) == (low, high)
    assert (figure.operator, figure.unit) == ("between", Unit.ROUNDS)


@STEADY
@given(
    st.floats(0.1, 99.9).map(lambda x: round(x, 1)),
    st.sampled_from(["%", " percent", " per cent"]),
)
def test_a_share_is_read_back_as_a_part_of_one(number, sign):
    [figure] = figures(f"It took {number}{sign} of it.")
    assert figure.value == pytest.approx(number / 100)
    assert figure.unit is Unit.SHARE


DAYS = st.dates(date(1500, 1, 1), date(2099, 12, 31))


@STEADY
@given(
    DAYS,
    st.sampled_from(
        [
            lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
            lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
            lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}",
            lambda d: f"the {d.day}th of {MONTHS[d.month - 1]}, {d.year}",
            lambda d: d.isoformat(),
            lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
        ]
    ),
)
def test_a_day_is_read_back_whichever_way_it_is_written(day, form):
    [moment] = moments(f"They met on {form(day)} in Oslo.")
    assert (moment.earliest, moment.latest) == (day.isoformat(),) * 2
    assert moment.grain == "day"


@STEADY
@given(DAYS, st.sampled_from(["-", "/", "."]))
def test_a_day_in_figures_is_one_of_its_readings(day, sign):
    [moment] = moments(f"Filed {day.day}{sign}{day.month:02}{sign}{day.year}.")
    assert day.isoformat() in {moment.earliest, *moment.rejected}


@STEADY
@given(st.integers(1500, 2098), st.integers(0, 40))
def test_years_are_read_back_with_both_their_ends(first, more):
    last = min(first + more, 2099)
    [moment] = moments(f"It ran from {first} to {last} at sea.")
    assert (moment.earliest, moment.latest) == (f"{first}-01-01", f"{last}-12-31")
