"""How far sanctions of one kind differ from target to target.

The effect of a kind is a mean of flows, and its doubt falls with every flow. The next
sanction is one of many: what it will do is as uncertain as they are different. So each
target has its effect fitted, and what they differ by beyond their doubt is the spread.

References
----------
DerSimonian, Laird (1986), https://doi.org/10.1016/0197-2456(86)90046-2
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.episodes import KINDS
from foedus.estimation.ppml import ppml
from foedus.estimation.trade_panel import TradePanel
from foedus.faults import DataFault

Floats = NDArray[np.float64]
LEAST_SEEN = 10
"""Flows above 0 that a target must have under the kind, to have an effect of its own."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Effects of one kind of sanction on ln trade, target by target."""

    kind: str
    mean: float
    """Of all targets alike, each weighed by its doubt and the spread."""
    doubt: float
    """Standard error of the mean."""
    between: float
    """Standard deviation between targets, their own doubt taken out."""
    targets: dict[str, tuple[float, float]]
    """Target -> its effect and the error of it."""

    def draws(self, runs: int, stream: Stream) -> Floats:
        """Draw the effect of a sanction on a target that is none of these, (R,)."""
        wide = float(np.hypot(self.doubt, self.between))
        noise = stream.child("spread", self.kind).generator().standard_normal(runs)
        return self.mean + wide * noise


def spread(panel: TradePanel, episodes: pl.DataFrame, kind: str) -> Spread:
    """Fit the effect of a kind on each target that has enough flows to tell.

    Parameters
    ----------
    panel
        Flows and terms.
    episodes
        From `episodes`, which say whom each is against.
    kind
        One of `KINDS`.
    """
    marks = by_target(panel, episodes, kind)
    rest = panel.terms[kind] - np.sum(list(marks.values()), axis=0)
    others = [panel.terms[other] for other in KINDS if other != kind]
    # What is not any target's own stays a term, unless nothing is left of it.
    spare = [rest] if (rest * panel.flows).any() else []
    fit = ppml(
        np.column_stack([*marks.values(), *spare, *others]),
        panel.flows,
        panel.groups,
        terms=[*marks, *[kind] * len(spare), *(other for other in KINDS if other != kind)],
        clusters=[panel.couple],
    ).fit
    many = len(marks)
    return pooled(kind, tuple(marks), fit.coef[:many], fit.doubt[:many])


def by_target(panel: TradePanel, episodes: pl.DataFrame, kind: str) -> dict[str, Floats]:
    """Mark, for each target with enough flows, the rows under a kind against it, (S,)."""
    place = {state: at for at, state in enumerate(panel.states)}
    many, couple = len(place), panel.couple
    there = panel.terms[kind] > 0
    marks = dict[str, Floats]()
    rows = episodes.filter(kind=kind).select("against", "exporter", "importer").unique()
    for [target], pairs in sorted(rows.group_by("against"), key=lambda one: str(one[0])):
        codes = [
            min(place[a], place[b]) * many + max(place[a], place[b])
            for a, b in pairs.select("exporter", "importer").rows()
            if a in place and b in place
        ]
        taken = sum(marks.values(), np.zeros(len(there)))
        mark = there & np.isin(couple, codes) & (taken == 0)
        if (mark & (panel.flows > 0)).sum() >= LEAST_SEEN:
            marks[str(target)] = mark.astype(np.float64)
    return marks


def pooled(kind: str, targets: tuple[str, ...], effects: Floats, doubt: Floats) -> Spread:
    """Pool effects, with the spread between them by the method of moments.

    Raises
    ------
    DataFault
        Fewer than two effects.

    Examples
    --------
    >>> held = pooled("complete", ("A", "B"), np.array([-1.0, -3.0]), np.array([0.5, 0.5]))
    >>> round(held.mean, 3), round(held.between, 3)
    (-2.0, 1.323)
    """
    if len(effects) < 2:
        raise DataFault(
            f"{len(effects)} target(s) with enough flows under {kind!r}",
            expected="two or more",
            where="estimation.sanction_spread.pooled",
            mend="widen the years, or choose a kind that is met more often",
        )
    weight = 1 / doubt**2
    middle = weight @ effects / weight.sum()
    apart = weight @ (effects - middle) ** 2 - (len(effects) - 1)
    variance = max(0.0, apart / (weight.sum() - weight @ weight / weight.sum()))
    weight = 1 / (doubt**2 + variance)
    return Spread(
        kind,
        _rounded(weight @ effects / weight.sum()),
        _rounded(weight.sum() ** -0.5),
        _rounded(variance**0.5),
        {
            target: (_rounded(effect), _rounded(error))
            for target, effect, error in zip(targets, effects, doubt, strict=True)
        },
    )


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")
