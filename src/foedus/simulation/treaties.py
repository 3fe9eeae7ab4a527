"""Treaties of a run: what begins, grows and ends, and what that does to pairs."""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exps
from foedus.simulation.compiled import compiled
from foedus.simulation.odds import MARGIN
from foedus.simulation.pairs import halves, of_two
from foedus.simulation.philox import WIDTH
from foedus.simulation.retying import retie
from foedus.simulation.shapes import (
    FULL,
    LANES,
    MAJOR,
    MANY,
    MEMBERS,
    MOST_MANY,
    MOST_TOUCHED,
    MOST_TREATIES,
    SIZE,
    TOUCHED,
    TREATIES,
    USED,
    Fixed,
    Rates,
    State,
)

FULL_TREATIES, FULL_MANY, FULL_EVENTS = 1, 2, 3
"""What ran full, as `State.ints[FULL]` tells it."""

MOST_SHARED = 255
"""Treaties that two states can share."""

E_CONSTANT, E_NEAREST, E_NEARNESS, E_KIN, E_MANY, E_AGE, E_OPEN, E_DEFENCE = range(8)


@compiled
def touch(state: State, i: int, j: int) -> None:
    """Note that a pair is no longer as at the opening."""
    low, high, place = min(i, j), max(i, j), state.ints[TOUCHED]
    if bits.holds(state.marked, low, high):
        return
    bits.put(state.marked, low, high)
    if place < MOST_TOUCHED:
        state.touched[place] = low * WIDTH + high
    state.ints[TOUCHED] = place + 1


@compiled
def _ties(state: State, i: int, j: int) -> int:
    """Tell how two are tied, as `retying.retie` has it."""
    shared, owed = state.pacted[i, j] > 0, state.owes[i, j] > 0
    return (1 if shared else 0) + (2 if owed else 0) + (4 if state.owes[j, i] > 0 else 0)


@compiled
def _bind(state: State, i: int, j: int, by: int) -> None:
    """Let one promise of defence more, or fewer, be owed by the first to the second."""
    state.owes[i, j] += by
    owed = state.owes[i, j] > 0
    if owed:
        bits.put(state.guards, j, i)
    else:
        bits.take(state.guards, j, i)
    if owed or state.owes[j, i] > 0:
        bits.put(state.allies, i, j)
        bits.put(state.allies, j, i)
    else:
        bits.take(state.allies, i, j)
        bits.take(state.allies, j, i)


@compiled
def between(
    fixed: Fixed, rates: Rates, state: State, slot: int, i: int, j: int, by: int,
    year: int, live: bool,
) -> None:  # fmt: skip
    """Bind two members, or set them free; bounds are renewed where a tie comes or goes."""
    was = _ties(state, i, j)
    if by > 0 and state.pacted[i, j] == MOST_SHARED:
        state.ints[FULL] = FULL_TREATIES
        return
    state.pacted[i, j] += by
    state.pacted[j, i] += by
    if bits.holds(state.owing, slot, i):
        _bind(state, i, j, by)
    if bits.holds(state.owing, slot, j):
        _bind(state, j, i, by)
    if live:
        touch(state, i, j)
        now = _ties(state, i, j)
        if now != was:
            retie(rates, state, i, j, was, now)


@compiled
def among(
    fixed: Fixed, rates: Rates, state: State, slot: int, by: int, year: int, live: bool
) -> None:
    """Bind all members of a treaty with one another, or set them free."""
    members = state.members
    many = bits.listed(state.inside, slot, members)
    for one in range(many):
        for other in range(one + 1, many):
            between(fixed, rates, state, slot, members[one], members[other], by, year, live)


@compiled
def begin(
    fixed: Fixed, rates: Rates, state: State, place: int, year: int, live: bool
) -> None:
    """Let a treaty of the scenario run."""
    slot = state.ints[TREATIES]
    if slot >= MOST_TREATIES:
        state.ints[FULL] = FULL_TREATIES
        return
    state.ints[TREATIES] = slot + 1
    state.code[slot], state.born[slot] = fixed.code[place], fixed.born[place]
    for lane in range(LANES):
        state.inside[slot, lane] = fixed.inside[place, lane]
        state.owing[slot, lane] = fixed.owing[place, lane]
    for clause in range(SIZE + 1):
        state.clauses[slot, clause] = fixed.clauses[place, clause]
    if live and not _all_there(state, slot):
        state.stands[slot], state.many[slot], state.pair[slot] = 0, -1, -1
        return
    stand(fixed, rates, state, slot, year, live)


