"""The tables of this folder, read into values; roster.yaml says what each of them holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Literal, TypeVar

from foedus.doors import read_csv, read_yaml
from foedus.faults import DataFault
from foedus.spells import Spell
from foedus.states.state import (
    Holding,
    Membership,
    Name,
    NoState,
    Source,
    State,
    StateId,
    System,
)

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Head:
    """What the tables rest on, and what they leave out."""

    sources: dict[str, Source]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _StateRow:
    id: StateId
    name: str
    code: Literal["iso", "withdrawn", "cow", "gw", "own"]


@dataclass(frozen=True, slots=True)
class _NameRow:
    state: StateId
    text: str
    kind: Literal["name", "alias"]
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class _MembershipRow:
    state: StateId
    system: System
    number: int
    abbreviation: str
    start: date
    microstate: bool
    source: str
    end: date | None = None


@dataclass(frozen=True, slots=True)
class _HoldingRow:
    state: StateId
    holder: StateId
    start: date
    end: date | None = None


def head() -> Head:
    """Read roster.yaml."""
    return read_yaml(Head, _text("roster.yaml"), where="states/roster.yaml")


def states(sources: Mapping[str, Source]) -> tuple[State, ...]:
    """Read the states with their names and memberships, in the order of their ids.

    Raises
    ------
    DataFault
        A row speaks of a state or a source that is not there.
    """
    names = _grouped((r.state, _name(r)) for r in rows(_NameRow, "names.csv"))
    members = _grouped(
        (r.state, _membership(r)) for r in rows(_MembershipRow, "membership.csv")
    )
    listed = sorted(rows(_StateRow, "states.csv"), key=lambda row: row.id)
    _known("a state", {*names, *members}, {row.id for row in listed})
    _known("a source", {m.source for held in members.values() for m in held}, set(sources))
    return tuple(
        State(
            id=row.id,
            name=row.name,
            iso3=row.id if row.code in ("iso", "withdrawn") else None,
            names=tuple(names.get(row.id, ())),
            memberships=tuple(members.get(row.id, ())),
        )
        for row in listed
    )


def no_states() -> tuple[NoState, ...]:
    """Read what people type that is no state."""
    return rows(NoState, "no_states.csv")


def holdings() -> tuple[Holding, ...]:
    """Read who held a state's place while it was none."""
    return tuple(
        Holding(row.state, row.holder, Spell(row.start, row.end))
        for row in rows(_HoldingRow, "holders.csv")
    )


def rows(kind: type[V], file: str) -> tuple[V, ...]:
    """Read one of the tables of this folder."""
    return read_csv(kind, _text(file), where=f"states/{file}")


def _text(file: str) -> str:
    return files("foedus.states").joinpath(file).read_text("utf-8")


def _name(row: _NameRow) -> Name:
    return Name(row.text, Spell(row.start, row.end) if row.start else None, row.kind)


def _membership(row: _MembershipRow) -> Membership:
    return Membership(
        system=row.system,
        number=row.number,
        abbreviation=row.abbreviation,
        spell=Spell(row.start, row.end),
        microstate=row.microstate,
        source=row.source,
    )


def _grouped(pairs: Iterable[tuple[StateId, V]]) -> dict[StateId, list[V]]:
    groups: dict[StateId, list[V]] = defaultdict(list)
    for id, value in pairs:
        groups[id].append(value)
    return groups


def _known(what: str, spoken_of: set[V], known: set[V]) -> None:
    if strange := spoken_of - known:
        raise DataFault(
            f"{what} that is not there: {', '.join(sorted(map(str, strange)))}",
            expected="only what states.csv and roster.yaml list",
            where="foedus/states",
            mend="add its row, or mend the spelling",
        )
