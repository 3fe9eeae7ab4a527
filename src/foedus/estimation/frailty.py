"""Frailty: what the members of a group share and nobody sees.

Coalitions come in waves: given the same utilities, either nearly nobody joins a dispute or
many do. One draw theta ~ N(shift, sigma^2) for each group is added to every utility of its
rows; sigma and shift are found by maximum likelihood, theta integrated out by the nodes of
Gauss and Hermite.

References
----------
Skrondal, Rabe-Hesketh (2004), Generalized Latent Variable Modeling,
https://doi.org/10.1201/9780203489437
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray
from scipy.optimize import minimize

from foedus.faults import DataFault, SolveFault

Floats = NDArray[np.float64]
WHERE = "estimation.frailty.frailty"
NODES = 61
CELLS_AT_ONCE = 2**22
MOST_ODDS = 600.0
"""Log odds beyond which joining is as good as certain, and its odds still a float."""
"""Rows times nodes held in memory at once."""
LEAST_SIGMA, MOST_SIGMA = 1e-4, 20.0


@dataclass(frozen=True, slots=True)
class Frailty:
    """What groups share: one draw from N(shift, sigma^2) each, added to utilities."""

    sigma: float
    """Standard deviation; 0 where groups share nothing beyond what utilities tell."""
    shift: float
    """Mean, which keeps the rate what it was when draws spread it."""
    log_likelihood: float
    """At the maximum."""
    without: float
    """Log-likelihood of the utilities as they are."""
    groups: int
    """Groups."""


def frailty(
    utilities: Floats,
    outcome: NDArray[np.integer],
    groups: NDArray[np.generic],
    *,
    nodes: int = NODES,
) -> Frailty:
    """Find the spread and the mean of what groups share.

    Parameters
    ----------
    utilities
        Utility of each alternative to staying out, (S,) or (S, J).
    outcome
        0 out, j the j-th alternative, (S,).
    groups
        Group of each row, (S,).
    nodes
        Points at which the shared draw is integrated out.

    Raises
    ------
    DataFault
        Shapes that do not agree, other outcomes, nobody who joins or stays out.
    SolveFault
        No maximum was found.

    Examples
    --------
    >>> joined = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
    >>> one = frailty(np.full(12, -1.0), joined, np.repeat([1, 2, 3], 4))
    >>> one.sigma > 0, one.log_likelihood > one.without
    (True, True)
    """
    crowd = _crowd(np.asarray(utilities, dtype=np.float64), np.asarray(outcome), groups)
    points, weights = hermegauss(nodes)
    log_weights = np.log(weights / weights.sum())

    def loss(place: Floats) -> tuple[float, Floats]:
        height, slope = crowd.height(
            place[1] + np.exp(place[0]) * points, log_weights, points
        )
        return -height, -slope * np.array([np.exp(place[0]), 1.0])

    bounds = [(np.log(LEAST_SIGMA), np.log(MOST_SIGMA)), (-30.0, 30.0)]
    found = minimize(
        loss, [0.0, -0.5], jac=True, method="L-BFGS-B", bounds=bounds,
        options={"ftol": 1e-14, "gtol": 1e-7, "maxiter": 500},
    )  # fmt: skip
    sigma, shift = float(np.exp(found.x[0])), float(found.x[1])
    if not np.isfinite(found.fun) or sigma >= MOST_SIGMA * 0.999 or abs(shift) >= 29.9:
        raise SolveFault(
            f"no maximum; last at sigma {sigma:g} and shift {shift:g}",
            expected=f"a sigma below {MOST_SIGMA:g}",
            where=WHERE,
            mend="look for groups in which all join or none does, whatever their utility",
        )
    return Frailty(
        0.0 if sigma <= 2 * LEAST_SIGMA else sigma,
        shift,
        -float(found.fun),
        crowd.height(np.zeros(1), np.zeros(1), np.zeros(1))[0],
        crowd.count,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Crowd:
    """Rows by group: theirs is all that the likelihood needs of them."""

    odds: Floats
    """Log of the summed odds of all alternatives, (S,)."""
    starts: NDArray[np.intp]
    joined: Floats
    """Joins in each group, (G,)."""
    chosen: float
    """Summed utility of what was chosen."""

    @property
    def count(self) -> int:
        return len(self.starts)

    def height(
        self, shared: Floats, log_weights: Floats, points: Floats
    ) -> tuple[float, Floats]:
        """Give the log-likelihood over the nodes, and its slope in sigma and shift."""
        logs, rates = self._by_group(shared)
        told = self.joined[:, None] * shared - logs + log_weights
        most = told.max(axis=1, keepdims=True)
        parts = np.exp(told - most)
        total = parts.sum(axis=1, keepdims=True)
        beyond = parts / total * (self.joined[:, None] - rates)
        slope = np.array([(beyond * points).sum(), beyond.sum()])
        return self.chosen + float((most + np.log(total)).sum()), slope

    def _by_group(self, shared: Floats) -> tuple[Floats, Floats]:
        """Sum ln(1 + odds), and the chance to join, over each group's rows, (G, Q)."""
        logs = np.empty((self.count, len(shared)))
        rates = np.empty_like(logs)
        step = max(1, CELLS_AT_ONCE // max(len(self.odds), 1))
        for first in range(0, len(shared), step):
            part = slice(first, first + step)
            odds = np.exp(np.minimum(self.odds[:, None] + shared[None, part], MOST_ODDS))
            logs[:, part] = np.add.reduceat(np.log1p(odds), self.starts, axis=0)
            odds /= 1 + odds
            rates[:, part] = np.add.reduceat(odds, self.starts, axis=0)
        return logs, rates


def _crowd(
    utilities: Floats, outcome: NDArray[np.integer], groups: NDArray[np.generic]
) -> _Crowd:
    utilities = utilities[:, None] if utilities.ndim == 1 else utilities
    rows, ways = utilities.shape
    if (
        outcome.shape != (rows,)
        or np.shape(groups) != (rows,)
        or not np.isfinite(utilities).all()
        or not np.isin(outcome, np.arange(ways + 1)).all()
        or not (outcome > 0).any()
        or not (outcome == 0).any()
    ):
        raise DataFault(
            f"utilities of shape {utilities.shape}, "
            f"outcomes {np.unique(outcome)[:5].tolist()}",
            expected="finite utilities, a group a row, some who join and some who do not",
            where=WHERE,
            mend="code out as 0 and the j-th alternative as j",
        )
    order = np.argsort(groups, kind="stable")
    named, outcome, utilities = np.asarray(groups)[order], outcome[order], utilities[order]
    starts = np.flatnonzero(np.r_[True, named[1:] != named[:-1]])
    joined = outcome > 0
    chosen = utilities[joined, outcome[joined].astype(np.intp) - 1].sum()
    most = utilities.max(axis=1)
    odds = most + np.log(np.exp(utilities - most[:, None]).sum(axis=1))
    return _Crowd(
        odds, starts, np.add.reduceat(joined.astype(np.float64), starts), float(chosen)
    )
