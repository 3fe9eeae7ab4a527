"""Reviewed claims as entries of a ledger: a paraphrase and a locator, never the words.

A ledger may be handed on, and a text may not. So what enters a case holds what the claim
says in our words, the place in the text with its digest, and the sources; the quotation
stays in the reviewer's own workspace beside the document.
"""

import re
from collections.abc import Iterable, Sequence

from foedus.ledger.entry import (
    Claim,
    ClaimId,
    Entry,
    Hedge,
    Link,
    Quantity,
    Review,
    Selector,
    Voice,
)
from foedus.ledger.origin import Document, DocumentId, Source, SourceId
from foedus.reading.proposal import Holder, Proposal
from foedus.states.roster import roster

_SOURCE_KINDS = {
    "author": "author",
    "official": "official",
    "government": "government",
    "collective": "government",
    "anonymous": "press",
    "theory": "research",
}
_SAYS = {
    "event": "did something",
    "state": "stand in a relation",
    "obligation": "owe something",
    "intent": "mean to do something",
    "perception": "see it so",
    "causal": "bring something about",
    "forecast": "may do something",
    "evaluation": "are judged",
    "quantity": "are counted",
}
_ACTS = {
    "AGREE": "agree or promise",
    "CONSULT": "meet or consult",
    "SUPPORT": "support or ally",
    "COOPERATE": "cooperate",
    "AID": "give aid",
    "YIELD": "yield",
    "REQUEST": "ask or demand",
    "ACCUSE": "accuse",
    "REJECT": "reject or oppose",
    "THREATEN": "threaten",
    "PROTEST": "protest",
    "SANCTION": "sanction",
    "MOBILIZE": "mobilise or test",
    "COERCE": "coerce",
    "ASSAULT": "attack or war",
    "RETREAT": "retreat",
}


def entries(
    proposals: Sequence[Proposal], reviews: Iterable[Review] = (), *, said: str
) -> tuple[Entry, ...]:
    """Turn reviewed proposals into entries: sources, documents, claims, links.

    Parameters
    ----------
    proposals
        Those that stand after review.
    reviews
        Decisions among which the links are taken.
    said
        When it was said, for a document that does not bear a date of its own.
    """
    sources: dict[str, Source] = {}
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    for one in proposals:
        documents.setdefault(one.document, _document(one))
        for holder in one.voice:
            source = _source(holder, one.document)
            sources.setdefault(source.id, source)
        claims.append(_claim(one, said))
    kept = {claim.id for claim in claims}
    links = (link for link in map(_link, reviews) if link and {link.a, link.b} <= kept)
    return (*sources.values(), *documents.values(), *claims, *dict.fromkeys(links))


def paraphrase(one: Proposal) -> str:
    """Say what a claim says in our words, from its coding alone.

    >>> from foedus.reading.proposal import Participant
    >>> parts = (Participant("PRK", "actor"), Participant("RUS", "recipient"))
    >>> claim = Proposal("a", "a.txt", "", (), "event", parts, plover="AID")
    >>> paraphrase(claim)
    'North Korea: give aid (toward Russia).'
    """
    actors = ", ".join(map(called, one.entities("actor"))) or "Somebody"
    toward = ", ".join(map(called, one.entities("recipient")))
    act = _ACTS.get(one.plover or "", _SAYS[one.kind])
    told = f"{actors}: {'not ' if one.polarity == 'denied' else ''}{act}"
    if toward:
        told += f" (toward {toward})"
    if one.contexts:
        told += f"; {', '.join(one.contexts)}"
    if one.kind in ("forecast", "intent", "obligation", "perception"):
        told += f"; {one.kind}"
    return told + "."


def called(entity: str) -> str:
    """Name a state of the roster, or a group by its letters."""
    known = next((s.name for s in roster().states if s.id == entity), None)
    return known or entity.replace("_", " ").capitalize()


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "unnamed"


def _holder_id(holder: Holder, document: str) -> SourceId:
    if holder.kind == "author":
        return SourceId(f"author_of_{_slug(document)}")
    name = holder.name or "unnamed"
    return SourceId(f"{holder.kind}_{_slug(name)}")


def _source(holder: Holder, document: str) -> Source:
    id = _holder_id(holder, document)
    name = f"the author of {document}" if holder.kind == "author" else holder.name
    return Source(
        id=id,
        name=name or "a source that is not named",
        kind=_SOURCE_KINDS[holder.kind],  # type: ignore[arg-type]
        family=id,
        reliability="F",
        reason="not graded yet",
    )


def _document(one: Proposal) -> Document:
    return Document(
        id=DocumentId(_slug(one.document)),
        title=one.document,
        publisher="not stated",
        published=one.said,
        text_sha256=one.text_sha256,
    )


def _claim(one: Proposal, said: str) -> Claim:
    figure = next((f for f in one.figures), None)
    states = {state.id for state in roster().states}
    return Claim(
        id=ClaimId(one.id),
        kind=one.kind,
        sentence=paraphrase(one),
        document=DocumentId(_slug(one.document)),
        voice=tuple(
            Voice(_holder_id(h, one.document), h.verb, h.quoted) for h in one.voice
        ),
        said=one.said or said,
        credibility=6,
        reason="not graded yet",
        questions=("evidence",),
        topic=one.contexts[0] if one.contexts else "reading",
        about=_about(one),
        actors=tuple(e for e in one.entities() if e in states),
        hedges=tuple(Hedge(h.words, h.strength) for h in one.hedges),
        quantity=None
        if figure is None
        else Quantity(
            operator=figure.operator,
            unit=figure.unit,
            of=f"{figure.of} ({figure.referent})" if figure.referent else figure.of,
            value=figure.value,
            low=figure.low,
            high=figure.high,
        ),
        coder=one.coder,
        selectors=tuple(Selector(s.start, s.end, "") for s in one.selectors),
    )


def _about(one: Proposal) -> str | None:
    """Give the day, month or year that a claim is about, where it is one of these."""
    time = one.time
    if time is None or time.earliest is None or time.latest is None:
        return None
    lengths = {"day": 10, "month": 7, "year": 4}
    return time.earliest[: lengths[time.grain]] if time.grain in lengths else None


def _link(review: Review) -> Link | None:
    if review.verdict != "linked" or review.other is None or review.relation is None:
        return None
    return Link(
        a=ClaimId(review.proposal),
        b=ClaimId(review.other),
        relation=review.relation,  # type: ignore[arg-type]
        aspect="status",
        reason=review.reason or "linked in review",
        coder=review.reviewer,
    )
