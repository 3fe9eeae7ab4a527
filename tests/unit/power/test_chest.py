import numpy as np
import pytest

from foedus.faults import DataFault
from foedus.power.chest import chest


def test_a_chest_holds_what_members_have_and_names_who_is_not_known():
    held = chest(np.array([5.0, np.nan, 2.0, 9.0]), [0, 1, 2])
    assert float(held.amount) == 7.0
    assert held.unknown == (1,)


def test_draws_are_added_up_draw_by_draw():
    drawn = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert chest(drawn, [1, 0]).amount.tolist() == [3.0, 7.0]


def test_a_chest_of_nobody_is_empty():
    assert float(chest(np.array([1.0]), []).amount) == 0.0


@pytest.mark.parametrize("members", [[0, 0], [2], [-1]])
def test_a_member_named_twice_or_not_there_is_refused(members):
    with pytest.raises(DataFault, match="members at places"):
        chest(np.array([1.0, 2.0]), members)


def test_a_debt_is_no_part_of_a_chest():
    with pytest.raises(DataFault, match="negative"):
        chest(np.array([-1.0, 2.0]), [0])
