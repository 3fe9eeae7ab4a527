"""ATOP, state by state and year by year: what each has promised."""

from pathlib import Path

import polars as pl


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file as text; its columns are declared, not guessed."""
    return pl.read_csv(paths[0], infer_schema=False)
