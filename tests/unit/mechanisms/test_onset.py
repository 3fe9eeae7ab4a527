import numpy as np
import pytest

from foedus.chance import Draws, Stream
from foedus.faults import NeedFault
from foedus.mechanisms.odds import of_run
from foedus.mechanisms.onset import Initiator, Onset, War
from foedus.past import fields

WORLD = {
    fields.ALIVE: np.array([1, 1, 0, 1]),
    fields.CINC: np.array([0.5, 0.3, 0.1, 0.1]),
    fields.DISTANCE: np.array(
        [[0, 1, 9, 50], [1, 0, 9, 60], [9, 9, 0, 9], [50, 60, 9, 0]], float
    )
    * 100,
    fields.INITIATED_5: np.array([4.0, 1.0, 0.0, 0.0]),
    fields.CONTIGUITY: np.zeros((4, 4)),
}
NEARBY = Onset({"constant": -1.0, "near": 3.0})
STRONGER = Initiator({"d_cap": 1.5, "d_ini5": 0.5})
STAKES = {"constant": -3.0, "terr": 1.0, "norig": 1.0, "near": 0.5}


def test_the_chance_is_the_logit_of_the_terms():
    hazard = NEARBY.hazard(WORLD)
    assert hazard[0, 1] == pytest.approx(1 / (1 + np.exp(1 - 3 * 0.5)))
    assert (hazard == hazard.T).all()


@pytest.mark.parametrize("mechanism", [NEARBY, STRONGER, War(STAKES)])
def test_who_is_no_member_does_nothing_and_nobody_quarrels_with_himself(mechanism):
    hazard = mechanism.hazard(WORLD)
    assert not hazard[2].any()
    assert not hazard[:, 2].any()
    assert not np.diag(hazard).any()


def test_the_chances_of_the_two_to_begin_add_up_to_one():
    hazard = STRONGER.hazard(WORLD)
    assert (hazard + hazard.T)[0, [1, 3]].tolist() == [1, 1]
    assert hazard[0, 1] > 0.5


def test_territory_makes_war_more_likely_and_so_do_more_originators():
    plain = War(STAKES).hazard(WORLD)[0, 1]
    assert War(STAKES, demand="territorial").hazard(WORLD)[0, 1] > plain
    assert War(STAKES, originators=5).hazard(WORLD)[0, 1] > plain


def test_the_same_stream_draws_the_same_disputes_and_each_pair_once():
    begun = NEARBY.step(WORLD, Stream(1).child(1914))
    assert (begun == NEARBY.step(WORLD, Stream(1).child(1914))).all()
    assert (begun == begun.T).all()


def test_just_one_of_two_begins():
    first = STRONGER.step(WORLD, Stream(5))
    pairs = (first.astype(int) + first.T)[np.ix_([0, 1, 3], [0, 1, 3])]
    assert (pairs == 1 - np.eye(3)).all()


def test_disputes_come_as_often_as_they_were_said_to():
    hazard = NEARBY.hazard(WORLD)
    drawn = [NEARBY.step(WORLD, Stream(9).child(run))[0, 1] for run in range(2000)]
    assert np.mean(drawn) == pytest.approx(hazard[0, 1], abs=0.04)


def test_a_mechanism_says_what_a_world_must_know():
    assert [field.name for field in NEARBY.needs] == ["alive", "distance"]
    assert {"cinc", "initiated_5"} <= {field.name for field in STRONGER.needs}


def test_a_coefficient_that_goes_with_no_term_is_a_fault():
    with pytest.raises(NeedFault, match="near"):
        Onset({"constant": 0.0, "near_": 1.0}).hazard(WORLD)


def test_one_run_takes_its_own_draw_of_every_coefficient():
    draws = Draws({"constant": np.array([-1.0, -2.0]), "near": np.array([3.0, 4.0])})
    assert of_run(draws, 1) == {"constant": -2.0, "near": 4.0}
