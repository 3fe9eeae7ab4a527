from math import inf

import pytest
from unit.ledger.test_identity import identity
from unit.ledger.test_reconcile import LOOP, SUM

from foedus.ledger.solving import narrowed, possible, system_of


def test_a_system_in_a_loop_is_cut_once():
    assert len(system_of(LOOP).cuts) == 1
    assert system_of([SUM]).cuts == ()


def test_what_needs_a_point_inside_is_found_by_splitting():
    circle = [
        identity([["x", "y"]], [["z"]], "product"),
        identity([["x"], ["y"]], [["w"]], "sum"),
    ]
    box = {"x": (0.1, 10.0), "y": (0.1, 10.0), "z": (6.0, 6.0), "w": (5.0, 5.0)}
    assert possible(system_of(circle), box) is not False  # 2 and 3
    assert possible(system_of(circle), {**box, "w": (4.0, 4.0)}) is False  # 6 > 4**2 / 4


def test_a_number_is_narrowed_to_what_the_others_leave():
    left = narrowed(system_of([SUM]), {"a": (1.0, 4.0), "b": (2.0, 9.0), "c": (0.0, 5.0)})
    assert left == {"a": (1.0, 3.0), "b": (2.0, 4.0), "c": (3.0, 5.0)}


def test_an_open_end_stays_open():
    left = narrowed(system_of([SUM]), {"a": (1.0, inf), "b": (2.0, 3.0), "c": (0.0, inf)})
    assert left["a"] == (1.0, inf)
    assert left["c"] == (3.0, inf)


@pytest.mark.parametrize(
    ("factor", "other", "expected"),
    [("x", (2.0, 4.0), (2.0, 4.0)), ("1 - x", (0.2, 0.3), (0.7, 0.8)),
     ("1 + x", (1.5, 2.0), (0.5, 1.0)), ("1 / x", (2.0, 4.0), (0.25, 0.5))],
)  # fmt: skip
def test_each_form_is_turned_back_into_its_number(factor, other, expected):
    same = identity([[factor]], [["y"]])
    left = narrowed(system_of([same]), {"x": (0.0, 10.0), "y": other})
    assert left["x"] == pytest.approx(expected)


def test_what_times_nothing_is_something_is_impossible():
    product = identity([["x", "y"]], [["z"]])
    assert (
        possible(system_of([product]), {"x": (0, 0), "y": (0, inf), "z": (1, 2)}) is False
    )


def test_a_negative_number_divides_as_it_should():
    product = identity([["x", "y"]], [["z"]])
    left = narrowed(
        system_of([product]), {"x": (-4.0, -2.0), "y": (-10.0, 10.0), "z": (4.0, 8.0)}
    )
    assert left["y"] == pytest.approx((-4.0, -1.0))


def test_an_empty_interval_is_no_solution():
    assert possible(system_of(LOOP), {"own": (2.0, 1.0)}) is False
