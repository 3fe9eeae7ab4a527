"""Figures as they are said: with their operator, their unit, and whose they are.

`Over 600,000 casualties` is a lower bound. Where a text does not say whose casualties, the
figure says that it is ambiguous, and names who it may be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.ledger.entry import Operator
from foedus.quantity import Unit
from foedus.reading.amounts import amounts, ordinals
from foedus.reading.counting import NOUN, OPERATOR, PER, operator_of, per_of, words_at
from foedus.reading.measures import measure, rated
from foedus.reading.numerals import GREAT, SHORT, SMALL, VALUE, value_of
from foedus.reading.proposal import Figure, Place

_BEHIND: dict[str, Operator] = {
    "more": "at_least",
    "so": "about",
    "fewer": "at_most",
    "less": "at_most",
}
_SIGN = r"US\$|A\$|C\$|HK\$|\$|€|£|¥|₹|₽|₩"
_CODE = r"(?:USD|EUR|GBP|CNY|RMB|INR|JPY|Rs\.?|dollars?|euros?)\s*"
_COINS = (
    r"(?:U\.?S\.?\s+|American\s+|British\s+)?(?:dollars?|euros?|pounds?\s+sterling|yuan|renminbi"
    r"|ro?ubles?|rupees?|won|yen|riyals?|lira|dinars?|francs?|marks|cents|USD|EUR)\b"
)
_PATTERN = re.compile(
    rf"(?<![\w.,/:+-])(?:(?P<op>{OPERATOR})\s*)?"
    r"(?:(?<=\s)(?:an?\s+(?:additional|further|extra|average|total)\s+(?:of\s+)?|another\s+))?"
    rf"(?:(?P<between>between|from)\s+)?(?P<money>(?:{_SIGN})\s*|\b{_CODE})?(?P<a>{VALUE})"
    rf"(?P<cent>\s*(?:%|per\s?cent\b|pct\b))?"
    rf"(?:\s*(?(between)(?:and|to|-)|(?:-|to|or(?=\s+[a-z\d])))\s*(?:{_SIGN})?(?P<b>{VALUE}))?"
    r"(?P<share>\s*-?(?:%|per\s?cent\b|pct\b|percentage\s+points?\b))?"
    rf"(?P<coin>\s+{_COINS})?(?P<more>\+|-plus\b|\s+or\s+(?:more|so|fewer|less)\b)?"
    rf"(?:-(?P<joined>[a-z]+)\b)?(?P<of>{NOUN}){PER}?(?![\d])",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:member|strong|nation|countr|state|kilomet|km|mile|met[er]{2}|year|month|week|day|hour|ton"
    r"|man|person|seat|point|page|part|party|barrel|megawatt|round|piece|ship|warhead|stage|way"
    r"|decade|minute|vessel|tank|percent)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:r[io]se[ns]?|rising|grew|grown?|grow(?:s|ing)|increas\w+|expand\w*|f[ae]ll\w*|drop\w*"
    r"|declin\w+|reduc\w+|cut\w*|shr[aiu]nk\w*|jump\w*|climb\w*|went|rais\w+|lower\w*|up|down"
    r"|surg\w+|soar\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"(?:[Aa]rticles?|[Cc]hapters?|[Ss]ections?|[Pp]aragraphs?|[Pp]aras?\.?|\bNo\.|[Nn]umber"
    r"|[Rr]esolutions?|[Pp]ages?|\bpp?\.|\bG|[Gg]roup\s+of|[Tt]able|[Ff]igure|[Rr]ule|[Aa]nnex"
    r"|[Pp]art|[Vv]ersion|[Pp]hase|[Tt]itle|[Nn]otes?|§|#|\[|[Tt]rack|[Ff]inger|[Tt]ype|[Mm]ark"
    r"|[Uu]nit|[Oo]rder|[Dd]irective|[Dd]ecree|[Rr]egulation|\bLaw|\bAct|\bP\.L\.|[Bb]rigade|[Pp]rotocol|[Cc]onvention|-|\d\s\()(?:\s*\d+\s*(?:,|and|or|to|-))*\s*$"
)
_KNOWN = re.compile(
    r"(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Tt]heir|[Ii]ts|[Aa]ny|[Oo]ther)\s+$"
)
_WHOSE = re.compile(r"casualt|loss|dead|killed|wounded|troop|soldier|prisoner|death", re.I)


def figures(text: str, taken: Sequence[Place] = ()) -> tuple[Figure, ...]:
    """Find every figure of a text that is folded for parsing, in order.

    `taken` are places that are no figures: dates.

    >>> [(f.operator, f.value, f.of) for f in figures("up to 12,000 troops were sent")]
    [('at_most', 12000.0, 'troops')]
    >>> [(f.low, f.high) for f in figures("between two and three million shells")]
    [(2000000.0, 3000000.0)]
    """
    used = bytearray(len(text) + 1)
    for place in taken:
        used[place.start : place.end] = b"\1" * (place.end - place.start)
    found: list[Figure] = []
    for figure, core in (*amounts(text), *_all_counted(text), *ordinals(text)):
        if any(used[core.start : core.end]):
            continue
        used[core.start : core.end] = b"\1" * (core.end - core.start)
        found.append(figure)
    return tuple(sorted(found, key=lambda f: f.place.start))


def _all_counted(text: str) -> Iterator[tuple[Figure, Place]]:
    """Give figures with the place of the number in each."""
    for match in _PATTERN.finditer(text):
        yield from _counted(text, match)


def whose(figure: Figure, holders: Sequence[str], *, near: Sequence[str]) -> str | None:
    """Say whose people a figure counts.

    `holders` are those named in its own words, as its possessor, or as the one that has,
    sends or loses them; `near` are those of the sentence.

    >>> [figure] = figures("over 600,000 casualties")
    >>> whose(figure, (), near=("RUS", "UKR"))
    'ambiguous: RUS or UKR; the text does not say whose'
    """
    if not _WHOSE.search(figure.of):
        return None
    if len(set(holders)) == 1:
        return holders[0]
    said = " or ".join(dict.fromkeys(near)) or "nobody is named"
    return f"ambiguous: {said}; the text does not say whose"


def shortened(figure: Figure, end: int) -> Figure:
    """Give a figure whose noun ends sooner, with the unit of what is left of it.

    >>> [figure] = figures("150 fighter jets reached Oslo")
    >>> shortened(figure, 16).of, shortened(figure, 16).unit.value
    ('fighter jets', 'pieces')
    """
    cut = figure.place.end - end
    if cut <= 0 or not figure.of:
        return figure
    place, whole = Place(figure.place.start, end), figure.words
    words = whole[: len(whole) - cut].strip()
    of = figure.of[: max(0, len(figure.of) - cut)].strip()
    if figure.unit in _FIXED or figure.unit is Unit.NONE or not of:
        return replace(figure, place=place, words=words, of=of)
    before, after = measure(figure.of)[1], measure(of)
    unit = rated(after[0], figure.per)
    scaled = (
        None if number is None else number / before * after[1]
        for number in (figure.value, figure.low, figure.high)
    )
    value, low, high = scaled
    return replace(
        figure, place=place, words=words, of=of, unit=unit, value=value, low=low, high=high
    )


_FIXED = frozenset(
    (Unit.SHARE, Unit.USD, Unit.EUR, Unit.RATIO, Unit.USD_PER_MONTH, Unit.USD_PER_YEAR)
)
"""Units that the figure's own signs give, whatever the noun behind it."""


