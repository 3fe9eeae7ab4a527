"""The layers of a year: what ties states together and what sets them against each other.

Each layer is read off one kind of data and is known in that data's years alone:

    alliance      a pledge of defence, one way or both                      for
    trade         trade, as a share of all trade of the two (middle of both) for
    votes         nearness of ideal points in the General Assembly   for, against
    rivalries     a strategic rivalry                                    against
    disputes      what is left of militarized disputes, half-life 10     against
    sanctions     economic sanctions in force, by either                 against

References
----------
Maoz (2010), Networks of Nations, https://doi.org/10.1017/CBO9780511762659 (ties of many
kinds among states); Bailey, Strezhnev, Voeten (2017),
https://doi.org/10.1177/0022002715595700 (ideal points).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.quantity import Field

Floats = NDArray[np.float64]

ALLIANCE, TRADE, VOTES = "alliance", "trade", "votes"
RIVALRIES, DISPUTES, SANCTIONS = "rivalries", "disputes", "sanctions"

READ: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        ALLIANCE: (fields.DEFENCE,),
        TRADE: (fields.TRADE,),
        VOTES: (fields.IDEAL_POINT,),
        RIVALRIES: (fields.RIVALRY,),
        DISPUTES: (fields.ENMITY_10,),
    }
)
"""Layer -> the fields it is read off. None holds sanctions: they come from elsewhere."""

_WITNESS: Mapping[str, Field] = MappingProxyType({DISPUTES: fields.ONSET})
"""The field whose years a layer's are, where its own is a stock that says none."""


def ties_of(year: Year, layers: Iterable[str] = tuple(READ)) -> dict[str, Floats]:
    """Read layers off the world of a year, (N, N) each; 0 where one is no member.

    Parameters
    ----------
    year
        The world on 31 December.
    layers
        Names out of `READ`.
    """
    alive = year[fields.ALIVE] > 0
    both = alive[:, None] & alive[None, :]
    made = {
        ALLIANCE: lambda: either(year[fields.DEFENCE]),
        TRADE: lambda: traded(np.where(both, year[fields.TRADE], np.nan)),
        VOTES: lambda: nearness(np.where(alive, year[fields.IDEAL_POINT], np.nan)),
        RIVALRIES: lambda: -either(year[fields.RIVALRY]),
        DISPUTES: lambda: -faded(year[fields.ENMITY_10]),
    }
    return {name: np.where(both, made[name](), 0.0) for name in layers}


def known_to(past: Past, layer: str) -> tuple[int, int]:
    """Give the first and last year of which a layer's data speak."""
    field = _WITNESS.get(layer, READ[layer][0])
    years = past.coverage[field.name]
    return years.first, years.last


def either(values: NDArray[np.generic]) -> Floats:
    """Give the stronger of both ways, (N, N).

    >>> either(np.array([[0.0, 1.0], [0.0, 0.0]])).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    held = np.nan_to_num(np.asarray(values, dtype=np.float64))
    return np.maximum(held, held.T)


def traded(amounts: Floats) -> Floats:
    """Give the geometric middle of the shares that two have in each other's trade, (N, N).

    >>> traded(np.array([[0.0, 4.0], [4.0, 0.0]])).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    held = either(amounts)
    whole = held.sum(axis=1)
    scale = np.sqrt(np.where(whole > 0, whole, 1.0))
    shares: Floats = held / np.outer(scale, scale)
    return shares


def nearness(points: Floats) -> Floats:
    """Give 1 less the distance of ideal points over its mean, not below -1, (N, N).

    So the mean pair has no tie, nearer ones are for and farther ones against each other.

    >>> nearness(np.array([0.0, 1.0, np.nan]))[0].tolist()
    [0.0, 0.0, 0.0]
    """
    held = np.asarray(points, dtype=np.float64)
    apart = np.abs(held[:, None] - held[None, :])
    pairs = apart[np.triu_indices(len(held), 1)]
    pairs = pairs[np.isfinite(pairs)]
    mean = float(pairs.mean()) if len(pairs) else 0.0
    if mean == 0:
        return np.zeros_like(apart)
    near = np.maximum(1.0 - apart / mean, -1.0)
    near[~np.isfinite(near)] = 0.0
    np.fill_diagonal(near, 0.0)
    return near


def faded(stock: NDArray[np.generic]) -> Floats:
    """Bring a stock of events between 0 and 1: the first weighs most, (N, N).

    >>> faded(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [[0.0, 0.5], [0.5, 0.0]]
    """
    held = either(stock)
    return held / (1.0 + held)
