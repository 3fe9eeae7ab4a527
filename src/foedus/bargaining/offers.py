"""One round of the expected utility model: what each expects of each, and what it yields.

Each stakeholder reckons, with its own attitude to risk, what it and the other would get by
pressing the other to its own point. From the two signs follows what stands between them: a
fight that the weaker expects to lose (confrontation), a bargain in which it gives way in
part (compromise), or giving in (capitulation). Of what it is offered each takes the
strongest kind, and in it the offer that moves it least.

Two steps of the published program are slips, as its public replication tells, whose rounds
are our reference. It divides the backing of a point by that of all pairs of points
together, so that chances of victory are tiny and those of two rivals do not sum to one;
here it is divided by that of the pair. And among compromises it takes the lowest mean of
the two points, weighed by what is expected, where the paper has the least move. The
replication adds a slip of its own: it asks of capitulation what no number fulfils. All
three are mended here, and kept in the `published` variant.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from foedus.bargaining.desk import Desk
from foedus.bargaining.stakes import Bools, Floats, Whole
from foedus.bargaining.votes import backing

EXACT = 12
"""Digits to which a chance is told, so that rounding breaks no tie."""
CLOSED, NOWHERE = 1e200, 1e100
"""Loss that stands for no offer, and the rank above which there is none."""
FAR = 8.0
"""Widths of the field added to a move for each kind weaker than the first."""


class Variant(StrEnum):
    """Whether the known errors stand."""

    MENDED = "mended"
    PUBLISHED = "published"


class Kind(IntEnum):
    """What moves a stakeholder."""

    NONE = -1
    CONFRONTATION = 0
    COMPROMISE = 1
    CAPITULATION = 2


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """What a round brings to N stakeholders in R draws.

    Attributes
    ----------
    positions
        After it, (N, R).
    to
        Place of the one whose offer was taken; one's own where none was, (N, R).
    kind
        A `Kind`, (N, R).
    """

    positions: Floats
    to: Whole
    kind: NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """Who sits at the table, in an order that does not hang on names.

    Attributes
    ----------
    weights
        Salience x influence; who has none neither offers nor is asked, (N, R).
    salience
        0 to 1, (N, R).
    span
        Width of the field before the first round, (R,).
    """

    weights: Floats
    salience: Floats
    span: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """The points at which anybody stands: fewer from round to round.

    Attributes
    ----------
    at
        Points of each draw; a draw with fewer repeats its first, (M, R).
    place
        Point of each stakeholder, (N, R).
    """

    at: Floats
    place: Whole

    def crowd(self, heavy: Bools) -> Floats:
        """Count those of weight at each point, (M, R)."""
        cells = self.place * self.at.shape[1] + np.arange(self.at.shape[1])
        weighed = heavy.ravel().astype(np.float64)
        many = np.bincount(cells.ravel(), weighed, minlength=self.at.size)
        return np.asarray(many, dtype=np.float64).reshape(self.at.shape)

    def of_each(self, values: Floats, out: Floats) -> Floats:
        """Give each stakeholder the row of its point: (M, M, R) to (N, M, R)."""
        many, draws = self.at.shape
        cells = np.arange(many)[:, None] * draws + np.arange(draws)
        place = (self.place * (many * draws))[:, None] + cells
        return np.take(values, place, out=out, mode="clip")


def play(
    positions: Floats, points: Points, seats: Seats, variant: Variant, desk: Desk
) -> Round:
    """Play a round from the positions, (N, R)."""
    published = variant is Variant.PUBLISHED
    heavy, weights = seats.weights > 0, seats.weights[:, None]
    crowd = points.crowd(heavy)
    shape = (len(positions), *points.at.shape)
    apart = np.subtract(positions[:, None], points.at, out=desk.sheet("apart", shape))
    np.abs(apart, out=apart)
    apart *= 1 / seats.span
    np.minimum(apart, 1.0, out=apart)
    losses = np.multiply(weights, apart, out=desk.sheet("losses", shape))
    won, kept = _odds(losses, points, crowd, desk, published=published)
    bent = _exponents(apart, kept, crowd, seats, heavy, desk)
    np.power(apart, bent, out=losses)
    losses *= weights
    won, kept = _odds(losses, points, crowd, desk, published=published)
    gained, risked = _success(apart, bent, desk)
    theirs = np.multiply(kept, risked, out=desk.sheet("theirs", shape))
    theirs *= -seats.salience[:, None]
    theirs += gained
    np.subtract(1.0, won, out=won)
    risked *= won
    shut = (apart <= 0) | (theirs <= 0)
    if not heavy.all():
        shut |= ~(heavy[:, None] & (crowd > 0))
    _shut(gained, risked, theirs, shut)
    loss = _losses(gained, risked, points, seats, desk)
    if not heavy.all():
        loss[:, ~heavy] = CLOSED
    ranked = _published if published else _mended
    return _moved(positions, loss, ranked(positions, loss, seats.span, desk))


def _shut(gained: Floats, risked: Floats, theirs: Floats, shut: Bools) -> None:
    """Put both over what the other expects, and shut where that is nothing."""
    # Sums with truth values, since to write where they hold is slower by far.
    theirs += shut
    np.maximum(theirs, np.finfo(float).tiny, out=theirs)
    open_ = ~shut
    risked *= open_
    gained *= open_
    risked /= theirs
    gained /= theirs
    gained -= CLOSED * shut


def _losses(
    gained: Floats, risked: Floats, points: Points, seats: Seats, desk: Desk
) -> Floats:
    """Give what each expects to lose to each, over what the other expects, (N, N, R).

    Between -1 and 0 both expect to gain, the other more; between 0 and 1 one loses less
    than the other gains; above 1 more.
    """
    count, draws = seats.weights.shape
    many = len(points.at)
    rows = np.arange(count)[:, None, None] * (many * draws)
    cells = rows + (points.place * draws + np.arange(draws))
    loss, held = (desk.sheet(name, cells.shape) for name in ("loss", "held"))
    np.take(risked, cells, out=loss, mode="clip")
    loss *= seats.salience
    loss -= np.take(gained, cells, out=held, mode="clip")
    return loss


def _odds(
    losses: Floats, points: Points, crowd: Floats, desk: Desk, *, published: bool
) -> tuple[Floats, Floats]:
    """Give the chance that each one's point beats each point, and holds, (N, M, R)."""
    backed = backing(losses, desk)
    shape = losses.shape
    if published:
        every = 2 * (backed * crowd[:, None] * crowd).sum(axis=(0, 1))
        backed /= np.where(every > 0, every, 1.0)
        beaten = np.ascontiguousarray(backed.swapaxes(0, 1))
        held = points.of_each(1 - beaten, desk.sheet("kept", shape))
        return points.of_each(backed, desk.sheet("won", shape)), held
    both = np.add(backed, backed.swapaxes(0, 1), out=desk.sheet("both", backed.shape))
    np.maximum(both, np.finfo(float).tiny, out=both)
    backed /= both
    np.round(backed, EXACT, out=backed)
    won = points.of_each(backed, desk.sheet("won", shape))
    return won, won


