"""States that come and go, as a year opens.

A new state takes one of the places that no state of the opening world has. What it is was
settled before the runs: each such place lies near one of the states that are, out of which
it comes, so that all that is kept by pairs holds for it beforehand. Which of the places are
taken is each run's own draw; once all are, none is born. A state that is no more falls to
another, the likelier the nearer that is; its pacts of two end, and pacts of many lose a
member.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exp, log, logistic
from foedus.simulation.bunching import counted
from foedus.simulation.compiled import compiled
from foedus.simulation.marks import WHOLE, note
from foedus.simulation.pacts import close
from foedus.simulation.philox import WIDTH, row, word
from foedus.simulation.shapes import (
    BEREFT,
    BIRTHS,
    BORN,
    DIED,
    K_BIRTHS,
    K_LEAVING,
    MAJOR,
    MEMBERS,
    SIZE,
    TREATIES,
    UNBORN,
    Events,
    Fixed,
    Rates,
    State,
)
from foedus.simulation.treaties import between, draw_near

FEWEST = 3
"""States that are always left."""


@compiled
def depart(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int
) -> None:
    """Draw which states are no more, and let their neighbours have them."""
    key, gone = fixed.keys[K_LEAVING], 0
    bar = logistic(rates.leaving[0]) * WHOLE
    row(key[0], key[1], 0, year, 0, run, state.words)
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        if np.float64(state.words[i]) < bar:
            state.some[gone] = i
            gone += 1
    for place in range(gone):
        if state.ints[MEMBERS] > FEWEST:
            _end(fixed, rates, state, events, run, year, state.some[place])


@compiled
def _end(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int, k: int
) -> None:
    """Let one state be no more."""
    key = fixed.keys[K_LEAVING]
    heir = _heir(fixed, state, k, word(key[0], key[1], 1 + k, year, 0, run, 0))
    note(events, state, run, year, DIED, k, heir, 0, 0)
    for slot in range(state.ints[TREATIES]):
        if state.stands[slot] and bits.holds(state.inside, slot, k):
            if state.clauses[slot, SIZE] <= 2:
                close(fixed, rates, state, events, run, year, slot, BEREFT)
            else:
                _quit(fixed, rates, state, slot, k, year)
    state.cap[heir] = log(exp(state.cap[heir]) + exp(state.cap[k]))
    state.busy[k] = state.signed[k] = 0.0
    for i in range(WIDTH):
        bits.take(state.foes, i, k)
    state.on_roster[k] = 0
    muster(state)


@compiled
def _heir(fixed: Fixed, state: State, k: int, drawn: np.uint32) -> int:
    """Draw to whom a state falls, by nearness, in the order of places."""
    whole, last = 0.0, -1
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        if i != k:
            whole += fixed.near[k, i]
            last = i
    left = (np.float64(drawn) + 0.5) / WHOLE * whole
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        if i != k:
            left -= fixed.near[k, i]
            if left < 0.0:
                return i
    return last


@compiled
def _quit(fixed: Fixed, rates: Rates, state: State, slot: int, k: int, year: int) -> None:
    """Let a pact of many go on without a member."""
    members = state.members
    many = bits.listed(state.inside, slot, members)
    for place in range(many):
        if members[place] != k:
            between(fixed, rates, state, slot, members[place], k, -1, year, True)
    bits.take(state.inside, slot, k)
    bits.take(state.owing, slot, k)
    major, many = 0, bits.listed(state.inside, slot, members)
    for place in range(many):
        if fixed.major[members[place]] > 0:
            major = 1
    state.clauses[slot, SIZE], state.clauses[slot, MAJOR] = many, major
    state.grown[state.many[slot]] = 1
    draw_near(fixed, rates, state, slot)


@compiled
def arrive(fixed: Fixed, state: State, events: Events, run: int, year: int) -> None:
    """Draw how many states are born, and which of those that might be."""
    key = fixed.keys[K_BIRTHS]
    drawn = word(key[0], key[1], 0, year, 0, run, 0)
    for one in range(counted(fixed, state, BIRTHS, drawn)):
        k = _newborn(fixed, state, word(key[0], key[1], 1 + one, year, 0, run, 0))
        if k < 0:
            break
        _begin(fixed, state, k, year)
        note(events, state, run, year, BORN, k, fixed.parent[k], 0, 0)
    muster(state)


@compiled
def _newborn(fixed: Fixed, state: State, drawn: np.uint32) -> int:
    """Pick a place that no state has had, of those that come first if any is left."""
    for first, stop in ((0, fixed.nearby), (fixed.nearby, fixed.possibles)):
        free = 0
        for place in range(first, stop):
            free += _may_be(fixed, state, fixed.possible[place])
        left = int(np.float64(drawn) / WHOLE * free)
        for place in range(first, stop):
            k = fixed.possible[place]
            if _may_be(fixed, state, k):
                if left == 0:
                    return k
                left -= 1
    return -1


@compiled
def _may_be(fixed: Fixed, state: State, k: int) -> int:
    """Give 1 for a place that is free, and whose parent is a state."""
    return 1 if state.since[k] == UNBORN and state.on_roster[fixed.parent[k]] else 0


@compiled
def _begin(fixed: Fixed, state: State, k: int, year: int) -> None:
    """Let a state be, and its parent be so much weaker, by half at most."""
    parent, taken = fixed.parent[k], exp(fixed.cap[k])
    state.since[k], state.on_roster[k], state.cap[k] = year, 1, fixed.cap[k]
    strength = exp(state.cap[parent])
    state.cap[parent] = log(max(strength - taken, strength / 2.0))


@compiled
def muster(state: State) -> None:
    """List who is a state, by place."""
    many = 0
    for i in range(WIDTH):
        if state.on_roster[i]:
            state.alive[many] = i
            many += 1
    state.ints[MEMBERS] = many
