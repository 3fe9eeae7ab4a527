"""What is known of a data set before its first byte is read.

A data set is two files in this folder: `x.yaml`, which says what it is, where its bytes
lie, what each column means and what was left out; and `x.py`, whose `read` turns the
bytes into columns under the producer's own names. Sources are found by folder: adding
one touches no other file. The declaration has authority: a file that holds something
else is at fault, and is never quietly believed.
"""

import importlib.resources
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from math import inf
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from foedus import doors
from foedus.faults import ShelfFault
from foedus.quantity import Unit

CodeSystem = Literal["cow", "gw", "iso"]
"""Correlates of War numbers, Gleditsch-Ward numbers, ISO 3166 alpha-3 letters."""

Shape = Literal[
    "state-year",
    "directed-dyad-year",
    "dyad-year",
    "state-spell",
    "dyad-spell",
    "dispute",
    "dispute-year",
    "participant",
    "leader-spell",
    "leader-year",
    "other",
]
"""What a row is, by which a panel knows how to join it. A pair of a `dyad-year` stands
once; a spell has a first and a last time; a `participant` took part in a conflict."""

_FOLDER = importlib.resources.files("foedus.sources")


@dataclass(frozen=True, slots=True)
class Pinned:
    """One file at one address, known by its checksum."""

    url: str
    sha256: str
    bytes: int

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or ".." in parts.path.split("/"):
            raise _unpinned(self.url, "an http or https address without `..`")
        if not re.fullmatch("[0-9a-f]{64}", self.sha256):
            raise _unpinned(self.sha256, "a SHA-256 of 64 lower-case hex digits")
        if self.bytes < 1:
            raise _unpinned(f"{self.bytes} bytes", "the size of the file")

    @property
    def place(self) -> PurePosixPath:
        """Where the bytes lie under a shelf or a mirror: the host, then the path.

        >>> str(Pinned("https://a.org/b/c.csv", "0" * 64, 1).place)
        'a.org/b/c.csv'
        """
        parts = urlsplit(self.url)
        query = f"?{parts.query}" if parts.query else ""
        return PurePosixPath(parts.netloc) / (parts.path.lstrip("/") + query)


@dataclass(frozen=True, slots=True)
class Years:
    """Years a source speaks of; outside them a value is not known, never 0."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise _unpinned(f"years {self.first} to {self.last}", "first <= last")


class Kind(StrEnum):
    """What a column that measures nothing holds."""

    STATE = "state"  # a code of the source's system; becomes a state of the house
    YEAR = "year"
    WHOLE = "whole"  # an identifier, or the number of a category
    TEXT = "text"
    DAY = "day"  # one ISO date, or three columns: year, month, day


@dataclass(frozen=True, slots=True)
class Label:
    """A column that names a row and measures nothing."""

    column: str | tuple[str, str, str]
    kind: Kind
    meaning: str
    missing: tuple[float | str, ...] = ()
    at: str = "year"
    """For a state: the label whose year says which state the code then meant; empty for
    a row that speaks of no time."""
    optional: bool = False
    """Whether a row may leave it out."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A column that measures: from the source's unit to the house's, within bounds."""

    column: str
    unit: Unit
    meaning: str
    scale: float = 1.0
    """House unit = the source's number times this."""
    low: float = -inf
    high: float = inf
    missing: tuple[float | str, ...] = ()
    years: Years | None = None
    """Where they are fewer than the source's."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What the YAML of a data set says."""

    name: str
    title: str
    producer: str
    version: str
    terms: str
    """As the producer or the carrier states them."""
    citation: str
    """One BibTeX entry or more."""
    home_page: str
    unit_of_observation: str
    shape: Shape
    system: CodeSystem
    coverage: Years
    key: tuple[str, ...]
    labels: Mapping[str, Label]
    fields: Mapping[str, Measure]
    left_out: tuple[str, ...]
    files: tuple[Pinned, ...] = ()
    """Empty for what a producer hands out on request only: the user has a copy."""
    missing: tuple[float | str, ...] = ()
    """Codes that mean "not known" in every column."""
    cautions: tuple[str, ...] = ()
    """Known troubles of the source, told as findings to whoever reads it."""
    provisional: str = ""
    """Why it is not yet held against a second hand; empty once it has been."""

    def __post_init__(self) -> None:
        strangers = [name for name in self.key if name not in self.labels]
        both = sorted(self.labels.keys() & self.fields.keys())
        homeless = [
            name
            for name, label in self.labels.items()
            if label.kind is Kind.STATE and label.at and label.at not in self.labels
        ]
        if not self.key or strangers or both or homeless:
            names = strangers + both + homeless
            raise _unpinned(
                f"key, label or field out of place: {', '.join(names) or 'no key'}",
                "a key of labels, no name twice, and a time label for each state",
            )


def names() -> tuple[str, ...]:
    """List the data sets, by folder.

    >>> "nmc" in names()
    True
    """
    found = (item.name for item in _FOLDER.iterdir())
    return tuple(sorted(n.removesuffix(".yaml") for n in found if n.endswith(".yaml")))


@cache
def source(name: str) -> SourceFile:
    """Read the declaration of a data set.

    Raises
    ------
    ShelfFault
        No data set has that name, or its declaration does not hold together.
    """
    if name not in names():
        near = get_close_matches(name, names(), n=3, cutoff=0.4)
        raise ShelfFault(
            f"no data set is called {name!r}",
            expected=f"one near it: {', '.join(near)}" if near else ", ".join(names()),
            where="foedus.sources",
            mend="spell it as `foedus shelf list` does",
        )
    found = read_source(declared(name), where=f"{name}.yaml")
    if found.name != name:
        raise ShelfFault(
            f"the name inside is {found.name!r}",
            expected=name,
            where=f"{name}.yaml",
            mend="call the file and the data set the same",
        )
    return found


def declared(name: str) -> str:
    """Give the text of a declaration."""
    return (_FOLDER / f"{name}.yaml").read_text("utf-8")


def read_source(text: str, *, where: str) -> SourceFile:
    """Read a declaration from its text.

    Raises
    ------
    ShelfFault
        A key is missing, unknown or of the wrong kind; the line is named.
    """
    return doors.read_yaml(SourceFile, text, where=where, fault=ShelfFault)


def cite(wanted: Iterable[str]) -> str:
    """Give the BibTeX of these data sets, each entry once, in the order asked.

    Raises
    ------
    ShelfFault
        No data set has that name.
    """
    entries = (
        entry
        for name in wanted
        for entry in re.split(r"\n\s*\n(?=@)", source(name).citation.strip())
    )
    return "\n\n".join(dict.fromkeys(entries))


def _unpinned(found: str, expected: str) -> ShelfFault:
    return ShelfFault(
        found, expected=expected, where="a source's declaration", mend="mend its YAML"
    )
