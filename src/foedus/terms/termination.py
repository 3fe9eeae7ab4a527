"""What tells which of the treaties that stand will end in the year ahead.

A treaty reads the day before the year, its own clauses, and its members: what a treaty
has of them is the most, the least or the mean that any member or pair of members has.
Whatever is alike for all treaties of a year is the level, and is no term.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.filling import filled
from foedus.terms.spline import spline

Floats = NDArray[np.float64]
Values = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

AGES = (0.5, 3.0, 10.0, 30.0)
"""Knots of age, in years and a half."""

FIXED, UNLIMITED = 1, 3
"""Codes of the length a treaty specifies: some years, without limit."""

BY_ITSELF = 2
"""Code of a renewal that needs no act."""

TRIFLE = 1e-5
"""Added to a share of capability, so that the least state has a logarithm."""

ENMITY = 0.5
"""What must be left of past disputes of two states for them to be enemies."""


def level(ended: Values, at_risk: Values) -> Floats:
    """Yearly hazard that recent years lead to expect, alike for all, ln."""
    return _floats(np.log((ended + 1) / (at_risk + 25)))


def lage(year: Whole, signed: Whole) -> Floats:
    """Age, ln of years and a half."""
    return _floats(np.log(year - 1 - signed + 0.5))


def lage2(lage: Floats) -> Floats:
    """Bend of the age."""
    return spline(lage, np.log(AGES).tolist())[:, 0]


def fixed(duration: Values) -> Floats:
    """Made for a number of years."""
    return _is(duration, FIXED)


def indef(duration: Values) -> Floats:
    """Made without limit of time."""
    return _is(duration, UNLIMITED)


def first_expiry(signed: Whole, signed_month: Whole, term_months: Values) -> Floats:
    """Year in which its first term is over; 0 where it has none."""
    last = signed * 12 + np.maximum(signed_month, 1) - 1 + term_months
    return np.where(term_months > 0, last // 12, 0)


def due1(year: Whole, first_expiry: Floats) -> Floats:
    """Its first term is over in the year."""
    return _is(first_expiry, year)


def due1_no(due1: Floats, renewal: Values) -> Floats:
    """Its first term is over in the year, and it does not renew itself."""
    return _floats(due1 * (renewal != BY_ITSELF))


def past_no(year: Whole, first_expiry: Floats, renewal: Values) -> Floats:
    """Its first term is long over, though it does not renew itself."""
    return _floats((first_expiry > 0) & (year > first_expiry) & (renewal != BY_ITSELF))


def due2(
    year: Whole,
    signed: Whole,
    signed_month: Whole,
    term_months: Values,
    renewed_months: Values,
    renewal: Values,
    first_expiry: Floats,
) -> Floats:
    """A later term is over in the year, and it renews itself."""
    first = signed * 12 + np.maximum(signed_month, 1) - 1 + term_months
    period = np.where(renewed_months > 0, renewed_months, term_months)
    # The last renewal before the year is over: if it falls into the year, it is due.
    passed = np.floor((year * 12 + 11 - first) / np.maximum(period, 1))
    due = (first + passed * period) // 12 == year
    renews = (renewal == BY_ITSELF) & (term_months > 0)
    return _floats(renews & due & (year > first_expiry))


def nag(promises_peace: Values) -> Floats:
    """Promises not to attack."""
    return _floats(np.greater(promises_peace, 0))


def defends(promises_defence: Values) -> Floats:
    """Promises defence."""
    return _floats(np.greater(promises_defence, 0))


def nmem(members: Truths) -> Floats:
    """Number of members, ln of pairs of two."""
    return _floats(np.log(np.maximum(members.sum(axis=1), 1) / 2))


def renounce(renunciation: Values) -> Floats:
    """Lets a member leave before its time."""
    return _floats(np.greater(renunciation, 0))


def wartime(born_in_war: Values) -> Floats:
    """Made during a war, to end with it."""
    return _floats(np.greater(born_in_war, 0))


def viol(members: Truths, every_violated_10: Values) -> Floats:
    """Pacts of a member that were broken of late, ln(1 + stock), the most of any."""
    return np.log1p(_most(members, every_violated_10))


def ends(members: Truths, every_ended_5: Values) -> Floats:
    """Pacts of a member that ended of late, ln(1 + stock), the most of any."""
    return np.log1p(_most(members, every_ended_5))


def overlap(members: Truths, signed: Whole) -> Floats:
    """Two of its members have a newer pact in force."""
    shared = members.astype(np.float32) @ members.T.astype(np.float32)
    newer = signed[None, :] > signed[:, None]
    return _floats(((shared >= 2) & newer).any(axis=1))


def shift(members: Truths, every_cinc: Values, cinc_signed: Values) -> Floats:
    """Change of a member's capability since signature, ln, the most of any."""
    change = np.log(every_cinc + TRIFLE) - np.log(cinc_signed + TRIFLE)
    return _most(members, np.abs(np.nan_to_num(change)))


