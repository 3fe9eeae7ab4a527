"""Stata's files, in and out, where the library that knows them is installed.

It is not among the packages that the house stands on, since few need it: `foedus[stata]`.
"""

import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import polars as pl

from foedus.faults import NeedFault

LONGEST = 32
"""Letters in the name of a column, at most."""


def read_dta(path: Path) -> pl.DataFrame:
    """Read a Stata file; numbers that are whole become whole numbers.

    Raises
    ------
    NeedFault
        The library is not installed.
    """
    frame: pl.DataFrame = _library().read_dta(path, output_format="polars")[0]
    whole = [
        name
        for name, kind in frame.schema.items()
        if kind.is_float() and (frame[name].drop_nulls() % 1 == 0).all()
    ]
    return frame.with_columns(pl.col(whole).cast(pl.Int64))


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
        _library().write_dta(frame, path, column_labels=said)
        return path.read_bytes()


def _library() -> ModuleType:
    try:
        return import_module("pyreadstat")
    except ModuleNotFoundError:
        raise NeedFault(
            "Stata files need a library that is not installed",
            expected="pyreadstat",
            where="panel.stata",
            mend="pip install 'foedus[stata]', or save the table as CSV or Parquet",
        ) from None
