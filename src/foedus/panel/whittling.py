"""From several disputes in one year to the one that stands for it, step by step.

Two states may have three disputes in one year, and a row of a panel holds one. Each step
here looks at the disputes that share a key and drops some, never all; the order of the
steps says which wins. Begin with the house's `ORDER`, which is that of Miller (2021), or
give another.

References
----------
Miller, Steven V. (2021), How peacesciencer Coerces Dispute-Year Data into Dyad-Year Data,
http://svmiller.com/peacesciencer/articles/coerce-dispute-year-dyad-year.html
"""

from collections.abc import Callable, Sequence
from typing import Literal

import polars as pl

from foedus.faults import DataFault

DYAD_YEAR = ("sender_cow", "target_cow", "year")

NOT_KNOWN = 0.5
"""A level of deaths that nobody knows stands above none and below the lowest level."""

Step = Callable[[pl.DataFrame, Sequence[str]], pl.DataFrame]
"""Takes rows and the key that each should have for itself; gives the rows it keeps."""


def whittle(
    frame: pl.DataFrame,
    *,
    key: Sequence[str] = DYAD_YEAR,
    order: Sequence[Step] | None = None,
) -> pl.DataFrame:
    """Keep one dispute for each key, by the steps in their order.

    Parameters
    ----------
    frame
        One row a dispute and key, with the columns that the steps look at.
    key
        What each row is to have for itself.
    order
        The steps, by default `ORDER`.

    Raises
    ------
    DataFault
        A column is lacking that a step looks at, or the steps leave several disputes
        under one key.

    Examples
    --------
    >>> two = {"year": [1860, 1860], "dispute": [112, 113], "hostility": [3.0, 4.0]}
    >>> whittle(pl.DataFrame(two), key=["year"], order=[hostility])["dispute"].item()
    113
    """
    for step in ORDER if order is None else order:
        frame = step(frame, key)
    twice = frame.select(key).filter(pl.struct(key).is_duplicated())
    if twice.height:
        first = ", ".join(f"{k} {v}" for k, v in twice.row(0, named=True).items())
        raise DataFault(
            f"{twice.height} rows still share their key, the first {first}",
            expected="one dispute for each key",
            where="panel.whittling.whittle",
            mend="let the order end with `lowest_number`",
        )
    return frame


def onsets(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Where some disputes began in the year and others went on, keep those that began."""
    _need(frame, "onset")
    began = pl.col("onset") == 1
    return frame.filter(began | ~began.any().over(key))


def fatality(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Keep the highest level of deaths; see `NOT_KNOWN`."""
    _need(frame, "fatality")
    return _highest(frame, pl.col("fatality").fill_null(NOT_KNOWN), key)


def hostility(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Keep the highest level of hostility."""
    _need(frame, "hostility")
    return _highest(frame, pl.col("hostility"), key)


def duration(
    frame: pl.DataFrame,
    key: Sequence[str] = DYAD_YEAR,
    *,
    of: Literal["min_days", "max_days"] = "min_days",
) -> pl.DataFrame:
    """Keep the longest, by the days that it lasted at the least or at the most."""
    _need(frame, of)
    return _highest(frame, pl.col(of), key)


def longest(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Keep the longest, by the days that it lasted at the most."""
    return duration(frame, key, of="max_days")


def reciprocation(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Where side B answered with force in some, keep those."""
    _need(frame, "reciprocated")
    return _highest(frame, pl.col("reciprocated"), key)


def start_month(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Keep those that began in the earliest month."""
    _need(frame, "start_month")
    return _highest(frame, -pl.col("start_month"), key)


def lowest_number(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Just drop something: keep the dispute of the lowest number, and of two rows one."""
    _need(frame, "dispute")
    return first_listed(_highest(frame, -pl.col("dispute"), key), key)


def first_listed(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
    """Just drop something: keep the first as the producer lists them."""
    return frame.unique(list(key), keep="first", maintain_order=True)


def deadliest(*deaths: str) -> Step:
    """Make the step that keeps most deaths, the sides together; what is known counts."""

    def keep(frame: pl.DataFrame, key: Sequence[str] = DYAD_YEAR) -> pl.DataFrame:
        for side in deaths:
            _need(frame, side)
        told = pl.any_horizontal(pl.col(side).is_not_null() for side in deaths)
        both = pl.when(told).then(pl.sum_horizontal(deaths))
        return _highest(frame, both, key)

    return keep


ORDER: tuple[Step, ...] = (
    onsets,
    fatality,
    hostility,
    duration,
    longest,
    reciprocation,
    start_month,
    lowest_number,
)
"""The order in which disputes are whittled unless another is given."""


def _highest(frame: pl.DataFrame, value: pl.Expr, key: Sequence[str]) -> pl.DataFrame:
    """Keep the rows of the highest value under each key; what is not known is lowest."""
    known = value.fill_null(float("-inf"))
    return frame.filter(known == known.max().over(list(key)))


def _need(frame: pl.DataFrame, column: str) -> None:
    if column not in frame.columns:
        raise DataFault(
            f"the disputes have no column {column!r}",
            expected=f"one of that name among {', '.join(frame.columns)}",
            where="panel.whittling",
            mend="rename the column, or leave the step out of the order",
        )
