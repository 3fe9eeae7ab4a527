"""What draws a third state into a dispute, and to which side.

`own` is the side whose utility is worked out and `other` the side opposed; what a side
has is the most that any of those who began on it has. Nothing here knows who else joined.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.filling import filled
from foedus.terms.spline import spline

Floats = NDArray[np.float64]
Values = NDArray[np.floating]
Places = NDArray[np.intp]
Truths = NDArray[np.bool_]

CHARTER = 1945
"""The year after which pledges of defence are those of the Charter's age."""

ENMITY = 0.5
"""What must be left of past disputes for two states to be enemies: one that began within
the half-life of ten years, or more of them further back."""

TRIFLE = 1e-5
"""Added to a share of capability, so that the least state has a logarithm."""

DECADES = (1830.0, 1890.0, 1930.0, 1970.0, 2000.0)
"""Where the curve in calendar time may bend."""


def war(fought: Truths) -> Floats:
    """The dispute is a war."""
    return fought.astype(np.float64)


def target(struck: Truths) -> Floats:
    """The side is the one acted against."""
    return struck.astype(np.float64)


def defence(every_defence: Values, k: Places, own: Places) -> Floats:
    """Owes defence to one who began on the side."""
    return _most(every_defence, k, own)


def defence_target(defence: Floats, target: Floats) -> Floats:
    """Owes defence to one acted against."""
    return defence * target


def defence_war(defence: Floats, war: Floats) -> Floats:
    """Owes defence to the side, in a war."""
    return defence * war


def defence_post(defence: Floats, year: Places) -> Floats:
    """Owes defence to the side, after 1945."""
    return defence * (year > CHARTER)


def o_defence(every_defence: Values, k: Places, other: Places) -> Floats:
    """Owes defence to the opposed side."""
    return _most(every_defence, k, other)


def offence(every_offence: Values, k: Places, own: Places) -> Floats:
    """Has promised the side to join in attack."""
    return _most(every_offence, k, own)


def past(every_pacted_20: Values, k: Places, own: Places) -> Floats:
    """Years in pacts with the side, fading, ln(1 + stock)."""
    return np.log1p(_most(every_pacted_20, k, own))


def common_allies(every_defence: Values, k: Places, own: Places) -> Floats:
    """States that both it and the side must defend, ln(1 + count)."""
    return np.log1p(_most(every_defence @ every_defence.T, k, own))


def near(every_distance: Values, k: Places, own: Places) -> Floats:
    """Nearness to the side: 1 at its border, a half at 100 km."""
    return _nearness(every_distance, k, own)


def o_near(every_distance: Values, k: Places, other: Places) -> Floats:
    """Nearness to the opposed side."""
    return _nearness(every_distance, k, other)


def minnear(near: Floats, o_near: Floats) -> Floats:
    """Nearness to the nearer of the two sides."""
    return np.maximum(near, o_near)


def near_war(near: Floats, war: Floats) -> Floats:
    """Nearness to the side, in a war."""
    return near * war


def same_region(every_region: Values, k: Places, own: Places) -> Floats:
    """Lies in the region of the side."""
    alike = every_region[k[:, None]] == every_region[own]
    return _any(alike)


def k_maj(major_k: Values) -> Floats:
    """Is a major power."""
    return major_k.astype(np.float64)


def kmaj_war(k_maj: Floats, war: Floats) -> Floats:
    """Is a major power, in a war."""
    return k_maj * war


def kmaj_near(k_maj: Floats, minnear: Floats) -> Floats:
    """Nearness of a major power to the nearer side."""
    return k_maj * minnear


def maj(every_major: Values, own: Places) -> Floats:
    """A major power began on the side."""
    return _strongest(every_major, own)


def o_maj(every_major: Values, other: Places) -> Floats:
    """A major power began on the opposed side."""
    return _strongest(every_major, other)


def k_lc(every_cinc: Values, every_alive: Values, k: Places) -> Floats:
    """Its capability, ln of its share."""
    return _power(every_cinc, every_alive)[k]


def side_lc(every_cinc: Values, every_alive: Values, own: Places) -> Floats:
    """Capability of the strongest on the side, ln of its share."""
    return _strongest(_power(every_cinc, every_alive), own)


