"""Many runs: what happened in each year of each, and to each pair and treaty over all.

All is whole numbers, so that chunks merge in any order to the same bits. The events
themselves are kept where they are asked for; any run can be made again from its name.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache, reduce
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, NeedFault
from foedus.simulation.opening import timetable
from foedus.simulation.philox import WIDTH
from foedus.simulation.reading import Reading
from foedus.simulation.run import Chunk, chunk
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import COUNTED, EVENT, Events
from foedus.simulation.tally import tally

Ints = NDArray[np.int64]

HORIZONS = (1, 5, 10, 20, 30)
"""Years ahead within which a first dispute of a pair is told."""

CHUNK = 100
"""Runs that are made at once."""

Progress = Callable[[int, int], None]
"""Told how many runs are done, and of how many."""


class Keeper(Protocol):
    """Where chunks are kept between runs of the program."""

    def find(self, name: str) -> "Ensemble | None":
        """Give what is kept under a name."""
        ...

    def keep(self, name: str, held: "Ensemble") -> None:
        """Keep it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Runs of one scenario.

    Attributes
    ----------
    scenario, seed, years
        Digest of the scenario, seed, and years of each run.
    runs
        Numbers of the runs, rising, (R,).
    counts
        How much happened, by run, year and `shapes.COUNTED`, (R, T, K).
    disputes
        Disputes of each pair in all runs, the first acting, (W, W), places named as by
        `Scenario.names`.
    within
        Runs in which a pair had a dispute within so many years, by `HORIZONS`,
        symmetric, (H, W, W).
    treaties
        Names of the treaties that stand as runs begin, or come by the scenario.
    ended
        In how many runs each of them ended in each year, (P, T).
    readings
        Name -> its number in each run, (R,).
    events
        All events, where they were asked for.
    """

    scenario: str
    seed: int
    years: int
    runs: Ints
    counts: NDArray[np.int32]
    disputes: Ints
    within: Ints
    treaties: tuple[str, ...]
    ended: Ints
    readings: dict[str, Ints]
    events: Events | None = None

    @property
    def digest(self) -> str:
        """Name all that happened, by 16 letters."""
        seal = blake2b(digest_size=8)
        for part in (self.runs, self.counts, self.disputes, self.within, self.ended):
            seal.update(np.ascontiguousarray(part.astype("<i8")).tobytes())
        for name, column in sorted(self.readings.items()):
            seal.update(name.encode() + column.astype("<i8").tobytes())
        if self.events is not None:
            seal.update(self.events.tobytes())
        return seal.hexdigest()

    def of(self, kind: str) -> NDArray[np.int32]:
        """Give how much of a kind happened, by run and year, (R, T)."""
        counts: NDArray[np.int32] = self.counts[:, :, COUNTED.index(kind)]
        return counts

    def alive(self, treaty: str) -> NDArray[np.float64]:
        """Give the share of runs in which a treaty stands after each year, (T,).

        Raises
        ------
        NeedFault
            The runs know no such treaty.
        """
        if treaty not in self.treaties:
            raise NeedFault(
                f"no treaty {treaty!r} in these runs",
                expected="one that stands as they begin, or comes by the scenario",
                where="simulation.Ensemble",
                mend="name it as the scenario does",
            )
        ended = self.ended[self.treaties.index(treaty)].cumsum()
        left: NDArray[np.float64] = 1.0 - ended / len(self.runs)
        return left

    def merge(self, other: "Ensemble") -> "Ensemble":
        """Put runs of the same scenario together, in the order of their numbers.

        Raises
        ------
        DataFault
            They are of another scenario, seed or reading, or share a run.
        """
        if _same(self) != _same(other) or np.intersect1d(self.runs, other.runs).size:
            raise DataFault(
                f"runs of {_same(self)[:2]} and of {_same(other)[:2]}",
                expected="other runs of the same scenario, seed and readings",
                where="simulation.Ensemble.merge",
                mend="merge what one call of simulate has made",
            )
        runs = np.concatenate([self.runs, other.runs])
        order = np.argsort(runs, kind="stable")
        readings = {
            name: np.concatenate([column, other.readings[name]])[order]
            for name, column in self.readings.items()
        }
        return Ensemble(
            self.scenario, self.seed, self.years, runs[order],
            np.concatenate([self.counts, other.counts])[order],
            self.disputes + other.disputes, self.within + other.within, self.treaties,
            self.ended + other.ended, readings, _merged(self.events, other.events),
        )  # fmt: skip


def simulate(
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
    readings: Sequence[Reading] = (),
    events: bool = False,
    workers: int = 1,
    at_once: int = CHUNK,
    keeper: Keeper | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Run a scenario many times.

    Parameters
    ----------
    scenario
        Where runs begin, and what is done.
    runs
        How many.
    seed
        Of all draws.
    readings
        What to read off each run.
    events
        Keep all events, some 30 bytes each, 60 a run and year.
    workers
        Threads.
    at_once
        Runs of a chunk: of no consequence to what comes out.
    keeper
        Keeps chunks that are done, and gives those that were done before.
    progress
        Told after each chunk.

    Raises
    ------
    NeedFault
        No run is asked for.
    SolveFault
        A run overflows.
    KeyboardInterrupt
        Stopped before any chunk was done; later, the runs that were done are given back.
    """

    def work(span: range) -> Ensemble:
        return summary(scenario, span, seed=seed, readings=readings, events=events)

    return gathered(
        scenario, lambda spans: _made(work, spans, workers), runs=runs, seed=seed,
        readings=readings, at_once=at_once, keeper=None if events else keeper,
        progress=progress,
    )  # fmt: skip


