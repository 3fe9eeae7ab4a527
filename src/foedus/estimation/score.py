"""Scores of forecasts of events: how much they told, and whether they can be trusted.

The log loss is the measure; PRL is the share of a rival's log loss that a forecast saves,
its rival being the base rate unless another is named. Of events as rare as these the area
under the ROC is mostly far, quiet dyads: read it beside PRL and average precision.

References
----------
Gneiting, Raftery (2007), https://doi.org/10.1198/016214506000001437
Davis, Goadrich (2006), https://doi.org/10.1145/1143844.1143874
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.logit import binary, logit
from foedus.faults import DataFault, SolveFault

Floats = NDArray[np.float64]
WHERE = "estimation.score.score"

LEAST_CHANCE = 1e-15
"""Forecasts nearer to 0 or 1 are read as this near, so that no loss is infinite."""
EDGES = (0.0, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 1.0)
"""Edges of the bins of reliability, for events as rare as onsets."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Forecasts of about one size, and what came of them."""

    low: float
    """Least forecast that falls in."""
    high: float
    """Least forecast that no more falls in."""
    count: int
    """Forecasts in it."""
    forecast: float
    """Their mean."""
    observed: float
    """Share of them that came."""


@dataclass(frozen=True, slots=True)
class Score:
    """How forecasts of an event fared.

    A number that cannot be said, as a rank among no events, is NaN.
    """

    n: int
    """Forecasts."""
    events: int
    """Events among them."""
    log_loss: float
    """Mean log loss, nats a forecast."""
    prl: float
    """Share of the base rate's log loss that is saved."""
    prl_null: float
    """Share of the given null's log loss that is saved; NaN where none was given."""
    brier: float
    """Mean squared miss."""
    auc: float
    """Chance that an event was ranked above a non-event, ties halved."""
    pr_auc: float
    """Average precision: mean share of events among all ranked as high as each event."""
    calibration: float
    """Events expected for each event observed; above 1 is too many."""
    slope: float
    """Slope of the outcome's log odds in the forecast's; below 1 is too bold."""
    hits: float
    """Share of events among as many of the highest forecasts as there were events."""
    reliability: tuple[Reliability, ...]
    """Bins that hold a forecast, by size."""


def score(
    outcome: Floats,
    forecast: Floats,
    *,
    base: Floats | float | None = None,
    null: Floats | None = None,
    edges: Sequence[float] = EDGES,
) -> Score:
    """Score forecasts of an event.

    Parameters
    ----------
    outcome
        0 or 1, (S,).
    forecast
        Probabilities, (S,).
    base
        The base rate that was known beforehand, one or (S,); the sample's own by default,
        which is the harder rival.
    null
        Forecasts of a rival, (S,), for `prl_null`.
    edges
        Edges of the bins of reliability, rising.

    Raises
    ------
    DataFault
        An outcome that is not 0 or 1, or forecasts that are no probabilities.

    Examples
    --------
    >>> one = score(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    >>> one.auc, round(one.pr_auc, 4), round(one.log_loss, 4)
    (0.75, 0.8333, 0.4723)
    """
    outcome = binary(outcome, where=WHERE)
    forecast = _chances(forecast, len(outcome))
    events = float(outcome.sum())
    loss = float(losses(outcome, forecast).mean())
    rate = outcome.mean() if base is None else base
    expected = float(forecast.sum())
    return Score(
        n=len(outcome),
        events=int(events),
        log_loss=loss,
        prl=_saved(loss, outcome, np.broadcast_to(rate, outcome.shape)),
        prl_null=float("nan") if null is None else _saved(loss, outcome, null),
        brier=float(((forecast - outcome) ** 2).mean()),
        auc=auc(outcome, forecast),
        pr_auc=average_precision(outcome, forecast),
        calibration=expected / events if events else float("nan"),
        slope=_slope(outcome, forecast),
        hits=top(outcome, forecast, int(events))[1] if events else float("nan"),
        reliability=_reliability(outcome, forecast, edges),
    )


def losses(outcome: Floats, forecast: Floats) -> Floats:
    """Give the log loss of each forecast, (S,), in nats."""
    forecast = np.clip(forecast, LEAST_CHANCE, 1 - LEAST_CHANCE)
    each: Floats = -np.log(np.where(np.asarray(outcome) == 1, forecast, 1 - forecast))
    return each


def auc(outcome: Floats, forecast: Floats) -> float:
    """Give the chance that an event was ranked above a non-event, ties halved.

    >>> auc(np.array([0, 1, 1]), np.array([0.5, 0.5, 0.9]))
    0.75
    """
    events = float(np.sum(outcome))
    others = len(outcome) - events
    if not events or not others:
        return float("nan")
    _, place, sizes = np.unique(forecast, return_inverse=True, return_counts=True)
    ranks = np.cumsum(sizes) - (sizes - 1) / 2
    above = ranks[place] @ outcome - events * (events + 1) / 2
    return float(above / (events * others))


def average_precision(outcome: Floats, forecast: Floats) -> float:
    """Give the mean share of events among all ranked as high as each event.

    >>> average_precision(np.array([0, 1, 1]), np.array([0.5, 0.5, 0.9])).__round__(4)
    0.8333
    """
    if not np.sum(outcome):
        return float("nan")
    order = np.argsort(-np.asarray(forecast), kind="stable")
    ranked = np.asarray(forecast)[order]
    # Rows of one forecast are one rank: the last of them tells for all.
    last = np.flatnonzero(np.r_[ranked[1:] != ranked[:-1], True])
    found = np.cumsum(np.asarray(outcome, dtype=np.float64)[order])[last]
    gained = np.diff(found, prepend=0.0) / found[-1]
    return float(gained @ (found / (last + 1)))


