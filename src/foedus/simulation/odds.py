"""The log odds of each event between two states, and bounds of them that last.

`dispute`, `signing` and `joining` are the definition: every kernel settles by them. A
bound holds from when it is written until something happens to the pair: memories fade,
capabilities move within what `march` allows for, and nothing else raises the odds.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exp, log
from foedus.simulation.compiled import compiled
from foedus.simulation.pairs import half, of_two
from foedus.simulation.philox import WIDTH
from foedus.simulation.shapes import (
    EMBARGO,
    F8,
    MEMBERS,
    PAIR_PRIOR,
    Fixed,
    Rates,
    State,
)
from foedus.terms.system import FOES, WHOLE_PRIOR

MARGIN = 1.0002
"""Covers the rounding of bounds to 24 bits."""

FOE_AT = FOES * (1.0 - 1e-6)
"""Stock from which two are foes: what a dispute leaves after as many years as bring it just
to the line counts, however it is rounded."""

FEUD_KEPT, BUSY_KEPT, SIGNED_KEPT = (
    0.9330329915368074, 0.8705505632961241, 0.7937005259840998,
)  # fmt: skip
"""What a year leaves of stocks with half-lives of 10, 5 and 3 years."""


def _powers(kept: float) -> np.ndarray:
    """Multiply up, since powers of libraries differ in the last digit."""
    held = np.ones(1024)
    for place in range(1, len(held)):
        held[place] = held[place - 1] * kept
    held.flags.writeable = False
    return held


FEUD_LEFT, BUSY_LEFT, SIGNED_LEFT = (
    _powers(kept) for kept in (FEUD_KEPT, BUSY_KEPT, SIGNED_KEPT)
)
FEUD_SUM = np.concatenate([[0.0], np.cumsum(FEUD_LEFT)])
BUSY_SUM, SIGNED_SUM = (
    np.concatenate([[0.0], np.cumsum(left)]) for left in (BUSY_LEFT, SIGNED_LEFT)
)
"""Stock that one a year leaves after so many years."""
LN = np.round(np.log(np.arange(1, 513)), 12)
"""ln(1 + n) of counts, to digits on which all libraries agree."""
LN_AGE = np.round(np.log(np.arange(512) + 0.5), 12)
LN_PAIRS = np.round(np.log(np.maximum(np.arange(512), 1) / 2), 12)

(
    O_CAP_I, O_CAP_J, O_RATIO, O_REACH_I, O_REACH_J, O_PACTED, O_ALLIED, O_SHARED,
    O_PLEDGED_I, O_PLEDGED_J, O_AGAIN, O_BUSY_I, O_BUSY_J, O_TRADE,
) = range(14)  # fmt: skip
(
    F_CAP, F_RATIO, F_REACH, F_PACTED, F_SHARED, F_FOES, F_FEUD, F_YOUNG, F_SIGNING,
    F_TRADE,
) = range(10)  # fmt: skip
(
    J_CONSTANT, J_WAR, J_TARGET, J_DEFENCE, J_DEFENCE_TARGET, J_DEFENCE_WAR, J_O_DEFENCE,
    J_NEAR, J_O_NEAR, J_NEAR_WAR, J_MAJOR, J_MAJOR_WAR, J_CAP, J_FEUD, J_O_FEUD,
) = range(15)  # fmt: skip


@compiled
def feud(state: State, i: int, j: int, year: int) -> float:
    """Give what is left of the disputes of two."""
    return state.disputes[of_two(i, j)] * FEUD_LEFT[year]


@compiled
def due(fixed: Fixed, state: State, i: int, j: int, year: int) -> float:
    """Give the disputes of two that were to be expected by now, were nobody busier.

    Of the years before the opening of which nothing is known nothing is expected either,
    nor of those before one of the two came to be.
    """
    late = max(state.since[i], state.since[j])
    if late >= 0:
        return fixed.told[i, j] * FEUD_SUM[max(year - late, 0)]
    gap = fixed.gap
    age = max(int(min(fixed.age[i], fixed.age[j])) - gap, 0) + 1
    return fixed.told[i, j] * (FEUD_SUM[year] + FEUD_LEFT[year + gap] * FEUD_SUM[age])


@compiled
def again(fixed: Fixed, state: State, i: int, j: int, year: int) -> float:
    """Give the memory of two: ln of what happened over what was to be expected of them."""
    prior = fixed.scalars[PAIR_PRIOR]
    told = due(fixed, state, i, j, year) * state.levels[0] * state.heat[i] * state.heat[j]
    return log((prior + feud(state, i, j, year)) / (prior + told))


@compiled
def again_bound(fixed: Fixed, state: State, i: int, j: int, year: int) -> float:
    """Give that memory as if all were as busy as expected; `weigh` allows for the rest."""
    prior = fixed.scalars[PAIR_PRIOR]
    return log((prior + feud(state, i, j, year)) / (prior + due(fixed, state, i, j, year)))


@compiled
def lifted(fixed: Fixed, i: int, j: int, year: int) -> float:
    """Give what embargoes have added to the trade of two by a year, in logarithms."""
    if not bits.holds(fixed.shut, i, j):
        return 0.0
    whole = 0.0
    for move in range(fixed.moved):
        if fixed.moves[move, 1] == EMBARGO and fixed.moves[move, 0] <= year:
            a, b = fixed.moves[move, 2], fixed.moves[move, 3]
            if (a == i and b == j) or (a == j and b == i):
                whole += fixed.sizes[move]
    return whole


@compiled
def _tied(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, past: float, year: int
) -> float:
    """Give the part of a dispute's log odds that hangs on ties and memory of the pair."""
    b = rates.onset
    told = rates.base_onset[i, j] + b[O_TRADE] * lifted(fixed, i, j, year)
    if state.pacted[i, j] > 0:
        told += b[O_PACTED]
    if bits.holds(state.allies, i, j):
        told += b[O_ALLIED]
    return told + b[O_AGAIN] * past


