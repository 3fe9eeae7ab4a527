"""TIES: who threatened whom with economic sanctions, and who imposed them."""

from pathlib import Path

import polars as pl

from foedus.sources.forms import read_sheet


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the first sheet of the Excel file."""
    return read_sheet(paths[0])
