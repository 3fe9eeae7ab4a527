"""Product and population of countries, as the World Bank publishes them.

Its series are of today's countries, carried back. Where a state of that name had other
borders, or was another's part, the rows are left out: Russia's of 1990 are not the
Soviet Union's.
"""

from pathlib import Path

import polars as pl

SINCE = {
    "DEU": 1991, "ETH": 1993, "PAK": 1972, "RUS": 1992, "SDN": 2012, "SRB": 2007,
    "VNM": 1976, "YEM": 1991,
}  # fmt: skip
"""First whole year of a state in its borders of today, where it was one before."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Put product and population side by side, groups of countries left out."""
    gdp, population = (_series(path) for path in paths)
    key = ["Country Code", "Year"]
    both = gdp.join(population, on=key, how="full", coalesce=True, suffix="_people")
    since = pl.col("Country Code").replace_strict(SINCE, default=0, return_dtype=pl.Int64)
    return both.filter(pl.col("Year") >= since).sort(key)


def _series(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema_length=None)
    return frame.select("Country Code", "Year", pl.col("Value").cast(pl.Float64))
