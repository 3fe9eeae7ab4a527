"""Times that a reader is taken to know, and words that give a time no bounds."""

import re
from datetime import date

from foedus.reading.bounds import YEAR, Readers, Said, told, vague
from foedus.reading.lexicon import names
from foedus.reading.proposal import Moment

ERAS: dict[str, tuple[str | None, str | None]] = {
    "Cold War": ("1947", "1991"),
    "First World War": ("1914-07-28", "1918-11-11"),
    "World War I": ("1914-07-28", "1918-11-11"),
    "World War One": ("1914-07-28", "1918-11-11"),
    "Second World War": ("1939-09-01", "1945-09-02"),
    "World War II": ("1939-09-01", "1945-09-02"),
    "World War Two": ("1939-09-01", "1945-09-02"),
    "Korean War": ("1950-06-25", "1953-07-27"),
    "Vietnam War": ("1955", "1975"),
    "Gulf War": ("1990-08-02", "1991-02-28"),
    "Suez Crisis": ("1956", "1956"),
    "Cuban Missile Crisis": ("1962-10", "1962-10"),
    "Six-Day War": ("1967-06", "1967-06"),
    "Six Day War": ("1967-06", "1967-06"),
    "Yom Kippur War": ("1973-10", "1973-10"),
    "Falklands War": ("1982", "1982"),
    "Iran-Iraq War": ("1980", "1988"),
    "Spanish Civil War": ("1936", "1939"),
    "Crimean War": ("1853", "1856"),
    "Napoleonic Wars": ("1803", "1815"),
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
    "dissolution of the Soviet Union": "1991-12-26",
    "breakup of the Soviet Union": "1991-12-26",
    "fall of the Soviet Union": "1991-12-26",
    "fall of the Berlin Wall": "1989-11-09",
    "end of the Cold War": "1991",
    "end of the Second World War": "1945",
    "end of World War II": "1945",
    "invasion of Iraq": "2003",
    "September 11": "2001-09-11",
}
"""Turns that readers are taken to know: what came after them began no earlier than this."""

_POST = {"Cold War": "1991", "Soviet": "1991", "war": "1945", "World War II": "1945"}
"""What `post-` is said of: the year it begins with."""

_TURNING = (
    "invasion|war|collapse|fall|overthrow|ouster|coup|revolution|founding|foundation|creation"
    "|formation|independence|annexation|election|inauguration|signing|ceasefire|truce"
    "|armistice|unification|reunification|dissolution|end|start|beginning|outbreak|onset"
    "|crisis|attacks?|launch|withdrawal|summit|death|embargo|accession|uprising|inception"
    "|establishment|conclusion|adoption|entry|departure|return|takeover|introduction"
)


def _era(match: re.Match[str], said: Said) -> Moment | None:
    first, last = ERAS[" ".join(match["era"].split())]
    return told(match, first, last, "era", basis="world knowledge")


def _turn(words: str) -> str | None:
    return next((turn for turn in AFTERMATH if turn in words), None)


def _aftermath(match: re.Match[str], said: Said) -> Moment | None:
    turn = _turn(" ".join(match.group().split()))
    first = AFTERMATH[turn] if turn else None
    return told(match, first, None, "open-start", basis="world knowledge")


def _after(match: re.Match[str], said: Said) -> Moment | None:
    """Read `since the fall of the wall in 1989`: open from the beginning of that year."""
    turn = _turn(" ".join(match.group().split()))
    first = AFTERMATH[turn] if turn else date(int(match["year"]), 1, 1)
    return told(match, first, None, "open-start")


def _post(match: re.Match[str], said: Said) -> Moment | None:
    first = _POST[" ".join(match["era"].split())]
    return told(match, first, None, "open-start", basis="world knowledge")


def _since(match: re.Match[str], said: Said) -> Moment | None:
    """Read `since its founding`: open from a time that the text does not tell."""
    return told(match, None, None, "vague")