def cap_hi(members: Truths, every_cinc: Values, every_alive: Values) -> Floats:
    """Capability of the strongest member, ln of its share."""
    return _most(members, _capability(every_cinc, every_alive), empty=np.log(TRIFLE))


def ratio(
    cap_hi: Floats, members: Truths, every_cinc: Values, every_alive: Values
) -> Floats:
    """How much stronger the strongest member is than the weakest, ln."""
    strong = _capability(every_cinc, every_alive)
    return np.where(members.any(axis=1), cap_hi + _most(members, -strong), 0.0)


def majors(members: Truths, every_major: Values) -> Floats:
    """Has a major power among its members."""
    return _most(members, every_major)


def threat(members: Truths, every_threat: Values, every_alive: Values) -> Floats:
    """External threat to its members, the mean."""
    return _mean(members, filled(every_threat, every_alive))


def threat_change(members: Truths, every_threat: Values, threat_signed: Values) -> Floats:
    """Change of the external threat to its members since signature, the mean."""
    return _mean(members, np.nan_to_num(every_threat - threat_signed))


def activity(
    members: Truths, every_initiated_5: Values, every_suffered_5: Values
) -> Floats:
    """Disputes of a member of late, ln(1 + stock), the most of any."""
    return np.log1p(_most(members, every_initiated_5 + every_suffered_5))


def quarrel(members: Truths, every_onset_10: Values) -> Floats:
    """Disputes between members of late, ln(1 + stock), summed over their pairs."""
    return np.log1p(_pairs(members, every_onset_10) * _count(members))


def midin(members: Truths, every_dispute: Values) -> Floats:
    """Members had a dispute with each other in the year before."""
    return _floats(_pairs(members, every_dispute) > 0)


def warany(members: Truths, every_war: Values) -> Floats:
    """A member was at war in the year before."""
    return _most(members, every_war.max(axis=1) > 0)


def lead(members: Truths, every_cinc: Values, every_alive: Values) -> Floats:
    """The leading state is a member."""
    first = np.argmax(np.nan_to_num(every_cinc) * every_alive)
    return _floats(members[:, first])


def lead_gap(lead: Floats, every_cinc: Values, every_alive: Values) -> Floats:
    """The leading state is a member, times its lead over the second, ln."""
    first, second = np.sort(np.nan_to_num(every_cinc) * every_alive)[-1:-3:-1] + TRIFLE
    return _floats(lead * np.log(first / second))


def cross(members: Truths, every_defence: Values, every_onset_10: Values) -> Floats:
    """Allies of its members that are enemies of another member, ln(1 + their number)."""
    at = members.astype(np.float32)
    allies = at @ (every_defence > 0).astype(np.float32)
    enemies = at @ (every_onset_10 > ENMITY).astype(np.float32)
    outside = (allies > 0) & (enemies > 0) & ~members
    return _floats(np.log1p(outside.sum(axis=1)))


def bloc(members: Truths, every_defence: Values) -> Floats:
    """Allies outside that its members have in common, ln(1 + mean number)."""
    owed = (np.maximum(every_defence, every_defence.T) > 0).astype(np.float32)
    return np.log1p(_pairs(members, owed @ owed))


