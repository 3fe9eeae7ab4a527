"""What holds of disputes in any world, whatever the coefficients."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from foedus.chance import Stream
from foedus.mechanisms.onset import Initiator, Onset, War
from foedus.past import fields

N = 5
SHARE = st.floats(0, 1)
COEFFICIENT = st.floats(-50, 50)


@st.composite
def worlds(draw):
    apart = draw(arrays(float, (N, N), elements=st.floats(0, 2e4)))
    begun = draw(arrays(float, (N, N), elements=st.floats(0, 9)))
    known = arrays(float, N, elements=SHARE | st.just(np.nan))
    return {
        fields.ALIVE: draw(arrays(int, N, elements=st.integers(0, 1))),
        fields.CINC: draw(known),
        fields.POLYARCHY: draw(known),
        fields.DISTANCE: apart + apart.T,
        fields.ORIGINATED_8: begun,
    }


@given(worlds(), COEFFICIENT, COEFFICIENT, COEFFICIENT)
def test_a_chance_is_a_chance_and_the_same_from_both_sides(world, base, near, strong):
    onset = Onset({"constant": base, "near": near, "cap_hi": strong})
    war = War({"constant": base, "near": near, "terr": strong}, demand="territorial")
    for hazard in (onset.hazard(world), war.hazard(world)):
        assert ((hazard >= 0) & (hazard <= 1)).all()
        assert (hazard == hazard.T).all()


@given(worlds(), COEFFICIENT, COEFFICIENT)
def test_one_of_two_members_begins_for_sure(world, strong, begun):
    initiator = Initiator({"d_cap": strong, "d_begun": begun, "d_dem": 1.0})
    hazard = initiator.hazard(world)
    alive = np.outer(world[fields.ALIVE], world[fields.ALIVE]) * (1 - np.eye(N))
    assert np.allclose(hazard + hazard.T, alive)
    first = initiator.step(world, Stream(1))
    assert (first.astype(int) + first.T == alive).all()


@given(worlds(), COEFFICIENT)
def test_who_joins_the_system_moves_nobody_elses_dispute(world, base):
    onset = Onset({"constant": base, "near": 1.0})
    every = {**world, fields.ALIVE: np.ones(N)}
    some, all_ = onset.step(world, Stream(3)), onset.step(every, Stream(3))
    there = np.outer(world[fields.ALIVE], world[fields.ALIVE]) > 0
    assert (some[there] == all_[there]).all()
