"""Acts ordered in one run are each as if it stood alone; powers on both sides are told."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulating import carried

from foedus.faults import NeedFault
from foedus.quantity import Unit
from foedus.simulation.contrast import paired
from foedus.simulation.ordered import Joined, ordered
from foedus.simulation.summary import share, share_of
from foedus.states.roster import roster
from foedus.world.change import Act

DAY = date(2023, 1, 1)
ACTS = (
    Act(DAY, "USA", "PRK", war=True),
    Act(DAY, "PRK", "USA", war=True),
    Act(DAY, "IND", "PAK", war=False),
    Act(DAY, "USA", "CHN"),
)


def test_acts_ordered_together_are_each_as_if_alone():
    together = ordered(carried(1), ACTS, runs=60, seed=4)
    for act, held in zip(ACTS, together, strict=True):
        [alone] = ordered(carried(1), [act], runs=60, seed=4)
        assert held.act == act
        assert np.array_equal(held.sides, alone.sides)
        assert np.array_equal(held.codes, alone.codes)
        assert np.array_equal(held.war, alone.war)


def test_what_is_told_of_war_is_so_and_else_chance_tells():
    first, _, third, last = ordered(carried(1), ACTS, runs=200, seed=4)
    assert first.war.all()
    assert not third.war.any()
    assert 0 < last.war.sum() < 200


def test_who_begins_joins_nobody_and_a_path_is_told_of_joiners_alone():
    for held in ordered(carried(1), ACTS, runs=60, seed=4):
        own = [roster().index(one) for one in (held.act.attacker, held.act.victim)]
        assert not held.sides[:, own].any()
        assert not held.codes[held.sides == 0].any()


def test_an_act_in_another_year_is_refused():
    with pytest.raises(NeedFault, match="2030"):
        ordered(carried(1), [Act(date(2030, 1, 1), "USA", "PRK")], runs=5, seed=1)


def test_powers_take_both_sides_where_they_begin_on_one_and_join_on_the_other():
    sides = np.zeros((4, 256), np.int8)
    fra, gbr, usa = (roster().index(one) for one in ("FRA", "GBR", "USA"))
    sides[1, fra], sides[2, fra], sides[3, [fra, gbr]] = 1, 2, (1, 2)
    held = Joined(ACTS[0], sides, np.zeros((4, 256), np.int64), np.ones(4, bool))
    assert held.opposed([fra, gbr, usa]).tolist() == [False, False, True, True]
    assert held.opposed([fra, gbr]).tolist() == [False, False, False, True]
    assert held.many.tolist() == [0, 1, 1, 2]


@given(flags=st.lists(st.booleans(), min_size=20, max_size=120), each=st.integers(2, 20))
def test_a_share_lies_in_its_interval_which_is_never_narrower_than_luck_s(flags, each):
    held = np.array(flags)
    told = share_of(held, runs_a_draw=each, basis="")
    plain = share(int(held.sum()), len(held), "")
    assert 0 <= told.low <= told.value <= told.high <= 1
    assert told.low <= plain.low
    assert told.high >= plain.high


@given(many=st.lists(st.integers(0, 30), min_size=40, max_size=40), less=st.integers(0, 3))
def test_a_difference_that_is_the_same_in_all_runs_has_no_doubt(many, less):
    held = np.array(many, np.int64)
    told = paired(held + less, held, runs_a_draw=20, unit=Unit.COUNT, basis="")
    assert (told.value, told.low, told.high) == pytest.approx((less, less, less))
