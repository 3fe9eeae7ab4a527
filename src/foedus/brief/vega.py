"""What bars, intervals and lines share: declared to Altair, drawn by vl-convert's Vega.

Nothing is fetched and nothing is measured outside: vl-convert carries the scripts and
the letters. Charts are named, and ids in the drawing are counted anew, so that the same
picture gives the same bytes whatever was drawn before it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from math import ceil, floor, isfinite, log10
from typing import Any

import altair as alt
import vl_convert

from foedus.brief.drawing import (
    FONT,
    INK,
    PAPER,
    RULE,
    SERIES,
    SIZE,
    SOFT,
    Lines,
    breadth,
    picture_of,
    wrapped,
)
from foedus.questions.answer import Cell, Picture

Row = Mapping[str, Cell]
Record = dict[str, str | float | None]

BREAK = "\n"
"""Parts the lines of a label."""
WIDE_ENOUGH = 500
ROUNDED = (
    "abs(datum.value) >= 1e12 ? format(datum.value / 1e12, ',.4~g') + ' tn' : "
    "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, ',.4~g') + ' bn' : "
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',.4~g') + ' m' : "
    "format(datum.value, ',.4~g')"
)
"""How an axis writes its numbers, in Vega's own tongue."""


def rows_of(picture: Picture) -> list[Row]:
    """Name the cells of each row by their columns."""
    return [dict(zip(picture.columns, row, strict=True)) for row in picture.rows]


def real(cell: Cell) -> float | None:
    """Give a cell as a number; None where it is none, or without bound."""
    return float(cell) if isinstance(cell, int | float) and isfinite(cell) else None


def values(rows: Sequence[Row], columns: Sequence[str]) -> list[float]:
    """Give all numbers that stand in some columns."""
    held = (real(r[c]) for r in rows for c in columns)
    return [v for v in held if v is not None]


def reach(
    low: float, marks: Sequence[tuple[float, float]], plot: float, *, log: bool = False
) -> float:
    """Tell how far an axis must go for each label to fit behind the end of its bar.

    >>> reach(0, [(10, 0), (5, 150)], 200)
    20.0
    """
    ends = [(end, plot / max(plot - label, plot / 4)) for end, label in marks]
    if log:
        return max((low * (end / low) ** share for end, share in ends), default=10 * low)
    return max((low + (end - low) * share for end, share in ends), default=1.0) or 1.0


def ticks_within(first: float, last: float, most: int, *, least: float = 0) -> list[float]:
    """Choose round numbers for an axis within the data, since none beyond it was seen.

    >>> ticks_within(1990, 2024, 8, least=1)
    [1990, 1995, 2000, 2005, 2010, 2015, 2020]
    >>> ticks_within(0, 0.57, 4)
    [0.0, 0.2, 0.4]
    """
    span = max(last - first, least) or 1
    power = 10 ** floor(log10(span / most))
    step = max(least, next(power * k for k in (1, 2, 5, 10) if power * k * most >= span))
    count = range(ceil(first / step), floor(last / step) + 1)
    return [round(step * k, 12) for k in count]


def ticks_by_times(first: float, last: float, most: int) -> list[float]:
    """Choose round numbers for an axis of times: each some times the one before.

    >>> ticks_by_times(0.3, 40, 6)
    [0.5, 1.0, 2.0, 5.0, 10.0, 20.0]
    >>> ticks_by_times(0.3, 40, 4)
    [1.0, 10.0]
    """
    powers = range(floor(log10(first)), ceil(log10(last)) + 1)
    for steps in ((1, 2, 5), (1, 3), (1,)):
        held = [round(k * 10.0**power, 12) for power in powers for k in steps]
        within = [one for one in held if first <= one <= last]
        if len(within) <= most:
            break
    return within


