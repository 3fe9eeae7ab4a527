"""How a data set comes to stand beside the rows of a panel.

What a row of the data set is decides: a state-year stands beside a state-year, or twice
beside a dyad, once for each side; a pair beside a directed dyad both ways round; a spell
is first cut into the years that it touches. A data set that cannot come to the panel's
unit this way needs a recipe of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import polars as pl

from foedus.faults import DataFault
from foedus.panel.axes import Axes
from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.numbering import numbered
from foedus.panel.panel import Column, Panel, Value
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years
from foedus.sources.table import Table

Slice = Literal["first", "last", "any"]
"""Of several entries in one year: the first, the last, or the largest of each column."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which columns of a table are wanted, and what they are called in the panel.

    `names` maps the table's fields to names; empty takes all, as `PREFIX_FIELD`.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    absent: Mapping[str, Value] = field(default_factory=dict)
    """By the table's field: what no row means within the coverage."""

    def called(self, table: Table) -> dict[str, str]:
        """Give the wanted fields and what they are called."""
        if self.names:
            return dict(self.names)
        stem = f"{self.prefix}_" if self.prefix else ""
        return {f.name: stem + f.name for f in table.fields}


def join_table(panel: Panel, table: Table, wish: Wish | None = None) -> Panel:
    """Put a data set beside the rows of a panel, as what its rows are allows.

    Raises
    ------
    DataFault
        Its rows cannot come to the panel's unit without a recipe, or it follows another
        list of states.
    """
    wanted = wish or Wish(prefix=table.name)
    if table.system not in (panel.axes.system, "iso"):
        raise DataFault(
            f"{table.name} goes by {table.system} numbers",
            expected=f"{panel.axes.system} numbers, as the panel does",
            where="panel.joining",
            mend=f"make the panel with system={table.system!r}, or take a data set that "
            f"follows {panel.axes.system}",
        )
    match (table.shape, panel.axes.unit):
        case ("state-year", _) if panel.axes.sides:
            return join_states(panel, table, wanted)
        case ("dyad-year" | "directed-dyad-year", _) if len(panel.axes.sides) == 2:
            return join_dyads(panel, table, wanted)
        case _:
            raise DataFault(
                f"{table.name} has rows of {table.shape}s",
                expected=f"rows that can stand beside {panel.axes.unit}s",
                where="panel.joining",
                mend="add it to a panel of another unit, or write a recipe",
            )


def join_states(panel: Panel, table: Table, wish: Wish) -> Panel:
    """Put a state-year data set beside each side of a row.

    A table that follows the other list, or goes by letters, is put into the panel's
    numbers by year.
    """
    called = wish.called(table)
    columns = columns_of(table, called, wish.absent)
    wanted = [pl.col(own).alias(name) for own, name in called.items()]
    if table.system == "iso":
        own = panel.axes.system
        rows = numbered(table.frame.select("state", "year", *wanted), system=own)
        known = entries(panel, table, columns, frame=rows.drop("state"), system=own)
    else:
        frame = table.frame.select(table.system, "year", *wanted)
        known = entries(panel, table, columns, frame=frame)
    return beside_states(panel, known)


def join_dyads(panel: Panel, table: Table, wish: Wish) -> Panel:
    """Put a dyad-year data set beside dyads; a pair that stands once, both ways round."""
    called = wish.called(table)
    codes = [f"{side}_{table.system}" for side in ("sender", "target")]
    frame = table.frame.select(
        *codes, "year", *(pl.col(own).alias(name) for own, name in called.items())
    )
    known = entries(panel, table, columns_of(table, called, wish.absent), frame=frame)
    return beside_dyads(panel, known, ordered=table.shape != "dyad-year")


def kept(names: Mapping[str, str], keep: Iterable[str] | None) -> dict[str, str]:
    """Keep of a table's columns those that are wanted, by either name.

    Raises
    ------
    DataFault
        One of them is not there.
    """
    if keep is None:
        return dict(names)
    wanted = list(keep)
    unknown = sorted(set(wanted) - set(names) - set(names.values()))
    if unknown:
        raise DataFault(
            f"no column {', '.join(unknown)}",
            expected=f"some of {', '.join(names.values())}",
            where="panel.add, keep",
            mend="name columns that the data set has",
        )
    return {own: name for own, name in names.items() if {own, name} & set(wanted)}