@compiled
def _all_there(state: State, slot: int) -> bool:
    """Leave out members that are no states any more, and tell whether two are left."""
    many, left = bits.listed(state.inside, slot, state.members), 0
    for place in range(many):
        member = state.members[place]
        if state.on_roster[member]:
            left += 1
        else:
            bits.take(state.inside, slot, member)
            bits.take(state.owing, slot, member)
    state.clauses[slot, SIZE] = left
    return left > 1


@compiled
def sign(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, defence: bool, year: int
) -> None:
    """Let two sign a pact of two, of defence or, else, of peace."""
    slot = state.ints[TREATIES]
    if slot >= MOST_TREATIES:
        state.ints[FULL] = FULL_TREATIES
        return
    state.ints[TREATIES] = slot + 1
    state.code[slot] = new_code(i, j, year)
    state.born[slot] = fixed.year + year
    for lane in range(LANES):
        state.inside[slot, lane] = np.uint64(0)
        state.owing[slot, lane] = np.uint64(0)
    for member in (i, j):
        bits.put(state.inside, slot, member)
        if defence:
            bits.put(state.owing, slot, member)
    for clause in range(SIZE + 1):
        state.clauses[slot, clause] = 0
    state.clauses[slot, 0] = 0 if defence else 1
    state.clauses[slot, MAJOR] = 1 if fixed.major[i] + fixed.major[j] > 0 else 0
    state.clauses[slot, SIZE] = 2
    stand(fixed, rates, state, slot, year + 1, True)


@compiled
def new_code(i: int, j: int, year: int) -> int:
    """Name a treaty that two sign in a run: the pair and the year ahead."""
    return (1 << 31) | (year << 16) | (i << 8) | j


@compiled
def stand(
    fixed: Fixed, rates: Rates, state: State, slot: int, year: int, live: bool
) -> None:
    """Let a treaty whose members and clauses are written down stand, and bind them."""
    state.stands[slot] = 1
    state.many[slot] = state.pair[slot] = -1
    many = bits.listed(state.inside, slot, state.members)
    if many == 2:
        state.pair[slot] = state.members[0] * 256 + state.members[1]
    else:
        row = state.ints[MANY]
        if row >= MOST_MANY:
            state.ints[FULL] = FULL_MANY
            return
        state.ints[MANY] = row + 1
        state.many[slot] = row
        state.grown[row] = live
        if live:
            draw_near(fixed, rates, state, slot)
    among(fixed, rates, state, slot, 1, year, live)


@compiled
def end(fixed: Fixed, rates: Rates, state: State, slot: int, year: int) -> None:
    """Let a treaty end."""
    state.stands[slot] = 0
    among(fixed, rates, state, slot, -1, year, True)


@compiled
def enter(fixed: Fixed, rates: Rates, state: State, slot: int, k: int, year: int) -> None:
    """Let a state enter a pact of many; it owes defence if any member does."""
    owes = False
    members = state.members
    many = bits.listed(state.inside, slot, members)
    for lane in range(LANES):
        owes = owes or state.owing[slot, lane] != np.uint64(0)
    bits.put(state.inside, slot, k)
    if owes:
        bits.put(state.owing, slot, k)
    state.clauses[slot, SIZE] = many + 1
    if fixed.major[k] > 0:
        state.clauses[slot, MAJOR] = 1
    for place in range(many):
        between(fixed, rates, state, slot, members[place], k, 1, year, True)
    state.grown[state.many[slot]] = 1
    draw_near(fixed, rates, state, slot)


@compiled
def pull(fixed: Fixed, rates: Rates, state: State, slot: int, k: int) -> float:
    """Give what draws a state to a pact of many, but for what all outside share."""
    d, many = rates.accession, np.float64(state.clauses[slot, SIZE])
    nearest, nearness, kin = 0.0, 0.0, 0.0
    for lane in range(LANES):
        left = state.inside[slot, lane]
        while left:
            bit = bits.lowest(left)
            m = 64 * lane + bits.place_of(bit)
            left ^= bit
            nearest = max(nearest, np.float64(fixed.near[m, k]))
            nearness += fixed.near[m, k]
            kin += fixed.region[m, k]
    told = d[E_NEAREST] * nearest + d[E_KIN] * kin / many
    return told + d[E_NEARNESS] * nearness / many


