"""Where American soldiers stood, country by country, at the end of September.

Until 1956 reports are of June alone, and those are taken. The package's long file adds a
host's lines up, and where a host has several it counts the same soldiers twice or thrice
(South Vietnam 1968: 1,074,754 for 537,377; Korea 1953: 980,589 for 326,863). So where its
number is half as large again as that of the report itself, the report's counts.
"""

from pathlib import Path

import polars as pl

from foedus.sources.rfile import r_frame

COW = {340: 345, 972: 955}
"""Numbers of Gleditsch and Ward, of Serbia and Tonga, that stand among COW's."""
TOO_MUCH = 1.5
KEY = ["ccode", "year", "month"]
COUNTS = ["troops_ad", "army_ad", "navy_ad", "air_force_ad", "marine_corps_ad"]


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Keep one report a year: September's, or else June's.

    Where Serbia has a line under either number, one of them counts and the other is 0.
    """
    frame, reports = (r_frame(path) for path in paths)
    taken = _as_reported(
        frame.filter(pl.col("month").is_in(["September", "June"])), reports
    )
    order = ["ccode", "year", pl.col("month") != "September", -pl.col("troops_ad")]
    late = taken.with_columns(pl.col("ccode").replace(COW)).sort(order)
    once = late.unique(["ccode", "year"], keep="first", maintain_order=True)
    guessed = (once["source"] == "Stepwise Imputation").fill_null(value=False)
    return once.with_columns(guessed.cast(pl.Int64).alias("guessed"))


def _as_reported(frame: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Put the report's number in place of one that counts its lines several times."""
    most = reports.group_by(KEY).agg(pl.col(COUNTS).max().name.suffix("_told"))
    both = frame.join(most, on=KEY, how="left", maintain_order="left")
    told = pl.col("troops_ad_told")
    inflated = (told > 0) & (pl.col("troops_ad") >= TOO_MUCH * told)
    return both.with_columns(
        pl.when(inflated).then(f"{name}_told").otherwise(name).alias(name)
        for name in COUNTS
    )
