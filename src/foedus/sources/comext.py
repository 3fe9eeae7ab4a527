"""Trade as Eurostat's website hands it out: a month or a year a file, in many files.

All files have the same columns; they are joined as bytes and parsed at once, which for
five hundred files is a hundred times faster than one after another.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from foedus.faults import DataFault
from foedus.sources.wording import state_named, worded
from foedus.states.roster import StateId, fold

COLUMNS = (
    "REPORTER", "PARTNER", "PRODUCT", "FLOW", "STAT_PROCEDURE", "PERIOD", "VALUE_IN_EUR",
)  # fmt: skip
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
GROUPS = {
    "European Union - 27": "EU27",
    "Union européenne - 27": "EU27",
    "European Union": "EU",
    "Euro area - 20": "EA20",
    "Euro area": "EA",
}
"""What a long name of a group begins with, the longer first, and what it is called here:
27 and 20 are those of 2024, the others those of the month."""
MEANT = {
    "cote d ivoire": "CIV",
    "congo": "COG",
    "congo republique democratique du": "COD",
    "korea dpr of": "PRK",
    "korea dprk": "PRK",
    "korea republic of": "KOR",
    "monako": "MCO",
    "micronesie etats federes de": "FSM",
    "saint christophe et nevis": "KNA",
    "timor oriental": "TLS",
    "босния и герцеговина": "BIH",
    "словакия": "SVK",
}
"""Names that are unclear by themselves or found nowhere, as `fold` leaves them."""


def read_views(paths: Iterable[Path]) -> pl.DataFrame:
    """Read all files, one line of each thing said, with the year and the month.

    Raises
    ------
    DataFault
        A file has other columns.
    """
    rows = b"\n".join(_below_head(path) for path in paths)
    frame = pl.read_csv(rows, has_header=False, new_columns=COLUMNS, infer_schema=False)
    period = pl.col("PERIOD")
    month = period.str.extract(rf"({'|'.join(MONTHS)})\.? \d{{4}}$")
    return (
        frame.select(
            pl.col("REPORTER", "PARTNER").str.strip_chars(),
            pl.col("FLOW").str.contains("IMPORT").alias("import"),
            period.str.extract(r"(\d{4})$").cast(pl.Int64).alias("year"),
            month.replace_strict(
                list(MONTHS), list(range(1, 13)), default=None, return_dtype=pl.Int64
            ).alias("month"),
            "VALUE_IN_EUR",
        )
        .unique(maintain_order=True)
        .with_columns(pl.col("REPORTER", "PARTNER").map_batches(_short, pl.String))
    )


def directed(frame: pl.DataFrame, meant: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Put exporter and importer in place of reporter and partner, by name and by number.

    Parameters
    ----------
    meant
        More of what names mean, by what `fold` leaves of them.
    """
    came = pl.col("import")
    sides = frame.with_columns(
        exporter=pl.when(came).then("PARTNER").otherwise("REPORTER"),
        importer=pl.when(came).then("REPORTER").otherwise("PARTNER"),
    )
    known = {**(meant or {}), **MEANT}
    return sides.with_columns(
        _numbers(sides[side], sides["year"], known).alias(f"{side}_cow")
        for side in ("exporter", "importer")
    )


def _numbers(names: pl.Series, years: pl.Series, meant: Mapping[str, str]) -> pl.Series:
    state = {name: _state(name, meant) or name for name in names.unique()}
    return worded(names.replace(state), years)


def _state(name: str, meant: Mapping[str, str]) -> StateId | None:
    """Find what a long name means: whole, less its brackets, in them, or to the comma.

    >>> _state("Korea, Republic of (South Korea)", {})
    'KOR'
    """
    plain = re.sub(r"\s*\(.*", "", name)
    inner = re.findall(r"\(([^()]*)\)", name)
    for text in (name, plain, *inner, plain.split(",")[0]):
        found = state_named(meant.get(fold(text), text))
        if found is not None:
            return found
    return None


def _short(names: pl.Series) -> pl.Series:
    known = {
        name: short
        for name in names.unique()
        for short in (next((s for g, s in GROUPS.items() if name.startswith(g)), None),)
        if short
    }
    return names.replace(known)


def _below_head(path: Path) -> bytes:
    head, _, rows = path.read_bytes().partition(b"\n")
    if (
        head.strip().removeprefix(b"\xef\xbb\xbf").replace(b'"', b"")
        != ",".join(COLUMNS).encode()
    ):
        raise DataFault(
            f"{path.name} begins with {head[:60]!r}",
            expected=", ".join(COLUMNS),
            where=str(path),
            mend="take the file as Eurostat's website gives it",
        )
    return rows.strip()
