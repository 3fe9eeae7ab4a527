"""Read what R's peacesciencer gave, to hold our panels against it cell by cell."""

import os
from pathlib import Path

import polars as pl
import pytest

MIRROR = os.environ.get("FOEDUS_MIRROR")
FOLDER = Path(MIRROR or ".").parent / "golden" / "peacesciencer"

needs_golden = pytest.mark.skipif(
    not (MIRROR and FOLDER.is_dir()),
    reason="FOEDUS_MIRROR is not set, or golden/peacesciencer does not stand beside it",
)


def table(name: str) -> pl.DataFrame:
    """Read a panel whole, or its sampled rows."""
    for kind in ("full", "sample"):
        path = FOLDER / f"{name}.{kind}.csv.gz"
        if path.is_file():
            return pl.read_csv(path, infer_schema_length=None, null_values=["", "NA"])
    raise FileNotFoundError(name)


def summary(name: str) -> dict[str, dict[str, float]]:
    """Read count, missing, distinct, sum and extremes of each column."""
    frame = pl.read_csv(FOLDER / f"{name}.summary.csv", null_values=["", "NA"])
    return {row["column"]: row for row in frame.iter_rows(named=True)}


def by_year(name: str) -> pl.DataFrame:
    """Read rows a year and yearly sums of the main columns."""
    return pl.read_csv(
        FOLDER / f"{name}.by_year.csv", infer_schema_length=None, null_values=["", "NA"]
    )


def assert_cells_agree(
    ours: pl.DataFrame,
    name: str,
    columns: dict[str, str],
    key: dict[str, str],
    *,
    tolerance: float = 1e-9,
    scale: dict[str, float] | None = None,
    but: pl.Expr | None = None,
) -> None:
    """Hold every cell of the sample, every column's sum and every year's sum against ours.

    `columns` and `key` map their names to ours; `scale` multiplies theirs; `but` names
    rows (in our columns) that are known to differ, with a test of their own.
    """
    theirs = table(name)
    held = theirs.select(
        *(pl.col(t).cast(pl.Int64).alias(o) for t, o in key.items()),
        *(
            (pl.col(t).cast(pl.Float64) * (scale or {}).get(t, 1.0)).alias(f"theirs_{o}")
            for t, o in columns.items()
        ),
    )
    both = held.join(
        ours.with_columns(pl.col(list(key.values())).cast(pl.Int64)),
        on=list(key.values()), how="left", maintain_order="left",
    )  # fmt: skip
    assert both.height == held.height, "a row of theirs meets two of ours"
    if but is not None:
        both = both.filter(~but)
    for their, our in columns.items():
        a, b = pl.col(f"theirs_{our}"), pl.col(our).cast(pl.Float64)
        apart = (a - b).abs() > tolerance * pl.max_horizontal(1.0, a.abs())
        differs = both.filter(apart | (a.is_null() != b.is_null()))
        assert differs.is_empty(), (
            f"{their} differs in {differs.height} of {both.height} rows:\n"
            f"{differs.select(*key.values(), a, our).head(5)}"
        )


def assert_sums_agree(
    ours: pl.DataFrame,
    name: str,
    columns: dict[str, str],
    *,
    scale: dict[str, float] | None = None,
) -> None:
    """Hold the number missing and the sum of whole columns against ours."""
    held = summary(name)
    assert ours.height == held["year"]["n"]
    for their, our in columns.items():
        values = ours[our].cast(pl.Float64)
        assert values.null_count() == held[their]["n_na"], f"{their}: missing"
        theirs = float(held[their]["sum"]) * (scale or {}).get(their, 1.0)
        assert values.sum() == pytest.approx(theirs, rel=1e-9, abs=1e-6), f"{their}: sum"
