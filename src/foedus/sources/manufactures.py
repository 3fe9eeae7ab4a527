"""Trade in manufactures with home sales, as the Advanced Guide to trade policy uses it."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame

ROMANIA = {"ROM": "ROU"}
"""Letters of before 2002."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the one data frame of the package's file."""
    return r_frame(paths[0]).with_columns(
        pl.col("exporter", "importer").replace(ROMANIA),
        seller=pl.col("exporter").replace(ROMANIA),
        buyer=pl.col("importer").replace(ROMANIA),
    )
