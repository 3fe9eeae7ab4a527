"""Which entry of a data set stands beside which row of a panel.

Each state and year, and each pair and year, has a place of its own in one long array,
and the array says which row of the data set stands there. To look an entry up by its
place costs a third of a join, and the panel keeps its order. Where a data set follows
the other list of states, the panel's numbers are first read as that list's, year by year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.faults import DataFault
from foedus.panel.axes import Side
from foedus.panel.making import LAST
from foedus.panel.packing import SINCE
from foedus.panel.panel import Column, Panel
from foedus.sources.source import CodeSystem, Years
from foedus.sources.table import Table

CROSSWALK = "gw_cow_panel"
"""The data set that says which number of the one list is which of the other, by year."""

_CODES, _SPAN = 1000, 1024
_ROW = "_row"

Numbers = TypeVar("Numbers", pl.Series, pl.Expr)


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Rows of a data set as a panel can look them up, and what their columns promise."""

    frame: pl.DataFrame
    columns: tuple[Column, ...]
    used: tuple[Table, ...]
    system: CodeSystem
    """The list that the rows' numbers are of."""
    numbers: pl.Series | None
    """By the place of the panel's number and year, that list's, if it is another."""
    until: int | None
    """The last year known, where what held then goes on to hold."""


def entries(
    panel: Panel,
    table: Table,
    columns: Sequence[Column],
    *,
    frame: pl.DataFrame | None = None,
    system: CodeSystem | None = None,
    carried: bool = False,
) -> Entries:
    """Make a data set ready to be looked up from a panel.

    Parameters
    ----------
    columns
        What the columns promise; `frame` has them under their names.
    frame
        Rows made from the table's, by default its own: numbers of states, `year` if
        they change by year, values.
    system
        The list that the frame's numbers are of, by default the table's.
    carried
        What held in the last year known goes on to hold.

    Raises
    ------
    DataFault
        The rows go by letters.
    """
    rows = table.frame if frame is None else frame
    whose = system or table.system
    if whose == "iso":
        raise _no_numbers(table)
    numbers, used = None, [table]
    if whose != panel.axes.system:
        key = panel.table(CROSSWALK)
        numbers = _numbers(key.frame, panel.axes.system, whose)
        used += [key]
    codes = [n for n in rows.columns if n == whose or n.endswith(f"_{whose}")]
    return Entries(
        frame=rows.drop_nulls(codes),
        columns=tuple(_carried(c) if carried else c for c in columns),
        used=tuple(used),
        system=whose,
        numbers=numbers,
        until=table.years.last if carried else None,
    )


def beside_states(panel: Panel, known: Entries) -> Panel:
    """Put what is known of states beside each state that a row names.

    Raises
    ------
    DataFault
        The rows of the panel name no states, or it has columns of these names.
    """
    if not panel.axes.sides:
        raise wrong_unit(panel, "rows that name one state or two")
    own, yearly = known.frame[known.system], "year" in known.frame.columns
    key = _place(own, known.frame["year"]) if yearly else own
    where = _array(known, key.to_numpy(), size=_CODES * _SPAN)
    for side in panel.axes.sides:
        code = _code(panel, known, side)
        place = _place(code, _year(panel, known)) if yearly else code
        panel = _beside(panel, known, pl.lit(where).gather(place), side=side)
    return panel.resting_on(known.used)


def beside_dyads(panel: Panel, known: Entries, *, ordered: bool = False) -> Panel:
    """Put what is known of pairs beside dyads.

    Parameters
    ----------
    ordered
        Each entry says which state is the sender; else it holds both ways round.

    Raises
    ------
    DataFault
        The rows of the panel are no dyads, or it has columns of these names.
    """
    if len(panel.axes.sides) != 2:
        raise wrong_unit(panel, "rows that name two states")
    frame = known.frame
    own = [frame[f"{side}_{known.system}"] for side in panel.axes.sides]
    first, last = _bounds(frame["year"])
    ranks, size = _ranks(pl.concat(own))
    span, year = last - first + 1, frame["year"] - first
    a, b = (pl.Series(ranks)[code].cast(pl.Int64) for code in own)
    ways = [(a * size + b) * span + year, (b * size + a) * span + year]
    held = [key.to_numpy() for key in (ways[:1] if ordered else ways)]
    where = _array(known, *held, size=max(size * size * span, 1))
    rank = [
        pl.lit(_gaps(ranks)).gather(_code(panel, known, side)) for side in panel.axes.sides
    ]
    when = _year(panel, known)
    place = (rank[0] * size + rank[1]) * span + when - first
    row = pl.lit(where).gather(pl.when(when.is_between(first, last)).then(place))
    return _beside(panel, known, row).resting_on(known.used)


def wrong_unit(panel: Panel, expected: str) -> DataFault:
    """Say that a panel of this unit cannot take the columns."""
    return DataFault(
        f"a panel of {panel.axes.unit}s",
        expected=expected,
        where="panel.add",
        mend="add it to a panel of another unit",
    )


