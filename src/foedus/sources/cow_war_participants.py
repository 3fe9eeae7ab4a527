"""Who took part in each war between states, on which side, when and where."""

from pathlib import Path

import polars as pl


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file as text; its lines end as they did on old Macintoshes."""
    return pl.read_csv(paths[0], infer_schema=False, eol_char="\r")
