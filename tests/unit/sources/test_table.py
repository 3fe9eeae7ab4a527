from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from foedus.faults import DataFault, Finding
from foedus.quantity import Unit
from foedus.sources.source import Kind, Label, Measure, Years, read_source
from foedus.sources.table import table_of

GRAIN = read_source(
    """
name: grain
title: Grain
producer: A Ministry
version: "1"
terms: none stated
citation: "@misc{grain, title = {Grain}}"
home_page: https://example.org
unit_of_observation: one state in one year
shape: state-year
system: cow
coverage: {first: 1900, last: 1910}
key: [state, year]
labels:
  state: {column: ccode, kind: state, meaning: the state}
  year: {column: yr, kind: year, meaning: the year}
fields:
  harvest:
    column: t
    unit: tonnes
    scale: 1000
    low: 0
    high: 1.0e+6
    meaning: harvest
    missing: [-9]
missing: [NA]
left_out: [barley]
""",
    where="grain.yaml",
)
RAW = {"ccode": [2, 365], "yr": [1900, 1910], "t": [1.5, 2.0]}


def table(source=GRAIN, remarks=None, **columns):
    return table_of(source, pl.DataFrame(RAW | columns), remarks=remarks)


def with_label(name, **ways):
    label = Label(kind=Kind(ways.pop("kind")), meaning="a label", **ways)
    return replace(GRAIN, labels={**GRAIN.labels, name: label})


def with_measure(**ways):
    return replace(GRAIN, fields={"harvest": replace(GRAIN.fields["harvest"], **ways)})


def test_columns_take_the_houses_names_and_units():
    made = table()
    assert made.frame.columns == ["state", "year", "cow", "harvest"]
    assert made.frame.row(0) == ("USA", 1900, 2, 1500.0)
    assert [(f.name, f.unit, f.axes) for f in made.fields] == [
        ("harvest", Unit.TONNES, "S")
    ]
    assert made.coverage == {"harvest": Years(1900, 1910)}
    assert made.citation.startswith("@misc{grain")


@pytest.mark.parametrize("absent", [-9, -9.0, None, float("nan")])
def test_a_code_for_not_known_becomes_null_before_it_is_scaled(absent):
    assert table(t=[1.5, absent]).frame["harvest"].to_list() == [1500.0, None]


@pytest.mark.parametrize("absent", ["-9", "-9.0", " -9 ", "", " ", "NA", None])
def test_text_is_read_as_numbers(absent):
    made = table(t=["1.5", absent], ccode=["2", "365"], yr=["1900", "1910"])
    assert made.frame["harvest"].to_list() == [1500.0, None]
    assert made.frame["state"].to_list() == ["USA", "RUS"]


def test_a_word_among_numbers_is_a_fault_with_its_row():
    with pytest.raises(DataFault, match="'much' in row 2"):
        table(t=["1.5", "much"])


@pytest.mark.parametrize("value", [-1.0, 2000.0])
def test_a_value_out_of_bounds_is_a_fault(value):
    with pytest.raises(DataFault, match="harvest is"):
        table(t=[1.5, value])


def test_a_column_that_is_not_there_brings_near_ones():
    with pytest.raises(DataFault, match="ccode"):
        table_of(GRAIN, pl.DataFrame({"ccodes": [2], "yr": [1900], "t": [1.0]}))


def test_a_key_that_stands_twice_is_a_fault_with_the_row():
    with pytest.raises(DataFault, match="cow 2, year 1900"):
        table(ccode=[2, 2], yr=[1900, 1900])


def test_two_codes_of_nobody_are_two_keys():
    made = table(ccode=[8152, 8153], yr=[1900, 1900])
    assert made.frame["state"].to_list() == [None, None]
    assert made.frame["cow"].to_list() == [8152, 8153]
    assert len(made.findings) == 1


def test_one_state_under_two_codes_is_told():
    covered = replace(GRAIN, coverage=Years(1900, 1990))
    made = table(covered, ccode=[255, 260], yr=[1990, 1990])
    assert made.frame["state"].to_list() == ["DEU", "DEU"]
    [finding] = made.findings
    assert finding.where == "grain, state DEU, year 1990"


def test_a_year_that_is_not_covered_is_a_fault():
    with pytest.raises(DataFault, match="year 1911 in row 2"):
        table(yr=[1900, 1911])


def test_a_fraction_is_no_year():
    with pytest.raises(DataFault, match=r"1900\.5 in row 1 is not whole"):
        table(yr=[1900.5, 1910])


def test_a_label_must_be_there():
    with pytest.raises(DataFault, match="have none, row 2 first"):
        table(yr=[1900, None])


def test_outside_a_fields_own_years_it_is_not_known():
    made = table(with_measure(years=Years(1905, 1910)), t=[0.0, 2.0])
    assert made.frame["harvest"].to_list() == [None, 2000.0]
    assert made.coverage == {"harvest": Years(1905, 1910)}


def test_a_field_with_years_needs_a_label_that_is_a_year():
    source = with_measure(years=Years(1905, 1910))
    labels = {**source.labels, "year": replace(source.labels["year"], kind=Kind.WHOLE)}
    with pytest.raises(DataFault, match="no label is a year"):
        table(replace(source, labels=labels))


def test_a_date_is_made_of_three_columns_or_of_one():
    three = with_label(
        "start", kind="day", column=("y", "m", "d"), missing=(0,), optional=True
    )
    made = table(three, y=[1900, 1901], m=[2, 3], d=[28, 0])
    assert made.frame["start"].to_list() == [date(1900, 2, 28), None]
    one = with_label("start", kind="day", column="day")
    assert table(one, day=["1900-02-28", "1901-03-01"]).frame["start"].to_list() == [
        date(1900, 2, 28),
        date(1901, 3, 1),
    ]


def test_a_day_that_no_calendar_has_is_told():
    source = with_label("start", kind="day", column=("y", "m", "d"), optional=True)
    made = table(source, y=[1900, 1901], m=[2, 2], d=[29, 28])
    assert made.frame["start"].to_list() == [None, date(1901, 2, 28)]
    [finding] = made.findings
    assert "1900-02-29" in finding.remark


def test_a_dyad_keeps_both_codes():
    source = with_label("target", kind="state", column="to")
    made = table(source, to=[200, 220])
    assert made.frame["target"].to_list() == ["GBR", "FRA"]
    assert made.frame["target_cow"].to_list() == [200, 220]


def test_what_the_source_remarks_comes_with_the_table():
    def remarks(frame):
        yield Finding("note", "grain", f"{frame.height} rows")

    made = table(replace(GRAIN, cautions=("wet years",)), remarks)
    assert [f.remark for f in made.findings] == ["wet years", "2 rows"]


def test_a_table_without_fields_is_one():
    assert table(replace(GRAIN, fields={})).frame.columns == ["state", "year", "cow"]


def test_measures_have_no_bounds_unless_declared():
    free = {"harvest": Measure("t", Unit.NONE, "anything")}
    assert table(replace(GRAIN, fields=free), t=[-1e9, 1e9]).frame.height == 2


def test_a_state_of_no_time_is_named_and_never_missed():
    timeless = Label("ccode", Kind.STATE, "the state", at="")
    known = replace(GRAIN, labels={**GRAIN.labels, "state": timeless})
    made = table(known, ccode=[2, 369], yr=[1900, 1901])
    assert made.frame["state"].to_list() == ["USA", "UKR"]
    assert made.findings == ()
