"""Figures without a number of their own: dozens of, a third of, tripled, its first.

What they stand for is assumed where no number is said: `dozens` are at least two dozen,
`several hundred` between three and nine hundred, `a few` between three and five.
"""

import re
from collections.abc import Iterator

from foedus.quantity import Unit
from foedus.reading.counting import NOUN, OPERATOR, PER, operator_of, per_of
from foedus.reading.measures import measure, rated
from foedus.reading.numerals import GREAT, SMALL, value_of
from foedus.reading.proposal import Figure, Place

_ORDINAL = re.compile(
    r"\b(?:its|their|his|her|our|\w+'s)\s+(?:very\s+)?(?P<ord>first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?!(?:time|place|quarter|world"
    r"|driver|reason|half|and|of|in|to|on|at|for|from|with|ever|is|was|that|party|countr\w*|state|term|day|year|month|week|phase|step|century"
    r")\b|world)(?P<of>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3})",
    re.IGNORECASE,
)
_NTH = {
    word: float(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),  # noqa: SIM905
        1,
    )
}
_MANY = re.compile(
    rf"(?<![\w-])(?:(?P<op>more\s+than|over|at\s+least)\s+)?(?:many\s+)?(?P<many>(?:(?:tens|dozens"
    r"|scores|hundreds|thousands|millions|billions)\s+of\s+)?(?:dozens|scores|hundreds|thousands"
    rf"|millions|billions|tens\s+of\s+thousands)(?:\s+of)?)(?P<of>{NOUN}){PER}?",
    re.IGNORECASE,
)
_PLURAL = {"tens": 10.0} | {f"{word}s": value for word, value in GREAT.items()}
_FEW = re.compile(
    r"(?<![\w-])(?P<few>an?\s+few|several|an?\s+couple(?:\s+of)?|an?\s+handful\s+of)"
    rf"(?P<great>(?:\s+(?:dozen|hundred|thousand|million|billion))*)(?P<of>{NOUN}){PER}?",
    re.IGNORECASE,
)
_SEVERAL = {
    "few": (3.0, 5.0),
    "several": (3.0, 9.0),
    "couple": (2.0, 2.0),
    "handful": (3.0, 5.0),
}
_LOOSE = (Unit.COUNT, Unit.STATES, Unit.DAYS, Unit.MONTHS, Unit.YEARS)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10}
_NUMERATOR = "|".join(word for word in SMALL if 0 < SMALL[word] < 10)
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<op>{OPERATOR})\s+)?(?:"
    rf"(?P<half>half)(?=\s+(?:of|its|the|their|his|all|that|those)\b)"
    rf"|(?:(?P<one>an?|one)\s+|(?P<top>{_NUMERATOR})[\s-])(?P<part>{'|'.join(_PARTS)})s?(?=\s+of\b)"
    rf"|(?P<n>\d+|{_NUMERATOR})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<of_n>ten|five|four|three|100|10)\b)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?<![\w-])(?:(?P<op>more\s+than|nearly|almost|over|roughly|at\s+least|about)\s+)?(?:"
    r"(?P<verb>doubl(?:ed|ing|es)|double(?=\s+(?:the|its|their|that|in)\b)|tripl(?:ed|ing|es)"
    r"|triple(?=\s+(?:the|its|their|that|in)\b)|trebl(?:ed|ing)|quadrupl(?:ed|ing|es)|quintupl(?:ed|ing)"
    r"|halv(?:ed|ing))\b"
    rf"|(?P<fold>\d+(?:\.\d+)?|{_NUMERATOR}|ten|twenty|hundred)[\s-]?fold\b"
    rf"|(?P<times>\d+(?:\.\d+)?|{_NUMERATOR}|ten|twenty)\s+times(?=\s+(?:as|more|the|its|larger|bigger"
    r"|higher|greater|that|their|what)\b)|(?P<twice>twice)(?=\s+(?:as|the|its|that|their|what)\b))",
    re.IGNORECASE,
)
_MULTIPLE = {
    "doubl": 2.0,
    "tripl": 3.0,
    "trebl": 3.0,
    "quadr": 4.0,
    "quint": 5.0,
    "halvi": 0.5,
}
_MULTIPLE |= {"halve": 0.5}


def amounts(text: str) -> Iterator[tuple[Figure, Place]]:
    """Give each with the place of what counts in it, the most telling first.

    >>> [(f.operator, f.value) for f, _ in amounts("It sent dozens of tanks, half of all.")]
    [('equal', 0.5), ('at_least', 24.0)]
    """
    for pattern, read in (
        (_FRACTION, _fraction),
        (_TIMES, _times),
        (_MANY, _many),
        (_FEW, _few),
    ):
        for match in pattern.finditer(text):
            figure = read(match)
            if figure is not None:
                named = "of" in match.re.groupindex
                end = match.start("of") if named else match.end()
                yield figure, Place(match.start(), end)


def ordinals(text: str) -> Iterator[tuple[Figure, Place]]:
    """Give what is the first or the fourth of its kind."""
    for match in _ORDINAL.finditer(text):
        yield _ordinal(match), Place(match.start("ord"), match.end("ord"))


def _ordinal(match: re.Match[str]) -> Figure:
    place = Place(match.start("ord"), match.end("ord"))
    value = _NTH[match["ord"].lower()]
    return Figure(place, match["ord"], "equal", Unit.NONE, match["of"], value)


def _many(match: re.Match[str]) -> Figure:
    """Read `dozens of` and `tens of thousands of`: at least two of the unit named."""
    value = 2.0
    for word in re.findall(r"[a-z]+", match["many"].lower()):
        value *= _PLURAL.get(word, 1.0)
    of, per = (match["of"] or "").strip(), per_of(match)
    unit, scale = measure(of)
    place = Place(match.start(), match.end())
    words = " ".join(match.group().split())
    return Figure(place, words, "at_least", rated(unit, per), of, value * scale, per=per)


def _few(match: re.Match[str]) -> Figure | None:
    """Read `several hundred`, `a few tanks`: a range that is assumed.

    `Several areas` or `a few months` is no figure that anybody could hold against another.
    """
    key = next(word for word in _SEVERAL if word in match["few"].lower())
    of, per = (match["of"] or "").strip(), per_of(match)
    unit, scale = measure(of)
    if not match["great"] and unit in _LOOSE:
        return None
    for word in (match["great"] or "").lower().split():
        scale *= GREAT[word]
    low, high = (scale * end for end in _SEVERAL[key])
    place = Place(match.start(), match.end())
    words = " ".join(match.group().split())
    return Figure(place, words, "between", rated(unit, per), of, None, low, high, per=per)


def _fraction(match: re.Match[str]) -> Figure:
    """Read `half of`, `two-thirds of`, `one in five`."""
    if match["half"]:
        value = 0.5
    elif match["part"]:
        value = value_of(match["top"] or "one") / _PARTS[match["part"].lower()]
    else:
        value = value_of(match["n"]) / value_of(match["of_n"])
    place = Place(match.start(), match.end())
    words = " ".join(match.group().split())
    return Figure(place, words, operator_of(match["op"]), Unit.SHARE, "", value)


def _times(match: re.Match[str]) -> Figure:
    """Read `tripled`, `tenfold`, `twice as`: a multiple of what was."""
    if match["verb"]:
        value = _MULTIPLE[match["verb"].lower()[:5]]
    elif match["twice"]:
        value = 2.0
    else:
        value = value_of(match["fold"] or match["times"])
    place = Place(match.start(), match.end())
    words = " ".join(match.group().split())
    return Figure(place, words, operator_of(match["op"]), Unit.RATIO, "", value)
