"""A run through all its years, and the next run, and the next.

In a year everybody reads the first of January; what is drawn is carried out when all have
drawn, in the order of names, and then capabilities move. Only those who join read the
disputes of the year itself. So nobody's draw hangs on who draws before him.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exp, normal
from foedus.simulation.compiled import compiled
from foedus.simulation.expecting import expect
from foedus.simulation.first_bounds import open_row
from foedus.simulation.odds import (
    J_DEFENCE,
    J_DEFENCE_TARGET,
    J_DEFENCE_WAR,
    J_O_DEFENCE,
    refresh,
)
from foedus.simulation.pacts import (
    apply_pacts,
    close,
    endings,
    entries,
    recall,
    signings,
    turn_over,
)
from foedus.simulation.philox import WIDTH, row, word
from foedus.simulation.quarrels import quarrel, remember, weigh
from foedus.simulation.shapes import (
    DRIFT,
    EMBARGO,
    EXIT,
    F4,
    F8,
    FULL,
    K_ACCESSION,
    K_CAPABILITY,
    K_FORMATION,
    K_TERMINATION,
    K_TURNOVER,
    K_YEAR,
    OTHERS,
    SHOCK,
    TREATIES,
    USED,
    Events,
    Fixed,
    Rates,
    State,
)
from foedus.simulation.strains import calm, strike
from foedus.simulation.treaties import begin, restore, touch
from foedus.terms.system import FOES


@compiled
def base(fixed: Fixed, features: F4, slopes: F8, out: F8) -> None:
    """Add up what no run moves, of all pairs; the first slope is the constant."""
    for i in range(WIDTH):
        for j in range(WIDTH):
            out[i, j] = slopes[0] - fixed.scalars[OTHERS]
    for term in range(len(features)):
        slope = slopes[term + 1]
        for i in range(WIDTH):
            for j in range(WIDTH):
                out[i, j] += slope * np.float64(features[term, i, j])


@compiled
def factors(rates: Rates) -> None:
    """Work out what pledges multiply the odds to join by, at most."""
    b = rates.joining
    most = max(0.0, b[J_DEFENCE_TARGET]) + max(0.0, b[J_DEFENCE_WAR])
    rates.pledge[0], rates.pledge[1] = exp(b[J_DEFENCE] + most), exp(b[J_O_DEFENCE])


@compiled
def open_(fixed: Fixed, rates: Rates, state: State) -> None:
    """Make the state with which every run of one draw begins, whatever it held before."""
    none = np.uint64(0)
    state.pacted[:], state.owes[:], state.ints[:] = 0, 0, 0
    state.allies[:], state.foes[:], state.guards[:] = none, none, none
    state.cap[:], state.busy[:], state.signed[:] = fixed.cap, fixed.busy, fixed.signed
    state.disputes[:] = fixed.disputes
    for one in range(fixed.members):
        i = fixed.alive[one]
        for other in range(fixed.members):
            j = fixed.alive[other]
            if state.disputes[i, j] >= FOES:
                bits.put(state.foes, i, j)
    for place in range(fixed.treaties):
        if fixed.begins[place] < 0:
            begin(fixed, rates, state, place, 0, False)
    for one in range(fixed.members):
        open_row(fixed, rates, state, fixed.alive[one])


@compiled
def march(
    fixed: Fixed, rates: Rates, opening: State, state: State, events: Events, first: int,
    runs: int, years: int, dense: bool, told: F8,
) -> int:  # fmt: skip
    """Take some runs through their years.

    Parameters
    ----------
    first, runs
        Number of the first run, and how many.
    dense
        Settle every pair by the full odds: the definition, and slow.
    told
        Takes what `expecting.expect` adds up, (2, W, W), if it has any room.

    Returns
    -------
    int
        The run in which a buffer ran full, whose kind `State.ints[FULL]` tells; else -1.
    """
    state.ints[USED] = 0
    for run in range(first, first + runs):
        restore(fixed, opening, state)
        calm(state)
        _set_effects(fixed, state, run)
        for year in range(years):
            _year(fixed, rates, state, events, run, year, dense, told)
            if state.ints[FULL] != 0:
                return run
    return -1


@compiled
def _year(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int,
    dense: bool, told: F8,
) -> None:  # fmt: skip
    _move_effects(fixed, state, run, year)
    _decree(fixed, rates, state, events, run, year)
    if fixed.on[K_TURNOVER]:
        turn_over(fixed, state, events, run, year)
    if fixed.strains:
        strike(fixed, rates, state, run, year)
    weigh(fixed, rates, state, year)
    signed = entered = ended = 0
    if fixed.on[K_FORMATION]:
        signed = signings(fixed, rates, state, events, run, year, dense)
        if len(told) > 0:
            expect(fixed, rates, state, year, told)
    if fixed.on[K_ACCESSION]:
        entered = entries(fixed, rates, state, run, year, dense)
    if fixed.on[K_TERMINATION]:
        ended = endings(fixed, rates, state, run, year)
    begun = quarrel(fixed, rates, state, events, run, year, dense)
    remember(fixed, rates, state, begun, year)
    apply_pacts(fixed, rates, state, events, run, year, signed, entered, ended)
    if fixed.on[K_CAPABILITY]:
        _drift(fixed, state, run, year)
    state.unrest[:] = 0.0


@compiled
def _set_effects(fixed: Fixed, state: State, run: int) -> None:
    """Draw how the year effects stand as the run opens."""
    for one in range(4):
        key = fixed.keys[K_YEAR + one]
        drawn = normal(word(key[0], key[1], 0, 0, 1, run, 0))
        state.effects[one] = fixed.effects[one, 3] + fixed.effects[one, 4] * drawn


@compiled
def _move_effects(fixed: Fixed, state: State, run: int, year: int) -> None:
    """Let the year effects move on by a year."""
    for one in range(4):
        key, effect = fixed.keys[K_YEAR + one], fixed.effects[one]
        drawn = normal(word(key[0], key[1], 0, year, 0, run, 0))
        middle = -effect[1] * effect[1] / 2.0
        state.effects[one] = (
            middle + effect[0] * (state.effects[one] - middle) + effect[2] * drawn
        )


@compiled
def _decree(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int
) -> None:
    """Carry out what the scenario does as a year opens."""
    for place in range(fixed.treaties):
        if fixed.begins[place] == year:
            opened = state.ints[TREATIES]
            begin(fixed, rates, state, place, year, True)
            if state.ints[FULL] != 0 or opened == state.ints[TREATIES]:
                return
            if fixed.born[place] == fixed.year + year:
                recall(fixed, state, place, year)
        if fixed.ends[place] == year:
            for slot in range(state.ints[TREATIES]):
                if state.code[slot] == fixed.code[place] and state.stands[slot]:
                    close(fixed, rates, state, events, run, year, slot, 1)
    for move in range(fixed.moved):
        if fixed.moves[move, 0] != year:
            continue
        kind, a, b = fixed.moves[move, 1], fixed.moves[move, 2], fixed.moves[move, 3]
        if kind == SHOCK:
            state.cap[a] += fixed.sizes[move]
        elif kind == EMBARGO:
            state.lift[a, b] += fixed.sizes[move]
            state.lift[b, a] = state.lift[a, b]
            touch(state, a, b)
            refresh(fixed, rates, state, a, b, year)
        elif kind == EXIT:
            state.unrest[a] += fixed.sizes[move]


@compiled
def _drift(fixed: Fixed, state: State, run: int, year: int) -> None:
    """Let capabilities move by chance."""
    key = fixed.keys[K_CAPABILITY]
    row(key[0], key[1], 0, year, 0, run, state.words)
    for place in range(fixed.members):
        i = fixed.alive[place]
        state.cap[i] += fixed.scalars[DRIFT] * normal(state.words[i])
