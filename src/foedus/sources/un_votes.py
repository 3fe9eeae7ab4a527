"""Roll calls of the General Assembly: who voted for, against, or abstained.

The package names states by their English names alone, so that the reader looks up the
number that each bore in COW's list that year; before it was in the list, the number it
was to bear first.
"""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame
from foedus.sources.wording import worded

FIRST_YEAR = 1946
"""Of the first session."""

WORDS = {"no": 0, "abstain": 1, "yes": 2}


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Put year and number beside each vote."""
    votes, calls = (r_frame(path) for path in paths)
    session = pl.col("session").cast(pl.Int64)
    years = calls.select("rcid", "importantvote", year=session + (FIRST_YEAR - 1)).unique(
        "rcid"
    )
    rows = votes.with_columns(pl.col("rcid").cast(years["rcid"].dtype)).join(
        years, on="rcid", maintain_order="left"
    )
    return rows.select(
        "rcid",
        "year",
        worded(rows["country"], rows["year"]).alias("cow"),
        pl.col("vote").replace_strict(WORDS, return_dtype=pl.Int64),
        "importantvote",
    )
