"""Plants that enrich uranium or reprocess fuel: who could make the stuff of a bomb."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Number the plants, and tell what has no year from what has an unknown one."""
    frame = r_frame(paths[0]).with_row_index("row", offset=1)
    return frame.with_columns(
        operated=pl.col("operation_start").is_not_null().cast(pl.Int64),
        ended=pl.col("operation_end").is_not_null().cast(pl.Int64),
    )
