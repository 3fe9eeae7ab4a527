"""Series through time, each with its band of doubt and its name at its end."""

from collections.abc import Mapping, Sequence
from math import inf

import altair as alt

from foedus.brief.drawing import LEAD, SMALL, SOFT, Lines, breadth, wrapped
from foedus.brief.vega import (
    BREAK,
    ROUNDED,
    WIDE_ENOUGH,
    Record,
    Row,
    colours_of,
    drawn_as,
    inline,
    real,
    rows_of,
    ticks_within,
    values,
)
from foedus.questions.answer import Picture

HEADROOM = 0.45
"""Room above the lines for what marked years are known for, in heights of the lines."""
DASHES = ((1, 0), (7, 4), (2, 3), (9, 3, 2, 3), (4, 2), (12, 4), (1, 4))
"""A series has a dash as it has a colour, so that grey print tells them apart."""


def lines(picture: Picture, width: int, prefix: str) -> str:
    """Draw lines, and write the name of each at its end instead of in a legend."""
    rows, is_wide = rows_of(picture), width > WIDE_ENOUGH
    series = list(dict.fromkeys(str(r["series"]) for r in rows))
    height = 330 if is_wide else 270
    names = {s: wrapped(s, 150 if is_wide else 92, size=SMALL, most=2) for s in series}
    low, high = _ends(values(rows, ("value", "low", "high")))
    if picture.marks and is_wide:
        # What years are known for stands above the lines, upright.
        high += HEADROOM * (high - low)
    ends = _names_at(rows, names, low=low, high=high, height=height)
    beside = list(wrapped(picture.y, height * 0.8, most=2)) if picture.y else None
    y = alt.Y("value:Q", title=beside, axis=alt.Axis(labelExpr=ROUNDED, tickCount=5))
    y = y.scale(domain=[low, high], nice=False)
    x = _years(picture, rows, names, width)
    colour = colours_of("series:N", series)
    dashes = [list(DASHES[k % len(DASHES)]) for k in range(len(series))]
    dash = alt.StrokeDash("series:N", legend=None).scale(domain=series, range=dashes)
    base = alt.Chart(inline([_record(r) for r in rows]))
    at = alt.Chart(inline(ends)).encode(x="year:Q", y="at:Q")
    layers = [
        base.mark_area(opacity=0.17).encode(x=x, y="low:Q", y2="high:Q", color=colour),
        base.mark_line(strokeWidth=2.4).encode(x=x, y=y, color=colour, strokeDash=dash),
        at.mark_point(shape="stroke", size=90, strokeWidth=3, xOffset=11, opacity=1).encode(
            color=colour
        ),
        at.mark_text(
            align="left", dx=20, fontSize=SMALL, lineBreak=BREAK, baseline="middle"
        ).encode(text="said:N"),
    ]
    layers = [*_marked(picture, rows, width, x=x, high=high), *layers]
    return drawn_as(layers, picture, width=width, height=height, prefix=prefix)


def _marked(
    picture: Picture, rows: Sequence[Row], width: int, *, x: alt.X, high: float
) -> list[alt.Chart]:
    """Rule off the years that are to be marked, with what each is known for beside it."""
    years = values(rows, ("year",)) or [0.0]
    held: list[Record] = [
        {
            "year": float(year),
            "said": said if width > WIDE_ENOUGH else str(year),
            "at": high,
        }
        for year, said in picture.marks
        if min(years) <= year <= max(years)
    ]
    if not held:
        return []
    base = alt.Chart(inline(held)).encode(x=x)
    words = base.mark_text(
        align="right", baseline="top", angle=270, dx=-4, dy=3, fontSize=SMALL, color=SOFT
    )
    return [
        base.mark_rule(strokeWidth=0.9, color=SOFT, strokeDash=[2, 3]),
        words.encode(y="at:Q", text="said:N"),
    ]


def _record(r: Row) -> Record:
    numbers = {key: real(r[key]) for key in ("year", "value", "low", "high")}
    return {"series": str(r["series"]), **numbers}


def _years(
    picture: Picture, rows: Sequence[Row], names: Mapping[str, Lines], width: int
) -> alt.X:
    """Make the axis of years, which goes on beyond the last one for the names' sake."""
    years = values(rows, ("year",)) or [0.0, 1.0]
    first, last = min(years), max(years)
    said = [breadth(line, SMALL) for held in names.values() for line in held]
    room = max(said, default=0.0) + 28
    end = last + (last - first or 1) * room / max(width - 70 - room, 40)
    ticks = ticks_within(first, last, 8 if width > WIDE_ENOUGH else 4, least=1)
    return alt.X(
        "year:Q",
        title=picture.x or None,
        scale=alt.Scale(domain=[first, end], nice=False),
        axis=alt.Axis(values=ticks, format="d", grid=False),
    )


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Give the ends of an axis: from nought where that is near, with air at the top."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low == high:
        return (min(low, 0.0), high or 1.0) if low >= 0 else (low, 0.0)
    if 0 < low < high / 2 and high < inf:
        low = 0.0
    return low, high


def _names_at(
    rows: Sequence[Row],
    names: Mapping[str, Lines],
    *,
    low: float,
    high: float,
    height: float,
) -> list[Record]:
    """Put each name at the end of its line, moved down where it would cover another."""
    last = {}
    for r in rows:
        if real(r["value"]) is not None:
            last[str(r["series"])] = r
    step = (high - low) / height
    made: list[Record] = []
    free = inf
    for s, r in sorted(last.items(), key=lambda item: -(real(item[1]["value"]) or 0.0)):
        deep = len(names[s]) * SMALL * LEAD * step
        at = min(real(r["value"]) or 0.0, free - deep / 2)
        free = at - deep / 2
        made.append(
            {"year": real(r["year"]), "at": at, "series": s, "said": BREAK.join(names[s])}
        )
    return made
