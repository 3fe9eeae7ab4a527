"""The empty panel of leaders: who led which state, in each year or on each day.

Archigos tells tenures, from a first day to a last. A leader stands in a year if there is
a day of it in the tenure; and, where the rows are held to a list of states, a day on which
the state led was in that list too. Years in office are counted from the entry into power,
be the state in the list then or not.
"""

from typing import Literal

import polars as pl

from foedus.faults import Finding
from foedus.panel.axes import Axes, Side, Unit
from foedus.panel.making import refuse_years
from foedus.panel.panel import Column, Panel, Tables
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.table import Table
from foedus.states.roster import System, roster

Standard = Literal["none", "cow", "gw"]
"""The list of states that rows are held to; `none` keeps every tenure as it is told."""

UNLISTED = (("LAO-1951", 1953),)
"""Tenures and years that peacesciencer has not, so that we leave them out as well.

Gleditsch and Ward have Laos from 1954, COW from October 1953. Archigos goes by the
former, and of the states it leads too early for that list only Morocco and Saudi Arabia
are carried over.
"""


def leader_years(
    first: int, last: int, *, tables: Tables, standardize: Standard = "none"
) -> Panel:
    """Make a panel of leaders and years, with name, gender, age and year in office.

    Parameters
    ----------
    first, last
        Years.
    tables
        Where the data set `leaders` is taken from, such as `shelf_here().table`.
    standardize
        The list of states that the rows are held to, and whose numbers they bear.

    Raises
    ------
    DataFault
        The years are out of order.
    """
    table, axes = _open(first, last, tables, Unit.LEADER_YEAR, standardize)
    frame = _years(table, first, last, axes.system, standardize)
    kept = frame.unique(["tenure", axes.system, "year"], maintain_order=True)
    made = kept.select("tenure", axes.system, "year", *_told(""))
    return _panel(axes, made, table, tables, standardize)


def leader_days(
    first: int, last: int, *, tables: Tables, standardize: Standard = "none"
) -> Panel:
    """Make a panel of leaders and days, lazily: some six million rows in all."""
    table, axes = _open(first, last, tables, Unit.LEADER_DAY, standardize)
    spans = _spans(table, axes.system, standardize).with_columns(
        start=pl.max_horizontal("start", pl.date(first, 1, 1)),
        end=pl.min_horizontal("end", pl.date(last, 12, 31)),
    )
    days = (
        spans.filter(pl.col("start") <= pl.col("end"))
        .with_columns(day=pl.date_ranges("start", "end"))
        .explode("day")
        .with_columns(year=pl.col("day").dt.year().cast(pl.Int16))
    )
    made = _without_unlisted(days, standardize).select(
        "tenure", axes.system, "day", *_told("")
    )
    return _panel(axes, made, table, tables, standardize)


def leader_dyad_years(
    first: int,
    last: int,
    *,
    tables: Tables,
    directed: bool = True,
    system: System = "gw",
) -> Panel:
    """Make a panel of pairs of leaders of two states, and years.

    Two leaders are a pair in a year if there is a day of it on which both led, and both
    states were in the list. A pair that is not directed stands once, the leader of the
    state with the lower number as sender.
    """
    table, axes = _open(first, last, tables, Unit.LEADER_DYAD_YEAR, system, directed)
    spans = _years(table, first, last, system, system)
    sides = [
        spans.select(
            pl.col(system).alias(axes.code(side)),
            pl.col("tenure", "state", "start", "end").name.prefix(f"{side}_"),
            *_told(side),
            "year",
        )
        for side in axes.sides
    ]
    sender, target = axes.codes
    met = pl.max_horizontal("sender_start", "target_start") <= pl.min_horizontal(
        "sender_end", "target_end"
    )
    apart = pl.col("sender_state") != pl.col("target_state")
    once = pl.lit(True) if directed else pl.col(sender) < pl.col(target)
    made = (
        sides[0]
        .join(sides[1], on="year")
        .filter(met & apart & once)
        .unique(list(axes.keys))
        .sort(*axes.codes, "year", "sender_tenure", "target_tenure")
    )
    return _panel(axes, made, table, tables, system)


