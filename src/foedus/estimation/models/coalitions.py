"""How many join one dispute, and the wave that carries them together.

Coalitions come all at once or not at all: chances that fit each state by itself foretell
too few disputes that nobody joins and too few that ten join. What outsiders of one dispute
share is a draw theta ~ N(shift, sigma^2) added to every utility to join. Sigma and shift
are found on disputes whose outcome is known: how well they then fit is told in sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from foedus.estimation.frailty import Frailty, frailty
from foedus.estimation.rows import Rows
from foedus.estimation.sides import OUT

Floats = NDArray[np.float64]
Groups = NDArray[np.generic]

NODES = 41
"""Points at which the shared draw is integrated out."""


@dataclass(frozen=True, slots=True, eq=False)
class Crowds:
    """How many would join each of some disputes, and how many did."""

    told: Floats
    """Chance that 0, 1, 2 ... join, (G, M + 1)."""
    seen: NDArray[np.intp]
    """How many joined, (G,)."""


def crowds_of(parts: Sequence[Crowds]) -> Crowds:
    """Put the disputes of several blocks one after another."""
    width = max(part.told.shape[1] for part in parts)
    wide = [np.pad(p.told, ((0, 0), (0, width - p.told.shape[1]))) for p in parts]
    return Crowds(np.concatenate(wide), np.concatenate([part.seen for part in parts]))


def joined(rows: Rows) -> NDArray[np.intp]:
    """Count who joined each dispute, (G,), in the order of their numbers."""
    _, place = np.unique(rows.facts["dispute"], return_inverse=True)
    return np.bincount(place, rows.outcome != OUT).astype(np.intp)


def wave(chances: Floats, outcome: NDArray[np.integer], groups: Groups) -> Frailty:
    """Find what outsiders of one dispute share, beyond what their chances tell.

    Parameters
    ----------
    chances
        To stay out, to join A and to join B, (S, 3).
    outcome
        0 out, 1 with A, 2 with B, (S,).
    groups
        The dispute of each row, (S,).
    """
    return frailty(_utilities(chances), outcome, groups)


def sizes(chances: Floats, groups: Groups, shared: Frailty | None = None) -> Floats:
    """Give the chance that 0, 1, 2 ... outsiders join each dispute, (G, M + 1).

    Parameters
    ----------
    chances
        To stay out, to join A and to join B, (S, 3).
    groups
        The dispute of each row, (S,); disputes come in the order of their numbers.
    shared
        What outsiders share; by default they choose each by itself.

    Examples
    --------
    >>> even = np.array([[0.5, 0.5, 0.0], [0.5, 0.0, 0.5]])
    >>> sizes(even, np.array([7, 7])).round(2)
    array([[0.25, 0.5 , 0.25]])
    """
    points, weights = (np.zeros(1), np.ones(1)) if shared is None else hermegauss(NODES)
    draws = points if shared is None else shared.shift + shared.sigma * points
    named, place = np.unique(groups, return_inverse=True)
    odds = 1.0 / chances[:, 0] - 1.0
    told = np.zeros((len(named), int(np.bincount(place).max()) + 1))
    for group in range(len(named)):
        lifted = np.exp(draws)[:, None] * odds[place == group]
        counted = _counts(lifted / (1.0 + lifted))
        told[group, : counted.shape[1]] = weights @ counted / weights.sum()
    return told


def _counts(chance: Floats) -> Floats:
    """Give the distribution of how many of n unlike events come, (Q, n + 1).

    By the discrete Fourier transform of its characteristic function: Fernandez and
    Williams (2010), https://doi.org/10.1109/TAES.2010.5461658 (memory).
    """
    many = chance.shape[1] + 1
    turns = np.exp(-2j * np.pi * np.arange(many) / many)
    turned = 1.0 + chance[:, :, None] * (turns - 1.0)
    counted: Floats = np.fft.ifft(turned.prod(axis=1), axis=1).real.clip(0.0)
    return counted


def _utilities(chances: Floats) -> Floats:
    """Give the utility to join each side, staying out being 0, (S, 2)."""
    logs: Floats = np.log(chances)
    return logs[:, 1:] - logs[:, :1]
