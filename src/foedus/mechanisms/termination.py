"""Which treaties end this year, and by what cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.past.treaties import FULFILLED, REPLACED, VIOLATED
from foedus.quantity import Field
from foedus.terms import termination
from foedus.terms.reading import Facts, Known, Terms, columns, needs, terms_in

Floats = NDArray[np.float64]
Coefficients = Mapping[str, float]

TERMS: Terms = terms_in(termination)
CAUSES = {"fulfilled": FULFILLED, "violated": VIOLATED, "replaced": REPLACED}
MOST_HAZARD = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Replacing:
    """What a new treaty of the same two states does to the one they have."""

    replaced: float
    """Chance that it ends it."""
    elsewhere: float
    """Hazard of treaties whose members sign nothing, relative to that of all."""


@dataclass(frozen=True, slots=True)
class Termination:
    """Ends as independent events of the treaties that stand, once a year.

    Attributes
    ----------
    risks
        Log of the relative risk that a unit of each term brings: one run's draw.
    replacing
        What a new treaty of the same pair does: the constants of the fitted model.
    causes
        Log odds of each cause against the first, as a multinomial fit names them,
        `violated:due1`; none where the cause is not wanted.
    """

    risks: Coefficients
    replacing: Replacing
    causes: Coefficients | None = None

    name: ClassVar[str] = "termination"

    @property
    def needs(self) -> tuple[Field, ...]:
        """List the fields that its terms read."""
        told = {name.partition(":")[2] for name in self.causes or {}} - {"constant"}
        return needs([*self.risks, *sorted(told)], terms=TERMS)

    def hazard(self, world: Known, pacts: Facts) -> Floats:
        """Give the chance of each treaty to end in the year ahead, (P,).

        Parameters
        ----------
        world
            As it stands before the year.
        pacts
            Facts of the treaties that stand, as `past.standing.standing_pacts` gives them.
        """
        asked = ["level", *self.risks]
        held = columns(asked, terms=TERMS, known=world, facts=pacts)
        utility = held[:, 1:] @ np.array(list(self.risks.values()))
        risk = np.exp(utility - utility.max(initial=-np.inf))
        average = risk.mean() if len(risk) else 1.0
        levels = np.exp(held[:, 0])
        told: Floats = np.minimum(levels * (risk / average), MOST_HAZARD)
        return told

    def step(
        self, world: Known, pacts: Facts, stream: Stream, *, signed: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Draw how each treaty ends this year, (P,): ATOP's code, 0 where it stands.

        Parameters
        ----------
        world
            As it stands before the year.
        pacts
            Facts of the treaties that stand.
        stream
            Where to draw from; a treaty's draws go by its number, and so stay its own
            when others come or go.
        signed
            Whether the same two states sign another treaty this year, (P,).
        """
        drawn = self._drawn(pacts, stream)
        alone = np.minimum(
            self.hazard(world, pacts) * self.replacing.elsewhere, MOST_HAZARD
        )
        chance = np.where(signed, self.replacing.replaced, alone)
        cause = self._cause(world, pacts, drawn[:, 1])
        return np.where(drawn[:, 0] < chance, np.where(signed, REPLACED, cause), 0)

    def _drawn(self, pacts: Facts, stream: Stream) -> Floats:
        numbers = np.asarray(pacts["pact"], np.int64)
        year = int(np.max(pacts["year"], initial=0))
        here = stream.child(self.name, year)
        return here.uniforms(int(numbers.max(initial=0)) + 1, 2)[numbers]

    def _cause(self, world: Known, pacts: Facts, drawn: Floats) -> NDArray[np.int64]:
        """Draw causes, (P,); where their odds are not given, each is as likely."""
        below = self._odds(world, pacts).cumsum(axis=1)[:, :-1] < drawn[:, None]
        drawn_causes: NDArray[np.int64] = np.array(list(CAUSES.values()))[below.sum(axis=1)]
        return drawn_causes

    def _odds(self, world: Known, pacts: Facts) -> Floats:
        """Give the chance of each cause, (P, 3)."""
        if self.causes is None:
            return np.full((len(pacts["pact"]), len(CAUSES)), 1 / len(CAUSES))
        utility = [self._utility(cause, world, pacts) for cause in CAUSES]
        odds = np.exp(np.stack(utility, axis=1))
        shares: Floats = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def _utility(self, cause: str, world: Known, pacts: Facts) -> Floats:
        own = {
            name.partition(":")[2]: value
            for name, value in (self.causes or {}).items()
            if name.partition(":")[0] == cause
        }
        constant = own.pop("constant", 0.0)
        if not own:
            return np.full(len(pacts["pact"]), constant)
        held = columns(list(own), terms=TERMS, known=world, facts=pacts)
        utility: Floats = held @ np.array(list(own.values())) + constant
        return utility
