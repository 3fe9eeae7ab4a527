"""SIPRI's register of arms transfers, as far as the United States supplied.

An old export of the website: a line of the recipient's name, then its deals. Brackets,
by which SIPRI marks what is uncertain, became minus signs there; of three lines they
pushed the cells one place to the right.
"""

from pathlib import Path

import polars as pl

from foedus.sources.wording import worded

MEANT = {"Congo": "COG"}
COLUMNS = ("ordered", "weapon", "weapon.des", "year", "years.delivered", "delivered")


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Put the recipient beside each deal, and years and numbers of delivery apart."""
    text = pl.read_csv(paths[0], infer_schema=False, encoding="utf8-lossy").with_columns(
        pl.all().str.strip_chars().replace("", None)
    )
    deals = text.with_columns(pl.col("country").forward_fill()).filter(
        pl.col("weapon").is_not_null()
    )
    pushed = ~pl.col("year").str.contains(r"^\d{4}$")
    straight = deals.with_columns(
        pl.when(pushed).then(right).otherwise(name).alias(name)
        for name, right in zip(COLUMNS, (*COLUMNS[1:], "comments"), strict=True)
    )
    dated = straight.with_columns(
        first=pl.col("years.delivered").str.extract(r"(\d{4})"),
        last=pl.col("years.delivered").str.extract(r"(\d{4})$"),
        year=pl.col("year").str.extract(r"(\d{4})").cast(pl.Int64),
        ordered=pl.col("ordered").str.extract(r"(\d+)"),
        delivered=pl.col("delivered").str.extract(r"(\d+)"),
    )
    recipient = worded(dated["country"], dated["year"], MEANT)
    return dated.with_columns(recipient.alias("recipient"), supplier=2).with_row_index(
        "deal", offset=1
    )
