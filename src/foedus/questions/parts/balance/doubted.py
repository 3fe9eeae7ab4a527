"""How far a case's figures may be off: a factor for each, drawn again and again.

A figure with a range of its own is drawn within it. To others a spread is given by their
field: measured, where two data sets tell the same, or assumed. A figure that stands apart
from the others of its field, by source or by year, or that was recalled, is doubted more.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from foedus.cases.case import Figure
from foedus.chance import Stream
from foedus.estimation.polarity import carried_polarity
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]

ASSUMED: Mapping[str, tuple[float, str]] = MappingProxyType(
    {
        "cinc": (0.06, "assumed: what errors of a tenth in its six parts come to, about"),
        "gdp": (0.05, "assumed: how far offices revise the product of a year"),
        "military_personnel": (0.10, "assumed: no second source was at hand"),
        "surplus": (0.15, "assumed: it rests on estimates of product by purchasing power"),
    }
)
"""Spread of the log of a figure, and on what it rests, where none is measured."""
OTHERWISE = (0.10, "assumed, as for every other figure")
ODD = 3.0
"""How much more a figure is doubted that stands apart; assumed."""
OLDER = 3
"""Years before the commonest year of its field from which a figure stands apart."""
CENTRAL = 0.90
"""Probability that a figure's own range is taken to hold."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """How far the figures of one field may be off."""

    field: str
    spread: float
    """Of the log."""
    because: str
    odd: tuple[StateId, ...]
    """States whose figure stands apart from the others."""


def doubts(figures: Sequence[Figure]) -> tuple[Doubt, ...]:
    """Tell how far the figures of each field may be off, fields in order."""
    by_field: dict[str, list[Figure]] = {}
    for figure in figures:
        by_field.setdefault(figure.field, []).append(figure)
    return tuple(
        Doubt(field, *spread_of(field), _odd(held))
        for field, held in sorted(by_field.items())
    )


def spread_of(field: str) -> tuple[float, str]:
    """Give the spread of the log of a figure of some field, and on what it rests."""
    measured = carried_polarity().spread
    if field in measured:
        return measured[field], "measured: how far two data sets are apart"
    return ASSUMED.get(field, OTHERWISE)


def factors(figures: Sequence[Figure], *, seed: int, runs: int) -> Mapping[str, Floats]:
    """Draw what each figure is to be multiplied by, field -> (R, N).

    Every figure has a stream of its own, so that no other figure moves it. Without a
    figure the factor is 1.
    """
    doubted = {doubt.field: doubt for doubt in doubts(figures)}
    made = {field: np.ones((runs, len(roster().ids))) for field in doubted}
    for figure in figures:
        doubt = doubted[figure.field]
        stream = Stream(seed).child("balance", figure.field, figure.state)
        normal = ndtri(np.clip(stream.uniforms(runs), 1e-12, 1 - 1e-12))
        spread = doubt.spread * (ODD if figure.state in doubt.odd else 1.0)
        column = roster().index(figure.state)
        made[figure.field][:, column] = np.exp(normal * _sides(figure, spread, normal))
    return MappingProxyType(made)


def many_factors(field: str, states: Sequence[StateId], *, seed: int, runs: int) -> Floats:
    """Draw factors for a field that the case has no figures of, (R, N)."""
    made = np.ones((runs, len(roster().ids)))
    for state in states:
        uniforms = Stream(seed).child("balance", field, state).uniforms(runs)
        normal = ndtri(np.clip(uniforms, 1e-12, 1 - 1e-12))
        made[:, roster().index(state)] = np.exp(normal * spread_of(field)[0])
    return made


def _sides(figure: Figure, spread: float, normal: Floats) -> Floats | float:
    """Give the spread on either side: the figure's own where it has a range."""
    low, high, value = figure.low, figure.high, figure.value
    if low is None or high is None or not 0 < low <= value <= high:
        return spread
    reach = float(ndtri((1 + CENTRAL) / 2))
    below, above = np.log(value / low) / reach, np.log(high / value) / reach
    return np.asarray(np.where(normal < 0, below, above), dtype=np.float64)


def _odd(held: Sequence[Figure]) -> tuple[StateId, ...]:
    sources = Counter(figure.source for figure in held)
    usual = max(sorted(sources), key=lambda source: sources[source])
    years = Counter(figure.year for figure in held)
    year = max(sorted(years), key=lambda one: years[one])
    return tuple(
        figure.state
        for figure in held
        if figure.basis == "memory" or figure.source != usual or figure.year <= year - OLDER
    )
