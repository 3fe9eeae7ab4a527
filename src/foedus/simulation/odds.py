"""The log odds of each event between two states, and bounds of them that last.

`dispute`, `signing` and `joining` are the definition: every kernel settles by them. A
bound holds from when it is written until something happens to the pair: memories fade,
capabilities move within what `march` allows for, and nothing else raises the odds.
"""

import numpy as np

from foedus.simulation import bits
from foedus.simulation.arithmetic import exp, log
from foedus.simulation.compiled import compiled
from foedus.simulation.philox import WIDTH
from foedus.simulation.shapes import (
    F8,
    PAIR_PRIOR,
    Fixed,
    Rates,
    State,
)
from foedus.terms.system import FOES, WHOLE_PRIOR

MARGIN = 1.0002
"""Covers the rounding of bounds to 24 bits."""

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
"""Stock that one dispute a year leaves after so many years."""
LN = np.round(np.log(np.arange(1, 513)), 12)
"""ln(1 + n) of counts, to digits on which all libraries agree."""
LN_AGE = np.round(np.log(np.arange(512) + 0.5), 12)
LN_PAIRS = np.round(np.log(np.maximum(np.arange(512), 1) / 2), 12)

(
    O_CAP_I, O_CAP_J, O_RATIO, O_REACH_I, O_REACH_J, O_PACTED, O_ALLIED, O_SHARED,
    O_PLEDGED_I, O_PLEDGED_J, O_AGAIN, O_BUSY_I, O_BUSY_J, O_TRADE,
) = range(14)  # fmt: skip
(
    F_CAP, F_RATIO, F_REACH, F_PACTED, F_SHARED, F_FOES, F_FEUD, F_SIGNING, F_TRADE,
) = range(9)  # fmt: skip
(
    J_CONSTANT, J_WAR, J_TARGET, J_DEFENCE, J_DEFENCE_TARGET, J_DEFENCE_WAR, J_O_DEFENCE,
    J_NEAR, J_O_NEAR, J_NEAR_WAR, J_MAJOR, J_MAJOR_WAR, J_CAP, J_FEUD, J_O_FEUD,
) = range(15)  # fmt: skip


@compiled
def feud(state: State, i: int, j: int, year: int) -> float:
    """Give what is left of the disputes of two."""
    return state.disputes[i, j] * FEUD_LEFT[year]


@compiled
def due(fixed: Fixed, i: int, j: int, year: int) -> float:
    """Give the disputes of two that were to be expected by now, were nobody busier.

    Of the years before the opening of which nothing is known nothing is expected either.
    """
    gap = fixed.gap
    age = max(int(min(fixed.age[i], fixed.age[j])) - gap, 0) + 1
    return fixed.told[i, j] * (FEUD_SUM[year] + FEUD_LEFT[year + gap] * FEUD_SUM[age])


@compiled
def again(fixed: Fixed, state: State, i: int, j: int, year: int) -> float:
    """Give the memory of two: ln of what happened over what was to be expected of them."""
    prior = fixed.scalars[PAIR_PRIOR]
    told = due(fixed, i, j, year) * state.levels[0] * state.heat[i] * state.heat[j]
    return log((prior + feud(state, i, j, year)) / (prior + told))


@compiled
def again_bound(fixed: Fixed, state: State, i: int, j: int, year: int) -> float:
    """Give that memory as if all were as busy as expected; `weigh` allows for the rest."""
    prior = fixed.scalars[PAIR_PRIOR]
    return log((prior + feud(state, i, j, year)) / (prior + due(fixed, i, j, year)))


@compiled
def _tied(rates: Rates, state: State, i: int, j: int, past: float) -> float:
    """Give the part of a dispute's log odds that hangs on ties and memory of the pair."""
    b = rates.onset
    told = rates.base_onset[i, j] + b[O_TRADE] * state.lift[i, j]
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
    told = _tied(rates, state, i, j, again(fixed, state, i, j, year))
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
            if feud(state, i, k, year) >= FOES and feud(state, j, k, year) >= FOES:
                total += 1
    return total


@compiled
def signing(fixed: Fixed, rates: Rates, state: State, i: int, j: int, year: int) -> float:
    """Give the log odds that two sign a pact of two in a year."""
    c, cap = rates.formation, state.cap
    told = rates.base_formation[i, j] + c[F_TRADE] * state.lift[i, j]
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
    fixed: Fixed, rates: Rates, state: State, i: int, j: int, feud_left: float
) -> np.float32:
    """Bound the odds to sign by pair terms from now on, capabilities as at the opening.

    What fades counts at its most where it helps, and not at all where it hinders.
    """
    c, cap = rates.formation, fixed.cap
    told = rates.base_formation[i, j] + c[F_TRADE] * state.lift[i, j]
    told += c[F_RATIO] * abs(cap[i] - cap[j])
    told += c[F_REACH] * (cap[i] + cap[j]) * fixed.ldist[i, j]
    if state.pacted[i, j] > 0:
        told += c[F_PACTED]
    if c[F_FOES] > 0.0:
        told += c[F_FOES] * LN[bits.shared(state.foes, i, j)]
    if c[F_FEUD] > 0.0 and feud_left > 0.0:
        told += c[F_FEUD] * log(1.0 + feud_left)
    return np.float32(exp(told) * MARGIN)


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
    low, high, left = min(i, j), max(i, j), feud(state, i, j, year)
    past = again_bound(fixed, state, i, j, year)
    state.e[i, j] = exp(
        _tied(rates, state, i, j, past) + _reaching(fixed, rates, fixed.cap, i, j)
    ) * np.float32(MARGIN)
    state.e[j, i] = exp(
        _tied(rates, state, j, i, past) + _reaching(fixed, rates, fixed.cap, j, i)
    ) * np.float32(MARGIN)
    state.f[low, high] = signing_bound(fixed, rates, state, low, high, left)
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
        state.own[own, k] = np.float32(mine * rates.pledge[0] if owed else mine)
        state.other[own, k] = np.float32(against * rates.pledge[1] if owed else against)


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
