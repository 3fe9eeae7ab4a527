"""The blocks that a brief is made of. One list of them feeds every form.

A statement names the ledger entries it rests on; a sentence with a figure that names
none cannot be composed. A card is what the reader sees of an entry when she asks.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from foedus.questions.answer import Picture, Table

Confidence = Literal["low", "moderate", "high"]


@dataclass(frozen=True, slots=True)
class Card:
    """A ledger entry as the reader of a brief meets it."""

    id: str
    kind: Literal[
        "claim", "result", "article", "figure", "event", "document", "parameter", "model"
    ]
    text: str
    source: str = ""
    """Who says so, and how good that source is."""
    hedge: str = ""
    """Hedges, grades, marks such as `from memory` or `provisional`."""
    url: str | None = None
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a section (level 2) or of a part of one (level 3)."""

    text: str
    id: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """One or a few sentences, and the entries they rest on."""

    text: str
    rests_on: tuple[str, ...] = ()
    mark: Literal["", "assumed", "provisional", "disputed"] = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A key judgement. Probability and confidence are two things.

    `word` and `band` come from the scale by the probability, never by hand; where the
    matter is one of text and not of chance, both are empty and `standing` says how firm.
    """

    text: str
    rests_on: tuple[str, ...]
    confidence: Confidence
    because: str
    """What the confidence rests on."""
    would_change: str
    word: str = ""
    band: tuple[float, float] | None = None
    standing: str = ""
    """For matters of text: `certain by the text`, `conditional`."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in the brief."""

    table: Table
    folded: bool = False
    """Shown closed in HTML, to be opened by those who want the detail."""


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A picture in the brief, and the entries it rests on."""

    picture: Picture
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on method: one paragraph or a list."""

    text: str
    items: tuple[str, ...] = ()


Block = Heading | Statement | Judgement | TableBlock | FigureBlock | Note


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that a brief says, in order, before it takes a form."""

    title: str
    question: str
    case: str
    as_of: date
    basis: str
    """Digest of everything that it rests on."""
    version: str
    """Of Foedus."""
    blocks: tuple[Block, ...]
    cards: dict[str, Card] = field(default_factory=dict)
    """Every entry that a block names, and those that these rest on."""
