"""Disputes of a year: who begins one, whether it is war, and who joins it.

Every pair has a word each year. Where a bound says that the word cannot tip it, nothing
more is worked out; what is left is settled by the full odds. With `dense` every pair is
settled so, and the events are the same.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exp, exps, log, logistic, logs, normal
from foedus.simulation.callers import LAST_ROUND, caller_of, keep_out, path, round_of
from foedus.simulation.compiled import compiled
from foedus.simulation.marks import LONGEST, SHORT, WHOLE, falls, note, places
from foedus.simulation.odds import (
    BUSY_LEFT,
    FEUD_LEFT,
    J_CAP,
    J_CONSTANT,
    J_MAJOR,
    J_MAJOR_WAR,
    J_TARGET,
    J_WAR,
    MARGIN,
    O_AGAIN,
    O_BUSY_I,
    O_BUSY_J,
    O_CAP_I,
    O_CAP_J,
    O_PLEDGED_I,
    O_PLEDGED_J,
    O_RATIO,
    O_REACH_I,
    O_REACH_J,
    O_SHARED,
    crowding,
    dispute,
    feud,
    heat_up,
    joining,
    refresh,
    sharing,
    signing_bound,
)
from foedus.simulation.pairs import half, of_two, wholes
from foedus.simulation.philox import WIDTH, row, twins, word
from foedus.simulation.shapes import (
    ACT,
    BUSY_PRIOR,
    DISPUTE,
    FULL,
    JOINED,
    JOINING,
    K_JOINING,
    K_ONSET,
    K_WAR,
    K_WAVE,
    LANES,
    MEMBERS,
    MOST_BEGUN,
    ONSET,
    WAR_SHIFT,
    WAR_SIGMA,
    WAVE_SHIFT,
    WAVE_SIGMA,
    Events,
    Fixed,
    Rates,
    State,
)
from foedus.simulation.treaties import FULL_EVENTS, touch


@compiled
def weigh(fixed: Fixed, rates: Rates, state: State, year: int) -> None:
    """Work out what each state by itself adds to the odds of this year's disputes."""
    b, c = rates.onset, rates.joining
    left, prior = BUSY_LEFT[year], fixed.scalars[BUSY_PRIOR]
    crowd = crowding(fixed, state)
    level = heat_up(state.busy, left, state.due_busy, prior, state.heat)
    state.levels[0] = level
    state.levels[1] = b[O_AGAIN] * max(0.0, -log(level))
    _pledge(fixed, state)
    logs(state.u, state.w)
    logs(state.heat, state.v)
    for i in range(WIDTH):
        cap, pledged, past = state.cap[i], state.w[i], state.v[i]
        state.acts[i] = b[O_CAP_I] * cap + b[O_PLEDGED_I] * pledged + b[O_BUSY_I] * past
        state.acts[i] += crowd
        state.suffers[i] = b[O_CAP_J] * cap + b[O_PLEDGED_J] * pledged + b[O_BUSY_J] * past
        state.joins[i] = c[J_CAP] * cap + c[J_MAJOR] * fixed.major[i]
    _allow(fixed, rates, state)


@compiled
def _pledge(fixed: Fixed, state: State) -> None:
    """Add up the capability pledged to each, `State.u`: one, and its hundredths."""
    exps(state.cap, state.mass)
    for i in range(WIDTH):
        state.u[i] = 1.0
    for place in range(state.ints[MEMBERS]):
        i, pledged = state.alive[place], 0.0
        for lane in range(LANES):
            held = state.guards[i, lane]
            while held:
                bit = bits.lowest(held)
                pledged += state.mass[64 * lane + bits.place_of(bit)]
                held ^= bit
        state.u[i] = 1.0 + 100.0 * pledged