@compiled
def draw_near(fixed: Fixed, rates: Rates, state: State, slot: int) -> None:
    """Bound the odds of all states to enter a pact of many, `State.reach`."""
    d, many, row = rates.accession, np.float64(state.clauses[slot, SIZE]), state.many[slot]
    nearest, nearness, kin = state.rows[0], state.rows[1], state.rows[2]
    nearest[:], nearness[:], kin[:] = np.float32(0.0), np.float32(0.0), np.float32(0.0)
    members = bits.listed(state.inside, slot, state.members)
    for place in range(members):
        near, region = fixed.near[state.members[place]], fixed.region[state.members[place]]
        for k in range(WIDTH):
            nearest[k] = max(nearest[k], near[k])
            nearness[k] += near[k]
            kin[k] += np.float32(region[k])
    for k in range(WIDTH):
        told = d[E_NEAREST] * nearest[k] + d[E_KIN] * kin[k] / many
        state.u[k] = told + d[E_NEARNESS] * nearness[k] / many
    exps(state.u, state.y)
    for k in range(WIDTH):
        nearest[k] = np.float32(state.y[k] * MARGIN)
    for place in range(members):
        nearest[state.members[place]] = np.float32(0.0)
    halves(nearest, state.reach[row])


@compiled
def restore(fixed: Fixed, opening: State, state: State) -> None:
    """Set a run's state back to the opening, cell by cell where few were touched."""
    touched = state.ints[TOUCHED]
    if touched > MOST_TOUCHED:
        state.e[:], state.f[:] = opening.e, opening.f
        state.own[:], state.other[:] = opening.own, opening.other
        state.pacted[:], state.owes[:] = opening.pacted, opening.owes
        state.disputes[:] = opening.disputes
    else:
        for place in range(touched):
            # Signed, as places are: numba would turn a sum of both kinds into a float.
            pair = np.int64(state.touched[place])
            _pair_back(opening, state, pair)  # type: ignore[arg-type]
    state.marked[:] = np.uint64(0)
    _rest_back(opening, state)


@compiled
def _pair_back(opening: State, state: State, pair: int) -> None:
    i, j = pair >> 8, pair & 255
    for one, other in ((i, j), (j, i)):
        state.e[one, other], state.own[one, other] = (
            opening.e[one, other],
            opening.own[one, other],
        )
        state.other[one, other] = opening.other[one, other]
        state.owes[one, other] = opening.owes[one, other]
        state.pacted[one, other] = opening.pacted[one, other]
    place = of_two(i, j)
    state.f[place], state.disputes[place] = opening.f[place], opening.disputes[place]


@compiled
def _rest_back(opening: State, state: State) -> None:
    state.cap[:], state.busy[:] = opening.cap, opening.busy
    state.signed[:], state.unrest[:] = opening.signed, 0.0
    state.on_roster[:], state.alive[:] = opening.on_roster, opening.alive
    state.since[:], state.counts[:] = opening.since, opening.counts
    state.allies[:], state.foes[:] = opening.allies, opening.foes
    state.guards[:] = opening.guards
    slots, many = opening.ints[TREATIES], opening.ints[MANY]
    state.code[:slots], state.born[:slots] = opening.code[:slots], opening.born[:slots]
    state.inside[:slots], state.owing[:slots] = (
        opening.inside[:slots],
        opening.owing[:slots],
    )
    state.clauses[:slots], state.stands[:slots] = (
        opening.clauses[:slots],
        opening.stands[:slots],
    )
    state.many[:slots], state.pair[:slots] = opening.many[:slots], opening.pair[:slots]
    for row in range(many):
        if state.grown[row]:
            state.reach[row] = opening.reach[row]
            state.grown[row] = 0
    for place in range(USED):
        state.ints[place] = 0
    state.ints[TREATIES], state.ints[MANY] = slots, many
    state.ints[MEMBERS] = opening.ints[MEMBERS]
