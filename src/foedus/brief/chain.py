"""Who is drawn in, round by round: columns of boxes on a desk, one below the other in hand.

States that owe the same to the same state by the same article stand in one box, since
thirty allies are one promise and not thirty arrows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.brief.drawing import (
    BLUE,
    INK,
    LEAD,
    PAPER,
    RED,
    SIZE,
    SMALL,
    SOFT,
    Lines,
    arrowhead,
    box,
    called,
    listed,
    number,
    path,
    picture_of,
    text,
    wrapped,
)
from foedus.questions.answer import Picture

LOOKS = {
    # colour, thickness, dashes, what the legend says
    "attack": (RED, 3.0, "", "attacks"),
    "certain": (BLUE, 2.0, "", "must help, for certain"),
    "conditional": (SOFT, 1.8, "6 4", "must help if conditions hold"),
    "bound": (BLUE, 2.0, "", "joins, bound by a pact"),
    "called": (BLUE, 1.8, "2 3", "joins, called by a joiner"),
    "itself": (SOFT, 1.8, "6 4", "joins of itself"),
}
GROUND = {
    "attack": "#fbe9dd",
    "certain": "#e1eef7",
    "conditional": PAPER,
    "bound": "#e1eef7",
    "called": "#e1eef7",
    "itself": PAPER,
}
JOINS = {"bound", "called", "itself"}
"""Kinds of those who join in fact, and are not told to owe."""
MOST_NAMED = 6
PAD = 9.0


@dataclass(frozen=True, slots=True)
class Group:
    """States that do the same in one round, and to whom."""

    states: tuple[str, ...]
    target: str
    kind: str
    round: int
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """A group where it stands; the attacked state stands in a box of its own."""

    group: Group
    x: float
    y: float
    width: float
    height: float
    head: Lines
    below: Lines


def chain(picture: Picture, width: int, prefix: str) -> str:
    """Draw the rounds of a chain, and an arrow from each debtor to whom it helps."""
    groups = grouped(picture)
    if width > 500:
        places, height = _columns(groups, width)
    else:
        places, height = _stacked(groups, width)
    legend, height = _legend(groups, width, height + 10, prefix)
    body = [f"<defs>{_heads(prefix)}</defs>"]
    body += _arrows(places, prefix, is_wide=width > 500)
    for place in places:
        body += _box(place)
    body += _rounds(places, is_wide=width > 500)
    return picture_of([*body, *legend], width=width, height=height, alt=picture.alt)


def grouped(picture: Picture) -> tuple[Group, ...]:
    """Gather the rows that differ in their source alone, in order of rounds."""
    held: dict[tuple[int, str, str, str], list[str]] = {}
    for row in picture.rows:
        r = dict(zip(picture.columns, row, strict=True))
        key = (
            int(r["round"] or 0),
            str(r["target"]),
            str(r["kind"]),
            str(r["label"] or ""),
        )
        held.setdefault(key, []).append(str(r["source"]))
    return tuple(
        Group(tuple(states), target, kind, round, label)
        for (round, target, kind, label), states in sorted(
            held.items(), key=lambda item: (item[0][0], list(LOOKS).index(item[0][2]))
        )
    )


def _attacked(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Add a box for each attacked state, which does nothing yet."""
    made: list[Group] = []
    for group in groups:
        made.append(group)
        if group.kind == "attack" and not any(
            group.target in g.states for g in groups if g.round <= group.round
        ):
            made.append(Group((group.target,), "", "victim", group.round, "attacked"))
    return tuple(made)


def _words(group: Group, width: float) -> tuple[Lines, Lines]:
    names = [called(s) for s in group.states]
    many = f"{len(names)} states: " if len(names) > 2 else ""
    head = wrapped(many + listed(names, MOST_NAMED), (width - 2 * PAD) * 0.93, most=5)
    if group.kind == "attack":
        said = [f"attacks {called(group.target)}"]
    elif group.kind == "victim":
        said = [group.label]
    elif group.kind in JOINS:
        said = [f"beside {called(group.target)}", group.label]
    else:
        said = [f"to help {called(group.target)}", group.label]
    lines = (wrapped(s, width - 2 * PAD, size=SMALL, most=3) for s in said if s)
    return head, tuple(line for held in lines for line in held)


def _placed(group: Group, x: float, y: float, width: float) -> Place:
    head, below = _words(group, width)
    height = 2 * PAD + len(head) * SIZE * LEAD + len(below) * SMALL * LEAD + 1
    return Place(group, x, y, width, height, head, below)


def _columns(groups: tuple[Group, ...], width: int) -> tuple[list[Place], float]:
    shown = _attacked(groups)
    rounds = sorted({g.round for g in shown})
    gap = 46.0 if len(rounds) > 2 else 90.0
    each = min(220.0, (width - 2 - gap * (len(rounds) - 1)) / max(len(rounds), 1))
    places: list[Place] = []
    # Room above the boxes for each state that is helped from two rounds on.
    met = {s: g.round for g in reversed(shown) for s in g.states}
    lanes = {g.target for g in shown if g.round - met.get(g.target, g.round) > 1}
    for k, round in enumerate(rounds):
        y = 32.0 + 7 * len(lanes) + (4 if lanes else 0)
        for group in (g for g in shown if g.round == round):
            place = _placed(group, 1 + k * (each + gap), y, each)
            places.append(place)
            # In round 0 the arrow of the attack needs room to be seen.
            y += place.height + (44 if group.kind == "attack" else 14)
    return places, max((p.y + p.height for p in places), default=0) + 6


