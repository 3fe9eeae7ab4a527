"""From states to pairs and back, one way and both, years before and after."""

from dataclasses import replace
from math import inf

import polars as pl
import pytest

from foedus.faults import DataFault
from foedus.panel.between import beside, to_states
from foedus.panel.making import dyads, state_days, states
from foedus.panel.panel import Panel

YEAR = 1990
GOLD = pl.DataFrame(
    {"cow": [2, 20, 200], "year": [YEAR] * 3, "gold": [1.0, 2.0, 4.0]},
)
DEBT = pl.DataFrame(
    {"sender_cow": [2, 20, 2], "target_cow": [20, 2, 200], "year": [YEAR] * 3,
     "debt": [5.0, 3.0, 1.0]}
)  # fmt: skip


def three(panel):
    codes = pl.col(panel.axes.codes)
    return panel.where(pl.all_horizontal(codes.is_in([2, 20, 200])))


def of_states(first=YEAR, last=YEAR):
    return states(first, last).add(GOLD, by=["cow", "year"], codes="cow")


def of_pairs(directed=True):
    panel = three(dyads(YEAR, YEAR, directed=directed))
    return panel.add(
        DEBT, by=["sender_cow", "target_cow", "year"], codes="cow", directed=True
    )


def rows(panel):
    return panel.collect(ids=False).rows()


def test_a_panel_of_states_stands_on_both_sides_of_pairs():
    joined = three(dyads(YEAR, YEAR + 1, directed=False)).add(of_states())
    assert rows(joined)[:3] == [
        (2, 20, 1990, 1.0, 2.0),
        (2, 20, 1991, None, None),
        (2, 200, 1990, 1.0, 4.0),
    ]
    assert joined.cite() == of_states().cite()
    assert (
        joined.column("target_gold").field.meaning == of_states().columns[0].field.meaning
    )


def test_a_year_that_the_other_panel_lacks_is_not_known_though_its_columns_have_noughts():
    own = of_states().with_made(
        {"rich": (pl.col("gold") > 1).fill_null(False).cast(pl.Float64)},
        [replace(of_states().column("gold"), name="rich", absent=0)],
    )  # fmt: skip
    joined = states(YEAR, YEAR + 1).add(own.drop("gold"))
    told = {row[:2]: row[2] for row in rows(joined)}
    assert (told[2, 1990], told[20, 1990], told[2, 1991]) == (0, 1, None)


def test_a_panel_of_directed_pairs_keeps_its_direction():
    joined = three(dyads(YEAR, YEAR)).add(of_pairs())
    assert {row[:2]: row[3] for row in rows(joined)} == {
        (2, 20): 5, (20, 2): 3, (2, 200): 1, (200, 2): None, (20, 200): None,
        (200, 20): None,
    }  # fmt: skip


def test_sides_change_where_a_pair_is_turned_about():
    pairs = three(dyads(YEAR, YEAR, directed=False)).add(of_states())
    joined = three(dyads(YEAR, YEAR)).add(pairs)
    direct = three(dyads(YEAR, YEAR)).add(of_states())
    assert rows(joined) == rows(direct)


@pytest.mark.parametrize(
    ("panel", "other"),
    [
        (dyads(YEAR, YEAR, directed=False), dyads(YEAR, YEAR)),
        (states(YEAR, YEAR), states(YEAR, YEAR, system="gw")),
        (states(YEAR, YEAR), state_days(YEAR, YEAR)),
        (states(YEAR, YEAR), dyads(YEAR, YEAR)),
    ],
)
def test_what_cannot_stand_beside_is_a_fault(panel, other):
    with pytest.raises(DataFault, match="panel"):
        beside(panel, other)


def test_a_column_that_is_there_already_is_a_fault():
    with pytest.raises(DataFault, match="gold already"):
        of_states().add(of_states())


def test_a_state_is_told_over_its_pairs_by_a_rule():
    panel = three(dyads(YEAR, YEAR)).add(of_states())
    told = to_states(panel, by={"target_gold": "sum"})
    assert rows(told) == [(2, 1990, 6), (20, 1990, 5), (200, 1990, 3)]
    assert told.collect()["state"].to_list() == ["USA", "CAN", "GBR"]
    column = told.column("target_gold_sum")
    assert column.field.meaning.startswith("sum over the state's pairs")
    assert column.field.high == inf


@pytest.mark.parametrize("rule", ["max", "min", "mean", "sum"])
def test_pairs_without_direction_count_for_both(rule):
    known = {directed: three(dyads(YEAR, YEAR, directed=directed)).add(of_states())
             for directed in (True, False)}  # fmt: skip
    both = [to_states(panel, by={"target_gold": rule}) for panel in known.values()]
    assert rows(both[0]) == rows(both[1])


def test_of_a_state_nothing_is_known_of_which_one_pair_is_not():
    told = to_states(of_pairs(), by={"debt": "sum"})
    assert rows(told) == [(2, 1990, 6), (20, 1990, None), (200, 1990, None)]
    some = to_states(of_pairs().where(pl.col("debt").is_not_null()), by={"debt": "sum"})
    assert rows(some) == [(2, 1990, 6), (20, 1990, 3)]


def test_a_column_of_one_side_alone_cannot_be_turned_about():
    pairs = three(dyads(YEAR, YEAR, directed=False)).add(of_states()).drop("sender_gold")
    with pytest.raises(DataFault, match="target_gold is of one side alone"):
        to_states(pairs, by={"target_gold": "sum"})


def test_states_have_no_pairs():
    with pytest.raises(DataFault, match="has no pairs"):
        to_states(of_states(), by={"gold": "sum"})


@pytest.mark.parametrize(
    ("rule", "folded"), [("max", 5), ("min", 3), ("mean", 4), ("sum", 8)]
)
def test_directed_pairs_are_folded_by_a_rule(rule, folded):
    pairs = of_pairs().fold(by={"debt": rule})
    assert not pairs.axes.directed
    # One way round of the others is not known.
    assert rows(pairs) == [
        (2, 20, 1990, folded), (2, 200, 1990, None), (20, 200, 1990, None)
    ]  # fmt: skip


def test_a_column_without_a_rule_is_that_of_the_lower_number_as_sender():
    assert [row[3] for row in rows(of_pairs().fold(by={}))] == [5, 1, None]


def test_only_directed_pairs_are_folded():
    with pytest.raises(DataFault, match="cannot be folded"):
        dyads(YEAR, YEAR, directed=False).fold(by={})


def years():
    panel = states(1936, 1948).where(pl.col("cow") == 290)  # Poland is none 1940 to 1944
    own = pl.DataFrame({"cow": [290] * 2, "year": [1939, 1945], "gold": [7.0, 8.0]})
    return panel.add(own, by=["cow", "year"], codes="cow")


@pytest.mark.parametrize(
    ("by", "name", "known"),
    [
        (1, "gold_lag1", {1946: 8}),
        (6, "gold_lag6", {1945: 7}),
        (-1, "gold_lead1", {1938: 7}),
    ],
)
def test_lags_count_years_and_not_rows(by, name, known):
    lagged = years().lag("gold", by=by).collect(ids=False)
    told = lagged.drop_nulls(name)
    assert dict(zip(told["year"], told[name], strict=True)) == known
    assert lagged.height == 8


def test_days_and_wars_have_no_years_to_lag():
    for panel in (
        state_days(YEAR, YEAR),
        Panel(state_days(1990, 1990).axes, pl.LazyFrame()),
    ):
        with pytest.raises(DataFault, match="no years to count"):
            panel.lag("gold")
