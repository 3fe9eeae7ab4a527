"""How the words of a time become its bounds, whatever kind of time it is.

Bounds are outer ones: `after 1991` begins with 1991, since what came after may have come in
that very year, and `before 1945` ends with it.
"""

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal

from foedus.reading.proposal import Moment, Place

Basis = Literal["explicit", "dateline", "anaphoric", "world knowledge"]
Said = date | None
"""The day of the text, where it tells one."""
Reader = Callable[[re.Match[str], Said], Moment | None]
Readers = Sequence[tuple[str, Reader]]
"""Patterns with what reads them, the most telling first."""

MONTHS = {name.lower()[:3]: n for n, name in enumerate(month_name) if name}
FULL_MONTH = "|".join(name for name in month_name if name)
MONTH = (
    rf"(?:(?:{FULL_MONTH})|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)(?![a-z])"
)
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
NUMBER = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
} | {"a": 1, "an": 1, "couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30}
COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBER, key=len, reverse=True))})"

_OPEN = (
    r"(?:(?:[Ee]ver\s+)?[Ss]ince|[Aa]fter|[Ff]ollowing|[Ff]rom|[Ss]tarting\s+(?:in|on|from)"
    r"|[Bb]eginning\s+(?:in|on|from|with)|[Aa]s\s+from)"
)
_SHUT = (
    r"(?:[Bb]efore|[Pp]rior\s+to|[Uu]ntil|[Tt]ill|[Uu]p\s+(?:to|until)|[Bb]y|[Tt]hrough"
    r"|[Nn]o\s+later\s+than|[Ee]nding\s+in|[Nn]ot\s+before)"
)
_SOFT = (
    r"(?:(?:at\s+least|as\s+early\s+as|as\s+far\s+back\s+as|about|around|roughly|the|in"
    r"|sometime\s+in)\s+)*"
)
LEAD = rf"(?:(?P<lead>{_OPEN}|{_SHUT})\s+{_SOFT})?"
"""What opens a time to one side."""
LED = rf"(?:(?P<lead>{_OPEN}|{_SHUT})\s+{_SOFT}|(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his)\s+)"
"""The same, or another word that asks for a time."""


def of(match: re.Match[str]) -> tuple[Place, str]:
    """Give the place and the words of a match."""
    return Place(match.start(), match.end()), " ".join(match.group().split())


def told(
    match: re.Match[str],
    first: date | str | None,
    last: date | str | None,
    grain: str,
    *,
    basis: Basis = "explicit",
    rejected: Sequence[date] = (),
) -> Moment:
    """Make a time of a match and its bounds."""
    place, words = of(match)
    days = tuple(day.isoformat() for day in rejected)
    return Moment(place, words, _iso(first), _iso(last), grain, basis, days)


def opened(
    match: re.Match[str],
    first: date,
    last: date,
    grain: str,
    *,
    basis: Basis = "explicit",
    rejected: Sequence[date] = (),
) -> Moment:
    """Make a time of its bounds, open to one side where a word before it says so."""
    lead = (match.groupdict().get("lead") or "").strip()
    onward = bool(match.groupdict().get("onward"))
    if re.fullmatch(_OPEN, lead) or onward:
        return told(match, first, None, "open-start", basis=basis, rejected=rejected)
    if re.fullmatch(_SHUT, lead) and not lead.lower().startswith("not"):
        return told(match, None, last, "open-end", basis=basis, rejected=rejected)
    return told(match, first, last, grain, basis=basis, rejected=rejected)


def vague(match: re.Match[str], said: Said) -> Moment:
    """Make a time that has no bounds."""
    return told(match, None, None, "vague")


def day_of(year: int, month: int, day: int) -> date | None:
    """Give a day, or None where there is none: 31 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(words: str) -> int:
    """Give the number of a month by its name.

    >>> month_of("Sept."), month_of("May")
    (9, 5)
    """
    return MONTHS[words.lower()[:3]]


def number_of(words: str) -> int:
    """Give a small number in figures or in words.

    >>> number_of("three"), number_of("12")
    (3, 12)
    """
    words = " ".join(words.lower().split())
    return NUMBER[words] if words in NUMBER else int(words)


def month_bounds(year: int, month: int, many: int = 1) -> tuple[date, date]:
    """Give the first and the last day of some months on end.

    >>> month_bounds(2023, 11, 4)[1]
    datetime.date(2024, 2, 29)
    """
    end = year * 12 + month - 1 + many - 1
    last_year, last_month = end // 12, end % 12 + 1
    days = monthrange(last_year, last_month)[1]
    return date(year, month, 1), date(last_year, last_month, days)


def year_bounds(year: int, many: int = 1) -> tuple[date, date]:
    """Give the first and the last day of some years on end."""
    return date(year, 1, 1), date(year + many - 1, 12, 31)


_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def moved(day: date, many: int, unit: str) -> date:
    """Give the day some units later, or earlier where `many` is negative.

    >>> moved(date(2024, 2, 29), -1, "year"), moved(date(2024, 1, 31), 1, "month")
    (datetime.date(2023, 2, 28), datetime.date(2024, 2, 29))
    """
    if unit in ("day", "week"):
        return day + timedelta(days=many * (7 if unit == "week" else 1))
    months = (
        many * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    )
    at = max(day.year * 12 + day.month - 1 + months, 12)
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def whole(day: date, unit: str) -> tuple[date, date]:
    """Give the bounds of the day, week, month, year, decade or century around a day.

    >>> whole(date(2024, 11, 7), "week")[0]
    datetime.date(2024, 11, 4)
    """
    match unit:
        case "day":
            return day, day
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case "month":
            return month_bounds(day.year, day.month)
        case "quarter":
            return month_bounds(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case "decade":
            return year_bounds(day.year // 10 * 10, 10)
        case "century":
            return year_bounds((day.year - 1) // 100 * 100 + 1, 100)
        case _:
            return year_bounds(day.year)


def _iso(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
