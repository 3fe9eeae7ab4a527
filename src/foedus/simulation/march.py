"""A run through all its years, and the next run, and the next.

In a year everybody reads the first of January; what is drawn is carried out when all have
drawn, in the order of names, and then capabilities move. Only those who join read the
disputes of the year itself. So nobody's draw hangs on who draws before him.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import normal
from foedus.simulation.births import arrive, depart
from foedus.simulation.compiled import compiled
from foedus.simulation.expecting import expect
from foedus.simulation.first_bounds import open_row
from foedus.simulation.founding import establish, foundings
from foedus.simulation.marks import note
from foedus.simulation.odds import FOE_AT, refresh, renew_due
from foedus.simulation.pacts import (
    apply_pacts,
    close,
    endings,
    entries,
    recall,
    signings,
    turn_over,
)
from foedus.simulation.pairs import of_two
from foedus.simulation.philox import WIDTH, row, word
from foedus.simulation.quarrels import quarrel, remember, weigh
from foedus.simulation.shapes import (
    BEREFT,
    DRIFT,
    EFFECTS,
    EMBARGO,
    ENDED,
    EXIT,
    F4,
    F8,
    FULL,
    K_ACCESSION,
    K_BIRTHS,
    K_CAPABILITY,
    K_FORMATION,
    K_FOUNDING,
    K_LEAVING,
    K_TERMINATION,
    K_TURNOVER,
    K_YEAR,
    MEMBERS,
    ORDERED,
    OTHERS,
    SHOCK,
    STOCK,
    TREATIES,
    UNBORN,
    USED,
    Events,
    Fixed,
    Rates,
    State,
)
from foedus.simulation.strains import calm, strike
from foedus.simulation.treaties import begin, draw_near, restore, touch


@compiled
def base(fixed: Fixed, features: F4, slopes: F8, out: F4) -> None:
    """Add up what no run moves, of all pairs; the first slope is the constant."""
    whole = np.empty(WIDTH)
    for i in range(WIDTH):
        if not fixed.could_be[i]:
            continue
        whole[:] = slopes[0] - fixed.scalars[OTHERS]
        for term in range(len(features)):
            slope, feature = slopes[term + 1], features[term, i]
            for j in range(WIDTH):
                whole[j] += slope * np.float64(feature[j])
        for j in range(WIDTH):
            out[i, j] = np.float32(whole[j])


@compiled
def found(fixed: Fixed, rates: Rates, state: State) -> None:
    """Put the treaties and memories that every run begins with, whatever was there."""
    none = np.uint64(0)
    state.pacted[:], state.owes[:], state.ints[:] = 0, 0, 0
    state.allies[:], state.foes[:], state.guards[:] = none, none, none
    state.cap[:], state.busy[:], state.signed[:] = fixed.cap, fixed.busy, fixed.signed
    state.counts[:] = fixed.counts[:, STOCK:]
    state.on_roster[:], state.alive[:] = fixed.on_roster, fixed.alive
    state.ints[MEMBERS] = fixed.members
    for i in range(WIDTH):
        state.since[i] = -1 if fixed.on_roster[i] else UNBORN
    for i in range(WIDTH):
        for j in range(i + 1, WIDTH):
            state.disputes[of_two(i, j)] = fixed.disputes[i, j]
            if fixed.disputes[i, j] >= FOE_AT:
                bits.put(state.foes, i, j)
                bits.put(state.foes, j, i)
    for place in range(fixed.treaties):
        if fixed.begins[place] < 0:
            begin(fixed, rates, state, place, 0, False)


@compiled
def bound(fixed: Fixed, rates: Rates, state: State) -> None:
    """Write the bounds with which every run of one draw begins."""
    for i in range(WIDTH):
        if fixed.could_be[i]:
            open_row(fixed, rates, state, i)
    for slot in range(state.ints[TREATIES]):
        if state.many[slot] >= 0:
            draw_near(fixed, rates, state, slot)


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
    if fixed.on[K_LEAVING]:
        depart(fixed, rates, state, events, run, year)
    if fixed.on[K_BIRTHS]:
        arrive(fixed, state, events, run, year)
    _decree(fixed, rates, state, events, run, year)
    if fixed.on[K_TURNOVER]:
        turn_over(fixed, state, events, run, year)
    if fixed.strains:
        strike(fixed, rates, state, run, year)
    renew_due(fixed, state, year)
    weigh(fixed, rates, state, year)
    signed = entered = ended = founded = 0
    if fixed.on[K_FORMATION]:
        signed = signings(fixed, rates, state, events, run, year, dense)
        if len(told) > 0:
            expect(fixed, rates, state, year, told)
    if fixed.on[K_ACCESSION]:
        entered = entries(fixed, rates, state, run, year, dense)
    if fixed.on[K_TERMINATION]:
        ended = endings(fixed, rates, state, run, year)
    if fixed.on[K_FOUNDING]:
        founded = foundings(fixed, rates, state, run, year)
    begun = quarrel(fixed, rates, state, events, run, year, dense)
    remember(fixed, rates, state, begun, year)
    apply_pacts(fixed, rates, state, events, run, year, signed, entered, ended)
    establish(fixed, rates, state, events, run, year, founded)
    if fixed.on[K_CAPABILITY]:
        _drift(fixed, state, run, year)
    state.unrest[:] = 0.0


@compiled
def _set_effects(fixed: Fixed, state: State, run: int) -> None:
    """Draw how the year effects stand as the run opens."""
    for one in range(EFFECTS):
        key = fixed.keys[K_YEAR + one]
        drawn = normal(word(key[0], key[1], 0, 0, 1, run, 0))
        state.tides[one] = fixed.effects[one, 3] + fixed.effects[one, 4] * drawn


@compiled
def _move_effects(fixed: Fixed, state: State, run: int, year: int) -> None:
    """Let the year effects move on by a year."""
    for one in range(EFFECTS):
        key, effect = fixed.keys[K_YEAR + one], fixed.effects[one]
        drawn = normal(word(key[0], key[1], 0, year, 0, run, 0))
        middle = effect[1]
        state.tides[one] = (
            middle + effect[0] * (state.tides[one] - middle) + effect[2] * drawn
        )
        alone = normal(word(key[0], key[1], 0, year, 2, run, 0))
        state.effects[one] = state.tides[one] + effect[5] * alone


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
            if not state.stands[opened]:
                # All but one of its members are no states any more.
                many = bits.listed(fixed.inside, place, state.members)
                a, b = state.members[0], state.members[many - 1]
                note(events, state, run, year, ENDED, a, b, BEREFT, fixed.code[place])
            if fixed.born[place] == fixed.year + year:
                recall(fixed, state, place, year)
        if fixed.ends[place] == year:
            for slot in range(state.ints[TREATIES]):
                if state.code[slot] == fixed.code[place] and state.stands[slot]:
                    close(fixed, rates, state, events, run, year, slot, ORDERED)
    for move in range(fixed.moved):
        if fixed.moves[move, 0] != year:
            continue
        kind, a, b = fixed.moves[move, 1], fixed.moves[move, 2], fixed.moves[move, 3]
        if kind == SHOCK:
            state.cap[a] += fixed.sizes[move]
        elif kind == EMBARGO:
            touch(state, a, b)
            refresh(fixed, rates, state, a, b, year)
        elif kind == EXIT:
            state.unrest[a] += fixed.sizes[move]


@compiled
def _drift(fixed: Fixed, state: State, run: int, year: int) -> None:
    """Let capabilities move by chance."""
    key = fixed.keys[K_CAPABILITY]
    row(key[0], key[1], 0, year, 0, run, state.words)
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        state.cap[i] += fixed.scalars[DRIFT] * normal(state.words[i])
