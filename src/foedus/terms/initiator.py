"""What is read of two states to tell which of them began their dispute.

Every term is the first's less the second's: turn the two round and each changes its sign,
so that the chance of the one and of the other always add up to 1.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


def d_cap(cap_i: Floats, cap_j: Floats) -> Floats:
    """Capability of the first less the second's, in logs of shares."""
    return cap_i - cap_j


def d_dem(dem_i: Floats, dem_j: Floats) -> Floats:
    """Democracy of the first less the second's."""
    return dem_i - dem_j


def d_gdp(gdp_i: Floats, gdp_j: Floats) -> Floats:
    """Income a head of the first less the second's, in logs."""
    return gdp_i - gdp_j


def d_major(major_i: Floats, major_j: Floats) -> Floats:
    """The first alone is a major power, or, negative, the second."""
    return np.asarray(major_i, np.float64) - major_j


def d_begun(originated_8_ij: Floats, originated_8_ji: Floats) -> Floats:
    """Disputes of the two that the first began, less the second's, half-life 8 years."""
    return _more(originated_8_ij, originated_8_ji)


def d_ini5(initiated_5_i: Floats, initiated_5_j: Floats) -> Floats:
    """Disputes that the first began with anybody, less the second's, half-life 5 years."""
    return _more(initiated_5_i, initiated_5_j)


def d_ini25(initiated_25_i: Floats, initiated_25_j: Floats) -> Floats:
    """Disputes that the first began with anybody, less the second's, half-life 25 years."""
    return _more(initiated_25_i, initiated_25_j)


def d_suf5(suffered_5_i: Floats, suffered_5_j: Floats) -> Floats:
    """Disputes that the first suffered, less the second's, half-life 5 years."""
    return _more(suffered_5_i, suffered_5_j)


def d_pledge(defence_ij: Floats, defence_ji: Floats) -> Floats:
    """The first alone owes the other defence, or, negative, the second."""
    return np.asarray(defence_ij, np.float64) - defence_ji


def d_age(member_years_i: Floats, member_years_j: Floats) -> Floats:
    """Years that the first has been a state, less the second's, in logs."""
    return _more(member_years_i, member_years_j)


def d_leader(every_cinc: Floats, every_alive: Floats, i: Places, j: Places) -> Floats:
    """The first is the strongest state of the system, or, negative, the second."""
    first = int(np.argmax(np.where(every_alive > 0, np.nan_to_num(every_cinc), -1.0)))
    one: Floats = np.equal(i, first).astype(np.float64)
    other: Floats = np.equal(j, first).astype(np.float64)
    return one - other


def d_outsider(every_ideal_point: Floats, i: Places, j: Places) -> Floats:
    """How far the first votes from the mean of the General Assembly, less the second."""
    votes = np.asarray(every_ideal_point, np.float64)
    known = votes[~np.isnan(votes)]
    apart = np.abs(votes - (known.mean() if known.size else 0.0))
    more: Floats = np.nan_to_num(apart[i] - apart[j])
    return more


def _more(first: Floats, second: Floats) -> Floats:
    return np.log1p(np.asarray(first, np.float64)) - np.log1p(second)
