"""What the models of a single event share: a ridge logit of rows that weigh by their age.

A row of weight 0 is forecast and judged, and never fitted on: so a sample of the many
quiet pairs serves to fit what all of them are then held against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.fit import Fit
from foedus.estimation.logit import logit, probability
from foedus.estimation.origins import recency
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory
from foedus.faults import NeedFault
from foedus.past import fields
from foedus.past.past import Past
from foedus.terms.dyads import dyads
from foedus.terms.reading import Terms, columns

Floats = NDArray[np.float64]

WORLD_WARS = ((1914, 1918), (1939, 1945))

PLAIN: Mapping[str, tuple[str, ...]] = MappingProxyType({"constant": ()})
"""The levels of a model that knows a constant alone."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How strongly a fit is held back, and how soon it forgets."""

    penalty: float
    half_life: float | None
    """Years in which the weight of a row halves."""


@dataclass(frozen=True, slots=True)
class Events:
    """A model of an event that comes or does not.

    Attributes
    ----------
    weighing
        Of its fits.
    after_world_war
        Of fits whose last year was one of a world war, which else would outweigh all.
    constant
        False where a row and its mirror image count the same.
    levels
        What a specification may know of the general level, and the terms that tell it.
    """

    weighing: Weighing
    after_world_war: Weighing | None = None
    constant: bool = True
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: PLAIN)

    def fit(self, rows: Rows, theory: Theory, *, origin: int) -> Fit:
        """Fit a specification on the rows of years before the origin.

        Raises
        ------
        DataFault
            No row before the origin, or no event.
        SolveFault
            Its terms repeat each other, or tell the outcome without fail.
        """
        held = self._weighing(origin)
        half_life = held.half_life if theory.half_life is None else theory.half_life
        known = rows.where((rows.year < origin) & (rows.weights > 0))
        names = self.specified(theory)
        return logit(
            known.of(names),
            known.outcome.astype(np.float64),
            terms=names,
            weights=known.weights * recency(known.year, origin=origin, half_life=half_life),
            penalty=held.penalty if theory.penalty is None else theory.penalty,
            constant=self.constant,
        )

    def specified(self, theory: Theory) -> tuple[str, ...]:
        """List all columns of a specification: its terms, and those of its level.

        Raises
        ------
        NeedFault
            The model knows no such level.
        """
        if theory.level not in self.levels:
            raise NeedFault(
                f"{theory.name} has the level {theory.level!r}",
                expected=f"one of {', '.join(self.levels)}",
                where="estimation.models",
                mend="leave out the level, or name a term that tells it",
            )
        return tuple(dict.fromkeys((*theory.terms, *self.levels[theory.level])))

    def chances(self, fit: Fit, rows: Rows) -> Floats:
        """Forecast rows, (S,)."""
        return probability(fit.utility(rows.of(fit.columns)))

    def told(self, chances: Floats, rows: Rows) -> tuple[Floats, NDArray[np.int64]]:
        """Give the chance that was given to what happened, (S,), and the year of each."""
        return np.where(rows.outcome == 1, chances, 1 - chances), rows.year

    def _weighing(self, origin: int) -> Weighing:
        """Choose by the last year that is fitted on."""
        fought = any(first < origin <= last + 1 for first, last in WORLD_WARS)
        return self.after_world_war if fought and self.after_world_war else self.weighing


def dyad_rows(
    past: Past,
    year: int,
    *,
    names: Sequence[str],
    terms: Terms,
    told: Mapping[str, float] | None = None,
) -> Rows:
    """Make a row of every pair that was there the year before, its outcome unknown, 0.

    Parameters
    ----------
    past
        Reaches to the year before.
    year
        The year that is forecast.
    names
        The columns.
    terms
        The terms there are.
    told
        What every row knows besides.
    """
    day = past.at(year - 1)
    facts = dyads(day[fields.ALIVE])
    about = np.full(len(facts["i"]), year, np.int64)
    besides = {name: np.full(len(about), value) for name, value in (told or {}).items()}
    every = {**facts, "year": about, **besides}
    made = columns(names, terms=terms, known=day, facts=every)
    return Rows(
        year=about,
        outcome=np.zeros(len(about), np.int64),
        terms=tuple(names),
        values=made.astype(np.float32),
        facts=facts,
        weights=np.ones(len(about)),
    )
