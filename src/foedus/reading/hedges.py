"""Words that take something back: may, reportedly, fears, in part."""

import re
from functools import cache

from foedus.reading.lexicon import hedges
from foedus.reading.proposal import Hedging, Place, Strength

_Known = tuple[str, Strength, tuple[float, float] | None]


def hedgings(text: str) -> tuple[Hedging, ...]:
    """Find every hedge of a text that is folded for parsing, in order.

    >>> [(h.words, h.family) for h in hedgings("Reports suggest it may very likely end.")]
    [('Reports suggest', 'source'), ('may', 'modal'), ('very likely', 'likelihood')]
    """
    found = []
    for match in _pattern().finditer(text):
        words = " ".join(match.group().split())
        family, strength, band = _table().get(
            words[0].lower() + words[1:], ("source", "clear", None)
        )
        place = Place(match.start(), match.end())
        scale = hedges().version if band else None
        found.append(Hedging(place, words, family, strength, band, scale))
    return tuple(found)


@cache
def _table() -> dict[str, _Known]:
    return {
        word: (family, group.strength, group.band)
        for family, groups in hedges().families.items()
        for group in groups
        for word in group.words
    }


@cache
def _pattern() -> re.Pattern[str]:
    """Match the longest first; `may` in small letters, since `May` is a month."""
    sources = hedges().sources
    heads = "|".join(f"[{h[0].upper()}{h[0]}]{h[1:]}" for h in sources.heads)
    verbs = "|".join(sources.verbs)
    unnamed = rf"(?:{heads})(?:\s+(?:have|has|had|also|now))?\s+(?:{verbs})"
    words = sorted(_table(), key=lambda word: (-len(word), word))
    known = "|".join(
        (w if w == "may" else f"[{w[0].upper()}{w[0]}]{w[1:]}").replace(" ", r"\s+")
        for w in words
    )
    # What is limited by something is not hedged.
    return re.compile(rf"(?<![\w-])(?!limited\s+(?:by|to)\b)(?:{unnamed}|{known})(?![\w-])")
