"""Whether help foretells who gets on the way to a bomb, judged on years not seen.

From origins every five years each forecaster is fitted on the years before and forecasts
the five that follow. Gains are in log score over the others, by drawing whole years again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.hazard import level
from foedus.estimation.helped import (
    Grid,
    Normal,
    Posterior,
    Stretches,
    log_likelihood,
    posterior,
)
from foedus.estimation.score import losses, paired_gain

Floats = NDArray[np.float64]

ORIGINS = tuple(range(1960, 2001, 5))
AHEAD = 5
RECENT = 10
"""Years back that the level of recent years reads."""
PER_THOUSAND = 1000
HELPED, MEANS, TIME, BASE, LATELY = (
    "help and means", "means alone", "time alone", "base rate", "recent years",
)  # fmt: skip
WEAK = Normal(0.0, 1.5)
"""Prior of the effect in forecasts, which must not lean on studies of the same events."""


@dataclass(frozen=True, slots=True)
class Gained:
    """What help tells over another forecaster, in nats a thousand state-years."""

    over: str
    mean: float
    low: float
    high: float

    @property
    def beats(self) -> bool:
        """Whether the whole interval is above 0."""
        return self.low > 0


@dataclass(frozen=True, slots=True)
class Trial:
    """Forecasts of one step on years that they had not seen."""

    rows: int
    events: int
    losses: dict[str, float]
    """Forecaster -> mean log loss, nats a thousand state-years."""
    gains: tuple[Gained, ...]
    """Of help over each of the others, with intervals of 95 %."""

    @property
    def beats(self) -> bool:
        """Whether help beats every other forecaster."""
        return all(gain.beats for gain in self.gains)


def trial(rows: Stretches, grid: Grid, *, shape: Normal, seed: int = 1) -> Trial:
    """Judge forecasts of a step from origins on."""
    told: dict[str, list[Floats]] = {}
    seen = []
    for origin in ORIGINS:
        before = rows.only(rows.year < origin)
        ahead = rows.only((rows.year >= origin) & (rows.year < origin + AHEAD))
        if not len(ahead) or not before.event.any():
            continue
        for name, forecast in _forecasts(before, ahead, grid, shape):
            told.setdefault(name, []).append(forecast)
        seen.append(ahead)
    years = np.concatenate([one.year for one in seen])
    return trial_of(seen, told, years, over=HELPED, seed=seed)


def trial_of(
    seen: Sequence[Stretches],
    told: Mapping[str, Sequence[Floats]],
    blocks: NDArray[np.int64],
    *,
    over: str,
    seed: int = 1,
) -> Trial:
    """Score what forecasters told of stretches, drawing whole blocks of rows again.

    Parameters
    ----------
    seen
        The stretches that were forecast.
    told
        Forecaster -> its chances of each of them.
    blocks
        Block of each row.
    over
        The forecaster whose gains over the others are told.
    """
    came = np.concatenate([one.event for one in seen]).astype(np.float64)
    lost = {name: losses(came, np.concatenate(held)) for name, held in told.items()}
    return Trial(
        rows=len(came),
        events=int(came.sum()),
        losses={name: PER_THOUSAND * float(held.mean()) for name, held in lost.items()},
        gains=tuple(_gains(lost, blocks, over, seed)),
    )


def _forecasts(
    before: Stretches, ahead: Stretches, grid: Grid, shape: Normal
) -> Iterator[tuple[str, Floats]]:
    none = np.zeros(1)
    for name, one in (
        (HELPED, grid),
        (MEANS, Grid(grid.log_scales, grid.log_shapes, grid.slopes, none)),
        (TIME, Grid(grid.log_scales, grid.log_shapes, none, none)),
    ):
        yield name, fitted(before, one, shape).forecast(ahead)
    rate = level(np.array([before.event.sum()]), np.array([float(len(before))]))
    yield BASE, np.full(len(ahead), rate[0])
    late = before.only(before.year >= before.year.max() - RECENT + 1)
    recent = level(np.array([late.event.sum()]), np.array([float(len(late))]))
    yield LATELY, np.full(len(ahead), recent[0])


def fitted(rows: Stretches, grid: Grid, shape: Normal) -> Posterior:
    """Fit a step under the weak prior of a forecast."""
    pooled = Stretches(
        np.zeros(len(rows), dtype=np.int64), rows.begun, rows.ended, rows.help, rows.means,
        rows.event, rows.year,
    )  # fmt: skip
    return posterior(log_likelihood(pooled, grid, 1)[0], grid, shape=shape, effect=WEAK)


def _gains(
    lost: Mapping[str, Floats], blocks: NDArray[np.int64], over: str, seed: int
) -> Iterator[Gained]:
    for name, held in lost.items():
        if name == over:
            continue
        gain = paired_gain(held, lost[over], blocks, seed=seed)
        yield Gained(
            name,
            PER_THOUSAND * gain.mean,
            PER_THOUSAND * gain.low,
            PER_THOUSAND * gain.high,
        )
