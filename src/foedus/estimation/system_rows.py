"""Rows of pairs for hazards with a memory: what happened, and what was to be expected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.fit import Fit
from foedus.estimation.logit import logit, probability
from foedus.estimation.models.formation import entered, newcomers
from foedus.past import fields
from foedus.past.past import Past
from foedus.terms import system

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

KEPT = 0.06
"""Share of the quiet pairs that are fitted on; the others are fitted on in full."""

LOTS = Stream(1946).child("system", "sample")

PENALTY = 10.0

MOST_MEMORY: Mapping[str, float] = {"onset": 0.9, "formation": 0.45}
"""The most that a memory may weigh: where a rise of a group of states were remembered in
full it would last, and beyond that feed itself. Of two that sign both memories count."""


@dataclass(frozen=True, slots=True)
class Kind:
    """An event of pairs that the system remembers."""

    name: str
    """`onset` or `formation`."""
    tables: Callable[[system.Sight], dict[str, Floats]]
    happened: Callable[[Past, int], Truths]
    """Which cells had the event in a year, (N, N)."""
    cells: Callable[[system.Sight], Truths]
    """Which cells stand for a pair that may act, (N, N)."""

    @property
    def bare(self) -> tuple[str, ...]:
        """Terms that tell what is to be expected of a pair."""
        terms = (*system.FIXED[self.name], *system.MOVING[self.name])
        return tuple(term for term in terms if term not in system.UNEXPECTED)

    @property
    def terms(self) -> tuple[str, ...]:
        """All but the memories."""
        return (*system.FIXED[self.name], *system.MOVING[self.name])

    @property
    def memories(self) -> tuple[str, ...]:
        """The memories."""
        return system.MEMORY[self.name]


def sight_in(past: Past, year: int) -> system.Sight:
    """See the world before a year, and those who enter in it as they enter.

    A new state has no past: what it did before is nothing, and nothing was expected.
    """
    seen = system.sight(entered(past, year))
    return replace(seen, age=np.where(newcomers(past, year), -1.0, seen.age))


def _signed(past: Past, year: int) -> Truths:
    held = [past.during(f, year) for f in (fields.SIGNED_DEFENCE, fields.SIGNED_OTHER)]
    return np.greater(held[0].astype(np.int8) + held[1].astype(np.int8), 0)


def _begun(past: Past, year: int) -> Truths:
    return np.greater(past.during(fields.ORIGINATED, year).astype(np.int8), 0)


def _directed(seen: system.Sight) -> Truths:
    both = np.outer(seen.alive, seen.alive)
    np.fill_diagonal(both, False)
    return both


ONSET = Kind(
    "onset", system.onset_tables, _begun,
    _directed,
)  # fmt: skip
FORMATION = Kind(
    "formation", system.formation_tables, _signed,
    lambda seen: np.triu(np.outer(seen.alive, seen.alive), 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Pairs of some years, each event and a sample of the rest.

    Attributes
    ----------
    values
        The terms but for the memories, (S, K).
    offset
        Minus ln of how many other states there are, (S,).
    at
        Places of the two states, (S, 2).
    """

    kind: Kind
    year: Ints
    at: Ints
    happened: Floats
    weights: Floats
    offset: Floats
    values: Floats

    def fit(
        self,
        terms: Sequence[str],
        memory: Floats | None = None,
        *,
        keep: frozenset[str] | None = None,
    ) -> Fit:
        """Fit some of the terms, and memories, (S, M), where there are any.

        Those that are not kept, if some are told, have coefficients of 0. A memory whose
        coefficient would pass `MOST_MEMORY` is held there, since more would let every rise
        feed itself, and all others are fitted given that.
        """
        places = [self.kind.terms.index(term) for term in terms]
        columns = {term: self.values[:, k] for term, k in zip(terms, places, strict=True)}
        if memory is not None:
            columns |= dict(zip(self.kind.memories, memory.T, strict=True))
        whole = tuple(columns)
        columns = {n: c for n, c in columns.items() if keep is None or n in keep}
        held, most = dict[str, float](), MOST_MEMORY[self.kind.name]
        while True:
            free = {n: c for n, c in columns.items() if n not in held}
            offset = self.offset.copy()
            for name, weight in held.items():
                offset += weight * columns[name]
            made = self._fit(free, offset)
            coef = dict(zip(made.terms, made.coef.tolist(), strict=True))
            wild = [n for n in self.kind.memories if coef.get(n, 0.0) > most]
            if not wild:
                return widened(made, whole, held)
            held |= dict.fromkeys(wild, most)

    def _fit(self, columns: Mapping[str, Floats], offset: Floats) -> Fit:
        return logit(
            np.column_stack(list(columns.values())), self.happened, terms=tuple(columns),
            weights=self.weights, offset=offset, penalty=PENALTY,
        )  # fmt: skip

    def by_year(self, fit: Fit, memory: Floats) -> tuple[Ints, Floats, Floats]:
        """Give the years, what happened in each, and what a fit expected, (T,)."""
        values = np.column_stack([self.values, memory])
        chance = probability(fit.utility(values) + self.offset) * self.weights
        years, place = np.unique(self.year, return_inverse=True)
        happened = np.bincount(place, self.happened).astype(np.float64)
        return years, happened, np.bincount(place, chance).astype(np.float64)


