"""Alliance obligations of a pair in a year, as ATOP codes them.

A promise may run one way: Britain and France owe Belgium, Belgium owes them nothing.
Pairs without a direction therefore take what either owes the other.
"""

import polars as pl

from foedus.panel.joining import columns_of, lower_first, truth
from foedus.panel.panel import Panel

FIELDS = ("defence", "offence", "neutrality", "nonaggression", "consultation")


def add(panel: Panel, *, either: bool = True) -> Panel:
    """Add `atop_alliance` and one column a duty, 0 where a pair shares no alliance.

    Parameters
    ----------
    either
        In a panel without direction, take what either owes; else what the state of the
        lower number owes.
    """
    table = panel.table("atop_dyads")
    sender, target = panel.axes.codes
    frame = table.frame.lazy()
    if not panel.axes.directed:
        pair = frame.with_columns(
            _a=pl.min_horizontal(sender, target), _b=pl.max_horizontal(sender, target)
        )
        frame = (
            pair.group_by(
                pl.col("_a").alias(sender), pl.col("_b").alias(target), "year"
            ).agg(pl.col(FIELDS).max())
            if either
            else lower_first(frame, panel.axes)
        )
    names = {name: f"atop_{name}" for name in FIELDS}
    # A pair may share an alliance whose promises are none of the five.
    right = frame.rename(names).with_columns(atop_alliance=pl.lit(1.0))
    alliance = truth("atop_alliance", "shares an alliance that ATOP knows", table)
    columns = [alliance, *columns_of(table, names, dict.fromkeys(FIELDS, 0))]
    return panel.joined(right, columns, used=[table])
