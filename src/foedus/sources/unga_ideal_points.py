"""Ideal points from the General Assembly: who voted with whom, session by session."""

from pathlib import Path

import polars as pl

FIRST_YEAR = 1946
"""Of the votes of the first session."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file as text, and put beside each session the year in which it opened."""
    frame = pl.read_csv(paths[0], infer_schema=False)
    session = pl.col("session").cast(pl.Int64)
    return frame.with_columns(year=session + (FIRST_YEAR - 1))
