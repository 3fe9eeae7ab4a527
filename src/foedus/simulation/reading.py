"""What is read off each run: one number, by which two scenarios can be held together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.faults import NeedFault
from foedus.past.treaty import Treaty
from foedus.simulation.shapes import (
    BORN,
    COUNTED,
    DIED,
    DISPUTE,
    ENTERED,
    FOUNDER,
    JOINED,
    KINDS,
    LEADER,
    Events,
)
from foedus.states.roster import StateId, roster

Ints = NDArray[np.int64]

_ALONE = (JOINED, ENTERED, LEADER, FOUNDER, BORN, DIED)
"""Kinds whose second place is not one of those who do it, or nobody."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How many events of a kind a run has.

    Attributes
    ----------
    kind
        One of `shapes.COUNTED`: disputes, wars, joined, signed, entered, ended, leaders,
        founded, founders, born, died. `founded` tells a pact of many once, by the two that
        began it, `founders` each of those who found it.
    of
        Events of one of these states alone; of all where none is given.
    between
        Events between two of these alone.
    against
        Events of one of the states of `of` with one of these alone.
    apart
        Leave out events that the states of `of` have among themselves.
    into
        Entries to, or ends of, treaties of these names alone.
    first, last
        Years ahead that count, from 1; all where none is given.

    Examples
    --------
    >>> Reading("disputes", between=("PRK", "KOR"), last=5).name
    'disputes between PRK KOR, years 1 to 5'
    """

    kind: str
    of: tuple[StateId, ...] = ()
    between: tuple[StateId, ...] = ()
    against: tuple[StateId, ...] = ()
    apart: bool = False
    into: tuple[str, ...] = ()
    first: int = 1
    last: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in COUNTED:
            raise NeedFault(
                f"no reading of {self.kind!r}",
                expected=f"one of {', '.join(COUNTED)}",
                where="simulation.Reading",
                mend="name a kind of events",
            )
        for state in (*self.of, *self.between, *self.against):
            roster().index(state)

    @property
    def name(self) -> str:
        """Say what is read."""
        told = self.kind
        if self.of:
            told += f" of {' '.join(self.of)}"
        if self.between:
            told += f" between {' '.join(self.between)}"
        if self.against:
            told += f" with {' '.join(self.against)}"
        if self.apart:
            told += " with others"
        if self.into:
            told += f" into {' '.join(self.into)}"
        if self.last is not None or self.first > 1:
            told += f", years {self.first} to {self.last or 'the last'}"
        return told

    def read(self, events: Events, *, first: int, runs: int) -> Ints:
        """Count the events of each run, (R,)."""
        kept = self._kept(events)
        at = events["run"][kept].astype(np.int64) - first
        return np.bincount(at, minlength=runs).astype(np.int64)

    def by_year(self, events: Events, *, first: int, runs: int, years: int) -> Ints:
        """Count the events of each run by the end of each year, (R, T)."""
        kept = self._kept(events)
        at = (events["run"][kept].astype(np.int64) - first) * years + events["year"][kept]
        counts = np.bincount(at, minlength=runs * years).reshape(runs, years)
        return counts.cumsum(axis=1).astype(np.int64)

    def _kept(self, events: Events) -> NDArray[np.bool_]:
        kind = DISPUTE if self.kind == "wars" else KINDS.index(self.kind)
        kept = events["kind"] == kind
        if self.kind == "wars":
            kept &= events["c"] == 1
        kept &= events["year"] + 1 >= self.first
        if self.last is not None:
            kept &= events["year"] + 1 <= self.last
        if self.of:
            mine = _among(events, self.of)
            kept &= mine[0] if kind in _ALONE else mine[0] | mine[1]
            if self.apart:
                kept &= ~(mine[0] & mine[1])
            if self.against:
                theirs = _among(events, self.against)
                kept &= (mine[0] & theirs[1]) | (mine[1] & theirs[0])
        if self.into:
            codes = [Treaty(name, 0, ()).code for name in self.into]
            kept &= np.isin(events["code"], codes)
        if self.between:
            one, other = _among(events, self.between)
            kept &= one & other
        return np.asarray(kept)


def _among(
    events: Events, states: Sequence[StateId]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell of each event whether its first and its second are among some states."""
    places = [roster().index(state) for state in states]
    return np.isin(events["a"], places), np.isin(events["b"], places)
