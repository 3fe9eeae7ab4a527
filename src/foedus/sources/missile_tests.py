"""Missile launches of four states: what flew, how far, and whether it worked."""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame

STATES = (731, 630, 750, 770)
"""COW numbers of the states that the files are of, in their order."""
SHARED = (
    "launch_time", "missile_name", "apogee_km", "distance_travelled_km", "test_confirmed",
    "test_successful",
)  # fmt: skip


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read what the four files share, and the type, which one of them alone tells."""
    held = [_read(path, state) for path, state in zip(paths, STATES, strict=True)]
    frame = pl.concat(held, how="diagonal").with_row_index("row", offset=1)
    day = pl.from_epoch(pl.col("launch_time").cast(pl.Int64), time_unit="s")
    return frame.with_columns(
        day=day.dt.date().cast(pl.String), year=day.dt.year().cast(pl.Int64)
    )


def _read(path: Path, state: int) -> pl.DataFrame:
    frame = r_frame(path)
    told = [name for name in (*SHARED, "missile_type") if name in frame.columns]
    return frame.select(*told, pl.lit(state, pl.Int64).alias("ccode"))
