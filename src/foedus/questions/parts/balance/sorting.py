"""The states of a case's day sorted into blocs, drawn with the pact and without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.estimation.bloc_years import BlocYear, carried_bloc_years
from foedus.past import fields
from foedus.power.balancing import Balance, balance
from foedus.power.blocs import Blocs, blocs
from foedus.power.ties import ALLIANCE, TRADE, VOTES
from foedus.questions.parts.balance.alignment import Alignment
from foedus.questions.wording import names
from foedus.states.roster import StateId

Floats = NDArray[np.float64]

SHOWN = (ALLIANCE, TRADE, VOTES)
"""Layers whose blocs are told one by one."""
RUNS, LAYER_RUNS = 32, 12
"""Draws of all layers, and of one alone or of all but one."""
FOUND = 0.25
"""Mean chance of its members from which a bloc is told; below, they sit between others."""
NEAR = 0.5
"""Chance from which a third state is near one of the case's two."""
MOST_DRAWN = 16
"""States that a picture of ties names."""


@dataclass(frozen=True, eq=False)
class Sorting:
    """Blocs of a case's day, and what they were drawn from.

    Attributes
    ----------
    full, bare
        Blocs with the pact and without it, by the same draws.
    alone
        Blocs of one layer alone, with the pact.
    bereft
        Blocs of all layers but one, with the pact, by the one left out.
    camps, camps_bare
        Structural balance with the pact and without it.
    power
        CINC of all states, (N,), 0 where not known.
    years
        Blocs and balance through time, to the year before the case's day.
    """

    case: Case
    question: str
    alignment: Alignment
    full: Blocs
    bare: Blocs
    alone: Mapping[str, Blocs]
    bereft: Mapping[str, Blocs]
    camps: Balance
    camps_bare: Balance
    power: Floats
    years: tuple[BlocYear, ...]

    @property
    def states(self) -> tuple[StateId, ...]:
        """All states of the roster, N."""
        return tuple(StateId(state) for state in self.full.states)

    @property
    def region(self) -> tuple[StateId, ...]:
        """The case's two, and the states of its region."""
        levels = (one.states for one in self.case.heading.levels[1:] if one.states)
        return tuple(dict.fromkeys((*self.case.heading.dyad, *next(levels, ()))))

    @property
    def third(self) -> StateId:
        """The most capable of the region that often falls together with one of the two."""
        two = self.case.heading.dyad
        rest = [s for s in self.region if s not in two] or list(two)
        strong = sorted(rest, key=lambda s: (-self.power[self.row(s)], s))
        return next((s for s in strong if self._is_near(s)), strong[0])

    def _is_near(self, state: StateId) -> bool:
        return any(self.full.of(state, one) >= NEAR for one in self.case.heading.dyad)

    @property
    def drawn(self) -> tuple[StateId, ...]:
        """The region, and the most capable of the case's states besides."""
        rest = sorted(
            (s for s in self.case.heading.states if s not in self.region),
            key=lambda s: (-self.power[self.states.index(s)], s),
        )
        return (*self.region, *rest)[:MOST_DRAWN]

    @property
    def large(self) -> tuple[int, ...]:
        """Blocs of two or more that draws find again, the most capable first."""
        return tuple(
            sorted(
                (int(b) for b in np.unique(self.home[self.home >= 0])),
                key=lambda b: (-self.strength(b), b),
            )
        )

    def _is_found(self, bloc: int) -> bool:
        """Tell whether draws find a bloc again, and do not only lay it to larger ones."""
        members = self.full.bloc == bloc
        often = float(self.full.chance[members, bloc].mean())
        return int(members.sum()) > 1 and often >= FOUND

    @cached_property
    def home(self) -> NDArray[np.int64]:
        """The bloc that each state most often falls to, of those that draws find, (N,)."""
        found = [b for b in range(self.full.chance.shape[1]) if self._is_found(b)]
        held = self.full.chance[:, found]
        if not found:
            return np.full(len(self.full.bloc), -1, dtype=np.int64)
        best = np.array(found)[np.argmax(held, axis=1)]
        return np.where(held.max(axis=1) > 0, best, -1)

    def strength(self, bloc: int) -> float:
        """Give a bloc's share of the world's CINC."""
        whole = float(self.power.sum()) or 1.0
        return float(self.power[self.home == bloc].sum()) / whole

    def called(self, bloc: int) -> str:
        """Call a bloc by its most capable member, those that seldom fall to it less so."""
        members = np.flatnonzero(self.home == bloc)
        weight = self.power[members] * self.full.chance[members, bloc]
        lead = self.states[int(members[np.argmax(weight)])]
        return f"with {names([lead])}"

    def sure(self, state: StateId) -> float:
        """Give how often a state falls to the bloc that it most often falls to."""
        bloc = int(self.home[self.row(state)])
        return float(self.full.chance[self.row(state), bloc]) if bloc >= 0 else 0.0

    def row(self, state: StateId) -> int:
        """Give the place of a state."""
        return self.states.index(state)


def sort(case: Case, held: Alignment, *, question: str, seed: int) -> Sorting:
    """Draw the blocs of a case's day, with the pact, without it, and layer by layer."""
    power = np.nan_to_num(held.world[fields.CINC].astype(np.float64))
    power = np.where(held.world[fields.ALIVE] > 0, power, 0.0)
    return Sorting(
        case=case,
        question=question,
        alignment=held,
        full=blocs(held.full, seed=seed, runs=RUNS),
        bare=blocs(held.bare, seed=seed, runs=RUNS),
        alone={name: blocs(held.of(name), seed=seed, runs=LAYER_RUNS) for name in SHOWN},
        bereft={
            one.name: blocs(held.but(one.name), seed=seed, runs=LAYER_RUNS)
            for one in held.full.alive
        },
        camps=balance(held.signs(pact=True)),
        camps_bare=balance(held.signs(pact=False)),
        power=power,
        years=tuple(
            y for y in carried_bloc_years().years if y.year < case.heading.as_of.year
        ),
    )