@compiled
def _allow(fixed: Fixed, rates: Rates, state: State) -> None:
    """Bound what states add: by how far capabilities moved, allies, and what is colder."""
    b, c = rates.onset, rates.joining
    for i in range(WIDTH):
        moved = state.cap[i] - fixed.cap[i]
        more = abs(b[O_RATIO] * moved) + b[O_AGAIN] * max(0.0, -state.v[i])
        more += sharing(b[O_SHARED], state, i)
        state.u[i] = state.acts[i] + more + max(0.0, b[O_REACH_I] * moved * LONGEST)
        state.x[i] = state.suffers[i] + more + max(0.0, b[O_REACH_J] * moved * LONGEST)
        state.y[i] = state.joins[i] + max(0.0, c[J_MAJOR_WAR] * fixed.major[i])
    exps(state.u, state.w)
    exps(state.x, state.z)
    exps(state.y, state.u)
    for i in range(WIDTH):
        state.act[i], state.suffer[i] = np.float32(state.w[i]), np.float32(state.z[i])
        state.join[i] = np.float32(state.u[i])


@compiled
def _sift(
    fixed: Fixed, rates: Rates, state: State, run: int, year: int, dense: bool
) -> int:
    """Keep the pairs that begin a dispute, in the order of places, `State.pick`."""
    k0, k1 = fixed.keys[K_ONSET, 0], fixed.keys[K_ONSET, 1]
    level = exp(state.effects[ONSET] + state.levels[1]) * SHORT * MARGIN
    mask, bound, begun, drawn = state.mask, state.rows[0], 0, -1
    for place in range(state.ints[MEMBERS]):
        i = state.alive[place]
        if drawn != i >> 1:
            drawn = i >> 1
            twins(k0, k1, drawn, year, run, state.shorts[0], state.shorts[1])
        shorts = state.shorts[i & 1]
        if dense:
            mask[:] = 1
        else:
            wholes(state.e[i], bound)
            bar, suffer = np.float32(state.act[i] * level), state.suffer
            for j in range(WIDTH):
                mask[j] = np.float32(shorts[j]) <= bound[j] * suffer[j] * bar
        mask[i] = 0
        begun = _settle(fixed, rates, state, i, run, year, begun)
    return begun


@compiled
def _settle(
    fixed: Fixed, rates: Rates, state: State, i: int, run: int, year: int, begun: int
) -> int:
    """Keep those marked of a row that do begin a dispute."""
    k0, k1 = fixed.keys[K_ONSET, 0], fixed.keys[K_ONSET, 1]
    for place in range(places(state)):
        j = state.some[place]
        chance = logistic(dispute(fixed, rates, state, i, j, year))
        rest = word(k0, k1, i, year, 1, run, j)
        if falls(state.shorts[i & 1, j], rest, chance):
            if begun == MOST_BEGUN:
                state.ints[FULL] = FULL_EVENTS
                return begun
            state.pick[begun] = i * WIDTH + j
            begun += 1
    return begun


@compiled
def _ordered(fixed: Fixed, state: State, year: int, begun: int) -> int:
    """Add the disputes that the scenario orders, each in its place."""
    for move in range(fixed.moved):
        if fixed.moves[move, 0] != year or fixed.moves[move, 1] != ACT:
            continue
        i, j = fixed.moves[move, 2], fixed.moves[move, 3]
        if not (state.on_roster[i] and state.on_roster[j]):
            continue
        pair = i * 256 + j
        at = 0
        while at < begun and state.pick[at] < pair:
            at += 1
        if at < begun and state.pick[at] == pair:
            continue
        if begun == MOST_BEGUN:
            state.ints[FULL] = FULL_EVENTS
            return begun
        for place in range(begun, at, -1):
            state.pick[place] = state.pick[place - 1]
        state.pick[at] = pair
        begun += 1
    return begun


