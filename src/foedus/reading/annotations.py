"""Claims as W3C Web Annotations, out and in.

The model counts positions in code points, as we do. A browser counts UTF-16 units; so a
position that does not hold its quotation is tried as such before the quotation is searched.
Whatever comes in passes the gate: a quotation that does not stand in the text is refused.

References
----------
Sanderson, R., Ciccarese, P., Young, B. (2017), Web Annotation Data Model, W3C
Recommendation, section 4.2: TextQuoteSelector, TextPositionSelector.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from foedus import doors
from foedus.faults import DataFault, Finding
from foedus.ledger.entry import Selector
from foedus.reading.document import Layer
from foedus.reading.grounding import Refusal, ground, still_stands
from foedus.reading.proposal import Kind, Proposal

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CODING = "application/vnd.foedus.claim+json"
"""Format of the body that holds a claim's whole coding."""

Plain = Mapping[str, Any]


def annotations(proposals: Iterable[Proposal]) -> dict[str, Any]:
    """Give claims as a page of annotations, the coding whole in a body of each."""
    items = [_annotation(one) for one in proposals]
    return {"@context": CONTEXT, "type": "AnnotationPage", "items": items}


def _annotation(one: Proposal) -> dict[str, Any]:
    targets = [_target(one, place) for place in one.selectors]
    return {
        "@context": CONTEXT,
        "id": f"urn:foedus:claim:{one.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Software", "name": one.coder},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": one.kind},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": CODING,
                "value": doors.json_text(one),
            },
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(one: Proposal, place: Selector) -> dict[str, Any]:
    return {
        "source": one.document,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": place.exact,
                "prefix": place.prefix,
                "suffix": place.suffix,
            },
            {"type": "TextPositionSelector", "start": place.start, "end": place.end},
        ],
    }


def from_annotations(
    text: str, layers: Sequence[Layer], *, where: str
) -> tuple[tuple[Proposal, ...], tuple[Finding, ...]]:
    """Read annotations on documents at hand; what the gate refuses is a finding.

    Raises
    ------
    DataFault
        No JSON of annotations.
    """
    by_name = {layer.name: layer for layer in layers}
    found: list[Proposal] = []
    refused: list[Finding] = []
    for number, item in enumerate(_items(text, where), 1):
        one = _proposal(item, by_name, number, where)
        if isinstance(one, Finding):
            refused.append(one)
        else:
            found.append(one)
    return tuple(found), tuple(refused)


def _items(text: str, where: str) -> list[Plain]:
    """Give the annotations of a page, a collection, a list, or one by itself."""
    raw = doors.read_json(dict[str, Any] | list[dict[str, Any]], text, where=where)  # type: ignore[arg-type]
    match raw:
        case list():
            held = raw
        case {"items": list(items)}:
            held = items
        case {"first": {"items": list(items)}}:
            held = items
        case {"type": "Annotation"}:
            held = [raw]
        case _:
            held = []
    if not held or not all(isinstance(one, dict) and "target" in one for one in held):
        raise DataFault(
            "no annotation in it",
            expected="a W3C Web Annotation, a page or a list of them",
            where=where,
            mend="export annotations as JSON-LD",
        )
    return held


def _proposal(
    item: Plain, layers: Mapping[str, Layer], number: int, where: str
) -> Proposal | Finding:
    targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
    place = f"{where}: {item.get('id', f'annotation {number}')}"
    own = _coding(item)
    denied = own is not None and own.polarity == "denied"
    selectors, layer = [], None
    for target in targets:
        source = str(target.get("source", "")) if isinstance(target, dict) else str(target)
        layer = layers.get(source.rpartition("/")[2])
        if layer is None:
            return Finding("breach", place, f"its document {source!r} is not at hand")
        found = _grounded(target.get("selector"), layer.text, denied=denied)
        if isinstance(found, Refusal):
            return found.finding(place)
        selectors.append(found)
    if layer is None:
        return Finding("breach", place, "it has no target")
    if own is not None and [s.exact for s in own.selectors] == [s.exact for s in selectors]:
        # Whatever a file says of itself, it waits for review here.
        return replace(
            own,
            document=layer.name,
            text_sha256=layer.text_sha256,
            selectors=tuple(selectors),
            review="proposed",
        )
    return Proposal(
        id=str(item.get("id") or f"annotation-{number}").rpartition(":")[2],
        document=layer.name,
        text_sha256=layer.text_sha256,
        selectors=tuple(selectors),
        kind=_kind(item),
        coder=_creator(item),
    )


def _grounded(selectors: object, text: str, *, denied: bool) -> Selector | Refusal:
    """Find a place: by position where it holds the quotation, else by the quotation."""
    held = selectors if isinstance(selectors, list) else [selectors]
    kinds = {s.get("type"): s for s in held if isinstance(s, dict)}
    quote, position = kinds.get("TextQuoteSelector"), kinds.get("TextPositionSelector")
    if quote is None:
        return Refusal("", "has no TextQuoteSelector, and a position alone proves nothing")
    exact = str(quote.get("exact", ""))
    for start, end in _positions(position, text):
        if exact and still_stands(text, Selector(start, end, exact)):
            return ground(text, exact, start=start, denied=denied)
    before, after = str(quote.get("prefix", "")), str(quote.get("suffix", ""))
    return ground(text, exact, prefix=before, suffix=after, denied=denied)


def _positions(position: Plain | None, text: str) -> list[tuple[int, int]]:
    """Give a position as code points, and as UTF-16 units turned into code points."""
    if position is None:
        return []
    start, end = position.get("start"), position.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end:
        return []
    return [(start, end), (from_utf16(text, start), from_utf16(text, end))]


def from_utf16(text: str, units: int) -> int:
    """Turn a count of UTF-16 units, as a browser counts, into code points.

    >>> from_utf16("a🙂b", 3)
    2
    """
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _coding(item: Plain) -> Proposal | None:
    """Give the coding that one of our own annotations carries."""
    for body in _bodies(item):
        if body.get("format") == CODING:
            return doors.read_json(Proposal, str(body.get("value")), where="annotation")
    return None


def _bodies(item: Plain) -> list[Plain]:
    body = item.get("body", [])
    return [b for b in (body if isinstance(body, list) else [body]) if isinstance(b, dict)]


def _kind(item: Plain) -> Kind:
    """Take the kind that a tag names; `state` where none does."""
    known: tuple[Kind, ...] = get_args(Kind)
    told = {str(body.get("value", "")).strip().lower() for body in _bodies(item)}
    return next((kind for kind in known if kind in told), "state")


def _creator(item: Plain) -> str:
    creator = item.get("creator") or "annotation"
    name = (
        creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator
    )
    return str(name or "annotation")


def page_text(proposals: Iterable[Proposal]) -> str:
    """Write claims as a page of annotations."""
    return json.dumps(annotations(proposals), ensure_ascii=False, indent=1) + "\n"
