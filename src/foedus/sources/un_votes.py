"""Roll calls of the General Assembly: who voted for, against, or abstained.

The package names states by their English names alone, so that the reader looks up the
number that each bore in COW's list that year; before it was in the list, the number it
was to bear first.
"""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame
from foedus.states.crosswalk import Scheme, codes_of
from foedus.states.roster import roster

FIRST_YEAR = 1946
"""Of the first session."""

WORDS = {"no": 0, "abstain": 1, "yes": 2}


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Put year and number beside each vote."""
    votes, calls = (r_frame(path) for path in paths)
    session = pl.col("session").cast(pl.Int64)
    years = calls.select("rcid", year=session + (FIRST_YEAR - 1)).unique("rcid")
    rows = votes.with_columns(pl.col("rcid").cast(years["rcid"].dtype)).join(
        years, on="rcid", maintain_order="left"
    )
    return rows.join(_numbers(rows), on=["country", "year"], maintain_order="left").select(
        "rcid", "year", "cow", pl.col("vote").replace_strict(WORDS, return_dtype=pl.Int64)
    )


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    pairs = rows.select("country", "year").unique().sort("country", "year")
    states = {name: roster().find(name) for name in pairs["country"].unique()}
    borne, _ = codes_of(((states[name], year) for name, year in pairs.rows()), Scheme.COW)
    first = {
        name: next(m.number for m in roster().state(id).memberships if m.system == "cow")
        for name, id in states.items()
    }
    return pairs.with_columns(
        cow=pl.Series(borne, dtype=pl.Int64).fill_null(
            pairs["country"].replace_strict(first, return_dtype=pl.Int64)
        )
    )
