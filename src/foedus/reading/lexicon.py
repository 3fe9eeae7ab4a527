"""The tables of words that the rules go by, read once and checked on the way in."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from foedus import doors
from foedus.reading.proposal import Strength

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody known by the family name alone."""

    name: str
    short: str
    state: str
    years: str


@dataclass(frozen=True, slots=True)
class Names:
    """What `names.yaml` holds."""

    demonyms: dict[str, str]
    metonyms: dict[str, str]
    titles: tuple[str, ...]
    offices: tuple[str, ...]
    leaders: tuple[Leader, ...]
    groups: dict[str, str]
    regions: tuple[str, ...]
    unread: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HedgeWords:
    """Words of one family and strength."""

    words: tuple[str, ...]
    strength: Strength
    band: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Sources without a name, and what they are said to do."""

    heads: tuple[str, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """What stands beside some words and makes them no hedge: a pattern."""

    words: tuple[str, ...]
    behind: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Hedges:
    """What `hedges.yaml` holds."""

    version: str
    families: dict[str, tuple[HedgeWords, ...]]
    sources: Unnamed
    undone: tuple[Undone, ...]
    undone_before: tuple[Undone, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calling:
    """Words that call for a category."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plover:
    """What `plover.yaml` holds."""

    categories: dict[str, Calling]
    contexts: dict[str, tuple[str, ...]]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """What `cues.yaml` holds."""

    cues: dict[str, tuple[str, ...]]
    verbs: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    left_out: tuple[str, ...]


@cache
def names() -> Names:
    """Give the names beside those of the roster."""
    return _read(Names, "names.yaml")


@cache
def hedges() -> Hedges:
    """Give the words that take something back."""
    return _read(Hedges, "hedges.yaml")


@cache
def plover() -> Plover:
    """Give the words that call for a PLOVER category."""
    return _read(Plover, "plover.yaml")


@cache
def cue(name: str, *, exact: bool = False) -> re.Pattern[str]:
    """Give the pattern of a cue; `exact` tells small letters from large ones.

    >>> bool(cue("duty").search("It obliges each party."))
    True
    """
    every = "|".join(_cues().cues[name])
    return re.compile(rf"\b(?:{every})\b", re.NOFLAG if exact else re.IGNORECASE)


def verbs(name: str) -> frozenset[str]:
    """Give a set of verbs by their first form."""
    return _cues().verbs[name]


def nouns(name: str) -> frozenset[str]:
    """Give a set of nouns in the singular."""
    return _cues().nouns[name]


@cache
def _cues() -> Cues:
    return _read(Cues, "cues.yaml")


def _read(kind: type[V], name: str) -> V:
    text = files("foedus.reading").joinpath(name).read_text("utf-8")
    return doors.read_yaml(kind, text, where=f"foedus/reading/{name}")
