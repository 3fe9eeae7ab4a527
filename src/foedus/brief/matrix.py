"""Who owes help when one attacks another: attackers in rows, victims in columns."""

from collections.abc import Iterator

from foedus.brief.drawing import (
    BLUE,
    INK,
    PAPER,
    RULE,
    SKY,
    SMALL,
    SOFT,
    TINT,
    box,
    breadth,
    called,
    hatch,
    number,
    picture_of,
    text,
    wrapped,
)
from foedus.questions.answer import Cell, Picture

MOST_CELL = 44
LEVELS = (
    ("certain", "at least one state must help (how many, + those on conditions)"),
    ("conditional", "only on conditions (how many)"),
    ("none", "nobody"),
)


def matrix(picture: Picture, width: int, prefix: str) -> str:
    """Draw a square for each attacker and victim, with the number of helpers in it."""
    rows = [dict(zip(picture.columns, row, strict=True)) for row in picture.rows]
    states = list(dict.fromkeys(str(r[k]) for k in ("attacker", "victim") for r in rows))
    is_wide = width > 500
    names = [called(s) if is_wide else s for s in states]
    left = max((breadth(n) for n in names), default=0) + 34
    side = min(MOST_CELL, (width - left) / max(len(states), 1))
    top = 44.0
    place = {s: k for k, s in enumerate(states)}
    body = [f"<defs>{hatch(f'{prefix}-hatch', ground='#d6ecfa', line=SKY)}</defs>"]
    body += _heads(picture, states, names, left=left, top=top, side=side)
    for r in rows:
        x = left + side * place[str(r["victim"])]
        y = top + side * place[str(r["attacker"])]
        body += _square(r, x, y, side, prefix)
    body += (
        text(
            "–",
            left + side * (k + 0.5),
            top + side * (k + 0.5) + 4,
            anchor="middle",
            fill=SOFT,
        )
        for k in range(len(states))
    )
    low = top + side * len(states) + 14
    legend, height = _legend(low, width, prefix)
    return picture_of([*body, *legend], width=width, height=height, alt=picture.alt)


def _heads(
    picture: Picture,
    states: list[str],
    names: list[str],
    *,
    left: float,
    top: float,
    side: float,
) -> Iterator[str]:
    """Name rows and columns, and say which is which."""
    span = side * len(states)
    said = wrapped(picture.x, max(span, 120), size=SMALL, most=1)
    yield text(said, left, 12, size=SMALL, fill=SOFT)
    middle = number(top + span / 2)
    turned = text(picture.y, 0, 0, size=SMALL, anchor="middle", fill=SOFT)
    yield f'<g transform="translate(11 {middle}) rotate(-90)">{turned}</g>'
    for k, (state, name) in enumerate(zip(states, names, strict=True)):
        at = side * (k + 0.5)
        yield text(name, left - 8, top + at + 4, anchor="end")
        if side >= 27:
            yield text(state[:5], left + at, top - 8, size=SMALL, anchor="middle")
        else:
            # Three letters do not fit side by side here, so they stand upright.
            upright = text(state[:5], 0, 0, size=SMALL)
            where = f"{number(left + at + 4)} {number(top - 5)}"
            yield f'<g transform="translate({where}) rotate(-90)">{upright}</g>'


def _square(
    r: dict[str, Cell], x: float, y: float, side: float, prefix: str
) -> Iterator[str]:
    level = str(r["level"])
    yield box(x, y, side, side, fill=_fill(level, prefix), stroke=PAPER)
    said = _count(r, side)
    if said:
        sure = level == "certain"
        yield text(
            said,
            x + side / 2,
            y + side / 2 + 4,
            size=SMALL,
            bold=sure,
            anchor="middle",
            fill=PAPER if sure else INK,
            halo=level == "conditional",
        )


def _count(r: dict[str, Cell], side: float) -> str:
    certain, conditional = r["certain"] or 0, r["conditional"] or 0
    if r["level"] == "none":
        return ""
    if r["level"] == "conditional":
        return str(conditional)
    both = f"{certain}+{conditional}" if conditional else str(certain)
    return both if breadth(both, SMALL) <= side - 2 else str(certain)


def _fill(level: str, prefix: str) -> str:
    return {"certain": BLUE, "conditional": f"url(#{prefix}-hatch)"}.get(level, TINT)


def _legend(y: float, width: int, prefix: str) -> tuple[list[str], float]:
    made = []
    for level, said in LEVELS:
        lines = wrapped(said, width - 28)
        made.append(box(2, y, 16, 12, fill=_fill(level, prefix), stroke=RULE))
        made.append(text(lines, 26, y + 10))
        y += 18 + 15 * (len(lines) - 1)
    return made, y + 2
