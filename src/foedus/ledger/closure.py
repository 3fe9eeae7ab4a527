"""By how much an identity fails to close, with what is pooled of its numbers.

The left side less the right, reckoned draw by draw. Each number is drawn on its own, as
its sources have it; so the error carries the doubt of all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.ledger.identity import Factor, Identity, Term, unit_of
from foedus.ledger.pool import LEVEL, Pool
from foedus.quantity import Estimate, Unit


@dataclass(frozen=True, slots=True)
class Closure:
    """How far one identity is from closing.

    Attributes
    ----------
    error
        Left less right, in the unit of the sides.
    relative
        The error over the larger side: -1 to 1 where both sides are positive.
    broken
        Probability that the left passes the right.
    assumed
        The parameters that no claim stands behind.
    """

    identity: Identity
    left: Estimate
    right: Estimate
    error: Estimate
    relative: Estimate
    broken: float
    assumed: tuple[str, ...]


def closure(identity: Identity, pools: Mapping[str, Pool]) -> Closure | None:
    """Reckon the closure error of an identity; None where a number is not known.

    Parameters
    ----------
    identity
        A sound one.
    pools
        By parameter; each with as many draws as the others.
    """
    if any(name not in pools for name in identity.parameters):
        return None
    held = [pools[name] for name in identity.parameters]
    left, right = (_side(side, pools) for side in (identity.left, identity.right))
    larger = np.maximum(np.abs(left), np.abs(right))
    relative = np.divide(left - right, larger, out=np.zeros_like(larger), where=larger > 0)
    unit = unit_of(identity, {pool.parameter: pool.unit for pool in held})
    basis = f"closure of {identity.id}: " + ", ".join(pool.basis for pool in held)
    return Closure(
        identity,
        _estimate(left, unit, basis),
        _estimate(right, unit, basis),
        _estimate(left - right, unit, basis),
        _estimate(relative, Unit.RATIO, basis),
        float((left > right).mean()),
        tuple(pool.parameter for pool in held if pool.assumed),
    )


def _side(terms: Sequence[Term], pools: Mapping[str, Pool]) -> NDArray[np.float64]:
    runs = max((len(pool.draws) for pool in pools.values()), default=1)
    made = np.zeros(runs)
    for term in terms:
        product = np.full(runs, term.times)
        for factor in term.factors:
            product = product * _factor(factor, pools)
        made += product
    return made


def _factor(factor: Factor, pools: Mapping[str, Pool]) -> NDArray[np.float64]:
    draws = pools[factor.parameter].draws
    match factor.form:
        case "rest":
            return 1 - draws
        case "more":
            return 1 + draws
        case "inverse":
            return 1 / draws
        case _:
            return draws


def _estimate(draws: NDArray[np.float64], unit: Unit, basis: str) -> Estimate:
    low, mid, high = np.quantile(draws, [0.05, 0.5, 0.95])
    return Estimate(float(mid), float(low), float(high), LEVEL, unit, basis)
