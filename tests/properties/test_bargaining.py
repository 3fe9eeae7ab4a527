"""What must hold of every issue on a line, whatever its stakeholders."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.bargaining.challenge import Rest, challenge
from foedus.bargaining.compromise import compromise
from foedus.bargaining.condorcet import condorcet
from foedus.bargaining.election import Ratio, chances, victories
from foedus.bargaining.median import median
from foedus.bargaining.offers import Variant
from foedus.bargaining.stakes import Stakes, stakes_of

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=20)
METHODS = {
    "compromise": compromise,
    "median": median,
    "condorcet": lambda s: condorcet(s).expected(),
    "linear": lambda s: condorcet(s, ratio=Ratio.LINEAR).expected(),
    "conditional": lambda s: condorcet(s, process="conditional").expected(),
    "incentive": lambda s: condorcet(s, process="incentive").expected(),
    "challenge": lambda s: challenge(s).medians[-1],
    "published": lambda s: challenge(s, variant=Variant.PUBLISHED).medians[-1],
}
"""Each gives an outcome of every draw; of the rounds where they stand, settled or not."""
each_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)

# Whole numbers bring many ties, fractions few; both are wanted.
POINTS = st.one_of(
    st.integers(0, 100).map(float), st.floats(0, 100).map(lambda v: round(v, 3))
)
CARES = st.one_of(
    st.integers(1, 100).map(float), st.floats(1, 100).map(lambda v: round(v, 3))
)


@st.composite
def issues(draw, least=1, most=7, rows=8):
    n = draw(st.integers(least, most))
    table = [
        [draw(st.lists(values, min_size=n, max_size=n)) for _ in range(rows)]
        for values in (POINTS, CARES, CARES)
    ]
    return stakes_of([f"a{k}" for k in range(n)], *table)


@each_method
@STEADY
@given(stakes=issues(), point=POINTS, influence=CARES, place=st.integers(0, 7))
def test_an_actor_to_whom_it_does_not_matter_changes_nothing(
    method, stakes, point, influence, place
):
    at = min(place, len(stakes.actors))
    more = Stakes(
        (*stakes.actors[:at], "idle", *stakes.actors[at:]),
        np.insert(stakes.positions, at, point, axis=1),
        np.insert(stakes.salience, at, 0.0, axis=1),
        np.insert(stakes.influence, at, influence, axis=1),
    )
    scaled = np.allclose(more.influence.max(axis=1), stakes.influence.max(axis=1))
    tolerance = 1e-9 if scaled else 1e-6
    assert method(more) == pytest.approx(method(stakes), abs=tolerance)


@each_method
@STEADY
@given(stakes=issues(), factor=st.sampled_from([0.01, 0.3, 7.0, 1e4]))
def test_influence_in_another_unit_changes_nothing(method, stakes, factor):
    scaled = Stakes(
        stakes.actors, stakes.positions, stakes.salience, factor * stakes.influence
    )
    assert method(scaled) == pytest.approx(method(stakes), abs=1e-6)


@each_method
@STEADY
@given(stakes=issues(), point=POINTS)
def test_all_at_one_point_stay_there(method, stakes, point):
    there = Stakes(
        stakes.actors,
        np.full_like(stakes.positions, point),
        stakes.salience,
        stakes.influence,
    )
    assert (method(there) == point).all()


@each_method
@STEADY
@given(stakes=issues())
def test_no_outcome_leaves_the_hull_of_positions(method, stakes):
    found = method(stakes)
    assert (found >= stakes.positions.min(axis=1)).all()
    assert (found <= stakes.positions.max(axis=1)).all()


@each_method
@STEADY
@given(stakes=issues(), seed=st.integers(0, 1000))
def test_the_order_of_names_changes_nothing(method, stakes, seed):
    order = np.random.default_rng(seed).permutation(len(stakes.actors))
    assert (method(stakes.taken(order)) == method(stakes)).all()


@STEADY
@given(stakes=issues(), seed=st.integers(0, 1000))
def test_rounds_of_names_in_another_order_are_those_rounds(stakes, seed):
    order = np.random.default_rng(seed).permutation(len(stakes.actors))
    one, other = challenge(stakes), challenge(stakes.taken(order))
    assert (other.path == one.path[:, :, order]).all()
    assert (other.kinds == one.kinds[:, :, order]).all()


@pytest.mark.parametrize("name", ["compromise", "median", "condorcet", "conditional"])
@STEADY
@given(stakes=issues(), part=st.sampled_from([0.25, 0.5]))
def test_a_stakeholder_that_splits_in_two_changes_nothing(name, stakes, part):
    first = stakes.influence[:, :1]
    split = Stakes(
        (*stakes.actors, "other half"),
        np.hstack([stakes.positions, stakes.positions[:, :1]]),
        np.hstack([stakes.salience, stakes.salience[:, :1]]),
        np.hstack([part * first, stakes.influence[:, 1:], (1 - part) * first]),
    )
    assert METHODS[name](split) == pytest.approx(METHODS[name](stakes), abs=1e-6)


@each_method
@STEADY
@given(stakes=issues(least=2))
def test_each_draw_is_worked_by_itself(method, stakes):
    rows = [
        Stakes(stakes.actors, *(v[k : k + 1] for v in columns(stakes)))
        for k in range(stakes.count)
    ]
    assert [float(method(row)[0]) for row in rows] == pytest.approx(
        method(stakes).tolist(), abs=1e-9
    )


def columns(stakes):
    return stakes.positions, stakes.salience, stakes.influence


@STEADY
@given(stakes=issues(), process=st.sampled_from(["uniform", "conditional", "incentive"]))
def test_an_election_gives_chances_to_positions_and_one_in_all(stakes, process):
    held = condorcet(stakes, process=process)
    assert held.chances.min() >= 0
    assert held.chances.sum(axis=1) == pytest.approx(1.0)


@STEADY
@given(stakes=issues(), turn=st.floats(0, 1, exclude_max=True))
def test_the_lottery_picks_a_point_that_has_a_chance(stakes, turn):
    held = condorcet(stakes)
    picked = held.chosen(np.full(stakes.count, turn))
    for row in range(stakes.count):
        there = stakes.positions[row] == picked[row]
        assert held.chances[row, there].sum() > 0


@STEADY
@given(
    cells=st.lists(st.floats(0.01, 10), min_size=16, max_size=16),
    ratio=st.sampled_from(list(Ratio)),
)
def test_the_stable_state_of_an_election_is_one(cells, ratio):
    odds = victories(np.array(cells).reshape(4, 4), ratio=ratio)
    assert odds + odds.T == pytest.approx(np.ones((4, 4)))
    held = chances(odds, "uniform")
    step = (odds * (held[:, None] + held[None, :])).sum(axis=1) / 4
    assert step == pytest.approx(held, abs=1e-12)


@STEADY
@given(stakes=issues(least=2))
def test_more_rounds_change_nothing_in_what_has_come_to_rest(stakes):
    few, many = challenge(stakes, rounds=5), challenge(stakes, rounds=12)
    assert (many.settled >= few.settled).all()
    assert (many.outcome[few.settled] == few.outcome[few.settled]).all()
    assert (many.path[-1][few.settled] == few.path[-1][few.settled]).all()


@STEADY
@given(stakes=issues(least=2))
def test_what_does_not_come_to_rest_has_no_outcome(stakes):
    found = challenge(stakes, rounds=2)
    assert (np.isnan(found.outcome) == ~found.settled).all()
    for row in np.flatnonzero(~found.settled):
        assert found.rest(int(row)) is not Rest.SETTLED
        assert np.abs(found.path[2, row] - found.path[1, row]).max() > 0.1
