"""Excel's and Stata's files, where the libraries that know them are installed.

They are not among the packages that the house stands on, since few need them:
`foedus[excel]`, `foedus[stata]`, and for panels that SQL asks `foedus[duckdb]`.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType

import polars as pl

from foedus.faults import NeedFault

NEEDED = {"duckdb": "duckdb", "excel": "fastexcel", "stata": "pyreadstat"}
"""By the extra that brings it: the library."""
WORK = {
    "duckdb": "a relation of DuckDB needs",
    "excel": "files of Excel need",
    "stata": "files of Stata need",
}


def read_sheet(path: Path, sheet: str | None = None) -> pl.DataFrame:
    """Read a sheet of an Excel file, the first unless named.

    Raises
    ------
    NeedFault
        The library is not installed.
    """
    library("excel")
    if sheet is None:
        return pl.read_excel(path, infer_schema_length=None)
    return pl.read_excel(path, sheet_name=sheet, infer_schema_length=None)


def read_dta(path: Path) -> pl.DataFrame:
    """Read a Stata file; numbers that are whole become whole numbers.

    Raises
    ------
    NeedFault
        The library is not installed.
    """
    frame: pl.DataFrame = library("stata").read_dta(path, output_format="polars")[0]
    whole = [
        name
        for name, kind in frame.schema.items()
        if kind.is_float() and (frame[name].drop_nulls() % 1 == 0).all()
    ]
    return frame.with_columns(pl.col(whole).cast(pl.Int64))


def library(extra: str) -> ModuleType:
    """Give the library that an extra of Foedus brings.

    Raises
    ------
    NeedFault
        It is not installed.
    """
    try:
        return import_module(NEEDED[extra])
    except ModuleNotFoundError:
        raise NeedFault(
            f"{WORK[extra]} a library that is not installed",
            expected=NEEDED[extra],
            where="foedus.sources.forms",
            mend=f"pip install 'foedus[{extra}]'",
        ) from None
