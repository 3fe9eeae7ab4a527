"""A series: one thing about a pair of states through the years.

A series makes a promise as a column does: its unit, its meaning, the data set it is
from. A year that the data set does not cover, or in which one of the two was no state,
is not known, never 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from foedus.quantity import Unit
from foedus.sources.table import Table
from foedus.states.roster import StateId

Pair = tuple[StateId, StateId]
Tables = Callable[[str], Table]
"""Gives a data set by name, or raises ShelfFault or NeedFault where it cannot."""

Manner = Literal["recorded", "counted", "measured"]
"""Recorded: a state of things, each change of which is a turn. Counted: events a year.
Measured: a level, known up to noise."""


@dataclass(frozen=True, slots=True)
class Series:
    """One thing about a pair through the years; null is not known."""

    id: str
    name: str
    table: str
    voice: str
    """What it bears witness of; series of one voice count once."""
    unit: Unit
    meaning: str
    manner: Manner
    first: int
    values: tuple[float | None, ...]
    """From the first year on, one a year."""
    logged: bool = False
    """Whether it is its ratios that count, so that it is cut in logarithms."""
    said: str = ""
    """What a reader must be told of its values."""

    def known(self) -> tuple[tuple[int, float], ...]:
        """Give each year of which something is known, with its value."""
        held = enumerate(self.values, self.first)
        return tuple((year, value) for year, value in held if value is not None)
