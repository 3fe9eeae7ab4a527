"""Lives of states on the way to a bomb, from tables typed by hand."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from foedus.estimation.atomic import (
    SIGNS,
    help_of,
    records,
    states_of,
    to_bomb,
    to_plant,
    to_pursuit,
)


def coded(state, years, pursuit=(), weapons=(), industry=1.0):
    return [
        {
            "state": state, "year": year, "pursuit": float(year in pursuit),
            "weapons": float(year in weapons), **dict.fromkeys(SIGNS, industry),
        }
        for year in years
    ]  # fmt: skip


CODED = pl.DataFrame(
    [
        *coded("AAA", range(1940, 1956), pursuit=range(1950, 1956), weapons=(1954, 1955)),
        *coded("BBB", range(1950, 1961), pursuit=(1952, 1953, 1957), industry=0.0),
        *coded("CCC", [*range(1948, 1951), *range(1958, 1961)]),
    ]
)
PLANTS = pl.DataFrame(
    {
        "state": ["BBB", "BBB", "AAA"],
        "operated": [1.0, 1.0, 0.0],
        "foreign_help": [1.0, 0.0, 1.0],
        "construction_start": [1954, None, 1947],
        "start_year": [1956, 1959, None],
    }
)
AGREEMENTS = pl.DataFrame(
    {
        "target": ["BBB", "BBB", "BBB"],
        "year": [1951, 1951, 1952],
        "about": ["research", "research", "nuclear safety"],
    }
)
TABLES = {
    "nuclear_proficiency": CODED, "nuclear_latency": PLANTS,
    "nuclear_cooperation": AGREEMENTS,
}  # fmt: skip


@pytest.fixture
def held():
    return records(lambda name: SimpleNamespace(frame=TABLES[name], version="typed"))


def test_the_way_from_pursuit_to_the_bomb_ends_with_it(held):
    rows = to_bomb(held, "plants")
    assert states_of(held, "bomb") == ("AAA", "BBB")
    first = rows.unit == 0
    assert rows.year[first].tolist() == [1950, 1951, 1952, 1953, 1954]
    assert rows.event[first].tolist() == [False] * 4 + [True]
    assert rows.begun[first].tolist() == [0, 1, 2, 3, 4]


def test_years_without_pursuit_are_not_at_risk_though_the_clock_goes_on(held):
    rows = to_bomb(held, "plants")
    other = rows.unit == 1
    assert rows.year[other].tolist() == [1952, 1953, 1957]
    assert rows.begun[other].tolist() == [0, 1, 5]


def test_risk_of_a_first_time_begins_in_1945_or_at_birth_and_ends_with_the_event(held):
    rows = to_pursuit(held, "agreements")
    years = {s: rows.year[rows.unit == k].tolist() for k, s in enumerate(
        states_of(held, "pursuit"))}  # fmt: skip
    assert years["AAA"] == list(range(1945, 1951))
    assert years["BBB"] == [1950, 1951, 1952]
    # A state that ends and comes again is another.
    assert years["CCC"] == [1948, 1949, 1950]


def test_a_plant_counts_from_the_first_year_known_in_which_it_worked(held):
    rows = to_plant(held, "agreements")
    other = rows.unit == 1
    assert rows.year[other].tolist() == list(range(1950, 1957))
    assert rows.event[other].tolist() == [False] * 6 + [True]


def test_help_is_what_was_had_by_the_end_of_the_year_before(held):
    assert help_of(held, "BBB", 1954, "plants") == 0
    assert help_of(held, "BBB", 1955, "plants") == 1
    assert help_of(held, "BBB", 1951, "agreements") == 0
    # Two agreements, and one on safety, which hands over nothing.
    two = np.log(3) / np.log(11)
    assert help_of(held, "BBB", 1960, "agreements") == pytest.approx(two)


def test_means_are_those_of_the_year_before(held):
    rows = to_bomb(held, "plants")
    assert set(rows.means[rows.unit == 0]) == {1.0}
    assert set(rows.means[rows.unit == 1]) == {0.0}
