"""What is to be expected of pairs is the chance with which it is drawn."""

from datetime import date

import numpy as np
import pytest
from simulating import carried

from foedus.simulation import odds
from foedus.simulation.arithmetic import logistic
from foedus.simulation.expecting import expect
from foedus.simulation.march import march
from foedus.simulation.opening import fixed_of, opening_of, rates_at
from foedus.simulation.pacts import signings
from foedus.simulation.philox import WIDTH
from foedus.simulation.quarrels import weigh
from foedus.simulation.rates import rates_of
from foedus.simulation.run import chunk
from foedus.simulation.shapes import (
    EVENT,
    MEMBERS,
    MOST_TOUCHED,
    SIGNED,
    TOUCHED,
    empty_state,
)
from foedus.simulation.treaties import restore
from foedus.world.change import FormPact

NONE = np.zeros((0, WIDTH, WIDTH))


def ready(scenario, seed=3):
    """What a run needs, and a state in which a first run is to begin."""
    fixed = fixed_of(scenario, seed)
    rates = rates_at(fixed, rates_of(scenario.system, 2, seed=seed), 1)
    opening, state = opening_of(fixed, rates), empty_state()
    state.ints[TOUCHED], state.grown[:] = MOST_TOUCHED + 1, 1
    return fixed, rates, opening, state


def test_a_row_at_once_is_what_the_odds_say_of_each_pair():
    fixed, rates, opening, state = ready(carried(3))
    events = np.zeros(3 * 4096, EVENT)
    march(fixed, rates, opening, state, events, 0, 1, 3, False, NONE)
    # The third year, as its pacts were drawn: quarrels and pacts of a run have piled up.
    weigh(fixed, rates, state, 3)
    signings(fixed, rates, state, events, 0, 3, False)
    told = np.zeros((2, WIDTH, WIDTH))
    expect(fixed, rates, state, 3, told)
    alive = state.alive[: state.ints[MEMBERS]]
    assert np.all(np.diff(alive) > 0)
    for i in alive[::9]:
        for j in alive[alive > i]:
            chance = logistic(odds.signing(fixed, rates, state, i, j, 3))
            kind = logistic(odds.kind(fixed, rates, state, i, j))
            assert told[0, i, j] == pytest.approx(chance, rel=1e-12)
            assert told[1, i, j] == pytest.approx(chance * kind, rel=1e-12)
    assert np.count_nonzero(told[0]) == len(alive) * (len(alive) - 1) / 2


def test_as_many_pacts_are_drawn_as_were_to_be_expected():
    told = np.zeros((2, WIDTH, WIDTH))
    events = chunk(carried(), runs=range(200), seed=5, told=told).events
    signed = events[events["kind"] == SIGNED]
    for drawn, due in ((len(signed), told[0].sum()), (signed["c"].sum(), told[1].sum())):
        assert abs(drawn - due) < 4 * due**0.5


def test_what_is_expected_moves_nothing_that_is_drawn():
    told = np.zeros((2, WIDTH, WIDTH))
    plain = chunk(carried(), runs=range(5), seed=5).events
    assert np.array_equal(chunk(carried(), runs=range(5), seed=5, told=told).events, plain)


def test_a_pact_that_the_scenario_lets_two_sign_is_remembered_as_one_of_their_own():
    signing = FormPact(date(2024, 6, 1), "new", ("FJI", "NPL"))
    fixed, rates, opening, state = ready(carried(2, changes=(signing,)))
    events = np.zeros(2 * 4096, EVENT)
    march(fixed, rates, opening, state, events, 0, 1, 2, False, NONE)
    places = [carried().ids.index(one) for one in ("FJI", "NPL")]
    own = [
        (np.isin(events["a"], place) | np.isin(events["b"], place))
        & (events["kind"] == SIGNED)
        for place in places
    ]
    kept = odds.SIGNED_KEPT
    for place, mine in zip(places, own, strict=True):
        due = fixed.signed[place] * kept**2 + kept
        due += sum(kept ** (1 - int(one["year"])) for one in events[mine])
        assert state.signed[place] * odds.SIGNED_LEFT[2] == pytest.approx(due, rel=1e-12)


def test_a_pact_that_stands_as_runs_begin_is_not_remembered_twice():
    fixed, _, opening, state = ready(carried(1))
    restore(fixed, opening, state)
    assert np.array_equal(state.signed, fixed.signed)