def _rule(match: re.Match[str], said: Said) -> Moment | None:
    """Read `under X's leadership` from the years of X."""
    leader = next(
        one for one in names().leaders if match["leader"] in (one.name, one.short)
    )
    first, _, last = leader.years.split(",")[0].partition("-")
    return told(match, first, last or None, "era", basis="world knowledge")


_SPACED = {
    word: re.escape(word).replace(r"\ ", r"\s+") for word in (*ERAS, *AFTERMATH, *_POST)
}
_TURNS = "|".join(_SPACED[turn] for turn in AFTERMATH)
_LEADERS = "|".join(
    re.escape(name)
    for name in sorted(
        {n for one in names().leaders for n in (one.name, one.short)},
        key=lambda name: (-len(name), name),
    )
)
KNOWN: Readers = (
    (
        r"(?:particularly\s+|especially\s+)?(?:in\s+the\s+(?:wake|aftermath)\s+of|[Aa]fter"
        r"|[Ff]ollowing|(?:[Ee]ver\s+)?[Ss]ince)\s+(?:the\s+|\w+'s\s+)*(?:\w+\s+)?"
        rf"(?:{_TURNS})(?!\s+in\s+\d)",
        _aftermath,
    ),
    (
        r"(?:[Ss]ince|[Aa]fter|[Ff]ollowing)\s+[\w' ]{3,44}?\s+in\s+"
        rf"(?P<year>{YEAR})\b(?!\s+\d|-\d)",
        _after,
    ),
)
"""What a reader knows to have come after a turn; these go before bare years."""

_SOME_TIME = (
    r"(?:in\s+|over\s+|for\s+)?(?:the\s+)?(?:recent|past|coming|last\s+few|past\s+few"
    r"|last\s+several|next\s+few|intervening|ensuing|subsequent)\s+"
    r"(?:years|months|weeks|decades|days|centuries)"
    r"|recently|lately|recent|years(?=\s+of\b)|decades(?=\s+of\b)"
    r"|(?:for|in|over)\s+(?:(?:many|several|some)\s+)?(?:years|decades|months|weeks|generations"
    r"|centuries)(?:\s+to\s+come)?(?!\s+(?:later|earlier|ago))"
    r"|(?:over|through|throughout)\s+the\s+(?:years|decades|centuries)"
    r"|in\s+the\s+(?:near|foreseeable|immediate|distant)\s+(?:future|term)"
    r"|in\s+the\s+(?:short|near|medium|long)(?:er)?[\s-](?:term|run)"
    r"|(?:go(?:es)?|dat(?:es?|ing)|stretch(?:es|ing)?|reach(?:es|ing)?)\s+back\s+(?:for\s+)?"
    r"(?:many\s+|several\s+)?(?:years|decades|centuries|generations)"
    r"|until\s+recently|so\s+far\s+this\s+year"
)
UNBOUNDED: Readers = (
    (
        rf"\b[Pp]ost-(?P<era>{'|'.join(_SPACED[era] for era in _POST)})"
        r"(?:\s+(?:era|period|years))?\b",
        _post,
    ),
    (
        rf"(?:(?:[Dd]uring|[Ii]n|[Tt]hroughout)\s+)?(?:the\s+)?(?P<era>"
        rf"{'|'.join(_SPACED[era] for era in ERAS)})(?:\s+era)?(?!-era)(?!-style)\b",
        _era,
    ),
    (
        rf"\b[Uu]nder\s+(?:[\w-]+\s+){{0,2}}?(?P<leader>{_LEADERS})"
        r"(?:'s?\s+(?:leadership|rule|presidency|reign|government))?",
        _rule,
    ),
    (
        r"\b(?:[Ee]ver\s+)?[Ss]ince\s+(?:the|its|their|his|her|[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*'s?)\s+"
        rf"(?:[\w-]+\s+){{0,2}}?(?:{_TURNING})\b",
        _since,
    ),
    (rf"\b(?i:{_SOME_TIME})\b", vague),
)
"""Eras and words without bounds; all else goes before them."""
