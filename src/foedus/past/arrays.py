"""From rows of a table to arrays over years and states, and along the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import DTypeLike, NDArray

from foedus.states.roster import roster

Array = NDArray[Any]
"""Values, truths or counts, in the least type that holds them."""


@dataclass(frozen=True, slots=True)
class Span:
    """The years and the states that every array has."""

    first: int
    last: int

    @property
    def years(self) -> int:
        """How many years, T."""
        return self.last - self.first + 1

    @property
    def states(self) -> int:
        """How many states, N."""
        return len(roster().ids)

    def place(
        self,
        frame: pl.DataFrame,
        value: str | float,
        *,
        by: Sequence[str] = ("sender", "target"),
        fill: float = 0.0,
        kind: DTypeLike = np.float32,
    ) -> Array:
        """Put rows into an array, (T, N) or (T, N, N) by how many states a row names.

        Rows outside the years, of nobody, or without a value are passed over.

        Parameters
        ----------
        frame
            Has `year` and the columns named in `by`, which hold ids.
        value
            The column to take, or what to write for every row.
        fill
            What stands where no row is.
        """
        column = pl.lit(value) if isinstance(value, float) else pl.col(value)
        rows = frame.select(
            pl.col("year"), *(numbered(name) for name in by), _value=column
        ).filter(pl.col("year").is_between(self.first, self.last)).drop_nulls()  # fmt: skip
        placed = np.full((self.years, *[self.states] * len(by)), fill, kind)
        where = (rows["year"].to_numpy() - self.first, *(rows[n].to_numpy() for n in by))
        placed[where] = rows["_value"].to_numpy()
        return placed


def numbered(name: str) -> pl.Expr:
    """Turn ids into places in the roster; an id of nobody becomes null."""
    known = pl.Enum(roster().ids)
    return pl.col(name).cast(known, strict=False).to_physical().cast(pl.Int64).alias(name)


def yearly(spells: pl.DataFrame, *, start: str, end: str) -> pl.DataFrame:
    """Let a spell stand once in each of its years, both ends included."""
    return spells.with_columns(year=pl.int_ranges(start, pl.col(end) + 1)).explode("year")


def stock(events: Array, half_life: float) -> NDArray[np.float32]:
    """Add up events that fade: each year what is left halves by the half-life.

    Parameters
    ----------
    events
        What happened in each year, (T, ...).
    half_life
        In years.

    Returns
    -------
    NDArray
        The stock on 31 December, the year's own events included whole, (T, ...).

    Examples
    --------
    >>> stock(np.array([1.0, 0.0, 0.0]), 1.0).tolist()
    [1.0, 0.5, 0.25]
    """
    kept = np.float32(2.0 ** (-1.0 / half_life))
    held = events.astype(np.float32)
    for year in range(1, len(held)):
        held[year] += kept * held[year - 1]
    return held


def carried(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Carry what was last known forward along the years; never back.

    Examples
    --------
    >>> carried(np.array([np.nan, 1.0, np.nan], np.float32)).tolist()
    [nan, 1.0, 1.0]
    """
    held = values.copy()
    for year in range(1, len(held)):
        held[year] = np.where(np.isnan(held[year]), held[year - 1], held[year])
    return held


def since(happened: NDArray[np.bool_], *, never: int) -> NDArray[np.int16]:
    """Count years since something last happened, 0 in the year itself.

    Examples
    --------
    >>> since(np.array([False, True, False]), never=999).tolist()
    [999, 0, 1]
    """
    age = np.full(happened.shape, never, np.int16)
    age[happened] = 0
    for year in range(1, len(age)):
        grown = np.minimum(age[year - 1] + 1, never)
        age[year] = np.where(happened[year], 0, grown)
    return age


def symmetric(values: Array) -> Array:
    """Give each pair the larger of what its two directions hold, (T, N, N)."""
    both: Array = np.maximum(values, values.transpose(0, 2, 1))
    return both
