"""National Material Capabilities 6.0, for work that was done with that edition."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from foedus.faults import Finding
from foedus.sources.nmc import uneven


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the producer's abridged file."""
    return pl.read_csv(paths[0], infer_schema_length=None)


def remarks(frame: pl.DataFrame) -> Iterator[Finding]:
    """Tell of the years whose shares do not sum to 1."""
    yield from uneven(frame, "nmc_6")