@compiled
def _is_war(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, year: int, run: int
) -> bool:
    """Tell whether a dispute is a war; a scenario may say so of the one it orders."""
    drawn = word(fixed.keys[K_WAR, 0], fixed.keys[K_WAR, 1], i, year, 0, run, j)
    for move in range(fixed.moved):
        if (
            fixed.moves[move, 0] == year
            and fixed.moves[move, 1] == ACT
            and fixed.moves[move, 2] == i
            and fixed.moves[move, 3] == j
            and fixed.sizes[move] >= 0.0
        ):
            return bool(fixed.sizes[move] > 0.5)
    b, cap, dem = rates.war, state.cap, fixed.dem
    told = b[0] + b[1] * fixed.near[i, j] + b[2] * fixed.ldist[i, j]
    told += b[3] * max(cap[i], cap[j]) + b[4] * min(cap[i], cap[j])
    told += b[5] * fixed.major[i] * fixed.major[j]
    told += b[6] * min(dem[i], dem[j]) + b[7] * max(dem[i], dem[j])
    if bits.holds(state.allies, i, j):
        told += b[8]
    told += b[9] * log(1.0 + feud(state, i, j, year))
    return bool(np.float64(drawn) < logistic(told) * WHOLE)


@compiled
def _choose(
    fixed: Fixed, rates: Rates, state: State, k: int, i: int, j: int, war: bool,
    with_i: bool, with_j: bool, wave: float, year: int,
) -> int:  # fmt: skip
    """Tell which side a third joins, 1 or 2, or 0 if it stays out."""
    a = joining(fixed, rates, state, k, i, j, False, war, with_i, with_j, year) + wave
    b = joining(fixed, rates, state, k, j, i, True, war, with_j, with_i, year) + wave
    a, b = exp(a), exp(b)
    whole = 1.0 + a + b
    drawn = np.float64(state.words[k])
    if drawn < a / whole * WHOLE:
        return 1
    return 2 if drawn < (a + b) / whole * WHOLE else 0


@compiled
def _join(
    fixed: Fixed, rates: Rates, state: State, events: Events, i: int, j: int, war: bool,
    run: int, year: int, dense: bool,
) -> None:  # fmt: skip
    """Let thirds join a dispute, then those who owe defence to them, until none does."""
    unit, at = i + 256 * j, K_JOINING
    drawn = word(fixed.keys[K_WAVE, 0], fixed.keys[K_WAVE, 1], unit, year, 0, run, 0)
    wave = fixed.scalars[WAR_SHIFT if war else WAVE_SHIFT]
    wave += fixed.scalars[WAR_SIGMA if war else WAVE_SIGMA] * normal(drawn)
    wave += state.effects[JOINING]
    row(fixed.keys[at, 0], fixed.keys[at, 1], unit, year, 0, run, state.words)
    b, mask, words = rates.joining, state.mask, state.words
    lift = exp(b[J_CONSTANT] + wave + (b[J_WAR] if war else 0.0)) * WHOLE * MARGIN
    for_i, for_j = np.float32(lift), np.float32(lift * exp(b[J_TARGET]))
    own_i, own_j, other_i, other_j = (
        state.rows[0],
        state.rows[1],
        state.rows[2],
        state.rows[3],
    )
    wholes(state.own[i], own_i)
    wholes(state.own[j], own_j)
    wholes(state.other[i], other_i)
    wholes(state.other[j], other_j)
    join, side = state.join, state.side
    for k in range(WIDTH):
        bound = own_i[k] * other_j[k] * for_i + own_j[k] * other_i[k] * for_j
        mask[k] = np.float32(words[k]) <= bound * join[k]
    for k in range(WIDTH):
        side[k] = 0
    if dense:
        mask[:] = 1
    mask[i] = mask[j] = 0
    keep_out(fixed, state, year)
    state.called[:] = np.uint64(0)
    joined = 0
    sifted = places(state)
    for place in range(sifted):
        k = state.some[place]
        with_i, with_j = state.owes[k, i] > 0, state.owes[k, j] > 0
        chosen = _choose(fixed, rates, state, k, i, j, war, with_i, with_j, wave, year)
        if chosen:
            _call(state, k, chosen, 1)
            joined += 1
    late = joined
    while late:
        late = _come_late(fixed, rates, state, i, j, war, wave, year)
    if joined:
        for place in range(state.ints[MEMBERS]):
            k = state.alive[place]
            if state.side[k] & 3 == 1:
                note(events, state, run, year, JOINED, k, i, j, path(fixed, state, k, i))
            elif state.side[k] & 3 == 2:
                note(events, state, run, year, JOINED, k, j, i, path(fixed, state, k, j))


