"""The peace scale: from serious rivalry to security community, and since which day."""

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

_SPAN = re.compile(r"(\d{8})-(\d{8})")


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    """Unfold the file, which has a pair a line and its periods side by side."""
    lines = paths[0].read_text("latin-1").splitlines()
    rows = [row for line in lines for row in _periods(line)]
    return pl.DataFrame(
        rows, ["ccode1", "ccode2", "period", "start", "end", "level"], orient="row"
    )


def _periods(line: str) -> Iterator[tuple[int, int, int, str, str, float]]:
    """Give the periods of a pair; its number is both codes, the second of three digits."""
    pair, *cells = line.split(",")
    lower, higher = divmod(int(pair), 1000)
    for k, (span, level) in enumerate(zip(cells[::2], cells[1::2], strict=False)):
        if found := _SPAN.fullmatch(span.strip()):
            start, end = found.groups()
            yield lower, higher, k, _day(start, "0101"), _day(end, "1231"), float(level)


def _day(digits: str, unknown: str) -> str:
    """Write a day with hyphens; 9999 is the edge of the data, 00 the first there is."""
    year, rest = digits[:4], digits[4:]
    rest = unknown if rest == "9999" else rest
    month, day = (part if part != "00" else "01" for part in (rest[:2], rest[2:]))
    return f"{year}-{month}-{day}"
