"""TIES, state by state: who took part in threatening or imposing each sanction.

The file has a case a row and its senders side by side; here each sender has a row. Years
of imposition stand in it as text, some with a remark.
"""

from pathlib import Path

import polars as pl

from foedus.sources.forms import read_sheet

SENDERS = ("primarysender", "sender1", "sender2", "sender3", "sender4", "sender5")
INSTITUTION = 1000
KEPT = (
    "caseid", "targetstate", "startyear", "endyear", "ongoingasofyear", "threat",
    "imposition", "sancimpositionstartyear",
)  # fmt: skip


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Unfold the senders; a case of institutions alone has one row, without a state."""
    frame = read_sheet(paths[0]).with_columns(
        pl.col("sancimpositionstartyear").cast(pl.String).str.extract(r"^(\d{4})"),
        pl.col(SENDERS).replace(INSTITUTION, None),
    )
    unfolded = frame.unpivot(
        SENDERS, index=KEPT, variable_name="place", value_name="sender"
    ).drop_nulls("sender")
    named = unfolded.unique(["caseid", "sender"], keep="first", maintain_order=True)
    nobody = frame.select(KEPT).join(named, on="caseid", how="anti")
    whole = pl.concat([named, nobody], how="diagonal").sort("caseid", maintain_order=True)
    return whole.with_columns(
        primary=(pl.col("place") == "primarysender").fill_null(value=False).cast(pl.Int64)
    )
