"""What a row of a panel is: its unit of observation, and the columns that name it.

A state in a panel goes by its number in the list that the panel follows, Correlates of
War's or Gleditsch and Ward's, since one number is one state on every day. Ids of the
house, ISO letters and names are put beside them when people look.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from foedus.states.roster import System


class Unit(StrEnum):
    """The unit of observation."""

    STATE_YEAR = "state-year"
    STATE_DAY = "state-day"
    DYAD_YEAR = "dyad-year"
    LEADER_YEAR = "leader-year"
    LEADER_DYAD_YEAR = "leader-dyad-year"
    PACT_YEAR = "pact-year"
    PACT_MEMBER_YEAR = "pact-member-year"
    WAR_PARTICIPANT = "war-participant"
    DISPUTE_PARTICIPANT = "dispute-participant"
    K_AD_YEAR = "k-ad-year"


Side = Literal["", "sender", "target"]
"""Whose column it is: of the one state, of the sender, of the target."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The unit, the list of states it follows, and whether a pair has a direction."""

    unit: Unit
    system: System
    directed: bool = False

    @property
    def sides(self) -> tuple[Side, ...]:
        """The states that a row names."""
        match self.unit:
            case Unit.DYAD_YEAR | Unit.LEADER_DYAD_YEAR:
                return ("sender", "target")
            case Unit.PACT_YEAR | Unit.K_AD_YEAR:
                return ()
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
        time = "day" if self.unit is Unit.STATE_DAY else "year"
        own = {
            Unit.LEADER_YEAR: ("leader",),
            Unit.LEADER_DYAD_YEAR: ("sender_leader", "target_leader"),
            Unit.PACT_YEAR: ("pact",),
            Unit.PACT_MEMBER_YEAR: ("pact",),
            Unit.WAR_PARTICIPANT: ("war", "side"),
            Unit.DISPUTE_PARTICIPANT: ("dispute",),
            Unit.K_AD_YEAR: ("k_ad",),
        }.get(self.unit, ())
        timeless = {Unit.WAR_PARTICIPANT, Unit.DISPUTE_PARTICIPANT}
        return (*own, *self.codes, *(() if self.unit in timeless else (time,)))
