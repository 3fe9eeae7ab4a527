from collections.abc import Mapping

import polars as pl
import pytest

from foedus.faults import DataFault, NeedFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.disputing import initiated, join_conflicts, join_counts
from foedus.panel.fitting import fitting, known
from foedus.panel.panel import Panel
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years
from foedus.sources.table import Table

STATES = pl.LazyFrame({"cow": [2, 2, 20], "year": [1900, 1920, 1900]})
PAIRS = pl.LazyFrame({"sender_cow": [2, 20], "target_cow": [20, 2], "year": [1900, 1900]})


def table(rows: Mapping[str, list[object]], *fields: str) -> Table:
    return Table(
        name="quarrels", version="1", frame=pl.DataFrame(rows), key=("dispute",),
        system="cow", shape="dispute-year", years=Years(1816, 1910),
        fields=tuple(Field(f, "S", Units.TRUTH, f"whether {f}", 0, 1) for f in fields),
        coverage=dict.fromkeys(fields, Years(1816, 1910)), findings=(),
        citation="@misc{quarrels}", provisional="",
    )  # fmt: skip


def quarrel():
    rows = {"dispute": [7], "sender_cow": [2], "target_cow": [20], "year": [1900]}
    fields = {"onset": [1.0], "ongoing": [1.0], "reciprocated": [None]}
    return table({**rows, **fields}, *fields)


def pairs():
    return Panel(Axes(Unit.DYAD_YEAR, "cow", directed=True), PAIRS)


def joined(keep):
    one = quarrel()
    return join_conflicts(
        pairs(), one.frame, [one], prefix="q", keep=keep, labels={"dispute": "which"}
    )


def test_peace_is_nought_and_what_is_asked_of_it_is_not_known():
    told = joined(["dispute"]).collect(ids=False)
    assert told["q_onset"].to_list() == [1, 0]
    assert told["q_dispute"].to_list() == [7, None]


def test_all_fields_may_be_kept():
    assert joined("all").names == ("q_onset", "q_ongoing", "q_dispute", "q_reciprocated")


def test_a_field_that_there_is_not_is_a_fault_naming_those_near():
    with pytest.raises(NeedFault, match=r"'reciprocation'(?s:.)*reciprocated"):
        joined(["reciprocation"])


def test_a_state_counts_its_disputes_and_after_the_last_year_nothing_is_known():
    rows = pl.LazyFrame(
        {"cow": [2, 2], "year": [1900, 1900], "dispute": [7, 8], "onset": [1, 0]}
    )
    panel = Panel(Axes(Unit.STATE_YEAR, "cow"), STATES)
    told = join_counts(panel, rows, quarrel(), prefix="q", by=["cow", "year"])
    assert told.names == ("q_ongoing", "q_onset", "q_disputes", "q_new_disputes")
    frame = told.collect(ids=False)
    assert frame["q_disputes"].to_list() == [2, None, 0]
    assert frame["q_new_disputes"].to_list() == [1, None, 0]


@pytest.mark.parametrize(
    ("init", "begun"),
    [
        ("sidea-all-joiners", [1, 1, 0, 1]),
        ("sidea-with-joiners", [1, 1, 0, 0]),
        ("sidea-orig", [1, 0, 0, 0]),
    ],
)
def test_who_counts_as_having_begun_is_a_choice(init, begun):
    sides = pl.DataFrame({"side_a": [1, 1, 0, 0], "originator": [1, 0, 1, 0]})
    assert sides.select(initiated(init)).to_series().to_list() == begun


def test_another_judgement_of_initiation_is_a_fault():
    with pytest.raises(NeedFault, match="no judgement of initiation"):
        initiated("side_b")


def test_a_panel_of_another_unit_is_a_fault():
    with pytest.raises(DataFault, match="state-years"):
        fitting(pairs(), "quarrels", Unit.STATE_YEAR)


def test_leaders_of_the_other_list_are_a_fault():
    led = Panel(Axes(Unit.LEADER_YEAR, "gw"), STATES).on(lambda _: quarrel())
    with pytest.raises(DataFault, match="standardize='cow'"):
        fitting(led, "quarrels", Unit.LEADER_YEAR)


def test_words_that_there_are_pass():
    assert known(("a", "b"), ["a", "b", "c"], what="letter") == ("a", "b")
