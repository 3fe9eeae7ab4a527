"""Groups against groups: half a square of numbers, where what is noise is greyed.

What moves stands on blue where it rises and on orange where it falls, with a bar as long as
it moves; the sign at each number says what the colour says.
"""

from collections.abc import Iterator, Sequence

from foedus.brief.drawing import (
    INK,
    ORANGE,
    PAPER,
    RULE,
    SKY,
    SMALL,
    SOFT,
    TINT,
    box,
    breadth,
    hatch,
    picture_of,
    text,
    wrapped,
)
from foedus.brief.vega import WIDE_ENOUGH, Row, real, rows_of
from foedus.questions.answer import Picture

LEGEND = (
    ("rises", "rises beyond noise"),
    ("falls", "falls beyond noise"),
    ("small", "moves beyond noise, but hardly, or as all others do"),
    ("noise", "within noise"),
)
HIGH = 46.0
ROOMY = 60.0
"""Width of a square from which on a name fits above it."""


def grid(picture: Picture, width: int, prefix: str) -> str:
    """Draw a square for each pair of groups, with its number unless it is noise."""
    rows = rows_of(picture)
    groups = list(dict.fromkeys(str(r[key]) for r in rows for key in ("row", "column")))
    left = width * (0.3 if width > WIDE_ENOUGH else 0.34)
    side = (width - left - 6) / max(len(groups), 1)
    heads = [wrapped(g, side - 6, size=SMALL, most=4) for g in groups]
    if side < ROOMY:
        # No name fits above so narrow a column: numbers stand there and beside the names.
        heads = [(str(k + 1),) for k in range(len(groups))]
        named = [f"{k + 1}  {g}" for k, g in enumerate(groups)]
    else:
        named = groups
    top = 24 + 14.0 * max((len(h) for h in heads), default=1)
    most = max((abs(real(r["value"]) or 0.0) for r in rows if r["told"] == "moves"),
               default=1.0)  # fmt: skip
    body = [f"<defs>{hatch(f'{prefix}-noise', ground=PAPER, line=TINT)}</defs>"]
    body.append(text(wrapped(picture.x, width - 8, size=SMALL, most=1), 2, 12, size=SMALL,
                     fill=SOFT))  # fmt: skip
    body += _heads(named, heads, left=left, top=top, side=side)
    for r in rows:
        x = left + side * groups.index(str(r["column"]))
        y = top + HIGH * groups.index(str(r["row"]))
        body += _square(r, x, y, side, most, prefix)
    legend, height = _legend(top + HIGH * len(groups) + 14, width, prefix)
    return picture_of([*body, *legend], width=width, height=height, alt=picture.alt)


def _heads(
    groups: Sequence[str],
    heads: Sequence[tuple[str, ...]],
    *,
    left: float,
    top: float,
    side: float,
) -> Iterator[str]:
    for k, (group, head) in enumerate(zip(groups, heads, strict=True)):
        low = top - 6 - 13.75 * (len(head) - 1)
        yield text(head, left + side * (k + 0.5), low, size=SMALL, anchor="middle")
        lines = wrapped(group, left - 12, most=3)
        middle = top + HIGH * (k + 0.5) + 4 - 7.5 * (len(lines) - 1)
        yield text(lines, left - 8, middle, anchor="end")


def _square(
    r: Row, x: float, y: float, side: float, most: float, prefix: str
) -> Iterator[str]:
    value, told = real(r["value"]) or 0.0, _told(r)
    yield box(x, y, side, HIGH, fill=_fill(told, prefix), stroke=PAPER)
    if told in ("rises", "falls"):
        # How much of the whole change this is, as a bar at the foot of the square.
        part = abs(value) / most * (side - 8)
        yield box(x + 4, y + HIGH - 8, part, 4, fill=INK)
    if told != "noise":
        said = f"{value:+,.4g}"
        if breadth(said, SMALL) > side - 2:
            said = f"{value:+.2g}"
        at = x + side / 2, y + HIGH / 2 + 2
        moves = told != "small"
        yield text(said, *at, size=SMALL, bold=moves, anchor="middle",
                   fill=INK if moves else SOFT)  # fmt: skip


def _told(r: Row) -> str:
    if r["told"] != "moves":
        return "small" if r["told"] == "alike" else str(r["told"])
    return "rises" if (real(r["value"]) or 0.0) > 0 else "falls"


def _fill(told: str, prefix: str) -> str:
    return {"rises": SKY, "falls": ORANGE, "small": TINT}.get(told, f"url(#{prefix}-noise)")


def _legend(y: float, width: int, prefix: str) -> tuple[list[str], float]:
    made = []
    for told, said in LEGEND:
        made.append(box(2, y, 16, 12, fill=_fill(told, prefix), stroke=RULE))
        made.append(text(wrapped(said, width - 28, most=1), 26, y + 10))
        y += 18
    note = "The bar in a square: how much of the largest change."
    made.append(
        text(wrapped(note, width - 4, size=SMALL), 2, y + 12, size=SMALL, fill=SOFT)
    )
    return made, y + 20
