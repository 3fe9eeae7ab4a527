"""What the signing of a pact of two reads: who has many, who signed of late, who is new.

Of a pair the higher (`_hi`) and the lower (`_lo`) value of its two states are taken, so
that a pair reads the same whichever is named first.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.filling import filled

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

NEW, YOUNG = 3, 10
"""Years in the system up to which a state is new, and up to which it is young."""


def pacts_hi(every_bilateral_pacts: Floats, i: Places, j: Places) -> Floats:
    """Pacts of two in force, of whichever has more, ln(1 + n)."""
    return _hi(_log_sum(every_bilateral_pacts), i, j)


def pacts_lo(every_bilateral_pacts: Floats, i: Places, j: Places) -> Floats:
    """Pacts of two in force, of whichever has fewer, ln(1 + n)."""
    return _lo(_log_sum(every_bilateral_pacts), i, j)


def allies_hi(every_defence: Floats, i: Places, j: Places) -> Floats:
    """Partners in defence, of whichever has more, ln(1 + n)."""
    return _hi(_log_sum(np.maximum(every_defence, every_defence.T)), i, j)


def allies_lo(every_defence: Floats, i: Places, j: Places) -> Floats:
    """Partners in defence, of whichever has fewer, ln(1 + n)."""
    return _lo(_log_sum(np.maximum(every_defence, every_defence.T)), i, j)


def signed_defence_hi(signed_defence_3_i: Floats, signed_defence_3_j: Floats) -> Floats:
    """Military pacts of two signed of late, of whichever signed more, ln(1 + stock)."""
    return np.log1p(np.maximum(signed_defence_3_i, signed_defence_3_j))


def signed_defence_lo(signed_defence_3_i: Floats, signed_defence_3_j: Floats) -> Floats:
    """Military pacts of two signed of late, of whichever signed fewer, ln(1 + stock)."""
    return np.log1p(np.minimum(signed_defence_3_i, signed_defence_3_j))


def signed_other_hi(signed_other_3_i: Floats, signed_other_3_j: Floats) -> Floats:
    """Other pacts of two signed of late, of whichever signed more, ln(1 + stock)."""
    return np.log1p(np.maximum(signed_other_3_i, signed_other_3_j))


def signed_other_lo(signed_other_3_i: Floats, signed_other_3_j: Floats) -> Floats:
    """Other pacts of two signed of late, of whichever signed fewer, ln(1 + stock)."""
    return np.log1p(np.minimum(signed_other_3_i, signed_other_3_j))


def entered_hi(entered_3_i: Floats, entered_3_j: Floats) -> Floats:
    """Multilateral pacts entered of late, of whichever entered more, ln(1 + stock)."""
    return np.log1p(np.maximum(entered_3_i, entered_3_j))


def entered_lo(entered_3_i: Floats, entered_3_j: Floats) -> Floats:
    """Multilateral pacts entered of late, of whichever entered fewer, ln(1 + stock)."""
    return np.log1p(np.minimum(entered_3_i, entered_3_j))


def again_defence(signed_defence_15_ij: Floats) -> Floats:
    """Military pacts that these two signed, half-life 15 years."""
    return np.asarray(signed_defence_15_ij, np.float64)


def again_other(signed_other_15_ij: Floats) -> Floats:
    """Other pacts that these two signed, half-life 15 years."""
    return np.asarray(signed_other_15_ij, np.float64)


def pacted(pact_ij: Floats) -> Floats:
    """Are members of some pact together."""
    return np.asarray(pact_ij, np.float64)


def new1(member_years_i: Floats, member_years_j: Floats) -> Floats:
    """Just one of them entered the system in the last 3 years."""
    return np.not_equal(member_years_i <= NEW, member_years_j <= NEW).astype(np.float64)


def new2(member_years_i: Floats, member_years_j: Floats) -> Floats:
    """Both entered the system in the last 3 years."""
    return np.less_equal(np.maximum(member_years_i, member_years_j), NEW).astype(np.float64)


def siblings(member_years_i: Floats, member_years_j: Floats, same_region: Floats) -> Floats:
    """Lie in one region and entered within a year of each other, not 10 years ago."""
    young = np.maximum(member_years_i, member_years_j) <= YOUNG
    together = np.abs(member_years_i - member_years_j) <= 1
    held: Floats = (young & together) * same_region
    return held


def siblings_near(siblings: Floats, near: Floats) -> Floats:
    """Nearness, of those that entered together."""
    return siblings * near


def neighbour_defence(
    every_signed_defence_15: Floats, every_distance: Floats, i: Places, j: Places
) -> Floats:
    """Military pacts of one with those near the other, by nearness, ln(1 + stock)."""
    return _with_neighbours(every_signed_defence_15, every_distance)[i, j]


def neighbour_other(
    every_signed_other_15: Floats, every_distance: Floats, i: Places, j: Places
) -> Floats:
    """Other pacts of one with those near the other, by nearness, ln(1 + stock)."""
    return _with_neighbours(every_signed_other_15, every_distance)[i, j]


def comrades(comrades_ij: Floats) -> Floats:
    """Fight on one side of a war."""
    return np.asarray(comrades_ij, np.float64)


def at_war(every_war: Floats, i: Places, j: Places) -> Floats:
    """One of them is at war with somebody."""
    return _hi(np.asarray(every_war, np.float64).max(axis=1), i, j)


def threat_hi(every_threat: Floats, every_alive: Floats, i: Places, j: Places) -> Floats:
    """External threat of whichever is more threatened."""
    return _hi(filled(every_threat, every_alive), i, j)


def threat_lo(every_threat: Floats, every_alive: Floats, i: Places, j: Places) -> Floats:
    """External threat of whichever is less threatened."""
    return _lo(filled(every_threat, every_alive), i, j)


def leader_weak(leader: Floats, cap_lo: Floats) -> Floats:
    """Weakness of the partner, of pairs with the strongest state."""
    return -leader * cap_lo


def con_ratio(con: Floats, ratio: Floats) -> Floats:
    """How unequal they are, the more so the fewer the powers that count."""
    return con * ratio


def leader_votes(
    every_ideal_point: Floats,
    every_cinc: Floats,
    every_alive: Floats,
    i: Places,
    j: Places,
) -> Floats:
    """Distance of whichever votes farther from the strongest state at the UN."""
    first = int(np.argmax(np.where(every_alive > 0, np.nan_to_num(every_cinc), -1.0)))
    apart = np.abs(np.asarray(every_ideal_point, np.float64) - every_ideal_point[first])
    return _hi(np.nan_to_num(apart), i, j)


def _with_neighbours(signed: Floats, distance: Floats) -> Floats:
    """Sum what each state signed with others, weighed by how near they are to a third."""
    near = 1 / (1 + np.nan_to_num(np.asarray(distance, np.float64), nan=np.inf) / 100)
    np.fill_diagonal(near, 0.0)  # a state is no neighbour of its own
    either = np.asarray(signed, np.float64) @ near
    held: Floats = np.log1p(either + either.T)
    return held


def _log_sum(pairs: Floats) -> Floats:
    held: Floats = np.log1p(np.asarray(pairs, np.float64).sum(axis=1))
    return held


def _hi(of_state: Floats, i: Places, j: Places) -> Floats:
    return np.maximum(of_state[i], of_state[j])


def _lo(of_state: Floats, i: Places, j: Places) -> Floats:
    return np.minimum(of_state[i], of_state[j])
