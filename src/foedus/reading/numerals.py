"""Numbers as they are written: 12,000, 1.2 million, three hundred and fifty."""

import re

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL: dict[str, int] = {word: n for n, word in enumerate(_ONES.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
"""Number words below a hundred."""
GREAT: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "score": 20.0,
}
SHORT: dict[str, float] = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}

FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0]\d{3})+(?![\d,])|\d+(?:\.\d+)?"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)\b"
_WORD = rf"(?:{'|'.join(sorted((*SMALL, *GREAT), key=len, reverse=True))})\b"
_SPELT = (
    rf"(?:{'|'.join(sorted(SMALL, key=len, reverse=True))})\b(?:[\s-]+{_WORD}"
    rf"|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+{_WORD})*"
)
VALUE = (
    rf"(?:(?:{FIGURE})(?:(?:[\s-]*{_SCALE})+|(?:mn|bn|tn|m|k)\b)?"
    rf"|half\s+an?\s+{_SCALE}|an?\s+(?:{_SCALE}|half\s+{_SCALE})(?:\s+{_SCALE})*(?:\s+and\s+a\s+half)?"
    rf"|an?\s+quarter\s+of\s+an?\s+{_SCALE}"
    rf"|(?:{_SPELT})(?:\s+and\s+a\s+half)?(?:\s+{_SCALE})*|(?<!\bthe\s)(?:hundred|million|dozen)\b)"
)
"""A number in figures, in words, or in both."""


def value_of(said: str) -> float:
    """Give the number that some words or figures stand for.

    >>> value_of("1.2 million"), value_of("three hundred and fifty"), value_of("12 000")
    (1200000.0, 350.0, 12000.0)
    >>> value_of("two and a half million"), value_of("half a dozen")
    (2500000.0, 6.0)
    """
    said = " ".join(said.strip().lower().split())
    figure = re.match(FIGURE, said)
    if figure is None:
        return _spelt(said)
    value, rest = float(re.sub(r"[, ]", "", figure.group())), said[figure.end() :]
    for word in re.findall(r"[a-z]+", rest):
        value *= GREAT.get(word) or SHORT.get(word, 1.0)
    return value


def _spelt(said: str) -> float:
    """Add up number words: what stands before a great one is multiplied by it."""
    said = said.replace("quarter of a", "quarter").replace("quarter of an", "quarter")
    words = [w for w in re.split(r"[\s-]+", said) if w not in ("and", "a", "an", "of")]
    # `Two and a half million` is 2.5 times a million, not two and half a million.
    done, now = 0.0, 0.0
    for place, word in enumerate(words):
        if word in SMALL:
            now += SMALL[word]
        elif word in ("half", "quarter"):
            share = 0.5 if word == "half" else 0.25
            great = [GREAT[w] for w in words[:place] if w in GREAT]
            if place == len(words) - 1 and great:
                done += share * great[-1]
            else:
                now += share
        elif word == "hundred" or (word in ("dozen", "score") and now):
            now = (now or 1.0) * GREAT[word]
        else:
            done, now = done + (now or 1.0) * GREAT[word], 0.0
            rest = words[place + 1 : place + 2]
            if rest and rest[0] in GREAT and GREAT[rest[0]] > GREAT[word]:
                done, now = 0.0, done
    return done + now
