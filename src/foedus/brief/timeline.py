"""Events down the page, oldest first, with the years between them left as room.

Time runs downward since words run across: each event keeps its sentence, on a desk and
on a phone alike. A long silence is drawn as a broken line with its length.
"""

from datetime import date

from foedus.brief.drawing import (
    BLACK,
    BLUE,
    GREEN,
    INK,
    LEAD,
    ORANGE,
    PURPLE,
    RED,
    RULE,
    SIZE,
    SKY,
    SMALL,
    SOFT,
    breadth,
    number,
    path,
    picture_of,
    text,
    wrapped,
)
from foedus.questions.answer import Picture

SILENCE = 5
"""So many years without an event are told."""

SHAPES = (
    "M-5 -5H5V5H-5Z",
    "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
    "M-5.5 0A5.5 5.5 0 1 0 5.5 0A5.5 5.5 0 1 0 -5.5 0Z",
    "M0 -6L6 5H-6Z",
    "M0 6L6 -5H-6Z",
    "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",
)
COLOURS = (BLUE, RED, GREEN, ORANGE, PURPLE, SKY, BLACK)


def timeline(picture: Picture, width: int, prefix: str) -> str:
    """Draw a line of events, each with its day, its kind and what happened."""
    rows = sorted(
        (dict(zip(picture.columns, row, strict=True)) for row in picture.rows),
        key=lambda r: (str(r["start"]), str(r["id"])),
    )
    kinds = sorted({_kind(r["kind"]) for r in rows})
    is_wide = width > 500
    line = 96.0 if is_wide else 10.0
    tag = max((breadth(k, SMALL) for k in kinds), default=0) + 12 if is_wide else 0
    y, before, body = 16.0, None, list[str]()
    for r in rows:
        start, kind = str(r["start"]), _kind(r["kind"])
        gap = int(start[:4]) - before if before is not None else 0
        if gap >= SILENCE:
            body += _silence(gap, line, y)
            y += 30
        lines = wrapped(str(r["event"]), width - line - 20 - tag, most=6)
        down = 0 if is_wide else 17
        height = down + SIZE * LEAD * len(lines) + 11
        body.append(
            path(f"M{number(line)} {number(y - 8)}v{number(height)}", stroke=RULE, weight=2)
        )
        body.append(_mark(kinds.index(kind), line, y - 4))
        if is_wide:
            body.append(text(told_day(start), line - 16, y, anchor="end", fill=SOFT))
            body.append(text(kind, width, y, size=SMALL, anchor="end", fill=SOFT))
        else:
            body.append(text(told_day(start), line + 16, y, bold=True))
            at = line + 16 + breadth(told_day(start)) * 1.1 + 8
            body.append(text(kind, at, y, size=SMALL, fill=SOFT))
        body.append(text(lines, line + 16, y + down))
        y, before = y + height, int(start[:4])
    return picture_of(body, width=width, height=y, alt=picture.alt)


def told_day(start: str) -> str:
    """Write a day, month or year as people read it.

    >>> told_day("2024-06-19"), told_day("2024-06"), told_day("1961")
    ('19 Jun 2024', 'Jun 2024', '1961')
    """
    match start.split("-"):
        case [year, month, day]:
            return f"{int(day)} {_month(month)} {year}"
        case [year, month]:
            return f"{_month(month)} {year}"
        case _:
            return start


def _kind(cell: object) -> str:
    return str(cell).replace("_", " ")


def _month(month: str) -> str:
    return date(2000, int(month), 1).strftime("%b")


def _mark(kind: int, x: float, y: float) -> str:
    shape, colour = SHAPES[kind % len(SHAPES)], COLOURS[kind % len(COLOURS)]
    at = f"translate({number(x)} {number(y)})"
    return f'<path transform="{at}" d="{shape}" fill="{colour}" stroke="{INK}"/>'


def _silence(years: int, x: float, y: float) -> tuple[str, str]:
    return (
        path(f"M{number(x)} {number(y - 6)}v24", stroke=SOFT, weight=2, dash="2 4"),
        text(f"{years} years", x + 16, y + 8, size=SMALL, fill=SOFT),
    )
