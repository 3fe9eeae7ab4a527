"""Later sanctions forecast, by what was learnt of earlier ones.

Effects come from flows up to the origin. The flows of pairs whose trade is barred later are
then held out, and forecast from what the same states sell and buy elsewhere in the year,
from the pair's own past and from the effects. Beside it stand the same forecast without
effects, and the mean of the pair's last years. Nothing was chosen by these figures.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.episodes import KINDS
from foedus.estimation.ppml import ppml
from foedus.estimation.score import paired_gain
from foedus.estimation.trade_panel import TradePanel

Floats = NDArray[np.float64]

BEFORE, AHEAD = 10, 10
"""Years of the pair's past that are used, and years that are forecast."""
RECENT = 5
"""Years of which the mean of the pair is taken."""
LEAST = 0.25
"""Millions of dollars: what a flow is taken as that was rounded to nothing."""
SEED = 20

FORECASTS = ("effects", "no effect", "pair mean")


@dataclass(frozen=True, slots=True)
class Trial:
    """Forecasts of flows under sanctions that began after the origin."""

    origin: int
    rows: int
    pairs: int
    deviance: dict[str, float]
    """Forecast -> mean deviance of Poisson's law, in millions of dollars."""
    miss: dict[str, float]
    """Forecast -> mean distance of ln flow, with LEAST added to both."""
    gain: tuple[float, float, float]
    """What the effects take off that distance beside no effect: mean, low and high of
    95 %, pairs drawn with replacement."""


def trial(panel: TradePanel, origin: int) -> Trial:
    """Forecast flows under sanctions that began after a year, and score the forecasts."""
    held, told = forecasts(panel, origin)
    miss = {
        name: np.abs(np.log((held.flows + LEAST) / (one + LEAST)))
        for name, one in told.items()
    }
    gain = paired_gain(miss["no effect"], miss["effects"], held.couple, seed=SEED)
    return Trial(
        origin,
        len(held.flows),
        len(np.unique(held.groups[2])),
        {name: _rounded(_deviance(held.flows, one)) for name, one in told.items()},
        {name: _rounded(float(one.mean())) for name, one in miss.items()},
        (_rounded(gain.mean), _rounded(gain.low), _rounded(gain.high)),
    )


def forecasts(panel: TradePanel, origin: int) -> tuple[TradePanel, dict[str, Floats]]:
    """Forecast flows under sanctions that began after a year.

    Returns
    -------
    tuple
        The rows that are forecast, and each forecast by its name, in their order. Their
        own flows are not read.
    """
    terms = seen_terms(panel, origin)
    known = panel.only(panel.year <= origin)
    learnt = ppml(
        known.columns(terms),
        known.flows,
        known.groups,
        terms=terms,
        clusters=[known.couple],
    ).fit
    window = panel.only((panel.year > origin - BEFORE) & (panel.year <= origin + AHEAD))
    out = (window.year > origin) & (window.start > origin)
    effect = window.columns(terms) @ learnt.coef
    made = (
        _forecast(window, out, effect),
        _forecast(window, out, np.zeros(len(effect))),
        _pair_mean(window, origin),
    )
    told = {name: one[out] for name, one in zip(FORECASTS, made, strict=True)}
    return window.only(out), told


def seen_terms(panel: TradePanel, origin: int) -> tuple[str, ...]:
    """Name the kinds that had occurred, with trade, up to a year."""
    known = (panel.year <= origin) & (panel.flows > 0)
    return tuple(kind for kind in KINDS if (panel.terms[kind][known] > 0).any())


def _forecast(window: TradePanel, out: NDArray[np.bool_], effect: Floats) -> Floats:
    return ppml(
        np.empty((len(effect), 0)),
        window.flows,
        window.groups,
        terms=(),
        clusters=[window.couple],
        weights=np.where(out, 0.0, 1.0),
        offset=effect,
    ).expected


def _pair_mean(window: TradePanel, origin: int) -> Floats:
    """Give each row the mean of its pair's last years up to the origin, (S,)."""
    pair = np.unique(window.groups[2], return_inverse=True)[1].ravel()
    late = (window.year <= origin) & (window.year > origin - RECENT)
    many = np.bincount(pair[late], minlength=int(pair.max()) + 1)
    total = np.bincount(pair[late], window.flows[late], minlength=len(many))
    return np.asarray((total / np.maximum(many, 1))[pair])


def _deviance(flows: Floats, expected: Floats) -> float:
    held = np.maximum(expected, LEAST)
    ratio = np.where(flows > 0, flows, 1.0) / np.where(flows > 0, held, 1.0)
    return float(2 * np.mean(flows * np.log(ratio) - (flows - held)))


def _rounded(value: float) -> float:
    return float(f"{value:.5g}")
