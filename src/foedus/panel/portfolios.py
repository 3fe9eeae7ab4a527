"""The portfolios of a year: whom each state promised what, and how each one voted.

A promise is rated as the field does: 3 for defence or offence, 2 for neutrality or
nonaggression, 1 for consultation, 0 for none; to itself a state promises the most. Votes
are 0 against, 1 abstained, 2 for.

References
----------
The addresses are from memory, not looked up.

Signorino, Ritter (1999), section on the scale, https://doi.org/10.1111/0020-8833.00113
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.panel.making import states
from foedus.sources.table import Table

PROMISES, VOTES = 4, 3
"""Levels of the two scales."""


@dataclass(frozen=True, slots=True, eq=False)
class Portfolios:
    """What each state of one year rated each item."""

    year: int
    states: NDArray[np.int64]
    """Numbers in COW's list, sorted, (N,)."""
    ratings: NDArray[np.int64]
    """(N, K), negative where not rated."""
    weights: NDArray[np.float64] | None = None
    """(K,): how much each item counts."""


def alliance_portfolios(atop: Table, nmc: Table | None = None) -> Iterator[Portfolios]:
    """Give each year's promises; the items are the states, weighed by their capability."""
    promised = atop.frame.select(
        "sender_cow", "target_cow", "year",
        rating=pl.max_horizontal(
            3 * pl.max_horizontal("defence", "offence"),
            2 * pl.max_horizontal("neutrality", "nonaggression"),
            pl.col("consultation"),
        ).cast(pl.Int64),
    ).partition_by("year", as_dict=True)  # fmt: skip
    weights = _shares(nmc) if nmc else {}
    years = atop.years
    listed = states(max(years.first, 1816), years.last).collect(ids=False)
    for (year, *_), rows in listed.partition_by("year", as_dict=True).items():
        codes = rows["cow"].cast(pl.Int64).sort().to_numpy()
        ratings = np.zeros((len(codes), len(codes)), np.int64)
        np.fill_diagonal(ratings, PROMISES - 1)
        held = promised.get((int(year),))
        if held is not None:
            _rate(ratings, codes, held, "target_cow", codes)
        share = weights.get(int(year), {})
        weighed = np.array([share.get(code, 0.0) for code in codes.tolist()])
        yield Portfolios(int(year), codes, ratings, weighed if share else None)


def vote_portfolios(
    votes: Table, importance: tuple[float, float] | None = None
) -> Iterator[Portfolios]:
    """Give each year's votes; the items are roll calls, and who was absent did not rate.

    Parameters
    ----------
    importance
        How much a roll call counts that was held important, and how much any other; a
        year of which that is not known is left out. All count the same unless told.
    """
    frame = votes.frame.select(
        "year", "roll_call", sender_cow="cow", rating=pl.col("vote").cast(pl.Int64)
    )
    weights = _importance(votes, importance) if importance else {}
    for (year, *_), rows in frame.partition_by("year", as_dict=True).items():
        codes = rows["sender_cow"].unique().sort().to_numpy()
        items = rows["roll_call"].unique().sort().to_numpy()
        ratings = np.full((len(codes), len(items)), -1, np.int64)
        _rate(ratings, codes, rows, "roll_call", items)
        if importance is None:
            yield Portfolios(int(year), codes, ratings)
        elif int(year) in weights:
            held = weights[int(year)]
            weighed = np.array([held[item] for item in items.tolist()])
            yield Portfolios(int(year), codes, ratings, weighed)


def _importance(
    votes: Table, importance: tuple[float, float]
) -> dict[int, dict[int, float]]:
    """Weigh the roll calls of each year in which some are known to be important."""
    much, little = importance
    calls = votes.frame.group_by("year", "roll_call").agg(pl.col("important").max())
    known = calls.filter((pl.col("important") == 1).any().over("year")).with_columns(
        weight=pl.when(pl.col("important") == 1).then(much).otherwise(little)
    )
    return {
        int(year): dict(rows.select("roll_call", "weight").iter_rows())
        for (year, *_), rows in known.partition_by("year", as_dict=True).items()
    }


def _rate(
    ratings: NDArray[np.int64],
    codes: NDArray[np.int64],
    rows: pl.DataFrame,
    item: str,
    items: NDArray[np.int64],
) -> None:
    """Write ratings into a matrix that is being made."""
    who, what = rows["sender_cow"].to_numpy(), rows[item].to_numpy()
    here = np.isin(who, codes) & np.isin(what, items)
    at = (np.searchsorted(codes, who[here]), np.searchsorted(items, what[here]))
    ratings[at] = rows["rating"].to_numpy()[here]


def _shares(nmc: Table) -> dict[int, dict[int, float]]:
    held = nmc.frame.select("year", "cow", "cinc").drop_nulls()
    return {
        int(year): dict(rows.select("cow", "cinc").iter_rows())
        for (year, *_), rows in held.partition_by("year", as_dict=True).items()
    }
