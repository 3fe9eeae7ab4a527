"""The world by bloc: a colour and a letter to each, striped where a state is less sure.

The letter stands on every state that is large enough to bear it, so that grey print loses
nothing; the legend names the bloc and counts its states.
"""

from collections.abc import Iterator
from dataclasses import replace

from foedus.brief.drawing import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SIZE,
    SKY,
    SMALL,
    SOFT,
    TINT,
    box,
    hatch,
    path,
    picture_of,
    text,
    wrapped,
)
from foedus.brief.geometry import area, atlas
from foedus.brief.maps import (
    WIDE_ENOUGH,
    Sheet,
    disputed_hatch,
    disputes,
    frames,
    outline,
    place_of,
    shapes_on,
    sheet_of,
)
from foedus.brief.vega import Row, real, rows_of
from foedus.questions.answer import Picture

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, RED, SKY)
LETTERS = "ABCDEF"
SURE = 0.75
NOBODY = "#eceff2"
LARGE = 260.0
"""A state of so many square pixels bears the letter of its bloc."""


def bloc_map(picture: Picture, width: int, prefix: str) -> str:
    """Draw the world, each state in the colour of the bloc that it most often falls to."""
    rows = rows_of(picture)
    order = list(dict.fromkeys(str(r["bloc"]) for r in rows))[: len(COLOURS)]
    sheet = _sheet(width)
    held = {str(r["state"]): r for r in rows if r["bloc"] in order}
    defs = [*_stripes(order, prefix), disputed_hatch(prefix), *frames(sheet, prefix)]
    body = [f"<defs>{''.join(defs)}</defs>", f'<g clip-path="url(#{prefix}-sheet)">']
    drawn = shapes_on(sheet)
    for id in sorted(drawn, key=lambda id: (id in held, id)):
        if d := outline(drawn[id]):
            fill = _fill(held.get(id), order, prefix)
            body.append(path(d, fill=fill, stroke=PAPER, weight=0.5))
    body += disputes(drawn, sheet, prefix)
    body += _letters(sheet, held, order)
    body.append("</g>")
    legend, height = _legend(rows, order, width, sheet.height + 12, prefix)
    return picture_of([*body, *legend], width=width, height=height, alt=picture.alt)


def _sheet(width: int) -> Sheet:
    """Lay out the whole world, at hand as on a desk."""
    desk = sheet_of(WIDE_ENOUGH + 1, {})
    share = width / desk.width
    return replace(desk, width=width, height=desk.height * share, scale=desk.scale * share)


def _fill(row: Row | None, order: list[str], prefix: str) -> str:
    if row is None:
        return NOBODY
    k = order.index(str(row["bloc"]))
    sure = (real(row["chance"]) or 0.0) >= SURE
    return COLOURS[k] if sure else f"url(#{prefix}-less-{k})"


def _stripes(order: list[str], prefix: str) -> Iterator[str]:
    for k in range(len(order)):
        angle = 45 if k % 2 else -45
        yield hatch(f"{prefix}-less-{k}", ground=TINT, line=COLOURS[k], angle=angle, gap=4)


def _letters(sheet: Sheet, held: dict[str, Row], order: list[str]) -> Iterator[str]:
    shapes = shapes_on(sheet)
    for id, row in sorted(held.items()):
        at = place_of(id)
        if at and id in shapes and sum(map(area, shapes[id])) >= LARGE:
            x, y = sheet.put(*at)
            letter = LETTERS[order.index(str(row["bloc"]))]
            yield text(letter, x, y + 4, size=SMALL, anchor="middle", bold=True, halo=True)


def _legend(
    rows: list[Row], order: list[str], width: int, y: float, prefix: str
) -> tuple[list[str], float]:
    made = list[str]()
    for k, bloc in enumerate(order):
        held = [r for r in rows if r["bloc"] == bloc]
        sure = sum((real(r["chance"]) or 0.0) >= SURE for r in held)
        said = f"{LETTERS[k]} {bloc}: {len(held)} states, {sure} of them sure"
        lines = wrapped(said, width - 50, most=2)
        made.append(box(2, y, 16, 12, fill=COLOURS[k], stroke=INK, weight=0.8))
        made.append(
            box(20, y, 16, 12, fill=f"url(#{prefix}-less-{k})", stroke=INK, weight=0.8)
        )
        made.append(text(lines, 44, y + 10))
        y += 6 + SIZE * 1.25 * len(lines)
    made.append(box(2, y, 16, 12, fill=NOBODY, stroke=SOFT, weight=0.6))
    made.append(box(20, y, 16, 12, fill=f"url(#{prefix}-disputed)"))
    rest = wrapped("in a smaller bloc, or in none; disputed", width - 50, most=2)
    made.append(text(rest, 44, y + 10))
    y += 6 + SIZE * 1.25 * len(rest)
    said = f"Striped: a state falls there in fewer than {SURE:.0%} of draws. ".replace(
        "%", " %"
    )
    note = wrapped(said + atlas().boundary_note, width - 4, size=SMALL, most=20)
    made.append(text(note, 2, y + 14, size=SMALL, fill=SOFT))
    return made, y + 14 + SMALL * 1.25 * len(note)
