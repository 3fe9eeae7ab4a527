"""When a text says that something was: days, months, years, eras, and words like recently.

A figure such as 07-11-2024 is two days. The reading that a text's own manner supports is
taken, the day before the month where nothing speaks, and the other one is kept beside it.
"""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.reading.lexicon import names
from foedus.reading.proposal import Moment, Place

_MONTHS = {name.lower(): n for n, name in enumerate(month_name) if name}
_MONTHS |= {name[:3]: n for name, n in list(_MONTHS.items())} | {"sept": 9}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_OPEN = r"(?:[Ss]ince|[Aa]fter|[Ff]ollowing|[Ff]rom)"
_SHUT = r"(?:[Bb]efore|[Uu]ntil|[Tt]ill|[Uu]p to|[Bb]y|[Nn]o later than)"

ERAS: dict[str, tuple[str | None, str | None]] = {
    "Cold War": ("1947", "1991"),
    "First World War": ("1914-07-28", "1918-11-11"),
    "World War I": ("1914-07-28", "1918-11-11"),
    "Second World War": ("1939-09-01", "1945-09-02"),
    "World War II": ("1939-09-01", "1945-09-02"),
    "Korean War": ("1950-06-25", "1953-07-27"),
    "Vietnam War": ("1955", "1975"),
    "Gulf War": ("1990-08-02", "1991-02-28"),
    "Soviet era": ("1922", "1991"),
    "interwar": ("1918", "1939"),
}
"""Times that readers are taken to know: era -> earliest, latest."""

AFTERMATH: dict[str, str] = {
    "Ukraine war": "2022",
    "war in Ukraine": "2022",
    "invasion of Ukraine": "2022",
    "annexation of Crimea": "2014",
    "Soviet Union's collapse": "1991-12-26",
    "collapse of the Soviet Union": "1991-12-26",
    "fall of the Berlin Wall": "1989-11-09",
    "end of the Cold War": "1991",
    "September 11": "2001-09-11",
}
"""Turns that readers are taken to know: what came after them began no earlier than this."""

