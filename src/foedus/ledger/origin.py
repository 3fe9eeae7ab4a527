"""Who said it and where it stands: sources, and the documents read.

Reliability (A to F) belongs to the source, credibility (1 to 6) to the claim: the
Admiralty scale. Sources that share an origin are one family, and a family counts once.

References
----------
NATO STANAG 2511 (2003), Intelligence Reports, annex: reliability and credibility.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NewType

SourceId = NewType("SourceId", str)
DocumentId = NewType("DocumentId", str)
Reliability = Literal["A", "B", "C", "D", "E", "F"]

RELIABILITY: dict[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY: dict[int, str] = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who says things: an office, an official, a paper, a data set."""

    id: SourceId
    name: str
    kind: Literal[
        "government",
        "intelligence",
        "official",
        "international",
        "press",
        "research",
        "dataset",
        "treaty",
        "author",
    ]
    family: str
    """Sources of one family share their origin, and count once when figures are pooled."""
    reliability: Reliability
    reason: str
    """Why this grade."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page or file that somebody read; its text is not kept here."""

    id: DocumentId
    title: str
    publisher: str
    url: str | None = None
    published: str | None = None
    """A day, a month or a year."""
    retrieved: date | None = None
    text_sha256: str | None = None
    """Digest of the text that the offsets of its claims count in."""
    licence: str | None = None
