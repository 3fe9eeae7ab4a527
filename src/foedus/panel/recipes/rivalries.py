"""Which states held each other for enemies, and about what.

The book ends in 2020. After it nothing is known: that is neither rivalry nor none.
Its rivalry of Austria-Hungary with Yugoslavia runs to 1920, two years longer than the
empire: from 1919 on it is that of Austria, as peacesciencer reads it too.
"""

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.joining import both_ways, columns_of, count, spell_years, truth
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.table import Table

KINDS = ("positional", "spatial", "ideological", "interventionary")

AUSTRIA_HUNGARY, AUSTRIA, FIRST_OF_AUSTRIA = 300, 305, 1919


def add(panel: Panel) -> Panel:
    """Add `rivalry`, its number and kinds to dyads, or rivalries of each kind to states."""
    table = panel.table("rivalries")
    years = _years(table)
    if len(panel.axes.sides) == 2:
        names = {kind: f"{kind}_rivalry" for kind in KINDS}
        columns = [
            truth("rivalry", "whether they are strategic rivals", table),
            _number(table),
            *columns_of(table, names, dict.fromkeys(KINDS, 0)),
        ]
        frame = years.rename({**names, "rivalry": "rivalry_number"})
        frame = frame.with_columns(rivalry=pl.lit(1.0))
        return beside_dyads(panel, entries(panel, table, columns, frame=frame))
    both = both_ways(years.lazy(), panel.axes)
    sums = both.group_by(pl.col("sender_cow").alias("cow"), "year").agg(
        pl.col(kind).sum().alias(f"{kind}_rivalries") for kind in KINDS
    )
    columns = [count(f"{k}_rivalries", f"its {k} rivalries", table) for k in KINDS]
    return beside_states(panel, entries(panel, table, columns, frame=sums.collect()))


def _number(table: Table) -> Column:
    promise = Field("rivalry_number", "S", Units.NONE, "the rivalry's number in the book")
    return Column(promise.name, promise, table.name, table.years)


def _years(table: Table) -> pl.DataFrame:
    pair = ("sender_cow", "target_cow")
    years = spell_years(
        table.frame.lazy(),
        (*pair, "rivalry"),
        KINDS,
        coverage=table.years,
        start="start_year",
        end="end_year",
    )
    after = pl.col("year") >= FIRST_OF_AUSTRIA
    return years.with_columns(
        pl.when(after & (pl.col(code) == AUSTRIA_HUNGARY))
        .then(AUSTRIA)
        .otherwise(code)
        .alias(code)
        for code in pair
    ).collect()
