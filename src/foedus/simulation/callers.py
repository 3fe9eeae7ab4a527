"""Who called a joiner, by which treaty, and who is nobody's to call.

A state that would have stayed out is called by one that joined, to whom it owes defence.
Who called is told of each joiner when all have joined, for the event that tells of it.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.compiled import compiled
from foedus.simulation.shapes import MEMBERS, NEUTRAL, TREATIES, Fixed, State

LAST_ROUND = 60
"""Rounds of joining that are told apart."""
CODE = 0xFFFFFFFF
"""The part of a path that names a treaty."""


@compiled
def keep_out(fixed: Fixed, state: State, year: int) -> None:
    """Mark those that the scenario has neutral: on neither side, and nobody's to call."""
    for move in range(fixed.moved):
        if (
            fixed.moves[move, 1] == NEUTRAL
            and fixed.moves[move, 0] <= year < fixed.moves[move, 3]
        ):
            k = fixed.moves[move, 2]
            state.mask[k], state.side[k] = 0, 3


@compiled
def round_of(state: State, k: int) -> int:
    """Give the round in which a state joined, 0 for who began or stays out."""
    return int(np.int64(state.side[k]) >> 2)


@compiled
def caller_of(fixed: Fixed, state: State, k: int, side: int, before: int) -> int:
    """Find who on a side called a state: of those it owes defence, the first to join.

    Of joiners of rounds before the one told alone; -1 for nobody.
    """
    found, least = -1, before
    for place in range(state.ints[MEMBERS]):
        m = state.alive[place]
        joined, round = state.side[m] & 3 == side, round_of(state, m)
        if joined and m != k and round < least and state.owes[k, m] > 0:
            found, least = m, round
    return found


@compiled
def path(fixed: Fixed, state: State, k: int, own: int) -> int:
    """Tell how a state came to join, as `paths.Path` reads it; 0 if of itself."""
    round, caller = 1, own
    if state.owes[k, own] <= 0:
        round = round_of(state, k)
        if round < 2:
            return 0
        caller = caller_of(fixed, state, k, state.side[k] & 3, round)
        if caller < 0:
            return 0
    for slot in range(state.ints[TREATIES]):
        if (
            state.stands[slot]
            and bits.holds(state.owing, slot, k)
            and bits.holds(state.inside, slot, caller)
        ):
            return (round << 48) | ((caller + 1) << 32) | (state.code[slot] & CODE)
    return 0
