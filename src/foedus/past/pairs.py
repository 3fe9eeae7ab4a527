"""What lay between two states on 31 December: distance, borders, trade, quarrels of old."""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.past import fields
from foedus.past.arrays import Array, Span, carried, symmetric, yearly
from foedus.sources.table import Table
from foedus.states.places import distances
from foedus.states.roster import roster

Tables = Callable[[str], Table]

LEAST = (0.85, 300.0)
"""Where no distance of territories is known: this share of that of the capitals, less
these kilometres, as the two relate where both are known (design page, section 0)."""


def ties(span: Span, table: Tables) -> dict[str, Array]:
    """Put what the data sets of pairs say into arrays, (T, N, N)."""
    cepii, trade = table("cepii_dyads").frame, _trade(span, table("trade_dyads").frame)
    igos = span.place(table("igo_dyads").frame, "shared_memberships", fill=np.nan)
    return {
        fields.DISTANCE.name: _distance(span, table("cow_distance").frame),
        fields.CONTIGUITY.name: _contiguity(span, table("contiguity").frame),
        fields.SHARED_IGOS.name: carried(_both_ways(igos)),
        fields.TRADE.name: trade,
        fields.TRADE_TOTAL.name: np.nansum(trade, axis=2),
        fields.RIVALRY.name: _rivalry(span, table("rivalries")),
        fields.LANGUAGE.name: _lasting(span, cepii, "official_language"),
        fields.COLONY.name: _lasting(span, cepii, "colonial_tie"),
    }


def _distance(span: Span, apart: pl.DataFrame) -> NDArray[np.float32]:
    """Take what is known; before a pair's first year, its first; after the last, that.

    Where a state lies is no news, so that the first distance told of a pair is no
    foresight in the years before it.
    """
    known = _both_ways(span.place(apart, "distance", fill=np.nan))
    filled = carried(carried(known)[::-1])[::-1].copy()
    share, less = LEAST
    for year in range(span.first, span.last + 1):
        held = filled[year - span.first]
        between = distances(roster().ids, date(year, 12, 31))
        np.copyto(held, np.maximum(0, share * between - less), where=np.isnan(held))
    return filled


def _contiguity(span: Span, spells: pl.DataFrame) -> Array:
    """Tell the nearest kind of contiguity; the last of the source is taken to stay."""
    last = spells["end"].max()
    stays = pl.col("end") == last
    held = spells.filter(pl.col("contiguity") > 0).with_columns(
        since=pl.col("start").dt.year(),
        # A spell that ends on 31 December still holds on that day.
        to=pl.when(stays).then(span.last).otherwise(
            (pl.col("end") + pl.duration(days=1)).dt.year() - 1
        ),
    )  # fmt: skip
    years = yearly(held, start="since", end="to").with_columns(
        near=6 - pl.col("contiguity")
    )
    nearest = years.group_by("sender", "target", "year").agg(pl.col("near").max())
    near = symmetric(span.place(nearest, "near", kind=np.int8))
    kind: Array = np.where(near > 0, 6 - near, 0).astype(np.int8)
    return kind


def _trade(span: Span, trade: pl.DataFrame) -> NDArray[np.float32]:
    """Add imports and exports; after the source's last year, its last."""
    both = trade.with_columns(_sum=pl.col("imports_smooth") + pl.col("exports_smooth"))
    return carried(_both_ways(span.place(both, "_sum", fill=np.nan)))


def _rivalry(span: Span, rivalries: Table) -> Array:
    years = yearly(
        rivalries.frame.with_columns(
            since=pl.col("start_year").clip(lower_bound=span.first),
            to=pl.col("end_year").fill_null(rivalries.years.last),
        ).filter(pl.col("to") >= pl.col("since")),
        start="since",
        end="to",
    )
    return symmetric(span.place(years, 1.0, kind=np.int8))


def _lasting(span: Span, pairs: pl.DataFrame, name: str) -> Array:
    """Take what a source says of no year as true of all, in the room of one."""
    day = Span(span.first, span.first)
    held = pairs.filter(pl.col("sender") != pl.col("target")).with_columns(
        year=pl.lit(span.first)
    )
    once = symmetric(day.place(held, name, kind=np.int8))
    return np.broadcast_to(once, (span.years, *once.shape[1:]))


def _both_ways(values: Array) -> NDArray[np.float32]:
    """Let each pair hold what either of its directions knows."""
    both: NDArray[np.float32] = np.fmax(values, values.transpose(0, 2, 1))
    return both
