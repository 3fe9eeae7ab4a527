"""Pacts of a year: who sign, who enters, which end; and whose leader leaves."""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exp, exps, log, logistic, logs
from foedus.simulation.compiled import compiled
from foedus.simulation.marks import LONGEST, SHORT, WHOLE, falls, note, places
from foedus.simulation.odds import (
    F_CAP,
    F_RATIO,
    F_REACH,
    F_SHARED,
    F_SIGNING,
    F_YOUNG,
    LN,
    LN_AGE,
    LN_PAIRS,
    MARGIN,
    SIGNED_LEFT,
    crowding,
    feud,
    heat_up,
    kind,
    sharing,
    signing,
    youth,
)
from foedus.simulation.pairs import above, wholes
from foedus.simulation.philox import WIDTH, row, singles, twins, word
from foedus.simulation.shapes import (
    ACCESSION,
    ENDED,
    ENTERED,
    FORMATION,
    FULL,
    K_ACCESSION,
    K_FORMATION,
    K_KIND,
    K_REPLACEMENT,
    K_TERMINATION,
    K_TURNOVER,
    LANES,
    LEADER,
    MAJOR,
    MEMBERS,
    MOST_BEGUN,
    OF_ITSELF,
    OPEN,
    PEACE,
    REPLACED,
    REPLACING,
    SIGNED,
    SIGNING_PRIOR,
    SIZE,
    TERMINATION,
    TREATIES,
    TURNOVER,
    UNLIMITED,
    UNREST,
    Events,
    Fixed,
    Rates,
    State,
)
from foedus.simulation.strains import bear, watch
from foedus.simulation.treaties import (
    E_AGE,
    E_CONSTANT,
    E_DEFENCE,
    E_MANY,
    E_OPEN,
    FULL_EVENTS,
    end,
    enter,
    pull,
    sign,
)

_UNIT = 0xFFFFFFFF
_NONE = np.uint64(0)


@compiled
def turn_over(fixed: Fixed, state: State, events: Events, run: int, year: int) -> None:
    """Let leaders leave by chance; what follows for pacts is the scenario's to say."""
    key = fixed.keys[K_TURNOVER]
    row(key[0], key[1], 0, year, 0, run, state.words)
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        if np.float64(state.words[i]) < fixed.scalars[TURNOVER] * WHOLE:
            state.unrest[i] += fixed.scalars[UNREST]
            note(events, state, run, year, LEADER, i, 0, 0, 0)


@compiled
def _weigh(fixed: Fixed, rates: Rates, state: State, year: int) -> None:
    """Work out what each state by itself adds to the odds of signing."""
    c, left, prior = rates.formation, SIGNED_LEFT[year], fixed.scalars[SIGNING_PRIOR]
    heat_up(state.signed, left, state.due_signed, prior, state.sign_heat)
    half = crowding(fixed, state) / 2.0
    logs(state.sign_heat, state.v)
    for i in range(WIDTH):
        moved = state.cap[i] - fixed.cap[i]
        state.signs[i] = c[F_CAP] * state.cap[i] + c[F_SIGNING] * state.v[i]
        state.signs[i] += c[F_YOUNG] * youth(fixed, state, i, year) + half
        more = abs(c[F_RATIO] * moved) + sharing(c[F_SHARED], state, i)
        state.u[i] = state.signs[i] + more + max(0.0, c[F_REACH] * moved * LONGEST)
    exps(state.u, state.w)
    for i in range(WIDTH):
        state.sign[i] = np.float32(state.w[i])


@compiled
def _sift(
    fixed: Fixed, rates: Rates, state: State, run: int, year: int, dense: bool
) -> int:
    """Keep the pairs that sign, the lower place first, `State.signing`."""
    key, level = fixed.keys[K_FORMATION], exp(state.effects[FORMATION]) * SHORT * MARGIN
    mask, bound, found, drawn = state.mask, state.rows[0], 0, -1
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        if drawn != i >> 1:
            drawn = i >> 1
            twins(key[0], key[1], drawn, year, run, state.shorts[0], state.shorts[1])
        shorts, first = state.shorts[i & 1], i + 1
        if dense:
            mask[:] = 1
        else:
            bar, other = np.float32(state.sign[i] * level), state.sign
            wholes(state.f[above(i) : above(first)], bound[first:])
            # Of those below, whatever stands there, nobody is kept.
            for j in range(WIDTH):
                mask[j] = np.float32(shorts[j]) <= bound[j] * other[j] * bar
        mask[:first] = 0
        found = _settle(fixed, rates, state, i, run, year, found)
    return found


