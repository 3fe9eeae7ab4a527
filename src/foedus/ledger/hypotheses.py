"""Rival explanations set against the claims: which of them the evidence speaks against.

Each claim is judged against each explanation: does it speak against it, or fit it? What
counts is what speaks against, since a claim that fits all of them tells none apart. Claims
of one family of sources count together, once, by its best grade, and each as far as it is
credible. The outcome is an order and no number, and the order is told only as far as it
stands when any family or any claim is left out, or any single judgement shifted by a step.

References
----------
Heuer, R. J. (1999), Psychology of Intelligence Analysis, chapter 8: Analysis of Competing
Hypotheses. Center for the Study of Intelligence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from foedus.faults import LedgerFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim, ClaimId, Entry
from foedus.ledger.origin import Source, SourceId
from foedus.ledger.pool import WEIGHT

Mark = Literal["speaks strongly against", "speaks against", "neutral", "fits", "fits well"]

MARKS: tuple[Mark, ...] = (
    "fits well",
    "fits",
    "neutral",
    "speaks against",
    "speaks strongly against",
)
"""From what fits best to what speaks most strongly against."""

AGAINST: dict[Mark, float] = {
    "fits well": 0.0,
    "fits": 0.0,
    "neutral": 0.0,
    "speaks against": 1.0,
    "speaks strongly against": 2.0,
}
"""How much a mark counts against an explanation; what fits counts nothing (Heuer)."""

BELIEF = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.4}
"""Weight of a claim within its family by credibility: assumed, not fitted."""

TELLING = (
    "tells nothing apart",
    "tells little apart",
    "tells apart",
    "tells sharply apart",
)
"""How far a claim parts explanations: by no, one, two or more steps between its marks."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One explanation, or one way in which it may go."""

    id: str
    says: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one claim stands to one explanation, in somebody's judgement."""

    claim: str
    hypothesis: str
    mark: Mark
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What may yet be seen, and what each explanation would make of it.

    Examples
    --------
    >>> seen = Sign("a", "it rains", "spring", {"wet": "fits well", "dry": "fits"}, "so")
    >>> seen.telling, seen.favours
    ('tells little apart', ('wet',))
    """

    id: str
    what: str
    """In words, as if it were seen."""
    by: str
    """When or where it would be seen."""
    marks: Mapping[str, Mark]
    """Explanation -> how it stands to it, were it seen."""
    reason: str

    @property
    def telling(self) -> str:
        """How far it would tell the explanations apart: one of TELLING."""
        return _telling(self.marks)

    @property
    def favours(self) -> tuple[str, ...]:
        """Explanations that it would fit best; none where it fits all alike."""
        steps = {id: MARKS.index(mark) for id, mark in self.marks.items()}
        best = min(steps.values())
        held = tuple(id for id, step in steps.items() if step == best)
        return held if len(held) < len(steps) else ()


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of the matrix, with the weight and the family of its source."""

    claim: str
    family: str
    weight: float
    """Of its source, by reliability."""
    marks: Mapping[str, Mark]
    """Explanation -> mark."""
    belief: float = 1.0
    """Of the claim itself, by credibility."""

    @property
    def telling(self) -> str:
        """How far the claim tells the explanations apart: one of TELLING."""
        return _telling(self.marks)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Claims by explanations."""

    hypotheses: tuple[Hypothesis, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an explanation stands: least spoken against is first."""

    hypothesis: Hypothesis
    rank: int
    first: int
    """Its best rank over all that was left out or shifted."""
    last: int
    """Its worst."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of the matrix that puts other explanations first."""

    what: str
    """What was left out or shifted, in words."""
    leaders: tuple[str, ...]
    """Ids of those that are then least spoken against."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the matrix comes to."""

    places: tuple[Place, ...]
    leaders: tuple[str, ...]
    """Least spoken against; several where they are level."""
    turns: tuple[Turn, ...]

    @property
    def stands(self) -> bool:
        """Whether one explanation leads, whatever single thing is left out or shifted."""
        return len(self.leaders) == 1 and not self.turns


