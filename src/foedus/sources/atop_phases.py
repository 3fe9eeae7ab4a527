"""ATOP, phase by phase: when an alliance changed what it promises."""

from pathlib import Path

import polars as pl


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file as text; its columns are declared, not guessed."""
    return pl.read_csv(paths[0], infer_schema=False)
