"""Years, what is longer, and their parts: 2014-17, late 1990s, the third quarter of 2023.

Seasons are those of the northern half of the world, and a fiscal year is that of the United
States, October to September, as the field's texts mostly mean it: both are assumed.
"""

import re
from datetime import date

from foedus.reading.bounds import (
    LEAD,
    YEAR,
    Basis,
    Readers,
    Said,
    month_bounds,
    moved,
    opened,
    told,
    whole,
    year_bounds,
)
from foedus.reading.proposal import Moment

_ORDINALS = {
    word: n
    for n, words in enumerate(
        (
            "first opening 1st q1",
            "second 2nd q2",
            "third 3rd q3",
            "fourth 4th final last closing q4",
        )
    )
    for word in words.split()
}
_CENTURIES = {
    word: n
    for n, word in enumerate(
        "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),  # noqa: SIM905
        16,
    )
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_THIRDS = {"early": (0, 4), "mid": (4, 8), "late": (8, 12)}
"""Twelfths of a time that its parts take up."""


def part_of(first: date, last: date, words: str) -> tuple[date, date]:
    """Give the bounds of a part of a year, a decade or a century.

    >>> part_of(date(2023, 1, 1), date(2023, 12, 31), "the second half of")
    (datetime.date(2023, 7, 1), datetime.date(2023, 12, 31))
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    low, high = _twelfths(words.lower())
    start = first.year * 12 + first.month - 1 + months * low // 12
    many = max(months * (high - low) // 12, 1)
    return month_bounds(start // 12, start % 12 + 1, many)


def _twelfths(words: str) -> tuple[int, int]:
    nth = next((_ORDINALS[w] for w in re.findall(r"\w+", words) if w in _ORDINALS), None)
    if "half" in words:
        return (0, 6) if nth == 0 else (6, 12)
    if nth is not None:
        return nth * 3, nth * 3 + 3
    if "to" in words.split("-") or " to " in words:
        return (0, 8) if words.lstrip().startswith("early") else (4, 12)
    if re.match(r"\s*(?:the\s+)?(?:beginning|start|turn|outset)", words):
        return 0, 3
    if re.match(r"\s*(?:the\s+)?(?:end|close)", words):
        return 9, 12
    key = "mid" if "mid" in words else "late" if "late" in words else "early"
    return _THIRDS[key]


def _parted(
    match: re.Match[str], first: date, last: date, grain: str, basis: Basis = "explicit"
) -> Moment:
    part = match.groupdict().get("part")
    if part:
        (first, last), grain = part_of(first, last, part), "span"
    return opened(match, first, last, grain, basis=basis)


def _year(match: re.Match[str], said: Said) -> Moment | None:
    return _parted(match, *year_bounds(int(match["year"])), "year")


def _years(match: re.Match[str], said: Said) -> Moment | None:
    """Read `2014-17`, `from 2014 to 2017`; what lies back to front is none."""
    year, last = int(match["year"]), match["last"]
    end = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
    if end < year:
        return None
    return told(match, year_bounds(year)[0], year_bounds(end)[1], "span")


def _year_pair(match: re.Match[str], said: Said) -> Moment | None:
    """Read `by the end of the 2027-28 financial year`: open where a word before says so."""
    moment = _years(match, said)
    if moment is None or moment.earliest is None or moment.latest is None:
        return None
    first, last = date.fromisoformat(moment.earliest), date.fromisoformat(moment.latest)
    return opened(match, first, last, "span")


def _onward(match: re.Match[str], said: Said) -> Moment | None:
    return told(match, year_bounds(int(match["year"]))[0], None, "open-start")


def _decade(match: re.Match[str], said: Said) -> Moment | None:
    year = int(match["year"]) * 10
    return _parted(match, *year_bounds(year, 10), "decade")


def _decades(match: re.Match[str], said: Said) -> Moment | None:
    """Read `the 1970s and 1980s`: from the first to the last."""
    first, last = int(match["year"]) * 10, int(match["last"]) * 10
    last += first // 100 * 100 if last < 100 else 0
    if last < first:
        return None
    return told(match, year_bounds(first)[0], year_bounds(last, 10)[1], "span")


def _century(match: re.Match[str], said: Said) -> Moment | None:
    named = match["century"].lower()
    number = _CENTURIES.get(named) or int(re.sub(r"\D", "", named) or 0)
    if not 5 < number < 22:
        return None
    first, last = year_bounds((number - 1) * 100 + 1, 100)
    return _parted(match, first, last, "century")


def _quarter(match: re.Match[str], said: Said) -> Moment | None:
    """Read `Q3 2023` and `2023Q3`."""
    first, last = month_bounds(int(match["year"]), (int(match["q"]) - 1) * 3 + 1, 3)
    return opened(match, first, last, "span")


def _season(match: re.Match[str], said: Said) -> Moment | None:
    """Read `the winter of 2022-23`; a winter of one year begins in its December."""
    first, last = month_bounds(int(match["year"]), _SEASONS[match["season"].lower()], 3)
    return opened(match, first, last, "span")


def _last_season(match: re.Match[str], said: Said) -> Moment | None:
    if said is None:
        return told(match, None, None, "vague")
    which, month = match["which"].lower(), _SEASONS[match["season"].lower()]
    year = said.year - (which == "last" and month + 2 >= said.month) + (which == "next")
    year -= which == "this" and month > said.month + 6
    first, last = month_bounds(year, month, 3)
    return told(match, first, last, "span", basis="dateline")


def _fiscal(match: re.Match[str], said: Said) -> Moment | None:
    """Read `FY2024` and `fiscal years 2019 to 2023`: October to September."""
    year, until = _full(match["year"]), match["last"]
    end = year
    if until:
        end = int(until) if len(until) == 4 else year // 100 * 100 + int(until)
        # FY2023-24 is one year that two calendar years share.
        year = end if end == year + 1 and len(until) == 2 else year
    if end < year:
        return None
    first, last = date(year - 1, 10, 1), date(end, 9, 30)
    return opened(match, first, last, "year" if end == year else "span")


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _quarter_said(match: re.Match[str], said: Said) -> Moment | None:
    """Read `the first half of last year`, `late this year`, from the day of the text."""
    if said is None:
        return told(match, None, None, "vague")
    unit = match["unit"].lower()
    step = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
    around = moved(said, step[match["which"].split()[-1].lower()], unit)
    return _parted(match, *whole(around, unit), unit, basis="dateline")


_PART = (
    r"(?:[Ii]n\s+|[Dd]uring\s+|[Aa]t\s+)?(?:the\s+)?(?P<part>"
    r"(?:[Ee]arly|[Mm]id|[Ll]ate)(?:[-\s]to[-\s](?:mid|late))?(?:\s+(?:months|days|weeks|years|part)\s+of)?"
    r"|(?:very\s+)?(?:[Bb]eginning|[Ss]tart|[Oo]utset|[Tt]urn|[Ee]nd|[Cc]lose|[Mm]iddle)\s+of"
    r"|(?:[Ff]irst|[Ss]econd|[Ll]atter|[Ll]ast|1st|2nd)\s+half\s+of"
    r"|(?:[Ff]irst|[Oo]pening|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal|[Cc]losing|1st|2nd|3rd|4th)\s+quarter\s+of)"
    r"(?:\s+the|\s+of)?[\s-]+"
)
_UNITS = (
    "soldiers|troops|people|men|tons|tonnes|km|miles|kilomet|rounds|shells|tanks|drones"
    "|missiles|warheads|barrels|civilians|fighters|personnel|vehicles|aircraft|hectares"
    "|MW|dollars|euros|containers|casualties|deaths|prisoners|workers|refugees|metres|meters"
)
_NOT_A_YEAR = (
    rf"(?!,\d|\.\d|-\w*(?:strong|member|page)|\s*(?:{_UNITS})\b|\s*%|\s+\((?:19|20)\d\d\))"
)
_BARE_YEAR = (
    rf"(?<![\d,.$€£/:-])(?<![Rr]esolution\s)(?<![Nn]o\.\s)(?<!\d\s\()\b(?P<year>{YEAR})\b"
)
READERS: Readers = (
    (
        rf"{LEAD}\b(?:FY|[Ff]iscal(?:\s+[Yy]ears?)?)[\s-]?'?(?P<year>{YEAR}|\d\d)"
        rf"(?:\s*(?:-|/|to|through|and)\s*(?:FY)?(?P<last>{YEAR}|\d\d))?\b(?!,\d)",
        _fiscal,
    ),
    (
        rf"{LEAD}(?:in\s+)?\bQ(?P<q>[1-4])(?:\s+of)?[\s-]?(?P<year>{YEAR})\b",
        _quarter,
    ),
    (rf"{LEAD}\b(?P<year>{YEAR})[\s-]?Q(?P<q>[1-4])\b", _quarter),
    (
        rf"{LEAD}(?:[Ii]n\s+|[Dd]uring\s+)?(?:[Tt]he\s+)?\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn"
        rf"|[Ff]all|[Ww]inter)(?:\s+of)?\s+(?P<year>{YEAR})(?:[-/]\d\d(?:\d\d)?)?\b",
        _season,
    ),
    (
        r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<season>spring|summer|autumn|fall|winter)\b",
        _last_season,
    ),
    (
        rf"(?:[Ff]rom|[Bb]etween|[Ii]n|[Dd]uring)\s+(?P<year>{YEAR})\s+(?:to|and|until|through)\s+"
        rf"(?P<last>{YEAR})\b",
        _years,
    ),
    (rf"\b(?P<year>{YEAR})\s+(?:to|through)\s+(?P<last>{YEAR})\b", _years),
    (
        rf"{LEAD}(?:(?:the\s+)?(?:end|start|beginning)\s+of\s+)?(?:the\s+)?(?<![/\d])\b"
        rf"(?P<year>{YEAR})[-/](?P<last>{YEAR}|\d\d)\b(?![-/\d])"
        r"(?:\s+(?:[Ff]iscal|[Ff]inancial)\s+year)?",
        _year_pair,
    ),
    (
        rf"\b[Ff]rom\s+(?P<year>{YEAR})\s+(?:on|onwards?|forward|to\s+(?:the\s+present|now|today"
        r"|date)|until\s+(?:now|today))\b",
        _onward,
    ),
    (
        r"(?:\b[Ii]n\s+)?(?:[Tt]he\s+)?\b(?P<year>1[5-9]\d|20\d)0s\s+(?:and|to|through|or)\s+(?:the\s+)?"
        r"(?:early\s+|mid-?\s?|late\s+)?'?(?P<last>1[5-9]\d|20\d|\d)0s\b",
        _decades,
    ),
    (rf"{LEAD}(?:{_PART})?(?:the\s+)?\b(?P<year>1[5-9]\d|20\d)0'?s\b", _decade),
    (
        rf"{LEAD}(?:{_PART})?(?:the\s+)?\b(?P<century>\d\d(?:st|nd|rd|th)"
        rf"|{'|'.join(_CENTURIES)})[\s-]century\b",
        _century,
    ),
    (
        rf"{LEAD}{_PART}(?P<which>last|this|next|the\s+coming|the\s+previous)\s+"
        r"(?P<unit>year|decade|century)\b",
        _quarter_said,
    ),
    (
        rf"{LEAD}(?:[Ii]n\s+|[Dd]uring\s+)?(?P<part>[Ee]arly|[Ll]ate)\s+(?P<which>last|this|next)"
        r"\s+(?P<unit>year|decade|century)\b",
        _quarter_said,
    ),
    (rf"{LEAD}{_PART}\b(?P<year>{YEAR})\b{_NOT_A_YEAR}", _year),
    (
        rf"{LEAD}(?:(?:[Ii]n|[Dd]uring|of)\s+(?:or\s+around\s+|about\s+|around\s+)?)?"
        rf"{_BARE_YEAR}{_NOT_A_YEAR}",
        _year,
    ),
)
"""Years and longer times, and their parts."""
