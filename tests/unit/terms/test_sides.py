from datetime import date

import numpy as np
import pytest

from foedus.faults import DataFault, StateFault
from foedus.states.roster import roster
from foedus.terms.sides import Dispute, thirds

ALL = np.ones(5, bool)


def test_whoever_began_a_dispute_does_not_choose_to_join_it():
    rows = thirds([Dispute((0, 1), (3,), 1914, war=True)], ALL)
    assert rows.k.tolist() == [2, 4]


def test_who_is_no_member_does_not_choose():
    members = np.array([True, True, True, False, True])
    rows = thirds([Dispute((0,), (1,), 1914, war=True)], members)
    assert rows.k.tolist() == [2, 4]


def test_each_side_is_once_ones_own_and_once_the_other():
    rows = thirds([Dispute((0,), (3,), 1914, war=False)], ALL)
    assert (rows.a["own"] == rows.b["other"]).all()
    assert (rows.a["other"] == rows.b["own"]).all()
    assert not rows.a["struck"].any()
    assert rows.b["struck"].all()


def test_a_shorter_side_repeats_its_first_so_that_all_rows_have_as_many_places():
    two = [Dispute((0,), (3,), 1914, war=False), Dispute((1, 2, 0), (4,), 1914, war=True)]
    rows = thirds(two, ALL)
    first = rows.a["own"][rows.at == 0]
    assert (first == 0).all()
    assert first.shape == (3, 3)
    assert rows.a["fought"].tolist() == [False] * 3 + [True]


@pytest.mark.parametrize("sides", [((), (1,)), ((1,), ()), ((1, 2), (2,))])
def test_a_side_is_not_empty_and_nobody_is_on_both(sides):
    with pytest.raises(DataFault, match="against"):
        Dispute(*sides, 1914, war=True)


def test_an_act_names_a_dispute_by_its_states_and_its_day():
    held = Dispute.between(["AUH"], ["SRB"], date(1914, 7, 28), war=True)
    assert [roster().ids[i] for i in (*held.attackers, *held.victims)] == ["AUH", "SRB"]
    assert held.year == 1914


def test_an_act_by_nobody_is_a_fault():
    with pytest.raises(StateFault, match="ZZZ"):
        Dispute.between(["ZZZ"], ["SRB"], date(1914, 7, 28), war=True)
