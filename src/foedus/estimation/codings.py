"""Codings by experts: whether a war called an alliance, and whether it was kept.

A row is an alliance and a war in which any of its members fought. Each school of coders
says of it that it was no case at all (`dna`), or that the promise was honoured or
violated. A blank is no, and what is no case was not called.

References
----------
Berkemeier and Fuhrmann (2018), Reassessing the fulfillment of alliance commitments in war,
Research & Politics 5(2)
Leeds, Long and Mitchell (2000), Reevaluating alliance reliability, Journal of Conflict
Resolution 44(5), 686-699
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from foedus import doors
from foedus.faults import DataFault

SCHOOLS = ("LLM", "BF")
"""Leeds, Long and Mitchell's rules; Berkemeier and Fuhrmann's variant."""

_NAMES = ("warid", "warname", "cowwarid", "atopid")
COLUMNS = (*_NAMES, *(f"{code}{school}" for school in SCHOOLS for code in ("dna", "honor")))


@dataclass(frozen=True, slots=True)
class Code:
    """What one school says of an alliance in a war."""

    called: bool
    honoured: bool


@dataclass(frozen=True, slots=True)
class Coding:
    """An alliance in a war, as the schools code it."""

    war: int
    """The number of the Interstate War Data."""
    war_name: str
    cow_war: int | None
    """The number of the Correlates of War, if it lists it."""
    alliance: int
    """The number of ATOP."""
    codes: Mapping[str, Code]
    where: str


def read_codings(path: Path) -> tuple[Coding, ...]:
    """Read the codings of a file.

    Raises
    ------
    DataFault
        The file cannot be read, is empty, lacks a column, or a cell is no code.
    """
    text = doors.read_text(path)
    header = next(csv.reader(text.splitlines()), [])
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise DataFault(
            f"the file has no column {', '.join(missing)}" if header else "it is empty",
            expected=", ".join(COLUMNS),
            where=str(path),
            mend="add the columns, with a blank cell for no",
        )
    rows = doors.read_csv(dict[str, str], text, where=str(path))
    if not rows:
        raise DataFault(
            "the file has a header and no rows",
            expected="one row for each alliance and war",
            where=str(path),
            mend="hand over the file with its rows",
        )
    return tuple(_coding(row, f"{path}:{line}") for line, row in enumerate(rows, 2))


def _coding(row: Mapping[str, str], where: str) -> Coding:
    cow = row.get("cowwarid")
    return Coding(
        war=_whole(row, "warid", where),
        war_name=row.get("warname", ""),
        cow_war=_whole(row, "cowwarid", where) if cow else None,
        alliance=_whole(row, "atopid", where),
        codes={s: _code(row, s, where) for s in SCHOOLS},
        where=where,
    )


def _code(row: Mapping[str, str], school: str, where: str) -> Code:
    called = not _is_yes(row, f"dna{school}", where)
    return Code(called, called and _is_yes(row, f"honor{school}", where))


def _is_yes(row: Mapping[str, str], column: str, where: str) -> bool:
    return column in row and _whole(row, column, where, among=(0, 1)) == 1


def _whole(
    row: Mapping[str, str], column: str, where: str, among: tuple[int, ...] = ()
) -> int:
    cell = row.get(column, "")
    try:
        number = float(cell)
        if number.is_integer() and (not among or number in among):
            return int(number)
    except ValueError:
        pass
    raise DataFault(
        f"{column} is {cell!r}",
        expected=" or ".join(map(str, among)) if among else "a whole number",
        where=where,
        mend="write the number, or leave a code blank for no",
    )
