"""SIPRI's register of arms transfers, from the user's own exports of the website.

Since 2023 the site gives a file with a line for each deal and year of delivery, below a
preamble. Several such files, of other suppliers or years, may stand side by side.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from foedus.faults import DataFault
from foedus.sources.wording import worded

NEEDED = ("Supplier", "Recipient", "Order date", "Delivery year", "TIV delivery values")
MEANT = {"Congo": "COG"}


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Read the exports one below another; a line that stands in two of them counts once.

    Raises
    ------
    DataFault
        A file has no line of column names that a register has.
    """
    rows = [row for path in paths for row in _rows(path)]
    schema = dict.fromkeys(("SIPRI AT Database ID", *NEEDED), pl.String)
    frame = pl.DataFrame(rows, schema=schema).unique(maintain_order=True)
    ordered = frame["Order date"].cast(pl.Int64, strict=False)
    delivered = frame["Delivery year"].cast(pl.Int64, strict=False)
    years = delivered.fill_null(ordered) if len(frame) else delivered
    return frame.with_columns(
        worded(frame["Supplier"], years, MEANT).alias("supplier"),
        worded(frame["Recipient"], years, MEANT).alias("recipient"),
        years.alias("year"),
    ).with_row_index("line", offset=1)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    text = _text(path)
    lines = text.splitlines()
    heads = (n for n, line in enumerate(lines) if all(name in line for name in NEEDED))
    head = next(heads, None)
    if head is None:
        raise DataFault(
            f"{path.name} has no line of column names",
            expected=", ".join(NEEDED),
            where=str(path),
            mend="export the trade register as CSV from armstransfers.sipri.org",
        )
    for row in csv.DictReader(lines[head:]):
        if row["Supplier"] and row["Recipient"]:
            yield {
                "SIPRI AT Database ID": row.get("SIPRI AT Database ID", ""),
                **{name: row[name] for name in NEEDED},
            }


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
