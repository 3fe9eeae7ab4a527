"""The values of the room: a state, its names, its memberships.

A state is one thing for as long as the world takes it for the same state. What it is
called and whether it is a state on a day are spells that it carries.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NewType

from foedus.spells import DAY, Spell, in_force

StateId = NewType("StateId", str)
System = Literal["cow", "gw"]
"""The Correlates of War's list of states, or Gleditsch and Ward's."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a state is called, always or in a spell.

    Of the names by date, one of each day is the name we call the state by; the others
    are aliases, there to be found.
    """

    text: str
    spell: Spell | None = None
    kind: Literal["name", "alias"] = "alias"

    def fits(self, day: date | None) -> bool:
        """Tell whether the name may be used of that day; of no day, it always may."""
        return self.spell is None or day is None or self.spell.holds(day)

    @property
    def is_past(self) -> bool:
        """Whether the name went out of use."""
        return self.spell is not None and self.spell.end is not None


@dataclass(frozen=True, slots=True)
class Membership:
    """One spell of one state in one list, under one number."""

    system: System
    number: int
    abbreviation: str
    spell: Spell
    microstate: bool
    source: str


@dataclass(frozen=True, slots=True)
class State:
    """One state; `names` are beside `name`, which fits every day."""

    id: StateId
    name: str
    iso3: str | None
    """ISO 3166-1 alpha-3, in force or withdrawn; None where ISO never gave one."""
    names: tuple[Name, ...]
    memberships: tuple[Membership, ...]

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"

    def spells(self, system: System | None = None) -> tuple[Spell, ...]:
        """Give the spells in which it is a state, by one list or by either."""
        held = (m.spell for m in self.memberships if system in (None, m.system))
        return tuple(_joined(held))

    def alive(self, day: date, system: System | None = None) -> bool:
        """Tell whether it is a state on that day, by one list or by either."""
        return in_force(self.spells(system), day)

    def called(self, day: date) -> str:
        """Give what it was called on that day, as far as that is not its name today.

        >>> tsar = Spell(date(1816, 1, 1), date(1917, 9, 13))
        >>> names = (Name("Russian Empire", tsar, "name"),)
        >>> State(StateId("RUS"), "Russia", "RUS", names, ()).called(date(1914, 8, 1))
        'Russian Empire'
        """
        dated = (n.text for n in self.names if n.kind == "name" and n.fits(day))
        return next(dated, self.name)


@dataclass(frozen=True, slots=True)
class NoState:
    """What people type that is in neither list, with what to say to them."""

    text: str
    remark: str
    code: str | None = None
    instead: StateId | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """Who held a state's place in a spell in which it was no state."""

    state: StateId
    holder: StateId
    spell: Spell


@dataclass(frozen=True, slots=True)
class Source:
    """What rows rest on, and the day its list ends."""

    title: str
    citation: str
    ends: date | None


def _joined(spells: Iterable[Spell]) -> Iterator[Spell]:
    """Join spells that touch or overlap, in order."""
    held: Spell | None = None
    for spell in sorted(spells, key=lambda spell: spell.start):
        if held is None:
            held = spell
        elif held.end is None or spell.start <= held.end + DAY:
            ends = (held.end, spell.end)
            held = Spell(held.start, None if None in ends else max(e for e in ends if e))
        else:
            yield held
            held = spell
    if held is not None:
        yield held
