"""States that may come in a run: places, what they would be, and out of which they come.

A run cannot know which states will be, so that each place that no state of the world has
stands for one that might come: near a parent, a state of the world, whose neighbours,
region and regime it has, weaker than that by half at least. Parents and strengths are drawn
by the name of the place, so that they are the same in all runs, scenarios and seeds; which
places are taken, and when, is each run's own draw.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.simulation.philox import WIDTH
from foedus.states.roster import StateId
from foedus.terms.system import FAR, TRIFLE, Sight

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEARBY = 32
"""Places that are taken first: beyond the roster, so that they share no state's name."""

LOTS = Stream(1946).child("simulation", "unborn")

_STATES = ("age", "cap", "major", "dem", "busy", "signed")
_PAIRS = ("land", "sea", "near", "ldist", "region", "trade", "language")
_TIES = ("owes", "pacted", "disputes")


@dataclass(frozen=True, slots=True, eq=False)
class Unborn:
    """States that may come.

    Attributes
    ----------
    places, parents
        Place of each, those that are taken first first, and of its parent, (U,).
    """

    places: Ints
    parents: Ints


def unborn_of(alive: NDArray[np.bool_]) -> Unborn:
    """List the places that no state has, from the last one down, and draw parents.

    Parameters
    ----------
    alive
        Which places of the roster have a state, (N,).
    """
    states = np.flatnonzero(alive)
    free = np.setdiff1d(np.arange(WIDTH), states)[::-1]
    lots = np.array([_lot(place, "parent") for place in free.tolist()])
    parents = states[(lots * len(states)).astype(np.intp)]
    return Unborn(free.astype(np.int64), parents.astype(np.int64))


def names_of(ids: tuple[StateId, ...], alive: NDArray[np.bool_]) -> tuple[StateId, ...]:
    """Name every place: by its state, or as the how many-th that may come, (W,).

    >>> names_of((StateId("AUT"), StateId("PRU")), np.array([True, False]))[-1]
    'UNB1'
    """
    free = unborn_of(alive).places.tolist()
    told = {place: StateId(f"UNB{n + 1}") for n, place in enumerate(free)}
    return tuple(told.get(place) or ids[place] for place in range(WIDTH))


def widened(seen: Sight, coming: Unborn | None, constants: dict[str, float]) -> Sight:
    """See a place for each state that may come beside those that are, (W,) and (W, W).

    Parameters
    ----------
    seen
        What the hazards see of the world.
    coming
        Who may come, if anybody.
    constants
        How strong new states are: `birth.cap` and `birth.spread`.
    """
    side, source = len(seen.alive), np.arange(WIDTH)
    own = {name: _wide(getattr(seen, name), side) for name in _STATES}
    alive = _wide(seen.alive, side) > 0
    both = {name: _wide_both(getattr(seen, name), side) for name in (*_PAIRS, *_TIES)}
    if coming is None:
        return Sight(alive=alive, **own, **both)
    at = coming.places
    source[at] = coming.parents
    for name in _PAIRS:
        both[name] = _out_of(both[name], source, _beside(name, seen), at)
    for name in _TIES:
        both[name][at] = both[name][:, at] = 0.0
    own["age"][at], own["busy"][at], own["signed"][at] = -1.0, 0.0, 0.0
    own["major"][at], own["dem"][at] = 0.0, own["dem"][coming.parents]
    own["cap"][at] = _strengths(seen, coming, constants)
    return Sight(alive=alive, **own, **both)


def _beside(name: str, seen: Sight) -> Callable[[int], float]:
    """Tell how a state that comes stands to its parent."""
    if name in ("ldist", "near"):
        apart = np.where(np.eye(len(seen.alive), dtype=bool), FAR, seen.ldist)
        apart[:, ~seen.alive] = FAR
        least = apart.min(axis=1)
        return lambda parent: float(
            least[parent] if name == "ldist" else np.exp(-least[parent])
        )
    value = {"land": 1.0, "region": 1.0, "language": 1.0}.get(name, 0.0)
    return lambda _: value


def _out_of(
    table: Floats, source: Ints, beside: Callable[[int], float], at: Ints
) -> Floats:
    """Give a table in which those who come have what their parents have."""
    own = np.diagonal(table).copy()
    for parent in np.unique(source[at]).tolist():
        table[parent, parent] = beside(parent)
    wide: Floats = table[np.ix_(source, source)]
    real = np.setdiff1d(np.arange(WIDTH), at)
    wide[real, real] = own[real]
    return wide


def _strengths(seen: Sight, coming: Unborn, constants: dict[str, float]) -> Floats:
    """Draw how strong each would be, half as strong as its parent at most, (U,)."""
    usual = seen.cap[seen.alive].mean() + constants["birth.cap"]
    drawn = np.array([_lot(place, "strength") for place in coming.places.tolist()])
    # A logistic law of the same spread, so that no library's quantile is asked.
    spread = constants["birth.spread"] * np.sqrt(3.0) / np.pi
    told = usual + spread * np.log(drawn / (1.0 - drawn))
    most = seen.cap[coming.parents] - np.log(2.0)
    held: Floats = np.minimum(np.maximum(told, np.log(TRIFLE)), most)
    return held


def _lot(place: int, what: str) -> float:
    return float(LOTS.child(what, place).uniforms(1)[0])


def _wide(values: NDArray[np.generic], side: int) -> Floats:
    wide = np.zeros(WIDTH)
    wide[:side] = values
    return wide


def _wide_both(values: Floats, side: int) -> Floats:
    wide = np.zeros((WIDTH, WIDTH))
    wide[:side, :side] = np.nan_to_num(values)
    return wide


def among(seen: Sight, places: Ints) -> Sight:
    """Count some places more among the states of a sight."""
    alive = seen.alive.copy()
    alive[places] = True
    return replace(seen, alive=alive)
