"""Acts of war: who made war on whom, from which day to which.

In a few rows the state's name and its number disagree; the name has it, since the same
rows call the fight by that name.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from foedus.faults import Finding

_NUMBER_OF = {
    "Germany": 255,
    "Greece": 350,
    "Hesse Grand Ducal": 275,
    "Mecklenburg Schwerin": 280,
}
"""States whose number is another's in some rows, by name."""


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the file as text, the four states of wrong number by their names."""
    raw = pl.read_csv(paths[0], infer_schema=False, encoding="utf8-lossy")
    return raw.with_columns(
        pl.col(f"{side}_name")
        .replace_strict(_NUMBER_OF, default=pl.col(f"{side}_ccode"), return_dtype=pl.String)
        .alias(f"{side}_ccode")
        for side in ("init", "target")
    )


def remarks(frame: pl.DataFrame) -> Iterator[Finding]:
    """Tell that numbers were mended."""
    yield Finding(
        "note",
        "war_acts, fights 35, 38 and two of the First World War",
        f"numbers set by name for {', '.join(_NUMBER_OF)}",
    )
