"""What is read of a pair of states to tell whether a dispute will begin between them.

Strength, unrest and regime are felt less far off: several terms take a trait of the two
times their distance, and have it lose its force so (Boulding's loss-of-strength gradient).

References
----------
Boulding (1962), Conflict and Defense, Harper
Beck, Katz, Tucker (1998), Taking time seriously, https://doi.org/10.2307/2991857
"""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.spline import spline

Floats = NDArray[np.float64]

LONGEST = 60
"""Years of peace that are told apart."""

PEACE = (0.0, float(np.log(4)), float(np.log(13)), float(np.log(41)))
"""Knots of peace, in ln(1 + years): 0, 3, 12 and 40 years."""

DECADES = (-0.8, -0.4, 0.0, 0.4)
"""Knots of calendar time, in centuries from 1900: straight from 1940 on."""


def ever(disputed_ij: Floats) -> Floats:
    """Have had a dispute."""
    return np.asarray(disputed_ij, np.float64)


def peace(dispute_age_ij: Floats) -> Floats:
    """Years since their last dispute, 60 at most, ln(1 + years)."""
    return np.log1p(np.minimum(np.asarray(dispute_age_ij, np.float64), LONGEST))


def lps(ever: Floats, peace: Floats) -> Floats:
    """Years since their last dispute, of those who had one, ln(1 + years)."""
    return ever * peace


def lps_s1(ever: Floats, peace: Floats) -> Floats:
    """Bend of the years since their last dispute."""
    return ever * spline(peace, PEACE)[:, 0]


def lpn(ever: Floats, member_years_i: Floats, member_years_j: Floats) -> Floats:
    """Years that both have been there without a dispute, 60 at most, ln(1 + years)."""
    both = np.minimum(member_years_i, member_years_j).astype(np.float64)
    return (1 - ever) * np.log1p(np.minimum(both, LONGEST))


def act_i(initiated_5_i: Floats, suffered_5_i: Floats) -> Floats:
    """Disputes of the first with anybody, half-life 5 years, ln(1 + stock)."""
    return np.log1p(np.asarray(initiated_5_i, np.float64) + suffered_5_i)


def act_j(initiated_5_j: Floats, suffered_5_j: Floats) -> Floats:
    """Disputes of the second with anybody, half-life 5 years, ln(1 + stock)."""
    return np.log1p(np.asarray(initiated_5_j, np.float64) + suffered_5_j)


def act_hi(act_i: Floats, act_j: Floats) -> Floats:
    """Disputes with anybody of the busier, half-life 5 years, ln(1 + stock)."""
    return np.maximum(act_i, act_j)


def act_lo(act_i: Floats, act_j: Floats) -> Floats:
    """Disputes with anybody of the less busy, half-life 5 years, ln(1 + stock)."""
    return np.minimum(act_i, act_j)


def sys(every_initiated_5: Floats, every_pairs_5: Floats) -> Floats:
    """Disputes a pair in the whole system, half-life 5 years, ln."""
    begun = float(every_initiated_5.sum()) + 2
    pairs = float(every_pairs_5.sum()) / 2 + 500
    return np.full(1, np.log(begun / pairs))


def proj(cap_hi: Floats, ldist: Floats) -> Floats:
    """Reach of the stronger: its capability times the distance."""
    return cap_hi * ldist


def act_ld(act_hi: Floats, ldist: Floats) -> Floats:
    """Reach of the busier: its disputes times the distance."""
    return act_hi * ldist


def act_near(act_hi: Floats, near: Floats) -> Floats:
    """Disputes of the busier times their nearness."""
    return act_hi * near


def caplo_ld(cap_lo: Floats, ldist: Floats) -> Floats:
    """Reach of the weaker: its capability times the distance."""
    return cap_lo * ldist


def maj_ld(major_i: Floats, major_j: Floats, ldist: Floats) -> Floats:
    """Reach of major powers: the distance, if one of them is one."""
    return np.maximum(major_i, major_j) * ldist


def time(year: NDArray[np.int64]) -> Floats:
    """Calendar time, centuries from 1900."""
    return (np.asarray(year, np.float64) - 1900) / 100


def time_s1(time: Floats) -> Floats:
    """First bend of calendar time."""
    return spline(time, DECADES)[:, 0]


def time_s2(time: Floats) -> Floats:
    """Second bend of calendar time."""
    return spline(time, DECADES)[:, 1]