def across(
    field: str,
    title: str,
    ends: tuple[float, float, float],
    width: int,
    *,
    log: bool = False,
) -> Any:  # noqa: ANN401  # altair's
    """Make the horizontal axis, its title broken where the paper is narrow.

    Parameters
    ----------
    ends
        Where the axis begins, where the data end, and where the axis ends.
    """
    low, top, high = ends
    most = 6 if width > WIDE_ENOUGH else 4
    lines = wrapped(title, width * 0.5, most=3)
    return alt.X(
        field,
        title=list(lines) if title else None,
        scale=alt.Scale(domain=[low, high], nice=False, type="log" if log else "linear"),
        axis=alt.Axis(
            labelExpr=ROUNDED,
            values=(ticks_by_times if log else ticks_within)(low, top, most),
        ),
    )


def labelled(field: str, labels: Sequence[Lines], title: str) -> Any:  # noqa: ANN401
    """Make an axis of rows with labels of one to four lines, each set to its middle.

    Rows are named by their place, since two sources may bear one label.
    """
    held = f"{json.dumps(labels)}[toNumber(datum.value)]"
    lift = [
        {"test": f"length({held}) == {deep}", "value": -(deep - 1) * SIZE * 0.57}
        for deep in (2, 3, 4)
    ]
    order = [str(k) for k in range(len(labels))]
    return alt.Y(f"{field}:N", sort=order, title=title or None).axis(
        labelExpr=held,
        labelLimit=0,
        ticks=False,
        domain=False,
        labelPadding=8,
        labelOffset={"condition": lift, "value": 0},
    )


def colours_of(field: str, series: Sequence[str]) -> Any:  # noqa: ANN401  # altair's
    """Give each series a colour; its name stands beside it, never the colour alone."""
    colours = [SERIES[k % len(SERIES)] for k in range(len(series))]
    return alt.Color(field, legend=None).scale(domain=list(series), range=colours)


def broken(labels: Sequence[str], width: float, *, most: int = 3) -> list[Lines]:
    """Break labels into lines of that width."""
    return [wrapped(label, width, most=most) for label in labels]


def widest(labels: Sequence[Lines]) -> float:
    """Give the breadth of the widest line of any label."""
    return max((breadth(line) for lines in labels for line in lines), default=0.0)


def deepest(labels: Sequence[Lines]) -> int:
    """Give the most lines that a label has."""
    return max(map(len, labels), default=1)


def inline(records: Sequence[Record]) -> Any:  # noqa: ANN401  # altair's
    """Put records into a chart by value."""
    return alt.InlineData(values=list(records))


def drawn_as(
    layers: Sequence[Any], picture: Picture, *, width: int, height: float, prefix: str
) -> str:
    """Draw layers, one upon the other, in the look that all our plots have."""
    # A chart without a name is given one by a count that goes on from chart to chart.
    named = [layer.properties(name=f"{prefix}-{k}") for k, layer in enumerate(layers)]
    chart = (
        alt.layer(*named)
        .properties(
            name=prefix,
            width=width,
            height=height,
            padding=4,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure(aria=False, font=FONT, background=PAPER)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=SIZE,
            titleFontSize=SIZE,
            titleFontWeight="normal",
            titleColor=SOFT,
            labelColor=INK,
            gridColor="#e4e8ec",
            domainColor=RULE,
            tickColor=RULE,
        )
    )
    return _reframed(
        vl_convert.vegalite_to_svg(chart.to_dict(validate=False)), picture, prefix
    )


_ROLES = re.compile(r'(<g [^>]*?) role="graphics-symbol" aria-roledescription="[^"]*"')


def _reframed(svg: str, picture: Picture, prefix: str) -> str:
    """Give Vega's drawing our frame, and ids that no other drawing on the page has.

    The frame is one image with words for it; parts that call themselves images of their
    own, and have none, would be read out as nothing.
    """
    sizes = re.search(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', svg)
    width, height = (float(s) for s in sizes.groups()) if sizes else (0.0, 0.0)
    inner = _ROLES.sub(r"\1", svg[svg.index(">") + 1 : svg.rindex("</svg>")])
    for k, id in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', inner))):
        inner = inner.replace(f'id="{id}"', f'id="{prefix}-{k}"')
        inner = inner.replace(f"url(#{id})", f"url(#{prefix}-{k})")
    return picture_of([inner], width=width, height=height, alt=picture.alt)
