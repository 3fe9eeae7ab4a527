"""What each state could do of the work that a bomb asks for, and whether it tried."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the one data frame of the package's file."""
    return r_frame(paths[0])
