"""Claims as a table, out and in; in by a mapping that says which column is which.

A mapping is YAML: `columns` names their column for each of ours, `constants` gives what is
the same for every row, `values` turns their words into ours, field by field.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus import doors
from foedus.faults import DataFault, Finding
from foedus.reading.document import Layer
from foedus.reading.grounding import Refusal, ground
from foedus.reading.proposal import Participant, Proposal
from foedus.reading.review import corrected

COLUMNS = (
    "id",
    "document",
    "start",
    "end",
    "exact",
    "kind",
    "actors",
    "recipients",
    "plover",
    "polarity",
    "voice",
    "voice_kind",
    "hedges",
    "earliest",
    "latest",
    "rejected_days",
    "operator",
    "value",
    "low",
    "high",
    "unit",
    "of",
    "whose",
    "checkability",
    "coder",
    "review",
)
"""Columns of a table of claims."""

_TAKEN = ("kind", "actors", "recipients", "plover", "polarity", "checkability")


@dataclass(frozen=True, slots=True)
class Mapping:
    """How somebody's columns become ours."""

    columns: dict[str, str]
    """Ours -> theirs; `exact` and `document` are needed, here or as constants."""
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """Field of ours -> their word -> ours."""


def csv_text(proposals: Iterable[Proposal]) -> str:
    """Write claims as CSV, one a row; the first figure alone, and the finest time."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for one in proposals:
        rows.writerow(_row(one))
    return out.getvalue()


def _row(one: Proposal) -> dict[str, Any]:
    time, figure = one.time, next(iter(one.figures), None)
    return {
        "id": one.id,
        "document": one.document,
        "start": one.selectors[0].start,
        "end": one.selectors[-1].end,
        "exact": one.exact,
        "kind": one.kind,
        "actors": " ".join(one.entities("actor")),
        "recipients": " ".join(one.entities("recipient")),
        "plover": one.plover,
        "polarity": one.polarity,
        "voice": one.speaker.name,
        "voice_kind": one.speaker.kind,
        "hedges": "; ".join(hedge.words for hedge in one.hedges),
        "earliest": time and time.earliest,
        "latest": time and time.latest,
        "rejected_days": " ".join(time.rejected) if time else None,
        "operator": figure and figure.operator,
        "value": figure and figure.value,
        "low": figure and figure.low,
        "high": figure and figure.high,
        "unit": figure and str(figure.unit),
        "of": figure and figure.of,
        "whose": figure and figure.referent,
        "checkability": one.checkability,
        "coder": one.coder,
        "review": one.review,
    }


def read_mapping(text: str, *, where: str) -> Mapping:
    """Read a mapping.

    Raises
    ------
    DataFault
        No mapping, a field that claims do not have, or no way to the words.
    """
    mapping = doors.read_yaml(Mapping, text, where=where)
    named = {*mapping.columns, *mapping.constants}
    strange = sorted({*named, *mapping.values} - set(COLUMNS))
    if strange or not {"exact", "document"} <= named:
        raise DataFault(
            f"{strange[0]!r} is no field of a claim" if strange else "no way to the words",
            expected=f"fields of {', '.join(COLUMNS)}; exact and document among them",
            where=where,
            mend="name their column for each field that the table has",
        )
    return mapping


def from_csv(
    text: str, mapping: Mapping, layers: Sequence[Layer], *, where: str
) -> tuple[tuple[Proposal, ...], tuple[Finding, ...]]:
    """Read claims from somebody's table; what the gate refuses is a finding.

    Raises
    ------
    DataFault
        A broken table, or a column that the mapping names and the table lacks.
    """
    rows = doors.read_csv(dict[str, str], text, where=where)
    header = next(csv.reader(io.StringIO(text)), [])
    lost = sorted(set(mapping.columns.values()) - set(header))
    if lost:
        raise DataFault(
            f"the table has no column {lost[0]!r}",
            expected=f"one of {', '.join(header)}",
            where=where,
            mend="mend the mapping",
        )
    by_name = {layer.name: layer for layer in layers}
    found: list[Proposal] = []
    refused: list[Finding] = []
    for number, row in enumerate(rows, 2):
        one = _proposal(_ours(row, mapping), by_name, f"{where}:{number}", number)
        if isinstance(one, Finding):
            refused.append(one)
        else:
            found.append(one)
    return tuple(found), tuple(refused)


def _ours(row: dict[str, str], mapping: Mapping) -> dict[str, str]:
    held = dict(mapping.constants)
    for ours, theirs in mapping.columns.items():
        value = row.get(theirs, "")
        if value:
            held[ours] = mapping.values.get(ours, {}).get(value, value)
    return held


def _proposal(
    row: dict[str, str], layers: dict[str, Layer], place: str, number: int
) -> Proposal | Finding:
    layer = layers.get(row.get("document", ""))
    if layer is None:
        return Finding(
            "breach", place, f"its document {row.get('document')!r} is not at hand"
        )
    start = int(row["start"]) if row.get("start", "").isdigit() else None
    denied = row.get("polarity") == "denied"
    found = ground(layer.text, row.get("exact", ""), start=start, denied=denied)
    if isinstance(found, Refusal):
        return found.finding(place)
    one = Proposal(
        id=row.get("id") or f"row-{number}",
        document=layer.name,
        text_sha256=layer.text_sha256,
        selectors=(found,),
        kind="state",
        participants=(),
        coder=row.get("coder") or "table",
    )
    try:
        for name in _TAKEN:
            if name in row:
                one = corrected(one, name, row[name])
    except DataFault as fault:
        return Finding("breach", place, f"{fault.found}; expected {fault.expected}")
    return _proposed(one)


def _proposed(one: Proposal) -> Proposal:
    """Put a claim back among those that wait for review, its people as they were named."""
    parts = tuple(Participant(p.entity, p.role, "named") for p in one.participants)
    return doors.check(
        Proposal,
        {**doors.plain(one), "review": "proposed", "participants": doors.plain(parts)},
        where=one.id,
    )
