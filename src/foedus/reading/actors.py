"""Who is named in a text: states, their capitals and offices, persons by title, groups.

Names come from the roster of states, capitals from its table, and the rest from
`names.yaml`. A person counts for the state whose title he bears where he was named first,
and so does his family name after that.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from foedus.faults import StateFault
from foedus.reading.lexicon import names
from foedus.reading.proposal import Basis
from foedus.states.places import capitals
from foedus.states.roster import roster

_SHORT = frozenset(("US", "UK", "UAE", "USA", "DPRK", "PRC", "ROK", "USSR", "U.S.", "U.K."))
_ALLIES = re.compile(
    r",?\s+(?:and|with)\s+(?P<who>(?:its|their|his|her)\s+(?:[\w-]+\s+){0,2}(?:allies|partners))\b"
)
_NAME = r"(?:[A-Z](?:'[A-Z])?[\w-]+|(?:bin|al|van|von|de)(?=\s+[A-Z]))"
_PERSON = rf"{_NAME}(?:\s+{_NAME}){{0,3}}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody is named."""

    start: int
    end: int
    entity: str
    basis: Basis
    person: str | None = None
    """The name of a person, where it is one."""


@cache
def gazetteer() -> Mapping[str, tuple[str, Basis]]:
    """Give every name with who bears it, and on what ground."""
    held: dict[str, tuple[str, Basis]] = {}
    for state in roster().states:
        for text in (state.name, *(name.text for name in state.names)):
            if _is_a_word(text) and text not in held and (id := _borne_by(text)):
                held[text] = (id, "named")
    table = names()
    # Vienna is Austria's before it was Austria-Hungary's: capitals of today go first.
    for capital in sorted(capitals(), key=lambda c: c.end is not None):
        if capital.name not in table.unread:
            held.setdefault(capital.name, (capital.state, "metonym"))
    for text, entity in table.metonyms.items():
        held[text] = (entity, "metonym")
    for text, entity in table.demonyms.items():
        held[text] = held[_plural(text)] = (entity, "named")
    for text, entity in table.groups.items():
        held[text] = (entity, "named")
    for leader in table.leaders:
        held[leader.name] = held[leader.short] = (leader.state, "title")
    for text in ("Korea", "the States"):
        held.pop(text, None)
    return held


def mentions(text: str) -> tuple[Mention, ...]:
    """Find everybody who is named, in the order of the text.

    `text` is folded for parsing. Longer names go before shorter ones.

    >>> [(m.entity, m.basis) for m in mentions("Moscow's pact with North Korea")]
    [('RUS', 'metonym'), ('PRK', 'named')]
    """
    people = dict(_titled(text))
    found: list[Mention] = []
    for match in _pattern().finditer(text):
        words = match.group()
        if words in gazetteer():
            entity, basis = gazetteer()[words]
            person = words if basis == "title" else None
            found.append(Mention(match.start(), match.end(), entity, basis, person))
    found = _seat_of_union(found)
    found += _allies(text, found)
    return tuple(sorted(_joined(text, found, people), key=lambda m: m.start))


def _seat_of_union(found: list[Mention]) -> list[Mention]:
    """Let `Brussels` mean the European Union where a text names it, and no Belgium."""
    held = {one.entity for one in found if one.basis == "named"}
    if "EU" not in held or "BEL" in held:
        return found
    return [
        replace(one, entity="EU") if one.entity == "BEL" and one.basis == "metonym" else one
        for one in found
    ]


def _allies(text: str, found: list[Mention]) -> list[Mention]:
    """Give those who are named only as allies of one before them: `X and its allies`."""
    made = []
    for one in found:
        match = _ALLIES.match(text, one.end)
        if match:
            made.append(
                Mention(match.start("who"), match.end(), f"{one.entity}_ALLIES", "named")
            )
    return made


def _borne_by(text: str) -> str | None:
    """Give the state that a name means today; nobody where it may be two."""
    try:
        return roster().find(text)
    except StateFault:
        return None


def _is_a_word(text: str) -> bool:
    if text in _SHORT:
        return True
    return len(text) > 3 and not text.isupper() and not text.isdigit()


def _plural(text: str) -> str:
    return text + "s" if text.endswith(("an", "i")) else text


@cache
def _pattern() -> re.Pattern[str]:
    """Match any name, the longest first; a region is matched so that its part is not."""
    every = sorted({*gazetteer(), *names().regions}, key=lambda name: (-len(name), name))
    told = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in every)
    return re.compile(rf"(?<![\w.])(?:{told})(?![\w])")


@cache
def _titles() -> re.Pattern[str]:
    """Match an adjective or name of a state, a title, and the name of its bearer."""
    titles = "|".join(
        re.escape(t).replace(r"\ ", r"\s+")
        for t in sorted(names().titles, key=len, reverse=True)
    )
    states = "|".join(
        re.escape(n).replace(r"\ ", r"\s+")
        for n in sorted(gazetteer(), key=lambda n: (-len(n), n))
    )
    return re.compile(
        rf"(?P<state>{states})(?:'s)?\s+(?:\w+\s+){{0,2}}?(?i:{titles})s?\s*,?\s+"
        rf"(?P<person>{_PERSON})"
        rf"|(?P<before>{_PERSON}),\s+(?:the\s+)?(?P<state2>{states})(?:'s)?\s+(?i:{titles})"
        rf"|(?i:{titles})\s+of\s+(?:the\s+)?(?P<state3>{states})\s*,?\s+(?P<person3>{_PERSON})"
    )


def _titled(text: str) -> Iterator[tuple[str, str]]:
    """Give the persons who are named with a title, by whole and family name."""
    for match in _titles().finditer(text):
        person = match["person"] or match["before"] or match["person3"]
        state = match["state"] or match["state2"] or match["state3"]
        person = " ".join(person.split())
        if person in gazetteer():
            continue
        entity = gazetteer()[" ".join(state.split())][0]
        yield person, entity
        if " " in person:
            yield person.split()[-1].removesuffix("'s"), entity


def _joined(
    text: str, found: list[Mention], people: Mapping[str, str]
) -> Iterator[Mention]:
    """Add persons by name, and drop a state's name that is part of a person's title."""
    titled = [m.span() for m in _titles().finditer(text)]
    persons: list[Mention] = []
    for name in sorted(people, key=lambda n: (-len(n), n)):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(p.start <= match.start() < p.end for p in persons):
                persons.append(
                    Mention(match.start(), match.end(), people[name], "title", name)
                )
    for one in found:
        inside = any(p.start <= one.start < p.end for p in persons)
        in_title = any(
            start <= one.start < end and any(start <= p.start < end for p in persons)
            for start, end in titled
        )
        if not inside and not in_title:
            yield one
    yield from persons
