"""Ways in which an exchange ends: from outside, by chance; from within, by its own sums."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.course import Course
from foedus.exchange.deal import Deal

Floats = NDArray[np.float64]
FLOOR, NO_GAIN, OUTBID = "floor", "no_gain", "outbid"
WITHIN = (FLOOR, NO_GAIN, OUTBID)
"""From within: the store at its floor, no price suits both, a higher bid from outside."""
GOES_ON = -1
"""Cause of a deal that has not ended."""


@dataclass(frozen=True, slots=True, eq=False)
class Outer:
    """When the deal would end from outside, (R,).

    Attributes
    ----------
    month
        Place of the first month without the deal; the number of months where none comes.
    cause
        Place of the ending that comes first.
    """

    month: NDArray[np.intp]
    cause: NDArray[np.intp]


def causes_of(deal: Deal) -> tuple[str, ...]:
    """Name every way to end, in the order of their places."""
    return (*(ending.id for ending in deal.endings), *WITHIN)


def outer_ends(
    deal: Deal, course: Course, hazards: Floats, uniforms: Floats, *, now: int
) -> Outer:
    """Draw when each ending would come, and keep the first, equation 24.

    The same uniforms under another course give the same fate but for what was changed.

    Parameters
    ----------
    deal
        Its endings.
    course
        Enforcement by month, and endings that come in a given month.
    hazards
        Rate a month of each ending, (E, R).
    uniforms
        One number of each ending and draw, (E, R), in [0, 1).
    now
        Place of the first month in which an ending may come.
    """
    size, months = uniforms.shape[1], course.months
    first = np.full(size, months, dtype=np.intp)
    cause = np.full(size, GOES_ON, dtype=np.intp)
    for k, ending in enumerate(deal.endings):
        if ending.id in course.fixed:
            at = np.full(size, min(course.fixed[ending.id], months), dtype=np.intp)
        else:
            at = _drawn(ending.enforced, course, hazards[k], uniforms[k], now)
        sooner = at < first
        first[sooner], cause[sooner] = at[sooner], k
    return Outer(first, cause)


def _drawn(
    is_enforced: bool, course: Course, hazard: Floats, uniform: Floats, now: int
) -> NDArray[np.intp]:
    """Give the first month in which the summed rate passes a draw of the exponential."""
    left = course.months - now
    factors = course.enforced[now:] if is_enforced else np.ones(left)
    summed = np.cumsum(factors)
    threshold = np.divide(
        -np.log1p(-uniform), hazard, out=np.full_like(uniform, np.inf), where=hazard > 0
    )
    return np.asarray(now + np.searchsorted(summed, threshold), dtype=np.intp)


def share_by_cause(
    month: NDArray[np.intp], cause: NDArray[np.intp], months: Sequence[int], causes: int
) -> Floats:
    """Give the share of draws ended by each cause before each of some months, (M, C)."""
    held = np.stack([month < m for m in months])
    return np.stack([(held & (cause == c)).mean(axis=1) for c in range(causes)], axis=1)