def o_side_lc(every_cinc: Values, every_alive: Values, other: Places) -> Floats:
    """Capability of the strongest on the opposed side, ln of its share."""
    return _strongest(_power(every_cinc, every_alive), other)


def stronger(side_lc: Floats, o_side_lc: Floats) -> Floats:
    """How much stronger the side is than the one opposed, ln of the ratio."""
    return side_lc - o_side_lc


def balance(stronger: Floats, k_lc: Floats) -> Floats:
    """Its weight against the stronger side: the weaker the side, the more it mends."""
    return -stronger * np.exp(k_lc)


def lead(every_cinc: Values, every_alive: Values, own: Places) -> Floats:
    """The leading power began on the side."""
    return _any(own == _leader(every_cinc, every_alive))


def o_lead(every_cinc: Values, every_alive: Values, other: Places) -> Floats:
    """The leading power began on the opposed side."""
    return _any(other == _leader(every_cinc, every_alive))


def concentration(every_cinc: Values, every_major: Values, every_alive: Values) -> Floats:
    """How far capability is in the hands of few of the major powers (Singer and Ray)."""
    held = _majors(every_cinc, every_major, every_alive)
    if len(held) < 2:
        return np.zeros(1)
    shares, even = held / held.sum(), 1.0 / len(held)
    spread: Floats = np.array([shares @ shares - even]) / (1.0 - even)
    return np.sqrt(spread)


def gap(every_cinc: Values, every_major: Values, every_alive: Values) -> Floats:
    """How much stronger the first power is than the second, ln of the ratio."""
    held = np.log(np.sort(_majors(every_cinc, every_major, every_alive)) + TRIFLE)
    return held[-1:] - held[-2:-1] if len(held) > 1 else np.zeros(1)


def k_act(initiated_5_k: Values, suffered_5_k: Values) -> Floats:
    """Disputes that it began or suffered of late, fading, ln(1 + stock)."""
    each: Floats = np.nan_to_num(initiated_5_k + suffered_5_k).astype(np.float64)
    return np.log1p(each)


def k_threat(every_threat: Values, every_alive: Values, k: Places) -> Floats:
    """External threat to it, of Leeds and Savun."""
    return filled(every_threat, every_alive)[k]


def s10(every_enmity_10: Values, k: Places, own: Places) -> Floats:
    """Past disputes with the side, fading, ln(1 + stock)."""
    return np.log1p(_most(every_enmity_10, k, own))


def o_s10(every_enmity_10: Values, k: Places, other: Places) -> Floats:
    """Past disputes with the opposed side, fading, ln(1 + stock)."""
    return np.log1p(_most(every_enmity_10, k, other))


def feud(every_onset_10: Values, k: Places, own: Places) -> Floats:
    """Past disputes that it and the side began, fading, ln(1 + stock)."""
    return np.log1p(_most(every_onset_10, k, own))


def o_feud(every_onset_10: Values, k: Places, other: Places) -> Floats:
    """Past disputes that it and the opposed side began, fading, ln(1 + stock)."""
    return np.log1p(_most(every_onset_10, k, other))


def war20(every_war_20: Values, k: Places, own: Places) -> Floats:
    """Past wars with the side, fading, ln(1 + stock)."""
    return np.log1p(_most(every_war_20, k, own))


def o_war20(every_war_20: Values, k: Places, other: Places) -> Floats:
    """Past wars with the opposed side, fading, ln(1 + stock)."""
    return np.log1p(_most(every_war_20, k, other))


def enemy_defence(
    every_defence: Values, every_enmity_10: Values, k: Places, own: Places
) -> Floats:
    """States that it must defend and that are enemies of the side, ln(1 + count)."""
    return np.log1p(_most(every_defence @ _enemies(every_enmity_10), k, own))


def common_enemies(every_enmity_10: Values, k: Places, own: Places) -> Floats:
    """Enemies that it shares with the side, ln(1 + count)."""
    enemies = _enemies(every_enmity_10)
    return np.log1p(_most(enemies @ enemies, k, own))


def k_dem(every_polyarchy: Values, every_alive: Values, k: Places) -> Floats:
    """Its democracy."""
    return filled(every_polyarchy, every_alive)[k]


