"""Which states lie beside each other, by land or over how much water.

The source counts in months. Of several entries in one year the first month decides, or
the last; a pair without an entry lies farther apart than 400 miles of water. Some pairs
have an entry of 0 over that of a border, and of these the first month takes the 0, as
peacesciencer does: the Soviet Union did not touch Czechoslovakia in 1976. `nearest` takes
the border. After 2016 nothing is known, unless one lets what held then go on to hold.
"""

from typing import Literal

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.fitting import known as checked
from foedus.panel.joining import columns_of, count, spell_years
from foedus.panel.panel import Panel
from foedus.sources.table import Table

_NEAREST = 6


def add(
    panel: Panel,
    *,
    slice: Literal["first", "last", "nearest"] = "first",
    carried: bool = False,
) -> Panel:
    """Add `contiguity` of dyads, or the numbers of neighbours of states.

    Parameters
    ----------
    slice
        Which entry of a year counts: of its first month, of its last, or the one by
        which the two are nearest.
    carried
        Let the last year known stand for the years after it.
    """
    checked([slice], ("first", "last", "nearest"), what="slice")
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


def _years(table: Table, slice: Literal["first", "last", "nearest"]) -> pl.DataFrame:
    # A spell ends with its last month; the day in the table is a stand-in.
    spells = table.frame.lazy().with_columns(pl.col("end").dt.month_end())
    pair = ("sender_cow", "target_cow")
    value, span = ("contiguity",), table.years
    if slice != "nearest":
        return spell_years(spells, pair, value, coverage=span, slice=slice).collect()
    # Nearness that grows as the code falls from 5 to 1, with 0 the least of all.
    code = pl.col("contiguity")
    turn = pl.when(code > 0).then(_NEAREST - code).otherwise(0).alias("contiguity")
    nearness = spells.with_columns(turn)
    most = spell_years(nearness, pair, value, coverage=span, slice="any")
    return most.with_columns(turn).collect()
