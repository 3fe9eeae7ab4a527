"""Where a state is: its capital by date, and how far one capital lies from another.

A capital stands for its state as a point on a sphere of 6371.0088 km, the mean radius
of the Earth; great circles on it are within about 0.5 % of those on the ellipsoid.
Coordinates are of the city as it lies today. Borders are no business of this room: who
touches whom is a source's (`sources`, Direct Contiguity).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import pi

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, StateFault
from foedus.quantity import Field, Unit
from foedus.spells import Spell
from foedus.states import tables
from foedus.states.roster import StateId, roster

RADIUS = 6371.0088
"""Mean radius of the Earth in km (IUGG)."""

DISTANCE = Field(
    "capital_distance",
    "NN",
    Unit.KM,
    "great-circle distance between the two capitals",
    low=0,
    high=pi * RADIUS,
)


@dataclass(frozen=True, slots=True)
class Capital:
    """One city that was a state's capital from `start` to `end`; None still is."""

    state: StateId
    name: str
    latitude: float
    longitude: float
    start: date
    source: str
    """What the coordinates rest on, a key of roster.yaml."""
    dated_by: str
    """What the days rest on, a key of roster.yaml."""
    end: date | None = None

    def __post_init__(self) -> None:
        _on_earth(self.name, self.latitude, self.longitude, where="states.Capital")

    @property
    def spell(self) -> Spell:
        """The days on which it was the capital."""
        return Spell(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth, in degrees."""

    name: str
    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        _on_earth(self.name, self.latitude, self.longitude, where="states.Point")


def _on_earth(name: str, latitude: float, longitude: float, *, where: str) -> None:
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise DataFault(
            f"{name} at {latitude}, {longitude} is not on Earth",
            expected="degrees of latitude to 90 and of longitude to 180",
            where=where,
            mend="check that the two are in this order",
        )


@cache
def capitals() -> tuple[Capital, ...]:
    """Read the table of capitals; it is read once.

    Raises
    ------
    DataFault
        The table does not keep its promise.
    """
    return tables.rows(Capital, "capitals.csv")


def capital(state: StateId, day: date) -> Capital:
    """Give a state's capital on that day; a row may run on while the state is occupied.

    Raises
    ------
    StateFault
        No such state, or none on that day.

    Examples
    --------
    >>> capital(StateId("RUS"), date(1917, 11, 7)).name
    'Saint Petersburg'
    """
    if found := _capital(state, day):
        return found
    spells = ", ".join(str(row.spell) for row in _by_state().get(state, ()))
    raise StateFault(
        f"{roster().state(state)} had no capital on {day}",
        expected=f"a day in {spells}",
        where="states.places",
        mend="ask of a day on which it was a state",
    )


def distance(state: StateId, other: StateId, day: date) -> float:
    """Give the great-circle distance in km between two capitals on that day.

    Raises
    ------
    StateFault
        No such state, or none on that day.

    Examples
    --------
    >>> round(distance(StateId("GBR"), StateId("FRA"), date(1914, 8, 4)))
    344
    """
    pair = [capital(state, day), capital(other, day)]
    return float(_great_circles(pair)[0, 1])


def distances(states: Sequence[StateId], day: date) -> NDArray[np.float64]:
    """Give the distances in km between all capitals, shape (N, N), in the order given.

    A state that has no capital on that day is NaN to all, and to itself.

    Raises
    ------
    StateFault
        No such state.
    """
    for state in states:
        roster().index(state)
    return _great_circles([_capital(state, day) for state in states])


def point_called(text: str, day: date) -> Point:
    """Find a place by `latitude,longitude`, a capital of that day, or a state's capital.

    Raises
    ------
    StateFault
        It is none of these.
    DataFault
        Two numbers that are no place on Earth.

    Examples
    --------
    >>> point_called("Seoul", date(2025, 1, 1)) == point_called("KOR", date(2025, 1, 1))
    True
    >>> point_called("38.0, 127.0", date(2025, 1, 1)).latitude
    38.0
    """
    if degrees := _degrees(text):
        return Point(text.strip(), *degrees)
    wanted = text.strip().casefold()
    for row in capitals():
        if row.name.casefold() == wanted and row.spell.holds(day):
            return Point(row.name, row.latitude, row.longitude)
    try:
        row = capital(roster().find(text), day)
    except StateFault as lacking:
        raise StateFault(
            f"no place called {text!r} is known on {day}",
            expected="latitude,longitude, the name of a capital, or a state",
            where="states.places",
            mend="write such as 38.0,127.0 or Seoul or KOR",
        ) from lacking
    return Point(row.name, row.latitude, row.longitude)


def distances_from(
    point: Point, states: Sequence[StateId], day: date
) -> NDArray[np.float64]:
    """Give the distances in km from a place to capitals, (N,); NaN where there is none.

    >>> seoul = point_called("KOR", date(2025, 1, 1))
    >>> distances_from(seoul, [StateId("KOR"), StateId("PRK")], date(2025, 1, 1)).round()
    array([  0., 195.])
    """
    found = _great_circles([point, *(_capital(state, day) for state in states)])
    return found[0, 1:]


def _degrees(text: str) -> tuple[float, float] | None:
    try:
        north, east = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return north, east


def _great_circles(points: Sequence[Capital | Point | None]) -> NDArray[np.float64]:
    """Haversines, which keep their digits for points close to each other."""
    degrees = [(p.latitude, p.longitude) if p else (np.nan, np.nan) for p in points]
    north, east = np.radians(np.array(degrees, dtype=np.float64).reshape(-1, 2)).T
    rise = np.sin((north[:, None] - north) / 2) ** 2
    turn = np.sin((east[:, None] - east) / 2) ** 2
    half = rise + np.cos(north)[:, None] * np.cos(north) * turn
    angles: NDArray[np.float64] = 2 * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return RADIUS * angles


def _capital(state: StateId, day: date) -> Capital | None:
    rows = _by_state().get(state, ())
    return next((row for row in rows if row.spell.holds(day)), None)


@cache
def _by_state() -> Mapping[StateId, Sequence[Capital]]:
    held: dict[StateId, list[Capital]] = defaultdict(list)
    for row in capitals():
        held[row.state].append(row)
    return dict(held)
