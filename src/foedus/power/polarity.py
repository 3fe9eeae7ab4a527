"""How many poles a system has, by stated rules, and what a camp standing together changes.

A pole is a unit whose share is near that of the strongest. What is near is a rule, and the
rules of the literature differ; so each is named. Units are states, or camps whose members
are counted as one.

References
----------
Laakso, Taagepera (1979), https://doi.org/10.1177/001041407901200101 (effective number);
Schweller (1998), Deadly Imbalances (a pole has at least half of the strongest's);
Rapkin, Thompson, Christopherson (1979), https://doi.org/10.1177/002200277902300206 (half,
a quarter, a twentieth).

Addresses and thresholds are from `memory`: no text of them was at hand.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault
from foedus.power.capability import concentration, herfindahl

Floats = NDArray[np.float64]
Members = Sequence[int]

OF_THE_STRONGEST = 0.5
"""Part of the strongest's share that makes a pole (Schweller)."""
UNIPOLE, PAIR, POLE = 0.5, 0.25, 0.05
"""Shares of the whole that make one pole, two, and one of several (Rapkin and others)."""

Structure = Literal["unipolar", "bipolar", "multipolar", "diffuse"]


def effective_number(parts: Floats) -> float:
    """Give how many equal powers would be as concentrated, 1 to n.

    >>> round(effective_number(np.array([0.25, 0.25, 0.25, 0.25])), 9)
    4.0
    """
    return 1 / herfindahl(parts)


def poles(parts: Floats, *, of_the_strongest: float = OF_THE_STRONGEST) -> int:
    """Count the units with at least so much of the strongest's share.

    Raises
    ------
    DataFault
        No share is known, or the threshold is not above 0 and at most 1.

    Examples
    --------
    >>> poles(np.array([0.4, 0.25, 0.2, 0.15])), poles(np.array([0.7, 0.3]))
    (3, 1)
    """
    known = parts[np.isfinite(parts)]
    if not len(known) or not 0 < of_the_strongest <= 1:
        raise DataFault(
            f"{len(known)} shares are known, threshold {of_the_strongest:g}",
            expected="one share at least, and a threshold above 0 and at most 1",
            where="power.polarity.poles",
            mend="hand over shares, and the part of the strongest's that makes a pole",
        )
    # A share that is half but for rounding is half.
    return int((known >= of_the_strongest * known.max() * (1 - 1e-12)).sum())


def structure(parts: Floats) -> Structure:
    """Name the system by the shares of its strongest.

    Unipolar: one has half. Bipolar: two have half together and a quarter each. Multipolar:
    three or more have a twentieth each. Else diffuse.

    >>> structure(np.array([0.55, 0.45])), structure(np.array([0.4, 0.3, 0.3]))
    ('unipolar', 'bipolar')
    >>> structure(np.array([0.3, 0.2, 0.2, 0.15, 0.15]))
    'multipolar'
    """
    first, second, third = (*np.sort(parts[np.isfinite(parts)])[::-1], 0.0, 0.0, 0.0)[:3]
    if first >= UNIPOLE:
        return "unipolar"
    if first + second >= UNIPOLE and second >= PAIR:
        return "bipolar"
    return "multipolar" if third >= POLE else "diffuse"


def merged(parts: Floats, camps: Sequence[Members]) -> Floats:
    """Count the members of each camp as one unit, (M,): camps first, then the others.

    Parameters
    ----------
    parts
        Shares or amounts, (N,); in a camp, what is not known counts for nothing.
    camps
        Places of the members of each camp.

    Raises
    ------
    DataFault
        A state is in two camps, or twice in one.

    Examples
    --------
    >>> merged(np.array([0.4, 0.3, 0.2, 0.1]), [[1, 3]]).tolist()
    [0.4, 0.4, 0.2]
    """
    placed = [member for camp in camps for member in camp]
    if len(set(placed)) < len(placed):
        twice = next(member for member in placed if placed.count(member) > 1)
        raise DataFault(
            f"the state at place {twice} stands in two camps, or twice in one",
            expected="camps that share no member",
            where="power.polarity.merged",
            mend="leave it in one of them",
        )
    together = [np.nansum(parts[list(camp)]) for camp in camps if camp]
    others = np.delete(parts, np.asarray(placed, dtype=np.intp))
    return np.concatenate([np.asarray(together, dtype=np.float64), others])


def indices(parts: Floats) -> tuple[float, float, float, int]:
    """Give CON, HHI, the effective number and the number of poles of shares."""
    return (
        concentration(parts),
        herfindahl(parts),
        effective_number(parts),
        poles(parts),
    )
