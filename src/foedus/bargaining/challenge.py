"""Bueno de Mesquita's expected utility model: rounds of pressing and yielding.

Stakeholders press each other, round by round, until nobody moves; the outcome is the median
voter's point then. The program was never published. Scholz, Calbert and Smith worked it out
from the papers, and `offers` tells which of its steps are mended here. Their own remark
holds: the rounds may swing to and fro and come to no rest. A draw that does so has no
outcome here, and is counted.

References
----------
Scholz, Calbert, Smith (2011), https://doi.org/10.1177/0951629811418142
Bueno de Mesquita (1997), https://doi.org/10.1080/03050629708434909
github.com/jmckib/bdm-scholz-expected-utility-model, the replication held against
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from foedus.bargaining.desk import Desk, at_desks
from foedus.bargaining.median import weighted_median
from foedus.bargaining.offers import Kind, Points, Seats, Variant, play
from foedus.bargaining.stakes import FULL, Bools, Floats, Stakes, Whole, in_order, span_of

ROUNDS = 10
"""Played at the most; the replication's reference runs have as many."""
STILL = 1e-3
"""Share of the line below which a move is none."""
ALIKE = 1e-12
"""Share of the field within which two positions are one."""
CELLS = 50_000
"""Numbers in a matrix worked at a time, so that it stays near the processor."""
LEAST = 10
"""Points reckoned with at the least when a batch is measured."""


class Rest(StrEnum):
    """How a draw ended."""

    SETTLED = "settled"
    OSCILLATES = "oscillates"
    """It has come back to where it was, or its median turned back, and somebody moves."""
    MOVES = "moves"
    """Somebody still moves, the median one way."""


@dataclass(frozen=True, eq=False)
class Challenge:
    """The rounds of every draw.

    Attributes
    ----------
    outcome
        Median once nobody moves, (R,); NaN in a draw that did not settle.
    settled
        (R,).
    rounds
        Rounds after which nobody moved, or all that were played, (R,).
    path
        Positions before the first round and after each, (T + 1, R, N).
    movers
        Column of the one whose offer each took in a round, -1 where it took none,
        (T, R, N).
    kinds
        What moved it, a `Kind`, (T, R, N).
    weights
        Of the stakeholders, (R, N).
    """

    outcome: Floats
    settled: Bools
    rounds: NDArray[np.intp]
    path: Floats
    movers: NDArray[np.int16]
    kinds: NDArray[np.int8]
    weights: Floats

    @cached_property
    def medians(self) -> Floats:
        """Weighted medians before the first round and after each, (T + 1, R)."""
        return np.array([weighted_median(one, self.weights) for one in self.path])

    def rest(self, draw: int = 0) -> Rest:
        """Tell how a draw ended.

        A median that stands still while stakeholders move is no rest: in the reference
        runs it does so for three rounds and then leaps.
        """
        if self.settled[draw]:
            return Rest.SETTLED
        if self.period(draw):
            return Rest.OSCILLATES
        steps = np.diff(self.medians[:, draw])
        turned = steps[np.abs(steps) > 0]
        both = (turned > 0).any() and (turned < 0).any()
        return Rest.OSCILLATES if both else Rest.MOVES

    def period(self, draw: int = 0) -> int:
        """Give after how many rounds a draw comes back to where it was; 0 if it does not.

        A draw that has come back once does so for ever, since nothing in it is chance.
        """
        if self.settled[draw]:
            return 0
        gaps = np.abs(self.path[:-1, draw] - self.path[-1, draw]).max(axis=1)
        back = np.flatnonzero(gaps <= ALIKE * np.ptp(self.path[0, draw]))
        return int(len(gaps) - back[-1]) if len(back) else 0

    def pulls(self) -> Floats:
        """Give how far each stakeholder was moved by each other, mean over draws, (N, N).

        Who moves first, who moves it second; summed over rounds, up the line positive.
        """
        count = self.path.shape[2]
        steps = np.diff(self.path, axis=0)
        taken = self.movers >= 0
        who = np.broadcast_to(np.arange(count), self.movers.shape)[taken]
        cells = who * count + self.movers[taken]
        sums = np.bincount(cells, weights=steps[taken], minlength=count * count)
        return np.asarray(sums.reshape(count, count) / self.path.shape[1])