def _counted(text: str, match: re.Match[str]) -> Iterator[tuple[Figure, Place]]:
    """Give the one figure of a match, or the two of `rose from 40 to 60`."""
    of = (match["of"] or "").strip()
    joined = match["joined"] or ""
    if joined and not _JOINED.match(joined):
        return
    if not _is_a_figure(text, match, of or joined):
        return
    core = Place(match.start("a"), match.end("b") if match["b"] else match.end("a"))
    between = (match["between"] or "").lower()
    start = match.start()
    if match["b"] is None:
        if between and not match["op"]:
            start = match.start("money") if match["money"] else match.start("a")
        yield _figure(text, match, start, of or joined), core
        return
    if between == "from" and _CHANGE.search(
        text[max(0, match.start() - 80) : match.start()]
    ):
        unit, scale, per = _unit(match, of or joined)
        ends = (
            Place(match.start("a"), match.end("a")),
            Place(match.start("b"), match.end()),
        )
        for number, place in zip(_ends(match), ends, strict=True):
            words, value = words_at(text, place), number * scale
            yield Figure(place, words, "equal", unit, of, value, per=per), place
        return
    yield _figure(text, match, start, of or joined), core


def _figure(text: str, match: re.Match[str], start: int, of: str) -> Figure:
    place = Place(start, match.end())
    words, (unit, scale, per) = words_at(text, place), _unit(match, of)
    if match["b"]:
        low, high = sorted(end * scale for end in _ends(match))
        return Figure(place, words, "between", unit, of, None, low, high, per=per)
    value = value_of(match["a"]) * scale
    behind = (match["more"] or "").strip().lower()
    if behind in ("+", "-plus"):
        operator: Operator = "at_least"
    elif behind:
        operator = _BEHIND[behind.split()[-1]]
    else:
        operator = operator_of(match["op"])
    return Figure(place, words, operator, unit, of, value, per=per)


