"""Treaties of a run: what begins, grows and ends, and what that does to pairs."""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exps
from foedus.simulation.compiled import compiled
from foedus.simulation.odds import refresh
from foedus.simulation.philox import WIDTH
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

E_CONSTANT, E_NEAREST, E_NEARNESS, E_KIN, E_MANY, E_AGE, E_OPEN, E_DEFENCE = range(8)


@compiled
def touch(state: State, i: int, j: int) -> None:
    """Note that a pair is no longer as at the opening."""
    place = state.ints[TOUCHED]
    if place < MOST_TOUCHED:
        state.touched[place] = i * 256 + j
    state.ints[TOUCHED] = place + 1


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
    ties = state.pacted[i, j] > 0, state.owes[i, j] > 0, state.owes[j, i] > 0
    state.pacted[i, j] += by
    state.pacted[j, i] += by
    if bits.holds(state.owing, slot, i):
        _bind(state, i, j, by)
    if bits.holds(state.owing, slot, j):
        _bind(state, j, i, by)
    if live:
        now = state.pacted[i, j] > 0, state.owes[i, j] > 0, state.owes[j, i] > 0
        if ties != now:
            touch(state, i, j)
            refresh(fixed, rates, state, i, j, year)


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
        state.nearest[row], state.nearness[row], state.kin[row] = 0.0, 0.0, 0.0
        for one in range(many):
            draw_near(fixed, state, row, state.members[one])
        draw(fixed, rates, state, slot, row)
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
    row = state.many[slot]
    state.grown[row] = 1
    draw_near(fixed, state, row, k)
    draw(fixed, rates, state, slot, row)


@compiled
def draw_near(fixed: Fixed, state: State, row: int, m: int) -> None:
    """Let each state see one member more of a pact of many."""
    nearest, nearness, kin = state.nearest[row], state.nearness[row], state.kin[row]
    near, region = fixed.near[m], fixed.region[m]
    own = nearest[m], nearness[m]
    for k in range(WIDTH):
        nearest[k] = max(nearest[k], near[k])
        nearness[k] += near[k]
        kin[k] += region[k]
    # A state is no neighbour of its own.
    nearest[m], nearness[m] = own


@compiled
def draw(fixed: Fixed, rates: Rates, state: State, slot: int, row: int) -> None:
    """Work out what draws each state to a pact of many, but for what all share."""
    d, many = rates.accession, np.float64(state.clauses[slot, SIZE])
    nearest, nearness, kin = state.nearest[row], state.nearness[row], state.kin[row]
    pull, reach = state.pull[row], state.reach[row]
    for k in range(WIDTH):
        told = d[E_NEAREST] * nearest[k] + d[E_KIN] * kin[k] / many
        pull[k] = told + d[E_NEARNESS] * nearness[k] / many
    exps(pull, state.y)
    for k in range(WIDTH):
        reach[k] = np.float32(state.y[k] * 1.0002)
    members = bits.listed(state.inside, slot, state.members)
    for place in range(members):
        reach[state.members[place]] = np.float32(0.0)


@compiled
def restore(fixed: Fixed, opening: State, state: State) -> None:
    """Set a run's state back to the opening, cell by cell where few were touched."""
    touched = state.ints[TOUCHED]
    if touched > MOST_TOUCHED:
        for i in range(256):
            for j in range(256):
                _pair_back(opening, state, i, j)
    else:
        for place in range(touched):
            i, j = state.touched[place] >> 8, state.touched[place] & 255
            _pair_back(opening, state, i, j)
            _pair_back(opening, state, j, i)
    _rest_back(opening, state)


@compiled
def _pair_back(opening: State, state: State, i: int, j: int) -> None:
    state.e[i, j], state.f[i, j] = opening.e[i, j], opening.f[i, j]
    state.own[i, j], state.other[i, j] = opening.own[i, j], opening.other[i, j]
    state.disputes[i, j], state.lift[i, j] = opening.disputes[i, j], 0.0


@compiled
def _rest_back(opening: State, state: State) -> None:
    # An entry alters some of these for each member: copied whole they are sooner back.
    state.pacted[:], state.owes[:] = opening.pacted, opening.owes
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
            state.reach[row], state.pull[row] = opening.reach[row], opening.pull[row]
            state.nearest[row], state.nearness[row] = (
                opening.nearest[row],
                opening.nearness[row],
            )
            state.kin[row] = opening.kin[row]
            state.grown[row] = 0
    for place in range(USED):
        state.ints[place] = 0
    state.ints[TREATIES], state.ints[MANY] = slots, many
    state.ints[MEMBERS] = opening.ints[MEMBERS]