def _stacked(groups: tuple[Group, ...], width: int) -> tuple[list[Place], float]:
    places: list[Place] = []
    y, before, left = 24.0, -1, 30.0
    for group in _attacked(groups):
        if before not in (-1, group.round):
            y += 30
        place = _placed(group, left, y, width - left - 1)
        places.append(place)
        y += place.height + (34 if group.kind == "attack" else 10)
        before = group.round
    return places, y


def _box(place: Place) -> Iterator[str]:
    kind = place.group.kind
    colour, weight, dash, _ = LOOKS.get(kind, (INK, 2.0, "", ""))
    yield box(
        place.x,
        place.y,
        place.width,
        place.height,
        fill=GROUND.get(kind, PAPER),
        stroke=colour,
        weight=weight,
        dash=dash,
        round=3,
    )
    y = place.y + PAD + SIZE * 0.9
    yield text(place.head, place.x + PAD, y, bold=True)
    y += len(place.head) * SIZE * LEAD
    yield text(place.below, place.x + PAD, y, size=SMALL)


def _rounds(places: list[Place], *, is_wide: bool) -> Iterator[str]:
    tops: dict[int, Place] = {}
    for place in places:
        tops.setdefault(place.group.round, place)
    for round, place in tops.items():
        said = "The act" if round == 0 else f"Round {round}"
        yield text(said, place.x, 16 if is_wide else place.y - 9, bold=True, fill=SOFT)


def _arrows(places: list[Place], prefix: str, *, is_wide: bool) -> Iterator[str]:
    lanes: dict[str, int] = {}
    for place in places:
        end = _meant(place, places)
        if end is None:
            continue
        colour, weight, dash, _ = LOOKS[place.group.kind]
        if place.group.kind == "attack" and end.y > place.y and end.x == place.x:
            x = place.x + place.width / 2
            d = f"M{number(x)} {number(place.y + place.height)}V{number(end.y - 1)}"
        elif is_wide and place.group.round - end.group.round > 1:
            over = lanes.setdefault(place.group.target, len(lanes))
            d = _over(place, end, 26.0 + 7 * over)
        elif is_wide:
            d = _curve(place, end)
        else:
            lane = lanes.setdefault(place.group.target, len(lanes))
            d = _gutter(place, end, 22.0 - 7 * (lane % 3))
        head = f"{prefix}-{place.group.kind}"
        yield path(d, stroke=colour, weight=weight, dash=dash, marker=head)


def _meant(place: Place, places: list[Place]) -> Place | None:
    """Find the first box of the state that is attacked or helped."""
    return next(
        (p for p in places if place.group.target in p.group.states and p is not place), None
    )


def _curve(place: Place, end: Place) -> str:
    x, y = place.x, place.y + place.height / 2
    to_x, to_y = end.x + end.width + 1, end.y + end.height / 2
    if to_x > x:
        # Both stand in one column: the arrow goes round by the left.
        edge = max(place.x - 20, 2)
        return (
            f"M{number(x)} {number(y)}C{number(edge)} {number(y)} {number(edge)} "
            f"{number(to_y)} {number(end.x - 1)} {number(to_y)}"
        )
    bend = (x - to_x) / 2
    return (
        f"M{number(x)} {number(y)}C{number(x - bend)} {number(y)} "
        f"{number(to_x + bend)} {number(to_y)} {number(to_x)} {number(to_y)}"
    )


def _over(place: Place, end: Place, lane: float) -> str:
    """Lead an arrow that passes over a round above its boxes, never behind them."""
    x, y = place.x, place.y + place.height / 2
    to_x, to_y = end.x + end.width + 1, end.y + end.height / 2
    r = 6
    return (
        f"M{number(x)} {number(y)}H{number(x - 12)}q{-r} 0 {-r} {-r}V{number(lane + r)}"
        f"q0 {-r} {-r} {-r}H{number(to_x + 22)}q{-r} 0 {-r} {r}V{number(to_y - r)}"
        f"q0 {r} {-r} {r}H{number(to_x)}"
    )


def _gutter(place: Place, end: Place, x: float) -> str:
    y, to_y = place.y + place.height / 2, end.y + end.height / 2
    return f"M{number(place.x)} {number(y)}H{number(x)}V{number(to_y)}H{number(end.x - 1)}"


def _heads(prefix: str) -> str:
    return "".join(arrowhead(f"{prefix}-{k}", look[0]) for k, look in LOOKS.items())


def _legend(
    groups: tuple[Group, ...], width: int, y: float, prefix: str
) -> tuple[list[str], float]:
    made: list[str] = []
    x = 2.0
    for kind, (colour, weight, dash, said) in LOOKS.items():
        if not any(g.kind == kind for g in groups):
            continue
        if width <= 500 and made:
            x, y = 2.0, y + 19
        line = f"M{number(x)} {number(y + 8)}h34"
        head = f"{prefix}-{kind}"
        made.append(path(line, stroke=colour, weight=weight, dash=dash, marker=head))
        made.append(text(said, x + 42, y + 12))
        x += 42 + 6.4 * len(said) + 26
    return made, y + 24
