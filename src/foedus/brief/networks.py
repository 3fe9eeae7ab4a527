"""States in a ring, bloc by bloc, and who is tied to whom in each layer.

The ring is the same in every layer, so that the eye compares ties and not places. A tie
within a bloc has the bloc's colour, one across is grey, and one that the pact alone makes
is heavy and dashed.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import cos, pi, sin

from foedus.brief.bloc_maps import COLOURS, LETTERS
from foedus.brief.drawing import (
    INK,
    RED,
    SIZE,
    SMALL,
    SOFT,
    box,
    breadth,
    called,
    disc,
    number,
    path,
    picture_of,
    text,
    wrapped,
)
from foedus.brief.vega import WIDE_ENOUGH, Row, rows_of
from foedus.questions.answer import Picture

MARGIN = 66.0
"""Room about a ring for the names of its states."""
ROOM = 84.0
"""Room above and below a ring for its heading and the names of its states."""
GAP = 0.6
"""Room between blocs in the ring, in places of a state."""
Places = Mapping[str, tuple[float, float]]
"""State -> its place in the ring of radius 1."""


def network(picture: Picture, width: int, prefix: str) -> str:
    """Draw a ring for each layer, beside each other on a desk and below it in hand."""
    del prefix  # nothing is defined that needs a name
    rows = rows_of(picture)
    nodes = [r for r in rows if not r["layer"]]
    layers = list(dict.fromkeys(str(r["layer"]) for r in rows if r["layer"]))
    groups = [g for g in dict.fromkeys(str(r["group"]) for r in nodes) if g]
    across = max(len(layers), 1) if width > WIDE_ENOUGH else 1
    side = width / across
    high = side - 2 * MARGIN + ROOM
    body = list[str]()
    for k, layer in enumerate(layers):
        left, top = side * (k % across), high * (k // across)
        known = {str(r["source"]) for r in nodes}
        ties = [
            r
            for r in rows
            if r["layer"] == layer and {str(r["source"]), str(r["target"])} <= known
        ]
        body += _ring(layer, nodes, ties, groups, left=left, top=top, side=side)
    below = high * -(-len(layers) // across) + 6
    legend, height = _legend(groups, rows, width, below)
    return picture_of([*body, *legend], width=width, height=height, alt=picture.alt)


def _ring(
    layer: str,
    nodes: Sequence[Row],
    ties: Sequence[Row],
    groups: Sequence[str],
    *,
    left: float,
    top: float,
    side: float,
) -> Iterator[str]:
    yield text(f"by {layer}", left + side / 2, top + 14, bold=True, anchor="middle")
    radius = side / 2 - MARGIN
    middle = left + side / 2, top + ROOM / 2 + 8 + radius
    ring = places(nodes)
    at = {s: (middle[0] + radius * x, middle[1] + radius * y) for s, (x, y) in ring.items()}
    bloc = {str(r["source"]): str(r["group"]) for r in nodes}
    for r in sorted(ties, key=lambda r: r["group"] == "pact"):
        one, other = str(r["source"]), str(r["target"])
        yield _tie(at[one], at[other], middle, _look(bloc[one], bloc[other], groups, r))
    for r in nodes:
        yield from _node(str(r["source"]), ring, at, _colour(str(r["group"]), groups))


def places(nodes: Sequence[Row]) -> Places:
    """Place states in a ring, from the top rightwards, with a gap between blocs."""
    if not nodes:
        return {}
    breaks = [k for k in range(len(nodes)) if nodes[k]["group"] != nodes[k - 1]["group"]]
    step = 2 * pi / (len(nodes) + GAP * len(breaks))
    made, turn = {}, -pi / 2
    for k, r in enumerate(nodes):
        turn += step * GAP * (k in breaks and k > 0)
        made[str(r["source"])] = cos(turn), sin(turn)
        turn += step
    return made


def _look(one: str, other: str, groups: Sequence[str], row: Row) -> tuple[str, float, str]:
    """Give colour, weight and dash of a tie."""
    if row["group"] == "pact":
        return RED, 3.4, "6 4"
    return (_colour(one, groups), 1.5, "") if one and one == other else ("#aab2bb", 1.0, "")


def _tie(
    one: tuple[float, float],
    other: tuple[float, float],
    middle: tuple[float, float],
    look: tuple[str, float, str],
) -> str:
    """Draw a tie as a curve that leans towards the middle."""
    bent = [0.25 * (a + b) + 0.5 * m for a, b, m in zip(one, other, middle, strict=True)]
    d = (
        f"M{number(one[0])} {number(one[1])}"
        f"Q{number(bent[0])} {number(bent[1])} {number(other[0])} {number(other[1])}"
    )
    colour, weight, dash = look
    return path(d, stroke=colour, weight=weight, dash=dash)


def _node(state: str, ring: Places, at: Places, colour: str) -> Iterator[str]:
    (x, y), (px, py) = ring[state], at[state]
    yield disc(px, py, 5, fill=colour, stroke=INK)
    said = called(state)
    short = said if breadth(said, SMALL) <= MARGIN - 10 else state
    anchor = "middle" if abs(x) < 0.06 else "start" if x > 0 else "end"
    yield text(short, px + 10 * x, py + 4 + 12 * y, size=SMALL, anchor=anchor, halo=True)


def _colour(group: str, groups: Sequence[str]) -> str:
    if group not in groups or groups.index(group) >= len(COLOURS):
        return "#ffffff"
    return COLOURS[groups.index(group)]


def _legend(
    groups: Sequence[str], rows: Sequence[Row], width: int, y: float
) -> tuple[list[str], float]:
    made = list[str]()
    for k, group in enumerate(groups[: len(COLOURS)]):
        states = [called(str(r["source"])) for r in rows if r["group"] == group]
        said = f"{LETTERS[k]} {group}: {', '.join(sorted(states))}"
        lines = wrapped(said, width - 30, most=3)
        made.append(box(2, y, 16, 12, fill=COLOURS[k], stroke=INK, weight=0.8))
        made.append(text(lines, 26, y + 10))
        y += 6 + SIZE * 1.25 * len(lines)
    if any(r["group"] == "pact" for r in rows):
        made.append(path(f"M2 {number(y + 6)}h18", stroke=RED, weight=3.4, dash="6 4"))
        made.append(text("a tie that the pact alone makes", 26, y + 10))
        y += 6 + SIZE * 1.25
    note = wrapped(
        "Ties for alone. Where nearly all pairs have one, the strongest two of each state "
        "are drawn. White: in no bloc of two or more.",
        width - 4,
        size=SMALL,
        most=4,
    )
    made.append(text(note, 2, y + 12, size=SMALL, fill=SOFT))
    return made, y + 12 + SMALL * 1.25 * len(note)
