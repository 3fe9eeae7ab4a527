"""Who stands where when a promise is called: the world by role.

Every state that the picture names is seen: by its shape, or by a dot at its capital where
the geometry is too coarse. Roles have a colour and a hatch, and the legend names the
states, since Korea is four pixels wide on a phone. What is disputed is hatched over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from foedus.brief.drawing import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    RED,
    SIZE,
    SKY,
    SMALL,
    SOFT,
    box,
    breadth,
    called,
    disc,
    hatch,
    listed,
    number,
    path,
    picture_of,
    text,
    wrapped,
)
from foedus.brief.geometry import (
    MIDDLE,
    NORTH,
    SOUTH,
    Point,
    Ring,
    area,
    atlas,
    equal_earth,
    shapes,
)
from foedus.questions.answer import Picture
from foedus.states.places import capitals

WIDE_ENOUGH = 500

Box = tuple[float, float, float, float]
"""West, top, east and bottom of a rectangle."""

ROLES = {
    "attacker": "Attacks",
    "victim": "Is attacked",
    "certain": "Must help for certain",
    "conditional": "Must help if conditions hold",
    "free": "Owes no help",
}
"""Roles in the order of the legend, with what it calls them."""

OTHERS, FREE = "#eceff2", "#c3cbd3"
SMALLEST = 40.0
"""A state of fewer square pixels gets a dot beside its shape."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A window on the world, and the paper that it fills."""

    width: float
    height: float
    left: float
    """The window's western edge, in radii of the Earth."""
    top: float
    scale: float
    """Pixels in a radius of the Earth."""

    def put(self, longitude: float, latitude: float) -> Point:
        """Put a place on the paper."""
        x, y = equal_earth(longitude, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    @property
    def corners(self) -> Box:
        """The paper's own bounds."""
        return (0.0, 0.0, self.width, self.height)


def world_map(picture: Picture, width: int, prefix: str) -> str:
    """Draw the world, its states coloured by their roles, with legend and boundary note."""
    roles = {str(r["state"]): str(r["role"]) for r in _rows(picture)}
    sheet = sheet_of(width, roles)
    drawn = shapes_on(sheet)
    body = [f"<defs>{''.join(_hatches(prefix))}{''.join(frames(sheet, prefix))}</defs>"]
    body.append(f'<g clip-path="url(#{prefix}-sheet)">')
    body += _states(drawn, roles, prefix)
    body += disputes(drawn, sheet, prefix)
    body += _dots(sheet, roles, prefix)
    body += _names(sheet, roles, is_wide=width > WIDE_ENOUGH)
    body.append("</g>")
    legend, height = _legend(roles, width, sheet.height + 12, prefix)
    return picture_of([*body, *legend], width=width, height=height, alt=picture.alt)


def sheet_of(width: int, roles: Mapping[str, str]) -> Sheet:
    """Lay out the world on paper of that width.

    On a desk it is the whole world; in hand the window closes on those with a role, for
    the world on a phone shows nobody.
    """
    (_, north), (_, south) = equal_earth(MIDDLE, NORTH), equal_earth(MIDDLE, SOUTH)
    # No land lies at the edges of the sheet, where the open Pacific is.
    most = 2 * equal_earth(MIDDLE + 180, 0)[0] * 0.95
    if width > WIDE_ENOUGH:
        scale = width / most
        return Sheet(
            width, (north - south) * scale + 4, -most / 2, north + 4 / scale, scale
        )
    places = [place_of(id) for id, role in roles.items() if _is_acting(role)]
    points = [equal_earth(*p) for p in places if p] or [(0.0, 0.0)]
    west, low, east, high = _bounds(tuple(points))
    across = min(most, max(1.35 * (east - west), 2 * 1.35 * (high - low), most / 3))
    scale = width / across
    left = min(max((east + west - across) / 2, -most / 2), most / 2 - across)
    tall = across * 0.62
    top = min((high + low + tall) / 2, north)
    return Sheet(width, tall * scale, left, top, scale)


def place_of(state: str) -> Point | None:
    """Give longitude and latitude of a state's last capital; None where it has none."""
    found = [c for c in capitals() if c.state == state]
    return (found[-1].longitude, found[-1].latitude) if found else None


def _rows(picture: Picture) -> Iterator[dict[str, object]]:
    for row in picture.rows:
        yield dict(zip(picture.columns, row, strict=True))


@cache
def shapes_on(sheet: Sheet) -> Mapping[str, tuple[Ring, ...]]:
    """Put the shapes of states on the paper, those of each that fall on it."""
    return {
        id: tuple(
            ring
            for degrees in rings
            if _meet(_bounds(ring := tuple(sheet.put(*p) for p in degrees)), sheet.corners)
        )
        for id, rings in sorted(shapes().items())
    }


def outline(rings: tuple[Ring, ...]) -> str:
    """Write rings as one path of short steps, to a tenth of a pixel.

    >>> outline((((0.0, 0.0), (1.0, 0.5), (0.0, 2.0)),))
    'M0 0l1 .5-1 1.5z'
    """
    parts = []
    for ring in rings:
        points = list(dict.fromkeys((round(10 * x), round(10 * y)) for x, y in ring))
        if len(points) > 2:
            (x, y), *_ = points
            steps = (_tenths(u - a) + _tenths(v - b) for (a, b), (u, v) in pairwise(points))
            parts.append(f"M{number(x / 10)} {number(y / 10)}l{''.join(steps).lstrip()}z")
    return "".join(parts)


def _tenths(count: int) -> str:
    """Write tenths in as few letters as SVG allows: a sign parts numbers by itself."""
    shown = f"{abs(count) / 10:.1f}".removesuffix(".0").removeprefix("0") or "0"
    return f"-{shown}" if count < 0 else f" {shown}"


def _states(
    drawn: Mapping[str, tuple[Ring, ...]], roles: Mapping[str, str], prefix: str
) -> Iterator[str]:
    # States with a role come last, so that their edges lie on top.
    for id in sorted(drawn, key=lambda id: (_is_acting(roles.get(id)), id)):
        if d := outline(drawn[id]):
            edge = (INK, 0.9) if _is_acting(roles.get(id)) else (PAPER, 0.5)
            fill = _fill(roles.get(id, ""), prefix)
            yield path(d, fill=fill, stroke=edge[0], weight=edge[1])


def _is_acting(role: str | None) -> bool:
    return role not in (None, "free")


def _fill(role: str, prefix: str) -> str:
    match role:
        case "attacker" | "victim" | "conditional":
            return f"url(#{prefix}-{role})"
        case "certain":
            return BLUE
        case "free":
            return FREE
        case _:
            return OTHERS


def _hatches(prefix: str) -> Iterator[str]:
    yield hatch(f"{prefix}-attacker", ground=RED, line="#8f3d00", angle=0, gap=4)
    yield hatch(f"{prefix}-victim", ground="#fdf3d8", line=ORANGE, angle=90, gap=5)
    yield hatch(f"{prefix}-conditional", ground="#dceefa", line=SKY, angle=45, gap=5)
    yield disputed_hatch(prefix)


def disputed_hatch(prefix: str) -> str:
    """Define the hatch of what is disputed, which lets the colour below it through."""
    return (
        f'<pattern id="{prefix}-disputed" width="3" height="3" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        f'<path d="M0 0V3" stroke="{INK}" stroke-width="1.1"/></pattern>'
    )


def frames(sheet: Sheet, prefix: str) -> Iterator[str]:
    """Give the clips of the paper and of the disputed parts of states."""
    paper = box(0, 0, sheet.width, sheet.height)
    yield f'<clipPath id="{prefix}-sheet">{paper}</clipPath>'
    for k, part in enumerate(atlas().parts):
        d = outline((tuple(sheet.put(*p) for p in part.frame),))
        yield f'<clipPath id="{prefix}-part-{k}"><path d="{d}"/></clipPath>'


def disputes(
    drawn: Mapping[str, tuple[Ring, ...]], sheet: Sheet, prefix: str
) -> Iterator[str]:
    """Hatch what is disputed over whatever colour it has."""
    fill = f"url(#{prefix}-disputed)"
    for disputed in atlas().disputed:
        if d := outline(drawn[disputed.shape]):
            yield path(d, fill=fill)
    for k, part in enumerate(atlas().parts):
        clip = f'<g clip-path="url(#{prefix}-part-{k})">'
        yield clip + "".join(
            path(outline(_near(drawn[id], sheet, part.frame)), fill=fill) for id in part.of
        )
        yield "</g>"


def _near(
    rings: tuple[Ring, ...], sheet: Sheet, frame: tuple[Point, ...]
) -> tuple[Ring, ...]:
    """Leave out the rings that do not come near a frame, to spare the page their bytes."""
    corner = _bounds(tuple(sheet.put(*p) for p in frame))
    return tuple(ring for ring in rings if _meet(_bounds(ring), corner))


def _bounds(ring: Ring) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _dots(sheet: Sheet, roles: Mapping[str, str], prefix: str) -> Iterator[str]:
    drawn = shapes_on(sheet)
    for id, role in sorted(roles.items(), key=lambda item: _is_acting(item[1])):
        size = sum(map(area, drawn[id])) if id in drawn else 0.0
        at = place_of(id)
        if at and (id not in drawn or (_is_acting(role) and size < SMALLEST)):
            x, y = sheet.put(*at)
            r = 4.5 if _is_acting(role) else 2.2
            edge = INK if _is_acting(role) else SOFT
            yield disc(x, y, r, fill=_fill(role, prefix), stroke=edge)


def _names(sheet: Sheet, roles: Mapping[str, str], *, is_wide: bool) -> Iterator[str]:
    """Name those with a role on the map, as far as names do not cover each other."""
    wanted = [r for r in ROLES if r != "free" and (is_wide or r in ("attacker", "victim"))]
    taken: list[Box] = []
    for id in sorted(roles, key=lambda id: (list(ROLES).index(roles[id]), id)):
        at = place_of(id)
        if roles[id] not in wanted or at is None:
            continue
        x, y = sheet.put(*at)
        said = called(id)
        wide = breadth(said, SMALL) + 6
        for dx, dy in ((9, 4), (-9 - wide, 4), (9, 16), (-wide / 2, 20), (-wide / 2, -10)):
            spot = (x + dx, y + dy - SMALL, x + dx + wide, y + dy + 3)
            if _holds(sheet.corners, spot) and not any(_meet(spot, t) for t in taken):
                taken.append(spot)
                bold = roles[id] in ("attacker", "victim")
                yield text(said, x + dx, y + dy, size=SMALL, bold=bold, halo=True)
                break


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] < inner[0]
        and outer[1] < inner[1]
        and inner[2] < outer[2]
        and inner[3] < outer[3]
    )


def _meet(one: Box, other: Box) -> bool:
    return not (
        one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    )


def _legend(
    roles: Mapping[str, str], width: int, y: float, prefix: str
) -> tuple[list[str], float]:
    made: list[str] = []
    for role, said in ROLES.items():
        names = sorted(called(id) for id, r in roles.items() if r == role)
        if not names:
            continue
        lines = wrapped(f"{said}: {listed(names, 16)}", width - 30, most=4)
        made.append(box(2, y, 16, 12, fill=_fill(role, prefix), stroke=INK, weight=0.8))
        made.append(text(lines, 26, y + 10))
        y += 6 + SIZE * 1.25 * len(lines)
    made.append(box(2, y, 16, 12, fill=OTHERS, stroke=SOFT, weight=0.6))
    made.append(box(2, y, 16, 12, fill=f"url(#{prefix}-disputed)"))
    made.append(text("Disputed (whatever the colour below the hatch)", 26, y + 10))
    note = wrapped(atlas().boundary_note, width - 4, size=SMALL, most=20)
    made.append(text(note, 2, y + 32, size=SMALL, fill=SOFT))
    return made, y + 32 + SMALL * 1.25 * len(note)
