"""Freedom in the World: how Freedom House rates political rights and civil liberties."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the states; territories, which the package gives no number, are left out."""
    return r_frame(paths[0]).drop_nulls("cown")
