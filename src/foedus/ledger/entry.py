"""The entries of the evidence ledger. Each is dated, small, and never altered.

A claim is what somebody said, not what is so. A result is what an engine made of claims
and data. A brief may say only what an entry holds.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NewType

from foedus.ledger.origin import Document, DocumentId, Source, SourceId
from foedus.quantity import Estimate, Unit

ClaimId = NewType("ClaimId", str)
ResultId = NewType("ResultId", str)

Operator = Literal["equal", "about", "at_least", "at_most", "between"]


@dataclass(frozen=True, slots=True)
class Selector:
    """A place in a document: code points of the text whose digest it carries."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word it is; in a claim the outermost voice comes first."""

    holder: SourceId
    verb: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that takes something back."""

    words: str
    strength: Literal["slight", "clear", "strong"] = "clear"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as it was said, in the units of the house."""

    operator: Operator
    unit: Unit
    of: str
    """What is counted, in words; `ambiguous: ...` where the text does not say whose."""
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody said, in our words, with its place."""

    id: ClaimId
    kind: Literal[
        "event",
        "state",
        "obligation",
        "intent",
        "perception",
        "causal",
        "forecast",
        "evaluation",
        "quantity",
    ]
    sentence: str
    document: DocumentId
    voice: tuple[Voice, ...]
    said: str
    """A day, a month or a year."""
    credibility: Literal[1, 2, 3, 4, 5, 6]
    reason: str
    """Why this grade."""
    questions: tuple[str, ...]
    topic: str
    about: str | None = None
    """When it is about: a day, a month or a year."""
    actors: tuple[str, ...] = ()
    """Ids of the roster of states."""
    hedges: tuple[Hedge, ...] = ()
    quantity: Quantity | None = None
    parameter: str | None = None
    """The key of the parameter that the figure speaks to."""
    basis: Literal["read", "memory"] = "read"
    coder: str = "case-1"
    selectors: tuple[Selector, ...] = ()

    @property
    def speaker(self) -> SourceId:
        """The innermost voice: who is said to know."""
        return self.voice[-1].holder


@dataclass(frozen=True, slots=True)
class Link:
    """How two claims stand to each other."""

    a: ClaimId
    b: ClaimId
    relation: Literal[
        "corroborates", "contradicts", "qualifies", "extends", "launders", "same_origin"
    ]
    aspect: Literal["value", "time", "actor", "status", "certainty", "cause", "name"]
    reason: str
    coder: str = "case-1"


@dataclass(frozen=True, slots=True)
class Override:
    """An analyst's own figures in place of the pool's, with the reason."""

    low: float
    mode: float
    high: float
    reason: str


@dataclass(frozen=True, slots=True)
class Binding:
    """What a parameter rests on: claims under a rule, or nothing but an assumption."""

    parameter: str
    meaning: str
    unit: Unit
    claims: tuple[ClaimId, ...] = ()
    rule: Literal["linear_pool"] = "linear_pool"
    override: Override | None = None
    assumed: Override | None = None
    """Figures that rest on no claim; printed as assumed."""


@dataclass(frozen=True, slots=True)
class Result:
    """A number that an engine gave, and what it rests on."""

    id: ResultId
    question: str
    sentence: str
    """What the number means, in words, without the number."""
    estimate: Estimate
    rests_on: tuple[str, ...]
    """Ids of claims, pacts, results and data figures."""
    posted: date


@dataclass(frozen=True, slots=True)
class Retraction:
    """An entry withdrawn; it stays in the book and leaves the brief."""

    withdrawn: str
    why: str
    who: str
    posted: date


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody decided on a proposed claim; a later decision is another entry."""

    proposal: str
    reviewer: str
    number: int
    """Counts this reviewer's decisions on this proposal, from 1."""
    verdict: Literal["accepted", "corrected", "rejected", "merged", "linked"]
    coded: dict[str, str]
    """Field of the claim -> its value as the reviewer leaves it."""
    other: str | None = None
    """The proposal that it was merged into or linked with."""
    relation: str | None = None
    """How it is linked: one of the relations of Link."""
    reason: str = ""
    place: str = ""
    """Where the claim stands, by `place_in`: ids change when a text is read anew."""
    other_place: str = ""
    """The same of the other proposal."""


def place_in(text_sha256: str, selector: Selector) -> str:
    """Give a name to a place in a text, whatever the claim there is called.

    >>> place_in("ab" * 32, Selector(5, 9, "said"))
    'abababababababab:5-9'
    """
    return f"{text_sha256[:16]}:{selector.start}-{selector.end}"


Entry = Source | Document | Claim | Link | Binding | Result | Retraction | Review
