"""How many pacts are to be expected of each pair in a year, whatever is then drawn.

A pair signs so seldom that runs which count what was drawn tell little. The chance with
which it was drawn is known in each run and year: added up over them it has the same mean,
and none of that luck.

References
----------
Casella, Robert (1996), https://doi.org/10.1093/biomet/83.1.81
"""

from foedus.simulation import bits
from foedus.simulation.arithmetic import exps, log
from foedus.simulation.compiled import compiled
from foedus.simulation.odds import (
    F_FEUD,
    F_FOES,
    F_PACTED,
    F_RATIO,
    F_REACH,
    F_SHARED,
    F_TRADE,
    LN,
    common_foes,
    feud,
    lifted,
)
from foedus.simulation.philox import WIDTH
from foedus.simulation.shapes import F8, FORMATION, MEMBERS, Fixed, Rates, State


@compiled
def expect(fixed: Fixed, rates: Rates, state: State, year: int, told: F8) -> None:
    """Add the chance of each pair to sign in a year, and to sign a pact of defence.

    The odds are those of `odds.signing` and `odds.kind`, of a whole row at once.

    Parameters
    ----------
    told
        The lower place first, (2, W, W): of any pact, and of one of defence.
    """
    for one in range(state.ints[MEMBERS]):
        i = state.alive[one]
        _even(fixed, rates, state, i)
        _own(fixed, rates, state, one, year)
        exps(state.u[i:], state.w[i:])
        exps(state.v[i:], state.x[i:])
        for other in range(one + 1, state.ints[MEMBERS]):
            j = state.alive[other]
            chance = 1.0 / (1.0 + state.w[j])
            told[0, i, j] += chance
            told[1, i, j] += chance / (1.0 + state.x[j])


@compiled
def _even(fixed: Fixed, rates: Rates, state: State, i: int) -> None:
    """Work out what can be of all later pairs of a state at once, as minus the log odds."""
    c, b, cap = rates.formation, rates.kind, state.cap
    base, far = rates.base_formation[i], fixed.ldist[i]
    near, own = fixed.near[i], state.signs[i] + state.effects[FORMATION]
    for j in range(i, WIDTH):
        told = base[j] + c[F_RATIO] * abs(cap[i] - cap[j])
        told += c[F_REACH] * (cap[i] + cap[j]) * far[j]
        state.u[j] = -(told + own + state.signs[j])
        state.v[j] = -(b[0] + b[1] * near[j] + b[2] * (fixed.major[i] + fixed.major[j]))


@compiled
def _own(fixed: Fixed, rates: Rates, state: State, one: int, year: int) -> None:
    """Take off what hangs on the ties and quarrels of each pair of a state."""
    c, b, i = rates.formation, rates.kind, state.alive[one]
    for other in range(one + 1, state.ints[MEMBERS]):
        j = state.alive[other]
        shared = LN[bits.shared(state.allies, i, j)]
        told, kind = c[F_SHARED] * shared, b[3] * shared
        told += c[F_TRADE] * lifted(fixed, i, j, year)
        if state.pacted[i, j] > 0:
            told += c[F_PACTED]
            kind += b[4]
        if bits.shared(state.foes, i, j) > 0:
            told += c[F_FOES] * LN[common_foes(state, i, j, year)]
        past = feud(state, i, j, year)
        if past > 0.0:
            told += c[F_FEUD] * log(1.0 + past)
        state.u[j] -= told
        state.v[j] -= kind
