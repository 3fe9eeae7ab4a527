"""Figures as they are said, and what is none."""

from pathlib import Path

import pytest
import yaml

from foedus.quantity import Unit
from foedus.reading.dates import moments
from foedus.reading.folding import fold_for_parsing
from foedus.reading.quantities import figures, whose


def read(text):
    text = fold_for_parsing(text)
    return figures(text, [m.place for m in moments(text)])


TABLE = yaml.safe_load(Path(__file__).with_name("figures.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    "row", [row for name, rows in TABLE.items() if name != "none" for row in rows]
)
def test_a_figure_of_the_table_keeps_its_operator_its_bounds_and_its_unit(row):
    sentence, operator, value, unit, *per = row
    [figure] = read(sentence)
    held = [figure.low, figure.high] if isinstance(value, list) else figure.value
    assert (figure.operator, figure.unit.value, [figure.per] if figure.per else []) == (
        operator,
        unit,
        per,
    )
    assert held == pytest.approx(value)


@pytest.mark.parametrize("sentence", [row[0] for row in TABLE["none"]])
def test_what_counts_nothing_is_no_figure(sentence):
    assert read(sentence) == ()


def test_what_grew_from_one_to_another_is_two_figures_and_no_range():
    before, after = read("It grew from 500 to 4,000 men.")
    assert (before.value, after.value) == (500, 4000)
    assert {before.operator, after.operator} == {"equal"}
    assert after.unit is Unit.PERSONS


def test_whose_they_are_is_told_or_said_to_be_unknown():
    [figure] = read("over 600,000 casualties")
    assert whose(figure, ("RUS",), near=("RUS", "UKR")) == "RUS"
    assert whose(figure, (), near=("RUS", "UKR")).startswith("ambiguous: RUS or UKR")
    assert whose(figure, (), near=()).startswith("ambiguous: nobody is named")
    [shells] = read("300 barrels")
    assert whose(shells, (), near=("RUS",)) is None
