"""On whom each state leaned in a year gone by, as the package carries it.

Made anew by `foedus fit partners` from the shelf's past: of each state its few largest
partners and their shares, and never the data themselves. It is what a leverage of today is
held against.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus import doors
from foedus.states.roster import StateId

SINCE = 2013
"""The year that is carried: the last before Crimea and the sanctions that followed."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """On whom one state leaned."""

    cinc: float | None
    ideal_point: float | None
    trade: float
    """With all, in current dollars; 0 where none is on record."""
    concentration: float | None
    """Herfindahl index of its trade by partner; None where it has none on record."""
    partners: dict[StateId, float]
    """Shares of its trade, the largest first."""
    guarantors: dict[StateId, float]
    """Who owed it defence -> that state's CINC, the strongest first."""


@dataclass(frozen=True, slots=True)
class Partners:
    """All states in one year."""

    year: int
    sources: dict[str, str]
    states: dict[StateId, Leaning]

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def share(self, one: StateId, other: StateId) -> float | None:
        """Give the part of one's trade that was with another.

        It is read off whichever of the two counts the other among its largest; None
        where neither does, and where nothing of either is on record.
        """
        held, back = self.states.get(one), self.states.get(other)
        if held is None or back is None or not held.trade:
            return None
        if other in held.partners:
            return held.partners[other]
        if one in back.partners:
            return back.partners[one] * back.trade / held.trade
        return None


def partners_text(found: Partners) -> str:
    """Write it as JSON, the same text for the same data."""
    return doors.json_text(found) + "\n"


@cache
def carried_partners() -> Partners:
    """Give what the package carries, made by `power.partnering`."""
    place = files("foedus.estimation") / "partners.json"
    return doors.read_json(Partners, place.read_text("utf-8"), where="partners.json")
