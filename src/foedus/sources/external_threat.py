"""How much capability stands against each state, as Leeds and Savun count it."""

from pathlib import Path

import polars as pl


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file as text; rows at its end that name nobody are empty."""
    return pl.read_csv(paths[0], infer_schema=False).filter(pl.col("ccode") != "NA")
