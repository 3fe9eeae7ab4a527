"""Whom a word stands for: they, both nations, this alliance, its.

A text about a pact keeps speaking of one pair. The pair last named as a bond (`the
partnership between X and Y`) is what `this alliance` means; the states last named side by
side are what `they` means; the subject last named is what `its` means.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from foedus.reading.actors import Mention
from foedus.reading.lexicon import nouns

_BOTH = re.compile(
    r"\b(?:both|the (?:two|three|four)|all three|each|either|two|three) "
    r"(?:nations?|countr(?:y|ies)|states?|sides?|part(?:y|ies)|leaders|governments|capitals|regimes|allies|powers|neighbou?rs)\b"
    r"|\b(?:the other|one another|each other|one country|one party|bilateral|mutual"
    r"|mutually)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:they|their|them|theirs|themselves)\b", re.IGNORECASE)
_SINGLE = re.compile(
    r"\b(?:it|its|itself|the (?:kingdom|country|nation|regime|emirate|sultanate))\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:the|its own) (?:[\w'-]+[ -])?"
    r"(?:bloc|union|grouping|organi[sz]ation|world body)\b",
    re.IGNORECASE,
)
BODIES = frozenset(
    """UN NATO EU G7 G20 BRICS ASEAN AUKUS CSTO SCO WARSAW_PACT ARAB_LEAGUE AU GCC ECOWAS
    OPEC OSCE MERCOSUR EAEU PIF""".split()  # noqa: SIM905
)
"""Groups that have members, and are spoken of as one."""
_PERSON = re.compile(r"\b(?:he|his|him|she|her)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:-|–|and|with|,|, and|&|'s \w+ (?:with|and))\s*$")

Entities = tuple[str, ...]

BONDED = 2
"""Weight of a group that is named once as a bond; of less weight none is a topic."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Who was spoken of last."""

    bond: Entities = ()
    """The pair, or more, joined by a bond."""
    pair: Entities = ()
    """Those last named side by side."""
    subject: Entities = ()
    """The subject last named."""
    person: Entities = ()
    name: str | None = None
    """The person last named."""
    group: Entities = ()
    """The group of many that was named last: the EU, which `the bloc` then means."""
    common: frozenset[Entities] = frozenset()
    """Groups named side by side often enough to be what the text is about."""


def opening(text: str, mentions: Sequence[Mention]) -> Focus:
    """Find the pair that a text speaks of: those most often named side by side.

    >>> from foedus.reading.actors import mentions
    >>> text = "The Russia-North Korea pact. Japan and China watch Russia and North Korea."
    >>> opening(text, mentions(text)).bond
    ('PRK', 'RUS')
    """
    times: Counter[Entities] = Counter()
    for group, bonded in side_by_side(text, mentions):
        times[tuple(sorted(group))] += 2 if bonded else 1
    # Of groups named as often, the first is what the text is about.
    most = max(times, key=lambda group: times[group], default=())
    if times[most] < BONDED:
        most = ()
    common = frozenset(
        group for group, many in times.items() if many >= max(BONDED + 1, times[most] / 2)
    )
    return Focus(
        bond=most, pair=most, subject=most, common=common, group=_group_named(mentions[:1])
    )


def side_by_side(text: str, mentions: Sequence[Mention]) -> Iterable[tuple[Entities, bool]]:
    """Give the groups named side by side, and whether a bond is named with them."""
    group: list[Mention] = []
    for one in mentions:
        if group and _joins(text[group[-1].end : one.start]):
            group.append(one)
            continue
        yield from _group(text, group)
        group = [one]
    yield from _group(text, group)


def after(focus: Focus, text: str, mentions: Sequence[Mention], subject: Entities) -> Focus:
    """Move the focus past a sentence."""
    bond, pair = focus.bond, focus.pair
    for group, bonded in side_by_side(text, mentions):
        pair = group
        bond = group if bonded and tuple(sorted(group)) in focus.common else bond
    people = [m for m in mentions if m.person]
    return Focus(
        bond=bond,
        pair=pair,
        subject=subject or focus.subject,
        person=(people[-1].entity,) if people else focus.person,
        name=people[-1].person if people else focus.name,
        common=focus.common,
        group=_group_named(mentions) or focus.group,
    )


def _group_named(mentions: Sequence[Mention]) -> Entities:
    held = [m.entity for m in mentions if m.entity in BODIES]
    return tuple(held[-1:])


def stands_for(words: str, focus: Focus, *, subject: Entities) -> Entities:
    """Tell whom the pronouns and the names of bonds in some words stand for.

    `subject` is that of the clause, which `its` means before all others.

    >>> focus = Focus(bond=("PRK", "RUS"), pair=("JPN", "KOR"), subject=("CHN",))
    >>> stands_for("both nations", focus, subject=())
    ('PRK', 'RUS')
    >>> stands_for("its leverage", focus, subject=())
    ('CHN',)
    """
    found: list[str] = []
    if _BODY.search(words):
        found += focus.group
    if _BOTH.search(words):
        found += focus.bond or focus.pair
    if _PLURAL.search(words):
        found += subject if len(subject) > 1 else focus.pair
    if _SINGLE.search(words):
        found += subject or focus.subject
    if _PERSON.search(words):
        found += focus.person
    return tuple(dict.fromkeys(found))


def names_a_bond(words: str) -> bool:
    """Tell whether words speak of the bond itself: this alliance, the treaty's clause.

    >>> names_a_bond("This growing alliance"), names_a_bond("similar partnerships")
    (True, False)
    """
    return bool(_bond().search(words))


@cache
def _bond() -> re.Pattern[str]:
    every = "|".join(sorted(nouns("bonds")))
    which = "this|the|that|their|its|our|these|those|such an?"
    return re.compile(
        rf"\b(?:{which})\s+(?:[\w'-]+\s+){{0,4}}?(?:{every})\b", re.IGNORECASE
    )


def _joins(between: str) -> bool:
    return bool(_BETWEEN.match(between)) or bool(_bond_with().match(between))


@cache
def _bond_with() -> re.Pattern[str]:
    """Match what stands between the two of a bond: `'s growing ties with`."""
    every = "|".join(sorted(nouns("bonds")))
    return re.compile(
        rf"^(?:'s?)?\s+(?:[\w-]+\s+){{0,4}}?(?:{every})\s+(?:with|and|to)\s+(?:the\s+)?$"
    )


def _group(text: str, group: Sequence[Mention]) -> Iterable[tuple[Entities, bool]]:
    entities = tuple(dict.fromkeys(m.entity for m in group))
    if len(entities) < 2:
        return
    before = text[max(0, group[0].start - 40) : group[0].start].lower()
    behind = text[group[-1].end : group[-1].end + 40].lower()
    within = text[group[0].end : group[-1].start].lower()
    around = re.findall(r"[a-z]+", f"{before} {within} {behind}")
    bonded = any(word in nouns("bonds") for word in around)
    yield entities, bonded
