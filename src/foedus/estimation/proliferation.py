"""What help does to the time that a capability takes, by the literature and by the bomb.

The literature disagrees: most find that help speeds, one argues that it impedes; none gives
an effect that could be read in its abstract, so the prior is wide and leaves a seventh of
its weight below none. The shelf tells three steps on the way to a bomb. At the first two
those who were helped came sooner, at the last one later; part of that is who asks for help
and not what help does. So each step is read as the effect plus a bias of its own, whose
spread is learned from how far the steps differ, and the three pull at the prior only as far
as they agree.

References
----------
Kroenig (2009), Importing the Bomb, https://doi.org/10.1177/0022002708330287
Jo, Gartzke (2007), https://doi.org/10.1177/0022002706296158
Singh, Way (2004), https://doi.org/10.1177/0022002704269655
Fuhrmann (2009), Spreading Temptation, https://doi.org/10.1162/isec.2009.34.1.7
Montgomery (2013), Stop Helping Me, in Stulberg, Fuhrmann (eds.), The Nuclear Renaissance
and International Security
Bell (2016), https://doi.org/10.1093/isq/sqv007
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.chance import Stream
from foedus.estimation import atomic
from foedus.estimation.atomic_trial import Trial, trial
from foedus.estimation.helped import (
    Grid,
    Normal,
    Single,
    Stretches,
    effect_likelihood,
    log_likelihood,
    summary,
)
from foedus.estimation.programmes import ordered_trial
from foedus.sources.table import Table

Floats = NDArray[np.float64]
READS = atomic.READS

LITERATURE = Normal(float(np.log(2.5)), float(np.log(2.5)) / 1.0364)
"""Prior of the log hazard ratio of full help: centred on 2.5, 15 % of it below 1 (1.0364 is
the normal quantile of 85 %). The studies give signs and no more: assumed."""

SHAPE = Normal(0.0, 0.5)
"""Prior of the log shape of a step: nearly constant hazards, half to twice."""

EFFECTS = np.round(np.linspace(-3.0, 4.0, 71), 10)
SPREADS = np.round(np.linspace(0.05, 3.0, 60), 10)
BIAS = 1.0
"""Scale of the half-normal prior of the spread of biases from step to step: assumed."""

CHOSEN: Mapping[str, str] = {"plant": "agreements", "pursuit": "plants", "bomb": "plants"}
"""Step -> the measure of help that it is read by. Plants say more of sensitive help, but of
the first plant they would say what they are made of."""

LAST_STEP = "bomb"
"""The step of programmes that are under way, which is the nearest to a capability's."""

LEVEL = 0.9
AGAIN = 400
"""Times that states are drawn anew."""
DIGITS = 4
LEAST = -60.0
"""A log-likelihood so far below its top is as good as none."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step tells of the effect of help."""

    step: str
    help: str
    states: int
    rows: int
    events: int
    helped: float
    """Share of full help of those who took the step, on the mean."""
    helped_at_risk: float
    """The same of all state-years at risk."""
    log_likelihood: tuple[float, ...]
    """Of the effects on the grid, scale, shape and means summed out; its top is 0."""
    mean: float
    spread: float
    low: float
    high: float
    """Under a flat prior on the grid; the interval is of 90 %."""
    spread_by_states: float
    """Spread of the mean when states are drawn anew."""
    without: tuple[str, float, float]
    """The state whose leaving moves the mean most, and the mean without it and with all."""
    trial: Trial

    @property
    def power(self) -> float:
        """How far the likelihood is trusted, so that it is no surer than drawn states."""
        return min(1.0, (self.spread / self.spread_by_states) ** 2)

    @property
    def chosen(self) -> bool:
        """Whether the effect is read from this measure of help."""
        return CHOSEN[self.step] == self.help


@dataclass(frozen=True, slots=True)
class HelpEffect:
    """The effect of full help on the log hazard, and all that it was made from."""

    first: int
    last: int
    sources: dict[str, str]
    """Data set -> version."""
    steps: tuple[Step, ...]
    programmes: Trial
    """Past programmes forecast from those begun before them."""

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def prior(self) -> Floats:
        """Give the literature's chances of the effects, (G,)."""
        return _chances(LITERATURE.log_density(EFFECTS))

    def data(self) -> Floats:
        """Give the chances of the effects by the three steps alone, (G,)."""
        return _chances(self._pulled())

    def posterior(self, steps: Collection[str] = tuple(CHOSEN)) -> Floats:
        """Give the chances by the literature and some steps together, (G,).

        Parameters
        ----------
        steps
            Of CHOSEN; all of them unless told.
        """
        return _chances(self._pulled(steps) + LITERATURE.log_density(EFFECTS))

    def bias(self) -> tuple[float, float]:
        """Give the mean and the spread of how far steps differ from one another."""
        whole = self._joint() + LITERATURE.log_density(EFFECTS)[:, None]
        mean, spread, *_ = summary(SPREADS, _chances(whole).sum(axis=0))
        return mean, spread

    def _pulled(self, steps: Collection[str] = tuple(CHOSEN)) -> Floats:
        """Give the log-likelihood of the effect with the biases summed out, (G,)."""
        joint = self._joint(steps)
        top = joint.max()
        pulled: Floats = np.log(np.exp(joint - top).sum(axis=1)) + top
        return pulled

    def _joint(self, steps: Collection[str] = tuple(CHOSEN)) -> Floats:
        """Give the log-likelihood of effect and spread of biases, (G, B)."""
        total = np.zeros((len(EFFECTS), len(SPREADS)))
        total += -((SPREADS / BIAS) ** 2) / 2
        apart = EFFECTS[:, None] - EFFECTS
        for one in self.steps:
            if one.chosen and one.step in steps:
                held = np.exp(one.power * np.array(one.log_likelihood))
                for b, spread in enumerate(SPREADS):
                    # A step's own effect may lie beyond the grid; its density may not grow.
                    near = np.exp(-((apart / spread) ** 2) / 2) / spread
                    total[:, b] += np.log(near @ held)
        return total