def matrix(
    hypotheses: Sequence[Hypothesis],
    judgements: Iterable[Judgement],
    book: Sequence[Entry],
) -> Matrix:
    """Set claims against explanations; every claim is judged against each of them.

    Raises
    ------
    LedgerFault
        Fewer than two explanations, a judgement of what is not there or made twice, or a
        claim that is not judged against all.
    """
    ids = [hypothesis.id for hypothesis in hypotheses]
    if len(set(ids)) < 2 or len(set(ids)) < len(ids):
        raise _wrong(
            "explanations are fewer than two or named twice", "two or more, each once"
        )
    claims = {claim.id: claim for claim in standing(book, Claim)}
    sources = {source.id: source for source in standing(book, Source)}
    marks: dict[str, dict[str, Mark]] = {}
    for one in judgements:
        if one.claim not in claims or one.hypothesis not in ids:
            raise _wrong(
                f"{one.claim} by {one.hypothesis}", "a standing claim, an explanation"
            )
        if one.hypothesis in marks.setdefault(one.claim, {}):
            raise _wrong(
                f"{one.claim} is judged twice by {one.hypothesis}", "one judgement"
            )
        marks[one.claim][one.hypothesis] = one.mark
    for claim, held in marks.items():
        if len(held) < len(ids):
            lost = next(id for id in ids if id not in held)
            raise _wrong(
                f"{claim} is not judged by {lost}", "a judgement by each, neutral too"
            )
    rows = (_row(claims[ClaimId(c)], sources, held) for c, held in marks.items())
    return Matrix(tuple(hypotheses), tuple(rows))


def verdict(held: Matrix) -> Verdict:
    """Order the explanations, and tell what single change would put others first."""
    before = _leaders(held)
    ranks = {h.id: [rank] for h, rank in _ranked(held)}
    turns = []
    for what, changed in _changes(held):
        for hypothesis, rank in _ranked(changed):
            ranks[hypothesis.id].append(rank)
        after = _leaders(changed)
        if after != before:
            turns.append(Turn(what, after))
    places = (
        Place(h, ranks[h.id][0], min(ranks[h.id]), max(ranks[h.id]))
        for h in held.hypotheses
    )
    ordered = sorted(places, key=lambda place: (place.rank, place.hypothesis.id))
    return Verdict(tuple(ordered), before, tuple(turns))


def _telling(marks: Mapping[str, Mark]) -> str:
    steps = [MARKS.index(mark) for mark in marks.values()]
    return TELLING[min(max(steps) - min(steps), len(TELLING) - 1)]


def _wrong(found: str, expected: str) -> LedgerFault:
    return LedgerFault(
        found,
        expected=expected,
        where="the matrix of explanations",
        mend="mend the judgements",
    )


def _row(
    claim: Claim, sources: Mapping[SourceId, Source], marks: Mapping[str, Mark]
) -> Row:
    source = sources.get(claim.speaker)
    if source is None:
        raise _wrong(
            f"nobody is known to have said {claim.id}", "a source that the book holds"
        )
    weight = WEIGHT[source.reliability]
    return Row(claim.id, source.family, weight, marks, BELIEF[claim.credibility])


def _against(held: Matrix) -> dict[str, float]:
    """Sum what speaks against each: a family by its mean, weighted by its best source."""
    families: dict[str, list[Row]] = {}
    for row in held.rows:
        families.setdefault(row.family, []).append(row)
    return {
        hypothesis.id: sum(
            max(row.weight for row in rows)
            * sum(row.belief * AGAINST[row.marks[hypothesis.id]] for row in rows)
            / len(rows)
            for rows in families.values()
        )
        for hypothesis in held.hypotheses
    }


def _ranked(held: Matrix) -> list[tuple[Hypothesis, int]]:
    """Give each its rank; those that are level share the best one."""
    sums = {id: round(total, 9) for id, total in _against(held).items()}
    return [
        (h, 1 + sum(other < sums[h.id] for other in sums.values())) for h in held.hypotheses
    ]


def _leaders(held: Matrix) -> tuple[str, ...]:
    return tuple(h.id for h, rank in _ranked(held) if rank == 1)


def _changes(held: Matrix) -> Iterator[tuple[str, Matrix]]:
    """Leave out each family and each claim, and shift each judgement by a step."""
    families = dict.fromkeys(row.family for row in held.rows)
    for family in families:
        rest = tuple(row for row in held.rows if row.family != family)
        yield f"without all that goes back to {family}", replace(held, rows=rest)
    for row in held.rows:
        rest = tuple(other for other in held.rows if other is not row)
        yield f"without {row.claim}", replace(held, rows=rest)
        for hypothesis, mark in row.marks.items():
            for step in (-1, 1):
                at = MARKS.index(mark) + step
                if 0 <= at < len(MARKS):
                    other = replace(row, marks={**row.marks, hypothesis: MARKS[at]})
                    rows = tuple(other if r is row else r for r in held.rows)
                    what = f"if {row.claim} {MARKS[at]} {hypothesis}"
                    yield what, replace(held, rows=rows)