def dem_lo(members: Truths, every_polyarchy: Values, every_alive: Values) -> Floats:
    """Democracy of the least democratic member."""
    return -_most(members, -filled(every_polyarchy, every_alive), empty=-0.5)


def dem_hi(members: Truths, every_polyarchy: Values, every_alive: Values) -> Floats:
    """Democracy of the most democratic member."""
    return _most(members, filled(every_polyarchy, every_alive), empty=0.5)


def dem_gap(dem_hi: Floats, dem_lo: Floats) -> Floats:
    """How far apart the regimes of its members are."""
    return dem_hi - dem_lo


def rdem(members: Truths, every_polyarchy: Values, polyarchy_signed: Values) -> Floats:
    """Change of a member's regime since signature, the most of any."""
    return _most(members, np.abs(np.nan_to_num(every_polyarchy - polyarchy_signed)))


def un_gap(members: Truths, every_ideal_point: Values) -> Floats:
    """How far apart its members vote in the General Assembly; 0 where not known."""
    known = members & ~np.isnan(every_ideal_point)[None, :]
    point = np.nan_to_num(every_ideal_point)
    high = np.where(known, point, -np.inf).max(axis=1, initial=-np.inf)
    low = np.where(known, point, np.inf).min(axis=1, initial=np.inf)
    return np.where(known.sum(axis=1) >= 2, high - low, 0.0)


def un_miss(members: Truths, every_ideal_point: Values) -> Floats:
    """The votes of some member are not known."""
    return _floats((members & np.isnan(every_ideal_point)).any(axis=1))


def igos(members: Truths, every_shared_igos: Values) -> Floats:
    """Organizations that two members share, root of the mean."""
    return np.sqrt(_pairs(members, np.nan_to_num(every_shared_igos)))


def language(members: Truths, every_language: Values) -> Floats:
    """Share of the pairs of members with a language in common."""
    return _pairs(members, every_language)


def pacted(members: Truths, every_pacted_20: Values) -> Floats:
    """Years in common pacts, fading, ln(1 + mean stock)."""
    return np.log1p(_pairs(members, every_pacted_20))


def trade(members: Truths, every_trade: Values, every_trade_total: Values) -> Floats:
    """Share of trade among members in what each trades with all, the mean."""
    inside = members.astype(np.float64) @ np.nan_to_num(every_trade)
    whole = np.maximum(every_trade_total, 1.0)
    return _mean(members, np.minimum(inside / whole, 1.0))


def gdp_lo(members: Truths, every_income: Values, every_alive: Values) -> Floats:
    """Income a head of the poorest member, ln of dollars."""
    return -_most(members, -filled(np.log(every_income), every_alive), empty=-8.0)


def _floats(values: NDArray[np.generic] | np.generic) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _is(values: NDArray[np.generic], code: int | NDArray[np.generic]) -> Floats:
    return _floats(np.equal(values, code))


def _most(members: Truths, values: NDArray[np.generic], *, empty: float = 0.0) -> Floats:
    """Give the most that a member has, (P,), of values (N,) or (P, N)."""
    held = np.where(members, np.asarray(values, np.float64), -np.inf).max(axis=1)
    return np.where(np.isfinite(held), held, empty)


def _mean(members: Truths, values: NDArray[np.generic]) -> Floats:
    """Give the mean of what members have, (P,), of values (N,) or (P, N)."""
    summed = np.where(members, np.asarray(values, np.float64), 0.0).sum(axis=1)
    return _floats(summed / np.maximum(members.sum(axis=1), 1))


def _count(members: Truths) -> Floats:
    """Count ordered pairs of members, at least 1."""
    number = members.sum(axis=1)
    return _floats(np.maximum(number * (number - 1), 1))


def _pairs(members: Truths, values: NDArray[np.generic]) -> Floats:
    """Give the mean over ordered pairs of members, (P,), of values (N, N)."""
    at = members.astype(np.float32)
    between = np.array(values, np.float32)
    np.fill_diagonal(between, 0.0)
    return _floats(((at @ between) * at).sum(axis=1)) / _count(members)


def _capability(every_cinc: Values, every_alive: Values) -> Floats:
    return np.log(filled(every_cinc, every_alive) + TRIFLE)
