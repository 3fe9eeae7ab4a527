"""How threatened each state's territory was from outside, as a latent scale."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the one data frame of the package's file."""
    return r_frame(paths[0])
