"""Runs of a scenario: names in, events out, and nothing else that the events hang on.

A chunk is the unit of threads, processes and Dask. Whoever makes a run, and beside which
others, its events are the same bytes.
"""

import threading
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Draws
from foedus.faults import NeedFault, SolveFault
from foedus.simulation.compiled import telling
from foedus.simulation.march import march
from foedus.simulation.opening import fixed_of, opening_of, rates_at
from foedus.simulation.philox import WIDTH
from foedus.simulation.rates import rates_of
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import (
    COUNTED,
    DISPUTE,
    EVENT,
    FIXED,
    FULL,
    KINDS,
    MOST_TOUCHED,
    TOUCHED,
    USED,
    WARS,
    Events,
    Fixed,
    Rates,
    State,
    empty_fixed,
    empty_state,
)
from foedus.simulation.strains import size_strains
from foedus.simulation.treaties import FULL_EVENTS, FULL_MANY, FULL_TREATIES

Counts = NDArray[np.int32]
Floats = NDArray[np.float64]

ROOMS = (256, 4096)
"""Events a year for which there is room, at first and if that was too little: more is no
world, but hazards that feed on themselves."""

_WHAT = {
    FULL_TREATIES: "more treaties than there is room for",
    FULL_MANY: "more pacts of many than there is room for",
    FULL_EVENTS: f"more than {ROOMS[-1]} events a year",
}


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Some runs.

    Attributes
    ----------
    first, runs, years
        Number of the first run, how many, and for how many years.
    events
        Events in the order of runs, years and names, (E,), as `shapes.EVENT` has them.
    """

    first: int
    runs: int
    years: int
    events: Events

    @property
    def counts(self) -> Counts:
        """How much happened, by run, year and `shapes.COUNTED`, (R, T, K)."""
        told, kinds = self.events, len(COUNTED)
        at = (told["run"].astype(np.int64) - self.first) * self.years + told["year"]
        size = self.runs * self.years * kinds
        counts = np.bincount(at * kinds + told["kind"], minlength=size)
        war = (told["kind"] == DISPUTE) & (told["c"] == 1)
        counts += np.bincount(at[war] * kinds + WARS, minlength=size)
        return counts.reshape(self.runs, self.years, kinds).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What was noted of one treaty in each run.

    Attributes
    ----------
    log_odds
        Of its end in each year, but for strains, (R, T); without end where it stood no
        more for another reason.
    weighs
        Whether each strain weighed, (R, K, T).
    adds
        What each adds to the log odds, (R, K).
    """

    log_odds: NDArray[np.float64]
    weighs: NDArray[np.bool_]
    adds: NDArray[np.float64]


class _Engine:
    """What a thread keeps at hand between chunks of one scenario."""

    def __init__(self, scenario: Scenario, seed: int, watched: int = 0) -> None:
        self.scenario, self.seed = scenario, seed
        self.fixed: Fixed = _fixed(scenario, seed)
        if watched:
            self.fixed = _watching(self.fixed, watched)
        self.state: State = empty_state()
        self.draws: dict[str, Draws] = dict(scenario.rates or {})
        self.at = -1
        self.rates: Rates
        self.opening: State
        self.room: Events = np.empty(0, EVENT)

    def turn_to(self, draw: int) -> None:
        """Take up a draw of the coefficients."""
        many = _many(self.draws)
        if self.scenario.rates is None and not self.scenario.doubt:
            draw = 0
        if self.scenario.rates is not None:
            draw %= many
        elif draw >= many:
            self.draws = rates_of(
                self.scenario.system, max(draw + 1, 2 * many), seed=self.seed,
                doubt=self.scenario.doubt,
            )  # fmt: skip
        if draw == self.at:
            return
        self.rates = rates_at(self.fixed, self.draws, draw)
        size_strains(
            self.rates, self.scenario.strains, seed=self.seed, draw=draw,
            doubt=self.scenario.doubt,
        )  # fmt: skip
        room = self.opening if self.at >= 0 else None
        self.opening = opening_of(self.fixed, self.rates, room)
        self.at = draw
        # All of the state is set back as the next run begins.
        self.state.ints[TOUCHED] = MOST_TOUCHED + 1
        self.state.grown[:] = 1

    def room_for(self, events: int) -> Events:
        """Give room for events, the same again where it suffices."""
        if len(self.room) < events:
            self.room = np.empty(events, EVENT)
        return self.room[:events]


_HERE = threading.local()


