"""A second try for scenarios that are too far from the base to settle at once.

Wages first grope as an auctioneer would have them, a little up where a state's labour is
wanted and down where not, which is slow but leads home. Newton's method, with the slopes
of where it stands and not of the base, then goes the rest of the way.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import NoConvergence, newton_krylov

from foedus.markets.anderson import settle
from foedus.markets.clearing import Markets, answers
from foedus.markets.reach import changed

Floats = NDArray[np.float64]
GROPING, MOST_STEPS, HALVINGS = 300, 100, 12


def recovered(alone: Markets, *, tolerance: float) -> tuple[Floats, float]:
    """Settle one scenario, or come as near as can be.

    Parameters
    ----------
    alone
        The markets of the scenario, one row.
    tolerance
        Miss that counts as settled.

    Returns
    -------
    tuple[Floats, float]
        The state, (K,), and by how much its worst market still misses.
    """
    groping = replace(alone, frame=replace(alone.frame, answers=None))
    with np.errstate(all="ignore"):
        start = settle(
            groping, alone.start(), tolerance=tolerance, memory=4, most=GROPING
        ).state
        if alone.frame.links is None and alone.barriers.rents is None:
            state = _newton(alone, start, tolerance)
        else:
            state = _krylov(groping, start, tolerance)
        return state[0], float(groping.step(state)[1][0])


def _newton(alone: Markets, state: Floats, tolerance: float) -> Floats:
    """Take Newton's steps, each halved until it brings markets nearer to clearing."""
    miss = _miss(alone, state)
    for _ in range(MOST_STEPS):
        if not tolerance < miss < np.inf:
            break
        rise = _rise(alone, state)
        for halving in range(HALVINGS):
            tried = state + rise / 2**halving
            if _miss(alone, tried) < miss:
                break
        else:
            break
        state, miss = tried, _miss(alone, tried)
    return state


def _rise(alone: Markets, state: Floats) -> Floats:
    """Give Newton's step at a state, (1, N)."""
    base = alone.base
    found = alone.clear(state)
    open_ = changed(alone.frame.shares, alone.barriers)
    paid = open_ * found.sellers[:, 0, :, None] * found.buyers[:, 0, None]
    weight = base.labour * found.sales[:, 0].T / found.labour_income[0][:, None]
    moved = answers(
        base,
        paid / found.spending[:, 0, None],
        paid / found.sales[:, 0, :, None],
        weight,
        found.wages[0] * base.value_added,
        found.final[0],
        alone.frame.closure,
    )
    rise = found.excess(base) @ moved
    return np.asarray(rise / max(1.0, float(np.abs(rise).max())), dtype=np.float64)


def _miss(alone: Markets, state: Floats) -> float:
    miss = float(alone.step(state)[1][0])
    return miss if np.isfinite(miss) else np.inf


def _krylov(groping: Markets, start: Floats, tolerance: float) -> Floats:
    """Let Krylov's subspace stand for slopes that are too many to write down."""

    def moved(state: Floats) -> Floats:
        return np.asarray(groping.step(state)[0] - state, dtype=np.float64)

    if not np.isfinite(moved(start)).all():
        return start
    scale = 1 + float(groping.base.theta.max())
    try:
        found = newton_krylov(moved, start, f_tol=tolerance / scale, maxiter=60)
    except (NoConvergence, ValueError):
        return start
    return np.asarray(found, dtype=np.float64)
