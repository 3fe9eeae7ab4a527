"""Panels as Stata's files, where the library that knows them is installed."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from foedus.faults import NeedFault
from foedus.sources.forms import library

LONGEST = 32
"""Letters in the name of a column, at most."""


def dta_bytes(frame: pl.DataFrame, labels: Mapping[str, str]) -> bytes:
    """Give the bytes of a Stata file, with labels of its columns.

    Raises
    ------
    NeedFault
        The library is not installed, or a name is longer than Stata allows.
    """
    long = [name for name in frame.columns if len(name) > LONGEST]
    if long:
        raise NeedFault(
            f"Stata cannot hold the name {', '.join(long)}",
            expected=f"names of at most {LONGEST} letters",
            where="panel.stata",
            mend="rename the columns, or write Parquet",
        )
    said = [labels.get(name, "")[:80] for name in frame.columns]
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "panel.dta"
        library("stata").write_dta(frame, path, column_labels=said)
        return path.read_bytes()
