"""Defence cooperation: who agreed to train, buy and plan together, short of a pact."""

from pathlib import Path

import polars as pl


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file as text."""
    return pl.read_csv(paths[0], infer_schema=False, encoding="utf8-lossy")