@compiled
def _call(state: State, k: int, side: int, round: int) -> None:
    """Let a state join a side in a round, and call those who owe it defence."""
    state.side[k] = side + 4 * min(round, LAST_ROUND)
    for lane in range(LANES):
        state.called[side - 1, lane] |= state.guards[k, lane]
        state.called[2, lane] |= state.guards[k, lane]


@compiled
def _come_late(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, war: bool, wave: float,
    year: int,
) -> int:  # fmt: skip
    """Let those who were called choose again, by the same word; count who join now."""
    joined = 0
    for lane in range(LANES):
        left = state.called[2, lane]
        state.called[2, lane] = np.uint64(0)
        while left:
            bit = bits.lowest(left)
            k = 64 * lane + bits.place_of(bit)
            left ^= bit
            if state.side[k] or k in (i, j):
                continue
            with_i = state.owes[k, i] > 0 or bits.holds(state.called, 0, k)
            with_j = state.owes[k, j] > 0 or bits.holds(state.called, 1, k)
            side = _choose(fixed, rates, state, k, i, j, war, with_i, with_j, wave, year)
            if side:
                caller = caller_of(fixed, state, k, side, LAST_ROUND)
                before = round_of(state, caller) if caller >= 0 else 0
                _call(state, k, side, before + 1)
                joined += 1
    return joined


@compiled
def quarrel(
    fixed: Fixed, rates: Rates, state: State, events: Events, run: int, year: int,
    dense: bool,
) -> int:  # fmt: skip
    """Draw the disputes of a year, and give how many began; `State.pick` holds them."""
    begun = 0
    if fixed.on[K_ONSET]:
        begun = _sift(fixed, rates, state, run, year, dense)
    begun = _ordered(fixed, state, year, begun)
    for place in range(begun):
        i, j = state.pick[place] >> 8, state.pick[place] & 255
        war = bool(fixed.on[K_WAR]) and _is_war(fixed, rates, state, i, j, year, run)
        note(events, state, run, year, DISPUTE, i, j, 1 if war else 0, 0)
        if fixed.on[K_JOINING]:
            _join(fixed, rates, state, events, i, j, war, run, year, dense)
    return begun


@compiled
def remember(fixed: Fixed, rates: Rates, state: State, begun: int, year: int) -> None:
    """Let the disputes of a year be remembered from the next one on."""
    for place in range(begun):
        i, j = state.pick[place] >> 8, state.pick[place] & 255
        state.disputes[of_two(i, j)] += 1.0 / FEUD_LEFT[year + 1]
        for one in (i, j):
            state.busy[one] += 1.0 / BUSY_LEFT[year + 1]
        bits.put(state.foes, i, j)
        bits.put(state.foes, j, i)
        touch(state, i, j)
        refresh(fixed, rates, state, i, j, year + 1)
        if rates.formation[5] > 0.0:
            _shared_foes(fixed, rates, state, i, j, year + 1)
            _shared_foes(fixed, rates, state, j, i, year + 1)


@compiled
def _shared_foes(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, year: int
) -> None:
    """Renew the bounds of one with the foes of the other: they share one more."""
    for lane in range(LANES):
        left = state.foes[j, lane]
        while left:
            bit = bits.lowest(left)
            k = 64 * lane + bits.place_of(bit)
            left ^= bit
            if k != i:
                low, high, left_of = min(i, k), max(i, k), feud(state, i, k, year)
                touch(state, low, high)
                bound = signing_bound(fixed, rates, state, low, high, left_of, year)
                state.f[of_two(low, high)] = half(bound)
