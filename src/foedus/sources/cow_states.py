"""The states of Correlates of War, from which day to which."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the one data frame of the package's file."""
    return r_frame(paths[0])
