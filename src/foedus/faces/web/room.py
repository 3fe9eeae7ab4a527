"""What the evidence reader shows of a document: its claims, the one looked at, its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from foedus.faces.web.evidence import Evidence
from foedus.faults import DataFault, Fault
from foedus.ledger.entry import Review
from foedus.reading.annotations import from_utf16
from foedus.reading.document import Layer
from foedus.reading.links import Candidate
from foedus.reading.proposal import Proposal
from foedus.reading.review import coded, waiting
from foedus.reading.reviewers import last_of, next_waiting, times_decided
from foedus.reading.segments import (
    Segment,
    claim_spans,
    part_spans,
    segments,
    showable,
    touching,
)

PARTS = {"action", "condition", "figure", "hedge", "time", "voice", "who"}
NEAR = 8
"""Candidate pairs that are shown beside a claim."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text as the page marks it."""

    text: str
    claims: tuple[str, ...]
    parts: tuple[str, ...]
    """What of the claim looked at stands here."""
    states: tuple[str, ...]
    """How the claims that lie here stand, each once."""
    is_here: bool
    """Whether the claim looked at lies here."""
    is_first: bool
    """Whether it is the first piece of that claim."""


@dataclass(frozen=True, slots=True)
class Room:
    """One document as one reviewer sees it, with one claim looked at."""

    document: str
    who: str
    claims: tuple[Proposal, ...]
    """Those that are listed."""
    whole: int
    """Claims of the document."""
    one: Proposal
    decided: Mapping[str, Review]
    left: int
    """Claims of the document that wait for this reviewer."""
    seen: int
    """Decisions of this reviewer on the claim looked at."""
    before: Proposal | None
    after: Proposal | None
    skip: Proposal | None
    """The next that waits."""
    pieces: tuple[Piece, ...]
    """The text; empty where the document is not at hand."""
    near: Sequence[Candidate] | None
    """None while pairs are still looked for."""
    amiss: Fault | None = None
    """Why the text is not shown, where it was changed."""
    fields: Mapping[str, str] = field(default_factory=dict)
    made: tuple[Review, ...] = ()
    """Every decision on the claim looked at, by whomever."""

    def state(self, id: str) -> str:
        """Tell how a claim stands for this reviewer."""
        return self.decided[id].verdict if id in self.decided else "waiting"


def room(
    evidence: Evidence,
    document: str,
    who: str,
    *,
    claim: str = "",
    stretch: tuple[int, int] | None = None,
) -> Room | None:
    """Open a document at a claim; None where there is no such document.

    Parameters
    ----------
    evidence
        The claims under review.
    document
        Its name.
    who
        Who reviews.
    claim
        Id of the claim looked at; the first that waits unless told.
    stretch
        List only claims on this stretch of the text, in UTF-16 units as a browser counts.

    Raises
    ------
    DataFault
        The document has no such claim, or none stands on that stretch.
    """
    held = evidence.sitting.of(document)
    if not held:
        return None
    layer, amiss = _text(evidence, document)
    listed = held if stretch is None else _on(held, layer, stretch)
    made = evidence.decisions()
    one = _looked_at(listed, held, made, who, claim)
    place = [p.id for p in listed].index(one.id) if one in listed else 0
    decided = last_of(made, who)
    near = evidence.candidates(patience=0.05)
    return Room(
        document=document,
        who=who,
        claims=listed,
        whole=len(held),
        one=one,
        decided=decided,
        left=len(waiting(held, made, who)),
        seen=times_decided(made, who, one.id),
        before=listed[place - 1] if place else None,
        after=listed[place + 1] if place + 1 < len(listed) else None,
        skip=next_waiting(listed, made, who, after=one.id),
        pieces=_pieces(layer, held, one, decided),
        near=None if near is None else [c for c in near if one.id in (c.a, c.b)][:NEAR],
        amiss=amiss,
        fields=_left(one, decided),
        made=tuple(review for review in made if review.proposal == one.id),
    )


def _text(evidence: Evidence, document: str) -> tuple[Layer | None, Fault | None]:
    try:
        return evidence.layer(document), None
    except Fault as fault:
        return None, fault


def _on(
    held: tuple[Proposal, ...], layer: Layer | None, stretch: tuple[int, int]
) -> tuple[Proposal, ...]:
    text = "" if layer is None else showable(layer.text)
    start, end = (from_utf16(text, units) for units in stretch)
    found = touching(held, start, end)
    if not found:
        raise DataFault(
            f"no claim stands on {text[start:end][:80]!r}",
            expected="words that a claim was read from",
            where="the words chosen in the text",
            mend="choose words that are marked",
        )
    return found


def _looked_at(
    listed: tuple[Proposal, ...],
    held: tuple[Proposal, ...],
    made: Sequence[Review],
    who: str,
    claim: str,
) -> Proposal:
    if not claim:
        return next(iter(waiting(listed, made, who)), listed[0])
    found = next((one for one in held if one.id == claim), None)
    if found is None:
        raise DataFault(
            f"no claim {claim[:80]!r} in this document",
            expected=f"one of {held[0].id} to {held[-1].id}",
            where="the address, claim=",
            mend="follow a link of the list of claims",
        )
    return found


def _left(one: Proposal, decided: Mapping[str, Review]) -> Mapping[str, str]:
    """Give the fields as this reviewer left them, or as they were proposed."""
    return coded(one) | (dict(decided[one.id].coded) if one.id in decided else {})


def _pieces(
    layer: Layer | None,
    held: tuple[Proposal, ...],
    one: Proposal,
    decided: Mapping[str, Review],
) -> tuple[Piece, ...]:
    if layer is None:
        return ()
    cut = segments(showable(layer.text), (*claim_spans(held), *part_spans(one)))
    first = next((piece.start for piece in cut if one.id in piece.names), None)
    return tuple(_piece(piece, one, decided, piece.start == first) for piece in cut)


def _piece(
    cut: Segment, one: Proposal, decided: Mapping[str, Review], is_first: bool
) -> Piece:
    claims = tuple(name for name in cut.names if name not in PARTS)
    states = (decided[id].verdict if id in decided else "waiting" for id in claims)
    return Piece(
        text=cut.text,
        claims=claims,
        parts=tuple(name for name in cut.names if name in PARTS),
        states=tuple(dict.fromkeys(states)),
        is_here=one.id in claims,
        is_first=is_first,
    )
