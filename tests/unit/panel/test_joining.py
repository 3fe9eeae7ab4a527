from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from foedus.faults import DataFault, NeedFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.beside import CROSSWALK, beside_states, entries
from foedus.panel.joining import (
    Wish,
    both_ways,
    columns_of,
    join_states,
    join_table,
    kept,
    lower_first,
    spell_years,
    truth,
)
from foedus.panel.panel import Panel
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years
from foedus.sources.table import Table

YEARS = Years(1900, 1902)


def table(shape, rows, *, system="cow", name="grain"):
    """Make a data set of one field, `harvest`."""
    return Table(
        name=name,
        version="1",
        frame=pl.DataFrame(rows),
        key=tuple(list(rows)[:-1]),
        system=system,
        shape=shape,
        years=YEARS,
        fields=(Field("harvest", "S", Units.TONNES, "harvest", 0),),
        coverage={"harvest": YEARS},
        findings=(),
        citation=f"@misc{{{name}}}",
        provisional="",
    )


STATES = table("state-year", {"cow": [2, 20], "year": [1900, 1901], "harvest": [5.0, None]})
PAIRS = table(
    "dyad-year",
    {"sender_cow": [2], "target_cow": [20], "year": [1900], "harvest": [7.0]},
)
KEY = table(
    "state-year",
    {"gw": [2, 20, 340, 345], "cow": [2, 21, 345, 345], "year": [1900] * 4},
    system="gw",
    name=CROSSWALK,
)


def panel(unit, *, system="cow", directed=False, **rows):
    axes = Axes(unit, system, directed)
    return Panel(axes, pl.LazyFrame(rows)).on({CROSSWALK: KEY}.__getitem__)


def dyads(*rows, system="cow", directed=True):
    columns = zip(*rows, strict=True)
    names = (f"sender_{system}", f"target_{system}", "year")
    held = dict(zip(names, map(list, columns), strict=True))
    return panel(Unit.DYAD_YEAR, system=system, directed=directed, **held)


def values(joined, name):
    return joined.collect(ids=False)[name].to_list()


def test_a_state_stands_beside_both_sides_of_a_dyad():
    joined = join_table(dyads((2, 20, 1900), (20, 2, 1900)), STATES)
    assert values(joined, "sender_grain_harvest") == [5, None]
    assert values(joined, "target_grain_harvest") == [None, 5]


def test_a_pair_stands_both_ways_round_beside_directed_dyads():
    joined = join_table(dyads((2, 20, 1900), (20, 2, 1900)), PAIRS)
    assert values(joined, "grain_harvest") == [7, 7]


def test_a_row_that_says_who_is_the_sender_stands_one_way():
    ordered = replace(PAIRS, shape="directed-dyad-year")
    joined = join_table(dyads((2, 20, 1900), (20, 2, 1900)), ordered)
    assert values(joined, "grain_harvest") == [7, None]


def test_no_entry_is_absent_within_the_coverage_and_unknown_outside():
    rows = panel(Unit.STATE_YEAR, cow=[2, 2, 20, 2], year=[1900, 1901, 1901, 1903])
    wish = Wish({"harvest": "harvest"}, absent={"harvest": 0})
    assert values(join_states(rows, STATES, wish), "harvest") == [5, 0, None, None]


def test_what_held_last_is_carried_on_if_asked():
    last = table("state-year", {"cow": [2], "year": [1902], "harvest": [3.0]})
    rows = panel(Unit.STATE_YEAR, cow=[2, 2, 20], year=[1902, 1950, 1950])
    columns = columns_of(last, {"harvest": "harvest"}, {"harvest": 0})
    joined = beside_states(rows, entries(rows, last, columns, carried=True))
    assert values(joined, "harvest") == [3, 3, 0]
    assert "1902" in joined.column("harvest").field.meaning


def test_a_day_takes_what_is_known_of_its_year():
    days = panel(Unit.STATE_DAY, cow=[2, 2], day=[date(1900, 5, 1), date(1901, 1, 1)])
    assert values(join_table(days, STATES), "grain_harvest") == [5, None]


