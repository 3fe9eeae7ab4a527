"""What is no issue is refused, with its place and how to mend it."""

import numpy as np
import pytest

from foedus.bargaining.stakes import stakes_of
from foedus.faults import DataFault

NAMES = ("hawks", "doves")


def fault_of(*given, **told):
    with pytest.raises(DataFault) as caught:
        stakes_of(*given, **told)
    return caught.value


def test_a_stakeholder_that_stands_twice_is_refused():
    fault = fault_of(("hawks", "hawks"), [1, 2], [50, 50], [1, 1])
    assert "'hawks' stands twice" in fault.found
    assert "drop one" in fault.mend


@pytest.mark.parametrize("salience", [100.5, -1, np.nan])
def test_a_salience_off_its_scale_is_refused_with_its_stakeholder(salience):
    fault = fault_of(NAMES, [1, 2], [50, salience], [1, 1])
    assert "salience of doves" in fault.found
    assert fault.expected == "0 to 100"
    assert "stakeholder doves" in fault.where


@pytest.mark.parametrize("position", [-0.1, 100.1, np.inf])
def test_a_position_off_the_line_is_refused(position):
    fault = fault_of(NAMES, [position, 2], [50, 50], [1, 1])
    assert "position of hawks" in fault.found
    assert "on the line, 0 to 100" in fault.expected


def test_the_line_may_have_other_ends():
    assert stakes_of(NAMES, [4, 10], [50, 50], [1, 1], ends=(4, 10)).ends == (4, 10)
    assert "4 to 10" in fault_of(NAMES, [3, 9], [50, 50], [1, 1], ends=(4, 10)).expected


def test_influence_below_nothing_is_refused():
    assert "influence of doves is -1" in fault_of(NAMES, [1, 2], [50, 50], [1, -1]).found


def test_an_issue_in_which_nobody_has_a_stake_is_refused():
    fault = fault_of((), np.empty((1, 0)), np.empty((1, 0)), np.empty((1, 0)))
    assert "nobody has a stake" in fault.found


def test_a_draw_in_which_nobody_cares_and_can_do_anything_is_refused():
    fault = fault_of(NAMES, [1, 2], [[50, 0], [50, 0]], [[1, 1], [0, 1]])
    assert "in draw 1" in fault.found


def test_numbers_for_other_than_the_stakeholders_are_refused():
    fault = fault_of(NAMES, [1, 2, 3], [50, 50, 50], [1, 1, 1])
    assert "2 stakeholders" in fault.found


def test_one_row_serves_all_draws():
    made = stakes_of(NAMES, [[1, 2], [3, 4]], [50, 60], [1, 2])
    assert made.salience.tolist() == [[50, 60], [50, 60]]
    assert made.count == 2


def test_a_stakeholder_is_left_out_by_name():
    made = stakes_of(NAMES, [1, 2], [50, 50], [1, 1])
    assert made.without("hawks").actors == ("doves",)
    with pytest.raises(DataFault, match="no stakeholder 'owls'"):
        made.without("owls")


def test_the_last_stakeholder_cannot_be_left_out():
    with pytest.raises(DataFault, match="nobody has a stake"):
        stakes_of(("hawks",), [1], [50], [1]).without("hawks")