@compiled
def _settle(
    fixed: Fixed, rates: Rates, state: State, i: int, run: int, year: int, found: int
) -> int:
    """Keep those marked of a row that do sign."""
    k0, k1 = fixed.keys[K_FORMATION, 0], fixed.keys[K_FORMATION, 1]
    for place in range(places(state)):
        j = state.some[place]
        chance = logistic(signing(fixed, rates, state, i, j, year))
        rest = word(k0, k1, i, year, 1, run, j)
        if falls(state.shorts[i & 1, j], rest, chance):
            if found == MOST_BEGUN:
                state.ints[FULL] = FULL_EVENTS
                return found
            state.signing[found] = i * WIDTH + j
            found += 1
    return found


@compiled
def _of_defence(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, year: int, run: int
) -> bool:
    """Tell whether a pact that two sign is one of defence."""
    drawn = word(fixed.keys[K_KIND, 0], fixed.keys[K_KIND, 1], i, year, 0, run, j)
    return bool(np.float64(drawn) < logistic(kind(fixed, rates, state, i, j)) * WHOLE)


@compiled
def signings(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int,
    dense: bool,
) -> int:  # fmt: skip
    """Draw which two sign a pact, and give how many did; `State.signing` holds them."""
    _weigh(fixed, rates, state, year)
    found = _sift(fixed, rates, state, run, year, dense)
    for place in range(found):
        pair = state.signing[place]
        i, j = pair >> 8, pair & 255
        defence = _of_defence(fixed, rates, state, i, j, year, run)
        state.signing[place] = pair | (1 << 16 if defence else 0)
    return found


@compiled
def entries(
    fixed: Fixed, rates: Rates, state: State, run: int, year: int, dense: bool
) -> int:
    """Draw who enters which pact of many; `State.entering` holds them, by treaty."""
    key, found = fixed.keys[K_ACCESSION], 0
    words, mask, bound = state.words, state.mask, state.rows[0]
    for slot in range(state.ints[TREATIES]):
        if state.many[slot] < 0 or not state.stands[slot]:
            continue
        told = _opens(fixed, rates, state, slot, year)
        row(key[0], key[1], state.code[slot] & _UNIT, year, 0, run, words)
        if dense:
            mask[:] = 1
        else:
            wholes(state.reach[state.many[slot]], bound)
            bar = np.float32(exp(told) * WHOLE * MARGIN)
            for k in range(WIDTH):
                mask[k] = np.float32(words[k]) <= bound[k] * bar
        found = _enter(fixed, rates, state, slot, told, found)
    return found


@compiled
def _enter(
    fixed: Fixed, rates: Rates, state: State, slot: int, told: float, found: int
) -> int:
    """Keep those marked that do enter a pact of many."""
    for place in range(places(state)):
        k = state.some[place]
        if bits.holds(state.inside, slot, k):
            continue
        chance = logistic(told + pull(fixed, rates, state, slot, k))
        if np.float64(state.words[k]) < chance * WHOLE:
            if found == MOST_BEGUN:
                state.ints[FULL] = FULL_EVENTS
                return found
            state.entering[found] = slot * WIDTH + k
            found += 1
    return found


@compiled
def _opens(fixed: Fixed, rates: Rates, state: State, slot: int, year: int) -> float:
    """Give the part of the log odds to enter a pact of many that all outside share."""
    d = rates.accession
    told = d[E_CONSTANT] + d[E_MANY] * (LN_PAIRS[state.clauses[slot, SIZE]] + LN[1])
    told += d[E_AGE] * LN[max(fixed.year + year - 1 - state.born[slot], 0)]
    told += state.effects[ACCESSION] + d[E_OPEN] * state.clauses[slot, OPEN]
    if _owes(state, slot):
        told += d[E_DEFENCE]
    return told


@compiled
def _owes(state: State, slot: int) -> bool:
    """Tell whether any member owes defence."""
    owed = _NONE
    for lane in range(LANES):
        owed |= state.owing[slot, lane]
    return bool(owed != _NONE)


@compiled
def endings(fixed: Fixed, rates: Rates, state: State, run: int, year: int) -> int:
    """Draw which treaties end; `State.ending` holds their slots."""
    key, found, many = fixed.keys[K_TERMINATION], 0, state.ints[TREATIES]
    _leaving(fixed, rates, state, year)
    singles(key[0], key[1], state.code[:many], year, run, state.lot[:many])
    exps(state.leave[:many], state.odds[:many])
    for slot in range(many):
        odds = state.odds[slot]
        if np.float64(state.lot[slot]) < odds / (1.0 + odds) * WHOLE and state.stands[slot]:
            state.ending[found] = slot
            found += 1
    return found


