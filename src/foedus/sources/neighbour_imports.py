"""What Russia's neighbours say they import, by partner: the mirror of others' exports."""

from pathlib import Path

import polars as pl

from foedus.sources.comext import directed, read_views


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the four national files as one."""
    return directed(read_views(paths))
