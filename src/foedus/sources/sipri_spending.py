"""What states spend on their forces, by SIPRI.

Two editions side by side: the older to 2017, the newer from 2018. Both have a country a
line and a year a column; the newer stands among headings and footnotes.
"""

from pathlib import Path

import polars as pl

from foedus.sources.forms import read_sheet
from foedus.sources.wording import worded

SHEET = "Current US$"
TURN = 2018
"""First year that is taken from the newer edition."""
UNKNOWN = ["", "...", ". .", "xxx"]
MEANT = {
    "Central African Rep.": "CAF", "Congo, DR": "COD", "Congo, Dem. Rep.": "COD",
    "Congo, Republic of": "COG", "Congo, Republic": "COG", "Dominican Rep.": "DOM",
    "Côte d’Ivoire": "CIV", "German DR": "DDR", "Yemen, North": "YEM",
}  # fmt: skip


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Put both editions one below the other, a state and year a row."""
    older = pl.read_csv(paths[0].read_bytes().decode("cp1252").encode(), infer_schema=False)
    rows = pl.concat(
        [
            _long(older).filter(pl.col("year") < TURN),
            _long(_headed(read_sheet(paths[1], SHEET))).filter(pl.col("year") >= TURN),
        ]
    )
    numbers = worded(rows["Country"], rows["year"], MEANT)
    return rows.with_columns(numbers.alias("cow")).drop_nulls("cow")


def _headed(sheet: pl.DataFrame) -> pl.DataFrame:
    """Call the columns by the line that begins with the word Country."""
    words = sheet.with_columns(pl.all().cast(pl.String))
    [head] = words.filter(words.to_series(0) == "Country").head(1).rows()
    named = {
        old: str(new)
        for old, new in zip(words.columns, head, strict=True)
        if new is not None
    }
    return words.select(list(named)).rename(named).drop("Notes")


def _long(wide: pl.DataFrame) -> pl.DataFrame:
    years = [name for name in wide.columns if name.isdigit()]
    rows = wide.unpivot(years, index="Country", variable_name="year", value_name="spent")
    return rows.select(
        pl.col("Country").str.strip_chars(),
        pl.col("year").cast(pl.Int64),
        pl.col("spent").str.strip_chars(),
    ).filter(pl.col("spent").is_not_null() & ~pl.col("spent").is_in(UNKNOWN))
