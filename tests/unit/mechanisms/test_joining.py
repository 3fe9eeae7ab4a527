import numpy as np
import pytest

from foedus.chance import Stream
from foedus.faults import DataFault, NeedFault
from foedus.mechanisms.joining import Joining, Wave, choices
from foedus.past import fields
from foedus.terms.sides import Dispute

N = 40
WAR = Dispute((0,), (1,), 1914, war=True)
FIGHT = Dispute((0,), (1,), 1914, war=False)
COEFFICIENTS = {"constant": -2.0, "war": 1.0, "defence": 3.0}


@pytest.fixture
def world():
    owed = np.zeros((N, N))
    owed[2, 1] = owed[3, 0] = 1
    alive = np.ones(N)
    alive[5] = 0
    return {fields.ALIVE: alive, fields.DEFENCE: owed}


def test_chances_are_those_of_the_utilities(world):
    made = choices(world, WAR, COEFFICIENTS)
    odds = np.array([1, np.exp(-1), np.exp(2)])
    assert made.shape == (N, 3)
    assert made[2] == pytest.approx(odds / odds.sum())
    assert made[3] == pytest.approx(made[2][[0, 2, 1]])
    assert made.sum(axis=1) == pytest.approx(np.ones(N))


def test_who_began_it_and_who_is_no_member_stays_out_for_certain(world):
    made = choices(world, WAR, COEFFICIENTS)
    assert (made[[0, 1, 5]] == [1, 0, 0]).all()


def test_draws_give_a_run_each_and_equal_what_each_gives_alone(world):
    draws = {name: np.array([one, one + 0.5]) for name, one in COEFFICIENTS.items()}
    wave = np.array([0.0, -1.0])
    made = choices(world, WAR, draws, shared=wave)
    assert made.shape == (2, N, 3)
    second = {name: one + 0.5 for name, one in COEFFICIENTS.items()}
    assert made[0] == pytest.approx(choices(world, WAR, COEFFICIENTS))
    assert made[1] == pytest.approx(choices(world, WAR, second, shared=-1.0))


def test_a_wave_alone_may_differ_by_run(world):
    made = choices(world, WAR, COEFFICIENTS, shared=np.array([-1.0, 0.0, 1.0]))
    assert (np.diff(1 - made[:, 2, 0]) > 0).all()


def test_a_great_utility_overflows_nothing(world):
    made = choices(world, WAR, {"constant": 900.0, "defence": 900.0})
    assert np.isfinite(made).all()
    assert made[2] == pytest.approx([0, 0, 1])


def test_draws_of_unlike_numbers_are_refused(world):
    draws = {"constant": np.zeros(3), "defence": np.zeros(4)}
    with pytest.raises(DataFault, match="shapes"):
        choices(world, WAR, draws)


def test_a_coefficient_of_no_term_is_refused(world):
    with pytest.raises(NeedFault, match="defense"):
        choices(world, WAR, {"constant": 0.0, "defense": 1.0})


def test_it_needs_the_fields_of_its_terms_and_who_is_there(world):
    assert Joining(COEFFICIENTS).needs == (fields.ALIVE, fields.DEFENCE)


def test_a_step_draws_what_the_hazard_says(world):
    step, hazard = Joining(COEFFICIENTS), Joining(COEFFICIENTS).hazard(world, WAR)
    drawn = np.stack([step.step(world, [WAR], Stream(run))[0] for run in range(3000)])
    for way in range(3):
        assert (drawn == way).mean(axis=0) == pytest.approx(hazard[:, way], abs=0.035)


def test_a_wave_carries_outsiders_together(world):
    calm = Joining(COEFFICIENTS)
    rough = Joining(COEFFICIENTS, wave_of_wars=Wave(sigma=3.0, shift=0.0))
    joined = [
        [(one.step(world, [WAR], Stream(run)) > 0).sum() for run in range(300)]
        for one in (calm, rough)
    ]
    assert np.var(joined[1]) > 3 * np.var(joined[0])


def test_a_wave_of_wars_moves_no_lesser_dispute(world):
    calm, rough = (
        Joining(COEFFICIENTS, wave_of_wars=Wave(sigma, 0.0)) for sigma in (0.0, 3.0)
    )
    runs = [Stream(run) for run in range(20)]
    assert all(
        (calm.step(world, [FIGHT], one) == rough.step(world, [FIGHT], one)).all()
        for one in runs
    )


def test_another_dispute_before_it_changes_no_draw(world):
    other = Dispute((7,), (8,), 1914, war=True)
    step = Joining(COEFFICIENTS, wave_of_wars=Wave(1.0, 0.0)).step
    alone = step(world, [WAR], Stream(3))[0]
    beside = step(world, [other, WAR], Stream(3))[1]
    assert (alone == beside).all()


def test_nothing_is_drawn_where_no_dispute_begins(world):
    assert Joining(COEFFICIENTS).step(world, [], Stream(1)).shape == (0, N)
