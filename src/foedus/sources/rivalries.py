"""Strategic rivalries: which states held each other for enemies, and about what."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame

MARKS = ("positional", "spatial", "ideological", "interventionary", "principal", "aprin")
"""Columns that hold 1 where the book has a mark, and nothing where it has none."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the one data frame of the package's file; no mark means no, not unknown."""
    return r_frame(paths[0]).with_columns(pl.col(MARKS).fill_null(0))