def challenge(
    stakes: Stakes, *, variant: Variant = Variant.MENDED, rounds: int = ROUNDS,
    still: float = STILL,
) -> Challenge:  # fmt: skip
    """Play rounds in every draw until nobody moves.

    Parameters
    ----------
    stakes
        Who stands where, with what salience and influence.
    variant
        Mended, or as published.
    rounds
        At the most.
    still
        Share of the line below which a move is none.

    Examples
    --------
    >>> from foedus.bargaining.stakes import stakes_of
    >>> found = challenge(stakes_of(("a", "b", "c"), [0, 40, 90], [50, 90, 20], [1, 2, 1]))
    >>> found.outcome.tolist(), found.rounds.tolist(), found.rest()
    ([40.0], [3], <Rest.SETTLED: 'settled'>)
    """
    played, order = _Played.of(stakes, rounds), in_order(stakes)
    live, last = np.arange(stakes.count), np.full(stakes.count, rounds, np.intp)
    least = still * (stakes.ends[1] - stakes.ends[0])
    span = span_of(stakes.positions, stakes.weights)
    told = Variant(variant)
    for turn in range(rounds):
        played.path[turn + 1] = played.path[turn]
        step = partial(_step, stakes, order, span, told, turn, played)
        at_desks(step, _batches(played.path[turn], live))
        gone = np.abs(played.path[turn + 1, live] - played.path[turn, live]).max(axis=1)
        quiet = live[gone <= least]
        last[quiet] = turn
        played.path[turn + 1, quiet] = played.path[turn, quiet]
        played.movers[turn, quiet], played.kinds[turn, quiet] = -1, Kind.NONE
        live = live[gone > least]
    settled = last < rounds
    ended = weighted_median(played.path[-1], stakes.weights)
    return Challenge(
        np.where(settled, ended, np.nan), settled, last,
        played.path, played.movers, played.kinds, stakes.weights,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Played:
    """What is filled round by round."""

    path: Floats
    movers: NDArray[np.int16]
    kinds: NDArray[np.int8]

    @classmethod
    def of(cls, stakes: Stakes, rounds: int) -> "_Played":
        """Begin with everybody at their own point."""
        shape = (rounds, *stakes.positions.shape)
        path = np.empty((rounds + 1, *stakes.positions.shape))
        path[0] = stakes.positions
        return cls(path, np.full(shape, -1, np.int16), np.full(shape, Kind.NONE, np.int8))


def _batches(positions: Floats, live: Whole) -> list[Whole]:
    """Part draws into batches of about as many points each, none too large."""
    steps = np.diff(np.sort(positions[live], axis=1), axis=1)
    points = 1 + (steps > 0).sum(axis=1)
    queue = live[np.argsort(-points, kind="stable")]
    most = -np.sort(-points)
    made: list[Whole] = []
    start = 0
    while start < len(queue):
        size = max(1, CELLS // (positions.shape[1] * max(int(most[start]), LEAST)))
        made.append(queue[start : start + size])
        start += size
    return made


def _points(positions: Floats) -> Points:
    """Gather the points at which stakeholders stand, (N, R)."""
    order = np.argsort(positions, axis=0)
    ranked = np.take_along_axis(positions, order, axis=0)
    group = np.zeros(order.shape, np.intp)
    np.cumsum(ranked[1:] > ranked[:-1], axis=0, out=group[1:])
    at = np.repeat(ranked[:1], int(group[-1].max()) + 1, axis=0)
    np.put_along_axis(at, group, ranked, axis=0)
    place = np.empty_like(group)
    np.put_along_axis(place, order, group, axis=0)
    return Points(at, place)


def _step(
    stakes: Stakes, order: Whole, span: Floats, variant: Variant, turn: int,
    played: _Played, at: Whole, desk: Desk,
) -> None:  # fmt: skip
    """Play one round of some draws, and write it down."""
    cells = at[:, None], order[at]
    seated = [
        np.ascontiguousarray(values[cells].T)
        for values in (played.path[turn], stakes.weights, stakes.salience)
    ]
    positions, weights, salience = seated
    seats = Seats(weights, salience / FULL, span[at])
    made = play(positions, _points(positions), seats, variant, desk)
    movers = order[at][np.arange(len(at)), made.to].T
    played.path[turn + 1][cells] = made.positions.T
    played.movers[turn][cells] = np.where(made.kind.T == Kind.NONE, -1, movers)
    played.kinds[turn][cells] = made.kind.T
