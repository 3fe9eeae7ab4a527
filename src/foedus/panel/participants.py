"""The panel of those who took part: one row a state, side and war or dispute.

The year of a row is that of entry, so that whatever is known of the state then can be put
beside it. Who changed sides in one war stands in it twice.
"""

import polars as pl

from foedus.panel.axes import Axes, Unit
from foedus.panel.joining import columns_of
from foedus.panel.making import refuse_years
from foedus.panel.panel import Column, Panel, Tables
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.table import Table

LAST_YEAR = Field("last_year", "S", Units.NONE, "the year in which it left")


def war_participants(first: int, last: int, *, tables: Tables) -> Panel:
    """Make a panel of states in wars between states that they entered in those years.

    Where a war stopped and began again, the outcome is that of its last year.
    """
    refuse_years(first, last)
    table = tables("interstate_wars")
    frame = (
        table.frame.lazy()
        .sort("year", maintain_order=True)
        .group_by(
            "war",
            pl.col("sender_side").cast(pl.Int8).alias("side"),
            _code("sender_cow"),
            maintain_order=True,
        )
        .agg(
            pl.col("year").min().cast(pl.Int16),
            pl.col("year").max().cast(pl.Int16).alias("last_year"),
            pl.col("sender_initiated").max().alias("initiated"),
            pl.col("sender_outcome").last().alias("outcome"),
            pl.col("sender_deaths").max().alias("deaths"),
            pl.col("target_cow").n_unique().alias("opponents"),
        )
    )
    names = {f"sender_{n}": n for n in ("initiated", "outcome", "deaths")}
    foes = Field("opponents", "S", Units.STATES, "states that it faced in the war", 1)
    columns = [
        Column("last_year", LAST_YEAR, table.name, table.years),
        *columns_of(table, names),
        Column("opponents", foes, table.name, table.years),
    ]
    return _panel(Unit.WAR_PARTICIPANT, frame, columns, table, tables, first, last)


def dispute_participants(first: int, last: int, *, tables: Tables) -> Panel:
    """Make a panel of states in militarized disputes that they entered in those years.

    Side 1 acted first; who left a dispute and came back in another year has two rows.
    """
    refuse_years(first, last)
    table = tables("gml_participants")
    frame = (
        table.frame.lazy()
        .group_by(
            "dispute",
            (2 - pl.col("side_a")).cast(pl.Int8).alias("side"),
            _code("cow"),
            pl.col("start_year").cast(pl.Int16).alias("year"),
            maintain_order=True,
        )
        .agg(
            pl.col("end_year").max().cast(pl.Int16).alias("last_year"),
            pl.col("originator").max(),
            pl.col("highest_action").max(),
        )
    )
    names = {name: name for name in ("originator", "highest_action")}
    columns = [
        Column("last_year", LAST_YEAR, table.name, table.years),
        *columns_of(table, names),
    ]
    return _panel(Unit.DISPUTE_PARTICIPANT, frame, columns, table, tables, first, last)


def _code(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int16).alias("cow")


def _panel(
    unit: Unit,
    frame: pl.LazyFrame,
    columns: list[Column],
    table: Table,
    tables: Tables,
    first: int,
    last: int,
) -> Panel:
    axes = Axes(unit, "cow")
    rows = frame.filter(pl.col("year").is_between(first, last)).sort(*axes.keys)
    return Panel(axes, rows, tuple(columns), tables=tables).resting_on([table])
