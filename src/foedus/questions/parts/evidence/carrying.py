"""What each source carries, and how far the coding has been looked over."""

from collections.abc import Sequence

from foedus.chance import Stream
from foedus.ledger.book import Book, standing
from foedus.ledger.doubt import drop
from foedus.ledger.entry import Claim, Review, place_in
from foedus.ledger.origin import Document, Source, SourceId
from foedus.questions.answer import Table


def by_source(book: Book, *, stream: Stream, runs: int) -> Table:
    """Leave out each source in turn: how many numbers move, and which the most."""
    rows, cited = [], []
    speakers = {v.holder for c in standing(book, Claim) if c.quantity for v in c.voice}
    for source in standing(book, Source):
        if source.id not in speakers:
            continue
        shifts = drop(book, source.id, stream=stream, runs=runs)
        moved = [s for s in shifts if s.moved > 0.25]
        if not moved:
            continue
        worst = moved[0]
        rows.append(
            (
                source.name,
                source.family,
                source.reliability,
                len(moved),
                sum(s.after is None for s in moved),
                worst.parameter,
                worst.before.value,
                worst.after.value if worst.after else "nothing left",
            )
        )
        cited.append((f"evidence.{worst.parameter}",))
    order = sorted(range(len(rows)), key=lambda k: (-rows[k][4], -rows[k][3], rows[k][0]))
    return Table(
        id="evidence.by_source",
        title="What each source carries: the brief without it",
        columns=(
            "Source",
            "Origin",
            "Grade",
            "Numbers moved",
            "Numbers lost",
            "Moved most",
            "Median with it",
            "Median without it",
        ),
        rows=tuple(rows[k] for k in order),
        rests_on=tuple(cited[k] for k in order),
        note="Moved: the median shifts by more than a quarter of half the interval.",
    )


def shifted(book: Book, source: SourceId, *, stream: Stream, runs: int) -> Table:
    """Tell what each pooled number becomes without one source."""
    shifts = drop(book, source, stream=stream, runs=runs)
    return Table(
        id="evidence.without",
        title=f"What changes without {source}",
        columns=("Parameter", "Before", "5 %", "95 %", "After", "5 %", "95 %", "Moved"),
        rows=tuple(
            (
                s.parameter,
                s.before.value,
                s.before.low,
                s.before.high,
                s.after.value if s.after else "nothing left",
                s.after.low if s.after else None,
                s.after.high if s.after else None,
                s.moved if s.after else None,
            )
            for s in shifts
        ),
        note="Moved counts half-widths of the interval before.",
    )


def reviewed(book: Book) -> Table:
    """Count the claims by who coded them, and those that a review stands behind.

    A claim that came through `foedus review --into` was decided by its reviewer; one that
    was written straight into a case's file was seen by its coder alone.
    """
    claims = standing(book, Claim)
    decided = [
        review
        for review in standing(book, Review)
        if review.verdict in ("accepted", "corrected")
    ]
    texts = {paper.id: paper.text_sha256 for paper in standing(book, Document)}
    coders = sorted({claim.coder for claim in claims})
    rows = []
    for coder in coders:
        own = [claim for claim in claims if claim.coder == coder]
        rows.append(
            (
                coder,
                len(own),
                sum(claim.basis == "memory" for claim in own),
                sum(bool(claim.selectors) for claim in own),
                sum(_is_seen(claim, decided, texts.get(claim.document)) for claim in own),
            )
        )
    return Table(
        id="evidence.review",
        title="Who coded the claims, and what was looked over",
        columns=("Coded by", "Claims", "From memory", "With a place in a text", "Reviewed"),
        rows=tuple(rows),
        note="Reviewed: somebody other than its coder has accepted or corrected the claim, "
        "on the very words that it stands on.",
    )


def _is_seen(claim: Claim, decided: Sequence[Review], text_sha256: str | None) -> bool:
    """Tell whether another than its coder let a claim stand, by its place or its id."""
    places = {place_in(text_sha256, s) for s in claim.selectors} if text_sha256 else set()
    return any(
        review.reviewer != claim.coder
        and (review.place in places if review.place else review.proposal == claim.id)
        for review in decided
    )
