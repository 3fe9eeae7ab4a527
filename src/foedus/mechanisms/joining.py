"""Who joins a dispute that others have begun, and on which side.

Whether it is a war must be told, or drawn, before: it is one of the terms. Every outsider
then chooses by itself, but for a wave that all outsiders of one dispute share, so that
coalitions come whole or not at all. Whoever joins draws in nobody: chains of joiners are
not modelled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.past import fields
from foedus.quantity import Field
from foedus.terms import joining
from foedus.terms.reading import Known, Terms, columns, known_terms, needs, terms_in
from foedus.terms.sides import Dispute, thirds

Floats = NDArray[np.float64]
Coefficients = Mapping[str, float] | Mapping[str, Floats]
"""Term -> its coefficient, or its draws, (R,); `constant` among them."""

TERMS: Terms = terms_in(joining)
CONSTANT = "constant"
OUT, WITH_ATTACKERS, WITH_VICTIMS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Wave:
    """What outsiders of one dispute share: one draw from N(shift, sigma^2).

    The shift keeps the rate what it was when draws spread it; without a wave both are 0.
    """

    sigma: float = 0.0
    shift: float = 0.0

    def draws(self, runs: int, stream: Stream) -> Floats:
        """Draw what it adds to every utility to join, (R,)."""
        return self.shift + self.sigma * stream.generator().standard_normal(runs)


def choices(
    world: Known,
    dispute: Dispute,
    coefficients: Coefficients,
    *,
    shared: float | Floats = 0.0,
) -> Floats:
    """Give each state's chance to stay out, to join the attackers, or the victims.

    Parameters
    ----------
    world
        The world as it stood before the dispute.
    dispute
        Who began it against whom, when, and whether it is a war.
    coefficients
        A fit's, one run's draw, or the draws of all runs: `fit.draws(...).columns`.
    shared
        What the wave adds to every utility to join: one number, or one a run, (R,).

    Returns
    -------
    NDArray
        Probability, (N, 3), or (R, N, 3) where there are draws. Whoever began the dispute
        and whoever is no member stays out for certain.

    Raises
    ------
    NeedFault
        A coefficient goes with no term, or the world does not hold a field.
    DataFault
        The draws are not as many of each.
    """
    drawn, slopes, lift = _by_run(coefficients, shared)
    alive = world[fields.ALIVE] > 0
    held = thirds([dispute], alive)
    names = _named(coefficients)
    with_a, with_b = (
        slopes[:, :1] + slopes[:, 1:] @ _read(names, world, facts).T + lift[:, None]
        for facts in (held.a, held.b)
    )
    made = np.zeros((len(slopes), len(alive), 3))
    made[:, :, OUT] = 1.0
    made[:, held.k] = _shares(with_a, with_b)
    return made if drawn else made[0]


@dataclass(frozen=True, slots=True, eq=False)
class Joining:
    """Outsiders choose in each dispute of a year.

    Attributes
    ----------
    coefficients
        Term -> its coefficient: a fit's, or one run's draw.
    wave, wave_of_wars
        What outsiders share, in disputes below war and in wars.
    """

    coefficients: Mapping[str, float]
    wave: Wave = Wave()
    wave_of_wars: Wave = Wave()

    name: ClassVar[str] = "joining"

    @property
    def needs(self) -> tuple[Field, ...]:
        """What a world must know."""
        read = {f.name: f for f in needs(_named(self.coefficients), terms=TERMS)}
        read[fields.ALIVE.name] = fields.ALIVE
        return tuple(read[name] for name in sorted(read))

    def hazard(self, world: Known, dispute: Dispute) -> Floats:
        """Give each state's chance to stay out, join the attackers, or the victims, (N, 3).

        It is that of a dispute whose wave is nothing.
        """
        return choices(world, dispute, self.coefficients)

    def step(
        self, world: Known, disputes: Sequence[Dispute], stream: Stream
    ) -> NDArray[np.int8]:
        """Draw what each state does in each dispute, (D, N): 0 out, 1 and 2 the sides.

        Parameters
        ----------
        world
            The world as the year before ended.
        disputes
            Those that begin in the year.
        stream
            Where to draw from; a dispute is named by its year and who began it.
        """
        done = np.zeros((len(disputes), len(world[fields.ALIVE])), np.int8)
        for place, dispute in enumerate(disputes):
            own = stream.child(self.name, dispute.year).child(*dispute.attackers)
            own = own.child("against", *dispute.victims)
            wave = self.wave_of_wars if dispute.war else self.wave
            shared = float(wave.draws(1, own.child("wave"))[0])
            chance = choices(world, dispute, self.coefficients, shared=shared)
            drawn = own.child("sides").uniforms(len(chance), 1)
            done[place] = (drawn >= chance.cumsum(axis=1)[:, :-1]).sum(axis=1)
        return done


def _named(coefficients: Coefficients) -> tuple[str, ...]:
    """Name the terms that have a coefficient, all of them known."""
    names = tuple(name for name in coefficients if name != CONSTANT)
    return known_terms(names, terms=TERMS, where="mechanisms.joining")


def _by_run(
    coefficients: Coefficients, shared: float | Floats
) -> tuple[bool, Floats, Floats]:
    """Tell if there are draws, and give constant and slopes, (R, K), and wave, (R,)."""
    names = (CONSTANT, *_named(coefficients))
    given = [np.asarray(coefficients.get(name, 0.0), np.float64) for name in names]
    given.append(np.asarray(shared, np.float64))
    counts = {one.shape for one in given} - {()}
    if len(counts) > 1 or any(len(shape) > 1 for shape in counts):
        raise DataFault(
            f"draws of shapes {sorted(counts)}",
            expected="one number each, or the same number of draws, (R,)",
            where="mechanisms.joining",
            mend="draw coefficients and wave for the same runs",
        )
    runs = counts.pop()[0] if counts else 1
    table = np.stack([np.broadcast_to(one, runs) for one in given], axis=1)
    return any(one.shape for one in given), table[:, :-1], table[:, -1]


def _read(
    names: Sequence[str], world: Known, facts: Mapping[str, NDArray[np.generic]]
) -> Floats:
    return columns(names, terms=TERMS, known=world, facts=facts)


def _shares(with_a: Floats, with_b: Floats) -> Floats:
    """Give 1 : e^a : e^b as shares, without overflow, (R, S, 3)."""
    utility = np.stack([np.zeros_like(with_a), with_a, with_b], axis=-1)
    odds = np.exp(utility - utility.max(axis=-1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return shares
