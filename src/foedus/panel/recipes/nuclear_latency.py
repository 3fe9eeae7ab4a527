"""Which states had plants at work that could make the stuff of a bomb.

A plant whose years are not known may have worked from its building on: where no other
did, it is not known whether the state was latent.
"""

import polars as pl

from foedus.panel.beside import beside_states, entries
from foedus.panel.joining import count, truth
from foedus.panel.numbering import numbered
from foedus.panel.panel import Panel
from foedus.panel.sanctioning import SURE, known_years, ran
from foedus.sources.table import Table

SIZES = ("laboratory", "pilot", "commercial")


def add(panel: Panel) -> Panel:
    """Add `nuclear_latency`, and how many plants of each size are known to work."""
    table = panel.table("nuclear_latency")
    rows = numbered(_years(table), system=panel.axes.system)
    own = panel.axes.system
    latent = known_years(rows, [own, "year"], ["nuclear_latency"])
    plants = rows.filter(pl.col("nuclear_latency") == SURE)
    counted = plants.group_by(own, "year").agg(
        (pl.col("size") == size).sum().cast(pl.Float64).alias(f"{size}_plants")
        for size in SIZES
    )
    names = [f"{size}_plants" for size in SIZES]
    frame = latent.join(counted, on=[own, "year"], how="left").with_columns(
        pl.col(names).fill_null(0)
    )
    columns = [
        truth("nuclear_latency", "whether a plant enriches or reprocesses", table),
        *(count(f"{s}_plants", f"plants of {s} size known to work", table) for s in SIZES),
    ]
    return beside_states(panel, entries(panel, table, columns, frame=frame, system=own))


def _years(table: Table) -> pl.DataFrame:
    """Give the years in which each plant surely worked, or may have."""
    worked = table.frame.filter(pl.col("operated") == 1)
    start, end = pl.col("start_year"), pl.col("end_year")
    still = pl.when(pl.col("ended") == 0).then(table.years.last)
    first = ran(
        worked,
        "nuclear_latency",
        sure=(start, pl.coalesce(end, still, start)),
        maybe=(
            pl.coalesce(start, "construction_start", pl.lit(table.years.first)),
            end,
        ),
        within=table.years,
    )
    again = pl.coalesce("second_end", pl.lit(table.years.last))
    second = ran(
        worked.drop_nulls("second_start"),
        "nuclear_latency",
        sure=(pl.col("second_start"), again),
        maybe=(pl.col("second_start"), again),
        within=table.years,
    )
    return pl.concat([first, second])
