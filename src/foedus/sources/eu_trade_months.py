"""What members of the European Union sell to Russia and its neighbours, month by month."""

from pathlib import Path

import polars as pl

from foedus.sources.comext import directed, read_views


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the files, one a month and partner, as one."""
    return directed(read_views(paths))
