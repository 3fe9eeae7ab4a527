"""Bars by group; where there are several series each bar bears its name."""

import altair as alt

from foedus.brief.drawing import INK, SMALL, breadth, wrapped
from foedus.brief.numerals import written
from foedus.brief.vega import (
    WIDE_ENOUGH,
    Record,
    Row,
    across,
    broken,
    colours_of,
    deepest,
    drawn_as,
    inline,
    labelled,
    reach,
    real,
    rows_of,
    values,
    widest,
)
from foedus.questions.answer import Picture


def bars(picture: Picture, width: int, prefix: str) -> str:
    """Draw bars with their doubt, and the figure and the series at the end of each."""
    rows = rows_of(picture)
    series = list(dict.fromkeys(str(r["series"]) for r in rows))
    groups = list(dict.fromkeys(str(r["group"]) for r in rows))
    labels = broken(groups, width * (0.3 if width > WIDE_ENOUGH else 0.34))
    records = [
        _record(r, groups.index(str(r["group"])), _said(r, width, many=len(series) > 1))
        for r in rows
    ]
    low = min([0.0, *values(rows, ("value", "low"))])
    marks = [(float(r["end"] or 0), breadth(str(r["said"]), SMALL) + 12) for r in records]
    high = reach(low, marks, width - widest(labels) - 24)
    top = max((end for end, _ in marks), default=1.0)
    x = across("value:Q", picture.x, (low, top, high), width)
    base = alt.Chart(inline(records)).encode(
        y=labelled("group", labels, picture.y), yOffset=alt.YOffset("series:N", sort=series)
    )
    layers = [
        base.mark_bar(stroke=INK, strokeWidth=0.6).encode(
            x=x, color=colours_of("series:N", series)
        ),
        base.mark_rule(strokeWidth=1.6).encode(x="low:Q", x2="high:Q"),
        base.mark_text(align="left", dx=6, fontSize=SMALL).encode(x="end:Q", text="said:N"),
    ]
    height = len(groups) * max(34, 19 * len(series) + 12, 15 * deepest(labels) + 10)
    return drawn_as(layers, picture, width=width, height=height, prefix=prefix)


def _record(r: Row, group: int, said: str) -> Record:
    return {
        "group": str(group),
        "series": str(r["series"]),
        "value": real(r["value"]),
        "low": real(r["low"]),
        "high": real(r["high"]),
        "said": said,
        "end": max([0.0, *values([r], ("value", "high"))]),
    }


def _said(r: Row, width: int, *, many: bool) -> str:
    value = written(r["value"])
    if not many:
        return value
    room = width * (0.2 if width > WIDE_ENOUGH else 0.34)
    return f"{value}  {wrapped(str(r['series']), room, size=SMALL, most=1)[0]}"
