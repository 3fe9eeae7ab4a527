"""How peaceful two states' relation is, from serious rivalry to security community.

The levels are those of the producers' periods, and not of their file of years, which
takes the code of passing years for a level. A pair without a relation has none.
"""

from typing import Literal

import polars as pl

from foedus.panel.beside import beside_dyads, entries
from foedus.panel.fitting import known as checked
from foedus.panel.joining import columns_of, spell_years
from foedus.panel.panel import Panel
from foedus.sources.table import Table

SLICES = ("mean", "first", "last")


def add(panel: Panel, *, slice: Literal["mean", "first", "last"] = "mean") -> Panel:
    """Add `peace` of dyads, 0 serious rivalry to 1 security community.

    Parameters
    ----------
    slice
        What a year takes in which the level changes: the mean over its days, known if no
        day of it passes between levels, or the level of the first or the last period.

    Raises
    ------
    DataFault
        The rows of the panel are no dyads.
    """
    checked([slice], SLICES, what="slice")
    table = panel.table("peace_scale")
    if slice == "mean":
        frame = _means(table)
    else:
        pair = ("sender_cow", "target_cow")
        periods = table.frame.drop_nulls(["start", "end"]).lazy()
        frame = spell_years(
            periods, pair, ("peace",), coverage=table.years, slice=slice
        ).collect()
    return beside_dyads(
        panel, entries(panel, table, columns_of(table, {"peace": "peace"}), frame=frame)
    )


def _means(table: Table) -> pl.DataFrame:
    """Weigh the levels of a year by the days they held; a day that passes makes it null."""
    periods = table.frame.drop_nulls(["start", "end"])
    years = periods.with_columns(
        year=pl.int_ranges(pl.col("start").dt.year(), pl.col("end").dt.year() + 1)
    ).explode("year", empty_as_null=True, keep_nulls=True)
    first, last = pl.date(pl.col("year"), 1, 1), pl.date(pl.col("year"), 12, 31)
    days = pl.min_horizontal("end", last) - pl.max_horizontal("start", first)
    held = years.with_columns(days=days.dt.total_days() + 1).filter(pl.col("days") > 0)
    known = pl.col("peace").is_not_null().all()
    mean = (pl.col("peace") * pl.col("days")).sum() / pl.col("days").sum()
    return held.group_by("sender_cow", "target_cow", "year").agg(
        peace=pl.when(known).then(mean)
    )
