"""A text cut at every edge of what is marked in it, so that marks may overlap.

Claims overlap: one sentence may carry three. Elements of a page cannot, so the text is
cut wherever a mark begins or ends, and each piece knows every mark that lies over it.
Places count code points; what is shown has one character for each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from foedus.reading.proposal import Place, Proposal

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text and the name of what marks it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text with the names of all that lies over it, in their order."""

    start: int
    text: str
    names: tuple[str, ...]


def segments(text: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """Cut a text at every edge of its marks.

    Spans that are empty or lie outside the text mark nothing. The pieces, put together,
    are the text.

    Examples
    --------
    >>> cut = segments("Iran sent arms.", [Span(0, 9, "a"), Span(5, 14, "b")])
    >>> [(piece.text, piece.names) for piece in cut]
    [('Iran ', ('a',)), ('sent', ('a', 'b')), (' arms', ('b',)), ('.', ())]
    """
    held = [s for s in spans if 0 <= s.start < s.end <= len(text)]
    edges = sorted({0, len(text), *(s.start for s in held), *(s.end for s in held)})
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, span in enumerate(held):
        begins.setdefault(span.start, []).append(number)
        ends.setdefault(span.end, []).append(number)
    over: set[int] = set()
    made: list[Segment] = []
    for start, end in pairwise(edges):
        over -= set(ends.get(start, ()))
        over |= set(begins.get(start, ()))
        names = tuple(dict.fromkeys(held[number].name for number in sorted(over)))
        made.append(Segment(start, text[start:end], names))
    return tuple(made)


def claim_spans(proposals: Iterable[Proposal]) -> tuple[Span, ...]:
    """Give every place of every claim, named by the claim's id."""
    return tuple(
        Span(place.start, place.end, one.id) for one in proposals for place in one.selectors
    )


def part_spans(one: Proposal) -> tuple[Span, ...]:
    """Give the places of what one claim was read from, named by what they are.

    The names are `action`, `condition`, `figure`, `hedge`, `time`, `voice` and `who`.
    """
    return tuple(Span(p.start, p.end, name) for name, p in _parts(one) if p is not None)


def _parts(one: Proposal) -> Iterator[tuple[str, Place | None]]:
    yield "action", one.action
    yield "condition", one.condition
    yield "time", one.time.place if one.time else None
    yield from (("figure", figure.place) for figure in one.figures)
    yield from (("hedge", hedge.place) for hedge in one.hedges)
    yield from (("voice", holder.place) for holder in one.voice)
    yield from (("who", participant.place) for participant in one.participants)


def touching(proposals: Iterable[Proposal], start: int, end: int) -> tuple[Proposal, ...]:
    """Give the claims that stand, in part at least, on a stretch of the text."""
    return tuple(
        one
        for one in proposals
        if any(place.start < end and start < place.end for place in one.selectors)
    )


def showable(text: str) -> str:
    r"""Put a sign in place of each character that no page can carry, one for one.

    A browser would drop or change them, and every place after them would move.

    >>> showable("a\x00b\rc\ud800") == "a\ufffdb\nc\ufffd"
    True
    """
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", "\n"))
