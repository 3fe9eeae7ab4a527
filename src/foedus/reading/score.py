"""How well the rules read, held against claims that a person coded.

A proposal and a coded claim match where the code points that both hold are at least half
of those that either holds (Jaccard 0.5); each matches one other at most, the best pairs
first. Spans are scored over all claims. Everything else is scored on matched pairs, since
a hedge of a claim that was not found is not a hedge misread; precision, recall and F1 are
sums over all pairs (micro). Triples alone are scored over all claims again.

References
----------
Jaccard, P. (1912), The distribution of the flora in the alpine zone, New Phytologist 11.
doi:10.1111/j.1469-8137.1912.tb05611.x
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isclose

from foedus.faults import StateFault
from foedus.reading.gold import GoldClaim, GoldDate, GoldQuantity, Span
from foedus.reading.measures import measure
from foedus.reading.proposal import Figure, Moment, Place, Proposal
from foedus.states.roster import roster

ENOUGH = 0.5
"""Least share of common code points at which a proposal matches a coded claim."""

Pair = tuple[GoldClaim, Proposal]


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the table."""

    name: str
    right: int
    """Found and coded."""
    found: int
    """Proposed by the rules."""
    coded: int
    """Coded by the person."""

    @property
    def precision(self) -> float | None:
        """Share of what was proposed that is right; None of nothing."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what was coded that was found; None of nothing."""
        return self.right / self.coded if self.coded else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two, 2 right / (found + coded); None of nothing."""
        both = self.found + self.coded
        return 2 * self.right / both if both else None


def overlap(a: Place, b: Place) -> float:
    """Give the share of code points that two places have in common.

    >>> overlap(Place(0, 10), Place(5, 15))
    0.3333333333333333
    """
    common = min(a.end, b.end) - max(a.start, b.start)
    return (
        max(0, common) / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0
    )


def matched(gold: Sequence[GoldClaim], proposals: Sequence[Proposal]) -> tuple[Pair, ...]:
    """Match coded claims with proposals of the same document, one to one."""
    close = sorted(
        (
            (-overlap(Place(claim.start, claim.end), _span(one)), i, j)
            for i, claim in enumerate(gold)
            for j, one in enumerate(proposals)
            if claim.doc == one.document
        ),
    )
    left, right, pairs = set[int](), set[int](), []
    for negative, i, j in close:
        if -negative < ENOUGH:
            break
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return tuple((gold[i], proposals[j]) for i, j in sorted(pairs))


def scores(gold: Sequence[GoldClaim], proposals: Sequence[Proposal]) -> tuple[Score, ...]:
    """Score proposals against coded claims of the same documents."""
    pairs = matched(gold, proposals)
    called = [(g, p) for g, p in pairs if g.plover]
    foreign = [(g, p) for g, p in pairs if g.speaker.kind != "author"]
    return (
        Score("spans", len(pairs), len(proposals), len(gold)),
        _sets("participants", pairs, lambda g: (*g.actors, *g.recipients)),
        _sets("actors", pairs, lambda g: g.actors, role="actor"),
        _sets("recipients", pairs, lambda g: g.recipients, role="recipient"),
        _share("kind", pairs, lambda g, p: g.type == p.kind),
        _share("PLOVER class", called, lambda g, p: g.plover == p.plover),
        _triples(gold, proposals, pairs),
        _places("dates", pairs, _dates_of, _moments_of),
        _share("dates read alike", _dated(pairs), _same_time),
        _places("quantities", pairs, _quantities_of, _figures_of),
        _share("quantities read alike", _counted(pairs), _same_figure),
        _places("hedges", pairs, lambda g: [place for h in g.hedges for place in _place(h)],
                lambda p: [h.place for h in p.hedges]),
        _share("voice", pairs, _same_voice),
        _share("voice, where not the author's", foreign, _same_voice),
        _share("polarity", pairs, lambda g, p: g.polarity.startswith(p.polarity[:4])),
    )  # fmt: skip


def entity(name: str) -> str:
    """Give the id under which the roster knows a name, or the name itself.

    A person or an office of a state, `RUS:PUTIN`, counts for the state.

    >>> entity("SUN"), entity("WEST"), entity("RUS:PUTIN"), entity("US_ALLIES")
    ('RUS', 'WEST', 'RUS', 'USA_ALLIES')
    """
    name = name.partition(":")[0]
    whose, _, rest = name.partition("_")
    try:
        return roster().find(whose) + (f"_{rest}" if rest else "")
    except StateFault:
        return name


def _span(one: Proposal) -> Place:
    return Place(min(s.start for s in one.selectors), max(s.end for s in one.selectors))


def _sets(
    name: str,
    pairs: Iterable[Pair],
    of_gold: Callable[[GoldClaim], Iterable[str]],
    *,
    role: str | None = None,
) -> Score:
    right = found = coded = 0
    for claim, one in pairs:
        ours = {entity(e) for e in one.entities(role)}
        theirs = {entity(e) for e in of_gold(claim)}
        right, found, coded = (
            right + len(ours & theirs),
            found + len(ours),
            coded + len(theirs),
        )
    return Score(name, right, found, coded)


def _share(
    name: str, pairs: Sequence[Pair], same: Callable[[GoldClaim, Proposal], bool]
) -> Score:
    right = sum(same(claim, one) for claim, one in pairs)
    return Score(name, right, len(pairs), len(pairs))


def _places(
    name: str,
    pairs: Iterable[Pair],
    of_gold: Callable[[GoldClaim], list[Place]],
    of_proposal: Callable[[Proposal], list[Place]],
) -> Score:
    """Count places that touch, each once."""
    right = found = coded = 0
    for claim, one in pairs:
        theirs, ours = of_gold(claim), of_proposal(one)
        found, coded = found + len(ours), coded + len(theirs)
        for place in ours:
            touched = next((t for t in theirs if overlap(t, place) > 0), None)
            if touched is not None:
                theirs = [t for t in theirs if t is not touched]
                right += 1
    return Score(name, right, found, coded)


def _triples(
    gold: Sequence[GoldClaim], proposals: Sequence[Proposal], pairs: Sequence[Pair]
) -> Score:
    """Count who does what to whom; right only where the claim is matched."""
    right = sum(len(_gold_triples(claim) & _own_triples(one)) for claim, one in pairs)
    return Score(
        "triples",
        right,
        sum(len(_own_triples(one)) for one in proposals),
        sum(len(_gold_triples(claim)) for claim in gold),
    )


def _gold_triples(claim: GoldClaim) -> set[tuple[str, str, str]]:
    return _product(claim.actors, claim.plover, claim.recipients)


def _own_triples(one: Proposal) -> set[tuple[str, str, str]]:
    return _product(one.entities("actor"), one.plover, one.entities("recipient"))


def _product(
    actors: Sequence[str], plover: str | None, recipients: Sequence[str]
) -> set[tuple[str, str, str]]:
    if plover is None:
        return set()
    return {
        (entity(a) if a else "", plover, entity(r) if r else "")
        for a in actors or ("",)
        for r in recipients or ("",)
        if a or r
    }


def _place(span: Span | GoldDate | GoldQuantity | None) -> list[Place]:
    """Give the place of coded words; none where they have none."""
    if span is None or span.start is None or span.end is None:
        return []
    return [Place(span.start, span.end)]


def _dates_of(claim: GoldClaim) -> list[Place]:
    return _place(claim.date)


def _moments_of(one: Proposal) -> list[Place]:
    return [one.time.place] if one.time else []


def _quantities_of(claim: GoldClaim) -> list[Place]:
    return [place for one in _counted_in(claim) for place in _place(one)]


def _counted_in(claim: GoldClaim) -> tuple[GoldQuantity, ...]:
    """Give every figure that was coded of a claim."""
    first = () if claim.quantity is None else (claim.quantity,)
    return claim.quantities or first


def _figures_of(one: Proposal) -> list[Place]:
    return [figure.place for figure in one.figures]


def _dated(pairs: Iterable[Pair]) -> list[Pair]:
    return [
        (g, p)
        for g, p in pairs
        if p.time and any(overlap(place, p.time.place) > 0 for place in _place(g.date))
    ]


def _same_time(claim: GoldClaim, one: Proposal) -> bool:
    """Tell whether two read the same bounds, as far as the coarser of them goes."""
    if claim.date is None or one.time is None:
        return False
    return _alike(claim.date, one.time)


def _alike(date: GoldDate, moment: Moment) -> bool:
    return all(
        (a is None) == (b is None) and (a is None or b is None or a[:4] == b[:4])
        for a, b in ((date.earliest, moment.earliest), (date.latest, moment.latest))
    )


def _counted(pairs: Iterable[Pair]) -> list[Pair]:
    return [(g, p) for g, p in pairs if g.quantity and _touching(g.quantity, p)]


def _touching(quantity: GoldQuantity, one: Proposal) -> Figure | None:
    places = _place(quantity)
    return next(
        (f for f in one.figures if any(overlap(f.place, place) > 0 for place in places)),
        None,
    )


_SIGNS = {
    "eq": "equal", "gt": "at_least", "ge": "at_least", "lt": "at_most", "le": "at_most",
    "approx": "about", "range": "between",
}  # fmt: skip


def _same_figure(claim: GoldClaim, one: Proposal) -> bool:
    """Tell whether two read the same operator and numbers, in the unit of either."""
    if claim.quantity is None:
        return False
    coded, figure = claim.quantity, _touching(claim.quantity, one)
    if figure is None or figure.operator != _SIGNS.get(coded.op, coded.op):
        return False
    asked = (
        (coded.value, figure.value),
        (coded.low, figure.low),
        (coded.high, figure.high),
    )
    return all(given is None or _same_number(given, ours, coded) for given, ours in asked)


def _same_number(given: float, ours: float | None, coded: GoldQuantity) -> bool:
    """Compare numbers; a coder may leave percent or miles as they stand."""
    percent = re.search(r"%|per\s?cent|pct", f"{coded.unit} {coded.text}") is not None
    scale = 0.01 if percent else measure(coded.unit or coded.of or "")[1]
    return ours is not None and any(isclose(ours, given * by) for by in (1.0, scale))


def _same_voice(claim: GoldClaim, one: Proposal) -> bool:
    """Tell whether the inner voice is of the same kind and, where named, the same one."""
    said, ours = claim.speaker, one.speaker
    if said.kind != ours.kind:
        return False
    if said.span is None or ours.place is None or said.kind in ("author", "anonymous"):
        return True
    theirs = {entity(part.strip()) for part in (said.name or "").split(";")}
    return bool(
        theirs & {entity(e) for e in ours.entities}
        or any(overlap(place, ours.place) > 0 for place in _place(said.span))
        or (ours.name and said.name and ours.name.split()[-1] in said.name)
    )