def widened(
    made: Fit, terms: Sequence[str], held: Mapping[str, float] = MappingProxyType({})
) -> Fit:
    """Put coefficients that were held, or are 0, among those that were fitted.

    Parameters
    ----------
    made
        A fit with a constant and some of the terms.
    terms
        All of them, in their order.
    held
        Coefficients that are not 0 though they were not fitted.
    """
    whole = ("constant", *terms)
    if made.terms == whole:
        return made
    at = [whole.index(term) for term in made.terms]
    coef, scale = np.zeros(len(whole)), np.ones(len(whole))
    cov = np.zeros((len(whole), len(whole)))
    coef[at], scale[at] = made.coef, made.scale
    cov[np.ix_(at, at)] = made.cov
    for term, value in held.items():
        coef[whole.index(term)] = value
    return replace(made, terms=whole, coef=coef, cov=cov, scale=scale)


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """What a memory is made of: stocks, and what was to be expected of them, (S,)."""

    stock: Floats
    told: Floats


def cells_of(kind: Kind, past: Past, years: Sequence[int]) -> Cells:
    """Read the pairs of some years off the ends of the years before, new states too."""
    parts = [_of_year(kind, past, year) for year in years]
    year, at, happened, weights, offset, values = (
        np.concatenate([part[k] for part in parts]) for k in range(6)
    )
    return Cells(kind, year, at, happened, weights, offset, values)


def _of_year(kind: Kind, past: Past, year: int) -> tuple[NDArray[np.generic], ...]:
    seen = sight_in(past, year)
    came = kind.happened(past, year)
    sure = came | (seen.land > 0) | (seen.sea > 0) | (seen.disputes > 0)
    lots = LOTS.child(kind.name, year).uniforms(*came.shape) < KEPT
    i, j = np.nonzero(kind.cells(seen) & (sure | lots))
    tables = kind.tables(seen)
    return (
        np.full(len(i), year),
        np.column_stack([i, j]),
        came[i, j].astype(np.float64),
        np.where(sure[i, j], 1.0, 1.0 / KEPT),
        np.full(len(i), -np.log(seen.members - 1.0)),
        np.column_stack([tables[term][i, j] for term in kind.terms]),
    )


def remembered(cells: Cells, past: Past, told: Fit) -> tuple[Remembered, ...]:
    """Give what the memories of the rows are made of, by what a fit expects.

    These are the system, the first state and the second, and, of onset, the pair.
    """
    years = np.unique(cells.year).tolist()
    parts = [_remembered(cells, past, told, year) for year in years]
    return tuple(
        Remembered(*(np.concatenate([one[place][k] for one in parts]) for k in (0, 1)))
        for place in range(len(parts[0]))
    )


def memory(kind: Kind, held: Sequence[Remembered], priors: Mapping[str, float]) -> Floats:
    """Give the memories by their priors, `pair` and `state`, (S, M).

    What a state did is held against what all did, and what a pair did against what all and
    its two states did, so that no memory tells twice.
    """
    whole, first, second = held[:3]
    level = (system.WHOLE_PRIOR + whole.stock) / (system.WHOLE_PRIOR + whole.told)
    heat = [
        (priors["state"] + one.stock) / (priors["state"] + one.told * level)
        for one in (first, second)
    ]
    if kind.name == "formation":
        return np.log(heat[0] * heat[1])[:, None]
    pair = held[3]
    told = pair.told * level * heat[0] * heat[1]
    again = np.log((priors["pair"] + pair.stock) / (priors["pair"] + told))
    return np.column_stack([again, *np.log(heat)])


def _remembered(
    cells: Cells, past: Past, told: Fit, year: int
) -> tuple[tuple[Floats, Floats], ...]:
    seen = sight_in(past, year)
    i, j = cells.at[cells.year == year].T
    rate = rates(cells.kind, seen, told)
    forming = cells.kind.name == "formation"
    life = system.SIGNING_LIFE if forming else system.BUSY_LIFE
    stock = np.where(seen.alive, seen.signed if forming else seen.busy, 0.0)
    due = system.expected(rate.sum(axis=1), seen.age, life)
    parts = [
        (np.full(len(i), stock.sum()), np.full(len(i), due.sum())),
        (stock[i], due[i]),
        (stock[j], due[j]),
    ]
    if not forming:
        pair = system.expected(rate, seen.younger, system.FEUD_LIFE)
        parts.append((seen.disputes[i, j], pair[i, j]))
    return tuple(parts)


def rates(
    kind: Kind, seen: system.Sight, told: Fit, *, members: int | None = None
) -> Floats:
    """Give the events that are expected of each pair in a year, (N, N), symmetric.

    Parameters
    ----------
    members
        How many states there are, where not all that are seen count.
    """
    tables = kind.tables(seen)
    slopes: Mapping[str, float] = dict(zip(told.terms, told.coef.tolist(), strict=True))
    others = (seen.members if members is None else members) - 1.0
    utility = np.full(seen.ldist.shape, slopes["constant"] - np.log(others))
    for term in kind.bare:
        utility += slopes[term] * tables[term]
    rate = np.where(_directed(seen), probability(utility), 0.0)
    whole: Floats = rate + rate.T if kind.name == "onset" else rate
    return whole
