"""Figures as they are said: with their operator, their unit, and whose they are.

`Over 600,000 casualties` is a lower bound. Where a text does not say whose casualties, the
figure says that it is ambiguous, and names who it may be.
"""

import re
from collections.abc import Sequence

from foedus.ledger.entry import Operator
from foedus.quantity import Unit
from foedus.reading.proposal import Figure, Place

_UP_TO_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"""
_WORDS = {word: float(n) for n, word in enumerate(_UP_TO_TWENTY.split())} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "ninety": 90.0,
}
_MANY = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_ORDINALS = {
    w: float(n) for n, w in enumerate(("", "first", "second", "third", "fourth")) if w
}

_OPERATORS: tuple[tuple[str, Operator], ...] = (
    (
        r"(?:well\s+)?(?:over|above)|more\s+than|at\s+least|no\s+(?:fewer|less)\s+than"
        r"|upwards?\s+of|exceeding|a\s+minimum\s+of|in\s+excess\s+of",
        "at_least",
    ),
    (
        r"up\s+to|at\s+most|as\s+many\s+as|as\s+much\s+as|fewer\s+than|less\s+than|under"
        r"|below|no\s+more\s+than|a\s+maximum\s+of|not\s+more\s+than",
        "at_most",
    ),
    (
        r"about|around|some|roughly|approximately|an\s+estimated|nearly|almost|close\s+to"
        r"|circa|an?\s+average\s+of",
        "about",
    ),
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELT = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE = r"(?:\s*-?(?:hundred|thousand|million|billion|trillion|dozen)|(?:m|bn|k)\b)"
_VALUE = (
    rf"(?:{_NUMBER}){_SCALE}?"
    rf"|(?:(?:a|{_SPELT})\s+)?(?:hundred|thousand|million|billion|dozen)(?!s)|(?:{_SPELT})"
)
_UNITS: tuple[tuple[str, Unit], ...] = (
    (
        r"(?:soldier|troop|casualt|people|person|civilian|worker|men|fighter|dead|refugee"
        r"|killed|wounded|personnel|serviceman|servicemen|prisoner|conscript|reservist)",
        Unit.PERSONS,
    ),
    (r"(?:artillery\s+)?(?:shell|round|munition)", Unit.ROUNDS),
    (r"container", Unit.CONTAINERS),
    (r"(?:ballistic\s+|cruise\s+)?missile", Unit.MISSILES),
    (r"(?:nuclear\s+)?warhead", Unit.WARHEADS),
    (r"barrel", Unit.BARRELS),
    (r"(?:metric\s+)?ton(?:ne)?", Unit.TONNES),
    (r"(?:km|kilomet)", Unit.KM),
    (r"day", Unit.DAYS),
    (r"month", Unit.MONTHS),
    (r"year", Unit.YEARS),
    (r"(?:countr|state|nation|member)", Unit.STATES),
    (
        r"(?:tank|drone|aircraft|ship|submarine|system|gun|vehicle|satellite|launcher)",
        Unit.PIECES,
    ),
)
_WHOSE = re.compile(r"casualt|loss|dead|killed|wounded|troop|soldier|prisoner|death", re.I)

_NO_NOUN = (
    "and|or|to|in|by|with|that|from|for|on|at|have|has|had|were|was|are|is|will|may|who"
    "|which"
)
_PATTERN = re.compile(
    rf"(?<![\w.,/-])(?:(?P<op>{'|'.join(p for p, _ in _OPERATORS)})\s+)?"
    rf"(?:(?P<between>between|from)\s+)?(?P<money>US\$|\$|€|£)?(?P<a>{_VALUE})"
    rf"(?:\s*(?:-|to|and)\s*(?:US\$|\$|€|£)?(?P<b>{_NUMBER}(?:{_SCALE})?))?"
    rf"(?P<share>\s*(?:%|per\s?cent\b))?"
    rf"(?P<coin>\s+(?:U\.?S\.?\s+)?dollars|\s+euros?)?"
    rf"(?P<of>(?:\s+(?!(?:{_NO_NOUN})\b)[A-Za-z][\w'-]*){{0,4}})",
    re.IGNORECASE,
)  # fmt: skip
_ORDINAL = re.compile(
    r"\b(?:its|their|his|the|a|country's|\w+'s)\s+(?:very\s+)?(?P<ord>first|second|third"
    r"|fourth)\s+(?!time\b|place\b|quarter\b|round\b|world\b|driver\b|reason\b|half\b|and\b|of\b|world)"
    r"(?P<of>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3})",
    re.IGNORECASE,
)


def figures(text: str, taken: Sequence[Place] = ()) -> tuple[Figure, ...]:
    """Find every figure of a text that is folded for parsing, in order.

    `taken` are places that are no figures: dates.

    >>> [(f.operator, f.value, f.of) for f in figures("up to 12,000 troops were sent")]
    [('at_most', 12000.0, 'troops')]
    """
    found = [figure for m in _PATTERN.finditer(text) if (figure := _figure(text, m, taken))]
    found += [_ordinal(m) for m in _ORDINAL.finditer(text)]
    return tuple(sorted(found, key=lambda f: f.place.start))


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


def _figure(text: str, match: re.Match[str], taken: Sequence[Place]) -> Figure | None:
    start, end = match.start("op") if match["op"] else match.start(), match.end()
    if any(t.start < match.end("a") and match.start("a") < t.end for t in taken):
        return None
    of = (match["of"] or "").strip()
    if not _is_a_figure(text, match, of):
        return None
    value, other = _value(match["a"]), _value(match["b"]) if match["b"] else None
    unit, scale = _unit(match, of)
    if other is not None:
        scaled = _value(match["a"] + re.sub(r"^[\d,.]+", "", match["b"]))
        value = scaled if scaled <= other else value
        low, high = sorted((value * scale, other * scale))
        return Figure(
            Place(start, end), _words(text, start, end), "between", unit, of,
            None, low, high,
        )  # fmt: skip
    return Figure(
        Place(start, end), _words(text, start, end), _operator(match["op"]), unit, of,
        value * scale,
    )  # fmt: skip


def _is_a_figure(text: str, match: re.Match[str], of: str) -> bool:
    """Tell a figure from a year, an article's number, or a `one` that counts nothing."""
    before = text[max(0, match.start("a") - 24) : match.start("a")]
    if re.search(
        r"(?:[Aa]rticles?|[Cc]hapter|[Ss]ection|No\.|[Rr]esolution|[Pp]age|G|-)\s*$", before
    ):
        return False
    said = match["a"].strip().lower()
    told = bool(
        match["op"] or match["b"] or match["share"] or match["money"] or match["coin"]
    )
    if said in _WORDS:
        known = re.search(r"(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Tt]heir|its)\s+$", before)
        return told or (_WORDS[said] > 1 and bool(of) and not known)
    return told or bool(of) or _value(said) >= 100


