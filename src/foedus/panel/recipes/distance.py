"""How far apart capitals lie, along the great circle.

The earth is a sphere here with the radius of its equator, and the angle comes by the
formula of Vincenty, which holds for near points and for antipodes alike.
"""

from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.panel.axes import Side
from foedus.panel.beside import Entries, beside_states, entries
from foedus.panel.fitting import known as checked
from foedus.panel.joining import spell_years
from foedus.panel.making import dyads
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field, Unit
from foedus.sources.table import Table

RADIUS = 6378.137
"""Of the equator, in kilometres (WGS 84)."""

SUMMARIES = ("first", "last", "jan1", "dec31")

_FARTHEST = 20_040.0


def add(
    panel: Panel, *, transsum: Literal["first", "last", "jan1", "dec31"] = "first"
) -> Panel:
    """Add `capital_distance` of dyads, or that of a state's nearest capital.

    Parameters
    ----------
    transsum
        Where a capital moved in the year: the first that it had, or the last. `jan1`
        and `dec31` are other words for them.
    """
    checked([transsum], SUMMARIES, what="transsum")
    table = panel.table(f"{panel.axes.system}_capitals")
    apart = _apart(table.frame)
    places = _places(panel, table, last=transsum in ("last", "dec31"))
    if len(panel.axes.sides) == 2:
        return _between(panel, places, apart).resting_on([table])
    column = _column("nearest_capital", "least distance to another capital", table)
    frame = _nearest(panel, table, places, apart)
    return beside_states(panel, entries(panel, table, [column], frame=frame))


def _column(name: str, meaning: str, table: Table) -> Column:
    promise = Field(name, "S", Unit.KM, meaning, 0, _FARTHEST)
    return Column(name, promise, table.name, table.years)


def _places(panel: Panel, table: Table, *, last: bool) -> Entries:
    """Say by its row in the table which capital a state had in a year."""
    years = spell_years(
        table.frame.lazy().with_row_index("_place"),
        (panel.axes.system,),
        ("_place",),
        coverage=table.years,
        slice="last" if last else "first",
    )
    column = Column("_place", Field("_place", "S", Unit.NONE, "row"), table.name)
    return entries(panel, table, [column], frame=years.collect())


def _between(panel: Panel, places: Entries, apart: NDArray[np.float64]) -> Panel:
    rows = {side: _place(side) for side in panel.axes.sides}
    located = beside_states(panel, places)
    row = rows["sender"] * len(apart) + rows["target"]
    distance = pl.lit(pl.Series(apart.ravel())).gather(row)
    column = _column("capital_distance", "between the capitals", places.used[0])
    made = located.with_made({column.name: distance}, [column])
    return made.drop("sender__place", "target__place")


def _place(side: Side) -> pl.Expr:
    return pl.col(f"{side}__place").cast(pl.Int32)


def _nearest(
    panel: Panel, table: Table, places: Entries, apart: NDArray[np.float64]
) -> pl.DataFrame:
    """Give the least distance of each state and year to any other state of it."""
    pairs = dyads(
        table.years.first, table.years.last, directed=False, system=panel.axes.system
    )
    far = _between(pairs, places, apart).frame
    own = panel.axes.system
    return (
        pl.concat(
            far.group_by(pl.col(code).cast(pl.Int64).alias(own), "year").agg(
                nearest_capital=pl.col("capital_distance").min()
            )
            for code in pairs.axes.codes
        )
        .group_by(own, "year")
        .agg(pl.col("nearest_capital").min())
        .collect()
    )


def _apart(frame: pl.DataFrame) -> NDArray[np.float64]:
    """Give the kilometres between each two capitals of the table."""
    lat, lng = (np.radians(frame[name].to_numpy()) for name in ("latitude", "longitude"))
    turn = lng[None, :] - lng[:, None]
    here, there = lat[:, None], lat[None, :]
    across = np.cos(there) * np.sin(turn)
    along = np.cos(here) * np.sin(there) - np.sin(here) * np.cos(there) * np.cos(turn)
    ahead = np.sin(here) * np.sin(there) + np.cos(here) * np.cos(there) * np.cos(turn)
    angle: NDArray[np.float64] = np.arctan2(np.hypot(across, along), ahead)
    return angle * RADIUS
