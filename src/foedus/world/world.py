"""All states on one day, as arrays. A world is never altered; a step makes another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.faults import NeedFault
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
        """Give the rows of some states, in their order."""
        index = {id: row for row, id in enumerate(self.ids)}
        return np.array([index[state] for state in states], dtype=np.intp)

    def but(self, **changed: Floats) -> "World":
        """Give the same world with some columns changed."""
        return replace(self, columns={**self.columns, **_sealed(changed)})


def world_of(
    figures: Mapping[Field, Mapping[StateId, float]],
    *,
    day: date,
    pacts: tuple[Pact, ...] = (),
) -> World:
    """Make the world of a day from figures about states.

    Raises
    ------
    DataFault
        A figure is outside the bounds that its field promises.
    """
    ids = roster().ids
    alive = set(roster().alive(day))
    columns = {}
    for field, values in figures.items():
        column = np.array([values.get(id, np.nan) for id in ids])
        field.keep(column, where=f"World({day})")
        columns[field.name] = column
    return World(
        day=day,
        ids=ids,
        alive=np.array([id in alive for id in ids]),
        columns=_sealed(columns),
        pacts=tuple(pact for pact in pacts if pact.runs(day)),
    )


def _sealed(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    for column in columns.values():
        column.flags.writeable = False
    return dict(columns)
