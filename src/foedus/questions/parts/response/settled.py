"""What is read off one issue's draws: outcomes, camps, who moves whom, what it hangs on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.bargaining.challenge import Challenge
from foedus.quantity import Unit
from foedus.questions.parts.response.settling import METHODS, Pooled, Settling, Swings
from foedus.questions.parts.response.standpoints import Standpoints, called

Floats = NDArray[np.float64]
TOLD = 3
"""Moves, swings and absences that are told in sentences."""
LEAST = 0.5
"""Points of the line below which a move or a shift is not told."""


@dataclass(frozen=True, slots=True)
class Move:
    """How far one stakeholder moves another in the rounds of pressing."""

    mover: str
    moved: str
    by: float
    """Mean over draws, up the line positive."""
    low: float
    high: float
    share: float
    """Of draws in which it happens."""


def moves_of(actors: tuple[str, ...], rounds: Challenge) -> tuple[Move, ...]:
    """Rank who moves whom, the farthest first.

    Rounds that come to no rest count too: who gives way in them is told, where it ends is
    not.
    """
    pulls = rounds.pulls()
    found = []
    for moved, mover in np.argwhere(np.abs(pulls) >= LEAST):
        by = rounds.movers[:, :, moved] == mover
        sums = (np.diff(rounds.path[:, :, moved], axis=0) * by).sum(axis=0)
        mean = float(pulls[moved, mover])
        low, high = (float(q) for q in np.quantile(sums, [0.05, 0.95]))
        found.append(
            Move(actors[mover], actors[moved], mean, min(low, mean), max(high, mean),
                 float(by.any(axis=0).mean()))
        )  # fmt: skip
    return tuple(sorted(found, key=lambda m: (-abs(m.by), m.mover, m.moved)))


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """One issue worked through."""

    where: Standpoints
    made: Settling
    pooled: Pooled
    swings: Swings
    moves: tuple[Move, ...]
    """Who moves whom, the farthest first."""

    @property
    def id(self) -> str:
        """Begin the ids of what is told of it."""
        return self.where.id

    @property
    def described(self) -> tuple[tuple[int, str], ...]:
        """List the described points, from the lower end."""
        return tuple(sorted(self.where.issue.continuum.items()))

    def nearest(self) -> tuple[tuple[int, str, float], ...]:
        """Give each described point with the share of the pool that lies nearest to it."""
        points = np.array([float(point) for point, _ in self.described])
        shares = self.pooled.nearest(points)
        return tuple(
            (point, text, float(share))
            for (point, text), share in zip(self.described, shares, strict=True)
        )

    def lean(self) -> Floats:
        """Give for each stakeholder the share of draws in which it wants more, (N,)."""
        above = self.where.stakes.positions > self.where.issue.status_quo
        return np.asarray(above.mean(axis=0))

    def held_above(self) -> Floats:
        """Give the share of all weight that wants more than the status quo, (R,)."""
        stakes = self.where.stakes
        above = stakes.weights * (stakes.positions > self.where.issue.status_quo)
        return np.asarray(above.sum(axis=1) / stakes.weights.sum(axis=1))


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that the draws of an issue tell."""

    key: str
    sentence: str
    value: float
    low: float
    high: float
    unit: Unit = Unit.NONE
    rests_on: tuple[str, ...] = ()


def readings(one: Settled) -> Iterator[Reading]:
    """Read off where an issue comes to rest, who wants what, and who moves it."""
    yield from _outcomes(one)
    yield from _camps(one)
    yield from _pulls(one)
    yield from _hangs(one)


def _outcomes(one: Settled) -> Iterator[Reading]:
    issue, entries = one.where.issue, one.where.entries
    low, mid, high = one.pooled.quantiles(0.05, 0.5, 0.95)
    asks = issue.question
    yield Reading(
        "outcome", f"{asks} All methods pooled, on a line from 0 to 100", mid, low, high,
        rests_on=entries,
    )  # fmt: skip
    for method, meaning in METHODS.items():
        drawn = one.made.outcomes[method]
        if np.isfinite(drawn).any():
            low, mid, high = (float(q) for q in np.nanquantile(drawn, [0.05, 0.5, 0.95]))
            said = f"{asks} By {method} ({meaning}), on a line from 0 to 100"
            yield Reading(method, said, mid, low, high, rests_on=entries)
    above = one.pooled.above(issue.status_quo)
    yield Reading(
        "above", f"{asks} Chance that it comes to more than where it stood, "
        f"at {issue.status_quo:g}", above, above, above, Unit.PROBABILITY, entries,
    )  # fmt: skip
    calm = float(one.made.rounds.settled.mean())
    yield Reading(
        "settled", f"{asks} Share of draws in which the rounds of pressing come to rest",
        calm, calm, calm, Unit.SHARE, entries,
    )  # fmt: skip


def _camps(one: Settled) -> Iterator[Reading]:
    low, mid, high = (float(q) for q in np.quantile(one.held_above(), [0.05, 0.5, 0.95]))
    yield Reading(
        "more", f"{one.where.issue.question} Share of all salience x influence that wants "
        f"more than {one.where.issue.status_quo:g}", mid, low, high, Unit.SHARE,
        one.where.entries,
    )  # fmt: skip


def _pulls(one: Settled) -> Iterator[Reading]:
    for move in one.moves[:TOLD]:
        rests_on = (*one.where.rests_on[move.mover], *one.where.rests_on[move.moved])
        yield Reading(
            f"moves.{move.mover}.{move.moved}",
            f"{one.where.issue.question} Points by which {called(move.moved)} is moved by "
            f"{called(move.mover)} in the rounds, down the line where below 0",
            move.by, move.low, move.high, rests_on=_leaning(one, rests_on),
        )  # fmt: skip


def _hangs(one: Settled) -> Iterator[Reading]:
    asks = one.where.issue.question
    for swing in one.swings.swings[:TOLD]:
        by = swing.high - swing.low
        yield Reading(
            f"swing.{swing.actor}.{swing.field}",
            f"{asks} Shift of the outcome as the {swing.field} of {called(swing.actor)} "
            "goes from its low to its high end", by, by, by,
            rests_on=_leaning(one, one.where.rests_on[swing.actor]),
        )  # fmt: skip
    absent = sorted(one.swings.without.items(), key=lambda pair: -abs(shift(one, pair[0])))
    for actor, _ in absent[:1]:
        by = shift(one, actor)
        yield Reading(
            f"without.{actor}",
            f"{asks} Shift of the outcome if {called(actor)} were left out", by, by, by,
            rests_on=_leaning(one, one.where.rests_on[actor]),
        )  # fmt: skip


def _leaning(one: Settled, entries: Iterable[str]) -> tuple[str, ...]:
    """Name the entries; where all is judgement, the outcome they went into."""
    return tuple(dict.fromkeys(entries)) or (f"{one.id}.outcome",)


def shift(one: Settled, actor: str) -> float:
    """Give how far the outcome shifts if a stakeholder is left out."""
    return one.swings.without[actor] - one.swings.middle
