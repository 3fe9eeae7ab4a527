"""Times that are counted from the day of a text, or from the time last named in it.

Where the text does not tell its day, they are times without bounds. A weekday is the last
one up to that day, since texts report.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from foedus.reading.bounds import (
    COUNT,
    Readers,
    Said,
    moved,
    number_of,
    told,
    vague,
    whole,
)
from foedus.reading.proposal import Moment

_UNIT = "day|week|month|quarter|year|decade|century"
_UNITS = "days|weeks|months|quarters|years|decades|centuries"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_STEP = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1}
_STEP |= {"following": 1, "coming": 1, "same": 0, "that": 0}
_SOME = rf"(?P<many>{COUNT}|few|several|many|half(?:-|\s+a\s+)dozen)"


def _unit(words: str) -> str:
    words = words.lower()
    return {"centuries": "century"}.get(words, words.removesuffix("s"))


def _around(match: re.Match[str], said: Said) -> Moment | None:
    """Read last year, this month, next week."""
    if said is None:
        return vague(match, said)
    unit = _unit(match["unit"])
    step = _STEP[match["which"].lower()]
    first, last = whole(moved(said, step, unit), unit)
    first, last = _early_or_late(match, said, first, last)
    return told(match, first, last, unit, basis="dateline")


def _early_or_late(
    match: re.Match[str], said: date, first: date, last: date
) -> tuple[date, date]:
    """Cut `earlier this year` at the day of the text, and let `later` begin with it."""
    part = (match.groupdict().get("part") or "").lower()
    if part == "earlier":
        return first, min(said, last)
    return (max(said, first), last) if part == "later" else (first, last)


def _weekday(match: re.Match[str], said: Said) -> Moment | None:
    if said is None:
        return vague(match, said)
    back = (said.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    which = (match["which"] or "").strip().lower()
    if which == "next":
        back -= 7
    if which == "last" and back == 0:
        back = 7
    day = said - timedelta(days=back)
    return told(match, day, day, "day", basis="dateline")


def _beside(match: re.Match[str], said: Said) -> Moment | None:
    """Read yesterday and tomorrow."""
    if said is None:
        return vague(match, said)
    day = said + timedelta(days=1 if match.group().lower() == "tomorrow" else -1)
    return told(match, day, day, "day", basis="dateline")


def _stretch(match: re.Match[str], said: Said) -> Moment | None:
    """Read `the past two years`, `within the next decade`: up to or from the text's day."""
    unit = _unit(match["unit"])
    # `The coming years` are without number, the coming year is one.
    many = (match["many"] or ("one" if match["unit"].lower() == unit else "some")).lower()
    if said is None or not re.fullmatch(COUNT, many):
        return vague(match, said)
    which = match["which"].lower()
    back = which in ("past", "last", "previous", "since")
    other = moved(said, -number_of(many) if back else number_of(many), unit)
    return told(match, min(said, other), max(said, other), "span", basis="dateline")


def _ago(match: re.Match[str], said: Said) -> Moment | None:
    many = match["many"].lower()
    if said is None or not re.fullmatch(COUNT, many):
        return vague(match, said)
    unit = _unit(match["unit"])
    first, last = whole(moved(said, -number_of(many), unit), unit)
    since = (match["lead"] or "").lower().startswith("since")
    if since:
        return told(match, first, None, "open-start", basis="dateline")
    return told(match, first, last, unit, basis="dateline")


