"""A proposed claim: what a document says, by whom, how surely, and where it stands.

It is richer than a claim of the ledger, since a reviewer must see every reading and why it
was made. Nothing here is evidence yet: a proposal enters a ledger when a person has taken
it. Places count code points of the text whose digest the document carries.

References
----------
Office of the Director of National Intelligence (2015), Intelligence Community Directive
203, Analytic Standards: estimative words and their bands.
"""

from dataclasses import dataclass
from typing import Literal

from foedus.ledger.entry import Operator, Selector
from foedus.quantity import Unit

Kind = Literal[
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
HolderKind = Literal[
    "author", "official", "government", "collective", "anonymous", "theory"
]
Basis = Literal["named", "title", "metonym", "anaphor", "bridging", "inferred"]
Strength = Literal["slight", "clear", "strong"]
Review = Literal["proposed", "accepted", "corrected", "rejected", "merged"]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who acts, or to whom something is done."""

    entity: str
    """Id of the roster of states, or of a group such as WEST."""
    role: Literal["actor", "recipient"]
    basis: Basis = "named"
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """One voice of the chain: whose word it is."""

    kind: HolderKind
    name: str | None = None
    entities: tuple[str, ...] = ()
    verb: str | None = None
    place: Place | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Hedging:
    """Words that take something back."""

    place: Place
    words: str
    family: str
    strength: Strength
    band: tuple[float, float] | None = None
    """Probability by ICD 203, where the words stand in its table."""
    scale: str | None = None
    """Which table gave the band, with its version."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is about, with the readings that were not taken."""

    place: Place
    words: str
    earliest: str | None
    latest: str | None
    grain: str
    """day, week, month, quarter, year, decade, century, era, span, vague; or open-start and
    open-end, which have one bound."""
    basis: Literal["explicit", "dateline", "anaphoric", "world knowledge"]
    rejected: tuple[str, ...] = ()
    """Other days that the words may mean."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was said."""

    place: Place
    words: str
    operator: Operator
    unit: Unit
    of: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    referent: str | None = None
    """Whose they are; `ambiguous: ...` where the text does not say."""
    per: str | None = None
    """By which time it is counted, as a month; the unit tells it too where one has it."""


_QUARTERS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "YIELD"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUADS: dict[str, str] = {
    category: quarter for quarter, held in _QUARTERS.items() for category in held
}
"""PLOVER category -> the quarter that event data are often summed to."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed claim."""

    id: str
    document: str
    """The file's own name."""
    text_sha256: str
    selectors: tuple[Selector, ...]
    kind: Kind
    participants: tuple[Participant, ...] = ()
    reciprocal: bool = False
    where: tuple[str, ...] = ()
    """States that are only the place of it: `fighting in X`."""
    action: Place | None = None
    """The verb or noun that says what is done."""
    plover: str | None = None
    contexts: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    """historical, future, hypothetical."""
    polarity: Literal["affirmed", "denied"] = "affirmed"
    voice: tuple[Holder, ...] = (Holder("author"),)
    """Outermost first; the author's own word is a chain of one."""
    hedges: tuple[Hedging, ...] = ()
    time: Moment | None = None
    figures: tuple[Figure, ...] = ()
    condition: Place | None = None
    checkability: Literal["yes", "partly", "opinion"] = "yes"
    said: str | None = None
    """The day that the document bears, where its own text says it."""
    coder: str = "rules 1"
    """A person, the rules with their version, or a model with digests of its prompt."""
    review: Review = "proposed"
    supersedes: str | None = None

    @property
    def exact(self) -> str:
        """The words quoted, several places joined by an ellipsis."""
        return " … ".join(selector.exact for selector in self.selectors)

    @property
    def quad(self) -> str | None:
        """Verbal or material, cooperation or conflict: the quarter of its category."""
        return QUADS.get(self.plover or "")

    @property
    def band(self) -> tuple[float, float] | None:
        """Probability that its hedges give it, by the scale they name; None of none."""
        bands = [hedge.band for hedge in self.hedges if hedge.band is not None]
        return bands[-1] if bands else None

    @property
    def speaker(self) -> Holder:
        """The innermost voice."""
        return self.voice[-1]

    def entities(self, role: str | None = None) -> tuple[str, ...]:
        """Name who takes part, in one role or in any, each once and in order."""
        return tuple(
            dict.fromkeys(p.entity for p in self.participants if role in (None, p.role))
        )
