"""National Material Capabilities: what each state had, year by year."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from foedus.faults import Finding
from foedus.sources.rfile import r_frame

ROUNDING = 0.0005
"""How far the shares of one year may be from 1 in all."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the one data frame of the package's file."""
    return r_frame(paths[0])


def remarks(frame: pl.DataFrame) -> Iterator[Finding]:
    """Tell of the years whose shares do not sum to 1, as by their formula they should."""
    yield from uneven(frame, "nmc")


def uneven(frame: pl.DataFrame, name: str) -> Iterator[Finding]:
    """Tell of one edition's years whose shares do not sum to 1."""
    sums = frame.group_by("year").agg(pl.col("cinc").sum()).sort("year")
    off = sums.filter((pl.col("cinc") - 1).abs() > ROUNDING)
    if off.height:
        year, most = off.sort("cinc").row(-1)
        yield Finding(
            "doubt",
            f"{name}, cinc, {off.height} of {sums.height} years",
            f"the shares do not sum to 1: {most:.4f} in {year} is the farthest off",
        )
