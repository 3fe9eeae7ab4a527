"""How long states took to a capability: reference classes of past programmes.

A class is a handful of programmes, some helped from a year on, some not there yet. Its
Weibull course is told on a grid, with the effect of help under the prior that literature
and bomb leave: so a class moves that effect a little further, each for itself. Programmes
that were given up are not in the file; all that is told of a class is too quick by that.

References
----------
Flyvbjerg (2006), on reference classes, https://doi.org/10.1177/875697280603700302
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.estimation.atomic_trial import HELPED, TIME, WEAK, Trial, trial_of
from foedus.estimation.helped import (
    Grid,
    Normal,
    Posterior,
    Stretches,
    log_likelihood,
    posterior,
)
from foedus.faults import DataFault, NeedFault
from foedus.states.roster import StateId

Floats = NDArray[np.float64]

SHAPE = Normal(0.0, 0.5)
"""Prior of the log shape: a hazard that neither rises nor falls. One that rises, which
seemed plain at first, foretold later programmes far worse."""
SCALE = Normal(float(np.log(20.0)), 1.0)
"""Prior of the log scale, in years: great programmes take seven to fifty. Assumed."""
LONGEST = 120.0
"""Years: the scale of a class is looked for from one to so many."""
CONSTANT = "constant hazard"
FEWEST = 2
"""Programmes of a class that must have begun before one is forecast."""


@dataclass(frozen=True, slots=True)
class Capability:
    """What programmes of a class were to bring."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PastProgramme:
    """One state's way to a capability, in years."""

    capability: str
    state: StateId
    begun: int
    source: str
    reached: int | None = None
    watched: int | None = None
    """Last year in which it had not got there, where it never did."""
    helped_from: int | None = None
    help: float = 1.0
    """Share of full help from then on."""
    basis: Literal["read", "memory"] = "read"
    note: str = ""

    def __post_init__(self) -> None:
        last = self.reached if self.watched is None else self.watched
        both = (self.reached is None) == (self.watched is None)
        if both or last is None or last <= self.begun or not 0 <= self.help <= 1:
            raise DataFault(
                f"a programme of {self.state} from {self.begun} to {last}",
                expected="a later year in which it got there, or until which it was "
                "watched, and a share of help of 0 to 1",
                where="estimation/programmes.yaml",
                mend="give `reached` or `watched`, after `begun`",
            )

    def years(self, until: int | None = None) -> Iterator[tuple[int, float, bool]]:
        """Give each year's age, help, and whether it got there in it."""
        last = self.reached or self.watched or self.begun
        for year in range(self.begun + 1, min(last, until or last) + 1):
            helped = self.helped_from is not None and year > self.helped_from
            yield year, self.help * helped, year == self.reached


@dataclass(frozen=True, slots=True)
class _File:
    capabilities: tuple[Capability, ...]
    programmes: tuple[PastProgramme, ...]
    left_out: tuple[str, ...]


@cache
def reference_classes() -> tuple[Capability, ...]:
    """List the capabilities of which past programmes are known."""
    return _file().capabilities


def past_programmes(capability: str) -> tuple[PastProgramme, ...]:
    """List the past programmes of a class, in the order of their beginning.

    Raises
    ------
    NeedFault
        No class of that name.
    """
    names = [one.id for one in reference_classes()]
    if capability not in names:
        raise NeedFault(
            f"no reference class {capability!r}",
            expected=f"one of {', '.join(names)}",
            where="estimation/programmes.yaml",
            mend="name a class of that file, or add past programmes to it",
        )
    held = (one for one in _file().programmes if one.capability == capability)
    return tuple(sorted(held, key=lambda one: (one.begun, one.state)))


def lives(programmes: Iterable[PastProgramme], *, until: int | None = None) -> Stretches:
    """Give programmes as stretches of a year, as known at the end of a year."""
    rows = [
        (k, year - one.begun, year, help, came)
        for k, one in enumerate(programmes)
        for year, help, came in one.years(until)
    ]
    unit, age, year, help, came = (np.array(column) for column in zip(*rows, strict=True))
    return Stretches(
        unit, age - 1.0, age.astype(np.float64), help, np.zeros(len(rows)), came, year
    )


def course(rows: Stretches, effects: Floats, effect: Normal | Floats) -> Posterior:
    """Tell scale, in years, shape and effect of a class on a grid.

    Parameters
    ----------
    effects
        Places of the effect, (G,).
    effect
        Its prior: a normal one, or the log density there, (G,).
    """
    held = Grid(
        np.linspace(0.0, np.log(LONGEST), 33), np.linspace(-0.7, 2.3, 16), np.zeros(1),
        effects,
    )  # fmt: skip
    pooled = Stretches(
        np.zeros(len(rows), dtype=np.int64), rows.begun, rows.ended, rows.help, rows.means,
        rows.event, rows.year,
    )  # fmt: skip
    return posterior(
        log_likelihood(pooled, held, 1)[0], held, shape=SHAPE, scale=SCALE, effect=effect
    )


def ordered_trial(effects: Floats) -> Trial:
    """Forecast each programme's years from those begun before, as known when it began.

    Beside the course with help stand the same without it, and a constant hazard.
    """
    seen, told = list[Stretches](), dict[str, list[Floats]]()
    for one in reference_classes():
        known = past_programmes(one.id)
        for programme in known:
            before = [p for p in known if p.begun < programme.begun]
            if len(before) < FEWEST:
                continue
            ahead = lives([programme])
            seen.append(ahead)
            fit_on = lives(before, until=programme.begun)
            for name, forecast in _forecasts(fit_on, ahead, effects):
                told.setdefault(name, []).append(forecast)
    blocks = np.repeat(np.arange(len(seen)), [len(one) for one in seen])
    return trial_of(seen, told, blocks, over=HELPED)


def _forecasts(
    before: Stretches, ahead: Stretches, effects: Floats
) -> Iterator[tuple[str, Floats]]:
    yield HELPED, course(before, effects, WEAK).forecast(ahead)
    yield TIME, course(before, np.zeros(1), WEAK).forecast(ahead)
    rate = (before.event.sum() + 0.5) / (len(before) + 10)
    yield CONSTANT, np.full(len(ahead), float(rate))


@cache
def _file() -> _File:
    text = files("foedus.estimation").joinpath("programmes.yaml").read_text("utf-8")
    return doors.read_yaml(_File, text, where="estimation/programmes.yaml")
