import polars as pl
import pytest

from foedus.faults import DataFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.panel import Column, Panel
from foedus.panel.spelling import spell_field, with_spells, years_since
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years


def spells(years, events, **options):
    frame = pl.DataFrame({"state": 2, "year": years, "war": events})
    frame = frame.with_columns(pl.col("war").cast(pl.Float64))
    return with_spells(frame, "war", by=["state"], **options)["war_spell"].to_list()


def test_a_spell_starts_at_nought_and_ends_with_the_event():
    assert spells(range(1900, 1906), [0, 0, 0, 1, 0, 0]) == [0, 1, 2, 3, 0, 1]


def test_each_year_of_an_event_is_an_event():
    assert spells(range(1900, 1905), [0, 1, 1, 1, 0]) == [0, 1, 0, 0, 0]


def test_of_an_ongoing_event_only_the_first_year_has_a_spell():
    assert spells(range(1900, 1906), [1, 1, 0, 1, 1, 0], ongoing=True) == [
        0, None, 0, 1, None, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        ("count", [0, 1, 2, 45, 46]),
        ("restart", [0, 1, 2, 0, 1]),
        ("unknown", [0, 1, 2, None, None]),
    ],
)
def test_lacking_years_pass_or_restart_the_count_or_make_it_unknown(gap, told):
    assert spells([1900, 1901, 1902, 1945, 1946], [0] * 5, gap=gap) == told


def test_after_a_gap_it_is_unknown_until_the_next_event():
    years, events = [1900, 1901, 1950, 1951, 1952], [1, 0, 0, 1, 0]
    assert spells(years, events, gap="unknown") == [0, 0, None, None, 0]


def test_an_event_just_before_a_gap_counts_from_its_year():
    assert spells([1945, 1990], [1, 0]) == [0, 44]


def test_an_event_after_a_gap_is_another_one():
    assert spells([1945, 1990, 1991], [1, 1, 1], ongoing=True) == [0, 44, None]


def test_where_the_event_is_not_known_there_is_no_spell():
    assert spells(range(1900, 1905), [None, 0, 0, None, 0]) == [None, 0, 1, None, 3]


def test_a_unit_that_is_never_known_has_no_spell_and_lends_none():
    frame = pl.DataFrame(
        {"state": [2, 2, 20, 20], "year": [1900, 1901] * 2, "war": [1, 0, None, None]}
    )
    told = with_spells(frame, "war", by=["state"])
    assert told["war_spell"].to_list() == [0, 0, None, None]


def test_units_may_be_named_by_text_and_by_several_columns():
    frame = pl.DataFrame({"a": ["x", "x", "y"], "b": [1, 1, 1], "year": [2, 1, 3], "e": 0})
    assert with_spells(frame, "e", by=["a", "b"])["e_spell"].to_list() == [1, 0, 0]


def test_rows_keep_their_places():
    frame = pl.DataFrame({"state": 2, "year": [1902, 1900, 1901], "war": [0, 1, 0]})
    told = with_spells(frame, "war", by=["state"])
    assert told.drop("war_spell").equals(frame)
    assert told["war_spell"].to_list() == [1, 0, 0]


def test_a_unit_twice_in_a_year_is_a_fault_naming_it():
    with pytest.raises(DataFault, match="state 2, year 1900"):
        spells([1900, 1900], [0, 1])


def test_an_event_that_is_neither_0_nor_1_is_a_fault_naming_the_row():
    with pytest.raises(DataFault, match=r"war is 2\.0 in row 2"):
        spells([1900, 1901], [0, 2])


def test_a_gap_that_does_nothing_known_is_a_fault():
    with pytest.raises(DataFault, match="count or restart or unknown"):
        years_since("war", by=["state"], gap="pad")


def panel(unit=Unit.STATE_YEAR, measure=Units.TRUTH):
    frame = pl.LazyFrame({"cow": [2, 2], "year": [1900, 1901], "war": [1.0, 0.0]})
    promise = Field("war", "S", measure, "was at war")
    column = Column("war", promise, "a_source", Years(1816, 2007), 0)
    return Panel(Axes(unit, "cow"), frame, (column,))


def test_a_spell_is_a_column_of_years_within_the_coverage_of_its_event():
    told = panel().spells("war")
    column = told.column("war_spell")
    assert (column.field.unit, column.source) == (Units.YEARS, "foedus")
    assert column.coverage == Years(1816, 2007)
    assert told.collect(ids=False)["war_spell"].to_list() == [0, 0]


def test_no_spell_is_counted_of_what_is_no_event():
    with pytest.raises(DataFault, match="measured in count"):
        panel(measure=Units.COUNT).spells("war")
    with pytest.raises(DataFault, match="a column of 0 and 1"):
        spell_field(Field("deaths", "S", Units.PERSONS, "dead"))


def test_a_panel_of_days_has_no_years_to_count():
    with pytest.raises(DataFault, match="no years to count"):
        panel(unit=Unit.STATE_DAY).spells("war")


def test_a_spell_that_stands_already_is_a_fault():
    with pytest.raises(DataFault, match="has war_spell already"):
        panel().spells("war", "war")
