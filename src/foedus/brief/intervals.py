"""Who gives which range: a dot for the figure, a bar for its doubt, and what they pool to.

A source that gives but a bound has an arrowhead at it, and its open side is dashed to the
edge of what the others say.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

from foedus.brief.drawing import BLUE, INK, ORANGE, PAPER, SMALL, breadth
from foedus.brief.numerals import written
from foedus.brief.vega import (
    WIDE_ENOUGH,
    Record,
    Row,
    across,
    broken,
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

LOG_FROM = 100
"""Figures so many times apart stand on a logarithmic axis, and the axis says so."""
LOOKS = {
    "claim": (BLUE, "circle"),
    "at_least": (BLUE, "triangle-right"),
    "at_most": (BLUE, "triangle-left"),
    "pool": (INK, "diamond"),
}
_ENDS = ("low", "value", "high")


def intervals(picture: Picture, width: int, prefix: str) -> str:
    """Draw each claim as a row, and the pool of them as a bar."""
    rows = rows_of(picture)
    is_wide = width > WIDE_ENOUGH
    said = [_range(r) for r in rows]
    labels = broken([str(r["label"]) for r in rows], width * (0.32 if is_wide else 0.38))
    if not is_wide:
        # A narrow drawing has no room beside the marks: figures go below the names.
        labels = [(*lines, s) for lines, s in zip(labels, said, strict=True)]
        said = [""] * len(said)
    spread = values(rows, _ENDS)
    log = _is_wide_apart(spread)
    low = min(spread) / 1.5 if log else min([0.0, *spread])
    edges = low, max(spread, default=1.0)
    records = [_record(r, k, said[k], edges) for k, r in enumerate(rows)]
    marks = [(float(r["end"] or 0), breadth(str(r["said"]), SMALL) + 14) for r in records]
    high = reach(low, marks, width - widest(labels) - 24, log=log)
    title = picture.x + (", logarithmic" if log else "")
    x = across("low:Q", title, (low, edges[1], high), width, log=log)
    base = alt.Chart(inline(records)).encode(y=labelled("row", labels, picture.y))
    height = len(rows) * max(28, 15 * deepest(labels) + 6)
    return drawn_as(_layers(base, x), picture, width=width, height=height, prefix=prefix)


def _layers(base: Any, x: Any) -> list[Any]:  # noqa: ANN401  # altair's
    kinds = alt.Scale(domain=list(LOOKS), range=[colour for colour, _ in LOOKS.values()])
    shapes = alt.Scale(domain=list(LOOKS), range=[shape for _, shape in LOOKS.values()])
    colour = alt.Color("kind:N", legend=None, scale=kinds)
    kind = alt.datum.kind
    return [
        base.mark_bar(height=13, color=ORANGE, stroke=INK, strokeWidth=0.6)
        .transform_filter(kind == "pool")
        .encode(x=x, x2="high:Q"),
        base.mark_rule(strokeWidth=2.2)
        .transform_filter(kind == "claim")
        .encode(x=x, x2="high:Q", color=colour),
        base.mark_rule(strokeWidth=1.6, strokeDash=[3, 3])
        .transform_filter((kind == "at_least") | (kind == "at_most"))
        .encode(x=x, x2="high:Q", color=colour),
        base.mark_point(
            filled=True, size=85, opacity=1, stroke=PAPER, strokeWidth=0.8
        ).encode(
            x="value:Q", color=colour, shape=alt.Shape("kind:N", legend=None, scale=shapes)
        ),
        base.mark_text(align="left", dx=10, fontSize=SMALL).encode(
            x="end:Q", text="said:N"
        ),
    ]


def _is_wide_apart(spread: Sequence[float]) -> bool:
    return bool(spread) and min(spread) > 0 and max(spread) / min(spread) >= LOG_FROM


def _range(r: Row) -> str:
    match r["kind"], r["value"]:
        case "at_least", value:
            return f"at least {written(value if value is not None else r['low'])}"
        case "at_most", value:
            return f"at most {written(value if value is not None else r['high'])}"
        case _, None:
            return f"{written(r['low'])} to {written(r['high'])}"
        case _, value:
            return written(value)


def _record(r: Row, k: int, said: str, edges: tuple[float, float]) -> Record:
    known = values([r], _ENDS) or [edges[0]]
    value, low, high = real(r["value"]), min(known), max(known)
    if r["kind"] == "at_least":
        value, high = low, edges[1]
    elif r["kind"] == "at_most":
        value, low = high, edges[0]
    return {
        "row": str(k),
        "kind": str(r["kind"]),
        "value": value,
        "low": low,
        "high": high,
        "end": high,
        "said": said,
    }