def test_the_rows_keep_their_order_and_their_number():
    rows = [(20, 2, 1902), (2, 20, 1900), (20, 2, 1900), (2, 20, 1901)]
    joined = join_table(dyads(*rows), PAIRS).collect(ids=False)
    assert joined.select("sender_cow", "target_cow", "year").rows() == rows


def test_a_panel_cites_what_was_joined_to_it():
    joined = join_table(dyads((2, 20, 1900)), PAIRS)
    assert joined.cite() == "@misc{grain}"
    assert joined.column("grain_harvest").coverage == YEARS


def test_a_column_cites_its_own_data_set():
    straw = table(
        "state-year", {"cow": [2], "year": [1900], "harvest": [1.0]}, name="straw"
    )
    joined = join_table(join_table(dyads((2, 20, 1900)), PAIRS), straw)
    assert joined.cite("sender_straw_harvest") == "@misc{straw}"
    assert joined.cite("grain_harvest", "sender_straw_harvest") == joined.cite()
    made = joined.with_made(
        {"both": pl.lit(1.0)}, [replace(joined.columns[0], name="both", source="foedus")]
    )
    assert made.cite("both") == made.cite() == "@misc{grain}\n\n@misc{straw}"
    with pytest.raises(NeedFault, match="no column 'chaff'"):
        joined.cite("chaff")


def test_a_table_of_the_other_list_is_a_fault():
    with pytest.raises(DataFault, match="grain goes by gw numbers"):
        join_table(dyads((2, 20, 1900)), replace(PAIRS, system="gw"))


def test_rows_of_another_shape_are_a_fault():
    states = panel(Unit.STATE_YEAR, cow=[2], year=[1900])
    with pytest.raises(DataFault, match="rows of dyad-years"):
        join_table(states, PAIRS)
    with pytest.raises(DataFault, match="rows of state-spells"):
        join_table(states, replace(STATES, shape="state-spell"))


def test_rows_that_name_no_state_take_no_states():
    pacts = panel(Unit.PACT_YEAR, pact=[1], year=[1900])
    with pytest.raises(DataFault, match="pact-years"):
        join_states(pacts, STATES, Wish())


def test_two_rows_of_one_state_and_year_are_a_fault():
    twice = table("state-year", {"cow": [2, 2], "year": [1900] * 2, "harvest": [1.0, 2.0]})
    with pytest.raises(DataFault, match="several rows"):
        join_table(panel(Unit.STATE_YEAR, cow=[2], year=[1900]), twice)


def test_a_column_that_is_there_already_is_a_fault():
    once = join_table(dyads((2, 20, 1900)), PAIRS)
    with pytest.raises(DataFault, match="grain_harvest already"):
        join_table(once, PAIRS)


def test_a_recipe_may_take_the_other_lists_numbers_by_year():
    rows = panel(Unit.STATE_YEAR, system="gw", gw=[2, 20, 20], year=[1900, 1900, 1901])
    grain = table("state-year", {"cow": [2, 21], "year": [1900] * 2, "harvest": [5.0, 6.0]})
    joined = join_states(rows, grain, Wish({"harvest": "harvest"}))
    assert values(joined, "harvest") == [5, 6, None]
    assert [used.name for used in joined.sources] == ["grain", CROSSWALK]


def test_of_two_numbers_that_become_one_the_shared_one_counts():
    rows = panel(Unit.STATE_YEAR, cow=[345], year=[1900])
    grain = table(
        "state-year",
        {"gw": [340, 345], "year": [1900] * 2, "harvest": [1.0, 2.0]},
        system="gw",
    )
    assert values(join_states(rows, grain, Wish({"harvest": "harvest"})), "harvest") == [2]


def test_of_a_state_that_the_other_list_lacks_absence_is_not_known():
    rows = panel(Unit.STATE_YEAR, system="gw", gw=[20, 331], year=[1900, 1900])
    wish = Wish({"harvest": "harvest"}, absent={"harvest": 0})
    assert values(join_states(rows, STATES, wish), "harvest") == [0, None]


