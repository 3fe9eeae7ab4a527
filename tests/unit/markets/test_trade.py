import numpy as np
import polars as pl
import pytest
from unit.markets.making import trade

from foedus.faults import DataFault
from foedus.markets.trade import Trade, trade_from

CELLS = [("A", "A", 5.0), ("A", "B", 2.0), ("B", "A", 1.0), ("B", "B", 4.0)]


def rows(*cells):
    return [
        dict(zip(("exporter", "importer", "value"), cell, strict=True)) for cell in cells
    ]


def changed(place, **values):
    table = rows(*CELLS)
    table[place] = {**table[place], **values}
    return table


def test_rows_are_placed_by_name_and_not_by_position():
    straight = trade_from(rows(*CELLS))
    for order in ([3, 1, 0, 2], [2, 3, 0, 1]):
        other = trade_from(rows(*(CELLS[k] for k in order)))
        assert other.states == straight.states
        assert (other.flows == straight.flows).all()


def test_a_frame_and_dicts_make_the_same_trade():
    assert (
        trade_from(pl.DataFrame(rows(*CELLS))).flows == trade_from(rows(*CELLS)).flows
    ).all()


def test_sectors_are_placed_by_name_too():
    cells = [
        {"exporter": i, "importer": j, "sector": s, "value": v + k}
        for k, s in enumerate(("oil", "food"))
        for i, j, v in CELLS
    ]
    made = trade_from(cells)
    assert made.sectors == ("food", "oil")
    assert made.flows[:, :, 1].tolist() == [[5.0, 2.0], [1.0, 4.0]]


def test_a_table_comes_back_as_it_went_in():
    made = trade(4, 2, seed=1)
    again = trade_from(made.table().sample(fraction=1.0, shuffle=True, seed=3))
    assert again.states == made.states
    assert (again.flows == made.flows).all()


def test_the_flows_cannot_be_altered():
    with pytest.raises(ValueError, match="read-only"):
        trade(3).flows[0, 0, 0] = 1.0


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ([], "0 rows"),
        ([{"exporter": "A", "value": 1.0}], "no column importer"),
        (rows(*CELLS, CELLS[1]), "more than once: A to B"),
        (rows(*CELLS[:3]), "missing: B to B"),
        (rows(*CELLS, ("A", "C", 1.0)), "not square: C"),
        (changed(1, value=-1.0), "negative: A to B"),
        (changed(1, value=float("nan")), "not finite: A to B"),
        (changed(1, value=float("inf")), "not finite: A to B"),
        (changed(3, value=0.0), "empty where home sales should stand: B to B"),
        (changed(1, value=None), "lack a name or a value"),
        (changed(1, importer=None), "lack a name or a value"),
        ([{**row, "value": "n/a"} for row in rows(*CELLS)], "4 row(s) lack"),
    ],
)
def test_a_bad_table_is_refused_with_the_place_and_the_mend(table, told):
    with pytest.raises(DataFault) as fault:
        trade_from(table)
    assert told in fault.value.found
    assert fault.value.mend


def test_a_missing_pair_is_no_trade_only_where_the_caller_says_so():
    cells = rows(("A", "A", 5.0), ("B", "A", 1.0), ("B", "B", 4.0), ("A", "C", 0.5))
    cells += rows(("C", "C", 1.0))
    with pytest.raises(DataFault, match="missing"):
        trade_from(cells)
    made = trade_from(cells, absent=0.0)
    assert made.flows[:, :, 0].tolist() == [[5, 0, 0.5], [1, 4, 0], [0, 0, 1]]


def test_a_missing_home_sale_is_refused_even_where_missing_means_no_trade():
    with pytest.raises(DataFault, match="home sales should stand: B to B"):
        trade_from(rows(*CELLS[:3]), absent=0.0)


def test_a_value_may_stand_under_another_name():
    table = [{**row, "usd": row["value"] * 2} for row in rows(*CELLS)]
    assert trade_from(table, value="usd").flows[0, 0, 0] == 10.0


def test_a_state_or_sector_that_is_not_there_is_a_fault_that_lists_those_that_are():
    made = trade(3, 2)
    with pytest.raises(DataFault, match="S00, S01, S02"):
        made.place("XYZ")
    with pytest.raises(DataFault, match="good 0, good 1"):
        made.sector("oil")


def test_flows_of_the_wrong_shape_are_refused():
    with pytest.raises(DataFault, match="shape"):
        Trade(("A", "B"), ("all",), np.ones((3, 3, 1)))
    with pytest.raises(DataFault, match="named twice"):
        Trade(("A", "A"), ("all",), np.ones((2, 2, 1)))


def test_states_named_by_numbers_are_named_by_their_digits():
    codes = {"A": 365, "B": 731}
    table = [
        {**row, "exporter": codes[row["exporter"]], "importer": codes[row["importer"]]}
        for row in rows(*CELLS)
    ]
    assert trade_from(table).states == ("365", "731")


def test_values_may_be_whole_numbers_for_long_and_broken_ones_late():
    made = trade(12)
    cells = made.table().to_dicts()
    mixed = [{**row, "value": 3 if k < 120 else 2.5} for k, row in enumerate(cells)]
    flows = trade_from(mixed).flows.ravel()
    assert set(flows[:120]) == {3.0}
    assert set(flows[120:]) == {2.5}
