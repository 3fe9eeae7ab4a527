"""Bounds of a pair as ties come and go: they are multiplied by what a tie does to odds.

Who enters a pact of thirty states is tied to thirty at once. Their bounds stand as they
are but for the tie, so that no exponential is worked out anew.
"""

from foedus.simulation.arithmetic import exp
from foedus.simulation.compiled import compiled
from foedus.simulation.odds import (
    F_PACTED,
    J_DEFENCE,
    J_DEFENCE_TARGET,
    J_DEFENCE_WAR,
    J_O_DEFENCE,
    MARGIN,
    O_ALLIED,
    O_PACTED,
)
from foedus.simulation.pairs import Halves, half, of_two, whole
from foedus.simulation.shapes import Rates, State


@compiled
def factors(rates: Rates) -> None:
    """Work out what ties multiply odds by; of what a war or a target adds, the most."""
    b = rates.joining
    most = max(0.0, b[J_DEFENCE_TARGET]) + max(0.0, b[J_DEFENCE_WAR])
    rates.pledge[0], rates.pledge[1] = exp(b[J_DEFENCE] + most), exp(b[J_O_DEFENCE])
    rates.tie[0], rates.tie[1] = exp(rates.onset[O_PACTED]), exp(rates.onset[O_ALLIED])
    rates.tie[2] = exp(rates.formation[F_PACTED])


@compiled
def retie(rates: Rates, state: State, i: int, j: int, was: int, now: int) -> None:
    """Renew the bounds of two whose ties are others.

    Parameters
    ----------
    was, now
        Sum of 1 if the two share a pact, 2 if the first owes the second defence, and 4 if
        the second owes it the first.
    """
    pact, ally = (now & 1) - (was & 1), (now > 1) - (was > 1)
    fights = _power(rates.tie[0], pact) * _power(rates.tie[1], ally)
    _scale(state.e[i], j, fights)
    _scale(state.e[j], i, fights)
    _scale(state.f, of_two(i, j), _power(rates.tie[2], pact))
    first, second = ((now >> 1) & 1) - ((was >> 1) & 1), (now >> 2) - (was >> 2)
    if first:
        _scale(state.own[j], i, _power(rates.pledge[0], first))
        _scale(state.other[j], i, _power(rates.pledge[1], first))
    if second:
        _scale(state.own[i], j, _power(rates.pledge[0], second))
        _scale(state.other[i], j, _power(rates.pledge[1], second))


@compiled
def _power(factor: float, by: int) -> float:
    """Give the factor for a tie that comes, its inverse for one that goes, else 1."""
    if by > 0:
        return factor
    return 1.0 / factor if by < 0 else 1.0


@compiled
def _scale(bounds: Halves, place: int, factor: float) -> None:
    bounds[place] = half(factor * MARGIN * whole(bounds[place]))
