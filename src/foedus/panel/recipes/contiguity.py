"""Which states lie beside each other, by land or over how much water.

The source counts in months. Of several entries in one year the first month decides, or
the last; a pair without an entry lies farther apart than 400 miles of water. After 2016
nothing is known, unless one lets what held then go on to hold.
"""

from typing import Literal

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.fitting import known as checked
from foedus.panel.joining import columns_of, count, spell_years
from foedus.panel.panel import Panel
from foedus.sources.table import Table


def add(
    panel: Panel, *, slice: Literal["first", "last"] = "first", carried: bool = False
) -> Panel:
    """Add `contiguity` of dyads, or the numbers of neighbours of states.

    Parameters
    ----------
    slice
        Which entry of a year counts.
    carried
        Let the last year known stand for the years after it.
    """
    checked([slice], ("first", "last"), what="slice")
    table = panel.table("contiguity")
    years = _years(table, slice)
    if len(panel.axes.sides) == 2:
        columns = columns_of(table, {"contiguity": "contiguity"}, {"contiguity": 0})
        known = entries(panel, table, columns, frame=years, carried=carried)
        return beside_dyads(panel, known, ordered=True)
    neighbours = years.group_by(pl.col("sender_cow").alias("cow"), "year").agg(
        land_neighbours=(pl.col("contiguity") == 1).sum().cast(pl.Float64),
        sea_neighbours=(pl.col("contiguity") > 1).sum().cast(pl.Float64),
    )
    columns = [
        count("land_neighbours", "states that lie beside it by land", table),
        count("sea_neighbours", "states within 400 miles of water of it", table),
    ]
    known = entries(panel, table, columns, frame=neighbours, carried=carried)
    return beside_states(panel, known)


def _years(table: Table, slice: Literal["first", "last"]) -> pl.DataFrame:
    # A spell ends with its last month; the day in the table is a stand-in.
    spells = table.frame.lazy().with_columns(pl.col("end").dt.month_end())
    pair = ("sender_cow", "target_cow")
    return spell_years(
        spells, pair, ("contiguity",), coverage=table.years, slice=slice
    ).collect()