_VAGUE = (
    r"(?:in\s+)?(?:recent|past|coming|last\s+few|past\s+few|last\s+several|next\s+few)\s+"
    r"(?:years|months|weeks|decades|days)|[Rr]ecently|[Ll]ately|[Rr]ecent|[Yy]ears(?=\s+of\b)"
    r"|[Dd]ecades(?=\s+of\b)|for\s+(?:years|decades|months|generations)"
    r"|over\s+the\s+(?:years|decades)|in\s+the\s+(?:near|foreseeable)\s+future"
    r"|(?:in\s+)?the\s+coming\s+(?:years|months|decades|weeks)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """When a document was published, as its own text says it."""

    moment: Moment
    day: date


def moments(text: str, *, said: date | None = None) -> tuple[Moment, ...]:
    """Find every time that a text, folded for parsing, speaks of, in order.

    `said` is the day of the text; a month without a year is the last one before it.

    >>> [(m.earliest, m.latest) for m in moments("It was signed on 19 June 2024.")]
    [('2024-06-19', '2024-06-19')]
    >>> [(m.earliest, m.rejected) for m in moments("Released 07-11-2024")]
    [('2024-11-07', ('2024-07-11',))]
    """
    found: list[Moment] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(
                m.place.start < match.end() and match.start() < m.place.end for m in found
            ):
                continue
            moment = read(match, said)
            if moment is not None:
                found.append(moment)
    return tuple(sorted(found, key=lambda m: m.place.start))


def dateline(text: str) -> Dateline | None:
    """Find the day of publication in the first lines of a text: a full date on a line.

    >>> dateline("A title" + chr(10) + "Institute 07-11-2024").day
    datetime.date(2024, 11, 7)
    """
    top = text[:1500]
    for line in re.finditer(r"[^\n]+", top):
        if len(line.group()) > 160:
            continue
        for moment in moments(line.group()):
            if moment.grain == "day" and moment.earliest:
                place = Place(
                    line.start() + moment.place.start, line.start() + moment.place.end
                )
                moved = _moment(
                    place,
                    moment.words,
                    moment.earliest,
                    moment.latest,
                    "day",
                    rejected=moment.rejected,
                )
                return Dateline(moved, date.fromisoformat(moment.earliest))
    return None


Basis = Literal["explicit", "dateline", "anaphoric", "world knowledge"]


def _moment(
    place: Place,
    words: str,
    earliest: str | None,
    latest: str | None,
    grain: str,
    *,
    basis: Basis = "explicit",
    rejected: tuple[str, ...] = (),
) -> Moment:
    return Moment(place, words, earliest, latest, grain, basis, rejected)


def _of(match: re.Match[str]) -> tuple[Place, str]:
    return Place(match.start(), match.end()), " ".join(match.group().split())


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _bounded(match: re.Match[str], first: str, last: str, grain: str) -> Moment:
    """Open a time to one side where a word before it says so."""
    place, words = _of(match)
    lead = (match.groupdict().get("lead") or "").strip()
    if re.fullmatch(_OPEN, lead):
        return _moment(place, words, first, None, "open-start")
    if re.fullmatch(_SHUT, lead):
        return _moment(place, words, None, last, "open-end")
    return _moment(place, words, first, last, grain)


def _named_day(match: re.Match[str], said: date | None) -> Moment | None:
    day = int(re.sub(r"\D", "", match["day"]))
    iso = _iso(int(match["year"]), _MONTHS[match["month"].rstrip(".").lower()[:3]], day)
    return _bounded(match, iso, iso, "day") if iso else None


def _iso_day(match: re.Match[str], said: date | None) -> Moment | None:
    iso = _iso(int(match["year"]), int(match["m"]), int(match["d"]))
    return _bounded(match, iso, iso, "day") if iso else None


def _figures(match: re.Match[str], said: date | None) -> Moment | None:
    """Read two figures and a year: a day that may be two."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    readings = [iso for iso in (_iso(year, two, one), _iso(year, one, two)) if iso]
    if not readings:
        return None
    place, words = _of(match)
    kept, *rest = dict.fromkeys(readings)
    return _moment(place, words, kept, kept, "day", rejected=tuple(rest))


def _month(match: re.Match[str], said: date | None) -> Moment | None:
    year, month = int(match["year"]), _MONTHS[match["month"].rstrip(".").lower()[:3]]
    last = monthrange(year, month)[1]
    return _bounded(match, f"{year}-{month:02}-01", f"{year}-{month:02}-{last:02}", "month")


def _bare_month(match: re.Match[str], said: date | None) -> Moment | None:
    """Read a month or a day without a year: the last one before the text was written."""
    place, words = _of(match)
    month = _MONTHS[match["month"].rstrip(".").lower()[:3]]
    if said is None:
        return _moment(place, words, None, None, "month")
    year = said.year if month <= said.month else said.year - 1
    last = monthrange(year, month)[1]
    first = 1
    if match.groupdict().get("day"):
        first = last = min(int(re.sub(r"\D", "", match["day"])), last)
    return _moment(
        place,
        words,
        f"{year}-{month:02}-{first:02}",
        f"{year}-{month:02}-{last:02}",
        "day" if first == last else "month",
        basis="dateline",
    )


def _years(match: re.Match[str], said: date | None) -> Moment | None:
    place, words = _of(match)
    last = match["last"] if len(match["last"]) == 4 else match["year"][:2] + match["last"]
    if last < match["year"]:
        return None
    return _moment(place, words, f"{match['year']}-01-01", f"{last}-12-31", "span")


def _decade(match: re.Match[str], said: date | None) -> Moment | None:
    year = int(match["year"])
    return _bounded(match, f"{year}-01-01", f"{year + 9}-12-31", "decade")


_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def _year(match: re.Match[str], said: date | None) -> Moment | None:
    year = match["year"]
    part = (match.groupdict().get("part") or "").strip(" -").lower()
    if part in _PARTS:
        first, last = _PARTS[part]
        end = monthrange(int(year), last)[1]
        return _bounded(
            match, f"{year}-{first:02}-01", f"{year}-{last:02}-{end:02}", "span"
        )
    return _bounded(match, f"{year}-01-01", f"{year}-12-31", "year")


def _relative(match: re.Match[str], said: date | None) -> Moment | None:
    """Read last year, this month and the like from the day of the text."""
    place, words = _of(match)
    if said is None:
        return _moment(place, words, None, None, "vague")
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    if match["unit"] == "year":
        year = said.year + step
        return _moment(
            place, words, f"{year}-01-01", f"{year}-12-31", "year", basis="dateline"
        )
    month = said.month - 1 + step
    year, month = said.year + month // 12, month % 12 + 1
    last = monthrange(year, month)[1]
    return _moment(
        place,
        words,
        f"{year}-{month:02}-01",
        f"{year}-{month:02}-{last:02}",
        "month",
        basis="dateline",
    )


def _era(match: re.Match[str], said: date | None) -> Moment | None:
    place, words = _of(match)
    first, last = ERAS[" ".join(match["era"].split())]
    return _moment(place, words, first, last, "era", basis="world knowledge")


def _aftermath(match: re.Match[str], said: date | None) -> Moment | None:
    place, words = _of(match)
    turn = next(t for t in AFTERMATH if t in words)
    return _moment(
        place, words, AFTERMATH[turn], None, "open-start", basis="world knowledge"
    )


def _after(match: re.Match[str], said: date | None) -> Moment | None:
    """Read `since the fall of the wall in 1989`: open from the end of that year."""
    place, words = _of(match)
    turn = next((t for t in AFTERMATH if t in words), None)
    first = AFTERMATH[turn] if turn else f"{match['year']}-01-01"
    return _moment(place, words, first, None, "open-start")


def _rule(match: re.Match[str], said: date | None) -> Moment | None:
    """Read `under X's leadership` from the years of X."""
    place, words = _of(match)
    leader = next(
        one for one in names().leaders if match["leader"] in (one.name, one.short)
    )
    first, _, last = leader.years.split(",")[0].partition("-")
    return _moment(place, words, first, last or None, "era", basis="world knowledge")


def _vague(match: re.Match[str], said: date | None) -> Moment | None:
    place, words = _of(match)
    return _moment(place, words, None, None, "vague")


_LEAD = rf"(?:(?P<lead>{_OPEN}|{_SHUT})\s+(?:the\s+)?)?"
_TURNS = "|".join(re.escape(turn).replace(r"\ ", r"\s+") for turn in AFTERMATH)
_LEADERS = "|".join(
    re.escape(name)
    for name in sorted(
        {n for one in names().leaders for n in (one.name, one.short)}, key=len
    )[::-1]
)
_READERS = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"{_LEAD}(?:on\s+)?\b(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})\b",
            _named_day,
        ),
        (
            rf"{_LEAD}\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}),?\s+(?P<year>{_YEAR})\b",
            _named_day,
        ),
        (rf"{_LEAD}\b(?P<year>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso_day),
        (
            rf"(?<![\d./-])(?P<one>\d\d?)(?P<sep>[-/.])(?P<two>\d\d?)(?P=sep)(?P<year>{_YEAR})\b",
            _figures,
        ),
        (rf"{_LEAD}\b(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>{_YEAR})\b", _month),
        (
            rf"(?:from|between|in)\s+(?P<year>{_YEAR})\s+(?:to|and|until|through)\s+(?P<last>{_YEAR})\b",
            _years,
        ),
        (rf"\b(?P<year>{_YEAR})-(?P<last>{_YEAR}|\d\d)\b(?![-\d])", _years),
        (rf"{_LEAD}\b(?P<year>{_YEAR[:-1]}))s\b", _decade),
        (
            rf"(?:particularly\s+|especially\s+)?(?:in\s+the\s+(?:wake|aftermath)\s+of|[Aa]fter|[Ff]ollowing|[Ss]ince)\s+(?:the\s+|\w+'s\s+)*(?:\w+\s+)?(?:{_TURNS})(?!\s+in\s+\d)",
            _aftermath,
        ),
        (
            rf"(?:[Ss]ince|[Aa]fter|[Ff]ollowing)\s+[\w' ]{{3,44}}?\s+in\s+"
            rf"(?P<year>{_YEAR})\b",
            _after,
        ),
        (
            rf"{_LEAD}(?:in\s+)?(?P<part>early|mid|late)(?:\s+|-)(?P<year>{_YEAR})\b",
            _year,
        ),
        (
            rf"(?:(?P<lead>{_OPEN}|{_SHUT})\s+)?(?:(?:[Ii]n|[Dd]uring|of)\s+)?(?<![\d,.$€£/-])(?<![Rr]esolution\s)\b(?P<year>{_YEAR})\b(?!,\d|\.\d|\s*(?:soldiers|troops|people|men|tons|tonnes|km|miles))",
            _year,
        ),
        (r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<unit>year|month)\b", _relative),
        (
            rf"\b(?:on\s+)?(?P<day>{_DAY})\s+(?P<month>{_MONTH})\b(?!\s+\d)",
            _bare_month,
        ),
        (rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY})\b(?!,?\s*\d)", _bare_month),
        (
            r"\b(?:(?:[Ii]n|[Dd]uring|[Ss]ince|last|this)\s+)(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b",
            _bare_month,
        ),
        (
            r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)(?='s\s|\s+(?:visit|summit|meeting|treaty|agreement|talks|trip|attack|vote|statement|test|launch|report))",
            _bare_month,
        ),
        (rf"(?P<era>{'|'.join(map(re.escape, ERAS))})(?:\s+era)?(?!-era)", _era),
        (
            rf"\b[Uu]nder\s+(?:[\w-]+\s+){{0,2}}?(?P<leader>{_LEADERS})(?:'s?\s+(?:leadership|rule|presidency|reign|government))?",
            _rule,
        ),
        (rf"\b(?:{_VAGUE})\b", _vague),
    )
)
"""Patterns, the most telling first; a later one takes no place of an earlier."""
