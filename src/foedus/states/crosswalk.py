"""From the codes that others use to ours, and back, by date.

A code is a pair of a state and the spell in which it bore the code. Each lookup asks of
a day, or of a year: a year fits if the state was a member on any day of it. A code never
passed from one state to another, so that finding a state is never ambiguous. The other
way, a state that bore two codes in one year (Germany 260 and 255 in 1990) has the later
one; a table that counts both has two rows of one state in that year.

A lookup gives the code or raises. A table of lookups gives a value for every row, None
where there is none, and a Finding for every code that failed, with its rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from foedus.faults import Finding, StateFault
from foedus.spells import Spell
from foedus.states.roster import State, StateId, roster

Code = int | str
When = date | int
"""A day, or a year."""

K = TypeVar("K")
V = TypeVar("V")
Borne = tuple[V, Spell]
Index = Mapping[K, Sequence[Borne[V]]]

MOST_TOLD = 5
"""A Finding names that many rows, and as many times, and counts the rest."""


class Scheme(StrEnum):
    """The codes that others use."""

    COW = "Correlates of War number"
    GW = "Gleditsch-Ward number"
    COW_ABBREVIATION = "Correlates of War abbreviation"
    GW_ABBREVIATION = "Gleditsch-Ward abbreviation"
    ISO3 = "ISO 3166-1 alpha-3 code"


def cow_number(state: StateId, when: When) -> int:
    """Give a state's number in the Correlates of War list.

    Raises
    ------
    StateFault
        No such state, or no member then.

    Examples
    --------
    >>> cow_number(StateId("DEU"), 1939), cow_number(StateId("DEU"), 1975)
    (255, 260)
    """
    return int(code_of(state, Scheme.COW, when))


def gw_number(state: StateId, when: When) -> int:
    """Give a state's number in Gleditsch and Ward's list.

    Raises
    ------
    StateFault
        No such state, or no member then.
    """
    return int(code_of(state, Scheme.GW, when))


def from_cow(number: int, when: When) -> StateId:
    """Find the state with that number in the Correlates of War list.

    Raises
    ------
    StateFault
        No such number, or no member then.

    Examples
    --------
    >>> from_cow(345, date(1914, 7, 28))
    'SRB'
    """
    return state_of(number, Scheme.COW, when)


def from_gw(number: int, when: When) -> StateId:
    """Find the state with that number in Gleditsch and Ward's list.

    Raises
    ------
    StateFault
        No such number, or no member then.
    """
    return state_of(number, Scheme.GW, when)


def code_of(state: StateId, scheme: Scheme, when: When) -> Code:
    """Give the code a state bears then.

    Raises
    ------
    StateFault
        No such state, or no member then.
    """
    roster().index(state)
    borne = _codes(scheme).get(state, ())
    code = _last(borne, when)
    if code is None:
        raise _absent(f"{state} has no {scheme}", borne, when)
    return code


def state_of(code: Code, scheme: Scheme, when: When) -> StateId:
    """Find the state that bears a code then.

    Raises
    ------
    StateFault
        No such code, or no member then.
    """
    borne = _bearers(scheme).get(code, ())
    state = _last(borne, when)
    if state is None:
        raise _absent(f"{code} is nobody's {scheme}", borne, when)
    return state


def codes_of(
    rows: Iterable[tuple[StateId, When]], scheme: Scheme
) -> tuple[tuple[Code | None, ...], tuple[Finding, ...]]:
    """Give the code of every row of a table, or a Finding."""
    return _each(rows, _codes(scheme), f"has no {scheme}")


def states_of(
    rows: Iterable[tuple[Code, When]], scheme: Scheme
) -> tuple[tuple[StateId | None, ...], tuple[Finding, ...]]:
    """Find the state of every row of a table, or a Finding.

    >>> states, [finding] = states_of([(345, 1914), (345, 1943)], Scheme.COW)
    >>> states
    ('SRB', None)
    >>> finding.where, finding.remark
    ('row 1', "345 is nobody's Correlates of War number in 1943")
    """
    return _each(rows, _bearers(scheme), f"is nobody's {scheme}")


def _each(
    rows: Iterable[tuple[K, When]], index: Index[K, V], said: str
) -> tuple[tuple[V | None, ...], tuple[Finding, ...]]:
    # Tables say the same thing many times over; each thing is looked up once.
    known: dict[tuple[K, When], V | None] = {}
    failed: dict[K, list[tuple[int, When]]] = defaultdict(list)
    values = []
    for number, (key, when) in enumerate(rows):
        if (key, when) not in known:
            known[key, when] = _last(index.get(key, ()), when)
        value = known[key, when]
        values.append(value)
        if value is None:
            failed[key].append((number, when))
    return tuple(values), tuple(
        Finding(
            "doubt",
            f"{'row' if len(at) == 1 else 'rows'} {_told(number for number, _ in at)}",
            f"{key} {said} in {_told(when for _, when in at)}",
        )
        for key, at in failed.items()
    )


def _told(things: Iterable[object]) -> str:
    """Name the first few, and count the rest."""
    texts = list(dict.fromkeys(map(str, things)))
    more = len(texts) - MOST_TOLD
    return ", ".join(texts[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")


def _last(borne: Sequence[Borne[V]], when: When) -> V | None:
    """Give what was borne then, and the last of it where the year has two."""
    span = _span(when)
    return next((value for value, spell in reversed(borne) if spell.meet(span)), None)


def _span(when: When) -> Spell:
    if isinstance(when, date):
        return Spell(when, when)
    return Spell(date(int(when), 1, 1), date(int(when), 12, 31))


def _absent(found: str, borne: Sequence[Borne[V]], when: When) -> StateFault:
    spells = ", ".join(str(spell) for _, spell in borne)
    return StateFault(
        f"{found} in {when}" if isinstance(when, int) else f"{found} on {when}",
        expected=f"a time in {spells}"
        if spells
        else "a code of the list, or a member of it",
        where="states.crosswalk",
        mend="ask of another time" if spells else "check which list the code is from",
    )


def _borne(state: State, scheme: Scheme) -> Iterator[Borne[Code]]:
    """List the codes of a state with their spells, in order."""
    if scheme is Scheme.ISO3:
        yield from ((state.iso3, spell) for spell in state.spells() if state.iso3)
        return
    in_cow = scheme in (Scheme.COW, Scheme.COW_ABBREVIATION)
    by_number = scheme in (Scheme.COW, Scheme.GW)
    for held in state.memberships:
        if held.system == ("cow" if in_cow else "gw"):
            yield (held.number if by_number else held.abbreviation), held.spell


@cache
def _codes(scheme: Scheme) -> Index[StateId, Code]:
    return {state.id: tuple(_borne(state, scheme)) for state in roster().states}


@cache
def _bearers(scheme: Scheme) -> Index[Code, StateId]:
    bearers: dict[Code, list[Borne[StateId]]] = defaultdict(list)
    for state in roster().states:
        for code, spell in _borne(state, scheme):
            bearers[code].append((state.id, spell))
    return {code: tuple(borne) for code, borne in bearers.items()}
