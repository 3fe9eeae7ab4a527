"""Claims as a bundle of STIX 2.1: a report a document, a note a claim; lossy.

STIX knows threats and who is behind them, and no claims. A note holds what was said, by
whom, and of whom; hedges, readings of dates and figures stay behind. Identifiers follow
from names, so that the same claims give the same bundle.

References
----------
OASIS (2021), STIX Version 2.1, sections 4.5 (identity), 4.13 (note) and 4.15 (report).
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from foedus.reading.outward import NAMESPACE
from foedus.reading.posting import called, paraphrase
from foedus.reading.proposal import Holder, Proposal

_OURS = uuid5(NAMESPACE_URL, NAMESPACE)
UNDATED = "1970-01-01"
"""When something is said to be made that bears no date: STIX wants one of each object."""


def stix_bundle(proposals: Sequence[Proposal]) -> str:
    """Write claims as a bundle."""
    held: dict[str, dict[str, Any]] = {}
    notes: dict[str, list[str]] = {}
    for one in proposals:
        note = _note(one, held)
        held[note["id"]] = note
        notes.setdefault(one.document, []).append(note["id"])
    first = {one.document: one for one in reversed(proposals)}
    for document, inside in notes.items():
        report = _report(first[document], inside)
        held[report["id"]] = report
    told = " ".join(held)
    bundle = {"type": "bundle", "id": _id("bundle", told), "objects": list(held.values())}
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _note(one: Proposal, held: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Make a note, and put whom it names among what is held."""
    coder = _identity(held, one.coder, "unknown", UNDATED)
    voices = [_identity(held, *_voiced(v, one), UNDATED) for v in one.voice]
    about = [
        _identity(held, called(entity), "organization", UNDATED)
        for entity in one.entities()
    ]
    return {
        **_common("note", f"{one.id} {one.text_sha256}", one.said),
        "created_by_ref": coder,
        "abstract": paraphrase(one),
        "content": one.exact,
        "authors": [_voiced(v, one)[0] for v in one.voice],
        "object_refs": list(dict.fromkeys([*about, *voices])),
        "labels": list(_labels(one)),
        "lang": "en",
        "external_references": [
            {
                "source_name": one.document,
                "description": f"code points {one.selectors[0].start} to "
                f"{one.selectors[-1].end} of the text with SHA-256 {one.text_sha256}",
            }
        ],
    }


def _report(one: Proposal, notes: Sequence[str]) -> dict[str, Any]:
    return {
        **_common("report", f"{one.document} {one.text_sha256}", one.said),
        "name": one.document,
        "published": _stamp(one.said),
        "object_refs": list(notes),
    }


def _labels(one: Proposal) -> Iterable[str]:
    yield one.kind
    if one.plover:
        yield one.plover.lower()
    if one.polarity == "denied":
        yield "denied"
    if one.hedges:
        yield "hedged"
    yield f"review-{one.review}"


def _voiced(voice: Holder, one: Proposal) -> tuple[str, str]:
    """Name a voice, and the class of identity that it is."""
    kind = {"author": "individual", "official": "individual", "anonymous": "unknown"}
    name = voice.name or f"{voice.kind} of {one.document}"
    return name, kind.get(voice.kind, "organization")


def _identity(held: dict[str, dict[str, Any]], name: str, kind: str, made: str) -> str:
    one = {**_common("identity", name, made), "name": name, "identity_class": kind}
    held.setdefault(one["id"], one)
    return str(one["id"])


def _common(kind: str, name: str, said: str | None) -> dict[str, Any]:
    stamp = _stamp(said)
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": _id(kind, name),
        "created": stamp,
        "modified": stamp,
    }


def _id(kind: str, name: str) -> str:
    made: UUID = uuid5(_OURS, f"{kind} {name}")
    return f"{kind}--{made}"


def _stamp(said: str | None) -> str:
    """Make a moment of a day, a month or a year; of none, that of what is undated.

    >>> _stamp("2024-06")
    '2024-06-01T00:00:00.000Z'
    """
    told = said if said and re.fullmatch(r"\d{4}(-\d\d){0,2}", said) else UNDATED
    return f"{told + '-01' * ((10 - len(told)) // 3)}T00:00:00.000Z"
