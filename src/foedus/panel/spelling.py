"""Years since the last event: from dates, in any order of rows, aware of gaps.

A spell counts years, not rows. It starts at 0 in the first year known of a unit and in
the year after an event, and the year of an event still tells how long the peace before it
was. Whether rows stand in order does not matter; a year that is lacking does, and `gap`
says how.

References
----------
Beck, Katz and Tucker (1998), Taking Time Seriously, AJPS 42(4), 1260-1288.
"""

from collections.abc import Sequence
from functools import partial
from typing import Literal, get_args

import polars as pl

from foedus.faults import DataFault
from foedus.quantity import Field, Unit

Gap = Literal["count", "restart", "unknown"]
"""What years without a row, or without a known event, do: they pass like years of peace;
the count starts anew after them, as after an event; nothing is known until the next."""

_NEVER = 10_000
"""Later than any year: an origin that makes what follows it unknown."""


def with_spells(
    frame: pl.DataFrame,
    *events: str,
    by: Sequence[str],
    year: str = "year",
    ongoing: bool = False,
    gap: Gap = "count",
) -> pl.DataFrame:
    """Put `EVENT_spell` beside each event, in a frame of one's own.

    Parameters
    ----------
    frame
        One row a unit and year, in any order.
    events
        Columns that are 0, 1 or null.
    by
        The columns that name a unit.
    ongoing, gap
        As in `years_since`.

    Raises
    ------
    DataFault
        A unit stands twice in a year, or an event is something else than 0 or 1.

    Examples
    --------
    >>> own = pl.DataFrame({"year": [1945, 1990, 1944], "state": 255, "war": [1, 0, 1]})
    >>> with_spells(own, "war", by=["state"])["war_spell"].to_list()
    [0, 44, 0]
    """
    twice = frame.select(*by, year).is_duplicated()
    if twice.any():
        row = frame.filter(twice).select(*by, year).row(0, named=True)
        raise _fault(
            f"{twice.sum()} rows share unit and year, the first "
            + ", ".join(f"{name} {value}" for name, value in row.items()),
            "one row a unit and year",
        )
    for event in events:
        strange = ~frame[event].cast(pl.Float64).is_in([0.0, 1.0])
        if strange.any():
            raise _fault(
                f"{event} is {frame[event].filter(strange)[0]} in row "
                f"{(strange.arg_max() or 0) + 1}",
                "0, 1, or null where it is not known",
            )
    return frame.with_columns(
        years_since(event, by=by, year=year, ongoing=ongoing, gap=gap).alias(
            f"{event}_spell"
        )
        for event in events
    )


def years_since(
    event: str,
    *,
    by: Sequence[str],
    year: str = "year",
    ongoing: bool = False,
    gap: Gap = "count",
) -> pl.Expr:
    """Count the years since the last event, or since the unit was first known.

    Null where the event is not known.

    Parameters
    ----------
    ongoing
        Let the years of one event that goes on, after its first, be null: while it goes
        on it cannot begin. Otherwise each is an event of its own.
    gap
        What lacking years do.

    Raises
    ------
    DataFault
        `gap` is none of the three.
    """
    if gap not in get_args(Gap):
        raise _fault(f"no gap is treated by {gap!r}", " or ".join(get_args(Gap)))
    rows = pl.struct(
        *(pl.col(name).alias(f"by{n}") for n, name in enumerate(by)),
        pl.col(year).cast(pl.Int32).alias("year"),
        pl.col(event).cast(pl.Int8).alias("event"),
    )
    count = partial(_count, ongoing=ongoing, gap=gap)
    return rows.map_batches(count, return_dtype=pl.Int16)


def spell_field(event: Field) -> Field:
    """Say what the column promises that counts the years since an event.

    Raises
    ------
    DataFault
        The event's column is not one of 0 and 1.
    """
    if event.unit is not Unit.TRUTH:
        raise DataFault(
            f"{event.name} is measured in {event.unit}",
            expected="a column of 0 and 1",
            where="panel.spelling",
            mend=f"make one, such as {event.name} > 0",
        )
    meaning = f"years since the last year in which held: {event.meaning}"
    return Field(f"{event.name}_spell", event.axes, Unit.YEARS, meaning, 0)


def _count(rows: pl.Series, *, ongoing: bool, gap: Gap) -> pl.Series:
    """Count along rows, which are put in order first unless they stand so already."""
    frame = rows.struct.unnest()
    *by, year, _ = frame.columns
    if frame.select(_in_order([*by, year]).all()).item():
        return _spells(frame, by, ongoing=ongoing, gap=gap)
    ordered = frame.with_row_index("row").sort(*by, year)
    spells = _spells(ordered, by, ongoing=ongoing, gap=gap)
    return ordered.select("row", spell=spells).sort("row")["spell"]


def _spells(
    ordered: pl.DataFrame, by: Sequence[str], *, ongoing: bool, gap: Gap
) -> pl.Series:
    """Subtract from each year the one from which it counts; rows stand in order."""
    year, known = pl.col("year"), pl.col("event").is_not_null()
    new = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in by)
    told = known & (pl.col("origin") <= year)
    if ongoing:
        told &= ~pl.col("goes_on") | (pl.col("event") == 0)
    return (
        ordered.lazy()
        .with_columns(unit=(new | (pl.int_range(pl.len()) == 0)).cum_sum())
        .with_columns(
            last=_before("year"),
            was=_before("event").eq_missing(1),
            first=_before("unit").ne_missing(pl.col("unit")),
        )
        .with_columns(lacking=~pl.col("first") & (year - pl.col("last") > 1))
        .with_columns(
            origin=pl.when(known).then(_origin(gap)).forward_fill(),
            goes_on=pl.col("was") & ~pl.col("first") & ~pl.col("lacking"),
        )
        .select(pl.when(told).then(year - pl.col("origin")).cast(pl.Int16))
        .collect()
        .to_series()
    )


def _before(name: str) -> pl.Expr:
    """Give what stood in the last row before whose event is known."""
    known = pl.col("event").is_not_null()
    return pl.when(known).then(name).forward_fill().shift()


def _origin(gap: Gap) -> pl.Expr:
    """Give the year from which to count, on the rows where that changes."""
    year = pl.col("year")
    match gap:
        case "count":
            anew = pl.lit(None, pl.Int32)
        case "restart":
            anew = year
        case "unknown":
            anew = pl.lit(_NEVER)
    return pl.coalesce(
        pl.when("first").then(year),
        pl.when("lacking").then(anew),
        pl.when("was").then(pl.col("last") + 1),
    )


def _in_order(names: Sequence[str]) -> pl.Expr:
    """Tell of each row whether it stands after the one before it."""
    after = pl.lit(value=False)
    for name in reversed(names):
        here, before = pl.col(name), pl.col(name).shift()
        after = (here > before) | ((here == before) & after)
    return after.fill_null(value=False) | (pl.int_range(pl.len()) == 0)


def _fault(found: str, expected: str) -> DataFault:
    return DataFault(
        found, expected=expected, where="panel.spelling", mend="mend what is named"
    )
