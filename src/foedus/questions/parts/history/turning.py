"""When a relation turned: the years in which its series change, and how many by chance.

Each series is cut by itself: a state of things where it changes, counts where their pace
does, levels where they shift. Years in which several voices turn together are then
joined. Any method finds turns somewhere, so each number stands beside what the same
method finds in years that were put in random order; a series with a memory is also held
against the same yearly changes in random order, since what drifts seems to turn.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation import breaks, shifts
from foedus.questions.series import Series

ORDERS = 199
"""Random orders of the years that a series is held against; always the same ones."""
NEAR = 1
"""Years that two turns may be apart and still be one."""
LEAST_YEARS = 8
LEAST_EVENTS = 3
LEAST_VOICES = 3
"""Voices that make a year worth telling."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of one series."""

    series: Series
    year: int
    """The first year of what is new."""
    since: int
    """The year after the last one known before: earlier than `year` across a gap."""
    before: float
    after: float
    gain: float | None
    """Log-likelihood that the cut gains; none where the change is on record."""


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of one series, and how many there would be by chance."""

    series: Series
    found: tuple[Turn, ...]
    shuffled: float | None
    """Mean number of turns where the years stand in random order."""
    drifting: float | None
    """Mean number where the yearly changes do; only for what is measured."""
    why_none: str = ""
    """Why no turn was looked for."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A year around which several voices turn."""

    year: int
    turns: tuple[Turn, ...]
    could: int
    """Voices that were known on both sides of that year."""
    found: int
    """Years in all about which as many voices turn."""
    by_chance: float
    """Mean number of such years, were each voice's turns put in random years of its own."""

    @property
    def voices(self) -> tuple[str, ...]:
        """Name the voices that turn, each once."""
        return tuple(dict.fromkeys(turn.series.voice for turn in self.turns))


def turns_of(series: Series) -> Turns:
    """Find the turns of one series, and what chance would give."""
    years = np.array([year for year, _ in series.known()])
    values = np.array([value for _, value in series.known()], float)
    if series.manner == "recorded":
        return Turns(series, _changes(series, years, values), None, None)
    if len(values) < LEAST_YEARS:
        return _not_cut(series, f"known in {len(values)} years only")
    if series.manner == "counted":
        if values.sum() < LEAST_EVENTS:
            return _not_cut(series, f"{values.sum():.0f} in all, too few to cut")
        return _paces(series, years, values)
    return _levels(series, years, np.log(values) if series.logged else values)


def joined(found: Iterable[Turns]) -> tuple[Joint, ...]:
    """Join the turns of several voices, most voices first, then years in order."""
    known, turning = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    every = list[Turn]()
    for turns in found:
        known[turns.series.voice] |= {year for year, _ in turns.series.known()[1:]}
        turning[turns.series.voice] |= {turn.year for turn in turns.found}
        every += turns.found
    gathered = _gathered(turning)
    drawn = _in_random_years(turning, known)
    return tuple(
        Joint(
            year,
            tuple(
                t for t in every if abs(t.year - year) <= NEAR and t.series.voice in said
            ),
            sum(year in held for held in known.values()),
            sum(len(other) >= len(said) for _, other in gathered),
            sum(count >= len(said) for draw in drawn for count in draw) / ORDERS,
        )
        for year, said in gathered
    )


def _not_cut(series: Series, why: str) -> Turns:
    return Turns(series, (), None, None, why)


def _changes(
    series: Series, years: NDArray[np.int_], values: NDArray[np.float64]
) -> tuple[Turn, ...]:
    at = np.flatnonzero(np.diff(values)) + 1
    return tuple(
        _turn(series, years, int(k), before=values[k - 1], after=values[k], gain=None)
        for k in at
    )


def _paces(series: Series, years: NDArray[np.int_], counts: NDArray[np.float64]) -> Turns:
    parts = breaks.stretches(counts)
    found = tuple(
        _turn(series, years, b.start, before=a.pace, after=b.pace, gain=b.gain)
        for a, b in pairwise(parts)
    )
    shuffled = breaks.cuts(_orders(series, counts)).sum(-1)
    return Turns(series, found, float(shuffled.mean()), None)


def _levels(series: Series, years: NDArray[np.int_], values: NDArray[np.float64]) -> Turns:
    parts = shifts.shifts(values)
    plain = np.exp if series.logged else np.asarray
    found = tuple(
        _turn(
            series,
            years,
            b.start,
            before=float(plain(a.level)),
            after=float(plain(b.level)),
            gain=b.gain,
        )
        for a, b in pairwise(parts)
    )
    shuffled = shifts.cuts(_orders(series, values)).sum(-1)
    drift = values[0] + _orders(series, np.diff(values)).cumsum(-1)
    drifting = shifts.cuts(np.insert(drift, 0, values[0], axis=-1)).sum(-1)
    return Turns(series, found, float(shuffled.mean()), float(drifting.mean()))


def _turn(
    series: Series,
    years: NDArray[np.int_],
    at: int,
    *,
    before: float,
    after: float,
    gain: float | None,
) -> Turn:
    return Turn(
        series, int(years[at]), int(years[at - 1]) + 1, float(before), float(after), gain
    )


def _orders(series: Series, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Put the values in random orders, (ORDERS, T), the same for the same series."""
    uniforms = Stream(0).child("turning", series.id).uniforms(ORDERS, len(values))
    return values[uniforms.argsort(-1)]


def _gathered(turning: Mapping[str, set[int]]) -> list[tuple[int, frozenset[str]]]:
    """Take the year about which most voices turn, then the next, while there are three."""
    left = {voice: set(years) for voice, years in turning.items()}
    made = list[tuple[int, frozenset[str]]]()
    while True:
        said = {
            year: frozenset(v for v, held in left.items() if _near(held, year))
            for year in sorted(set().union(*left.values()))
        }
        exact = {y: sum(y in held for held in left.values()) for y in said}
        best = max(said, key=lambda y: (len(said[y]), exact[y], -y), default=0)
        if len(said.get(best, ())) < LEAST_VOICES:
            return sorted(made, key=lambda one: (-len(one[1]), one[0]))
        made.append((best, said[best]))
        left = {v: {y for y in held if abs(y - best) > NEAR} for v, held in left.items()}


def _near(years: set[int], year: int) -> bool:
    return any(year + step in years for step in range(-NEAR, NEAR + 1))


def _in_random_years(
    turning: Mapping[str, set[int]], known: Mapping[str, set[int]]
) -> list[list[int]]:
    """Put each voice's turns in random years of its own, and count voices as before."""
    stream = Stream(0).child("turning", "together")
    drawn = []
    for draw in range(ORDERS):
        thrown = {}
        for voice in sorted(turning):
            years = np.array(sorted(known[voice]))
            order = stream.child(draw, voice).uniforms(len(years)).argsort()
            thrown[voice] = {int(y) for y in years[order[: len(turning[voice])]]}
        drawn.append([len(said) for _, said in _gathered(thrown)])
    return drawn
