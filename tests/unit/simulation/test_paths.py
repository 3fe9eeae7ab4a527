"""Each joiner's event tells the way by which it came to join, and changes close ways."""

from datetime import date

import numpy as np
import pytest
from simulating import carried

from foedus.faults import DataFault, NeedFault
from foedus.simulation.opening import timetable
from foedus.simulation.paths import Path, path_of
from foedus.simulation.run import chunk
from foedus.simulation.shapes import JOINED
from foedus.world.change import Act, AmendPact, Neutral

DAY = date(2023, 1, 1)
NATO = "atop:3180"
WAR = Act(DAY, "RUS", "POL", war=True)


def ordered(*changes, runs=60):
    """Who joins the war that is ordered, as (state, side, path), run by run."""
    parts = frozenset({"war", "joining"})
    scenario = carried(1).but(changes=(WAR, *changes), parts=parts)
    pacts = {one.code: one.name for one in timetable(scenario)[0]}
    told = chunk(scenario, runs=range(runs), seed=3).events
    told = told[told["kind"] == JOINED]
    return [
        (int(one["run"]), scenario.names[one["a"]], scenario.names[one["b"]],
         path_of(int(one["code"]), scenario.names, pacts))
        for one in told
    ]  # fmt: skip


@pytest.fixture(scope="module")
def plain():
    return ordered()


def test_some_join_of_themselves_some_bound_and_some_called(plain):
    assert {path.way for *_, path in plain} == {"itself", "bound", "called"}


def test_who_is_bound_owes_defence_to_the_one_that_began_on_its_side(plain):
    owing = {one.name: one for one in timetable(carried(1))[0]}
    for _, state, side, path in plain:
        if path.way == "bound":
            assert path.caller == side
            assert state in owing[path.pact].owing
            assert side in owing[path.pact].members


def test_who_is_called_owes_defence_to_one_that_joined_its_side_before(plain):
    owing = {one.name: one for one in timetable(carried(1))[0]}
    joined = {(run, state): (side, path) for run, state, side, path in plain}
    called = [one for one in plain if one[-1].way == "called"]
    for run, state, side, path in called:
        beside, its_path = joined[run, path.caller]
        assert beside == side
        assert its_path.round < path.round
        assert {state} <= set(owing[path.pact].owing)
        assert path.caller in owing[path.pact].members


def test_who_joins_of_itself_owes_nothing_to_the_one_that_began_on_its_side(plain):
    bound = {
        (debtor, creditor)
        for one in timetable(carried(1))[0]
        for debtor in one.owing
        for creditor in one.members
    }
    of_itself = [(state, side) for _, state, side, path in plain if path == Path()]
    assert of_itself
    assert not bound & set(of_itself)


def test_a_neutral_joins_nobody_and_moves_none_that_it_would_not_have_called(plain):
    beside = [state for _, state, side, path in plain if path.way == "bound"]
    state = max(sorted(set(beside)), key=beside.count)
    without = ordered(Neutral(DAY, state))
    assert state not in {one[1] for one in without}
    called_by = {one[1] for one in plain if one[-1].caller == state}
    rest = [one for one in plain if one[1] != state and one[1] not in called_by]
    assert {one[:3] for one in without} <= {one[:3] for one in plain}
    assert len({one[:3] for one in rest} - {one[:3] for one in without}) < len(rest) / 2


def test_neutrality_that_ends_lets_a_state_join_again():
    parts = frozenset({"war", "joining"})
    acts = tuple(Act(date(year, 1, 1), "RUS", "POL", war=True) for year in (2023, 2025))
    neutral = Neutral(DAY, "USA", until=date(2025, 1, 1))
    scenario = carried(3).but(changes=(*acts, neutral), parts=parts)
    told = chunk(scenario, runs=range(200), seed=3).events
    mine = told[(told["kind"] == JOINED) & (told["a"] == scenario.names.index("USA"))]
    assert set(mine["year"]) == {2}


def test_who_is_freed_by_an_amendment_is_no_longer_bound_by_that_pact():
    nato = next(one for one in carried(1).treaties if one.name == NATO)
    left = tuple(state for state in nato.owing if state != "DEU")
    told = ordered(AmendPact(DAY, NATO, owing=left))
    by_pact = {state for _, state, _, path in told if (path.pact or "").startswith(NATO)}
    assert by_pact
    assert "DEU" not in by_pact
    none = ordered(AmendPact(DAY, NATO, owing=()))
    assert not [one for one in none if (one[-1].pact or "").startswith(NATO)]


def test_dense_and_thinned_kernels_tell_the_same_paths():
    changes = (WAR, Neutral(DAY, "USA"), AmendPact(DAY, NATO, owing=("GBR", "FRA")))
    scenario = carried(2).but(changes=changes)
    thin, dense = (
        chunk(scenario, runs=range(6), seed=5, dense=way).events for way in (False, True)
    )
    assert np.array_equal(thin, dense)


def test_an_act_of_one_that_is_no_state_then_is_refused():
    with pytest.raises(NeedFault, match="CSK in the world of 2022"):
        carried(1).but(changes=(Act(DAY, "CSK", "PRK"),))
    with pytest.raises(NeedFault, match="DDR in the world of 2022"):
        carried(1).but(changes=(Neutral(DAY, "DDR"),))


def test_neutrality_that_ends_as_it_begins_is_refused():
    with pytest.raises(DataFault, match="neutral from"):
        Neutral(DAY, "CHN", until=date(2023, 6, 1))


def test_an_amendment_tells_who_owes_in_one_way_only():
    with pytest.raises(DataFault, match="owing"):
        AmendPact(DAY, NATO, defence=False, owing=())
    with pytest.raises(DataFault, match="owing"):
        AmendPact(DAY, NATO, members=("USA", "GBR"), owing=("FRA",))
