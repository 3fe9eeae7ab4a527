"""What the second codings share: a situation, what the catalogue makes of it, and where
the two codings part.

A second reading is a plain function from a situation to what is owed, written from the
words of the treaty by somebody who had not seen the catalogue's file. Three conventions of
the house are taken over from `docs/pacts.md`, since they are vocabulary and not coding: who
fights the creditor owes it nothing; since 1945 an answer to one's own attack calls no
defence; what a threat calls, the attack that follows it calls as well (`consult`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product
from typing import Literal

from foedus.pacts.act import Act, Situation
from foedus.pacts.catalog import pact
from foedus.pacts.obligation import InForce, called, in_force_on
from foedus.pacts.provision import Kind

CERTAIN, CONDITIONAL = "certain", "conditional"
Owed = frozenset[tuple[str, str, str]]
"""Debtor, duty, certain or conditional."""
Reading = Callable[["Case"], set[tuple[str, str, str]]]
ELSEWHERE = "mediterranean"


@dataclass(frozen=True, slots=True)
class Case:
    """One situation of the grid."""

    attacker: str
    victim: str
    day: str
    kind: str = "attack"
    place: str | None = "home"
    struck: bool = False
    """The victim struck the attacker first."""
    asked: str | None = None
    """Whether help was asked for under the treaty: yes, no, not told."""
    decided: str | None = None
    also: str | None = None
    """A state that attacks the victim beside the attacker."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two codings part: in every case of the grid that `when` describes."""

    when: Mapping[str, tuple[object, ...]]
    text: str
    """What the treaty says, read once more."""
    who: Literal["first", "second", "both", "vocabulary", "open"]
    """Whose coding should be mended."""
    mend: str
    first: tuple[str, ...] = ()
    """What the catalogue alone says: debtor, duty, level; `others` are all who may owe."""
    second: tuple[str, ...] = ()
    """What the second reading alone says."""

    def holds(self, case: Case) -> bool:
        """Tell whether the case is meant."""
        return all(getattr(case, name) in values for name, values in self.when.items())


def grid(states: Iterable[str], **values: tuple[object, ...]) -> list[Case]:
    """Give every ordered pair of states in every combination of the values."""
    names, states = list(values), list(states)
    return [
        Case(attacker, victim, **dict(zip(names, chosen, strict=True)))  # type: ignore[arg-type]
        for attacker, victim in product(states, states)
        if attacker != victim
        for chosen in product(*values.values())
    ]


def level(*levels: str | None) -> str | None:
    """Give the least of several levels; None is not owed."""
    if None in levels:
        return None
    return CONDITIONAL if CONDITIONAL in levels else CERTAIN


def within(place: str | None, *covered: str) -> str | None:
    """Tell how sure it is that a place is covered."""
    if place is None:
        return CONDITIONAL
    return CERTAIN if place in covered else None


def request(case: Case) -> str | None:
    """Tell how sure it is that help was asked for."""
    return {"yes": CERTAIN, "no": None, None: CONDITIONAL}[case.asked]


def owe(debtors: Iterable[str], duty: str, at: str | None) -> set[tuple[str, str, str]]:
    """Say that all of them owe a duty at that level, or nothing."""
    return {(debtor, duty, at) for debtor in debtors} if at else set()


def yielded(id: str, case: Case, debtors: frozenset[str] | None = None) -> Owed:
    """Give what the catalogue's treaty says, for some debtors only where they are named."""
    day = date.fromisoformat(case.day)
    act = Act(
        case.attacker,
        case.victim,
        day,
        Kind(case.kind),
        places=frozenset({case.place} if case.place else ()),
        invoked={id: case.asked} if case.asked else {},
        decided={id: case.decided} if case.decided else {},
    )
    before = [Act(case.victim, case.attacker, day, places=frozenset({"home"}))]
    beside = [Act(case.also, case.victim, day)] if case.also else []
    acts = (before if case.struck else []) + beside + [act]
    due = called(_promises(id, day), Situation(tuple(acts)), day, acts=[act])
    found: dict[tuple[str, str], str] = {}
    for one in due:
        if debtors is None or one.debtor in debtors:
            key = (one.debtor, one.duty.value)
            if found.get(key) != CERTAIN:
                found[key] = one.level.value
    return frozenset((*key, at) for key, at in found.items())


@cache
def _promises(id: str, day: date) -> InForce:
    return in_force_on([pact(id)], day)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both codings held against each other over a grid."""

    cases: int
    parted: Mapping[Case, tuple[Owed, Owed]] = field(default_factory=dict)
    """What each says alone, where they part."""

    @property
    def agreed(self) -> int:
        """Count the cases in which both say the same."""
        return self.cases - len(self.parted)


def compared(
    id: str, reading: Reading, cases: list[Case], debtors: frozenset[str] | None = None
) -> Comparison:
    """Hold the reading against the catalogue."""
    parted = {}
    for case in cases:
        first, second = yielded(id, case, debtors), frozenset(reading(case))
        if first != second:
            parted[case] = (first - second, second - first)
    return Comparison(len(cases), parted)


def told(
    differences: Iterable[Difference],
    cases: list[Case],
    others: Callable[[Case], Iterable[str]],
) -> dict[Case, tuple[Owed, Owed]]:
    """Spread the table of differences over the grid, leaving out those who owe nothing."""
    spread: dict[Case, tuple[Owed, Owed]] = {}
    for row, case in product(differences, cases):
        if row.holds(case):
            debtors = frozenset(others(case))
            before = spread.get(case, (frozenset(), frozenset()))
            first = before[0] | _spelled(row.first, debtors)
            spread[case] = (first, before[1] | _spelled(row.second, debtors))
    return {case: both for case, both in spread.items() if any(both)}


def _spelled(said: Iterable[str], debtors: frozenset[str]) -> Owed:
    """Read `others defend certain` for those debtors."""
    found = set()
    for words in said:
        who, duty, at = words.split()
        found |= {(d, duty, at) for d in debtors if who in ("others", d)}
    return frozenset(found)
