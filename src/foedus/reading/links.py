"""How proposed claims stand to each other, as far as their words show it.

These are candidates for a person to confirm, each with its reason. A phrase of some length
in two documents suggests that one took it from the other or both from a third. What an
official said and what an author later says without him is laundering. One that denies and
one that affirms the same contradict each other; one flat and one hedged qualify.

Likeness is measured on stems of the words that carry meaning, never on evidence itself: a
quotation is still found to the letter or not at all.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from foedus.reading.actors import mentions
from foedus.reading.folding import fold, fold_for_parsing
from foedus.reading.lexicon import names
from foedus.reading.proposal import Proposal

Relation = Literal["contradicts", "qualifies", "launders", "same_origin", "corroborates"]
Aspect = Literal["value", "time", "actor", "status", "certainty", "cause", "name"]

PHRASE = 4
"""So many stems in a row are a phrase that two documents share: assumed."""

NEAR = 0.4
"""Share of the shorter claim's stems that two near claims have in common: assumed."""

FEWEST = 3
"""Near claims have at least so many stems in common: assumed."""

MANY = 500
"""Of so many claims every pair is compared; of more, those with rare stems in common."""

RARE = 40
"""A stem in more claims than this brings no two of them together, where there are many."""

_PLAIN = frozenset(
    """a an and any are as at be been being both but by can could did do does each even for
    from had has have he her his how if in into is it its itself may might more most much
    no not of on one or other our over said same she should so some such than that the their
    them then there these they this those through to under up upon very was were what when
    which while who will with within would yet also however while according""".split()  # noqa: SIM905
)
_TELLING = frozenset("offensive defensive strategic military economic".split())  # noqa: SIM905
"""Words of a bond's name that say what it is for."""

