"""The bounds with which runs open, a row of pairs at a time.

The same as `odds.refresh` writes of each pair, worked out for many at once, since every
draw of the coefficients begins with all of them.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exps, log, logs
from foedus.simulation.compiled import compiled
from foedus.simulation.odds import (
    F_FOES,
    F_PACTED,
    F_RATIO,
    F_REACH,
    J_FEUD,
    J_NEAR,
    J_NEAR_WAR,
    J_O_FEUD,
    J_O_NEAR,
    MARGIN,
    O_AGAIN,
    O_ALLIED,
    O_PACTED,
    O_RATIO,
    O_REACH_I,
    O_REACH_J,
    due,
    signing_bound,
)
from foedus.simulation.pairs import above, half, halves, of_two, whole
from foedus.simulation.philox import WIDTH
from foedus.simulation.shapes import F8, PAIR_PRIOR, U2, Fixed, Rates, State


@compiled
def open_row(fixed: Fixed, rates: Rates, state: State, i: int) -> None:
    """Write the opening bounds of a state with all others."""
    _disputes(fixed, rates, state, i)
    _signings(fixed, rates, state, i)
    _joining(fixed, rates, state, i)


@compiled
def _put(fixed: Fixed, state: State, i: int, told: F8, out: U2) -> None:
    """Write the bounds of a state with all members, and none with others."""
    exps(told, state.y)
    bounds = state.rows[0]
    for j in range(WIDTH):
        bounds[j] = np.float32(state.y[j] * MARGIN) * np.float32(fixed.could_be[j])
    bounds[i] = np.float32(0.0)
    halves(bounds, out)


@compiled
def _disputes(fixed: Fixed, rates: Rates, state: State, i: int) -> None:
    b, cap, prior = rates.onset, fixed.cap, fixed.scalars[PAIR_PRIOR]
    past, told = state.u, state.v
    for j in range(WIDTH):
        past[j] = (prior + fixed.disputes[i, j]) / (prior + due(fixed, state, i, j, 0))
    logs(past, state.w)
    base, ldist, pacted = rates.base_onset[i], fixed.ldist[i], state.pacted[i]
    for j in range(WIDTH):
        reach = (b[O_REACH_I] * cap[i] + b[O_REACH_J] * cap[j]) * ldist[j]
        told[j] = base[j] + b[O_RATIO] * abs(cap[i] - cap[j]) + reach
        told[j] += b[O_AGAIN] * state.w[j] + b[O_PACTED] * np.float64(pacted[j] > 0)
    for place in range(fixed.members):
        j = fixed.alive[place]
        if bits.holds(state.allies, i, j):
            told[j] += b[O_ALLIED]
    _put(fixed, state, i, told, state.e[i])


@compiled
def _signings(fixed: Fixed, rates: Rates, state: State, i: int) -> None:
    c, cap, told = rates.formation, fixed.cap, state.v
    base, ldist, pacted = rates.base_formation[i], fixed.ldist[i], state.pacted[i]
    for j in range(WIDTH):
        told[j] = base[j] + c[F_RATIO] * abs(cap[i] - cap[j])
        told[j] += c[F_REACH] * (cap[i] + cap[j]) * ldist[j]
        told[j] += c[F_PACTED] * np.float64(pacted[j] > 0)
    _put(fixed, state, i, told, state.halves)
    for j in range(i + 1, WIDTH):
        state.f[above(i) + j - i - 1] = state.halves[j]
    for place in range(fixed.members):
        j = fixed.alive[place]
        left = np.float64(fixed.disputes[i, j])
        # Few pairs have a past, but what it adds must be allowed for.
        if j > i and (left > 0.0 or c[F_FOES] > 0.0):
            told_of = signing_bound(fixed, rates, state, i, j, left, -1)
            state.f[of_two(i, j)] = half(told_of)


@compiled
def _joining(fixed: Fixed, rates: Rates, state: State, i: int) -> None:
    b, mine, against, near = rates.joining, state.v, state.x, fixed.near[i]
    own, other = b[J_NEAR] + max(0.0, b[J_NEAR_WAR]), b[J_O_NEAR]
    for k in range(WIDTH):
        mine[k] = own * near[k]
    for k in range(WIDTH):
        against[k] = other * near[k]
    for place in range(fixed.members):
        k = fixed.alive[place]
        # Few pairs have a past.
        if fixed.disputes[i, k] > 0.0:
            past = log(1.0 + np.float64(fixed.disputes[i, k]))
            mine[k] += max(0.0, b[J_FEUD]) * past
            against[k] += max(0.0, b[J_O_FEUD]) * past
    _put(fixed, state, i, mine, state.own[i])
    _put(fixed, state, i, against, state.other[i])
    for place in range(fixed.members):
        k = fixed.alive[place]
        if state.owes[k, i] > 0:
            state.own[i, k] = half(whole(state.own[i, k]) * rates.pledge[0] * MARGIN)
            state.other[i, k] = half(whole(state.other[i, k]) * rates.pledge[1] * MARGIN)
