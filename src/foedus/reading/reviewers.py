"""How far each reviewer has come, and on what two of them differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedus.ledger.entry import Review
from foedus.reading.proposal import Proposal
from foedus.reading.review import FIELDS, links_made, reviewed, waiting


@dataclass(frozen=True, slots=True)
class Tally:
    """One reviewer's count of a file of claims."""

    reviewer: str
    decided: int
    of: int
    stands: int
    links: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one claim that two reviewers left differently."""

    proposal: str
    field: str
    one: str
    other: str


def tallies(proposals: Sequence[Proposal], made: Sequence[Review]) -> tuple[Tally, ...]:
    """Count what each reviewer has decided, in the order in which they first did."""
    return tuple(
        Tally(
            reviewer=who,
            decided=len(proposals) - len(waiting(proposals, made, who)),
            of=len(proposals),
            stands=len(reviewed(proposals, made, who=who)),
            links=sum(review.reviewer == who for review in links_made(made)),
        )
        for who in dict.fromkeys(review.reviewer for review in made)
    )


def last_of(made: Iterable[Review], who: str) -> Mapping[str, Review]:
    """Give a reviewer's last decision on each claim; a link alone decides nothing."""
    return {r.proposal: r for r in made if r.reviewer == who and r.verdict != "linked"}


def times_decided(made: Iterable[Review], who: str, proposal: str) -> int:
    """Count a reviewer's decisions on a claim, links among them."""
    return sum(r.reviewer == who and r.proposal == proposal for r in made)


def next_waiting(
    proposals: Sequence[Proposal], made: Iterable[Review], who: str, *, after: str
) -> Proposal | None:
    """Give the next claim that waits for a reviewer, from one on and round to it.

    None where nothing is left but that one, or nothing at all.
    """
    left = {one.id for one in waiting(proposals, made, who)} - {after}
    ids = [one.id for one in proposals]
    turn = ids.index(after) + 1 if after in ids else 0
    order = (*proposals[turn:], *proposals[:turn])
    return next((one for one in order if one.id in left), None)


def differences(made: Sequence[Review], a: str, b: str) -> tuple[Difference, ...]:
    """List what two left differently: verdicts, and fields of what both kept."""
    one, other = last_of(made, a), last_of(made, b)
    found: list[Difference] = []
    for id in (id for id in one if id in other):
        x, y = one[id], other[id]
        if x.verdict != y.verdict:
            found.append(Difference(id, "verdict", x.verdict, y.verdict))
        if {x.verdict, y.verdict} <= {"accepted", "corrected"}:
            held = ((f, x.coded.get(f, ""), y.coded.get(f, "")) for f in FIELDS)
            found += [
                Difference(id, f, left, right) for f, left, right in held if left != right
            ]
    return tuple(found)
