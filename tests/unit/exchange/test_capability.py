"""Times to a capability, worked by hand, and what is refused."""

import numpy as np
import pytest

from foedus.exchange.capability import (
    NO_HELP,
    HelpPath,
    Programme,
    arrivals,
    chance_by,
    hazard_spent,
    medians,
    saving,
    steady,
)
from foedus.faults import DataFault


def one(shape=1.0, scale=10.0, age=0.0):
    return Programme(np.array([shape]), np.array([scale]), np.array([age]))


TWICE = np.log([2.0])


def test_a_constant_hazard_forgets_the_age():
    young, old = one(), one(age=50.0)
    assert medians(young, NO_HELP, TWICE) == pytest.approx(10 * np.log(2))
    assert medians(old, NO_HELP, TWICE) == pytest.approx(10 * np.log(2))


def test_a_rising_hazard_worked_by_hand():
    # (3 + t)^2 / 100 - 9 / 100 = 0.16 at t = 2, and twice that is spent under full help
    assert hazard_spent(one(2.0, 10.0, 3.0), NO_HELP, TWICE, np.array([2.0])) == (
        pytest.approx(np.array([[0.16]]))
    )
    spent = hazard_spent(one(2.0, 10.0, 3.0), steady(), TWICE, np.array([2.0]))
    assert spent == pytest.approx(np.array([[0.32]]))


def test_help_that_stops_early_is_worked_by_hand():
    # Twice the hazard for 3 of 10 spends 0.6; the other 0.4 takes 4 without help.
    path = steady(1.0, ends=3.0)
    assert arrivals(one(), path, TWICE, np.ones(1)) == pytest.approx([7.0])
    # A deviate that is met while help lasts does not know that it stops.
    assert arrivals(one(), path, TWICE, np.array([0.5])) == pytest.approx([2.5])


def test_help_that_has_not_begun_yet_changes_nothing_before_it_begins():
    late = steady(1.0, begins=20.0)
    times = np.array([0.0, 10.0, 20.0])
    with_it = chance_by(one(), late, TWICE, times)
    assert with_it == pytest.approx(chance_by(one(), NO_HELP, TWICE, times), abs=1e-15)


def test_half_of_full_help_is_half_of_its_log():
    assert medians(one(), steady(0.5), np.log([4.0])) == pytest.approx(
        medians(one(), steady(), TWICE)
    )


def test_a_climb_is_even_and_what_began_before_now_is_on_its_way():
    path = steady(1.0, ramp=12.0)
    assert [path.share(t) for t in (0, 5.5, 11, 50)] == pytest.approx([1 / 12, 0.5, 1, 1])
    begun = steady(1.0, begins=-6.0, ramp=12.0)
    assert begun.share(0) == pytest.approx(7 / 12)
    assert steady(1.0, begins=-60.0, ends=-12.0) == NO_HELP


def test_a_median_beyond_the_horizon_is_told_as_such():
    slow = Programme(np.ones(2), np.array([10.0, 1000.0]), np.zeros(2))
    told = saving(slow, np.log([2.0, 2.0]), np.ones(2), after=steady(), horizon=100.0)
    assert told.beyond_before.tolist() == [False, True]
    assert told.beyond_after.tolist() == [False, True]
    assert told.saved == pytest.approx([5 * np.log(2), 0.0])
    assert told.before[1] == told.after[1] == 100.0


def test_times_saved_are_paired_by_the_deviate():
    told = saving(one(), TWICE, np.array([3.0]), after=steady())
    assert told.paired == pytest.approx([15.0])
    assert told.saved == pytest.approx([5 * np.log(2)])


@pytest.mark.parametrize(
    "make",
    [
        lambda: one(shape=0.0),
        lambda: one(shape=-1.0),
        lambda: one(scale=-5.0),
        lambda: one(scale=float("nan")),
        lambda: one(age=-1.0),
        lambda: Programme(np.ones(2), np.ones(3), np.zeros(2)),
        lambda: HelpPath((0.0,), (1.2,)),
        lambda: HelpPath((0.0, 3.0, 2.0), (0.0, 1.0, 0.0)),
        lambda: HelpPath((1.0,), (1.0,)),
        lambda: steady(1.5),
        lambda: steady(-0.1),
        lambda: steady(1.0, begins=6.0, ends=3.0),
        lambda: steady(1.0, ramp=-1.0),
        lambda: steady(1.0, begins=float("nan")),
        lambda: medians(one(), NO_HELP, np.zeros(2)),
        lambda: medians(one(), NO_HELP, np.array([np.inf])),
        lambda: chance_by(one(), NO_HELP, np.zeros(1), np.array([-1.0])),
        lambda: saving(one(), TWICE, np.ones(1), after=steady(), horizon=0.0),
    ],
)
def test_what_means_nothing_is_refused_with_a_way_to_mend_it(make):
    with pytest.raises(DataFault) as fault:
        make()
    assert fault.value.mend
