"""A fitted logit at work: the coefficients of terms, and the chances they give pairs.

A mechanism knows no fit, only numbers by the names of terms: a fit's own, or one run's
draw of them. The terms are those that the fit was made with, read off any world.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Draws
from foedus.past import fields
from foedus.quantity import Field
from foedus.terms.dyads import dyads
from foedus.terms.reading import Known, Terms, columns, known_terms, needs

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

CONSTANT = "constant"
"""The coefficient that goes with no term."""


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """Log odds as a sum of terms.

    Attributes
    ----------
    coefficients
        Term -> its coefficient, `constant` among them where there is one.
    terms
        The functions there are.

    Raises
    ------
    NeedFault
        A coefficient goes with no term; those near it are named.
    """

    coefficients: Mapping[str, float]
    terms: Terms

    def __post_init__(self) -> None:
        known_terms(self.names, terms=self.terms, where="mechanisms")

    @property
    def names(self) -> tuple[str, ...]:
        """The terms that have a coefficient."""
        return tuple(name for name in self.coefficients if name != CONSTANT)

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        read = {field.name: field for field in needs(self.names, terms=self.terms)}
        read[fields.ALIVE.name] = fields.ALIVE
        return tuple(read[name] for name in sorted(read))

    def pairs(
        self, world: Known, besides: Mapping[str, float] | None = None
    ) -> tuple[Floats, dict[str, Places]]:
        """Give the chance of every pair of members, (S,), and which pairs they are.

        Parameters
        ----------
        world
            The world on a day.
        besides
            What every pair is told besides.
        """
        facts = dyads(world[fields.ALIVE])
        rows = len(facts["i"])
        told = {name: np.full(rows, value) for name, value in (besides or {}).items()}
        held = columns(self.names, terms=self.terms, known=world, facts={**facts, **told})
        slopes = np.array([self.coefficients[name] for name in self.names])
        utility = self.coefficients.get(CONSTANT, 0.0) + held @ slopes
        shrunk = np.exp(-np.abs(utility))
        chance: Floats = np.where(utility >= 0, 1.0, shrunk) / (1 + shrunk)
        return chance, facts


def of_run(draws: Draws, run: int) -> dict[str, float]:
    """Take the coefficients that one run has drawn."""
    return {name: float(column[run]) for name, column in draws.columns.items()}