def _open(
    first: int,
    last: int,
    tables: Tables,
    unit: Unit,
    standardize: Standard,
    directed: bool = False,
) -> tuple[Table, Axes]:
    refuse_years(first, last)
    system: System = "gw" if standardize == "none" else standardize
    return tables("leaders"), Axes(unit, system, directed)


def _spans(table: Table, system: System, standardize: Standard) -> pl.LazyFrame:
    """Cut tenures to the spells in which the state led was in the list."""
    tenures = table.frame.lazy().with_columns(
        pl.col("gw").cast(pl.Int16), pl.col("start").alias("entered")
    )
    if standardize == "none":
        return tenures
    member = pl.LazyFrame(
        [
            (state.id, m.number, m.spell.start, m.spell.end)
            for state in roster().states
            for m in state.memberships
            if m.system == system
        ],
        schema={"state": pl.String, system: pl.Int16, "since": pl.Date, "until": pl.Date},
        orient="row",
    )
    # Archigos goes by Gleditsch and Ward's numbers, so that those need no crosswalk.
    key, other = ("gw", "state") if system == "gw" else ("state", "gw")
    return (
        tenures.join(member.drop(other, strict=False), on=key, maintain_order="left")
        .with_columns(
            start=pl.max_horizontal("start", "since"),
            end=pl.min_horizontal("end", "until"),
        )
        .filter(pl.col("start") <= pl.col("end"))
    )


def _years(
    table: Table, first: int, last: int, system: System, standardize: Standard
) -> pl.LazyFrame:
    """Cut spans into years; of each the first and the last day in power."""
    spans = _spans(table, system, standardize)
    since = pl.col("start").dt.year().clip(first)
    until = pl.col("end").dt.year().clip(None, last)
    rows = (
        spans.with_columns(year=pl.int_ranges(since, until + 1))
        .filter(pl.col("year").list.len() > 0)
        .explode("year")
        .with_columns(pl.col("year").cast(pl.Int16))
    )
    within = rows.with_columns(
        start=pl.max_horizontal("start", pl.date(pl.col("year"), 1, 1)),
        end=pl.min_horizontal("end", pl.date(pl.col("year"), 12, 31)),
    )
    return _without_unlisted(within, standardize)


def _without_unlisted(rows: pl.LazyFrame, standardize: Standard) -> pl.LazyFrame:
    if standardize != "cow":
        return rows
    out = [(pl.col("tenure") == t) & (pl.col("year") == y) for t, y in UNLISTED]
    return rows.filter(~pl.any_horizontal(out))


def _told(side: Side) -> list[pl.Expr]:
    """Work out what the panel says of a leader from the start."""
    stem = f"{side}_" if side else ""
    age = pl.col("year") - pl.col("born")
    office = pl.col("year") - pl.col("entered").dt.year() + 1
    return [
        pl.col("name").alias(f"{stem}name"),
        pl.col("gender").alias(f"{stem}gender"),
        age.cast(pl.Int16).alias(f"{stem}age"),
        office.cast(pl.Int16).alias(f"{stem}year_in_office"),
    ]


def _columns(table: Table, side: Side) -> list[Column]:
    stem = f"{side}_" if side else ""
    promises = [
        Field("name", "S", Units.NONE, "the leader's name in Archigos"),
        Field("gender", "S", Units.NONE, "M or F"),
        Field("age", "S", Units.YEARS, "the year less that of birth", 0, 120),
        Field("year_in_office", "S", Units.COUNT, "1 in the year of entry, then 2, 3", 1),
    ]
    return [
        Column(
            stem + f.name,
            Field(stem + f.name, f.axes, f.unit, f.meaning, f.low, f.high),
            table.name,
            table.years,
        )
        for f in promises
    ]


def _panel(
    axes: Axes, frame: pl.LazyFrame, table: Table, tables: Tables, standardize: Standard
) -> Panel:
    columns = tuple(c for side in axes.sides for c in _columns(table, side))
    said = tuple(
        Finding("note", f"{tenure} in {year}", "left out, as peacesciencer has it not")
        for tenure, year in UNLISTED
        if standardize == "cow"
    )
    return Panel(axes, frame, columns, findings=said, tables=tables).resting_on([table])
