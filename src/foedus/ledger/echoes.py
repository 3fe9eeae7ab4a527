"""Whose word a claim really is: claims that repeat another's, openly or in their own voice.

Of two claims of different families that share an origin, the one said later brings none
of its own; nor does one in which an author says as his own what was somebody's word.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.ledger.book import standing
from foedus.ledger.entry import Claim, ClaimId, Entry, Link
from foedus.ledger.origin import Source, SourceId
from foedus.spells import spell_of


@dataclass(frozen=True, slots=True)
class Echo:
    """One claim that repeats another."""

    claim: Claim
    of: Claim
    laundered: bool
    """Whether it is said as the author's own."""
    reason: str


def echoes(book: Sequence[Entry]) -> Mapping[ClaimId, tuple[Echo, ...]]:
    """Find the claims that bring no origin of their own, each with those it repeats.

    `launders` goes from the word to the claim in which it comes back.
    """
    claims = {claim.id: claim for claim in standing(book, Claim)}
    families = {source.id: source.family for source in standing(book, Source)}
    found: dict[ClaimId, tuple[Echo, ...]] = {}
    for link in standing(book, Link):
        if {link.a, link.b} <= claims.keys():
            for echo in _echo(link, claims[link.a], claims[link.b], families):
                held = found.get(echo.claim.id, ())
                found[echo.claim.id] = (*held, echo)
    return found


def _echo(
    link: Link, a: Claim, b: Claim, families: Mapping[SourceId, str]
) -> Iterator[Echo]:
    if link.relation == "launders":
        yield Echo(b, a, True, link.reason)
    elif link.relation == "same_origin" and (
        families.get(a.speaker) != families.get(b.speaker)
    ):
        first, later = (b, a) if _day(b) < _day(a) else (a, b)
        yield Echo(later, first, False, link.reason)


def _day(claim: Claim) -> date:
    return spell_of(claim.said, where=f"claim {claim.id}").start


def origins(
    claim: Claim, book: Sequence[Entry], found: Mapping[ClaimId, tuple[Echo, ...]]
) -> frozenset[str]:
    """Name the families that a claim goes back to, through all that it repeats."""
    families = {source.id: source.family for source in standing(book, Source)}
    return frozenset(families[one.speaker] for one in roots(claim, families, found))


def roots(
    claim: Claim, known: Container[SourceId], found: Mapping[ClaimId, tuple[Echo, ...]]
) -> tuple[Claim, ...]:
    """Give the claims that a claim goes back to and that repeat none, by their ids.

    A claim is its own root where it repeats nobody, or nobody whose source is known.
    """
    waiting, seen, held = [claim], set[ClaimId](), dict[ClaimId, Claim]()
    while waiting:
        one = waiting.pop()
        if one.id in seen:
            continue
        seen.add(one.id)
        told = found.get(one.id, ())
        waiting += [echo.of for echo in told]
        if not told and one.speaker in known:
            held[one.id] = one
    if not held and claim.speaker in known:
        return (claim,)
    return tuple(held[id] for id in sorted(held))