@lru_cache(maxsize=4)
def _fixed(scenario: Scenario, seed: int) -> Fixed:
    """Make the arrays of a scenario, which threads share since no run writes to them."""
    return fixed_of(scenario, seed)


@telling()
def chunk(
    scenario: Scenario,
    *,
    runs: range,
    seed: int,
    dense: bool = False,
    told: Floats | None = None,
) -> Chunk:
    """Make some runs.

    Parameters
    ----------
    scenario
        Where they begin, and what is done.
    runs
        Their numbers, one after another.
    seed
        Of all draws.
    dense
        Settle every pair by the full odds: the definition, forty times as slow.
    told
        Takes the pacts that were to be expected of each pair, of any kind and of defence,
        summed over runs and years, (2, W, W), the lower place first.

    Raises
    ------
    NeedFault
        No run is asked for, or not one after another.
    SolveFault
        A run has more treaties or events than any world; it is named.
    """
    if len(runs) < 1 or runs.step != 1 or runs.start < 0:
        raise NeedFault(
            f"{len(runs)} runs, {runs}",
            expected="one run or more, one after another, from 0 on",
            where="simulation.run",
            mend="ask for runs=range(0, 100)",
        )
    engine, parts = _engine(scenario, seed), list[Events]()
    each = scenario.runs_a_draw
    for draw in range(runs.start // each, (runs.stop - 1) // each + 1):
        engine.turn_to(draw)
        first, stop = max(runs.start, draw * each), min(runs.stop, (draw + 1) * each)
        events, chances = _events(engine, first, stop - first, dense, told is not None)
        parts.append(events)
        if told is not None:
            told += chances
    return Chunk(runs.start, len(runs), scenario.years, np.concatenate(parts))


def watched(scenario: Scenario, code: int, *, runs: range, seed: int) -> Watched:
    """Make some runs in which one treaty is held together and its odds are noted.

    Parameters
    ----------
    code
        Number of the treaty.
    """
    engine, each = _Engine(scenario, seed, code), scenario.runs_a_draw
    many, years, size = len(scenario.strains), scenario.years, len(runs)
    told = Watched(
        np.zeros((size, years)), np.zeros((size, many, years), np.bool_),
        np.zeros((size, many)),
    )  # fmt: skip
    for place, run in enumerate(runs):
        engine.turn_to(run // each)
        _events(engine, run, 1, dense=False, expecting=False)
        told.log_odds[place] = engine.state.watch[:years]
        told.weighs[place] = engine.state.weighs[:many, :years]
        told.adds[place] = engine.rates.strain_odds[:many]
    return told


def _watching(fixed: Fixed, code: int) -> Fixed:
    """Copy a scenario's arrays, which other runs share, with one treaty watched."""
    copied = empty_fixed()
    for name in FIXED.names or ():
        setattr(copied, name, getattr(fixed, name))
    copied.watched = code
    return copied


def _engine(scenario: Scenario, seed: int) -> _Engine:
    held: _Engine | None = getattr(_HERE, "engine", None)
    if held is None or held.scenario is not scenario or held.seed != seed:
        held = _HERE.engine = _Engine(scenario, seed)
    return held


def _events(
    engine: _Engine, first: int, runs: int, dense: bool, expecting: bool
) -> tuple[Events, Floats]:
    """Take some runs of one draw through their years."""
    years, state = engine.scenario.years, engine.state
    for room in ROOMS:
        events = engine.room_for(runs * years * room)
        told = np.zeros((2 if expecting else 0, WIDTH, WIDTH))
        lost = march(
            engine.fixed, engine.rates, engine.opening, state, events, first, runs, years,
            dense, told,
        )  # fmt: skip
        if lost < 0:
            return events[: state.ints[USED]].copy(), told
        # What ran full stands half done: all is set back before anything else.
        full = int(state.ints[FULL])
        state.ints[TOUCHED], state.ints[FULL] = MOST_TOUCHED + 1, 0
        state.grown[:] = 1
        if full != FULL_EVENTS:
            break
    raise SolveFault(
        f"run {lost} of seed {engine.seed} has {_WHAT[full]}",
        expected="hazards that do not feed on themselves without end",
        where="simulation.run",
        mend="look at the draw of coefficients of that run, or run fewer years",
    )


def _many(draws: dict[str, Draws]) -> int:
    """Count the draws at hand."""
    if not draws:
        return 0
    one = next(iter(draws.values()))
    return len(next(iter(one.columns.values())))


__all__ = ["COUNTED", "KINDS", "Chunk", "chunk"]
