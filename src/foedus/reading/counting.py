"""What stands around a number: its operator, the noun that it counts, and by which time."""

import re

from foedus.ledger.entry import Operator
from foedus.reading.proposal import Place

OPERATORS: tuple[tuple[str, Operator], ...] = (
    (
        r"(?:well\s+|just\s+|slightly\s+|far\s+)?(?:over|above)|(?:far\s+)?more\s+than|at\s+least"
        r"|(?:no|not)\s+(?:fewer|less)\s+than|upwards?\s+of|exceed(?:s|ed|ing)?"
        r"|(?:a\s+)?minimum\s+of|in\s+excess\s+of|north\s+of|surpass(?:es|ed|ing)?|topp(?:ed|ing)"
        r"|greater\s+than|higher\s+than",
        "at_least",
    ),
    (
        r"up\s+to|at\s+(?:the\s+)?most|as\s+(?:many|much|high)\s+as|fewer\s+than|less\s+than"
        r"|(?:just\s+|well\s+|slightly\s+)?(?:under|below)|(?:no|not)\s+more\s+than"
        r"|(?:a\s+)?maximum\s+of|a\s+ceiling\s+of|capped\s+at|lower\s+than",
        "at_most",
    ),
    (
        r"about|around|some|roughly|approximately|approx\.?|an\s+estimated|estimated(?:\s+at)?"
        r"|nearly|almost|close\s+to|circa|c\.|~|an?\s+average\s+of|averag(?:es|ed|ing)"
        r"|(?:on|in)\s+the\s+(?:order|region|neighbou?rhood)\s+of|virtually",
        "about",
    ),
)
OPERATOR = "|".join(pattern for pattern, _ in OPERATORS)
"""What may stand before a number and say how it is meant."""

_NO_NOUN = (
    "and|or|to|in|by|with|that|from|for|on|at|have|has|had|were|was|are|is|will|may|who|than"
    "|which|per|each|every|a|an|as|but|while|when|where|if|could|would|can|into|since|between"
    "|during|after|before|against|under|over|it|they|its|their|his|has|be|been|not|the|also"
    "|annually|yearly|monthly|weekly|daily|out|up|down|ago|later|earlier|more|so|last|this|next|today|yesterday|tomorrow|now|already|alone|worth|equivalent|among|across|through|around|near|because"
)
PER = (
    r"(?:\s+(?:per|an?|each|every)\s+(?P<per>day|week|month|year|hour|annum|quarter)\b"
    r"|\s+(?P<rate>annually|yearly|monthly|weekly|daily|a-year)\b)"
)
NOUN = rf"(?:\s+(?!(?:{_NO_NOUN})\b)(?:U\.S\.|U\.K\.|[A-Za-z][\w'/-]*)){{0,4}}"


def operator_of(said: str | None) -> Operator:
    """Give the operator that some words stand for.

    >>> operator_of("no fewer than"), operator_of(None)
    ('at_least', 'equal')
    """
    if not said:
        return "equal"
    said = said.strip()
    return next(op for pattern, op in OPERATORS if re.fullmatch(pattern, said, re.I))


def per_of(match: re.Match[str]) -> str | None:
    """Give the time by which a match of `PER` counts: a day, a month, a year."""
    said = match["per"] or match["rate"]
    if said is None:
        return None
    said = said.lower()
    names = {"annum": "year", "annually": "year", "yearly": "year", "a-year": "year"}
    names |= {"monthly": "month", "weekly": "week", "daily": "day"}
    return names.get(said, said)


def words_at(text: str, place: Place) -> str:
    """Give the words of a place, their spaces evened."""
    return " ".join(text[place.start : place.end].split())
