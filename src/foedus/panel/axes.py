"""What a row of a panel is: its unit of observation, and the columns that name it.

A state in a panel goes by its number in the list that the panel follows, Correlates of
War's or Gleditsch and Ward's, since one number is one state on every day. Ids of the
house, ISO letters and names are put beside them when people look.
"""

from dataclasses import dataclass
from enum import StrEnum

from foedus.states.roster import System


class Unit(StrEnum):
    """The unit of observation."""

    STATE_YEAR = "state-year"
    STATE_DAY = "state-day"
    DYAD_YEAR = "dyad-year"
    LEADER_YEAR = "leader-year"
    LEADER_DAY = "leader-day"
    LEADER_DYAD_YEAR = "leader-dyad-year"
    PACT_YEAR = "pact-year"
    PACT_MEMBER_YEAR = "pact-member-year"
    WAR_PARTICIPANT = "war-participant"
    DISPUTE_PARTICIPANT = "dispute-participant"
    K_AD_YEAR = "k-ad-year"


Side = str
"""Whose column it is: empty for the one state, `sender`, `target`, or `state_1` of many."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The unit, the list of states it follows, and whether a pair has a direction."""

    unit: Unit
    system: System
    directed: bool = False
    k: int = 0
    """How many states a k-ad has."""

    @property
    def sides(self) -> tuple[Side, ...]:
        """The states that a row names."""
        match self.unit:
            case Unit.DYAD_YEAR | Unit.LEADER_DYAD_YEAR:
                return ("sender", "target")
            case Unit.PACT_YEAR:
                return ()
            case Unit.K_AD_YEAR:
                return tuple(f"state_{n + 1}" for n in range(self.k))
            case _:
                return ("",)

    def code(self, side: Side) -> str:
        """Name the column of a state's number.

        >>> Axes(Unit.DYAD_YEAR, "cow").code("sender")
        'sender_cow'
        """
        return f"{side}_{self.system}" if side else self.system

    @property
    def codes(self) -> tuple[str, ...]:
        """The columns of the states' numbers."""
        return tuple(self.code(side) for side in self.sides)

    @property
    def sorted(self) -> bool:
        """Whether a panel of these axes is made in the order of its key."""
        return self.unit in (Unit.STATE_YEAR, Unit.DYAD_YEAR)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that together name a row."""
        return (*_OWN.get(self.unit, ()), *self.codes, self.time)

    @property
    def whom(self) -> tuple[str, ...]:
        """The columns that say which states and when, by which data sets join.

        Several leaders of one year share them, and so do the parties of one pact.
        """
        return (*self.codes, self.time)

    @property
    def yearly(self) -> bool:
        """Whether the same unit is seen year after year."""
        entries = (Unit.WAR_PARTICIPANT, Unit.DISPUTE_PARTICIPANT)
        return self.time == "year" and self.unit not in entries

    @property
    def time(self) -> str:
        """The column of the day or year; of a participant, the year of its entry."""
        return "day" if self.unit in (Unit.STATE_DAY, Unit.LEADER_DAY) else "year"


_OWN: dict[Unit, tuple[str, ...]] = {
    Unit.LEADER_YEAR: ("tenure",),
    Unit.LEADER_DAY: ("tenure",),
    Unit.LEADER_DYAD_YEAR: ("sender_tenure", "target_tenure"),
    Unit.PACT_YEAR: ("pact",),
    Unit.PACT_MEMBER_YEAR: ("pact",),
    Unit.WAR_PARTICIPANT: ("war", "side"),
    Unit.DISPUTE_PARTICIPANT: ("dispute", "side"),
}
"""What names a row beside its states and its time."""
