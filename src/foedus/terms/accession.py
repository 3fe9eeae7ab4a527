"""What the accession of a state to a pact of many reads: its members, and what it offers.

A row is a state `k` and a pact, `p` by its place among those that stand; `members` tells
who is in each pact, (P, N). Of what lies between the state and the members the mean, the
share or the most is taken.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.filling import filled

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Truths = NDArray[np.bool_]

NEW = 3
"""Years in the system up to which a state is new."""

TRIFLE = 1e-5
"""Added to a share of capability, so that the least state has a logarithm."""


def near_max(members: Truths, every_distance: Floats, p: Places, k: Places) -> Floats:
    """Nearness of the nearest member."""
    near = _nearness(every_distance)
    most = np.stack([near[inside].max(axis=0) for inside in members])
    return _float(most[p, k])


def near_mean(members: Truths, every_distance: Floats, p: Places, k: Places) -> Floats:
    """Mean nearness of the members."""
    return _mean(members, _nearness(every_distance), p, k)


def region_share(members: Truths, every_region: Floats, p: Places, k: Places) -> Floats:
    """Share of the members that lie in its region."""
    same = np.equal(every_region[:, None], every_region[None, :])
    return _mean(members, same, p, k)


def defence_share(members: Truths, every_defence: Floats, p: Places, k: Places) -> Floats:
    """Share of the members with which it has a pact of defence."""
    return _mean(members, np.maximum(every_defence, every_defence.T), p, k)


def pact_share(members: Truths, every_pact: Floats, p: Places, k: Places) -> Floats:
    """Share of the members with which it has some pact."""
    return _mean(members, every_pact, p, k)


def lang_share(members: Truths, every_language: Floats, p: Places, k: Places) -> Floats:
    """Share of the members that share an official language with it."""
    return _mean(members, every_language, p, k)


def igo_mean(members: Truths, every_shared_igos: Floats, p: Places, k: Places) -> Floats:
    """Mean of the organizations shared with the members, square roots."""
    shared = np.sqrt(np.nan_to_num(np.asarray(every_shared_igos, np.float64)))
    return _mean(members, shared, p, k)


def quarrels(members: Truths, every_onset_10: Floats, p: Places, k: Places) -> Floats:
    """Disputes with members, half-life 10 years, ln(1 + stock)."""
    held = np.asarray(every_onset_10, np.float64)
    return np.log1p((members.astype(np.float64) @ held)[p, k])


def shared_enemies(members: Truths, every_onset_10: Floats, p: Places, k: Places) -> Floats:
    """Mean over members of the enemies shared with them, ln(1 + n)."""
    enmity = np.minimum(np.asarray(every_onset_10, np.float64), 1)
    return _mean(members, np.log1p(enmity @ enmity), p, k)


def dem(every_polyarchy: Floats, every_alive: Floats, k: Places) -> Floats:
    """Democracy of the state."""
    return filled(every_polyarchy, every_alive)[k]


def dem_gap(
    members: Truths, every_polyarchy: Floats, every_alive: Floats, p: Places, k: Places
) -> Floats:
    """How far its democracy is from the members' mean."""
    held = filled(every_polyarchy, every_alive)
    return np.abs(held[k] - _of_members(members, held)[p])


def un_gap(members: Truths, every_ideal_point: Floats, p: Places, k: Places) -> Floats:
    """How far it votes from the members' mean in the General Assembly."""
    held = np.asarray(every_ideal_point, np.float64)
    voting = members & ~np.isnan(held)
    mean = _of_members(voting, np.nan_to_num(held))
    apart = np.abs(held[k] - np.where(voting.any(axis=1), mean, np.nan)[p])
    return np.nan_to_num(apart)


def un_mute(ideal_point_k: Floats) -> Floats:
    """Has cast no vote in the General Assembly yet."""
    return np.isnan(ideal_point_k).astype(np.float64)


def income(every_income: Floats, every_alive: Floats, k: Places) -> Floats:
    """Income a head of the state, ln of dollars."""
    return filled(np.log(every_income), every_alive)[k]


def cap(every_cinc: Floats, every_alive: Floats, k: Places) -> Floats:
    """Capability of the state, ln of its share."""
    return np.log(filled(every_cinc, every_alive) + TRIFLE)[k]


def threat(every_threat: Floats, every_alive: Floats, k: Places) -> Floats:
    """External threat to the state."""
    return filled(every_threat, every_alive)[k]


def trade_share(
    members: Truths, every_trade: Floats, trade_total_k: Floats, p: Places, k: Places
) -> Floats:
    """Share of its trade that goes to and comes from members, square root."""
    held = members.astype(np.float64) @ np.nan_to_num(np.asarray(every_trade, np.float64))
    return np.sqrt(np.clip(held[p, k] / np.maximum(trade_total_k, 1.0), 0.0, 1.0))


def new_state(member_years_k: Floats) -> Floats:
    """Entered the system in the last 3 years."""
    return np.less_equal(member_years_k, NEW).astype(np.float64)


def leader_in(
    members: Truths, every_cinc: Floats, every_alive: Floats, p: Places
) -> Floats:
    """The strongest state of the system is a member."""
    first = int(np.argmax(np.where(every_alive > 0, np.nan_to_num(every_cinc), -1.0)))
    return members[:, first].astype(np.float64)[p]


def majors_in(members: Truths, every_major: Floats, p: Places) -> Floats:
    """Share of the members that are major powers."""
    return _of_members(members, np.asarray(every_major, np.float64))[p]


def many(members: Truths, p: Places) -> Floats:
    """Number of members, ln."""
    return _float(np.log(members.sum(axis=1))[p])


def age(year: Places, signed: Places) -> Floats:
    """Age of the pact, ln of years and one."""
    return _float(np.log(np.maximum(year - 1 - signed, 0) + 1.0))


def recent(joined: Floats) -> Floats:
    """Entries to this pact of late, half-life 3 years, ln(1 + stock)."""
    return np.log1p(joined)


def open_to(accession: Floats) -> Floats:
    """Its text provides for accession."""
    return np.greater(accession, 0).astype(np.float64)


def names_future(future_members: Floats) -> Floats:
    """Its text speaks of future members."""
    return np.greater(future_members, 0).astype(np.float64)


def defence(promises_defence: Floats) -> Floats:
    """It is a pact of defence or offence."""
    return _float(promises_defence)


def former(was_member: Truths) -> Floats:
    """The state was a member once."""
    return was_member.astype(np.float64)


def near_recent(near_max: Floats, recent: Floats) -> Floats:
    """Nearness, of pacts that grow."""
    return near_max * recent


def region_future(region_share: Floats, names_future: Floats) -> Floats:
    """Share of the members in its region, of pacts that speak of future members."""
    return region_share * names_future


def region_new(region_share: Floats, new_state: Floats) -> Floats:
    """Share of the members in its region, of new states."""
    return region_share * new_state


def _nearness(distance: Floats) -> Floats:
    near = 1 / (1 + np.nan_to_num(np.asarray(distance, np.float64), nan=np.inf) / 100)
    np.fill_diagonal(near, 0.0)
    return near


def _mean(members: Truths, between: NDArray[np.generic], p: Places, k: Places) -> Floats:
    held = members.astype(np.float64) @ np.asarray(between, np.float64)
    return _float(held[p, k] / members.sum(axis=1)[p])


def _of_members(members: Truths, of_state: Floats) -> Floats:
    sizes = np.maximum(members.sum(axis=1), 1)
    return _float(members.astype(np.float64) @ of_state / sizes)


def _float(values: NDArray[np.generic]) -> Floats:
    return np.asarray(values, np.float64)
