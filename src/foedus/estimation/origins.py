"""Forecasts as they would have been made: from an origin, knowing only what was before.

At every origin a model is fitted on the rows of earlier years and forecasts the rows until
the next origin. A row that was not yet known at the origin can enter no fit, and a row
whose columns were read later than the year before its own can be in no forecast: both are
refused, not dropped.

References
----------
Tashman (2000), Out-of-sample tests, https://doi.org/10.1016/S0169-2070(00)00065-0
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Years = NDArray[np.integer]
Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Origins:
    """The years from which forecasts are made: the first, and every so many years.

    >>> list(Origins(1950, 1960, every=5))
    [(1950, 1955), (1955, 1960), (1960, 1961)]
    """

    first: int
    """First year that is forecast."""
    last: int
    """Last year that is forecast."""
    every: int = 5
    """Years from one origin to the next."""

    def __post_init__(self) -> None:
        if self.first > self.last or self.every < 1:
            raise DataFault(
                f"origins from {self.first} to {self.last} every {self.every} years",
                expected="a first year not after the last, and at least a year between",
                where="estimation.origins.Origins",
                mend="exchange the years, or give another step",
            )

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Go through the origins, each with the year before which its block ends."""
        for origin in range(self.first, self.last + 1, self.every):
            yield origin, min(origin + self.every, self.last + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Forecasts:
    """What was forecast of each row.

    Attributes
    ----------
    values
        The forecasts, (S, ...); NaN where a row was in no block.
    origin
        Origin from which each row was forecast, (S,); -1 where it was in no block.
    """

    values: Floats
    origin: Ints

    @property
    def made(self) -> NDArray[np.bool_]:
        """Mark the rows that were forecast, (S,)."""
        return self.origin >= 0


def rolling(
    fit: Callable[[Ints, int], Model],
    predict: Callable[[Model, Ints, int], Floats],
    years: Years,
    origins: Origins,
    *,
    known: Years | None = None,
    read: Years | None = None,
) -> Forecasts:
    """Fit before each origin and forecast until the next.

    Parameters
    ----------
    fit
        Fits a model on the rows it is given, for an origin.
    predict
        Forecasts the rows it is given by a model, for an origin, (n, ...).
    years
        Year of each row, (S,).
    origins
        From where.
    known
        Year in which the outcome of each row is known, (S,); its own where not given.
    read
        Latest year that the columns of each row were read from, (S,).

    Raises
    ------
    DataFault
        A row that would be fitted was not known before the origin, columns were read from
        a row's own year or later, or an origin has nothing before it.

    Examples
    --------
    >>> years, came = np.arange(1948, 1953), np.array([0.0, 1.0, 1.0, 1.0, 0.0])
    >>> rolling(
    ...     lambda rows, origin: came[rows].mean(),
    ...     lambda rate, rows, origin: np.full(len(rows), rate),
    ...     years, Origins(1950, 1952, every=2),
    ... ).values
    array([ nan,  nan, 0.5 , 0.5 , 0.75])
    """
    years = np.asarray(years)
    _refuse_read_ahead(years, read)
    origin_of = np.full(len(years), -1, dtype=np.intp)
    values: Floats | None = None
    for origin, until in origins:
        ahead = np.flatnonzero((years >= origin) & (years < until))
        if not len(ahead):
            continue
        before = np.flatnonzero(years < origin)
        guard(years if known is None else known, before, origin=origin)
        told = np.asarray(predict(fit(before, origin), ahead, origin), dtype=np.float64)
        if values is None:
            values = np.full((len(years), *told.shape[1:]), np.nan)
        values[ahead], origin_of[ahead] = told, origin
    return Forecasts(np.full(len(years), np.nan) if values is None else values, origin_of)


def guard(known: Years, rows: Ints, *, origin: int) -> None:
    """Refuse rows to fit on that were not known before the origin.

    Raises
    ------
    DataFault
        There is no row, or one was known at the origin or later only.
    """
    late = rows[np.asarray(known)[rows] >= origin]
    if len(late) or not len(rows):
        raise DataFault(
            f"{len(late)} rows to fit on are of {origin} or later, row {late[0]} first"
            if len(late)
            else f"no row before {origin}",
            expected=f"rows that were known before {origin}, and at least one",
            where="estimation.origins.guard",
            mend="start at a later origin, or drop rows whose outcome came to light later",
        )


def recency(years: Years, *, origin: int, half_life: float | None) -> Floats:
    """Weigh years before an origin, (S,): 1 for the last, half of it each half-life back.

    >>> recency(np.array([1929, 1939, 1949]), origin=1950, half_life=10)
    array([0.25, 0.5 , 1.  ])
    """
    if half_life is not None and not half_life > 0:
        raise DataFault(
            f"a half-life of {half_life:g} years",
            expected="more than 0, or None for equal weights",
            where="estimation.origins.recency",
            mend="give a half-life in years",
        )
    age = origin - 1 - np.asarray(years, dtype=np.float64)
    if half_life is None:
        return np.ones(len(age))
    weights: Floats = np.exp2(-age / half_life)
    return weights


def _refuse_read_ahead(years: Years, read: Years | None) -> None:
    if read is None:
        return
    ahead = np.flatnonzero(np.asarray(read) >= years)
    if len(ahead):
        row = int(ahead[0])
        raise DataFault(
            f"{len(ahead)} rows have columns of their own year or later, row {row} first: "
            f"{int(read[row])} for {int(years[row])}",
            expected="columns read from years before the row's own",
            where="estimation.origins.rolling",
            mend="lag those columns",
        )