def both_ways(frame: pl.LazyFrame, axes: Axes) -> pl.LazyFrame:
    """Let each pair stand both ways round; columns of a side change sides."""
    names = frame.collect_schema().names()
    return pl.concat([frame, frame.rename({n: turned(n) for n in names}).select(names)])


def turned(name: str) -> str:
    """Name the column of the other side.

    >>> turned("gml_sender_initiated")
    'gml_target_initiated'
    """
    other = name.replace("sender", "\0").replace("target", "sender")
    return other.replace("\0", "target")


def lower_first(frame: pl.LazyFrame, axes: Axes) -> pl.LazyFrame:
    """Keep of each pair the row whose sender has the lower number."""
    sender, target = axes.codes
    return frame.filter(pl.col(sender) < pl.col(target))


def spell_years(
    frame: pl.LazyFrame,
    by: Sequence[str],
    values: Sequence[str],
    *,
    coverage: Years,
    slice: Slice = "first",
    start: str = "start",
    end: str = "end",
) -> pl.LazyFrame:
    """Cut spells into the years that they touch, one row a year.

    Parameters
    ----------
    by, values
        The columns that name who it is about, and those that say what.
    coverage
        An open end, or one past the last year known, is the last year known.
    slice
        Which of several spells in one year counts: the one that holds on the earliest
        day of it, or on the latest; of several on that day, the first or last row.
    """
    years = frame.with_row_index("_row").with_columns(
        _from=pl.max_horizontal(_year(frame, start), coverage.first),
        _to=pl.min_horizontal(_year(frame, end).fill_null(coverage.last), coverage.last),
    )
    rows = (
        years.filter(pl.col("_from") <= pl.col("_to"))
        .with_columns(year=pl.int_ranges("_from", pl.col("_to") + 1))
        .explode("year")
        .sort(*by, "year", _day(frame, start, end, slice), "_row")
        .select(*by, "year", *values)
    )
    grouped = rows.group_by(*by, "year", maintain_order=True)
    match slice:
        case "first":
            return grouped.first()
        case "last":
            return grouped.last()
        case "any":
            return grouped.max()


def columns_of(
    table: Table, names: Mapping[str, str], absent: Mapping[str, Value] | None = None
) -> list[Column]:
    """Say what the columns taken from a table promise, under their names in the panel."""
    fields = {f.name: f for f in table.fields}
    return [
        Column(
            name,
            replace(fields[own], name=name),
            table.name,
            table.coverage[own],
            (absent or {}).get(own),
        )
        for own, name in names.items()
    ]


def truth(name: str, meaning: str, table: Table, *, absent: Value = 0) -> Column:
    """Say what a column of 0 and 1 promises that is worked out from a table's rows."""
    promise = Field(name, "S", Units.TRUTH, meaning, 0, 1)
    return Column(name, promise, table.name, table.years, absent)


def count(name: str, meaning: str, table: Table, *, absent: Value = 0) -> Column:
    """Say what a column of counts promises that is worked out from a table's rows."""
    promise = Field(name, "S", Units.COUNT, meaning, 0)
    return Column(name, promise, table.name, table.years, absent)


def _year(frame: pl.LazyFrame, name: str) -> pl.Expr:
    """Give the year of a label, be it a day or a year already."""
    kind = frame.collect_schema()[name]
    return pl.col(name).dt.year() if kind == pl.Date else pl.col(name).cast(pl.Int32)


def _day(frame: pl.LazyFrame, start: str, end: str, slice: Slice) -> pl.Expr:
    """Give the day of the year by which a spell is the first or the last of it."""
    schema = frame.collect_schema()
    if pl.Date not in (schema[start], schema[end]):
        return pl.lit(0)
    if slice == "last":
        return pl.min_horizontal(end, pl.date(pl.col("year"), 12, 31))
    return pl.max_horizontal(start, pl.date(pl.col("year"), 1, 1))
