"""EUSANCT, target by target and year by year, as a third party laid it out."""

from pathlib import Path

import polars as pl

from foedus.sources.forms import read_dta


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the Stata file."""
    return read_dta(paths[0])
