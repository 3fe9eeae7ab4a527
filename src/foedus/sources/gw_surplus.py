"""What a state's product leaves beyond subsistence, in the system of Gleditsch and Ward."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the one data frame of the package's file; minus infinity is not known."""
    surplus = pl.col("sdpest")
    return r_frame(paths[0]).with_columns(pl.when(surplus.is_finite()).then(surplus))