_BOND = re.compile(
    r"(?P<how>(?:(?:comprehensive|offensive|defensive|strategic|military|economic)\s+){1,3})"
    r"(?:partnership|treaty|pact|alliance|agreement)\b"
)
_HELPS = re.compile(
    r"\b(?:suppl|provid|assist|support|transfer|help|aid|shar|exchang|deliver)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:ization|isation|ational|ments?|ations?|ities|ness|ings?|ical|ized|ised|izes|ises|tion"
    r"|sion|ies|ied|ity|ous|ive|ial|al|ed|es|er|ers|s|y|e)$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two claims that may be linked, and why."""

    a: str
    b: str
    relation: Relation
    aspect: Aspect
    reason: str


def links(
    proposals: Sequence[Proposal], texts: Mapping[str, str] | None = None
) -> tuple[Candidate, ...]:
    """Find the pairs of claims that a person should look at, in the order of the texts.

    `texts` are the documents by name; with them a speech is compared as a whole, and not
    only by the claims that were cut from it.
    """
    stems = {one.id: stems_of(_without_names(one.exact)) for one in proposals}
    found: list[Candidate] = []
    for a, b in _pairs(proposals, stems):
        if a.document == b.document and _overlap(a, b):
            continue
        found += _between(a, b, stems[a.id], stems[b.id])
    found += _laundered(proposals, stems, texts or {})
    found += _called(proposals)
    return tuple(found)


def _pairs(
    proposals: Sequence[Proposal], stems: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Proposal, Proposal]]:
    """Give every pair of a few claims; of many, those that share two rare stems."""
    if len(proposals) <= MANY:
        yield from combinations(proposals, 2)
        return
    where: dict[str, list[int]] = {}
    for number, one in enumerate(proposals):
        for stem in dict.fromkeys(stems[one.id]):
            where.setdefault(stem, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        if len(numbers) <= RARE:
            shared.update(combinations(numbers, 2))
    for i, j in sorted(pair for pair, times in shared.items() if times > 1):
        yield proposals[i], proposals[j]


def _laundered(
    proposals: Sequence[Proposal],
    stems: Mapping[str, tuple[str, ...]],
    texts: Mapping[str, str],
) -> Iterator[Candidate]:
    """Find what somebody was quoted as saying that an author says as his own."""
    speeches: dict[tuple[str, str], list[Proposal]] = {}
    for one in proposals:
        if one.speaker.quoted and one.speaker.name:
            speeches.setdefault((one.document, one.speaker.name), []).append(one)
    own = [p for p in proposals if p.speaker.kind == "author" and len(p.voice) == 1]
    for (document, name), speech in speeches.items():
        first = min(s.start for p in speech for s in p.selectors)
        last = max(s.end for p in speech for s in p.selectors)
        whole = _without_names(texts.get(document, "")[first:last])
        said = set(stems_of(whole)).union(*(stems[p.id] for p in speech))
        for bare in own:
            common = said & set(stems[bare.id])
            if len(common) < FEWEST or len(common) < 0.5 * len(set(stems[bare.id])):
                continue
            nearest = max(speech, key=lambda p: (len(set(stems[p.id]) & common), p.id))
            told = ", ".join(sorted(common))
            reason = f"{name} said it, and an author says it as his own: {told}"
            yield Candidate(nearest.id, bare.id, "launders", "actor", reason)


def _called(proposals: Sequence[Proposal]) -> Iterator[Candidate]:
    """Find a bond that is called by names that do not agree: offensive, strategic."""
    names: dict[frozenset[str], Proposal] = {}
    for one in proposals:
        for match in _BOND.finditer(fold(one.exact).lower()):
            names.setdefault(frozenset(match["how"].split()), one)
    for (a, first), (b, second) in combinations(names.items(), 2):
        differ = (a ^ b) & _TELLING
        if differ and (a & b or not a & _TELLING or not b & _TELLING):
            told = f"{' '.join(sorted(a))} against {' '.join(sorted(b))}"
            reason = f"the bond goes by two names: {told}"
            yield Candidate(first.id, second.id, "contradicts", "name", reason)


def _without_names(words: str) -> str:
    """Leave out who is named: that two claims name one pair makes them no nearer."""
    folded = fold_for_parsing(words)
    for one in reversed(mentions(folded)):
        folded = folded[: one.start] + " " + folded[one.end :]
    for region in names().regions:
        # A war is a matter, not a place.
        if not region.endswith("War"):
            folded = folded.replace(region, " ")
    return folded


def stems_of(words: str) -> tuple[str, ...]:
    """Give the stems of the words that carry meaning, in order.

    >>> stems_of("The clause echoes Cold War-era alliances.")
    ('claus', 'echo', 'cold', 'war', 'era', 'allianc')
    """
    plain = re.findall(r"\d[\d,]*\d|[a-z0-9]+", fold(words).lower().replace("'s", ""))
    return tuple(_stem(word) for word in plain if word not in _PLAIN and len(word) > 1)


def shared_phrase(a: Sequence[str], b: Sequence[str]) -> tuple[str, ...]:
    """Give the longest run of stems that two have in common.

    >>> shared_phrase(("in", "cold", "war", "era"), ("cold", "war", "time"))
    ('cold', 'war')
    """
    best: tuple[int, int] = (0, 0)
    row = [0] * (len(b) + 1)
    for i, one in enumerate(a):
        after = [0] * (len(b) + 1)
        for j, other in enumerate(b):
            if one == other:
                after[j + 1] = row[j] + 1
                best = max(best, (after[j + 1], -i), key=lambda run: (run[0], run[1]))
        row = after
    length, last = best[0], -best[1]
    return tuple(a[last - length + 1 : last + 1])


def _stem(word: str) -> str:
    return _ENDS.sub("", word) if len(word) > 4 else word


def _overlap(a: Proposal, b: Proposal) -> bool:
    return any(
        s.start < t.end and t.start < s.end for s in a.selectors for t in b.selectors
    )


def _between(
    a: Proposal, b: Proposal, one: tuple[str, ...], other: tuple[str, ...]
) -> Iterator[Candidate]:
    common = set(one) & set(other)
    near = len(common) / max(1, min(len(set(one)), len(set(other))))
    told = ", ".join(sorted(common))
    alike = near >= NEAR and len(common) >= FEWEST
    if a.document != b.document:
        phrase = shared_phrase(one, other)
        if len(phrase) >= PHRASE:
            reason = f"both say: {' '.join(phrase)}; suspected common source"
            yield Candidate(a.id, b.id, "same_origin", "name", reason)
    done_to = set(a.entities("recipient")) & set(b.entities("recipient"))
    against = alike or (len(common) > 1 and bool(done_to))
    if against and a.polarity != b.polarity and not _is_of_one_voice(a, b):
        reason = f"one denies what the other affirms: {told}"
        yield Candidate(a.id, b.id, "contradicts", "status", reason)
    if _is_about_the_same(a, b, alike) and certainty(a) != certainty(b):
        reason = f"one is {certainty(a)}, the other {certainty(b)}"
        yield Candidate(a.id, b.id, "qualifies", "certainty", reason)


def certainty(one: Proposal) -> str:
    """Tell how sure a claim is made: possible, reported, expected, or flat.

    Reported is what unnamed sources are said to say.
    """
    families = {hedge.family for hedge in one.hedges}
    if families & {"possibility", "modal", "lack", "likelihood"}:
        return "possible"
    if families & {"source", "hearsay", "fear", "belief", "appearance"}:
        return "reported"
    return "expected" if "expectation" in families else "flat"


def _is_of_one_voice(a: Proposal, b: Proposal) -> bool:
    """Tell whether both are one breath: the same voice in one document."""
    return (
        a.document == b.document
        and a.speaker.kind != "author"
        and a.speaker.name == b.speaker.name
    )


def _is_about_the_same(a: Proposal, b: Proposal, alike: bool) -> bool:
    """Tell whether two say that the same is done by the same to the same, or nearly so."""
    same = (
        a.plover is not None
        and a.plover == b.plover
        and set(a.entities("actor")) & set(b.entities("actor"))
        and set(a.entities("recipient")) & set(b.entities("recipient"))
        and set(a.contexts) & set(b.contexts) & {"technology", "cbrn", "military"}
    )
    if same or (alike and set(a.entities()) & set(b.entities())):
        return True
    actors = set(a.entities("actor")) & set(b.entities("actor"))
    fields = set(a.contexts) & set(b.contexts) & {"technology"}
    return bool(actors and fields and _HELPS.search(a.exact) and _HELPS.search(b.exact))
