"""The line of an issue: who stands where, with what weight, and where each method ends.

A stakeholder is a dot on the bar of its doubt, as large as its part of the weight: full
where claims stand behind it, open where it is judgement only. Methods are bars below, the
pool the darkest. An upright line marks where things stood.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

from foedus.brief.drawing import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    RED,
    SKY,
    SMALL,
    breadth,
    wrapped,
)
from foedus.brief.vega import (
    WIDE_ENOUGH,
    Record,
    Row,
    broken,
    deepest,
    drawn_as,
    inline,
    labelled,
    real,
    rows_of,
    values,
    widest,
)
from foedus.questions.answer import Picture

ENDS = (0.0, 100.0)
LARGEST, SMALLEST = 520.0, 30.0
"""Areas of dots, in square pixels: of who has half of all weight, and of who has none."""
LOOKS = {"method": (SKY, 9), "pool": (ORANGE, 15)}


def positions(picture: Picture, width: int, prefix: str) -> str:
    """Draw stakeholders in order of position, then the methods, then their pool."""
    rows = rows_of(picture)
    stood = values([r for r in rows if r["kind"] == "stood"], ("value",))
    told = [r for r in rows if r["kind"] != "stood"]
    is_wide = width > WIDE_ENOUGH
    labels = broken([str(r["label"]) for r in told], width * (0.3 if is_wide else 0.36))
    said = [_said(r) for r in told]
    if not is_wide:
        labels = [(*lines, s) for lines, s in zip(labels, said, strict=True)]
        said = [""] * len(said)
    records = [_record(r, k, said[k]) for k, r in enumerate(told)]
    room = max((breadth(s, SMALL) for s in said), default=0.0) + 14 if is_wide else 8.0
    plot = width - widest(labels) - 24
    top = ENDS[1] * plot / max(plot - room, plot / 3)
    base = alt.Chart(inline(records)).encode(y=labelled("row", labels, picture.y))
    layers = _layers(base, _across(picture, top, width), stood)
    height = len(told) * max(26, 15 * deepest(labels) + 4)
    return drawn_as(layers, picture, width=width, height=height, prefix=prefix)


def _across(picture: Picture, top: float, width: int) -> Any:  # noqa: ANN401  # altair's
    lines = [line for half in picture.x.split("; ", 1) for line in _wrapped(half, width)]
    return alt.X(
        "low:Q",
        title=lines,
        scale=alt.Scale(domain=[ENDS[0], top], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )


def _wrapped(half: str, width: int) -> Sequence[str]:
    return wrapped(half, width * 0.6, most=3)


def _layers(base: Any, x: Any, stood: Sequence[float]) -> list[Any]:  # noqa: ANN401
    kind = alt.datum.kind
    holder = (kind == "leaning") | (kind == "judged")
    size = alt.Size(
        "weight:Q",
        legend=None,
        scale=alt.Scale(domain=[0, 0.5], range=[SMALLEST, LARGEST], clamp=True),
    )
    bars = [
        base.mark_bar(height=height, color=colour, stroke=INK, strokeWidth=0.6)
        .transform_filter(kind == name)
        .encode(x=x, x2="high:Q")
        for name, (colour, height) in LOOKS.items()
    ]
    return [
        *bars,
        *(layer for at in stood for layer in _stood(at)),
        base.mark_rule(strokeWidth=2.2, color=BLUE)
        .transform_filter(holder)
        .encode(x=x, x2="high:Q"),
        *(
            base.mark_point(filled=True, opacity=1, fill=fill, stroke=BLUE, strokeWidth=1.6)
            .transform_filter(kind == name)
            .encode(x="value:Q", size=size)
            for name, fill in (("leaning", BLUE), ("judged", PAPER))
        ),
        base.mark_point(
            filled=True, size=75, opacity=1, color=INK, shape="diamond", stroke=PAPER
        )
        .transform_filter((kind == "method") | (kind == "pool"))
        .encode(x="value:Q"),
        # Paper behind the figures, so that no line runs through them.
        *(
            base.mark_text(align="left", dx=9, fontSize=SMALL, **look).encode(
                x="end:Q", text="said:N"
            )
            for look in ({"stroke": PAPER, "strokeWidth": 4}, {})
        ),
    ]


def _stood(at: float) -> list[Any]:
    """Mark where things stood by an upright line, and say so above it."""
    base = alt.Chart(inline([{"at": at, "said": f"stood at {at:g}"}]))
    return [
        base.mark_rule(color=RED, strokeWidth=1.4, strokeDash=[5, 4]).encode(x="at:Q"),
        base.mark_text(fontSize=SMALL, color=RED, baseline="bottom").encode(
            x="at:Q", y=alt.value(-3), text="said:N"
        ),
    ]


def _said(r: Row) -> str:
    low, value, high = (real(r[c]) or 0.0 for c in ("low", "value", "high"))
    return f"{value:.0f} ({low:.0f} to {high:.0f})"


def _record(r: Row, k: int, said: str) -> Record:
    return {
        "row": str(k),
        "kind": str(r["kind"]),
        "low": real(r["low"]),
        "value": real(r["value"]),
        "high": real(r["high"]),
        "end": real(r["high"]),
        "weight": real(r["weight"]),
        "said": said,
    }
