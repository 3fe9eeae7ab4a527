"""Newton's way up a concave likelihood, with steps halved until they climb.

Without the halving a step from far off can overshoot and the fit diverge without a word.
A maximum that does not exist shows itself: the likelihood becomes flat in some direction,
at once where terms repeat each other, later where they foretell the outcome without fail.

References
----------
Albert, Anderson (1984), on the existence of maxima, https://doi.org/10.1093/biomet/71.1.1
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.faults import SolveFault

Floats = NDArray[np.float64]

TOLERANCE = 1e-8
"""A step this small in every standardised coefficient is the last one."""
MOST_ROUNDS = 100
FLAT = 1e-9
"""Information below this share of what a direction held at first is none."""
ENOUGH = 1e-4
"""Share of the promised climb that a step must keep."""


class Hill(Protocol):
    """A log-likelihood of coefficients."""

    def height(self, coef: Floats) -> float:
        """Give the log-likelihood."""

    def slopes(self, coef: Floats) -> tuple[Floats, Floats]:
        """Give the gradient, (K,), and the information, (K, K)."""


@dataclass(frozen=True, slots=True, eq=False)
class Peak:
    """Where a likelihood, less its penalty, is highest.

    Attributes
    ----------
    coef
        Coefficients, (K,).
    cov
        Inverse of information and penalty together, (K, K).
    log_likelihood
        Height without the penalty.
    rounds
        Newton rounds used.
    """

    coef: Floats
    cov: Floats
    log_likelihood: float
    rounds: int


def climb(
    hill: Hill, start: Floats, *, penalties: Floats, terms: Sequence[str], where: str
) -> Peak:
    """Climb to the maximum of the height less half of each penalty times the square.

    Raises
    ------
    SolveFault
        There is no maximum, or it was not reached in `MOST_ROUNDS` rounds.
    """
    coef, sized = start, None
    for rounds in range(1, MOST_ROUNDS + 1):
        gradient, information = hill.slopes(coef)
        gradient = gradient - penalties * coef
        information = information + np.diag(penalties)
        sized = _sizes(information) if sized is None else sized
        _refuse_flat(information, sized, terms, first=rounds == 1, where=where)
        step = np.linalg.solve(information, gradient).astype(np.float64)
        coef = _climbed(hill, coef, step, penalties, float(gradient @ step))
        if np.abs(step).max(initial=0.0) <= TOLERANCE:
            cov = np.linalg.inv(information)
            return Peak(coef, (cov + cov.T) / 2, hill.height(coef), rounds)
    raise SolveFault(
        f"no maximum after {MOST_ROUNDS} rounds",
        expected=f"steps below {TOLERANCE:g}",
        where=where,
        mend="fit with a penalty, or look for a column of wild values",
    )


def _climbed(
    hill: Hill, coef: Floats, step: Floats, penalties: Floats, promised: float
) -> Floats:
    """Take the longest of the halved steps that climbs as it promised to."""

    def height(at: Floats) -> float:
        # A step too far may overflow; what is not a number does not climb.
        with np.errstate(over="ignore", invalid="ignore"):
            return hill.height(at) - 0.5 * float(penalties @ at**2)

    here = height(coef)
    if promised <= 1e-10 * (1 + abs(here)):
        return coef + step  # so near the top, rounding hides the climb
    share = 1.0
    while share > 1e-10:
        there = coef + share * step
        if height(there) >= here + ENOUGH * share * promised:
            return there
        share /= 2
    return coef + share * step


def _sizes(information: Floats) -> Floats:
    held = np.diag(information)
    sizes: Floats = np.sqrt(np.maximum(held, max(held.max(initial=0.0) * 1e-9, 1e-300)))
    return sizes


def _refuse_flat(
    information: Floats, sized: Floats, terms: Sequence[str], *, first: bool, where: str
) -> None:
    """Refuse a likelihood that is flat in some direction, and name its terms."""
    if not np.isfinite(information).all():
        raise SolveFault(
            "the likelihood overflows",
            expected="columns of moderate size",
            where=where,
            mend="look for a column of wild values",
        )
    roots, directions = np.linalg.eigh(information / np.outer(sized, sized))
    if not len(roots) or roots[0] > FLAT:
        return
    loads = np.abs(directions[:, 0])
    names = ", ".join(t for t, load in zip(terms, loads, strict=True) if load > 0.1)
    told, mend = (
        (f"{names} repeat each other", "drop one of them, or fit with a penalty")
        if first
        else (f"{names} tell the outcome without fail", "drop it, or fit with a penalty")
    )
    raise SolveFault(
        told,
        expected="terms of full rank that do not separate the outcome",
        where=where,
        mend=mend,
    )
