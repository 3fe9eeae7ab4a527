"""TIES, case by case: what was barred, and what the quarrel was about.

The file lists measures and issues as numbers in one cell or in several; here each has a
column that says whether it is among them.
"""

from pathlib import Path

import polars as pl

from foedus.sources.forms import read_sheet

ISSUES = ("issue1", "issue2", "issue3")
MEASURES = 10
ECONOMIC = (12, 13, 14)
"""Quarrels about the environment, trade practices and economic reform."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Unfold the measures that were imposed."""
    named = pl.col("sanctiontype").cast(pl.String).str.extract_all(r"\d+")
    about = pl.any_horizontal(pl.col(ISSUES).is_in(ECONOMIC))
    return read_sheet(paths[0]).select(
        "caseid",
        *(
            pl.when(pl.col("sanctiontype").is_not_null())
            .then(named.list.contains(str(code)).cast(pl.Int64))
            .alias(f"type{code}")
            for code in range(1, MEASURES + 1)
        ),
        economic=about.fill_null(value=False).cast(pl.Int64),
    )
