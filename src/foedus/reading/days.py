"""Days and months as they are written: 19 June 2024, 07-11-2024, from 3 to 5 May.

A day or a month without a year is the last one before the day of the text.
"""

import re

from foedus.reading.bounds import (
    DAY,
    FULL_MONTH,
    LEAD,
    LED,
    MONTH,
    YEAR,
    Basis,
    Readers,
    Said,
    day_of,
    month_bounds,
    month_of,
    opened,
    told,
)
from foedus.reading.proposal import Moment

_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_TO = r"\s*(?:-|to|and|through|until)\s*"
_ON = r"(?:on\s+)?"


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _named_day(match: re.Match[str], said: Said) -> Moment | None:
    day = day_of(int(match["year"]), month_of(match["month"]), _number(match["day"]))
    return opened(match, day, day, "day") if day else None


def _iso_day(match: re.Match[str], said: Said) -> Moment | None:
    day = day_of(int(match["year"]), int(match["m"]), int(match["d"]))
    return opened(match, day, day, "day") if day else None


def figures_day(match: re.Match[str], *, month_first: bool) -> Moment | None:
    """Read two figures and a year: a day that may be two, as the text's manner says."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if year < 100:
        # Two figures of a year are of this century up to 2049, as POSIX and others have it.
        year += 2000 if year < 50 else 1900
    orders = [(one, two), (two, one)] if month_first else [(two, one), (one, two)]
    readings = [day for month, d in orders if (day := day_of(year, month, d))]
    if not readings:
        return None
    kept, *rest = dict.fromkeys(readings)
    return opened(match, kept, kept, "day", rejected=rest)


def _month(match: re.Match[str], said: Said) -> Moment | None:
    first, last = month_bounds(int(match["year"]), month_of(match["month"]))
    return opened(match, first, last, "month")


def _part_of_month(match: re.Match[str], said: Said) -> Moment | None:
    """Read `mid-June 2024`, `the end of March`: a third of a month."""
    month = month_of(match["month"])
    year, basis = _year(match, said, month)
    if not year:
        return told(match, None, None, "month")
    first, last = month_bounds(year, month)
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}[
        _third(match["part"])
    ]
    a, b = first.replace(day=low), first.replace(day=high)
    return opened(match, a, b, "span", basis=basis)


def _third(part: str) -> str:
    part = part.lower().strip(" -")
    if part.startswith(("early", "beginning", "start", "first")):
        return "early"
    return "mid" if part.startswith("mid") else "late"


def _year(match: re.Match[str], said: Said, month: int) -> tuple[int, Basis]:
    """Give the year of a match, or of the last such month before the text, or 0."""
    given = match.groupdict().get("year")
    if given:
        return int(given), "explicit"
    if said is None:
        return 0, "dateline"
    lead = (match.groupdict().get("lead") or "").lower()
    ahead = (month - said.month) % 12
    if lead.startswith(("by", "until", "through", "before")) and 0 < ahead <= 6:
        # A term that is set is the next one, as long as it lies within half a year.
        return said.year + (month <= said.month), "dateline"
    return (said.year if month <= said.month else said.year - 1), "dateline"


def _bare(match: re.Match[str], said: Said) -> Moment | None:
    """Read a month or a day without a year."""
    month = month_of(match["month"])
    given = match.groupdict().get("day")
    if said is None:
        return told(match, None, None, "day" if given else "month")
    first, last = month_bounds(_year(match, said, month)[0], month)
    if given:
        first = last = first.replace(day=min(_number(given), last.day))
    return opened(match, first, last, "day" if given else "month", basis="dateline")


def _of_a_year(match: re.Match[str], said: Said) -> Moment | None:
    """Read `13 March last year`: the year is counted from that of the text."""
    day, month = match["day"] or match["day2"], month_of(match["month"])
    if said is None:
        return told(match, None, None, "day" if day else "month")
    step = {"last": -1, "this": 0, "next": 1}[match["which"]]
    first, last = month_bounds(said.year + step, month)
    if day:
        first = last = first.replace(day=min(_number(day), last.day))
    return opened(match, first, last, "day" if day else "month", basis="dateline")


def _days(match: re.Match[str], said: Said) -> Moment | None:
    """Read `3-5 May 2023`, `May 3-5, 2023` and `from 28 May to 2 June`."""
    named = [match[name] for name in ("other", "month") if match[name]]
    first_month, last_month = month_of(named[0]), month_of(named[-1])
    year, basis = _year(match, said, last_month)
    if not year:
        return told(match, None, None, "span")
    first = day_of(year - (first_month > last_month), first_month, _number(match["day"]))
    last = day_of(year, last_month, _number(match["last"]))
    if first is None or last is None or last < first:
        return None
    return told(match, first, last, "span", basis=basis)


def _months(match: re.Match[str], said: Said) -> Moment | None:
    """Read `from March 2014 to May 2015` and `between June and August 2022`."""
    month, last_month = month_of(match["other"]), month_of(match["month"])
    year, basis = _year(match, said, last_month)
    if not year:
        return told(match, None, None, "span")
    begun = match.groupdict().get("begun")
    start = int(begun) if begun else year - (month > last_month)
    first, last = month_bounds(start, month)[0], month_bounds(year, last_month)[1]
    return told(match, first, last, "span", basis=basis) if first < last else None


def month_comes_first(text: str) -> bool:
    """Tell whether a text writes the month before the day, by all that can be only one.

    >>> month_comes_first("Of 12/25/2020 and 3/4/2021."), month_comes_first("Of 3/4/2021.")
    (True, False)
    """
    days = months = 0
    for match in re.finditer(FIGURES, text):
        one, two = int(match["one"]), int(match["two"])
        days += one > 12 >= two
        months += two > 12 >= one
    if days == months:
        days = len(re.findall(rf"\b{DAY}\s+{MONTH}", text))
        months = len(re.findall(rf"\b{MONTH}\s+{DAY}\b,", text))
    return months > days


FIGURES = (
    rf"{LEAD}(?<![\d./-])(?P<one>\d\d?)(?P<sep>[-/.])(?P<two>\d\d?)(?P=sep)"
    rf"(?P<year>{YEAR})\b(?![-/.]\d)"
)
SHORT_FIGURES = (
    r"(?<![\d./-])(?P<one>\d\d?)(?P<sep>/)(?P<two>\d\d?)/(?P<year>\d\d)\b(?![-/.]\d)"
)
_PART = (
    r"(?:in\s+)?(?:the\s+)?(?P<part>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate|[Bb]eginning|[Ss]tart"
    r"|[Ee]nd)(?:\s+of\s+|\s+|-)"
)
_EVENTS = (
    "visit|summit|meeting|treaty|agreement|talks|trip|attack|vote|statement|test|launch"
    "|report|deal|pact|war|coup|election|elections|strike|strikes|exercise|exercises"
)
_NAMED_YEAR = rf"(?:,?\s+(?P<year>{YEAR}))?\b"
_OUT_OF = r"(?:[Ff]rom\s+|[Bb]etween\s+|[Ii]n\s+|on\s+)?"
READERS: Readers = (
    (
        rf"{_OUT_OF}\b(?P<day>{DAY})(?:\s+(?:of\s+)?(?P<other>{MONTH}))?{_TO}"
        rf"(?P<last>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}){_NAMED_YEAR}",
        _days,
    ),
    (
        rf"{_OUT_OF}\b(?P<other>{MONTH})\s+(?P<day>{DAY}){_TO}(?:(?P<month>{MONTH})\s+)?"
        rf"(?P<last>{DAY})\b(?![,.]?\d){_NAMED_YEAR}",
        _days,
    ),
    (
        rf"{LEAD}{_ON}{_WEEKDAY}\b(?P<day>{DAY})[\s-]*(?:of\s+)?(?P<month>{MONTH})[,-]?"
        rf"\s*(?P<year>{YEAR})\b",
        _named_day,
    ),
    (
        rf"{LEAD}{_ON}{_WEEKDAY}\b(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})"
        rf"(?:,\s*|\s+)(?:of\s+)?(?P<year>{YEAR})\b",
        _named_day,
    ),
    (
        rf"{LEAD}{_ON}\b(?P<year>{YEAR})(?P<sep>[-/.])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)"
        r"(?=T\d|\b)",
        _iso_day,
    ),
    (
        rf"{_OUT_OF}\b(?P<other>{MONTH})(?:,?\s+(?P<begun>{YEAR}))?{_TO}(?P<month>{MONTH}),?"
        rf"\s+(?:of\s+)?(?P<year>{YEAR})\b",
        _months,
    ),
    (
        rf"(?:[Ff]rom|[Bb]etween)\s+(?P<other>{FULL_MONTH}){_TO}(?P<month>{FULL_MONTH})\b",
        _months,
    ),
    (
        rf"{LEAD}{_PART}(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?\b",
        _part_of_month,
    ),
    (rf"{LEAD}\b(?P<month>{MONTH}),?\s+(?:of\s+)?(?P<year>{YEAR})\b", _month),
)
"""Days and months that mostly tell their year, and their ranges."""

BARE: Readers = (
    (
        rf"{LEAD}{_ON}\b(?:(?P<day>{DAY})\s+(?:of\s+)?)?(?P<month>{MONTH})"
        rf"(?:\s+(?P<day2>{DAY}))?,?\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b",
        _of_a_year,
    ),
    (
        rf"{LEAD}{_ON}{_WEEKDAY}\b(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})(?!\s+\d)",
        _bare,
    ),
    (
        rf"{LEAD}{_ON}{_WEEKDAY}\b(?P<month>{MONTH})\s+(?P<day>{DAY})\b(?!,?\s*\d|[-/])",
        _bare,
    ),
    (rf"\b{LED}(?P<month>{FULL_MONTH})\b(?!\s+\d)", _bare),
    (
        rf"\b(?P<month>{FULL_MONTH.replace('|May', '').replace('|March', '')})"
        rf"(?='s\s|\s+(?:{_EVENTS})\b)",
        _bare,
    ),
)
"""Days and months without a year; `May` and `March` alone may be no months."""