def side_dem(every_polyarchy: Values, every_alive: Values, own: Places) -> Floats:
    """Democracy of the most democratic on the side."""
    return _strongest(filled(every_polyarchy, every_alive), own)


def dem_both(k_dem: Floats, side_dem: Floats) -> Floats:
    """Democracy of it and of the side, the product."""
    return k_dem * side_dem


def dem_dist(
    every_polyarchy: Values, every_alive: Values, k: Places, own: Places
) -> Floats:
    """How far its regime is from that of the side."""
    return _apart(filled(every_polyarchy, every_alive), k, own)


def ideal_dist(
    every_ideal_point: Values, every_alive: Values, k: Places, own: Places
) -> Floats:
    """How far from the side it votes in the General Assembly."""
    return _apart(filled(every_ideal_point, every_alive), k, own)


def igos(every_shared_igos: Values, k: Places, own: Places) -> Floats:
    """Organizations that it shares with the side, ln(1 + count)."""
    return np.log1p(_most(every_shared_igos, k, own))


def language(every_language: Values, k: Places, own: Places) -> Floats:
    """Shares an official language with the side."""
    return _most(every_language, k, own)


def colony(every_colony: Values, k: Places, own: Places) -> Floats:
    """Was a colony of the side, or the side of it."""
    return _most(every_colony, k, own)


def trade_share(
    every_trade: Values, every_trade_total: Values, k: Places, own: Places
) -> Floats:
    """Share of its trade that is with the side."""
    whole = np.maximum(np.nan_to_num(every_trade_total)[k].astype(np.float64), 1.0)
    return np.minimum(_most(every_trade, k, own) / whole, 1.0)


def k_income(every_income: Values, every_alive: Values, k: Places) -> Floats:
    """Its income a head, ln of dollars."""
    logs: Floats = filled(np.log(every_income), every_alive)[k]
    return logs


def k_lnst(every_alive: Values) -> Floats:
    """How many states there are, ln of their number."""
    return np.full(1, np.log(max(float(every_alive.sum()), 1.0)))


def calendar(year: Places) -> Floats:
    """Calendar time, in centuries from 1900."""
    return (year.astype(np.float64) - 1900.0) / 100.0


def calendar_bend(year: Places) -> Floats:
    """Calendar time, bent."""
    return spline(year.astype(np.float64), DECADES)[:, 0]


def _most(every: Values, k: Places, side: Places) -> Floats:
    """Give the most that lies between each state and those of a side; 0 if not known."""
    between = np.nan_to_num(every[k[:, None], side])
    most: Floats = np.max(between, axis=1).astype(np.float64)
    return most


def _strongest(each: Values, side: Places) -> Floats:
    """Give the most that any of a side has of something, (S,)."""
    most: Floats = each[side].max(axis=1).astype(np.float64)
    return most


def _any(of_a_side: Truths) -> Floats:
    """Tell if it is so of any of a side, (S,)."""
    told: Floats = np.asarray(of_a_side.any(axis=1), np.float64)
    return told


def _nearness(every_distance: Values, k: Places, side: Places) -> Floats:
    """Give one over 1 and the distance in hundreds of km; 0 where none is known."""
    return _most(1.0 / (1.0 + every_distance / 100.0), k, side)


def _apart(each: Floats, k: Places, own: Places) -> Floats:
    """Give how far each state is from the nearest of a side in some trait."""
    distance: Floats = np.abs(each[k[:, None]] - each[own]).min(axis=1)
    return distance


def _enemies(every_enmity_10: Values) -> Values:
    """Tell who is whose enemy, (N, N)."""
    return (every_enmity_10 >= ENMITY).astype(np.float32)


def _power(every_cinc: Values, every_alive: Values) -> Floats:
    """Give the capability of each state, ln of its share, (N,)."""
    return np.log(filled(every_cinc, every_alive) + TRIFLE)


def _leader(every_cinc: Values, every_alive: Values) -> int:
    return int(np.argmax(np.nan_to_num(every_cinc) * (every_alive > 0)))


def _majors(every_cinc: Values, every_major: Values, every_alive: Values) -> Floats:
    """Give the capabilities of the major powers."""
    held = filled(every_cinc, every_alive)
    return held[(every_major > 0) & (every_alive > 0)]
