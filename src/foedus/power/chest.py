"""The war chest of a coalition: what its members have together, and who is not counted.

A sum over members counts those that are known; who is not known is named, since a sum that
passes over a member in silence is too low by nobody knows how much.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Chest:
    """What some states have together of one thing."""

    amount: Floats
    """Of those known, (), or (R,) where amounts were drawn."""
    unknown: tuple[int, ...]
    """Places of the members of whom it is not known."""


def chest(amounts: Floats, members: Sequence[int]) -> Chest:
    """Add up what members have, (..., N) to (...).

    Raises
    ------
    DataFault
        A member is named twice or is none, or an amount is negative.

    Examples
    --------
    >>> chest(np.array([5.0, 2.0, np.nan]), [0, 1, 2])
    Chest(amount=array(7.), unknown=(2,))
    """
    places = list(members)
    outside = [m for m in places if not 0 <= m < amounts.shape[-1]]
    if outside or len(set(places)) < len(places):
        raise DataFault(
            f"members at places {places}",
            expected=f"places from 0 to {amounts.shape[-1] - 1}, each once",
            where="power.chest",
            mend="name each member once",
        )
    held = amounts[..., places]
    if (held < 0).any():
        raise DataFault(
            f"amount {np.nanmin(held):g} is negative",
            expected="amounts of zero or more",
            where="power.chest",
            mend="mend the figure at its source",
        )
    known = np.isfinite(held)
    draws = tuple(range(held.ndim - 1))
    lacking = np.atleast_1d(~known.all(axis=draws))
    return Chest(
        np.asarray(np.where(known, held, 0.0).sum(axis=-1)),
        tuple(m for m, is_lacking in zip(places, lacking, strict=True) if is_lacking),
    )