def test_letters_are_no_numbers():
    rows = panel(Unit.STATE_YEAR, cow=[2], year=[1900])
    lettered = replace(STATES, system="iso")
    with pytest.raises(DataFault, match="letters"):
        entries(rows, lettered, [])


def test_columns_are_kept_by_either_name():
    names = {"threat": "territorial_threat", "cinc": "cinc"}
    assert kept(names, None) == names
    assert kept(names, ["threat"]) == kept(names, ["territorial_threat"])
    with pytest.raises(DataFault, match="no column milex"):
        kept(names, ["milex"])


SPELLS = pl.LazyFrame(
    {
        "cow": [2, 2, 2],
        "start": [date(1900, 1, 1), date(1900, 6, 1), date(1902, 3, 1)],
        "end": [date(1902, 12, 31), date(1900, 9, 1), None],
        "rank": [1, 2, 3],
    }
)


@pytest.mark.parametrize(
    ("slice", "ranks"),
    [("first", [1, 1, 1]), ("last", [1, 1, 3]), ("any", [2, 1, 3])],
)
def test_of_several_spells_in_a_year_one_counts(slice, ranks):
    years = spell_years(SPELLS, ["cow"], ["rank"], coverage=YEARS, slice=slice).collect()
    assert years["year"].to_list() == [1900, 1901, 1902]
    assert years["rank"].to_list() == ranks


def test_spells_may_be_told_in_years():
    told = pl.LazyFrame({"cow": [2], "from": [1890], "to": [None]}).cast({"to": pl.Int64})
    years = spell_years(told, ["cow"], [], coverage=YEARS, start="from", end="to")
    assert years.collect()["year"].to_list() == [1900, 1901, 1902]


def test_a_pair_turned_about_changes_sides():
    names = ("sender_cow", "target_cow", "sender_won", "target_won")
    frame = pl.LazyFrame({n: [v] for n, v in zip(names, (2, 20, 1, 0), strict=True)})
    axes = Axes(Unit.DYAD_YEAR, "cow", directed=True)
    turned = both_ways(frame, axes)
    assert turned.collect().rows() == [(2, 20, 1, 0), (20, 2, 0, 1)]
    assert lower_first(turned, axes).collect().rows() == [(2, 20, 1, 0)]


def test_a_column_of_truth_promises_0_or_1():
    column = truth("rivalry", "whether they are rivals", PAIRS)
    assert (column.field.low, column.field.high, column.absent) == (0, 1, 0)


def test_a_word_that_an_option_does_not_know_is_a_fault():
    rows = dyads((2, 20, 1900))
    for name, option in (
        ("contiguity", {"slice": "middle"}),
        ("distance", {"transsum": "middle"}),
        ("minimum_distance", {"slice": "middle"}),
    ):
        with pytest.raises(NeedFault, match="middle"):
            rows.add(name, **option)


def test_a_distance_of_a_day_that_is_not_held_is_a_fault():
    distance = replace(PAIRS, name="cow_distance")
    rows = dyads((2, 20, 1900)).on({"cow_distance": distance}.__getitem__)
    with pytest.raises(NeedFault, match="no distances of june30"):
        rows.add("minimum_distance", slice="june30")


def test_relevance_is_asked_of_dyads_alone():
    with pytest.raises(DataFault, match="state-years"):
        panel(Unit.STATE_YEAR, cow=[2], year=[1900]).add("relevant")


def test_an_empty_table_says_nothing_of_anybody():
    empty = replace(PAIRS, frame=PAIRS.frame.clear())
    joined = join_table(dyads((2, 20, 1900)), empty)
    assert values(joined, "grain_harvest") == [None]
    states = panel(Unit.STATE_YEAR, cow=[2], year=[1900])
    joined = join_table(states, replace(STATES, frame=STATES.frame.clear()))
    assert values(joined, "grain_harvest") == [None]
