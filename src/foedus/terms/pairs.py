"""What several models read of a pair of states: how far, how strong, how governed.

Of two states that stand for each other the higher and the lower value are taken, so that
a pair reads the same whichever is named first. What is not known of a state is what the
members of that day have on average; what is not known of a pair says so in a column.

References
----------
Ray, Singer (1973), Measuring the concentration of power in the international system,
https://doi.org/10.1177/004912417300100403
"""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.filling import filled
from foedus.terms.spline import spline

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

REACH = (0.0, 1.5, 3.0, 4.5)
"""Knots of distance, in ln(1 + km / 100): 0, 350, 1,900 and 8,900 km."""

TRIFLE = 1e-5
"""Added to a share of capability, so that the least state has a logarithm."""


def ldist(distance_ij: Floats) -> Floats:
    """Distance of their territories, ln(1 + km / 100)."""
    return np.log1p(np.asarray(distance_ij, np.float64) / 100)


def ldist_s1(ldist: Floats) -> Floats:
    """First bend of the distance."""
    return spline(ldist, REACH)[:, 0]


def ldist_s2(ldist: Floats) -> Floats:
    """Second bend of the distance."""
    return spline(ldist, REACH)[:, 1]


def near(ldist: Floats) -> Floats:
    """Nearness: 1 where they touch, a half at 100 km."""
    return np.exp(-ldist)


def cont_land(contiguity_ij: Floats) -> Floats:
    """Share a land border."""
    return np.equal(contiguity_ij, 1).astype(np.float64)


def cont_sea(contiguity_ij: Floats) -> Floats:
    """Lie across at most 400 miles of water."""
    return np.greater(contiguity_ij, 1).astype(np.float64)


def cont(contiguity_ij: Floats) -> Floats:
    """Share a border, or lie across at most 400 miles of water."""
    return np.greater(contiguity_ij, 0).astype(np.float64)


def same_region(region_i: Floats, region_j: Floats) -> Floats:
    """Lie in one region."""
    return np.equal(region_i, region_j).astype(np.float64)


def cap_i(every_cinc: Floats, every_alive: Floats, i: Places) -> Floats:
    """Capability of the first, ln of its share."""
    return np.log(filled(every_cinc, every_alive) + TRIFLE)[i]


def cap_j(every_cinc: Floats, every_alive: Floats, j: Places) -> Floats:
    """Capability of the second, ln of its share."""
    return np.log(filled(every_cinc, every_alive) + TRIFLE)[j]


def cap_hi(cap_i: Floats, cap_j: Floats) -> Floats:
    """Capability of the stronger, ln of its share."""
    return np.maximum(cap_i, cap_j)


def cap_lo(cap_i: Floats, cap_j: Floats) -> Floats:
    """Capability of the weaker, ln of its share."""
    return np.minimum(cap_i, cap_j)


def ratio(cap_hi: Floats, cap_lo: Floats) -> Floats:
    """How much stronger the stronger is, ln of the ratio of capabilities."""
    return cap_hi - cap_lo


def maj1(major_i: Floats, major_j: Floats) -> Floats:
    """Just one of them is a major power."""
    return np.not_equal(major_i, major_j).astype(np.float64)


def maj2(major_i: Floats, major_j: Floats) -> Floats:
    """Both are major powers."""
    return np.asarray(major_i * major_j, np.float64)


def allied(
    defence_ij: Floats, defence_ji: Floats, offence_ij: Floats, offence_ji: Floats
) -> Floats:
    """One owes the other defence or offence."""
    owed = defence_ij + defence_ji + offence_ij + offence_ji
    return np.greater(owed, 0).astype(np.float64)


def past_pacts(pacted_20_ij: Floats) -> Floats:
    """Years in a common pact, fading, ln(1 + stock)."""
    return np.log1p(np.asarray(pacted_20_ij, np.float64))


def dem_i(every_polyarchy: Floats, every_alive: Floats, i: Places) -> Floats:
    """Democracy of the first."""
    return filled(every_polyarchy, every_alive)[i]


def dem_j(every_polyarchy: Floats, every_alive: Floats, j: Places) -> Floats:
    """Democracy of the second."""
    return filled(every_polyarchy, every_alive)[j]


def dem_lo(dem_i: Floats, dem_j: Floats) -> Floats:
    """Democracy of the less democratic."""
    return np.minimum(dem_i, dem_j)


def dem_hi(dem_i: Floats, dem_j: Floats) -> Floats:
    """Democracy of the more democratic."""
    return np.maximum(dem_i, dem_j)


def dem_dist(dem_hi: Floats, dem_lo: Floats) -> Floats:
    """How far apart their regimes are."""
    return dem_hi - dem_lo


def gdp_i(every_income: Floats, every_alive: Floats, i: Places) -> Floats:
    """Income a head of the first, ln of dollars."""
    return filled(np.log(every_income), every_alive)[i]


def gdp_j(every_income: Floats, every_alive: Floats, j: Places) -> Floats:
    """Income a head of the second, ln of dollars."""
    return filled(np.log(every_income), every_alive)[j]


def gdp_lo(gdp_i: Floats, gdp_j: Floats) -> Floats:
    """Income a head of the poorer, ln of dollars."""
    return np.minimum(gdp_i, gdp_j)