def gathered(
    scenario: Scenario,
    made: Callable[[Sequence[range]], Iterable[Ensemble]],
    *,
    runs: int,
    seed: int,
    readings: Sequence[Reading] = (),
    at_once: int = CHUNK,
    keeper: Keeper | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Gather chunks that are kept, and those that are made, as they come.

    Parameters
    ----------
    made
        Makes the chunks of some spans of runs, in whatever order: threads, or a cluster.
    """
    waiting, done = list[range](), list[Ensemble]()
    for span in _spans(runs, at_once):
        found = keeper.find(name_of(scenario, span, seed, readings)) if keeper else None
        if found is None:
            waiting.append(span)
        else:
            _put_to(done, found)
    try:
        for held in made(waiting):
            _put_to(done, held)
            if keeper:
                span = range(int(held.runs[0]), int(held.runs[-1]) + 1)
                keeper.keep(name_of(scenario, span, seed, readings), held)
            if progress:
                progress(sum(len(one.runs) for one in done), runs)
    except KeyboardInterrupt:
        if not done:
            raise
    return merged(done)


def _put_to(done: list[Ensemble], one: Ensemble) -> None:
    """Merge a chunk with those that are done, as many runs with as many.

    So no run is copied often, and few tables of pairs are held at once.
    """
    done.append(one)
    while len(done) > 1 and len(done[-2].runs) <= len(done[-1].runs):
        last = done.pop()
        done[-1] = done[-1].merge(last)


def summary(
    scenario: Scenario,
    span: range,
    *,
    seed: int,
    readings: Sequence[Reading] = (),
    events: bool = False,
    dense: bool = False,
) -> Ensemble:
    """Make some runs and sum them up."""
    return summed(
        scenario, chunk(scenario, runs=span, seed=seed, dense=dense), seed=seed,
        readings=readings, events=events,
    )  # fmt: skip


def summed(
    scenario: Scenario,
    held: Chunk,
    *,
    seed: int,
    readings: Sequence[Reading] = (),
    events: bool = False,
) -> Ensemble:
    """Sum up runs that were made."""
    names, codes = _treaties(scenario)
    order = np.argsort(codes, kind="stable")
    shape = held.runs, scenario.years, len(COUNTED)
    counts, disputes = np.zeros(shape, np.int32), np.zeros((WIDTH, WIDTH), np.int64)
    within = np.zeros((len(HORIZONS), WIDTH, WIDTH), np.int64)
    ended = np.zeros((len(names), scenario.years), np.int64)
    tally(
        held.events, held.first, codes[order], np.array(HORIZONS), counts, disputes, within,
        ended,
    )  # fmt: skip
    in_order = np.empty_like(ended)
    in_order[order] = ended
    named = _named(scenario, held.events)
    return Ensemble(
        scenario.digest, seed, scenario.years,
        np.arange(held.first, held.first + held.runs), counts, disputes, within, names,
        in_order,
        {
            one.name: one.read(named, first=held.first, runs=held.runs)
            for one in readings
        },
        held.events if events else None,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _treaties(scenario: Scenario) -> tuple[tuple[str, ...], Ints]:
    """Name the treaties of a scenario, in order, and give their codes."""
    listed = timetable(scenario)[0]
    return (
        tuple(one.name for one in listed),
        np.array([one.code for one in listed], np.int64),
    )


def _named(scenario: Scenario, told: Events) -> Events:
    """Give events as readings see them: a place of a state that was is no new state's."""
    gone = np.zeros(WIDTH, bool)
    gone[: len(scenario.ids)] = ~scenario.seen.alive
    if not (gone[told["a"]] | gone[told["b"]]).any():
        return told
    named = told.copy()
    for side in ("a", "b"):
        named[side][gone[told[side]]] = -1
    return named


def merged(parts: Iterable[Ensemble]) -> Ensemble:
    """Put chunks together, in whatever order they come."""
    return reduce(Ensemble.merge, parts)


def name_of(scenario: Scenario, span: range, seed: int, readings: Sequence[Reading]) -> str:
    """Name a chunk by all that it hangs on."""
    seal = blake2b(digest_size=16)
    asked = sorted(one.name for one in readings)
    seal.update(repr((scenario.digest, seed, span.start, span.stop, asked)).encode())
    return seal.hexdigest()


def foreseen_bytes(scenario: Scenario, runs: int, *, at_once: int = CHUNK) -> int:
    """Tell beforehand how many bytes the sums of so many runs take at most, kept.

    Runs by year, sums by pair, and a head for each chunk; events are never kept.
    """
    chunks = len(_spans(runs, at_once))
    treaties = len(_treaties(scenario)[0])
    pairs = (1 + len(HORIZONS)) * WIDTH * WIDTH * 8
    each = pairs + treaties * (scenario.years * 8 + 64) + 4096
    return runs * (scenario.years * len(COUNTED) * 4 + 64) + chunks * each


def _made(
    work: Callable[[range], Ensemble], spans: Sequence[range], workers: int
) -> Iterable[Ensemble]:
    if workers < 2:
        yield from map(work, spans)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: list[Future[Ensemble]] = [pool.submit(work, span) for span in spans]
        try:
            for one in as_completed(waiting):
                yield one.result()
        finally:
            for one in waiting:
                one.cancel()


def _spans(runs: int, at_once: int) -> list[range]:
    if runs < 1 or at_once < 1:
        raise NeedFault(
            f"{runs} runs, {at_once} at once",
            expected="one run or more, one at once or more",
            where="simulation.simulate",
            mend="ask for some hundred runs: the error falls with the root of their number",
        )
    return [range(k, min(k + at_once, runs)) for k in range(0, runs, at_once)]


def _same(one: Ensemble) -> tuple[object, ...]:
    return one.scenario, one.seed, one.years, one.treaties, sorted(one.readings)


def _merged(one: Events | None, other: Events | None) -> Events | None:
    if one is None or other is None:
        return None
    both = np.concatenate([one, other])
    ordered: Events = both[np.argsort(both["run"], kind="stable")]
    return ordered.astype(EVENT)
