"""Claims that a person coded, to hold the rules against.

One JSON object a line: the document and the digest of its bytes, the place and the words,
who does what to whom under PLOVER, speaker, hedges, date, quantity.
"""

from dataclasses import dataclass
from typing import Any

from foedus import doors
from foedus.faults import DataFault


@dataclass(frozen=True, slots=True)
class Span:
    """Words with their place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Whose word it is."""

    kind: str
    name: str | None = None
    span: Span | None = None
    verb: Span | None = None


@dataclass(frozen=True, slots=True)
class GoldDate:
    """When it is about."""

    text: str
    start: int
    end: int
    earliest: str | None = None
    latest: str | None = None
    grain: str | None = None
    basis: str | None = None
    alternatives: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """A figure; `op` is eq, gt, ge, lt, le, approx or range."""

    text: str
    start: int
    end: int
    op: str
    value: float | None = None
    unit: str | None = None
    of: str | None = None
    low: float | None = None
    high: float | None = None
    referent: str | None = None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim that a person coded."""

    id: str
    doc: str
    doc_sha256: str
    start: int
    end: int
    quote: str
    type: str
    speaker: GoldSpeaker
    prefix: str = ""
    suffix: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    plover: str | None = None
    mode: str | None = None
    aux: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    polarity: str = "affirmed"
    hedges: tuple[Span, ...] = ()
    date: GoldDate | None = None
    quantity: GoldQuantity | None = None
    condition: Span | None = None
    checkable: str | None = None
    param: str | None = None
    note: str | None = None
    secondary_speaker: GoldSpeaker | None = None


def read_gold(text: str, *, where: str) -> tuple[GoldClaim, ...]:
    """Read a file of coded claims.

    Raises
    ------
    DataFault
        A line that is no coded claim, with its number; or no claim at all.
    """
    claims = doors.read_jsonl(GoldClaim, text, where=where)
    if not claims:
        raise DataFault(
            "no claim in it",
            expected="one coded claim a line",
            where=where,
            mend="give a file of coded claims, as docs/reading.md shows its form",
        )
    return claims
