"""Figures as they are said, and what is none."""

import pytest

from foedus.quantity import Unit
from foedus.reading.dates import moments
from foedus.reading.folding import fold_for_parsing
from foedus.reading.quantities import figures, whose


def read(text):
    text = fold_for_parsing(text)
    return figures(text, [m.place for m in moments(text)])


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("over 600,000 casualties", "at_least", 600_000, Unit.PERSONS),
        ("more than 12 missiles", "at_least", 12, Unit.MISSILES),
        ("at least 40 tanks", "at_least", 40, Unit.PIECES),
        ("no fewer than 300 shells", "at_least", 300, Unit.ROUNDS),
        ("up to 12,000 troops", "at_most", 12_000, Unit.PERSONS),
        ("fewer than 90 warheads", "at_most", 90, Unit.WARHEADS),
        ("about 3.5 million barrels", "about", 3_500_000, Unit.BARRELS),
        ("some 200 containers", "about", 200, Unit.CONTAINERS),
        ("an estimated 9,000 soldiers", "about", 9_000, Unit.PERSONS),
        ("12,000 North Korean troops", "equal", 12_000, Unit.PERSONS),
        ("$20 billion", "equal", 20e9, Unit.USD),
        ("US$1.5bn", "equal", 1.5e9, Unit.USD),
        ("€300 million", "equal", 300e6, Unit.EUR),
        ("40 percent of exports", "equal", 0.4, Unit.SHARE),
        ("40%", "equal", 0.4, Unit.SHARE),
        ("a dozen drones", "equal", 12, Unit.PIECES),
        ("three launches", "equal", 3, Unit.COUNT),
        ("two million shells", "equal", 2e6, Unit.ROUNDS),
    ],
)
def test_a_figure_keeps_its_operator_and_its_unit(text, operator, value, unit):
    [figure] = read(f"It counted {text}.")
    assert (figure.operator, figure.unit) == (operator, unit)
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 8 and 10 million shells", 8e6, 10e6),
        ("10,000 to 12,000 soldiers", 10_000, 12_000),
        ("5–7 percent", 0.05, 0.07),
        ("$5-7 billion", 5e9, 7e9),
    ],
)
def test_a_range_keeps_both_its_ends(text, low, high):
    [figure] = read(f"It counted {text}.")
    assert figure.operator == "between"
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    "text",
    [
        "Article 4 binds.",
        "It came in 2024.",
        "One of them left.",
        "The two countries met.",
        "It was a second time.",
        "The G7 met.",
        "Resolution 1718 stands.",
    ],
)
def test_what_counts_nothing_is_no_figure(text):
    assert read(text) == ()


def test_whose_they_are_is_told_or_said_to_be_unknown():
    [figure] = read("over 600,000 casualties")
    assert whose(figure, ("RUS",), near=("RUS", "UKR")) == "RUS"
    assert whose(figure, (), near=("RUS", "UKR")).startswith("ambiguous: RUS or UKR")
    assert whose(figure, (), near=()).startswith("ambiguous: nobody is named")
    [shells] = read("300 barrels")
    assert whose(shells, (), near=("RUS",)) is None
