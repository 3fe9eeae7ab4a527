"""Who will quarrel this year, who of the two begins, and whether it comes to war.

Three behaviours in the order in which they act: disputes begin in pairs, independently
of one another given the year before; each has an initiator; each, its stakes once known,
may become a war.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.mechanisms.odds import Odds
from foedus.past import fields
from foedus.quantity import Field
from foedus.terms import initiator, onset, pairs, war
from foedus.terms.dyads import table
from foedus.terms.reading import Known, Terms, terms_in

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

_PAIRS, _HISTORY = terms_in(pairs), terms_in(onset)
ONSET: Terms = MappingProxyType({**_PAIRS, **_HISTORY})
INITIATOR: Terms = MappingProxyType({**_PAIRS, **terms_in(initiator)})
WAR: Terms = MappingProxyType({**_PAIRS, **_HISTORY, **terms_in(war)})


@dataclass(frozen=True, slots=True, eq=False)
class Onset:
    """Disputes begin between pairs of states.

    Attributes
    ----------
    coefficients
        Term of the onset model -> its coefficient: a fit's, or one run's draw.
    """

    coefficients: Mapping[str, float]

    name: ClassVar[str] = "onset"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        return Odds(self.coefficients, ONSET).needs

    def hazard(self, world: Known) -> Floats:
        """Give the chance that a dispute begins between two states, (N, N), symmetric."""
        chance, facts = Odds(self.coefficients, ONSET).pairs(world)
        return table(chance, chance, facts, len(world[fields.ALIVE]))

    def step(self, world: Known, stream: Stream) -> Truths:
        """Draw which pairs begin a dispute, (N, N), symmetric.

        Parameters
        ----------
        world
            The world as the year before ended.
        stream
            Of the year and the run.
        """
        hazard = self.hazard(world)
        begun = np.triu(stream.child(self.name).uniforms(*hazard.shape) < hazard, 1)
        return begun | begun.T


@dataclass(frozen=True, slots=True, eq=False)
class Initiator:
    """One of two states begins their dispute.

    Attributes
    ----------
    coefficients
        Term of the initiator model -> its coefficient; no constant.
    """

    coefficients: Mapping[str, float]

    name: ClassVar[str] = "initiator"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        return Odds(self.coefficients, INITIATOR).needs

    def hazard(self, world: Known) -> Floats:
        """Give the chance that the first began, had the two a dispute, (N, N).

        Each pair's two directions add up to 1; where there is no pair, both are 0.
        """
        chance, facts = Odds(self.coefficients, INITIATOR).pairs(world)
        return table(chance, 1 - chance, facts, len(world[fields.ALIVE]))

    def step(self, world: Known, stream: Stream) -> Truths:
        """Draw who begins, should there be a dispute, (N, N): one direction a pair."""
        hazard = self.hazard(world)
        drawn = stream.child(self.name).uniforms(*hazard.shape) < hazard
        first = np.triu(drawn, 1)
        paired = (hazard + hazard.T) > 0
        second: Truths = np.tril(paired & ~first.T, -1)
        return first | second


@dataclass(frozen=True, slots=True, eq=False)
class War:
    """A dispute becomes a war.

    Attributes
    ----------
    coefficients
        Term of the war model -> its coefficient.
    demand
        What is asked for: `territorial`, `political`, `governmental` or nothing of it.
    originators
        How many states begin it.
    """

    coefficients: Mapping[str, float]
    demand: str | None = None
    originators: int = 2

    name: ClassVar[str] = "war"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        return Odds(self.coefficients, WAR).needs

    def hazard(self, world: Known) -> Floats:
        """Give the chance that a dispute of the two becomes a war, (N, N), symmetric."""
        told = {one: float(one == self.demand) for one in war.DEMANDS}
        told["originators"] = float(self.originators)
        chance, facts = Odds(self.coefficients, WAR).pairs(world, told)
        return table(chance, chance, facts, len(world[fields.ALIVE]))

    def step(self, world: Known, stream: Stream) -> Truths:
        """Draw which pairs would come to war, had they a dispute, (N, N), symmetric."""
        hazard = self.hazard(world)
        fought = np.triu(stream.child(self.name).uniforms(*hazard.shape) < hazard, 1)
        return fought | fought.T
