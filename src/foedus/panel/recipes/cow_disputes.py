"""Militarized disputes of Correlates of War, brought to pairs and years, or states.

Of several disputes of one pair in one year the whittling keeps one; its order is an
option. A state's year counts them all.
"""

from collections.abc import Sequence

import polars as pl

from foedus.panel.axes import Unit
from foedus.panel.disputing import Keep, join_conflicts, join_counts
from foedus.panel.fitting import fitting
from foedus.panel.panel import Panel
from foedus.panel.whittling import ORDER, Step, whittle


def add(panel: Panel, *, keep: Keep = (), order: Sequence[Step] = ORDER) -> Panel:
    """Add `cow_onset` and `cow_ongoing`, 0 for peace, and the fields that are wanted.

    Parameters
    ----------
    keep
        For dyads, the fields of the dispute that stands for the year, such as
        `fatality` or `sender_side_a`; `all` for all.
    order
        For dyads, the steps by which one dispute comes to stand for the year.
    """
    years = fitting(panel, "cow_dispute_years", Unit.DYAD_YEAR, Unit.STATE_YEAR)
    if panel.axes.unit is Unit.STATE_YEAR:
        entered = pl.col("year").min().over("dispute", "sender_cow")
        rows = years.frame.lazy().select(
            pl.col("sender_cow").alias("cow"),
            "year",
            "dispute",
            onset=pl.col("year") == entered,
        )
        return join_counts(panel, rows, years, prefix="cow", by=["cow", "year"])
    disputes = panel.table("cow_disputes")
    whole = disputes.frame.drop("start_year")
    frame = years.frame.join(whole, on="dispute", how="left", maintain_order="left")
    return join_conflicts(
        panel, whittle(frame, order=order), [years, disputes],
        prefix="cow", keep=keep, labels={"dispute": "the dispute, by COW's number"},
    )  # fmt: skip
