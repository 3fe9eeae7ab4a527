"""States that come and go: how many a year brings, what they are, and who is no more.

New states come in waves, of decolonisation and of 1991, so that their number is negative
binomial about a fading mean. Of a new state is told how strong it is beside the others.
Ends of states are few and tell nothing of one another: each state has the same chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.bunched import Bunched, bunched
from foedus.estimation.fit import Fit
from foedus.estimation.models.formation import newcomers
from foedus.estimation.system_rows import sight_in
from foedus.past import fields
from foedus.past.past import Past

Floats = NDArray[np.float64]

HALF_LIFE = 5.0
"""Of the years whose births tell the next one's: what foretold 1950 to 1989 best."""

HALF = 0.5
"""Added to the ends counted, Jeffreys' prior of a Poisson rate."""


@dataclass(frozen=True, slots=True)
class States:
    """All that is known of how states come and go."""

    counts: Bunched
    fits: dict[str, Fit]
    """`leaving`, the log odds that a state is no more after a year."""
    constants: dict[str, float]
    """Capability of new states against the mean of all, ln, and its spread."""


def states_of(past: Past, years: Sequence[int]) -> States:
    """Fit how states came and went in some years."""
    alive = past[fields.ALIVE].astype(bool)
    born = np.array([int(newcomers(past, year).sum()) for year in years])
    at = np.array(years) - past.first
    gone = int((alive[at - 1] & ~alive[at]).sum())
    return States(
        bunched(years, born, half_life=HALF_LIFE),
        {"leaving": _leaving(gone, int(alive[at - 1].sum()))},
        _strength(past, [year for year, many in zip(years, born, strict=True) if many]),
    )


def _leaving(gone: int, lived: int) -> Fit:
    """Give the log odds of an end, a year and state."""
    chance = (gone + HALF) / (lived + 1.0)
    coef = np.array([np.log(chance / (1 - chance))])
    height = gone * np.log(chance) + (lived - gone) * np.log1p(-chance)
    return Fit(
        "logit", ("constant",), coef, np.array([[1.0 / (gone + HALF)]]), np.ones(1), 0.0,
        lived, gone, float(height), 0,
    )  # fmt: skip


def _strength(past: Past, years: Sequence[int]) -> dict[str, float]:
    """Tell how strong new states were as they came, beside the mean of all."""
    told = []
    for year in years:
        seen, new = sight_in(past, year), newcomers(past, year)
        told.append(seen.cap[new] - seen.cap[seen.alive].mean())
    held = np.concatenate(told) if told else np.zeros(1)
    spread = float(held.std())
    return {
        "birth.cap": float(f"{held.mean():.4g}"), "birth.spread": float(f"{spread:.4g}")
    }  # fmt: skip
