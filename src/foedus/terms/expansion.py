"""Whom two founders take along into a pact of many: what lies between each and them.

A row is a state `k` and two that founded a pact, `i` and `j`.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.terms.filling import filled

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

TRIFLE = 1e-5
"""Added to a share of capability, so that the least state has a logarithm."""


def near_max(distance_ik: Floats, distance_jk: Floats) -> Floats:
    """Nearness to the nearer founder."""
    return np.maximum(_near(distance_ik), _near(distance_jk))


def near_min(distance_ik: Floats, distance_jk: Floats) -> Floats:
    """Nearness to the farther founder."""
    return np.minimum(_near(distance_ik), _near(distance_jk))


def region_share(region_i: Floats, region_j: Floats, region_k: Floats) -> Floats:
    """Share of the two that lie in its region."""
    alike = np.equal(region_i, region_k) + np.equal(region_j, region_k).astype(np.float64)
    return _float(alike / 2)


def region_seed(region_i: Floats, region_j: Floats) -> Floats:
    """The two lie in one region."""
    return np.equal(region_i, region_j).astype(np.float64)


def region_both(region_share: Floats, region_seed: Floats) -> Floats:
    """Share of the two in its region, if they are in one."""
    return region_share * region_seed


def cap(every_cinc: Floats, every_alive: Floats, k: Places) -> Floats:
    """Capability of the state, ln of its share."""
    return _float(np.log(filled(every_cinc, every_alive) + TRIFLE)[k])


def major(major_k: Floats) -> Floats:
    """The state is a major power."""
    return _float(major_k)


def defence_share(defence_ik: Floats, defence_jk: Floats) -> Floats:
    """Share of the two that owe it defence."""
    return _float((defence_ik + defence_jk) / 2)


def pact_share(pact_ik: Floats, pact_jk: Floats) -> Floats:
    """Share of the two with which it has some pact."""
    return _float((pact_ik + pact_jk) / 2)


def quarrels(onset_10_ik: Floats, onset_10_jk: Floats) -> Floats:
    """Disputes with the two, half-life 10 years, ln(1 + stock)."""
    return np.log1p(_float(onset_10_ik + onset_10_jk))


def shared_enemies(every_onset_10: Floats, i: Places, j: Places, k: Places) -> Floats:
    """Mean over the two of the enemies shared with it, ln(1 + n)."""
    enmity = np.minimum(_float(every_onset_10), 1)
    shared = np.log1p(enmity @ enmity)
    return _float((shared[i, k] + shared[j, k]) / 2)


def shared_allies(every_defence: Floats, i: Places, j: Places, k: Places) -> Floats:
    """Mean over the two of the allies shared with it, ln(1 + n)."""
    ally = np.maximum(every_defence, every_defence.T)
    shared = np.log1p(_float(ally @ ally))
    return _float((shared[i, k] + shared[j, k]) / 2)


def dem(every_polyarchy: Floats, every_alive: Floats, k: Places) -> Floats:
    """Democracy of the state."""
    return filled(every_polyarchy, every_alive)[k]


def dem_gap(
    every_polyarchy: Floats, every_alive: Floats, i: Places, j: Places, k: Places
) -> Floats:
    """How far its democracy is from the mean of the two."""
    held = filled(every_polyarchy, every_alive)
    return _float(np.abs(held[k] - (held[i] + held[j]) / 2))


def un_gap(ideal_point_i: Floats, ideal_point_j: Floats, ideal_point_k: Floats) -> Floats:
    """How far it votes from the mean of the two in the General Assembly."""
    apart = np.abs(ideal_point_k - (_float(ideal_point_i) + ideal_point_j) / 2)
    return np.nan_to_num(apart)


def un_mute(ideal_point_i: Floats, ideal_point_j: Floats, ideal_point_k: Floats) -> Floats:
    """One of the three has cast no vote in the General Assembly yet."""
    return np.isnan(ideal_point_i + ideal_point_j + ideal_point_k).astype(np.float64)


def income(every_income: Floats, every_alive: Floats, k: Places) -> Floats:
    """Income a head of the state, ln of dollars."""
    return filled(np.log(every_income), every_alive)[k]


def igo_mean(shared_igos_ik: Floats, shared_igos_jk: Floats) -> Floats:
    """Mean of the organizations shared with the two, square roots."""
    return _float((_root(shared_igos_ik) + _root(shared_igos_jk)) / 2)


def lang_share(language_ik: Floats, language_jk: Floats) -> Floats:
    """Share of the two that share an official language with it."""
    return _float((language_ik + language_jk) / 2)


def past_pacts(pacted_20_ik: Floats, pacted_20_jk: Floats) -> Floats:
    """Years in pacts with the two, fading, ln(1 + stock)."""
    return np.log1p(_float(pacted_20_ik + pacted_20_jk))


def _near(distance: Floats) -> Floats:
    return 1 / (1 + np.nan_to_num(_float(distance), nan=np.inf) / 100)


def _root(values: Floats) -> Floats:
    return np.sqrt(np.nan_to_num(_float(values)))


def _float(values: NDArray[np.generic]) -> Floats:
    return np.asarray(values, np.float64)