@compiled
def _leaving(fixed: Fixed, rates: Rates, state: State, year: int) -> None:
    """Work out the log odds that each treaty ends, `State.leave`."""
    b, unquiet = rates.termination, False
    for place in range(WIDTH):
        unquiet = unquiet or state.unrest[place] != 0.0
    for slot in range(state.ints[TREATIES]):
        clauses = state.clauses[slot]
        age = max(fixed.year + year - 1 - state.born[slot], 0)
        told = b[0] + b[1] * LN_AGE[age] + b[2] * LN_PAIRS[clauses[SIZE]]
        if _owes(state, slot):
            told += b[3]
        told += b[4] * clauses[PEACE] + b[5] * clauses[MAJOR] + b[6] * clauses[UNLIMITED]
        if state.pair[slot] >= 0:
            past = feud(state, state.pair[slot] >> 8, state.pair[slot] & 255, year)
            if past > 0.0:
                told += b[7] * log(1.0 + 2.0 * past)
        if unquiet:
            told += _unrest(state, slot)
        state.leave[slot] = told + state.effects[TERMINATION]
    if fixed.watched:
        watch(fixed, state, year)
    if fixed.bound:
        bear(fixed, rates, state, year)


@compiled
def _unrest(state: State, slot: int) -> float:
    """Give what leaders that left add, of the member that adds most."""
    most = 0.0
    for lane in range(LANES):
        left = state.inside[slot, lane]
        while left:
            bit = bits.lowest(left)
            most = max(most, state.unrest[64 * lane + bits.place_of(bit)])
            left ^= bit
    return most


@compiled
def apply_pacts(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int,
    signed: int, entered: int, ended: int,
) -> None:  # fmt: skip
    """Carry out what was signed, entered and ended in a year, in the order of names."""
    for place in range(ended):
        slot = state.ending[place]
        if state.stands[slot]:
            close(fixed, rates, state, events, run, year, slot, OF_ITSELF)
    for place in range(entered):
        slot, k = state.entering[place] >> 8, state.entering[place] & 255
        if state.stands[slot]:
            enter(fixed, rates, state, slot, k, year + 1)
            note(events, state, run, year, ENTERED, k, 0, 0, state.code[slot])
    for place in range(signed):
        pair = state.signing[place]
        i, j, defence = (pair >> 8) & 255, pair & 255, pair >> 16
        sign(fixed, rates, state, i, j, defence > 0, year)
        for one in (i, j):
            state.signed[one] += 1.0 / SIGNED_LEFT[year + 1]
        code = state.code[state.ints[TREATIES] - 1]
        note(events, state, run, year, SIGNED, i, j, defence, code)
        if fixed.on[K_REPLACEMENT]:
            _replace(fixed, rates, state, events, run, year, pair & 65535)


@compiled
def _replace(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int, pair: int
) -> None:
    """Let the pact that two have just signed take the place of those they had."""
    key = fixed.keys[K_REPLACEMENT]
    for slot in range(state.ints[TREATIES] - 1):
        held = state.code[slot] == fixed.watched
        if state.pair[slot] == pair and state.stands[slot] and not held:
            drawn = word(key[0], key[1], state.code[slot] & _UNIT, year, 0, run, 0)
            if np.float64(drawn) < fixed.scalars[REPLACING] * WHOLE:
                close(fixed, rates, state, events, run, year, slot, REPLACED)


@compiled
def recall(fixed: Fixed, state: State, place: int, year: int) -> None:
    """Let two remember a pact that the scenario lets them sign, as one of their own will.

    It holds from the year's first day, and is remembered from then on.
    """
    if fixed.clauses[place, SIZE] != 2:
        return
    for one in range(bits.listed(fixed.inside, place, state.members)):
        state.signed[state.members[one]] += 1.0 / SIGNED_LEFT[year]


@compiled
def close(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int,
    slot: int, how: int,
) -> None:  # fmt: skip
    """End a treaty and write down how, as the day opens or, of itself, as the year ends."""
    members = state.members
    many = bits.listed(state.inside, slot, members)
    note(
        events, state, run, year, ENDED, members[0], members[many - 1], how,
        state.code[slot],
    )  # fmt: skip
    late = how in (OF_ITSELF, REPLACED)
    end(fixed, rates, state, slot, year + 1 if late else year)