def _value(said: str) -> float:
    said = said.strip().lower().replace("-", " ")
    number = re.match(_NUMBER, said)
    if number:
        value, rest = float(number.group().replace(",", "")), said[number.end() :].strip()
    else:
        head, _, rest = said.partition(" ")
        value = _WORDS.get(head, 1.0 if head == "a" else _MANY.get(head, 1.0))
    return value * _MANY.get(rest, 1.0)


def _operator(said: str | None) -> Operator:
    if not said:
        return "equal"
    return next(op for pattern, op in _OPERATORS if re.fullmatch(pattern, said, re.I))


def _unit(match: re.Match[str], of: str) -> tuple[Unit, float]:
    if match["share"]:
        return Unit.SHARE, 0.01
    if (match["money"] or "").endswith("$") or "dollar" in (match["coin"] or "").lower():
        return Unit.USD, 1.0
    if match["money"] == "€" or "euro" in (match["coin"] or "").lower():
        return Unit.EUR, 1.0
    for word in of.split():
        for pattern, unit in _UNITS:
            if re.match(pattern, word, re.I):
                return unit, 1.0
    return Unit.COUNT, 1.0


def _ordinal(match: re.Match[str]) -> Figure:
    place = Place(match.start("ord"), match.end("ord"))
    value = _ORDINALS[match["ord"].lower()]
    return Figure(place, match["ord"], "equal", Unit.NONE, match["of"], value)


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
