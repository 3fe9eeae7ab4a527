"""All states on one day, as arrays. A world is never altered; a step makes another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, NeedFault
from foedus.pacts.pact import Pact
from foedus.quantity import Field
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """The system on a day.

    Attributes
    ----------
    ids
        The whole roster, N states: every array keeps N rows, states that are not alive
        included, so that a row means the same state on every day and in every run.
    alive
        Which of them were states that day, (N,).
    columns
        Field name -> values, (N,) or (N, N), NaN where not known.
    """

    day: date
    ids: tuple[StateId, ...]
    alive: NDArray[np.bool_]
    columns: Mapping[str, Floats]
    pacts: tuple[Pact, ...] = ()

    def __getitem__(self, field: Field) -> Floats:
        """Give the column of a field, (N,) or (N, N), read only."""
        try:
            return self.columns[field.name]
        except KeyError:
            raise NeedFault(
                f"the world of {self.day} holds no {field.name}",
                expected=f"one of {', '.join(sorted(self.columns)) or '(nothing)'}",
                where=f"World({self.day})",
                mend=f"add a source that gives {field.name} to the case or the panel",
            ) from None

    def rows(self, states: tuple[StateId, ...]) -> NDArray[np.intp]:
        """Give the rows of some states, in their order.

        Raises
        ------
        StateFault
            One of them is no state.
        """
        return np.array([roster().index(state) for state in states], dtype=np.intp)

    def but(self, changed: Mapping[Field, Floats]) -> "World":
        """Give the same world with some columns changed.

        Raises
        ------
        DataFault
            A column has not one row a state, or breaks its field's promise.
        """
        held = {**self.columns, **_kept(changed, self.day)}
        return replace(self, columns=MappingProxyType(held))


def world_of(
    figures: Mapping[Field, Mapping[StateId, float]],
    *,
    day: date,
    pacts: tuple[Pact, ...] = (),
) -> World:
    """Make the world of a day from figures about states.

    Raises
    ------
    StateFault
        A figure is about no state.
    DataFault
        A figure is outside the bounds that its field promises.
    """
    ids = roster().ids
    alive = set(roster().alive(day))
    columns = {}
    for field, values in figures.items():
        column = np.full(len(ids), np.nan)
        column[[roster().index(state) for state in values]] = list(values.values())
        columns[field] = column
    members = np.array([id in alive for id in ids])
    members.flags.writeable = False
    return World(
        day=day,
        ids=ids,
        alive=members,
        columns=MappingProxyType(_kept(columns, day)),
        pacts=tuple(pact for pact in pacts if pact.runs(day)),
    )


def _kept(columns: Mapping[Field, Floats], day: date) -> dict[str, Floats]:
    """Copy columns that keep their promise, sealed against writing."""
    kept = {}
    for field, column in columns.items():
        field.keep(column, where=f"World({day})")
        if set(column.shape) != {len(roster().ids)}:
            raise DataFault(
                f"{field.name} has shape {column.shape}",
                expected=f"{len(roster().ids)} rows, one a state of the roster",
                where=f"World({day})",
                mend="fill the states that are not known with NaN",
            )
        kept[field.name] = column.copy()
        kept[field.name].flags.writeable = False
    return kept
