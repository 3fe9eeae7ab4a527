"""Claims in forms that others read: PROV-JSON, PLOVER events, ClaimReview, Argdown.

PLOVER keeps who does what to whom and loses voices, hedges and figures; ClaimReview keeps
one voice and loses the coding. PROV tells where each claim came from and nothing of what it
says; Argdown what each says and how they stand to one another, as far as words show it.

References
----------
Moreau, L., Missier, P. (2013), PROV-DM: The PROV Data Model, W3C Recommendation.
Huynh, T. D., Jewell, M. O., Sezavar Keshavarz, A., Michaelides, D. T., Yang, H., Moreau, L.
(2013), The PROV-JSON Serialization, W3C Member Submission.
Schema.org, ClaimReview.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from foedus.faults import DataFault
from foedus.ledger.argdown import Statement, argdown, of_links
from foedus.ledger.entry import ClaimId, Link, Review
from foedus.reading.library import library
from foedus.reading.links import links
from foedus.reading.posting import paraphrase
from foedus.reading.proposal import Proposal

NAMESPACE = "https://foedus.invalid/ns#"
"""A name and no address: `.invalid` leads nowhere by RFC 2606."""


def prov_json(
    proposals: Sequence[Proposal], reviews: Iterable[Review] = ()
) -> dict[str, Any]:
    """Tell where claims came from: documents, coders, voices, and who reviewed them."""
    held: dict[str, Any] = {
        "prefix": {"foedus": NAMESPACE},
        "entity": {},
        "activity": {},
        "agent": {},
        "wasDerivedFrom": {},
        "wasGeneratedBy": {},
        "wasAttributedTo": {},
        "wasAssociatedWith": {},
        "used": {},
    }
    for one in proposals:
        _claim(held, one)
    known = {one.id for one in proposals}
    for review in reviews:
        if review.proposal in known:
            _review(held, review)
    return {key: value for key, value in held.items() if value}


def _claim(held: dict[str, Any], one: Proposal) -> None:
    claim, paper = _name("claim", one.id), _name("document", one.document)
    coder, reading = _name("coder", one.coder), _name("reading", one.document)
    held["entity"][paper] = {
        "prov:label": one.document,
        "foedus:textSha256": one.text_sha256,
    }
    held["entity"][claim] = {
        "prov:label": paraphrase(one),
        "foedus:start": one.selectors[0].start,
        "foedus:end": one.selectors[-1].end,
    }
    held["agent"][coder] = {"prov:label": one.coder}
    held["activity"][reading] = {"prov:label": f"reading {one.document}"}
    _relate(held, "wasDerivedFrom", generatedEntity=claim, usedEntity=paper)
    _relate(held, "wasGeneratedBy", entity=claim, activity=reading)
    _relate(held, "wasAttributedTo", entity=claim, agent=coder)
    _relate(held, "wasAssociatedWith", activity=reading, agent=coder)
    _relate(held, "used", activity=reading, entity=paper)
    for holder in one.voice:
        voice = _name("voice", holder.name or f"{holder.kind} of {one.document}")
        held["agent"][voice] = {"prov:label": holder.name or holder.kind}
        _relate(held, "wasAttributedTo", entity=claim, agent=voice)


def _review(held: dict[str, Any], review: Review) -> None:
    activity = _name("review", f"{review.reviewer} {review.proposal} {review.number}")
    reviewer = _name("reviewer", review.reviewer)
    held["agent"][reviewer] = {"prov:label": review.reviewer}
    held["activity"][activity] = {"prov:label": review.verdict}
    _relate(held, "wasAssociatedWith", activity=activity, agent=reviewer)
    _relate(held, "used", activity=activity, entity=_name("claim", review.proposal))


def _name(kind: str, text: str) -> str:
    return f"foedus:{kind}-{re.sub(r'[^A-Za-z0-9_-]+', '-', text).strip('-')}"


def _relate(held: dict[str, Any], relation: str, **ends: str) -> None:
    """Add a relation once; its name follows from its ends, so that nothing is counted."""
    told = "-".join(end.removeprefix("foedus:") for end in ends.values())
    held[relation][f"_:{relation}-{told}"] = {f"prov:{k}": v for k, v in ends.items()}


def validated(held: dict[str, Any]) -> str:
    """Write PROV-JSON after the prov library has read it back as the same.

    Raises
    ------
    NeedFault
        The extra `provenance` is not installed.
    DataFault
        The library reads something else in it.
    """
    model = library("prov.model", extra="provenance")
    text = json.dumps(held, ensure_ascii=False, indent=1)
    document = model.ProvDocument.deserialize(content=text, format="json")
    again = model.ProvDocument.deserialize(
        content=document.serialize(format="json"), format="json"
    )
    records = sum(len(part) for key, part in held.items() if key != "prefix")
    if document != again or len(document.get_records()) != records:
        raise DataFault(
            f"the prov library reads {len(document.get_records())} records",
            expected=f"{records}",
            where="PROV-JSON",
            mend="report it with the file of claims",
        )
    return text + "\n"


def plover_lines(proposals: Iterable[Proposal]) -> str:
    """Write the claims that have a PLOVER category as events, one a line; lossy."""
    return "".join(
        json.dumps(_event(one), ensure_ascii=False) + "\n"
        for one in proposals
        if one.plover
    )


def _event(one: Proposal) -> dict[str, Any]:
    time = one.time
    return {
        "id": one.id,
        "date": time.earliest if time else one.said,
        "event": one.plover,
        "quad": one.quad,
        "mode": None,
        "context": [*one.contexts, *one.aux],
        "actor": [{"code": e} for e in one.entities("actor")],
        "recipient": [{"code": e} for e in one.entities("recipient")],
        "eventText": one.exact,
        "textInfo": {"source": one.document, "textSha256": one.text_sha256},
        "negated": one.polarity == "denied",
        "codedBy": one.coder,
    }


def claim_reviews(proposals: Iterable[Proposal]) -> str:
    """Write claims as ClaimReview in JSON-LD; lossy, and without a rating of truth."""
    graph = [_claim_review(one) for one in proposals]
    return (
        json.dumps(
            {"@context": "https://schema.org", "@graph": graph},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _claim_review(one: Proposal) -> dict[str, Any]:
    speaker = one.speaker
    kind = "Person" if speaker.kind in ("author", "official") else "Organization"
    return {
        "@type": "ClaimReview",
        "@id": f"urn:foedus:claim:{one.id}",
        "claimReviewed": one.exact,
        "author": {"@type": "Thing", "name": one.coder},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": kind, "name": speaker.name or f"the {speaker.kind}"},
            "appearance": {"@type": "CreativeWork", "name": one.document},
            **({"datePublished": one.said} if one.said else {}),
        },
        # What is read here is who said what, not whether it is true.
        "reviewRating": {"@type": "Rating", "alternateName": f"not rated; {one.review}"},
    }


def argdown_text(proposals: Sequence[Proposal]) -> str:
    """Write claims as Argdown, with the relations that their words suggest."""
    statements = [
        Statement(
            one.id,
            one.exact,
            (one.kind, *(["denied"] if one.polarity == "denied" else [])),
            {
                "document": one.document,
                "voice": " by way of ".join(
                    holder.name or f"the {holder.kind}" for holder in reversed(one.voice)
                ),
                "review": one.review,
            },
        )
        for one in proposals
    ]
    suggested = [
        Link(ClaimId(one.a), ClaimId(one.b), one.relation, one.aspect, one.reason)
        for one in links(proposals)
    ]
    papers = ", ".join(dict.fromkeys(one.document for one in proposals))
    return argdown(f"Claims of {papers}", statements, of_links(suggested))
