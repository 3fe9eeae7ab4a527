"""Blocs and structural balance year by year, as the package carries them.

Made anew by `foedus fit blocs`, from the shelf's past: a few numbers a year, and never
the data themselves.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus import doors
from foedus.states.roster import StateId


@dataclass(frozen=True, slots=True)
class Frustration:
    """How far the signed network of a year was from two camps."""

    ties: int
    against: int
    low: int
    high: int
    """The least ties in the way of two camps; the same as `low` where it is exact."""
    triangles: float | None
    """Share of triangles that are balanced; None where there are none."""


@dataclass(frozen=True, slots=True)
class Strong:
    """A bloc told by its most capable member."""

    leader: StateId
    members: int
    capability: float
    """Its share of the world's CINC."""


@dataclass(frozen=True, slots=True)
class BlocYear:
    """One year."""

    year: int
    states: int
    """How many had a tie."""
    layers: tuple[str, ...]
    blocs: tuple[float, float, float]
    """Blocs of two or more: median over the draws, and the lowest and highest."""
    apart: float
    """Modularity of the blocs, 0 none to near 1: how sharply ties part the states."""
    strongest: tuple[Strong, ...]
    quarrels: Frustration | None
    """Pledges of defence against rivalries and disputes; None where these are not known."""
    rivalries: Frustration | None
    """Pledges of defence against rivalries alone."""


@dataclass(frozen=True, slots=True)
class BlocYears:
    """All years, and what they rest on."""

    sources: dict[str, str]
    """Data set -> version."""
    coverage: dict[str, tuple[int, int]]
    """Layer -> the years of which its data speak."""
    draws: int
    rivals: tuple[tuple[StateId, StateId], ...]
    """Who were strategic rivals in the last year of which that is known."""
    years: tuple[BlocYear, ...]

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)


def bloc_years_text(found: BlocYears) -> str:
    """Write it as JSON, the same text for the same data."""
    return doors.json_text(found) + "\n"


@cache
def carried_bloc_years() -> BlocYears:
    """Give what the package carries, made by `power.bloc_series`."""
    place = files("foedus.estimation") / "blocs.json"
    return doors.read_json(BlocYears, place.read_text("utf-8"), where="blocs.json")
