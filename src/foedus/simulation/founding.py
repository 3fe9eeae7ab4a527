"""Pacts of many that are founded: by whom, whom they take along, with what clauses.

How many a year founds is one draw. Only when there is one are states looked at: the first
founder is drawn among all, the second given the first, and each other comes along by its
own word, lifted by a wave that all share. A pact of many has three founders at least: were
nobody to come, the wave is lifted until one does.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exps, logistic, normal
from foedus.simulation.bunching import counted
from foedus.simulation.compiled import compiled
from foedus.simulation.marks import WHOLE, note
from foedus.simulation.odds import LN
from foedus.simulation.philox import WIDTH, row, word
from foedus.simulation.shapes import (
    F8,
    FOUNDED,
    FOUNDER,
    FOUNDING,
    FULL,
    K_FOUNDING,
    K_TAKEN,
    LANES,
    MAJOR,
    MEMBERS,
    MOST_FOUNDED,
    OPEN,
    PEACE,
    SIZE,
    TAKEN_SHIFT,
    TAKEN_SIGMA,
    TREATIES,
    UNLIMITED,
    Events,
    Fixed,
    Rates,
    State,
)
from foedus.simulation.treaties import FULL_MANY, FULL_TREATIES, stand

SETS = 16
"""Sets of clauses, as four bits tell them: defence 8, peace 4, unlimited 2, open 1."""

FIRST, SECOND, CLAUSES, WAVE = range(4)
"""What is drawn of a founding, besides who comes along."""


@compiled
def foundings(fixed: Fixed, rates: Rates, state: State, run: int, year: int) -> int:
    """Draw the pacts of many of a year; `State.founding` and `founders` hold them."""
    drawn = word(fixed.keys[K_FOUNDING, 0], fixed.keys[K_FOUNDING, 1], 0, year, 0, run, 0)
    many = counted(fixed, state, FOUNDING, drawn)
    if many > MOST_FOUNDED:
        state.ints[FULL] = FULL_MANY
        return 0
    for one in range(many):
        i = _first(fixed, rates, state, run, year, one)
        j = _second(fixed, rates, state, i, run, year, one)
        for lane in range(LANES):
            state.founders[one, lane] = np.uint64(0)
        bits.put(state.founders, one, i)
        bits.put(state.founders, one, j)
        _take_along(fixed, rates, state, i, j, run, year, one)
        at, chosen = _lot(fixed, run, year, one, CLAUSES) / WHOLE, 0
        while chosen < SETS - 1 and at >= fixed.clause_sets[chosen]:
            chosen += 1
        state.founding[one] = (chosen << 16) | (i << 8) | j
    return many


@compiled
def _lot(fixed: Fixed, run: int, year: int, one: int, step: int) -> float:
    """Draw what one founding of a year turns on, between none and all words."""
    key = fixed.keys[K_FOUNDING]
    return np.float64(word(key[0], key[1], one + 1, year, 0, run, step)) + 0.5


@compiled
def _picked(state: State, told: F8, at: float) -> int:
    """Pick a state by utilities, in the order of places; those told -700 are none."""
    exps(told, state.y)
    whole, last = 0.0, state.alive[0]
    for place in range(state.ints[MEMBERS]):
        whole += state.y[state.alive[place]]
    left = at / WHOLE * whole
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        if told[i] > -699.0:
            last = i
            left -= state.y[i]
            if left < 0.0:
                return i
    return last


@compiled
def _first(fixed: Fixed, rates: Rates, state: State, run: int, year: int, one: int) -> int:
    a, told = rates.founder, state.u
    for i in range(WIDTH):
        allies = LN[bits.shared(state.allies, i, i)]
        told[i] = a[0] * state.cap[i] + a[1] * fixed.major[i] + a[2] * fixed.dem[i]
        told[i] += a[3] * allies
    return _picked(state, told, _lot(fixed, run, year, one, FIRST))


@compiled
def _second(
    fixed: Fixed, rates: Rates, state: State, i: int, run: int, year: int, one: int
) -> int:
    a, told = rates.partner, state.u
    near, region, pacted = fixed.near[i], fixed.region[i], state.pacted[i]
    for j in range(WIDTH):
        told[j] = a[0] * near[j] + a[1] * region[j] + a[2] * np.float64(pacted[j] > 0)
        told[j] += a[3] * LN[bits.shared(state.allies, i, j)]
        told[j] += a[4] * abs(fixed.dem[i] - fixed.dem[j])
    told[i] = -700.0
    return _picked(state, told, _lot(fixed, run, year, one, SECOND))


@compiled
def _take_along(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, run: int, year: int, one: int
) -> None:
    """Draw who comes along with two founders; the one who nearly did if nobody does."""
    wave = fixed.scalars[TAKEN_SHIFT]
    key = fixed.keys[K_FOUNDING]
    drawn = word(key[0], key[1], one + 1, year, 0, run, WAVE)
    wave += fixed.scalars[TAKEN_SIGMA] * normal(drawn)
    row(fixed.keys[K_TAKEN, 0], fixed.keys[K_TAKEN, 1], one, year, 0, run, state.words)
    came, best, nearly = 0, -1.0, -1
    for place in range(state.ints[MEMBERS]):
        k = state.alive[place]
        if k in (i, j):
            continue
        chance = logistic(coming(fixed, rates, state, i, j, k) + wave)
        at = (np.float64(state.words[k]) + 0.5) / WHOLE
        if at < chance:
            bits.put(state.founders, one, k)
            came += 1
        close = chance / (1.0 - chance) * (1.0 - at) / at
        if close > best:
            best, nearly = close, k
    if came == 0 and nearly >= 0:
        bits.put(state.founders, one, nearly)


@compiled
def coming(fixed: Fixed, rates: Rates, state: State, i: int, j: int, k: int) -> float:
    """Give the log odds that a state comes along with two, but for the wave."""
    a, near, kin = rates.taken, fixed.near, fixed.region
    told = a[0] + a[1] * max(near[i, k], near[j, k]) + a[2] * min(near[i, k], near[j, k])
    told += a[3] * (kin[i, k] + kin[j, k]) / 2.0
    pacts = np.float64(state.pacted[i, k] > 0) + np.float64(state.pacted[j, k] > 0)
    shared = LN[bits.shared(state.allies, i, k)] + LN[bits.shared(state.allies, j, k)]
    return told + a[4] * pacts / 2.0 + a[5] * shared / 2.0 + a[6] * state.cap[k]


@compiled
def establish(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int, many: int
) -> None:
    """Carry out what was founded in a year."""
    for one in range(many):
        slot = state.ints[TREATIES]
        if slot >= len(state.code):
            state.ints[FULL] = FULL_TREATIES
            return
        state.ints[TREATIES] = slot + 1
        pair, chosen = state.founding[one] & 65535, state.founding[one] >> 16
        state.code[slot] = (3 << 30) | (one << 24) | (year << 16) | pair
        state.born[slot] = fixed.year + year
        _agree(fixed, state, slot, one, chosen)
        stand(fixed, rates, state, slot, year + 1, True)
        if state.ints[FULL] != 0:
            return
        i, j, code = pair >> 8, pair & 255, state.code[slot]
        defence = chosen >> 3
        note(events, state, run, year, FOUNDED, i, j, defence, code)
        inside = bits.listed(state.inside, slot, state.members)
        for place in range(inside):
            k = state.members[place]
            with_ = j if k == i else i
            note(events, state, run, year, FOUNDER, k, with_, defence, code)


@compiled
def _agree(fixed: Fixed, state: State, slot: int, one: int, chosen: int) -> None:
    """Write down who is in a pact of many, and its clauses."""
    clauses, major, size = state.clauses[slot], 0.0, 0
    for lane in range(LANES):
        inside = state.founders[one, lane]
        state.inside[slot, lane] = inside
        state.owing[slot, lane] = inside if chosen & 8 else np.uint64(0)
        size += bits.count(inside)
    for place in range(WIDTH):
        if bits.holds(state.inside, slot, place):
            major = max(major, fixed.major[place])
    clauses[PEACE], clauses[UNLIMITED] = (chosen >> 2) & 1, (chosen >> 1) & 1
    clauses[OPEN], clauses[MAJOR], clauses[SIZE] = chosen & 1, 1 if major > 0 else 0, size