def _ends(match: re.Match[str]) -> tuple[float, float]:
    """Give both ends of a range; `5-7 billion` has its scale behind the second alone."""
    first, last = value_of(match["a"]), value_of(match["b"])
    for word in re.findall(r"[a-z]+", match["b"].lower()):
        scale = GREAT.get(word) or SHORT.get(word, 1.0)
        if first * scale <= last:
            first *= scale
    return first, last


def _is_a_figure(text: str, match: re.Match[str], of: str) -> bool:
    """Tell a figure from a year, an article's number, or a `one` that counts nothing."""
    before = text[max(0, match.start("a") - 24) : match.start("a")]
    said = match["a"]
    if _NO_COUNT.search(before) or re.match(
        r"(?:st|nd|rd|th|[A-Za-z])", text[match.end("a") :]
    ):
        return False
    if re.match(r"[:+/]\d|\.\d|\s*(?:a|p)\.?m\b|\s*-?mm\b", text[match.end("a") :]):
        return False
    told = any(
        match[name] for name in ("op", "b", "share", "cent", "money", "coin", "more")
    )
    told = told or bool(match["joined"])
    if said[:1].isupper() and re.match(r"\s+[A-Z]|$", text[match.end("a") :]):
        # `Six Day War`, `Five Eyes`: a name, but for the first word of a sentence.
        return bool(of) and bool(re.search(r"(?:^|[.!?:\n]\s*[\"']?)$", before))
    if said.lower() in SMALL:
        if said.lower() == "one" and not (told and of):
            return False
        known = _KNOWN.search(before)
        return told or (SMALL[said.lower()] > 1 and bool(of) and not known)
    return told or bool(of) or value_of(said) >= 100


def _unit(match: re.Match[str], of: str) -> tuple[Unit, float, str | None]:
    """Give the unit, what the number is multiplied by, and by which time it is counted."""
    per = per_of(match)
    sign = (match["money"] or "").strip().lower()
    coin = (match["coin"] or "").lower()
    if match["share"] or match["cent"]:
        return Unit.SHARE, 0.01, per
    if sign in ("$", "us$", "usd") or "dollar" in sign + coin or "usd" in coin:
        return rated(Unit.USD, per), 1.0, per
    if sign in ("€", "eur") or "euro" in sign + coin or "eur" in coin:
        return rated(Unit.EUR, per), 1.0, per
    if sign or coin:
        return Unit.COUNT, 1.0, per
    unit, scale = measure(match["joined"] or of)
    return rated(unit, per), scale, per
