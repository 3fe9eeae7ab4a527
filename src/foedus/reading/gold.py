"""Claims that a person coded, to hold the rules against.

One JSON object a line: the document and the digest of its bytes, the place and the words,
who does what to whom under PLOVER, speaker, hedges, date, quantity.
"""

from dataclasses import dataclass, fields
from typing import Any

from foedus import doors
from foedus.faults import DataFault


@dataclass(frozen=True, slots=True)
class Span:
    """Words with their place; a place of None is not in the text."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Whose word it is."""

    kind: str
    name: str | None = None
    span: Span | None = None
    verb: Span | None = None


@dataclass(frozen=True, slots=True)
class GoldDate:
    """When it is about."""

    text: str = ""
    start: int | None = None
    end: int | None = None
    earliest: str | None = None
    latest: str | None = None
    grain: str | None = None
    basis: str | None = None
    alternatives: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """A figure; `op` is eq, gt, ge, lt, le, approx or range."""

    text: str = ""
    start: int | None = None
    end: int | None = None
    op: str = "eq"
    value: float | None = None
    unit: str | None = None
    of: str | None = None
    low: float | None = None
    high: float | None = None
    referent: str | None = None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim that a person coded."""

    id: str
    doc: str
    start: int
    end: int
    quote: str
    type: str
    speaker: GoldSpeaker
    doc_sha256: str = ""
    prefix: str = ""
    suffix: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    plover: str | None = None
    mode: str | None = None
    aux: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    polarity: str = "affirmed"
    hedges: tuple[Span, ...] = ()
    date: GoldDate | None = None
    quantity: GoldQuantity | None = None
    quantities: tuple[GoldQuantity, ...] = ()
    """All of them where a claim has several; `quantity` is the first."""
    condition: Span | None = None
    checkable: str | None = None
    param: str | None = None
    note: str | None = None
    secondary_speaker: GoldSpeaker | None = None


def read_gold(text: str, *, where: str) -> tuple[GoldClaim, ...]:
    """Read a file of coded claims; keys that are not known here are passed over.

    Raises
    ------
    DataFault
        A line that is no coded claim, with its number; or no claim at all.
    """
    claims = tuple(
        doors.check(
            GoldClaim,
            _known(
                doors.read_json(dict[str, Any], line, where=f"{where}:{number}"), GoldClaim
            ),
            where=f"{where}:{number}",
        )
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )
    if not claims:
        raise DataFault(
            "no claim in it",
            expected="one coded claim a line",
            where=where,
            mend="give a file of coded claims, as docs/reading.md shows its form",
        )
    return claims


_INNER: dict[str, type] = {
    "speaker": GoldSpeaker,
    "secondary_speaker": GoldSpeaker,
    "date": GoldDate,
    "quantity": GoldQuantity,
    "quantities": GoldQuantity,
    "condition": Span,
    "hedges": Span,
    "span": Span,
    "verb": Span,
}


def _known(raw: Any, kind: type) -> Any:  # noqa: ANN401  # JSON is what JSON is
    """Keep the keys that a coded claim has here; other coders note more than is scored."""
    if isinstance(raw, list):
        return [_known(one, kind) for one in raw]
    if not isinstance(raw, dict):
        return raw
    names = {field.name for field in fields(kind)}
    if isinstance(raw.get("quantity"), list) and kind is GoldClaim:
        raw = {**raw, "quantities": raw["quantity"]}
    # Whoever coded several dates or figures of one claim put the telling one first.
    raw = {
        key: (value or [None])[0] if isinstance(value, list) and key in _SINGLE else value
        for key, value in raw.items()
    }
    return {
        key: _known(value, _INNER[key]) if key in _INNER else value
        for key, value in raw.items()
        if key in names and not (value is None and key in _TEXTS)
    }


_SINGLE = ("date", "quantity", "condition", "speaker", "secondary_speaker")
_TEXTS = ("text", "prefix", "suffix", "doc_sha256", "polarity", "op")
"""Keys whose null is as good as none."""
