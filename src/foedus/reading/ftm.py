"""Claims as statements of FollowTheMoney, which tools of investigators read; lossy.

A document, a public body for each state and group, an event for each claim: its day, who
acts, who is involved, and the document that proves it. Voices, hedges and figures have no
place there but in words. A statement is one value of one property, by whose digest it is
known, so that the same claims give the same rows.

References
----------
FollowTheMoney, https://followthemoney.tech: schemata Document, PublicBody and Event, and
the table of statements, version 4.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha1

from foedus.reading.posting import called, paraphrase
from foedus.reading.proposal import Proposal

DATASET = "foedus"
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset",
    "origin", "lang", "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_TYPES = {
    "id": "id", "name": "name", "summary": "text", "description": "text",
    "startDate": "date", "endDate": "date", "publishedAt": "date", "proof": "entity",
    "organizer": "entity", "involved": "entity", "fileName": "string",
    "keywords": "string", "recordId": "string",
}  # fmt: skip
"""Property -> its type, as the schemata have it."""


@dataclass(frozen=True, slots=True)
class _Thing:
    id: str
    schema: str
    values: tuple[tuple[str, str], ...]


def ftm_statements(proposals: Sequence[Proposal]) -> str:
    """Write claims as a table of statements, CSV."""
    told = io.StringIO()
    rows = csv.writer(told, dialect="unix")
    rows.writerow(COLUMNS)
    seen: set[str] = set()
    for one in _things(proposals):
        if one.id not in seen:
            seen.add(one.id)
            rows.writerows(_rows(one))
    return told.getvalue()


def _things(proposals: Iterable[Proposal]) -> Iterator[_Thing]:
    for one in proposals:
        paper = _id("document", one.document, one.text_sha256)
        published = [("publishedAt", one.said)] if one.said else []
        yield _Thing(
            paper,
            "Document",
            (("fileName", one.document), ("name", one.document), *published),
        )
        for entity in one.entities():
            yield _Thing(_body(entity), "PublicBody", (("name", called(entity)),))
        yield _event(one, paper)


def _event(one: Proposal, paper: str) -> _Thing:
    moment = one.time
    days = [
        ("startDate", moment.earliest if moment else None),
        ("endDate", moment.latest if moment else None),
    ]
    actors = one.entities("actor")
    others = [e for e in one.entities() if e not in actors]
    marks = [one.kind, *([one.plover] if one.plover else [])]
    marks += ["denied"] if one.polarity == "denied" else []
    marks += ["hedged"] if one.hedges else []
    return _Thing(
        _id("claim", one.id, one.text_sha256),
        "Event",
        (
            ("name", paraphrase(one)),
            ("summary", one.exact),
            ("description", _voices(one)),
            *((key, day) for key, day in days if day),
            *(("organizer", _body(entity)) for entity in actors),
            *(("involved", _body(entity)) for entity in others),
            *(("keywords", mark) for mark in marks),
            ("recordId", one.id),
            ("proof", paper),
        ),
    )


def _voices(one: Proposal) -> str:
    told = ", ".join(voice.name or f"the {voice.kind}" for voice in one.voice)
    return f"on the word of, outermost first: {told}"


def _rows(one: _Thing) -> Iterator[list[str]]:
    """Write the values of a thing, and its digest, as statements."""
    values = list(dict.fromkeys(one.values))
    whole = sha1(repr([one.schema, *values]).encode()).hexdigest()
    for prop, value in [("id", whole), *values]:
        key = f"{DATASET}.{one.id}.{prop}.{value}"
        yield [
            one.id, one.id, prop, _TYPES[prop], one.schema, value, DATASET, "", "", "",
            "false", "", "", sha1(key.encode()).hexdigest(),
        ]  # fmt: skip


def _body(entity: str) -> str:
    return _id("body", entity)


def _id(kind: str, *names: str) -> str:
    digest = sha1(" ".join(names).encode()).hexdigest()[:20]
    return f"{DATASET}-{kind}-{digest}"
