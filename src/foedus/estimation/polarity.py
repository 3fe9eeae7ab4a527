"""Polarity since 1816, as the package carries it.

The figures are derived ones: how concentrated capability was among the major powers and
among all states, year by year and by each measure, and when that shifted. `power.century`
makes them from the shelf's tables; a case where no table is at hand reads them here.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from foedus import doors
from foedus.faults import NeedFault

Scope = Literal["majors", "all"]


@dataclass(frozen=True, slots=True)
class Turned:
    """A year with which a series shifts to another level."""

    year: int
    before: float
    after: float
    gain: float
    """Log-likelihood that the cut gains."""


@dataclass(frozen=True, slots=True)
class Turning:
    """The shifts of a series, beside how many chance would give."""

    found: tuple[Turned, ...]
    shuffled: float
    """Mean number where the years stand in random order."""
    drifting: float
    """Mean number where the yearly changes do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure among some states through the years; null is not known."""

    measure: str
    scope: Scope
    first: int
    con: tuple[float | None, ...]
    """Ray and Singer's concentration, from the first year on."""
    hhi: tuple[float | None, ...]
    poles: tuple[int | None, ...]
    """States with at least half of the strongest's share."""
    strongest: tuple[str | None, ...]
    structure: tuple[str | None, ...]
    """Name of the system by the shares of its strongest; for major powers."""
    turning: Turning | None = None
    """Shifts of CON."""

    def known(self) -> tuple[int, ...]:
        """List the years that are known."""
        held = enumerate(self.con, self.first)
        return tuple(year for year, value in held if value is not None)


@dataclass(frozen=True, slots=True)
class Polarity:
    """What was found of concentration and polarity."""

    first: int
    last: int
    lines: tuple[Line, ...]
    majors: dict[str, tuple[str, ...]]
    """Year in which the list of major powers changed -> the list at its end."""
    majors_until: int
    """The last year that the list speaks of; it is taken to hold after."""
    surplus_year: int
    surplus: dict[str, float]
    """State -> share of all surplus domestic product in that year, to four digits."""
    spread: dict[str, float]
    """Quantity -> spread of the log between two sources that both tell it."""
    sources: dict[str, str]
    columns: dict[str, str]
    """Data set -> digest of what was read of it."""
    left_out: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def line(self, measure: str, scope: Scope) -> Line:
        """Give one series.

        Raises
        ------
        NeedFault
            There is none of that measure among these states.
        """
        for one in self.lines:
            if (one.measure, one.scope) == (measure, scope):
                return one
        raise NeedFault(
            f"no series of {measure} among {scope}",
            expected=", ".join(f"{one.measure} among {one.scope}" for one in self.lines),
            where="estimation.polarity",
            mend="ask for one of those",
        )

    def at(self, year: int) -> int:
        """Give the place of a year in every series.

        Raises
        ------
        NeedFault
            The year is outside the series.
        """
        if not self.first <= year <= self.last:
            raise NeedFault(
                f"polarity of {year}",
                expected=f"a year from {self.first} to {self.last}",
                where="estimation.polarity",
                mend="ask for one of those years",
            )
        return year - self.first


def polarity_text(found: Polarity) -> str:
    """Write what was found as JSON, the same text for the same data."""
    return doors.json_text(found, indent=None) + "\n"


@cache
def carried_polarity() -> Polarity:
    """Give what the package carries, made by `power.century`."""
    place = files("foedus.estimation") / "polarity.json"
    return doors.read_json(Polarity, place.read_text("utf-8"), where="polarity.json")
