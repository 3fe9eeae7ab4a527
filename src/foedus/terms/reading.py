"""From the world on a day to the columns of a model.

A term is a plain function, and the names of its parameters say what it reads:

    def ldist(distance_ij): ...        the field `distance`, between i and j of each row
    def dem_lo(polyarchy_i, polyarchy_j): ...
    def proj(cap_hi, ldist): ...       two other terms
    def sys(every_initiated_5): ...    a field of all states at once

The letters after the last underscore name facts of the row that are places of states in
the roster; `every_` asks for the whole field, (N,) or (N, N). Any other name is another
term or a fact of the row. Nothing else can reach a term, so the same function serves a
fit on two centuries and a simulated world, and neither can show it a later day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from inspect import getdoc, isfunction, signature
from types import MappingProxyType, ModuleType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.faults import NeedFault
from foedus.past import fields
from foedus.quantity import Field

Floats = NDArray[np.float64]
Terms = Mapping[str, Callable[..., Floats]]
Facts = Mapping[str, NDArray[np.generic]]
"""What a row is about, (S,) or (S, N): places of states, and what it knows besides."""

EVERY = "every_"

FIELDS: Mapping[str, Field] = MappingProxyType(
    {field.name: field for field in vars(fields).values() if isinstance(field, Field)}
)


class Known(Protocol):
    """A world on a day: anything that gives a field's values, (N,) or (N, N)."""

    def __getitem__(self, field: Field) -> NDArray[np.floating]:
        """Give the column of a field; NaN where not known."""
        ...


def terms_in(module: ModuleType) -> Terms:
    """Collect the terms of a module: its own public functions, by name."""
    held = {
        name: value
        for name, value in vars(module).items()
        if isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }
    return MappingProxyType(held)


def meaning(terms: Terms, name: str) -> str:
    """Say in a sentence what a term measures."""
    return (getdoc(terms[name]) or "").split("\n")[0].rstrip(".")


def columns(
    names: Sequence[str], *, terms: Terms, known: Known, facts: Facts
) -> NDArray[np.float64]:
    """Work out terms for some rows, (S, K), each intermediate once.

    Parameters
    ----------
    names
        The terms, in the order of the columns.
    terms
        The functions there are.
    known
        The world that they read.
    facts
        What each row is about.

    Raises
    ------
    NeedFault
        A name is no term, no field and no fact; those near it are named.
    """
    rows = len(next(iter(facts.values())))
    held: dict[str, NDArray[np.generic]] = dict(facts)
    made = [_value(name, terms, known, held) for name in names]
    values = np.empty((rows, len(made)))
    for place, column in enumerate(made):
        values[:, place] = column
    return values


def needs(names: Iterable[str], *, terms: Terms) -> tuple[Field, ...]:
    """List the fields that terms read, in the order of their names."""
    found, seen, waiting = set[str](), set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in terms:
            waiting += list(signature(terms[name]).parameters)
        elif (field := _field_of(name)) is not None:
            found.add(field)
    return tuple(FIELDS[name] for name in sorted(found))


def known_terms(names: Iterable[str], *, terms: Terms, where: str) -> tuple[str, ...]:
    """Check names of terms before anything is worked out.

    Raises
    ------
    NeedFault
        One of them is unknown; those near it are named.
    """
    wanted = tuple(names)
    for name in wanted:
        if name not in terms:
            raise _unknown(name, terms, where)
    return wanted


def _value(
    name: str, terms: Terms, known: Known, held: dict[str, NDArray[np.generic]]
) -> NDArray[np.generic]:
    if name in held:
        return held[name]
    if name in terms:
        asked = signature(terms[name]).parameters
        held[name] = terms[name](*(_value(one, terms, known, held) for one in asked))
    elif name.removeprefix(EVERY) in FIELDS:
        held[name] = known[FIELDS[name.removeprefix(EVERY)]]
    else:
        held[name] = _read(name, terms, known, held)
    return held[name]


def _read(
    name: str, terms: Terms, known: Known, held: dict[str, NDArray[np.generic]]
) -> NDArray[np.generic]:
    """Read a field at the states that the last letters of a name stand for."""
    field, letters = _field_of(name), name.rpartition("_")[2]
    if field is None or not set(letters) <= held.keys():
        raise _unknown(name, terms, "terms.columns")
    whole = _value(EVERY + field, terms, known, held)
    places = tuple(held[letter] for letter in letters)
    read: NDArray[np.generic] = whole[places]
    return read


def _field_of(name: str) -> str | None:
    """Name the field that a parameter reads, if it is one."""
    whole = name.removeprefix(EVERY)
    stem = name.rpartition("_")[0]
    return next((one for one in (whole, stem) if one in FIELDS), None)


def _unknown(name: str, terms: Terms, where: str) -> NeedFault:
    near = get_close_matches(name, terms, n=3, cutoff=0.5) or sorted(terms)
    return NeedFault(
        f"no term is called {name!r}",
        expected=f"one of {', '.join(near)}",
        where=where,
        mend="spell it as `foedus backtest --terms` lists it, or write it as a function",
    )