def resolved(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Settle `that year`, `two months later`, `since then` by the time named before them.

    `moments` are in the order of the text; a time that nothing settles keeps no bounds.
    """
    settled: list[Moment] = []
    known: Moment | None = None
    for moment in moments:
        one = _anaphor(moment, known) if moment.basis == "anaphoric" else moment
        if one.earliest and len(one.earliest) == 10 and one.basis != "world knowledge":
            known = one
        settled.append(one)
    return tuple(settled)


def _anaphor(moment: Moment, known: Moment | None) -> Moment:
    if known is None or known.earliest is None:
        return moment
    base = date.fromisoformat(known.earliest)
    words = moment.words.lower()
    if "since" in words:
        return replace(moment, earliest=base.isoformat(), grain="open-start")
    later = re.search(
        rf"({COUNT})\s+({_UNITS}|{_UNIT})\s+(later|earlier|before|after)", words
    )
    if later:
        unit = _unit(later[2])
        many = number_of(later[1]) * (1 if later[3] in ("later",) else -1)
        # `A century earlier` is a year a hundred years before, no whole century.
        around = "year" if unit in ("decade", "century") else unit
        return _within(moment, moved(base, many, unit), around)
    which = re.search(rf"(same|that|following|next|previous)\s+({_UNIT})", words)
    if which is None:
        return moment
    unit = _unit(which[2])
    return _within(moment, moved(base, _STEP[which[1]], unit), unit)


def _within(moment: Moment, day: date, unit: str) -> Moment:
    first, last = whole(day, unit)
    return replace(moment, earliest=first.isoformat(), latest=last.isoformat(), grain=unit)


def _anaphoric(match: re.Match[str], said: Said) -> Moment | None:
    return told(match, None, None, "vague", basis="anaphoric")


READERS: Readers = (
    (
        r"(?:\b(?:on|early|late|by|since|until|from)\s+)?(?:(?:on\s+)?\b(?P<which>last|next|this)\s+)?"
        r"(?<!bloody\s)(?<!black\s)\b(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
        r"(?:\s+(?:morning|afternoon|evening|night))?",
        _weekday,
    ),
    (r"\b(?:yesterday|tomorrow)\b", _beside),
    (
        rf"(?:\b(?P<lead>since)\s+)?(?:(?:more|less)\s+than\s+|over\s+|about\s+|nearly\s+"
        rf"|almost\s+|around\s+|some\s+|just\s+|only\s+)?\b{_SOME}\s+(?P<unit>{_UNITS}|{_UNIT})\s+ago\b",
        _ago,
    ),
    (
        rf"(?:\b(?:in|over|during|for)\s+)?\bthe\s+(?:past\s+|last\s+)?{_SOME}\s+(?P<unit>{_UNITS})\s+"
        r"(?P<which>since)\b",
        _stretch,
    ),
    (
        r"(?:\b(?:in|over|during|for|within|throughout|across)\s+)?\bthe\s+"
        rf"(?P<which>past|last|previous|next|coming)\s+(?:{_SOME}\s+(?:or\s+\w+\s+)?)?(?:of\s+)?"
        rf"(?P<unit>{_UNITS}|{_UNIT})\b(?!\s+of\b)",
        _stretch,
    ),
    (
        rf"\b(?P<which>within)\s+(?:about\s+)?{_SOME}\s+(?P<unit>{_UNITS}|{_UNIT})\b(?!\s+of\b)",
        _stretch,
    ),
    (
        r"(?:\b(?P<part>earlier|later|early|late|since|by|until)\s+)?"
        rf"\b(?P<which>last|this|next)\s+(?P<unit>{_UNIT})\b",
        _around,
    ),
    (r"\bthe\s+(?P<which>current|coming)\s+(?P<unit>year|decade|century)\b", _around),
    (
        r"\b(?:in\s+)?(?:the\s+same|that\s+same|(?<=in\s)that|(?<=later\s)that"
        r"|the\s+following|the\s+previous|(?:later\s+)(?:that|the\s+same))\s+"
        r"(?:day|week|month|year|decade)\b",
        _anaphoric,
    ),
    (
        rf"\b(?:almost\s+|nearly\s+|just\s+|about\s+|over\s+)?{COUNT}\s+(?:{_UNITS}|{_UNIT})\s+"
        r"(?:later|earlier)\b",
        _anaphoric,
    ),
    (r"\b(?:since\s+then|ever\s+since|since\s+that\s+time|since\s+that)\b", _anaphoric),
)
"""Times counted from the text's day or a time before them, in any letters."""
