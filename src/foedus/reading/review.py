"""Proposals become claims when somebody has looked at them, and never before.

Each decision is an entry in a journal of the ledger, with who and when. So a review can
stop anywhere and go on, two may review at once, and what a reviewer thought is never lost,
not even where he changed his mind. Two reviewers of the same proposals are compared field
by field.

References
----------
Cohen, J. (1960), A Coefficient of Agreement for Nominal Scales, Educational and
Psychological Measurement 20. doi:10.1177/001316446002000104
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from foedus import doors
from foedus.faults import DataFault, Finding, LedgerFault
from foedus.ledger import journal
from foedus.ledger.entry import Review, place_in
from foedus.reading.document import Layer, unchanged
from foedus.reading.grounding import still_stands
from foedus.reading.proposal import Holder, Participant, Proposal

Verdict = Literal["accepted", "corrected", "rejected", "merged", "linked"]

FIELDS = (
    "kind",
    "actors",
    "recipients",
    "plover",
    "polarity",
    "voice",
    "hedges",
    "time",
    "checkability",
)
"""What a reviewer may correct, and what two reviewers are compared on."""

ALONE = ("hedges", "time")
"""Fields that are shown and compared, and that only the text itself could change."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """How far two reviewers agree on one field, beyond what chance would give."""

    field: str
    pairs: int
    agreed: int
    kappa: float | None
    """None where chance alone would make them agree always: one value, or no pair."""


def read_claims(path: Path) -> tuple[Proposal, ...]:
    """Read a file of proposed claims.

    Raises
    ------
    DataFault
        A line that is no proposal, or two proposals of one id.
    """
    held = doors.read_jsonl(Proposal, doors.read_text(path), where=str(path))
    times = Counter(one.id for one in held)
    twice = [id for id, count in times.items() if count > 1]
    if twice or not held:
        raise DataFault(
            f"the id {twice[0]} stands {times[twice[0]]} times"
            if twice
            else "no claim in it",
            expected="claims, each with an id of its own",
            where=str(path),
            mend="write it anew by `foedus read -o`",
        )
    return held


def coded(one: Proposal) -> dict[str, str]:
    """Give the fields of a proposal as plain words, to be shown, changed and compared."""
    return {
        "kind": one.kind,
        "actors": " ".join(sorted(one.entities("actor"))),
        "recipients": " ".join(sorted(one.entities("recipient"))),
        "plover": one.plover or "",
        "polarity": one.polarity,
        "voice": " ".join(filter(None, (one.speaker.kind, one.speaker.name))),
        "hedges": "; ".join(hedge.words for hedge in one.hedges),
        "time": one.time.words if one.time else "",
        "checkability": one.checkability,
    }


def corrected(one: Proposal, field: str, value: str) -> Proposal:
    """Give a proposal with one field changed.

    Raises
    ------
    DataFault
        No such field, or a value that the field cannot have.
    """
    if field not in FIELDS or field in ALONE:
        raise DataFault(
            f"{field!r} cannot be corrected here",
            expected=f"one of {', '.join(f for f in FIELDS if f not in ALONE)}",
            where=one.id,
            mend="reject the claim, or correct another field",
        )
    value = value.strip()
    match field:
        case "actors" | "recipients":
            role: Literal["actor", "recipient"] = (
                "actor" if field == "actors" else "recipient"
            )
            rest = tuple(p for p in one.participants if p.role != role)
            given = tuple(Participant(e, role, "inferred") for e in value.upper().split())
            changed = replace(one, participants=(*rest, *given))
        case "voice":
            kind, _, name = value.partition(" ")
            voice = (Holder("author"), Holder(kind, name or None))  # type: ignore[arg-type]
            changed = replace(one, voice=voice[:1] if kind == "author" else voice)
        case "plover":
            changed = replace(one, plover=value.upper() or None)
        case _:
            changed = replace(one, **{field: value})  # type: ignore[arg-type]
    changed = replace(changed, review="corrected")
    return doors.check(Proposal, doors.plain(changed), where=f"{one.id}: {field}")


def decide(
    path: Path,
    one: Proposal,
    verdict: Verdict,
    *,
    who: str,
    when: datetime,
    other: str | None = None,
    other_place: str = "",
    relation: str | None = None,
    reason: str = "",
) -> tuple[Finding, ...]:
    """Write a decision into the journal, at once and whole.

    Raises
    ------
    LedgerFault
        The journal is broken, or another writer has held it too long.
    OutputFault
        The folder cannot be written.
    """
    review = Review(
        proposal=one.id,
        reviewer=who,
        number=1,
        verdict=verdict,
        coded=coded(one),
        other=other,
        relation=relation,
        reason=reason,
        place=place_of(one),
        other_place=other_place,
    )

    def numbered(held: Sequence[journal.Posting]) -> list[Review]:
        # Counted while the journal is held, so that two windows of one reviewer differ.
        before = sum(
            isinstance(posting.entry, Review)
            and (posting.entry.reviewer, posting.entry.proposal) == (who, one.id)
            for posting in held
        )
        return [replace(review, number=before + 1)]

    return journal.post_next(path, numbered, who=who, when=when)


def place_of(one: Proposal) -> str:
    """Name the place of a claim; nothing where it has none."""
    return place_in(one.text_sha256, one.selectors[0]) if one.selectors else ""


def followed(proposals: Iterable[Proposal], made: Iterable[Review]) -> tuple[Review, ...]:
    """Give decisions under the ids that their claims have now, by where these stand.

    A text that is read anew, by other rules, numbers its claims anew. A decision stays
    with the words that it was made on; those on words that are no claim any more are left
    out. Decisions from before places were kept go by their ids.
    """
    now: dict[str, list[str]] = {}
    for claim in proposals:
        now.setdefault(place_of(claim), []).append(claim.id)
    found = []
    for review in made:
        one = _now(review.proposal, review.place, now)
        other = _now(review.other, review.other_place, now)
        if one is not None and (other is not None or review.other is None):
            found.append(replace(review, proposal=one, other=other))
    return tuple(found)


def _now(id: str | None, place: str, now: Mapping[str, Sequence[str]]) -> str | None:
    """Give the id of the claim at a place; of several there, the one that had the id."""
    if not place:
        return id
    held = now.get(place, ())
    return id if id in held else next(iter(held), None)


def decisions(path: Path) -> tuple[Review, ...]:
    """Give every decision of a journal, in order.

    Raises
    ------
    LedgerFault
        The journal is broken.
    """
    if not path.exists():
        return ()
    held = journal.settled(path)
    return tuple(posting.entry for posting in held if isinstance(posting.entry, Review))


def waiting(
    proposals: Sequence[Proposal], made: Iterable[Review], who: str
) -> tuple[Proposal, ...]:
    """Give what a reviewer has not decided on yet; a link alone decides nothing."""
    done = {
        r.proposal
        for r in followed(proposals, made)
        if r.reviewer == who and r.verdict != "linked"
    }
    return tuple(one for one in proposals if one.id not in done)


def reviewed(
    proposals: Sequence[Proposal], made: Sequence[Review], *, who: str | None = None
) -> tuple[Proposal, ...]:
    """Give what stands after review: accepted or corrected, by the last decision on each.

    `who` takes one reviewer's word; otherwise the last decision of anybody counts.
    """
    last: dict[str, Review] = {}
    for review in followed(proposals, made):
        if who in (None, review.reviewer) and review.verdict != "linked":
            last[review.proposal] = review
    merged = _merged(proposals, last)
    stand = []
    for one in proposals:
        kept = last.get(one.id)
        if kept is not None and kept.verdict in ("accepted", "corrected"):
            stand.append(_with_places(_as_left(one, kept), merged.get(one.id, [])))
    return tuple(stand)


def _merged(
    proposals: Sequence[Proposal], last: Mapping[str, Review]
) -> dict[str, list[Proposal]]:
    """Give for each claim those that were merged into it."""
    into: dict[str, list[Proposal]] = {}
    for one in proposals:
        kept = last.get(one.id)
        if kept is not None and kept.verdict == "merged" and kept.other is not None:
            into.setdefault(kept.other, []).append(one)
    return into


def _with_places(one: Proposal, merged: Sequence[Proposal]) -> Proposal:
    """Give a claim the places of those merged into it, as far as they are of its text."""
    held = (one, *(other for other in merged if other.document == one.document))
    places = {place.start: place for other in held for place in other.selectors}
    return replace(one, selectors=tuple(places[start] for start in sorted(places)))


def _as_left(one: Proposal, review: Review) -> Proposal:
    """Give a proposal as its reviewer left it."""
    left = one
    for field, value in review.coded.items():
        if field not in ALONE and coded(one).get(field) != value:
            left = corrected(left, field, value)
    return replace(left, review="corrected" if left is not one else "accepted")


def standing_decisions(
    proposals: Iterable[Proposal], made: Sequence[Review]
) -> tuple[Review, ...]:
    """Give the last decision on each claim that made it stand."""
    last = {
        review.proposal: review
        for review in followed(proposals, made)
        if review.verdict != "linked"
    }
    return tuple(r for r in last.values() if r.verdict in ("accepted", "corrected"))


def links_made(made: Iterable[Review]) -> tuple[Review, ...]:
    """Give the links that reviewers made, in order."""
    return tuple(r for r in made if r.verdict == "linked")


def agreement(made: Iterable[Review], a: str, b: str) -> tuple[Kappa, ...]:
    """Compare two reviewers on the proposals that both decided on, field by field.

    The verdict is a field too. Cohen's kappa is (agreed - by chance) / (1 - by chance).
    """
    last: dict[str, dict[str, Review]] = {a: {}, b: {}}
    for review in made:
        if review.reviewer in last and review.verdict != "linked":
            last[review.reviewer][review.proposal] = review
    both = [id for id in last[a] if id in last[b]]
    pairs = [(last[a][id], last[b][id]) for id in both]
    told = [_kappa("verdict", [(x.verdict, y.verdict) for x, y in pairs])]
    kept = [(x, y) for x, y in pairs if {x.verdict, y.verdict} <= {"accepted", "corrected"}]
    for field in FIELDS:
        values = [(x.coded.get(field, ""), y.coded.get(field, "")) for x, y in kept]
        told.append(_kappa(field, values))
    return tuple(told)


def _kappa(field: str, values: Sequence[tuple[str, str]]) -> Kappa:
    many = len(values)
    agreed = sum(x == y for x, y in values)
    left, right = Counter(x for x, _ in values), Counter(y for _, y in values)
    chance = sum(left[v] * right[v] for v in left) / many**2 if many else 1.0
    kappa = (agreed / many - chance) / (1 - chance) if many and chance < 1 else None
    return Kappa(field, many, agreed, kappa)


def stands(proposals: Iterable[Proposal], layer: Layer) -> tuple[Finding, ...]:
    """Say which proposals no longer stand in their document."""
    found: list[Finding] = []
    for one in proposals:
        if one.document != layer.name:
            continue
        found += unchanged(layer, one.text_sha256)[: 1 if not found else 0]
        for place in one.selectors:
            if not still_stands(layer.text, place):
                found.append(
                    Finding("breach", one.id, "its words no longer stand at their place")
                )
    return tuple(found)


RELATIONS = (
    "corroborates",
    "contradicts",
    "qualifies",
    "extends",
    "launders",
    "same_origin",
)


def check_link(one: str, other: str, relation: str, known: Iterable[str]) -> None:
    """Refuse a link that leads nowhere or that nobody could read.

    Raises
    ------
    LedgerFault
        No such proposal, the same one twice, or no such relation.
    """
    if other not in set(known) or other == one or relation not in RELATIONS:
        raise LedgerFault(
            f"no link from {one} by {relation!r} to {other!r}",
            expected=f"another proposal, and one of {', '.join(RELATIONS)}",
            where="the review",
            mend="give the id of another proposal in this file",
        )
