"""TIES: who threatened whom with economic sanctions, and who imposed them.

The producer hands out an Excel file of the old kind. Reading it takes `fastexcel` (MIT),
which is not part of Foedus's own needs.
"""

from importlib.util import find_spec
from pathlib import Path

import polars as pl

from foedus.faults import NeedFault

NEEDS = ("fastexcel",)


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the first sheet.

    Raises
    ------
    NeedFault
        `fastexcel` is not installed.
    """
    if missing := [name for name in NEEDS if find_spec(name) is None]:
        raise NeedFault(
            f"sanction_cases is an Excel file, and {missing[0]} is not installed",
            expected="a reader of Excel files",
            where="foedus.sources.sanction_cases",
            mend=f"pip install {missing[0]}",
        )
    return pl.read_excel(paths[0], infer_schema_length=None)