@compiled
def _reaching(fixed: Fixed, rates: Rates, cap: F8, i: int, j: int) -> float:
    """Give the part that hangs on capabilities of the pair."""
    b = rates.onset
    told = b[O_RATIO] * abs(cap[i] - cap[j])
    return told + (b[O_REACH_I] * cap[i] + b[O_REACH_J] * cap[j]) * fixed.ldist[i, j]


@compiled
def dispute(fixed: Fixed, rates: Rates, state: State, i: int, j: int, year: int) -> float:
    """Give the log odds that the first begins a dispute with the second in a year."""
    told = _tied(fixed, rates, state, i, j, again(fixed, state, i, j, year), year)
    told += _reaching(fixed, rates, state.cap, i, j)
    told += rates.onset[O_SHARED] * LN[bits.shared(state.allies, i, j)]
    return told + state.acts[i] + state.suffers[j] + state.effects[0]


@compiled
def sharing(slope: float, state: State, i: int) -> float:
    """Bound what a state adds to what shared allies do: no two share more than either has.

    ln(1 + shared) is at most the mean of what both would have, were all shared.
    """
    if slope <= 0.0:
        return 0.0
    return slope * LN[bits.shared(state.allies, i, i)] / 2.0


@compiled
def common_foes(state: State, i: int, j: int, year: int) -> int:
    """Count the foes that two have in common in a year."""
    total = 0
    for lane in range(4):
        left = state.foes[i, lane] & state.foes[j, lane]
        while left:
            bit = bits.lowest(left)
            k = 64 * lane + bits.place_of(bit)
            left ^= bit
            if feud(state, i, k, year) >= FOE_AT and feud(state, j, k, year) >= FOE_AT:
                total += 1
    return total


@compiled
def signing(fixed: Fixed, rates: Rates, state: State, i: int, j: int, year: int) -> float:
    """Give the log odds that two sign a pact of two in a year."""
    c, cap = rates.formation, state.cap
    told = rates.base_formation[i, j] + c[F_TRADE] * lifted(fixed, i, j, year)
    told += c[F_RATIO] * abs(cap[i] - cap[j])
    told += c[F_REACH] * (cap[i] + cap[j]) * fixed.ldist[i, j]
    if state.pacted[i, j] > 0:
        told += c[F_PACTED]
    told += c[F_SHARED] * LN[bits.shared(state.allies, i, j)]
    told += c[F_FOES] * LN[common_foes(state, i, j, year)]
    past = feud(state, i, j, year)
    if past > 0.0:
        told += c[F_FEUD] * log(1.0 + past)
    return told + state.signs[i] + state.signs[j] + state.effects[1]


@compiled
def kind(fixed: Fixed, rates: Rates, state: State, i: int, j: int) -> float:
    """Give the log odds that a pact which two sign is one of defence."""
    b = rates.kind
    told = b[0] + b[1] * fixed.near[i, j] + b[2] * (fixed.major[i] + fixed.major[j])
    told += b[3] * LN[bits.shared(state.allies, i, j)]
    if state.pacted[i, j] > 0:
        told += b[4]
    return told


@compiled
def signing_bound(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, feud_left: float, year: int
) -> float:
    """Bound the odds to sign by pair terms from now on, capabilities as at the opening.

    What fades counts at its most where it helps, and not at all where it hinders.
    """
    c, cap = rates.formation, fixed.cap
    told = rates.base_formation[i, j] + c[F_TRADE] * lifted(fixed, i, j, year)
    told += c[F_RATIO] * abs(cap[i] - cap[j])
    told += c[F_REACH] * (cap[i] + cap[j]) * fixed.ldist[i, j]
    if state.pacted[i, j] > 0:
        told += c[F_PACTED]
    if c[F_FOES] > 0.0:
        told += c[F_FOES] * LN[bits.shared(state.foes, i, j)]
    if c[F_FEUD] > 0.0 and feud_left > 0.0:
        told += c[F_FEUD] * log(1.0 + feud_left)
    return exp(told) * MARGIN


