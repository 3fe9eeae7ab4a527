"""What a change does to pacts, of all pairs and of groups, held together by draw.

Each draw of the coefficients makes the same runs with the change and without it. What is
read is how many pacts were to be expected of each pair (`simulation.expecting`), so that
some hundred runs tell what a hundred thousand would by what was drawn. Of pairs nothing is
kept but sums, so that memory does not grow with runs.

References
----------
Benjamini, Hochberg (1995), https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, t

from foedus.faults import DataFault, NeedFault
from foedus.quantity import Estimate, Unit
from foedus.simulation.contrast import LEVEL, Contrast, held_together
from foedus.simulation.ensemble import Progress
from foedus.simulation.philox import WIDTH
from foedus.simulation.reading import Reading
from foedus.simulation.run import Chunk, chunk
from foedus.simulation.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

AT_ONCE = 25
"""Draws that are made of one scenario before the other's are."""

FEWEST_DRAWS = 2
"""Draws without which there is no error to tell."""

FALSE = 0.1
"""Share of those told to have moved that may have moved by luck alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """What a change does to several readings, arrays of (M,).

    Attributes
    ----------
    with_, without
        Means over all runs.
    error
        Standard error of their difference, by draws.
    rising, falling
        Share of the draws in which the reading rises, and falls.
    draws, runs
        How many of each.
    """

    with_: Floats
    without: Floats
    error: Floats
    rising: Floats
    falling: Floats
    draws: int
    runs: int

    @property
    def difference(self) -> Floats:
        """What there is more with the change, (M,)."""
        return self.with_ - self.without

    @property
    def chance(self) -> Floats:
        """How likely so large a difference was by luck alone, two-sided, (M,)."""
        away = np.abs(self.difference)
        # What differs alike in all draws is no luck; what never differs is no difference.
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(away > 0, away / self.error, 0.0)
        told: Floats = 2 * t.sf(ratio, self.draws - 1)
        return told

    def stands(self, *, false: float = FALSE) -> Truths:
        """Tell which differences stand when as many are looked at, (M,).

        Parameters
        ----------
        false
            Share of those that stand which may be luck, by Benjamini and Hochberg.
        """
        held: Truths = np.zeros(len(self.error), bool)
        if len(held):
            held = false_discovery_control(self.chance) <= false
        return held

    def half(self, *, level: float = LEVEL) -> Floats:
        """Give half the width of the interval of each difference, (M,)."""
        wide: Floats = float(t.ppf((1 + level) / 2, self.draws - 1)) * self.error
        return wide

    def within_noise(self, *, level: float = LEVEL) -> Truths:
        """Tell whose interval holds 0, each looked at by itself, (M,)."""
        held: Truths = np.abs(self.difference) <= self.half(level=level)
        return held

    def estimate(self, place: int, basis: str, *, level: float = LEVEL) -> Estimate:
        """Give one difference with the interval of the mean of draws."""
        value, half = float(self.difference[place]), float(self.half(level=level)[place])
        return Estimate(value, value - half, value + half, level, Unit.COUNT, basis)

    def runs_to_tell(self, place: int, *, level: float = LEVEL) -> float:
        """Give the runs after which a difference as large would pass its interval.

        Infinite where nothing differs.
        """
        away = abs(float(self.difference[place]))
        if away == 0:
            return float("inf")
        return self.runs * (float(self.half(level=level)[place]) / away) ** 2


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """What a change does to pacts, and to what else was read.

    Attributes
    ----------
    low, high
        Places of the two states of each pair, (P,).
    pairs, pairs_defence
        Pacts, and pacts of defence, that the years bring of each pair, (P,).
    groups, groups_defence
        Name -> the same of groups of pairs, (G,).
    contrasts
        Name of a reading -> what the change does to it.
    """

    low: Ints
    high: Ints
    pairs: Moved
    pairs_defence: Moved
    groups: Mapping[str, Moved]
    groups_defence: Mapping[str, Moved]
    contrasts: Mapping[str, Contrast]


def pairs_of(scenario: Scenario) -> tuple[Ints, Ints]:
    """List the pairs of states that there are, the lower place first, (P,) each."""
    alive = np.flatnonzero(scenario.seen.alive)
    one, other = np.triu_indices(len(alive), 1)
    return alive[one].astype(np.int64), alive[other].astype(np.int64)


def spread(
    with_: Scenario,
    without: Scenario,
    *,
    draws: int,
    seed: int,
    groups: Mapping[str, Sequence[Ints]],
    readings: Sequence[Reading] = (),
    progress: Progress | None = None,
) -> Spread:
    """Hold two scenarios together by the pacts of all pairs.

    Parameters
    ----------
    with_, without
        Scenarios that differ by what was changed alone.
    draws
        How many draws of the coefficients, each of `runs_a_draw` runs.
    seed
        Of all draws.
    groups
        Name -> the group of each pair by number, -1 for none, (P,); several such where a
        pair is in several groups.
    readings
        What else is read off each run.
    progress
        Told how many runs are done, of both together.

    Raises
    ------
    NeedFault
        There are fewer than two draws.
    DataFault
        The scenarios are of other worlds, years or runs a draw.
    """
    _check(with_, without, draws)
    low, high = pairs_of(with_)
    sums = _Sums(with_, (low, high), groups)
    read: dict[str, list[list[Ints]]] = {one.name: [[], []] for one in readings}
    runs = draws * with_.runs_a_draw
    for first in range(0, draws, AT_ONCE):
        span, both = range(first, min(first + AT_ONCE, draws)), list[list[Floats]]()
        for side, scenario in enumerate((with_, without)):
            both.append([])
            for draw in span:
                made, told = _made(scenario, draw, seed)
                both[side].append(told)
                for one in readings:
                    counts = one.read(made.events, first=made.first, runs=made.runs)
                    read[one.name][side].append(counts)
            if progress:
                done = (span.start + span.stop) if side == 0 else 2 * span.stop
                progress(done * with_.runs_a_draw, 2 * runs)
        for a, b in zip(*both, strict=True):
            sums.add(a, b)
    return sums.told(runs, _contrasts(with_, without, read, seed))


def _contrasts(
    with_: Scenario, without: Scenario, read: Mapping[str, list[list[Ints]]], seed: int
) -> dict[str, Contrast]:
    basis = f"{with_.digest} {without.digest} {seed}"
    told = dict[str, Contrast]()
    for name, sides in read.items():
        a, b = (np.concatenate(side) for side in sides)
        at = np.arange(len(a)) // with_.runs_a_draw
        told[name] = held_together(name, a, b, draws=at, basis=basis)
    return told


def _check(with_: Scenario, without: Scenario, draws: int) -> None:
    if draws < FEWEST_DRAWS:
        raise NeedFault(
            f"{draws} draws of the coefficients",
            expected=f"{FEWEST_DRAWS} or more",
            where="simulation.spread",
            mend="ask for more runs: an error is told by draws",
        )
    same = [
        (one.year, one.years, one.runs_a_draw, one.world.year, one.system.digest)
        for one in (with_, without)
    ]
    if same[0] != same[1]:
        raise DataFault(
            f"scenarios of {same[0][:4]} and {same[1][:4]}",
            expected="one world, first year, number of years and runs a draw",
            where="simulation.spread",
            mend="make one of the other, by scenario.but(changes=...)",
        )


def _made(scenario: Scenario, draw: int, seed: int) -> tuple[Chunk, Floats]:
    """Make the runs of one draw, with the pacts to be expected in a run, (2, W, W)."""
    each, told = scenario.runs_a_draw, np.zeros((2, WIDTH, WIDTH))
    made = chunk(scenario, runs=range(draw * each, (draw + 1) * each), seed=seed, told=told)
    return made, told / each


class _Sums:
    """Sums over draws, of pairs and of groups."""

    def __init__(
        self,
        scenario: Scenario,
        pairs: tuple[Ints, Ints],
        groups: Mapping[str, Sequence[Ints]],
    ) -> None:
        self.pairs, self.groups = pairs, groups
        self.many = {
            name: max(int(one.max(initial=-1)) for one in held) + 1
            for name, held in groups.items()
        }
        size = {"": len(pairs[0]), **self.many}
        self.draws = 0
        self.held = {(name, kind): _Tally(n) for name, n in size.items() for kind in (0, 1)}

    def add(self, with_: Floats, without: Floats) -> None:
        """Take one draw of both scenarios, (2, W, W) each."""
        self.draws += 1
        for kind in (0, 1):
            a, b = with_[kind][self.pairs], without[kind][self.pairs]
            self.held["", kind].add(a, b)
            for name in self.groups:
                self.held[name, kind].add(self._grouped(name, a), self._grouped(name, b))

    def told(self, runs: int, contrasts: Mapping[str, Contrast]) -> Spread:
        """Give what it all comes to."""
        made = {key: one.moved(self.draws, runs) for key, one in self.held.items()}
        return Spread(
            *self.pairs, made["", 0], made["", 1],
            {name: made[name, 0] for name in self.groups},
            {name: made[name, 1] for name in self.groups},
            contrasts,
        )  # fmt: skip

    def _grouped(self, name: str, values: Floats) -> Floats:
        """Sum the pairs of each group, (G,)."""
        total = np.zeros(self.many[name])
        for labels in self.groups[name]:
            kept = labels >= 0
            total += np.bincount(labels[kept], values[kept], minlength=self.many[name])
        return total


class _Tally:
    """Sums of one reading of many over draws."""

    def __init__(self, many: int) -> None:
        self.with_, self.without, self.squares = np.zeros((3, many))
        self.up, self.down = np.zeros((2, many), np.int64)

    def add(self, with_: Floats, without: Floats) -> None:
        """Take one draw, (M,)."""
        moved = with_ - without
        self.with_ += with_
        self.without += without
        self.squares += moved**2
        self.up += moved > 0
        self.down += moved < 0

    def moved(self, draws: int, runs: int) -> Moved:
        """Give means and errors."""
        with_, without = self.with_ / draws, self.without / draws
        spread = np.maximum(self.squares / draws - (with_ - without) ** 2, 0.0)
        error = np.sqrt(spread / (draws - 1))
        return Moved(with_, without, error, self.up / draws, self.down / draws, draws, runs)
