"""Small entries to build books of."""

from datetime import date

from foedus.ledger.entry import (
    Binding,
    Claim,
    ClaimId,
    Link,
    Quantity,
    Result,
    ResultId,
    Retraction,
    Voice,
)
from foedus.ledger.origin import Document, DocumentId, Source, SourceId
from foedus.quantity import Estimate, Unit

DAY = date(2025, 1, 1)
PAPER = Document(DocumentId("paper"), "A paper", "A press")


def source(id, family=None, reliability="B"):
    return Source(SourceId(id), id, "press", family or id, reliability, "known for it")


def figure(operator="about", value=None, low=None, high=None, unit=Unit.COUNT):
    return Quantity(operator, unit, "shells", value, low, high)


def claim(id, quantity=None, *voices, said="2024", credibility=2, **more):
    return Claim(
        id=ClaimId(id),
        kind="quantity",
        sentence="So many were sent.",
        document=more.pop("document", PAPER.id),
        voice=tuple(Voice(SourceId(v)) for v in voices or ("press",)),
        said=said,
        credibility=credibility,
        reason="seen",
        questions=("evidence",),
        topic="shells",
        quantity=quantity,
        **more,
    )


def binding(*claims, parameter="shells", unit=Unit.COUNT, **more):
    return Binding(parameter, "shells sent", unit, tuple(claims), **more)


def link(a, b, relation="corroborates"):
    return Link(ClaimId(a), ClaimId(b), relation, "value", "both say so")


def result(id="r", rests_on=("c",), basis="run 1", posted=DAY, value=1.0):
    estimate = Estimate(value, value, value, 1.0, Unit.COUNT, basis)
    return Result(ResultId(id), "evidence", "so many", estimate, rests_on, posted)


def retraction(name, posted=DAY):
    return Retraction(name, "it was wrong", "an analyst", posted)
