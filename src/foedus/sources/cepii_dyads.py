"""What gravity models ask of two countries: distance, border, language, colonial past."""

from pathlib import Path

import polars as pl

NOW = {"TMP": "TLS"}
"""Letters that ISO has given up since, and today's."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file, with countries by the letters of today."""
    frame = pl.read_csv(paths[0], separator=";", infer_schema=False)
    return frame.with_columns(pl.col("iso_o", "iso_d").replace(NOW))