def gdp_hi(gdp_i: Floats, gdp_j: Floats) -> Floats:
    """Income a head of the richer, ln of dollars."""
    return np.maximum(gdp_i, gdp_j)


def igo(shared_igos_ij: Floats) -> Floats:
    """Organizations that both belong to, square root; none where not known."""
    return np.sqrt(np.nan_to_num(np.asarray(shared_igos_ij, np.float64)))


def tsh(trade_ij: Floats, trade_total_i: Floats, trade_total_j: Floats) -> Floats:
    """Lesser share of their trade in the trade of each, square root."""
    most = np.maximum(np.maximum(trade_total_i, trade_total_j), 1.0)
    return np.sqrt(np.nan_to_num(np.asarray(trade_ij, np.float64)) / most)


def un_miss(ideal_point_i: Floats, ideal_point_j: Floats) -> Floats:
    """One of them has cast no vote in the General Assembly yet."""
    return np.isnan(ideal_point_i + ideal_point_j).astype(np.float64)


def un_dist(ideal_point_i: Floats, ideal_point_j: Floats) -> Floats:
    """Distance of their votes in the General Assembly; 0 where one casts none."""
    apart = np.abs(np.asarray(ideal_point_i, np.float64) - ideal_point_j)
    return np.nan_to_num(apart)


def lang(language_ij: Floats) -> Floats:
    """Share an official language."""
    return np.asarray(language_ij, np.float64)


def colony(colony_ij: Floats) -> Floats:
    """One was ever a colony of the other."""
    return np.asarray(colony_ij, np.float64)


def rivals(rivalry_ij: Floats) -> Floats:
    """Are strategic rivals."""
    return np.asarray(rivalry_ij, np.float64)


def s2(onset_2_ij: Floats) -> Floats:
    """Disputes that they began, half-life 2 years, ln(1 + stock)."""
    return np.log1p(np.asarray(onset_2_ij, np.float64))


def s10(onset_10_ij: Floats) -> Floats:
    """Disputes that they began, half-life 10 years, ln(1 + stock)."""
    return np.log1p(np.asarray(onset_10_ij, np.float64))


def s40(onset_40_ij: Floats) -> Floats:
    """Disputes that they began, half-life 40 years, ln(1 + stock)."""
    return np.log1p(np.asarray(onset_40_ij, np.float64))


def w20(war_20_ij: Floats) -> Floats:
    """Wars that they began, half-life 20 years, ln(1 + stock)."""
    return np.log1p(np.asarray(war_20_ij, np.float64))


def dem_product(dem_lo: Floats, dem_hi: Floats) -> Floats:
    """Product of their democracies, high for two democracies alone."""
    return dem_lo * dem_hi


def common_enemies(every_onset_10: Floats, i: Places, j: Places) -> Floats:
    """States with which both have had disputes of late, ln(1 + n)."""
    enmity = np.minimum(every_onset_10, 1)
    both: Floats = np.log1p(enmity @ enmity)[i, j].astype(np.float64)
    return both


def common_allies(every_defence: Floats, i: Places, j: Places) -> Floats:
    """States that owe both defence or are owed it by both, ln(1 + n)."""
    ally = np.maximum(every_defence, every_defence.T)
    both: Floats = np.log1p(ally @ ally)[i, j].astype(np.float64)
    return both


def enemies_allies(
    every_defence: Floats, every_onset_10: Floats, i: Places, j: Places
) -> Floats:
    """Allies of the one with which the other has had disputes of late, ln(1 + n)."""
    crossed = np.maximum(every_defence, every_defence.T) @ np.minimum(every_onset_10, 1)
    either: Floats = np.log1p(crossed + crossed.T)[i, j].astype(np.float64)
    return either


def leader(every_cinc: Floats, every_alive: Floats, i: Places, j: Places) -> Floats:
    """One of them is the strongest state of the system."""
    first = int(np.argmax(np.where(every_alive > 0, np.nan_to_num(every_cinc), -1.0)))
    return (np.equal(i, first) | np.equal(j, first)).astype(np.float64)


def con(every_cinc: Floats, every_major: Floats, every_alive: Floats) -> Floats:
    """Concentration of capability among the major powers, by Ray and Singer."""
    share = _of_majors(every_cinc, every_major, every_alive)
    least = 1 / len(share)
    return np.atleast_1d(np.sqrt((np.square(share).sum() - least) / (1 - least)))


def gap(every_cinc: Floats, every_alive: Floats) -> Floats:
    """How far the strongest state is ahead of the second, in shares of capability."""
    held = np.sort(np.where(every_alive > 0, np.nan_to_num(every_cinc), 0.0))
    return np.atleast_1d(held[-1] - held[-2]).astype(np.float64)


def lnst(every_alive: Floats) -> Floats:
    """Number of states, ln."""
    return np.atleast_1d(np.log(np.asarray(every_alive, np.float64).sum()))


def _of_majors(cinc: Floats, major: Floats, alive: Floats) -> Floats:
    """Give the shares of at least two powers, summing to 1."""
    share = np.nan_to_num(np.asarray(cinc, np.float64))[(major > 0) & (alive > 0)]
    if len(share) < 2 or not share.sum():
        return np.array([0.5, 0.5])
    held: Floats = share / share.sum()
    return held