def top(outcome: Floats, forecast: Floats, k: int) -> tuple[float, float]:
    """Give recall and precision of the k highest forecasts.

    Of forecasts that tie at the k-th place each counts in part.

    >>> top(np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.1, 0.1]), 3)
    (0.75, 0.5)
    """
    held, told = np.asarray(outcome, dtype=np.float64), np.asarray(forecast)
    if not 1 <= k <= len(told):
        raise DataFault(
            f"the top {k} of {len(told)}",
            expected="at least 1, and no more than there are",
            where="estimation.score.top",
            mend="choose another k",
        )
    edge = np.partition(told, len(told) - k)[len(told) - k]
    above, tied = told > edge, told == edge
    found = held[above].sum() + held[tied].mean() * (k - above.sum())
    events = held.sum()
    return float(found / events) if events else float("nan"), float(found / k)


@dataclass(frozen=True, slots=True)
class Gain:
    """How much less one forecast lost than another, a row, with its interval."""

    mean: float
    """Nats a row; above 0 the second forecast is the better."""
    low: float
    """Lower end of the interval."""
    high: float
    """Upper end."""
    level: float
    """Share of the bootstrap's draws inside."""
    blocks: int
    """Blocks that were drawn from."""


def paired_gain(
    loss_a: Floats,
    loss_b: Floats,
    block: NDArray[np.generic],
    *,
    seed: int,
    draws: int = 2000,
    level: float = 0.95,
) -> Gain:
    """Compare two forecasts of the same rows, drawing whole blocks with replacement.

    Rows of one year hang together, so a year is a block; the interval is that of the
    percentiles.

    Parameters
    ----------
    loss_a, loss_b
        Loss of each row under the two, (S,).
    block
        Block of each row, (S,).
    seed
        Seed of the bootstrap.
    draws
        Draws.
    level
        Share of the draws inside the interval.

    Raises
    ------
    DataFault
        Shapes that do not agree, a loss that is not known, or fewer than two blocks.

    Examples
    --------
    >>> gain = paired_gain(np.ones(4), np.zeros(4), np.array([1, 1, 2, 2]), seed=1)
    >>> gain.mean, gain.low, gain.high
    (1.0, 1.0, 1.0)
    """
    difference = np.asarray(loss_a, dtype=np.float64) - np.asarray(loss_b, dtype=np.float64)
    named, place = np.unique(block, return_inverse=True)
    alike = np.shape(loss_a) == np.shape(loss_b) == np.shape(block)
    if not alike or len(named) < 2 or not np.isfinite(difference).all():
        raise DataFault(
            f"losses of shapes {np.shape(loss_a)} and {np.shape(loss_b)} "
            f"in {len(named)} blocks",
            expected="known losses of the same rows, in at least two blocks",
            where="estimation.score.paired_gain",
            mend="score both forecasts on the rows that both have made",
        )
    sums = np.stack([np.bincount(place, difference), np.bincount(place)], axis=1)
    even = np.full(len(named), 1 / len(named))
    times = (
        Stream(seed)
        .child("paired_gain")
        .generator()
        .multinomial(len(named), even, size=draws)
    )
    drawn = times @ sums
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [(1 - level) / 2, (1 + level) / 2])
    return Gain(float(difference.mean()), float(low), float(high), level, len(named))


def _chances(forecast: Floats, rows: int) -> Floats:
    forecast = np.asarray(forecast, dtype=np.float64)
    inside = bool(((forecast >= 0) & (forecast <= 1)).all())
    if forecast.shape != (rows,) or not rows or not inside:
        raise DataFault(
            f"forecasts of shape {forecast.shape} for {rows} rows, or no probabilities",
            expected="one probability a row, and at least one row",
            where=WHERE,
            mend="score only the rows that were forecast",
        )
    return forecast


def _saved(loss: float, outcome: Floats, rival: Floats) -> float:
    rival_loss = float(losses(outcome, rival).mean())
    # A rival that is always right leaves nothing to save.
    return 1 - loss / rival_loss if rival_loss > LEAST_CHANCE * 10 else float("nan")


def _slope(outcome: Floats, forecast: Floats) -> float:
    held = np.clip(forecast, LEAST_CHANCE, 1 - LEAST_CHANCE)
    odds = np.log(held / (1 - held))
    try:
        return float(logit(odds[:, None], outcome, terms=["odds"]).coef[1])
    except (DataFault, SolveFault):
        return float("nan")  # one forecast for all, one outcome, or a perfect ranking


def _reliability(
    outcome: Floats, forecast: Floats, edges: Sequence[float]
) -> tuple[Reliability, ...]:
    place = np.searchsorted(edges, forecast, side="right") - 1
    place = np.clip(place, 0, len(edges) - 2)
    sizes = np.bincount(place, minlength=len(edges) - 1)
    told = np.bincount(place, forecast, minlength=len(edges) - 1)
    came = np.bincount(place, outcome, minlength=len(edges) - 1)
    return tuple(
        Reliability(
            float(edges[b]),
            float(edges[b + 1]),
            int(sizes[b]),
            float(told[b] / sizes[b]),
            float(came[b] / sizes[b]),
        )
        for b in np.flatnonzero(sizes).tolist()
    )
