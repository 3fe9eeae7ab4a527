"""The shapes of the states, read from the asset and put on a sheet by Equal Earth.

The file keeps each border once, as an arc that its neighbours share; a ring is a list of
arcs, and an arc named by its complement runs backwards. Rings that pass the antimeridian
are made whole again by turning the sheet: its edge lies in the Bering Strait, so that no
state is cut.

References
----------
Šavrič, Patterson and Jenny (2019), The Equal Earth map projection, International Journal
of Geographical Information Science 33, 454-465, doi:10.1080/13658816.2018.1504949.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Any

from foedus import doors
from foedus.faults import DataFault

MIDDLE = 11.0
"""The meridian in the middle of the sheet; its edge is 169° W."""
NORTH, SOUTH = 83.7, -56.0
"""The sheet ends below Cape Horn: Antarctica is not drawn."""

Point = tuple[float, float]
Ring = tuple[Point, ...]

_A = (1.340264, -0.081106, 0.000893, 0.003796)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A shape whose standing is disputed."""

    shape: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A disputed place within shapes: what of them lies in the frame."""

    name: str
    of: tuple[str, ...]
    frame: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """What is known of the geometry: whence, under what terms, what it says."""

    title: str
    version: str
    address: str
    sha256: str
    provenance: str
    licence: str
    licence_text: str
    boundary_note: str
    disputed: tuple[Disputed, ...]
    parts: tuple[Part, ...]
    no_states: tuple[str, ...]
    left_out: tuple[str, ...]


@cache
def atlas() -> Atlas:
    """Read what is known of the geometry.

    Raises
    ------
    DataFault
        The asset's description does not keep its promise.
    """
    name = "world_110m.yaml"
    return doors.read_yaml(Atlas, _asset(name).decode(), where=f"brief/assets/{name}")


@cache
def shapes() -> dict[str, tuple[Ring, ...]]:
    """Give the rings of every shape in degrees, by its three letters.

    Raises
    ------
    DataFault
        The file is not the one that was pinned.
    """
    content = _asset("world_110m.json")
    if sha256(content).hexdigest() != atlas().sha256:
        raise DataFault(
            f"the geometry has sha256 {sha256(content).hexdigest()}",
            expected=atlas().sha256,
            where="brief/assets/world_110m.json",
            mend=f"take the file again from {atlas().address}",
        )
    topology = doors.read_json(dict[str, Any], content.decode(), where="world_110m.json")
    arcs = _arcs(topology)
    return {
        shape["properties"]["a3"]: tuple(
            whole(_joined(ring, arcs)) for polygon in shape["arcs"] for ring in polygon
        )
        for shape in topology["objects"]["countries"]["geometries"]
        if shape["properties"]["a3"] != "ATA"
    }


def equal_earth(longitude: float, latitude: float) -> Point:
    """Put a place on the sheet; x runs east and y north, both in radii of the Earth.

    >>> x, y = equal_earth(MIDDLE, 90)
    >>> round(x, 6), round(y, 4)
    (0.0, 1.3174)
    """
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    x = 2 * sqrt(3) * radians(longitude - MIDDLE) * cos(t)
    x /= 3 * (9 * _A[3] * t**8 + 7 * _A[2] * t**6 + 3 * _A[1] * t**2 + _A[0])
    return x, _A[3] * t**9 + _A[2] * t**7 + _A[1] * t**3 + _A[0] * t


def whole(ring: Ring) -> Ring:
    """Undo the jump at the antimeridian and lay the ring within the sheet.

    >>> whole(((179.0, 60.0), (-179.0, 61.0)))
    ((179.0, 60.0), (181.0, 61.0))
    """
    longitudes = [ring[0][0]]
    for (before, _), (now, _) in pairwise(ring):
        turn = now - before
        longitudes.append(longitudes[-1] + turn - 360 * round(turn / 360))
    # A ring belongs where most of it lies: 20 degrees within the edge is enough to tell.
    middle = (min(longitudes) + max(longitudes)) / 2
    shift = 360 if middle < MIDDLE - 180 else -360 if middle > MIDDLE + 180 else 0
    return tuple((x + shift, y) for x, (_, y) in zip(longitudes, ring, strict=True))


def area(ring: Ring) -> float:
    """Give the area within a ring on the sheet, whichever way it runs."""
    ends = (*ring[1:], ring[0])
    pairs = zip(ring, ends, strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def _asset(name: str) -> bytes:
    return (files("foedus.brief") / "assets" / name).read_bytes()


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """Undo the deltas and the grid of every arc."""
    (step_x, step_y), (from_x, from_y) = (topology["transform"][k] for k in _GRID)
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * step_x + from_x, y * step_y + from_y))
        arcs.append(tuple(points))
    return arcs


_GRID = ("scale", "translate")


def _joined(ring: list[int], arcs: list[Ring]) -> Ring:
    points: list[Point] = []
    for k in ring:
        arc = arcs[k] if k >= 0 else arcs[~k][::-1]
        points += arc[1:] if points else arc
    return tuple(points)
