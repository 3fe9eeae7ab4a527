"""How near the borders of two states come, on New Year's Day.

The shelf holds distances of 1 January alone. A state that began later in a year has none
for it, and what another day of the year would say is in a file that the producer of the
copy keeps apart.
"""

from typing import Literal

import polars as pl

from foedus.faults import NeedFault
from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.fitting import known as checked
from foedus.panel.joining import columns_of
from foedus.panel.panel import Panel

SLICES = ("first", "last", "jan1", "june30", "dec31")


def add(
    panel: Panel,
    *,
    slice: Literal["first", "last", "jan1", "june30", "dec31"] = "first",
) -> Panel:
    """Add `minimum_distance` of dyads, or that of a state's nearest neighbour.

    Parameters
    ----------
    slice
        Which day of the year counts. The first, the last and 1 January are one and the
        same where a year has one entry.

    Raises
    ------
    NeedFault
        A day is asked for that the data set does not hold.
    """
    checked([slice], SLICES, what="slice")
    table = panel.table(f"{panel.axes.system}_distance")
    if slice in ("june30", "dec31"):
        raise NeedFault(
            f"{table.name} knows no distances of {slice}",
            expected="first, last or jan1: it has one entry a year, that of 1 January",
            where="panel.add, minimum_distance",
            mend="leave `slice` out",
        )
    if len(panel.axes.sides) == 2:
        columns = columns_of(table, {"distance": "minimum_distance"})
        frame = table.frame.rename({"distance": "minimum_distance"})
        return beside_dyads(panel, entries(panel, table, columns, frame=frame))
    columns = columns_of(table, {"distance": "nearest_border"})
    own = panel.axes.system
    frame = (
        pl.concat(
            table.frame.select(pl.col(code).alias(own), "year", "distance")
            for code in (f"sender_{own}", f"target_{own}")
        )
        .group_by(own, "year")
        .agg(nearest_border=pl.col("distance").min())
    )
    return beside_states(panel, entries(panel, table, columns, frame=frame))
