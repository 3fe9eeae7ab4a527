"""Who will sign, who will enter, and how many pacts a year brings.

How many pacts are signed is one draw a year; who signs each is then a choice among all
pairs of members. A state enters a standing pact of many by itself, and two founders take
others along. Terms are those of the fitted models, read off any world.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.mechanisms.odds import CONSTANT
from foedus.past import fields
from foedus.quantity import Field
from foedus.terms import accession, expansion, formation, pact_counts, pairs
from foedus.terms.dyads import dyads, table
from foedus.terms.outsiders import outsiders
from foedus.terms.reading import Facts, Known, Terms, columns, needs, terms_in

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Coefficients = Mapping[str, float]

SIGNING: Terms = MappingProxyType({**terms_in(pairs), **terms_in(formation)})
ACCESSION, EXPANSION = terms_in(accession), terms_in(expansion)
COUNTS = terms_in(pact_counts)

DISPERSION = "log_dispersion"
"""The coefficient of a count that goes with no term: ln 1/r."""


@dataclass(frozen=True, slots=True, eq=False)
class Signing:
    """Pairs of states sign pacts of two.

    Attributes
    ----------
    coefficients
        Term of a model of formation -> its coefficient: a fit's, or one run's draw.
    kind
        Which pacts: `defence` or `other`.
    """

    coefficients: Coefficients
    kind: str

    name: ClassVar[str] = "signing"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        return _needs(self.coefficients, SIGNING)

    def hazard(self, world: Known) -> Floats:
        """Give the chance that the next pact is theirs, (N, N), symmetric.

        Each pair stands in two places; over pairs the chances add up to 1.
        """
        facts = dyads(world[fields.ALIVE])
        odds = _utility(self.coefficients, SIGNING, world, facts)
        share = np.exp(odds - odds.max(initial=-np.inf))
        share = share / max(share.sum(), 1e-300)
        return table(share, share, facts, len(world[fields.ALIVE]))

    def step(self, world: Known, stream: Stream, *, pacts: int) -> Truths:
        """Draw which pairs sign, (N, N), symmetric.

        Parameters
        ----------
        world
            The world as the year before ended.
        stream
            Of the year and the run.
        pacts
            How many are signed; two that fall on one pair are one.
        """
        share = np.triu(self.hazard(world), 1)
        below = np.cumsum(share.ravel())
        drawn = stream.child(self.name, self.kind).uniforms(pacts) * below[-1]
        signed = np.zeros(share.size, bool)
        signed[np.searchsorted(below, drawn, side="right")] = True
        half = signed.reshape(share.shape)
        return half | half.T


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """So many pacts are signed in a year.

    Attributes
    ----------
    coefficients
        Term -> its coefficient, with `log_dispersion` where counts bunch.
    series
        Place of what is counted: pacts of two to defend, others, of many, entries.
    """

    coefficients: Coefficients
    series: int

    name: ClassVar[str] = "counting"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        return _needs(self.coefficients, COUNTS)

    def hazard(self, world: Known) -> float:
        """Give how many are expected."""
        facts = {"series": np.array([self.series])}
        return float(np.exp(_utility(self.coefficients, COUNTS, world, facts)[0]))

    def step(self, world: Known, stream: Stream) -> int:
        """Draw how many there are, by a rate that is itself drawn where counts bunch."""
        mean, draw = self.hazard(world), stream.child(self.name, self.series).generator()
        if DISPERSION in self.coefficients:
            r = np.exp(-self.coefficients[DISPERSION])
            mean = float(draw.gamma(r, mean / r))
        return int(draw.poisson(mean))


@dataclass(frozen=True, slots=True, eq=False)
class Entering:
    """States enter standing pacts of many.

    Attributes
    ----------
    coefficients
        Term of the accession model -> its coefficient.
    """

    coefficients: Coefficients

    name: ClassVar[str] = "entering"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        return _needs(self.coefficients, ACCESSION)

    def hazard(self, world: Known, pacts: Facts) -> Floats:
        """Give the chance of each state to enter each pact, (P, N); 0 for members.

        Parameters
        ----------
        world
            The world as the year before ended.
        pacts
            Facts of the pacts of many that stand, as `terms.outsiders` asks for.
        """
        facts = outsiders(pacts, world[fields.ALIVE] > 0)
        whole = np.zeros(pacts["members"].shape)
        if len(facts["p"]):
            odds = _utility(self.coefficients, ACCESSION, world, facts)
            whole[facts["p"], facts["k"]] = _logistic(odds)
        return whole

    def step(self, world: Known, pacts: Facts, stream: Stream) -> Truths:
        """Draw who enters which pact, (P, N); a pact's draws go by its number."""
        hazard, numbers = self.hazard(world, pacts), pacts["pact"].tolist()
        here = stream.child(self.name)
        drawn = [here.child(number).uniforms(hazard.shape[1]) for number in numbers]
        entering: Truths = np.reshape(drawn, hazard.shape) < hazard
        return entering


@dataclass(frozen=True, slots=True, eq=False)
class Expansion:
    """Two founders of a pact of many take others along.

    Attributes
    ----------
    coefficients
        Term of the expansion model -> its coefficient.
    """

    coefficients: Coefficients

    name: ClassVar[str] = "expansion"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        return _needs(self.coefficients, EXPANSION)

    def hazard(self, world: Known, founders: tuple[int, int]) -> Floats:
        """Give the chance of each state to come along, (N,); 0 for the two."""
        alive = np.asarray(world[fields.ALIVE] > 0)
        k = np.setdiff1d(np.flatnonzero(alive), founders)
        i, j = (np.full(len(k), one) for one in founders)
        odds = _utility(self.coefficients, EXPANSION, world, {"i": i, "j": j, "k": k})
        whole = np.zeros(len(alive))
        whole[k] = _logistic(odds)
        return whole

    def step(self, world: Known, founders: tuple[int, int], stream: Stream) -> Truths:
        """Draw who comes along, (N,)."""
        hazard = self.hazard(world, founders)
        came: Truths = stream.child(self.name, *founders).uniforms(len(hazard)) < hazard
        return came


def _slopes(coefficients: Coefficients) -> dict[str, float]:
    """Take the coefficients that go with terms."""
    apart = (CONSTANT, DISPERSION)
    return {name: value for name, value in coefficients.items() if name not in apart}


def _needs(coefficients: Coefficients, terms: Terms) -> tuple[Field, ...]:
    read = {one.name: one for one in needs(_slopes(coefficients), terms=terms)}
    read[fields.ALIVE.name] = fields.ALIVE
    return tuple(read[name] for name in sorted(read))


def _utility(
    coefficients: Coefficients, terms: Terms, world: Known, facts: Facts
) -> Floats:
    """Add up what the terms say of each row, (S,)."""
    slopes = _slopes(coefficients)
    held = columns(list(slopes), terms=terms, known=world, facts=facts)
    utility: Floats = held @ np.array(list(slopes.values()))
    return utility + coefficients.get(CONSTANT, 0.0)


def _logistic(odds: Floats) -> Floats:
    shrunk = np.exp(-np.abs(odds))
    chance: Floats = np.where(odds >= 0, 1.0, shrunk) / (1 + shrunk)
    return chance