@compiled
def joining(
    fixed: Fixed,
    rates: Rates,
    state: State,
    k: int,
    own: int,
    other: int,
    target: bool,
    war: bool,
    owed: bool,
    owed_other: bool,
    year: int,
) -> float:
    """Give what draws a third to one side of a dispute, but for the dispute's wave.

    Parameters
    ----------
    k, own, other
        Who chooses, and who began on the side and on the one opposed.
    target
        Whether the side is the one acted against.
    war
        Whether it is a war.
    owed, owed_other
        Whether k owes defence to anybody on the side, and on the one opposed.
    """
    b = rates.joining
    near = fixed.near[k, own]
    told = b[J_CONSTANT] + state.joins[k]
    if war:
        told += b[J_WAR] + b[J_NEAR_WAR] * near + b[J_MAJOR_WAR] * fixed.major[k]
    if target:
        told += b[J_TARGET]
    if owed:
        told += b[J_DEFENCE]
        if target:
            told += b[J_DEFENCE_TARGET]
        if war:
            told += b[J_DEFENCE_WAR]
    if owed_other:
        told += b[J_O_DEFENCE]
    told += b[J_NEAR] * near + b[J_O_NEAR] * fixed.near[k, other]
    past, against = feud(state, k, own, year), feud(state, k, other, year)
    if past > 0.0:
        told += b[J_FEUD] * log(1.0 + past)
    if against > 0.0:
        told += b[J_O_FEUD] * log(1.0 + against)
    return told


@compiled
def refresh(fixed: Fixed, rates: Rates, state: State, i: int, j: int, year: int) -> None:
    """Write the bounds of two anew, as something has happened to the pair."""
    if i == j:
        return
    past, cap = again_bound(fixed, state, i, j, year), fixed.cap
    for one, other in ((i, j), (j, i)):
        told = _tied(fixed, rates, state, one, other, past, year)
        told += _reaching(fixed, rates, cap, one, other)
        state.e[one, other] = half(exp(told) * MARGIN)
    left = feud(state, i, j, year)
    bound = signing_bound(fixed, rates, state, min(i, j), max(i, j), left, year)
    state.f[of_two(i, j)] = half(bound)
    _bound_joining(fixed, rates, state, i, j, left)


@compiled
def _bound_joining(
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, left: float
) -> None:
    """Bound what draws each of two to the side of the other, and to the one opposed."""
    b, near = rates.joining, fixed.near[i, j]
    mine, against = b[J_NEAR] * near + max(0.0, b[J_NEAR_WAR] * near), b[J_O_NEAR] * near
    if left > 0.0:
        past = log(1.0 + left)
        mine += max(0.0, b[J_FEUD]) * past
        against += max(0.0, b[J_O_FEUD]) * past
    mine, against = exp(mine) * MARGIN, exp(against) * MARGIN
    for own, k in ((i, j), (j, i)):
        owed = state.owes[k, own] > 0
        state.own[own, k] = half(mine * rates.pledge[0] if owed else mine)
        state.other[own, k] = half(against * rates.pledge[1] if owed else against)


@compiled
def crowding(fixed: Fixed, state: State) -> float:
    """Give by how much chances of a pair fall as there are more states than at first."""
    now = state.ints[MEMBERS]
    return 0.0 if now == fixed.members else log((fixed.members - 1.0) / (now - 1.0))


@compiled
def youth(fixed: Fixed, state: State, i: int, year: int) -> float:
    """Tell how new a state is: 1 in its first year, fading with the life of signatures."""
    since = state.since[i]
    if since < 0:
        return fixed.young[i] * SIGNED_LEFT[year]
    return SIGNED_LEFT[max(year - since, 0)]


@compiled
def renew_due(fixed: Fixed, state: State, year: int) -> None:
    """Work out what stocks of states were to be by now; of who is none, nothing."""
    for i in range(WIDTH):
        since = state.since[i]
        if not state.on_roster[i]:
            state.due_busy[i] = state.due_signed[i] = 0.0
        elif since < 0:
            state.due_busy[i] = fixed.told_busy[year, i]
            state.due_signed[i] = fixed.told_signed[year, i]
        else:
            state.due_busy[i] = fixed.rate_busy[i] * BUSY_SUM[year - since]
            state.due_signed[i] = fixed.rate_signed[i] * SIGNED_SUM[year - since]


@compiled
def heat_up(stock: F8, left: float, told: F8, prior: float, heat: F8) -> float:
    """Work out by how much each state did more than was to be expected, and all together.

    Returns
    -------
    float
        The ratio of all; `heat` takes those of states, held against it.
    """
    happened, due_ = WHOLE_PRIOR, WHOLE_PRIOR
    for i in range(WIDTH):
        happened += stock[i] * left
        due_ += told[i]
    level = happened / due_
    for i in range(WIDTH):
        heat[i] = (prior + stock[i] * left) / (prior + told[i] * level)
    return level
