"""When a text says that something was: days, months, years, eras, and words like recently.

A figure such as 07-11-2024 is two days. The reading that a text's own manner supports is
taken, the day before the month where nothing speaks, and the other one is kept beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from foedus.reading import days, eras, periods, relative
from foedus.reading.bounds import Reader, Said
from foedus.reading.proposal import Moment, Place

TOP = 1500
"""Code points at the beginning of a text in which its day is looked for."""

LINE = 160
"""A longer line is no heading: a day in it is none of the text's own, but for its lead."""

_NEWS = re.compile(r"[A-Z][A-Z .,/'()-]{3,40}[,(]\s*(?:\w+\.?,?\s+){1,4}\d{4}")
_SENTENCE = re.compile(r"\w+(?:\W+\w+){7,}[.!?][\"')\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """When a document was published, as its own text says it."""

    moment: Moment
    day: date


def moments(text: str, *, said: Said = None) -> tuple[Moment, ...]:
    """Find every time that a text, folded for parsing, speaks of, in order.

    `said` is the day of the text; a month without a year is the last one before it.

    >>> [(m.earliest, m.latest) for m in moments("It was signed on 19 June 2024.")]
    [('2024-06-19', '2024-06-19')]
    >>> [(m.earliest, m.rejected) for m in moments("Released 07-11-2024")]
    [('2024-11-07', ('2024-07-11',))]
    """
    found: list[Moment] = []
    taken = bytearray(len(text) + 1)
    for pattern, read in (*_figures(text), *_READERS):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            moment = read(match, said)
            if moment is not None:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(moment)
    found.sort(key=lambda m: m.place.start)
    return relative.resolved(found)


def dateline(text: str) -> Dateline | None:
    """Find the day of publication near the top: a full date on a line, or before a dash.

    >>> dateline("A title" + chr(10) + "Institute 07-11-2024").day
    datetime.date(2024, 11, 7)
    >>> dateline("OSLO, March 10, 2014 - The pact was signed on 3 May 2011 in Rome.").day
    datetime.date(2014, 3, 10)
    """
    for start, words in _headings(text[:TOP]):
        for moment in moments(words):
            if moment.grain == "day" and moment.earliest and moment.latest:
                place = Place(start + moment.place.start, start + moment.place.end)
                day = date.fromisoformat(moment.earliest)
                return Dateline(replace(moment, place=place), day)
    return None


def _headings(top: str) -> Iterator[tuple[int, str]]:
    """Give the lines near the top that are no sentences, and the leads of news."""
    for line in re.finditer(r"[^\n]+", top):
        words = line.group()
        if len(words) <= LINE and not _SENTENCE.search(words):
            yield line.start(), words
            continue
        lead = _NEWS.match(words)
        if lead:
            yield line.start(), lead.group()


def _figures(text: str) -> Iterator[tuple[re.Pattern[str], Reader]]:
    """Give the readers of days in figures, in the manner of this text."""
    month_first = days.month_comes_first(text)

    def read(match: re.Match[str], said: Said) -> Moment | None:
        return days.figures_day(match, month_first=month_first)

    yield _DAY_IN_FIGURES, read
    yield _SHORT_DAY, read


_DAY_IN_FIGURES = re.compile(days.FIGURES)
_SHORT_DAY = re.compile(days.SHORT_FIGURES)
_READERS = tuple(
    (re.compile(pattern, flags), read)
    for readers, flags in (
        (days.READERS, re.NOFLAG),
        (eras.KNOWN, re.NOFLAG),
        (periods.READERS, re.NOFLAG),
        (days.BARE, re.NOFLAG),
        (relative.READERS, re.IGNORECASE),
        (eras.UNBOUNDED, re.NOFLAG),
    )
    for pattern, read in readers
)
"""Patterns, the most telling first; a later one takes no place of an earlier."""
