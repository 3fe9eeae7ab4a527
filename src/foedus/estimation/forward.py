"""Theories run forward, as data: which terms of the system's hazards stand for theirs.

A theory names terms that forecast one year (`theories/*.yaml`); the simulated system has
fewer, all of which a run can move on. An entry says which of the system's stand for which
of the theory's, and which have none. Some terms are common to all entries, so that what
tells them apart is what each adds to distance and not distance itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal

from foedus import doors
from foedus.estimation.system import ENDING, ENTERING, JOINING, KIND, WAR, Kept
from foedus.estimation.system_rows import FORMATION, ONSET
from foedus.faults import NeedFault

HAZARDS: Mapping[str, tuple[str, ...]] = {
    "onset": (*ONSET.terms, *ONSET.memories),
    "war": WAR,
    "joining": JOINING,
    "formation": (*FORMATION.terms, *FORMATION.memories),
    "kind": KIND,
    "termination": ENDING,
    "accession": ENTERING,
}
"""Hazard -> the terms that the system moves."""

WHERE = "estimation.forward"


@dataclass(frozen=True, slots=True)
class Lack:
    """Terms of a theory that no term of the system stands for, and why."""

    terms: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What the system makes of a theory's terms in one hazard."""

    carries: dict[str, tuple[str, ...]]
    """A term of the theory -> those of the system that stand for it."""
    lacks: tuple[Lack, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """Name the system's terms that are carried."""
        return frozenset(term for held in self.carries.values() for term in held)


@dataclass(frozen=True, slots=True)
class Forward:
    """A theory, or a null, that can be run forward."""

    name: str
    title: str
    kind: Literal["null", "theory"]
    says: str
    hazards: dict[str, Carried]
    common: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Terms that every entry has, by hazard."""
    references: tuple[str, ...] = ()

    @property
    def keep(self) -> Kept:
        """Give the terms of each hazard that is fitted with some alone."""
        return {
            hazard: frozenset(terms) | self._own(hazard)
            for hazard, terms in self.common.items()
        }

    @property
    def own(self) -> dict[str, tuple[str, ...]]:
        """Give what it has beyond the common part, by hazard, in the system's order."""
        return {
            hazard: tuple(
                term
                for term in HAZARDS[hazard]
                if term in self._own(hazard) and term not in common
            )
            for hazard, common in self.common.items()
        }

    def _own(self, hazard: str) -> frozenset[str]:
        return self.hazards[hazard].terms if hazard in self.hazards else frozenset()


@dataclass(frozen=True, slots=True)
class _File:
    common: dict[str, tuple[str, ...]]
    entries: tuple[Forward, ...]
    left_out: tuple[str, ...] = ()


@cache
def forwards() -> tuple[Forward, ...]:
    """Give the theories and nulls that the package runs forward.

    >>> [one.name for one in forwards() if one.kind == "theory"]
    ['realism', 'neorealism', 'constructivism', 'liberalism']
    """
    place = files("foedus.estimation") / "futures.yaml"
    return read_forwards(place.read_text("utf-8"), where="estimation/futures.yaml")


def forward(name: str) -> Forward:
    """Give one of them by its name.

    Raises
    ------
    NeedFault
        There is none; those near it are named.

    Examples
    --------
    >>> forward("liberalism").own["onset"]
    ('trade', 'dem_i', 'dem_j', 'dem_both')
    """
    held = {one.name: one for one in forwards()}
    if name in held:
        return held[name]
    near = get_close_matches(name.lower(), held, n=3, cutoff=0.5)
    raise NeedFault(
        f"no theory {name!r} is run forward",
        expected=f"such as {', '.join(near)}" if near else f"one of {', '.join(held)}",
        where=WHERE,
        mend="name one of them; `foedus backtest MODEL --theory FILE` tries terms of your "
        "own a year ahead",
    )


def read_forwards(text: str, *, where: str) -> tuple[Forward, ...]:
    """Read entries from YAML, each with the common part beside its own.

    Raises
    ------
    DataFault
        A key is missing or unknown.
    NeedFault
        A hazard is not of the system, or a term is one that it cannot move.
    """
    held = doors.read_yaml(_File, text, where=where)
    _check(held.common, "common", where)
    for one in held.entries:
        own = {hazard: told.terms for hazard, told in one.hazards.items()}
        _check(own, one.name, where)
    return tuple(
        Forward(
            one.name, one.title, one.kind, one.says, one.hazards, held.common,
            one.references,
        )
        for one in held.entries
    )  # fmt: skip


def _check(asked: Mapping[str, Iterable[str]], who: str, where: str) -> None:
    for hazard, terms in asked.items():
        if hazard not in HAZARDS:
            raise NeedFault(
                f"{who} speaks of a hazard {hazard!r}",
                expected=f"one of {', '.join(HAZARDS)}",
                where=where,
                mend="name a hazard of the simulated system",
            )
        for term in sorted(terms):
            if term not in HAZARDS[hazard]:
                raise _unmoved(who, hazard, term, where)


def _unmoved(who: str, hazard: str, term: str, where: str) -> NeedFault:
    near = get_close_matches(term, HAZARDS[hazard], n=4, cutoff=0.5)
    return NeedFault(
        f"{who} carries {term!r} in {hazard}, which no run moves",
        expected=f"such as {', '.join(near)}" if near else ", ".join(HAZARDS[hazard]),
        where=where,
        mend="name terms that the system has, and list the theory's own under `lacks`",
    )