def help_effect(table: Callable[[str], Table]) -> HelpEffect:
    """Find the effect of help from data sets; takes about a minute."""
    held = atomic.records(table)
    return HelpEffect(
        first=atomic.FIRST,
        last=atomic.LAST,
        sources={name: table(name).version for name in sorted(READS)},
        steps=tuple(_steps(held)),
        programmes=_in_few(ordered_trial(EFFECTS)),
    )


def effect_text(effect: HelpEffect) -> str:
    """Write it as JSON, in digits on which every processor agrees."""
    return doors.json_text(effect, indent=1) + "\n"


@cache
def carried_effect() -> HelpEffect:
    """Give the effect that the package carries, made by `foedus fit proliferation`."""
    place = files("foedus.estimation") / "proliferation.json"
    return doors.read_json(HelpEffect, place.read_text("utf-8"), where="proliferation.json")


def _steps(held: atomic.Records) -> Iterator[Step]:
    for step, rows_of in atomic.STEPS.items():
        for help in atomic.HELPS:
            if (step, help) != ("plant", "plants"):
                yield _rounded(_step(step, help, rows_of(held, help), held))


def _step(step: str, help: str, rows: Stretches, held: atomic.Records) -> Step:
    states, grid = atomic.states_of(held, step), _grid(rows)
    by_state = log_likelihood(rows, grid, len(states))
    whole = effect_likelihood(by_state.sum(axis=0), grid, shape=SHAPE)
    mean, spread, low, high = summary(EFFECTS, _chances(whole), LEVEL)
    moves = [(_mean(by_state.sum(axis=0) - one, grid), k) for k, one in enumerate(by_state)]
    furthest, who = max(moves, key=lambda one: abs(one[0] - mean))
    return Step(
        step, help, len(states), len(rows), int(rows.event.sum()),
        helped=float(rows.help[rows.event].mean()),
        helped_at_risk=float(rows.help.mean()),
        log_likelihood=tuple(whole.tolist()),
        mean=mean, spread=spread, low=low, high=high,
        spread_by_states=_drawn_anew(by_state, grid, Stream(1).child(step, help)),
        without=(states[who], furthest, mean),
        trial=trial(rows, grid, shape=SHAPE),
    )  # fmt: skip


def _grid(rows: Stretches) -> Grid:
    """Lay a grid round the scale that a constant hazard would have."""
    crude = float(np.log(len(rows) / rows.event.sum()))
    return Grid(
        np.linspace(crude - 2.5, crude + 5, 21), np.linspace(-1.2, 1.6, 9),
        np.linspace(-4.0, 4.0, 9), EFFECTS,
    )  # fmt: skip


def _drawn_anew(by_state: Single, grid: Grid, stream: Stream) -> float:
    """Give the spread of the mean effect over states drawn anew with replacement."""
    many = len(by_state)
    times = stream.generator().multinomial(many, np.full(many, 1 / many), size=AGAIN)
    flat = by_state.reshape(many, -1)
    means = [
        _mean((one.astype(np.float32) @ flat).reshape(grid.size), grid) for one in times
    ]
    return float(np.std(means))


def _mean(told: Single, grid: Grid) -> float:
    return summary(EFFECTS, _chances(effect_likelihood(told, grid, shape=SHAPE)))[0]


def _chances(log: Floats) -> Floats:
    chances = np.exp(log - log.max())
    told: Floats = chances / chances.sum()
    return told


def _rounded(step: Step) -> Step:
    """Round to digits on which every processor agrees."""
    who, moved, mean = step.without
    return replace(
        step,
        helped=_few(step.helped),
        helped_at_risk=_few(step.helped_at_risk),
        log_likelihood=tuple(round(max(one, LEAST), 3) for one in step.log_likelihood),
        mean=_few(step.mean),
        spread=_few(step.spread),
        low=_few(step.low),
        high=_few(step.high),
        spread_by_states=_few(step.spread_by_states),
        without=(who, _few(moved), _few(mean)),
        trial=_in_few(step.trial),
    )


def _in_few(told: Trial) -> Trial:
    return replace(
        told,
        losses={name: _few(loss) for name, loss in told.losses.items()},
        gains=tuple(
            replace(one, mean=_few(one.mean), low=_few(one.low), high=_few(one.high))
            for one in told.gains
        ),
    )


def _few(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
