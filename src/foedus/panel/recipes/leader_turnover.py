"""Who led each state at a year's beginning and end, and whether power changed hands.

Archigos follows Gleditsch and Ward. Where two of their states are one of Correlates of
War's in a year, as Yugoslavia and Serbia are in 2006, the year begins with the leader of
the one and ends with that of the other.
"""

import polars as pl

from foedus.panel.beside import CROSSWALK, beside_states, entries
from foedus.panel.joining import columns_of
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field, Unit

NAMES = {
    "transition": "leader_transition",
    "irregular": "irregular_transition",
    "leaders": "leaders",
}


def add(panel: Panel) -> Panel:
    """Add leaders of each state's year, the first and the last tenure, and turnover."""
    table = panel.table("leader_years")
    tenures = [
        Column(name, Field(name, "S", Unit.NONE, meaning), table.name, table.years)
        for name, meaning in (
            ("first_tenure", "tenure in power on 1 January, or the first of the year"),
            ("last_tenure", "tenure in power on 31 December, or the last of the year"),
        )
    ]
    frame = table.frame.drop("state").rename(NAMES)
    columns = [*columns_of(table, NAMES), *tenures]
    if panel.axes.system == "gw":
        return beside_states(panel, entries(panel, table, columns, frame=frame))
    key = panel.table(CROSSWALK)
    joined = _joined(frame, key.frame)
    known = entries(panel, table, columns, frame=joined, system="cow")
    return beside_states(panel, known).resting_on([key])


def _joined(frame: pl.DataFrame, key: pl.DataFrame) -> pl.DataFrame:
    """Make one state of two that are one with Correlates of War."""
    pairs = key.select("gw", "cow", "year").drop_nulls()
    both = pairs.join(frame, on=["gw", "year"]).sort(pl.col("gw") != pl.col("cow"))
    first = [pl.col(n).first() for n in (*NAMES.values(), "first_tenure")]
    return both.group_by("cow", "year", maintain_order=True).agg(
        *first, pl.col("last_tenure").last()
    )
