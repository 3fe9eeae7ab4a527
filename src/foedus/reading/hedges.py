"""Words that take something back: may, reportedly, fears, in part."""

import re
from collections import defaultdict
from functools import cache

from foedus.reading.lexicon import hedges
from foedus.reading.proposal import Hedging, Place, Strength

_Known = tuple[str, Strength, tuple[float, float] | None]

_ADVERBS = (
    r"(?:\w+ly|now|also|still|already|long|once|again|even|only|not|yet|hard|well|all|both"
    r"|too)"
)
_SLOT = rf"(?:{_ADVERBS}\s+){{0,2}}"
_KNOWN_BY = ("of ", "of the ", "UN ", "U.N. ")
_CHOICE = re.compile(r"\(([^()]*)\)")


def hedgings(text: str) -> tuple[Hedging, ...]:
    """Find every hedge of a text that is folded for parsing, in order.

    >>> [(h.words, h.family) for h in hedgings("Reports suggest it may very likely end.")]
    [('Reports suggest', 'source'), ('may', 'modal'), ('very likely', 'likelihood')]
    """
    found = []
    for match in _pattern().finditer(text):
        words = " ".join(match.group().split())
        known = words[0].lower() + words[1:]
        if _is_undone(text, match, known):
            continue
        family, strength, band = _known(known)
        if family == "source" and text[: match.start()].endswith(_KNOWN_BY):
            continue  # a panel of experts, and those of a body, are known by name
        place = Place(match.start(), match.end())
        scale = hedges().version if band else None
        found.append(Hedging(place, words, family, strength, band, scale))
    return tuple(found)


def forms(entry: str) -> tuple[str, ...]:
    """Give every form that an entry of the table stands for.

    >>> forms("aim(s|ed|) to"), forms("may")
    (('aims to', 'aimed to', 'aim to'), ('may',))
    """
    innermost = _CHOICE.search(entry)
    if innermost is None:
        return (" ".join(entry.split()),)
    head, tail = entry[: innermost.start()], entry[innermost.end() :]
    every = (forms(head + choice + tail) for choice in innermost.group(1).split("|"))
    return tuple(dict.fromkeys(form for held in every for form in held))


def _known(words: str) -> _Known:
    """Look words up, less the adverbs that filled a slot; the rest is a source."""
    table = _table()
    if words in table:
        return table[words]
    for bare in _without_adverbs(words.split()):
        if bare in table:
            return table[bare]
    return "source", "clear", None


def _without_adverbs(words: list[str]) -> list[str]:
    """Give words with one, then with two neighbours left out that may be adverbs."""
    return [
        " ".join((*words[:i], "~", *words[i + many :]))
        for many in (0, 1, 2)
        for i in range(len(words) - many + 1)
        if all(re.fullmatch(_ADVERBS, word) for word in words[i : i + many])
    ]


def _is_undone(text: str, match: re.Match[str], words: str) -> bool:
    """Tell whether what stands beside a word makes it none: as soon as possible."""
    behind, before = _undoing()
    after, ahead = behind.get(words), before.get(words)
    lead = text[max(0, match.start() - 24) : match.start()]
    return bool(
        (after and after.match(text, match.end())) or (ahead and ahead.search(lead))
    )


@cache
def _undoing() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    behind = {
        word: re.compile(rf"\s+(?:{one.behind})", re.IGNORECASE)
        for one in hedges().undone
        for word in one.words
    }
    before = {
        word: re.compile(rf"(?<!\w)(?:{one.before})\s+$", re.IGNORECASE)
        for one in hedges().undone_before
        for word in one.words
    }
    return behind, before


@cache
def _table() -> dict[str, _Known]:
    """Give form -> family, strength and band; the first that names a form keeps it."""
    table: dict[str, _Known] = {}
    for family, groups in hedges().families.items():
        for group in groups:
            for entry in group.words:
                for word in forms(entry):
                    table.setdefault(word, (family, group.strength, group.band))
    return table


@cache
def _pattern() -> re.Pattern[str]:
    """Match the longest first; `may` in small letters, since `May` is a month."""
    sources = hedges().sources
    verbs = "|".join(sorted(sources.verbs, key=lambda verb: (-len(verb), verb)))
    rest = rf"(?:\s+(?:have|has|had|also|now|widely|further|increasingly))?\s+(?:{verbs})"
    by_letter: dict[str, list[str]] = defaultdict(list)
    for head in sorted(sources.heads, key=lambda head: (-len(head), head)):
        by_letter[head[0]].append((head[1:] + rest).replace(" ", r"\s+"))
    for word in sorted(_table(), key=lambda word: (-len(word), word)):
        if word != "may":
            by_letter[word[0]].append(_spaced(word)[1:])
    # By first letter, since a word is held against every alternative of its own.
    every = "|".join(
        f"[{letter.upper()}{letter}](?:{'|'.join(held)})"
        for letter, held in sorted(by_letter.items())
    )
    return re.compile(rf"(?<![\w-])(?:{every}|may)(?![\w-])")


def _spaced(word: str) -> str:
    return r"\s+".join(word.split()).replace(r"~\s+", _SLOT)
