"""A text with all that was found in it by name, number and date, before any sentence."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from foedus.reading.actors import Mention, mentions
from foedus.reading.dates import Dateline, dateline, moments
from foedus.reading.folding import fold_for_parsing
from foedus.reading.hedges import hedgings
from foedus.reading.proposal import Figure, Hedging, Moment, Place
from foedus.reading.quantities import figures


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Page:
    """What was found in a text; each in the order of the text."""

    text: str
    """Folded for parsing; its places are those of the document."""
    mentions: tuple[Mention, ...]
    hedges: tuple[Hedging, ...]
    moments: tuple[Moment, ...]
    figures: tuple[Figure, ...]
    said: Dateline | None

    def named(self, start: int, end: int) -> tuple[Mention, ...]:
        """Give who is named in a stretch."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        found = []
        for one in self.mentions[first:]:
            if one.start >= end:
                break
            if one.end <= end:
                found.append(one)
        return tuple(found)

    def hedged(self, start: int, end: int) -> tuple[Hedging, ...]:
        """Give the hedges in a stretch."""
        return within(self.hedges, start, end)

    def timed(self, start: int, end: int) -> tuple[Moment, ...]:
        """Give the times in a stretch."""
        return within(self.moments, start, end)

    def counted(self, start: int, end: int) -> tuple[Figure, ...]:
        """Give the figures in a stretch."""
        return within(self.figures, start, end)


def within(held: Sequence[P], start: int, end: int) -> tuple[P, ...]:
    """Give what begins in a stretch, of things in the order of the text."""
    first = bisect_left(held, start, key=lambda one: one.place.start)
    last = bisect_left(held, end, key=lambda one: one.place.start)
    return tuple(held[first:last])


def page_of(text: str) -> Page:
    """Find names, hedges, times and figures in a text.

    >>> page = page_of("Oslo may send up to 40 tanks in 2024.")
    >>> page.mentions[0].entity, page.hedges[0].words, page.figures[0].value
    ('NOR', 'may', 40.0)
    """
    folded = fold_for_parsing(text)
    said = dateline(text)
    times = moments(folded, said=said.day if said else None)
    return Page(
        text=folded,
        mentions=mentions(folded),
        hedges=hedgings(folded),
        moments=times,
        figures=figures(folded, [m.place for m in times]),
        said=said,
    )
