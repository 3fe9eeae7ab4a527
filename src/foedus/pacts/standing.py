"""Classes of states that treaties name: great powers, Europeans, non-parties, allies.

Which states are great powers and when is a table of facts, `classes.yaml`, not a rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from foedus import doors
from foedus.faults import PactFault
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY
from foedus.spells import Spell, in_force
from foedus.states.roster import StateId

About = tuple[Pact, tuple[Pact, ...], date, Mapping[str, frozenset[StateId]]]
"""The pact whose words they are, all pacts, the day, and the case's own classes."""


@dataclass(frozen=True, slots=True)
class _Class:
    members: dict[StateId, tuple[Spell, ...]]
    source: str


@dataclass(frozen=True, slots=True)
class _Classes:
    classes: dict[str, _Class]
    left_out: tuple[str, ...]


def class_names() -> tuple[str, ...]:
    """Name the classes that the house knows by table."""
    return tuple(_table().classes)


def class_members(name: str, day: date) -> tuple[StateId, ...]:
    """List the states of a class that the house knows by table, on a day.

    Raises
    ------
    PactFault
        The house has no table of that class.

    Examples
    --------
    >>> class_members("nuclear_armed", date(1963, 1, 1))
    ('FRA', 'GBR', 'RUS', 'USA')
    """
    if name not in _table().classes:
        raise PactFault(
            f"no class of states is called {name!r}",
            expected=", ".join(class_names()),
            where="pacts/classes.yaml",
            mend="name one of these, or add its table there",
        )
    members = _table().classes[name].members
    return tuple(
        sorted(state for state, spells in members.items() if in_force(spells, day))
    )


def belongs(state: StateId, name: str, about: About) -> bool:
    """Tell whether a state is the one named, or of the class named, on that day.

    Raises
    ------
    PactFault
        The name is neither a state's code nor a class that anybody has told.
    """
    pact, pacts, day, own = about
    if name == state or name == "any":
        return True
    if name == "non_party":
        return state not in pact.members(day)
    if name.startswith("ally_of:"):
        return _allied(state, StateId(name.removeprefix("ally_of:")), pacts, day)
    if name in own:
        return state in own[name]
    if name in _table().classes:
        return in_force(_table().classes[name].members.get(state, ()), day)
    if len(name) == 3 and name.isupper():
        return False
    raise PactFault(
        f"{name!r} is neither a state nor a class",
        expected="a state's code, any, non_party, ally_of:STATE, "
        + ", ".join((*own, *_table().classes)),
        where=f"pact {pact.id}",
        mend="name the states one by one, or add the class to the case",
    )


def _allied(state: StateId, other: StateId, pacts: tuple[Pact, ...], day: date) -> bool:
    return state != other and any(
        {state, other} <= pact.members(day) and not pact.suspends(state, other, day)
        for pact in pacts
        if any(p.duty in MILITARY for p in pact.provisions)
    )


@cache
def _table() -> _Classes:
    text = files("foedus.pacts").joinpath("classes.yaml").read_text("utf-8")
    return doors.read_yaml(_Classes, text, where="pacts/classes.yaml", fault=PactFault)
