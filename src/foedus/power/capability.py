"""Who holds how much of what wins wars: shares, and how far they are concentrated.

References
----------
Singer, Bremer, Stuckey (1972), Capability distribution, uncertainty, and major power war;
Ray, Singer (1973), https://doi.org/10.1177/004912417300100403 (CON);
Beckley (2018), https://doi.org/10.1162/isec_a_00328 (GDP x GDP per head).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]


def shares(amounts: Floats) -> Floats:
    """Give each state's part of the whole, (N,); what is not known stays unknown.

    Parameters
    ----------
    amounts
        Of anything that adds up, (N,), none negative; NaN is not known and counts for
        nothing in the whole.

    Raises
    ------
    DataFault
        An amount is negative, or nothing is known at all.

    Examples
    --------
    >>> shares(np.array([3.0, 1.0, np.nan])).tolist()
    [0.75, 0.25, nan]
    """
    if (amounts < 0).any() or np.isinf(amounts).any():
        worst = amounts[(amounts < 0) | np.isinf(amounts)][0]
        raise DataFault(
            f"amount {worst:g} is negative or without end",
            expected="amounts of zero or more, and finite",
            where="power.capability.shares",
            mend="mend the figure at its source",
        )
    whole = np.nansum(amounts)
    if whole == 0:
        raise DataFault(
            "no amount is known, or all are zero",
            expected="one state at least with a positive amount",
            where="power.capability.shares",
            mend="add figures for the states asked about",
        )
    return amounts / whole


def net_resources(gdp: Floats, population: Floats) -> Floats:
    """Give GDP times GDP per head, (N,): size discounted by what it takes to feed it.

    >>> net_resources(np.array([4.0]), np.array([2.0])).tolist()
    [8.0]
    """
    people = np.where(population > 0, population, np.nan)
    return gdp * gdp / people


def composite(components: Floats) -> Floats:
    """Give the mean of each state's shares of several quantities, (N,).

    Of the six quantities of National Material Capabilities this is CINC. A quantity that
    is not known of a state is left out of its mean, so the whole may pass one.

    Parameters
    ----------
    components
        What each state has of each quantity, (N, K); NaN is not known.

    Raises
    ------
    DataFault
        An amount is negative, or nothing is known of some quantity.

    Examples
    --------
    >>> composite(np.array([[1.0, 3.0], [1.0, np.nan], [2.0, 1.0]])).tolist()
    [0.5, 0.25, 0.375]
    """
    parts = np.column_stack([shares(column) for column in components.T])
    held = np.isfinite(parts)
    total = np.where(held, parts, 0.0).sum(axis=1)
    return np.where(held.any(axis=1), total / np.maximum(held.sum(axis=1), 1), np.nan)


def concentration(parts: Floats) -> float:
    """Give Ray and Singer's CON of shares among n states: 0 even, 1 all in one hand.

    CON = sqrt((sum s_i^2 - 1/n) / (1 - 1/n)), over the states whose share is known.

    Raises
    ------
    DataFault
        Fewer than two shares are known, or they do not add up to one.

    Examples
    --------
    >>> concentration(np.array([0.5, 0.5])), concentration(np.array([1.0, 0.0]))
    (0.0, 1.0)
    """
    known = _known(parts)
    n = len(known)
    return float(np.sqrt(max(0.0, (np.square(known).sum() - 1 / n) / (1 - 1 / n))))


def herfindahl(parts: Floats) -> float:
    """Give the Herfindahl-Hirschman index, the sum of squared shares, 1/n to 1.

    Its inverse is the number of equal powers that would be as concentrated.

    Raises
    ------
    DataFault
        Fewer than two shares are known, or they do not add up to one.
    """
    return float(np.square(_known(parts)).sum())


def concentrations(amounts: Floats) -> tuple[Floats, Floats]:
    """Give CON and HHI of many systems at once, (..., N) to two of (...).

    What is not known counts for nothing. NaN where fewer than two amounts are known, or
    all are zero.

    Examples
    --------
    >>> con, hhi = concentrations(np.array([[3.0, 1.0], [2.0, 2.0]]))
    >>> con.tolist(), hhi.tolist()
    ([0.5, 0.0], [0.625, 0.5])
    """
    known = np.isfinite(amounts)
    held = np.where(known, amounts, 0.0)
    n, whole = known.sum(axis=-1), held.sum(axis=-1)
    told = (n > 1) & (whole > 0)
    safe, many = np.where(told, whole, 1.0), np.where(told, n, 2)
    squares = np.square(held / safe[..., None]).sum(axis=-1)
    con = np.sqrt(np.maximum((squares - 1 / many) / (1 - 1 / many), 0.0))
    return np.where(told, con, np.nan), np.where(told, squares, np.nan)


def together(parts: Floats, members: Sequence[int] | NDArray[np.intp]) -> float:
    """Give the share that some states hold together; unknown ones count for nothing."""
    return float(np.nansum(parts[np.unique(np.asarray(members, dtype=np.intp))]))


def _known(parts: Floats) -> Floats:
    known = parts[~np.isnan(parts)]
    if len(known) < 2 or not np.isclose(known.sum(), 1, atol=1e-9):
        raise DataFault(
            f"{len(known)} shares are known, and add up to {known.sum():g}",
            expected="two shares or more that add up to one",
            where="power.capability",
            mend="hand over shares among the states asked about, from `shares`",
        )
    return known