def _exponents(
    apart: Floats, kept: Floats, crowd: Floats, seats: Seats, heavy: Bools, desk: Desk
) -> Floats:
    """Infer each one's attitude to risk from how safe its point is, (N, 1, R).

    At 1 risk is neither sought nor shunned. Danger is what all others expect of pressing.
    """
    held = np.multiply(apart, crowd, out=desk.sheet("held", apart.shape))
    danger = 2 * held.sum(axis=1)
    held *= kept
    danger -= 4 * seats.salience * held.sum(axis=1)
    top = np.where(heavy, danger, -np.inf).max(axis=0)
    low = np.where(heavy, danger, np.inf).min(axis=0)
    spread = np.where(top > low, top - low, 1.0)
    risk = np.where((top > low) & heavy, (2 * danger - top - low) / spread, 0.0)
    return np.round((1 - risk / 3) / (1 + risk / 3), EXACT)[:, None]


def _success(apart: Floats, bent: Floats, desk: Desk) -> tuple[Floats, Floats]:
    """Give the utility of success over things as they are, and what failure takes of it."""
    gained, risked = (desk.sheet(name, apart.shape) for name in ("gained", "risked"))
    np.multiply(apart, 0.5, out=risked)
    np.subtract(0.5, risked, out=gained)
    risked += 0.5
    np.power(gained, bent, out=gained)
    np.power(risked, bent, out=risked)
    risked -= gained
    risked *= 4.0
    gained -= np.power(0.5, bent)
    gained *= -4.0
    return gained, risked


def _mended(positions: Floats, loss: Floats, span: Floats, desk: Desk) -> Floats:
    """Rank offers by kind, then by how far they move; (N, N, R), above NOWHERE if none."""
    rank, share = (desk.sheet(name, loss.shape) for name in ("rank", "held"))
    np.clip(loss, 0.0, 1.0, out=share)
    share += loss < 0
    np.subtract(positions[:, None], positions, out=rank)
    np.abs(rank, out=rank)
    rank *= share
    far = FAR * span
    rank += np.multiply(loss > 0, far, out=share)
    rank += np.multiply(loss > 1, far, out=share)
    none = (loss <= -1) | (loss == 0) | (loss == 1) | (loss >= CLOSED)
    rank += np.multiply(none, 2 * NOWHERE, out=share)
    return rank


def _published(positions: Floats, loss: Floats, span: Floats, desk: Desk) -> Floats:
    """Rank offers as the published program does; nobody ever gives in."""
    part = np.minimum(np.abs(loss), 1.0, out=desk.sheet("rank", loss.shape))
    mean = (part * positions[:, None] + positions) / (part + 1)
    mean += FAR * span - positions.min(axis=0)
    rank = np.where(loss < 0, np.abs(positions[:, None] - positions), mean)
    rank += 2 * NOWHERE * ((loss <= -1) | (loss == 0) | (loss >= 1))
    return np.asarray(rank)


def _moved(positions: Floats, loss: Floats, rank: Floats) -> Round:
    """Move each to what ranks lowest of what it is offered, if it is offered anything."""
    first = np.zeros(positions.shape, np.int16)
    least = rank[:, 0].copy()
    for k in range(1, len(positions)):
        first += (rank[:, k] < least) * (np.int16(k) - first)
        np.minimum(least, rank[:, k], out=least)
    count, many = positions.shape
    own, draws = np.arange(count)[:, None], np.arange(many)
    moves = least < NOWHERE
    to = np.where(moves, first, own)
    aim, part = positions[to, draws], loss[own, to, draws]
    deal = (part > 0) & (part < 1)
    partly = positions + (aim - positions) * np.where(deal, part, 1.0)
    after = np.where(moves, np.where(deal, partly, aim), positions)
    kind = np.where(moves, np.where(deal, 1, np.where(part < 0, 0, 2)), Kind.NONE)
    return Round(after, to, kind.astype(np.int8))