def _no_numbers(table: Table) -> DataFault:
    return DataFault(
        f"{table.name} goes by letters, not by numbers",
        expected="numbers of Correlates of War, or of Gleditsch and Ward",
        where="panel.beside",
        mend="give it the numbers of its states first",
    )


def _beside(panel: Panel, known: Entries, row: pl.Expr, *, side: Side = "") -> Panel:
    """Gather the entries of the rows found; what is not found is absent, or unknown."""
    columns = [
        replace(c, name=f"{side}_{c.name}" if side else c.name) for c in known.columns
    ]
    taken = sorted(set(panel.names) & {column.name for column in columns})
    if taken:
        raise DataFault(
            f"the panel has {', '.join(taken)} already",
            expected="names that are free",
            where="panel.add",
            mend="leave the first ones out by `drop`",
        )
    whose: tuple[Side, ...] = (side,) if side else panel.axes.sides
    values = [
        _filled(panel, known, column, whose).alias(named.name)
        for column, named in zip(known.columns, columns, strict=True)
    ]
    frame = panel.frame.with_columns(row.alias(_ROW)).with_columns(values).drop(_ROW)
    return replace(panel, frame=frame, columns=(*panel.columns, *columns))


def _filled(panel: Panel, known: Entries, column: Column, whose: Sequence[Side]) -> pl.Expr:
    entry = pl.lit(known.frame[column.name]).gather(pl.col(_ROW))
    if column.absent is None:
        return entry
    missing = pl.col(_ROW).is_null()
    if column.coverage is not None:
        bounds = (column.coverage.first, column.coverage.last)
        missing = missing & _year(panel).is_between(*bounds)
    if known.numbers is not None:
        # Of a state that the data set's list has not, no entry says nothing.
        for side in whose:
            missing = missing & _code(panel, known, side).is_not_null()
    return pl.when(missing).then(pl.lit(column.absent)).otherwise(entry)


def _year(panel: Panel, known: Entries | None = None) -> pl.Expr:
    """Give the year of a row; where the last known is carried on, no later one."""
    time = pl.col(panel.axes.time)
    year = (time.dt.year() if panel.axes.time == "day" else time).cast(pl.Int32)
    if known is None or known.until is None:
        return year
    return year.clip(upper_bound=known.until)


def _code(panel: Panel, known: Entries, side: Side) -> pl.Expr:
    """Give a state's number in the data set's list."""
    code = pl.col(panel.axes.code(side)).cast(pl.Int32)
    if known.numbers is None:
        return code
    return pl.lit(known.numbers).gather(_place(code, _year(panel, known)))


def _place(code: Numbers, year: Numbers) -> Numbers:
    return code * _SPAN + year - SINCE


def _carried(column: Column) -> Column:
    if column.coverage is None:
        return column
    meaning = f"{column.field.meaning}; what held in {column.coverage.last} is carried on"
    return replace(
        column,
        coverage=Years(column.coverage.first, LAST),
        field=replace(column.field, meaning=meaning),
    )


def _numbers(key: pl.DataFrame, own: CodeSystem, other: CodeSystem) -> pl.Series:
    """Say by a number's place in the one list which number the state has in the other.

    Where it has two, the one that both lists share counts.
    """
    pairs = key.select("cow", "gw", "year").drop_nulls().sort(pl.col("cow") == pl.col("gw"))
    numbers = np.full(_CODES * _SPAN, -1, np.int32)
    numbers[_place(pairs[own], pairs["year"]).to_numpy()] = pairs[other].to_numpy()
    return _gaps(numbers)


def _ranks(codes: pl.Series) -> tuple[NDArray[np.int32], int]:
    """Number the states that occur from 0 on, so that their pairs fit in memory."""
    ranks = np.full(_CODES, -1, np.int32)
    named = codes.unique().sort().to_numpy()
    ranks[named] = np.arange(len(named), dtype=np.int32)
    return ranks, len(named)


def _bounds(years: pl.Series) -> tuple[int, int]:
    found = years.to_numpy()
    return (int(found.min()), int(found.max())) if len(found) else (SINCE, SINCE)


def _array(known: Entries, *keys: NDArray[np.int64], size: int) -> pl.Series:
    """Say which row stands at each place; nowhere is null."""
    rows = np.full(size, -1, np.int32)
    for key in keys:
        rows[key] = np.arange(len(key), dtype=np.int32)
    if np.count_nonzero(rows >= 0) < sum(map(len, keys)):
        raise DataFault(
            f"{known.used[0].name} has several rows of one state or pair in one year",
            expected="one row for each",
            where="panel.beside",
            mend="fold them first, or add the recipe that does so",
        )
    return _gaps(rows)


def _gaps(rows: NDArray[np.int32]) -> pl.Series:
    series = pl.Series(rows)
    return series.set(series < 0, None)
