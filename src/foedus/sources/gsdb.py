"""The Global Sanctions Data Base, from the user's own copy of its file of pairs.

The producers hand it out on request, as a file of cases and as one of pairs and years
with ISO letters. The second is read, as Stata or CSV; the first names states in words
and groups, and is refused with a word on which to take.
"""

from pathlib import Path

import polars as pl

from foedus.faults import DataFault
from foedus.sources.forms import read_dta

PAIRS = ("sanctioning_state_iso3", "sanctioned_state_iso3", "year")


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file of pairs and years.

    Raises
    ------
    DataFault
        It is not the file of pairs.
    """
    path = paths[0]
    frame = (
        read_dta(path) if path.suffix == ".dta" else pl.read_csv(path, infer_schema=False)
    )
    lacking = [name for name in PAIRS if name not in frame.columns]
    if lacking:
        raise DataFault(
            f"no column {', '.join(lacking)} in {path.name}",
            expected=f"the file of pairs and years, with {', '.join(PAIRS)}",
            where=str(path),
            mend="take the dyadic file of GSDB, such as GSDB_V4_dyadic.dta, not the cases",
        )
    return frame
