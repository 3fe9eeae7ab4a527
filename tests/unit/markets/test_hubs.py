from itertools import chain, combinations

import numpy as np
import pytest
from scipy.optimize import linprog
from unit.markets.making import names, trade

from foedus.faults import DataFault
from foedus.markets.hubs import betweenness, passage
from foedus.markets.trade import Trade


def world(legs):
    flows = np.array(legs, dtype=float) + np.diag(np.full(len(legs), 50.0))
    return Trade(names(len(legs)), ("all",), flows[..., None])


CHAIN = world(
    # S00 and S01 sanction S05; S02 and S03 are hubs, S04 feeds S03.
    [
        [0, 0, 4, 2, 3, 9],
        [0, 0, 1, 0, 2, 9],
        [0, 0, 0, 0, 0, 3],
        [0, 0, 0, 0, 0, 6],
        [0, 0, 0, 4, 0, 0],
        [0, 0, 0, 0, 0, 0],
    ]
)


def linear_bound(made, members, end, limits):
    """Solve the same maximum flow as a linear programme."""
    legs = made.flows.sum(axis=2)
    np.fill_diagonal(legs, 0.0)
    legs[members, end] = 0.0
    edges = [(i, j) for i, j in np.argwhere(legs > 0).tolist() if j not in members]
    edges = [(i, j) for i, j in edges if i != end]
    inner = [k for k in range(len(legs)) if k not in members and k != end]
    keep = np.array([[(j == k) - (i == k) for i, j in edges] for k in inner], dtype=float)
    into = np.array([[float(j == k) for i, j in edges] for k in inner])
    done = linprog(
        [-float(j == end) for i, j in edges],
        A_eq=keep,
        b_eq=np.zeros(len(inner)),
        A_ub=into,
        b_ub=[limits.get(names(len(legs))[k], 1e9) for k in inner],
        bounds=[(0, legs[e]) for e in edges],
    )
    return -done.fun


def test_the_bound_is_what_hubs_take_in_and_pass_on():
    found = passage(CHAIN, ("S00", "S01"), "S05")
    assert found.most == pytest.approx(3 + 6)
    assert found.through["S02"] == pytest.approx(3)
    assert found.through["S03"] == pytest.approx(6)


def test_a_hub_passes_no_more_than_it_can():
    found = passage(CHAIN, ("S00", "S01"), "S05", transit={"S03": 2.5})
    assert found.most == pytest.approx(3 + 2.5, rel=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_that_of_a_linear_programme(seed):
    made = trade(9, 2, seed=seed, barred=0.4)
    limits = {"S03": 0.01, "S05": 0.2}
    found = passage(made, ("S01", "S02"), "S00", transit=limits)
    bound = linear_bound(made, [1, 2], 0, limits)
    assert found.most == pytest.approx(bound, rel=1e-6)
    assert found.most >= bound * (1 - 1e-12)


def reaches(made, members, end, closed):
    """Whether goods still get from a member to the target with some states closed."""
    legs = made.flows.sum(axis=2) > 0
    seen, waiting = set(members), list(members)
    while waiting:
        i = waiting.pop()
        for j in np.flatnonzero(legs[i]):
            if j in seen or j in closed or (i in members and j == end):
                continue
            seen.add(int(j))
            waiting.append(int(j))
    return end in seen


@pytest.mark.parametrize("seed", range(6))
def test_the_cheapest_hubs_to_close_are_found_as_by_trying_all_sets(seed):
    made = trade(8, seed=seed, barred=0.55)
    draw = np.random.default_rng(seed)
    costs = {state: float(draw.uniform(0.5, 3)) for state in made.states}
    found = passage(made, ("S01", "S02"), "S00", costs=costs)
    inner = range(3, 8)
    sets = chain.from_iterable(combinations(inner, k) for k in range(6))
    best = min(
        sum(costs[f"S{k:02}"] for k in closed)
        for closed in sets
        if not reaches(made, [1, 2], 0, set(closed))
    )
    assert found.cut_cost == pytest.approx(best, abs=1e-6)
    assert not reaches(made, [1, 2], 0, {made.place(s) for s in found.cut})


def test_the_fewest_are_closed_where_all_cost_the_same():
    assert passage(CHAIN, ("S00", "S01"), "S05").cut == ("S02", "S03")


def test_where_nothing_can_go_round_there_is_nothing_to_close():
    found = passage(world([[0, 1, 5], [1, 0, 0], [5, 0, 0]]), ("S00",), "S02")
    assert found.most == 0
    assert found.cut == ()
    assert found.cut_cost == 0


def test_states_that_cannot_be_closed_cost_without_end():
    found = passage(CHAIN, ("S00", "S01"), "S05", costs={"S03": np.inf})
    assert found.cut_cost == np.inf
    assert found.cut == ()


def test_a_capacity_below_zero_is_refused():
    with pytest.raises(DataFault, match="S03"):
        passage(CHAIN, ("S00",), "S05", transit={"S03": -1.0})


def test_who_lies_between_all_others_lies_between_all_pairs():
    star = world([[0, 9, 9, 9], [9, 0, 0, 0], [9, 0, 0, 0], [9, 0, 0, 0]])
    assert betweenness(star) == {"S00": 1.0, "S01": 0.0, "S02": 0.0, "S03": 0.0}
