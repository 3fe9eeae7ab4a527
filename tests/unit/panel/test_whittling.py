from functools import partial

import polars as pl
import pytest

from foedus.faults import DataFault
from foedus.panel import whittling
from foedus.panel.whittling import ORDER, deadliest, first_listed, lowest_number, whittle

KEY = ["pair", "year"]


def disputes(**columns):
    """Three disputes of one pair in one year, alike but for what is given."""
    alike = {
        "onset": [1.0, 1.0, 1.0],
        "fatality": [0.0, 0.0, 0.0],
        "hostility": [4.0, 4.0, 4.0],
        "min_days": [9.0, 9.0, 9.0],
        "max_days": [9.0, 9.0, 9.0],
        "reciprocated": [0.0, 0.0, 0.0],
        "start_month": [3.0, 3.0, 3.0],
    }
    rows = {"dispute": [30, 20, 10], "pair": ["a"] * 3, "year": [1860] * 3}
    return pl.DataFrame({**rows, **alike, **columns})


@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        ({"onset": [0.0, 1.0, 0.0], "fatality": [6.0, 0.0, 6.0]}, 20),
        ({"fatality": [0.0, None, 0.0]}, 20),
        ({"fatality": [1.0, None, 0.0]}, 30),
        ({"hostility": [4.0, 5.0, 4.0], "min_days": [99.0, 1.0, 99.0]}, 20),
        ({"min_days": [9.0, 10.0, 9.0]}, 20),
        ({"max_days": [9.0, 9.0, 10.0], "reciprocated": [1.0, 0.0, 0.0]}, 10),
        ({"reciprocated": [0.0, 1.0, 0.0]}, 20),
        ({"start_month": [3.0, 2.0, 3.0]}, 20),
        ({}, 10),
    ],
)
def test_each_step_decides_where_those_before_it_did_not(columns, kept):
    assert whittle(disputes(**columns), key=KEY)["dispute"].to_list() == [kept]


def test_where_no_dispute_began_in_the_year_all_that_go_on_are_kept():
    frame = disputes(onset=[0.0, 0.0, 0.0])
    assert whittling.onsets(frame, KEY).height == 3


def test_disputes_of_other_years_are_let_alone():
    frame = disputes(year=[1860, 1861, 1861], fatality=[0.0, 5.0, 1.0])
    assert whittle(frame, key=KEY)["dispute"].to_list() == [30, 20]


def test_another_order_keeps_another_dispute():
    frame = disputes(fatality=[6.0, 0.0, 0.0], start_month=[9.0, 9.0, 1.0])
    early = [whittling.start_month, *ORDER]
    assert whittle(frame, key=KEY)["dispute"].item() == 30
    assert whittle(frame, key=KEY, order=early)["dispute"].item() == 10


def test_length_may_go_by_the_most_days():
    frame = disputes(min_days=[9.0, 1.0, 1.0], max_days=[9.0, 50.0, 9.0])
    longest = partial(whittling.duration, of="max_days")
    assert longest(frame, KEY)["dispute"].item() == 20
    assert whittling.duration(frame, KEY)["dispute"].item() == 30


def test_the_first_listed_is_not_the_lowest_number():
    assert first_listed(disputes(), KEY)["dispute"].item() == 30
    assert lowest_number(disputes(), KEY)["dispute"].item() == 10


def test_deaths_on_one_side_count_where_the_other_is_not_known():
    frame = disputes(mine=[None, 5.0, None], yours=[7.0, 1.0, None])
    assert deadliest("mine", "yours")(frame, KEY)["dispute"].item() == 30


def test_where_nothing_is_known_of_deaths_nobody_is_dropped():
    frame = disputes(mine=[None] * 3).with_columns(pl.col("mine").cast(pl.Float64))
    assert deadliest("mine")(frame, KEY).height == 3


def test_an_order_that_leaves_two_disputes_is_a_fault_naming_the_rows():
    with pytest.raises(DataFault, match=r"3 rows still share their key.*pair a, year 1860"):
        whittle(disputes(), key=KEY, order=[whittling.hostility])


def test_a_step_without_its_column_is_a_fault_naming_it():
    with pytest.raises(DataFault, match="no column 'hostility'"):
        whittle(disputes().drop("hostility"), key=KEY)
