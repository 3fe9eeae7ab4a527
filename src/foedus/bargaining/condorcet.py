"""The probabilistic Condorcet election on a line, as KTAB holds it.

The options are the points where stakeholders of some weight stand. A stakeholder loses by
its distance from the option chosen; its vote is that loss avoided, by salience x influence.
The outcome is a lottery over points, not a point.
"""

from dataclasses import dataclass

import numpy as np

from foedus.bargaining.desk import Desk, at_desks
from foedus.bargaining.election import Process, Ratio, chances, victories
from foedus.bargaining.stakes import (
    Bools,
    Floats,
    Stakes,
    Whole,
    in_order,
    sorted_by,
    span_of,
    unsorted,
)
from foedus.bargaining.votes import backing

SLIGHT = 1e-8
"""Share of all weight that backs an option that nobody prefers, so that odds exist."""
CHUNK = 128
"""Draws worked at a time, so that their matrices stay near the processor."""


@dataclass(frozen=True, slots=True, eq=False)
class Election:
    """The lottery that each draw of an issue comes to.

    Attributes
    ----------
    positions
        Of the stakeholders, (R, N).
    chances
        That the point where each stakeholder stands is chosen; those who stand at one
        point share its chance, (R, N).
    """

    positions: Floats
    chances: Floats

    def expected(self) -> Floats:
        """Give the mean of the lottery, (R,)."""
        order = np.argsort(self.positions, axis=1, kind="stable")
        mean = (sorted_by(order, self.positions) * sorted_by(order, self.chances)).sum(
            axis=1
        )
        held = np.where(self.chances > 0, self.positions, np.nan)
        return np.asarray(np.clip(mean, np.nanmin(held, axis=1), np.nanmax(held, axis=1)))

    def chosen(self, turn: Floats) -> Floats:
        """Give the point that a turn of the lottery picks, (R,).

        Parameters
        ----------
        turn
            Uniform in [0, 1), (R,).
        """
        order = np.argsort(self.positions, axis=1, kind="stable")
        rows = np.arange(len(order))
        sums = np.cumsum(self.chances[rows[:, None], order], axis=1)
        picked = (sums < (turn * sums[:, -1])[:, None]).sum(axis=1)
        last = np.minimum(picked, order.shape[1] - 1)
        return np.asarray(self.positions[rows, order[rows, last]])


def condorcet(
    stakes: Stakes, *, ratio: Ratio = Ratio.SQUARE, process: Process = "uniform"
) -> Election:
    """Hold the election in every draw.

    Parameters
    ----------
    stakes
        Who stands where, with what weight.
    ratio
        By which power of the coalitions' strengths a contest is won.
    process
        How contests follow each other.

    Examples
    --------
    >>> from foedus.bargaining.stakes import stakes_of
    >>> held = condorcet(stakes_of(("a", "b", "c"), [0, 40, 90], [50, 50, 50], [1, 1, 1]))
    >>> held.chances.round(2).tolist(), held.expected().round(1).tolist()
    ([[0.18, 0.67, 0.16]], [40.8])
    """
    order, found = in_order(stakes), np.empty(stakes.positions.shape)

    def elect(at: slice, desk: Desk) -> None:
        found[at] = _elect(stakes, at, order[at], ratio, process, desk)

    at_desks(elect, [slice(k, k + CHUNK) for k in range(0, stakes.count, CHUNK)])
    return Election(stakes.positions, found)


def _elect(
    stakes: Stakes, at: slice, order: Whole, ratio: Ratio, process: Process, desk: Desk
) -> Floats:
    positions = sorted_by(order, stakes.positions[at])
    weights = sorted_by(order, stakes.weights[at])
    points = np.ascontiguousarray(positions.T)
    losses = np.abs(points[:, None] - points) * np.ascontiguousarray(weights.T)[:, None]
    # Relative to weight and width, so that no unit matters.
    least = SLIGHT * weights.sum(axis=1) * span_of(positions, weights)
    strengths = np.moveaxis(backing(losses, desk) + least, -1, 0)
    won = _among_options(strengths, _options(positions, weights), ratio, process)
    return unsorted(order, _shared(positions, weights, won))


def _among_options(
    strengths: Floats, options: Bools, ratio: Ratio, process: Process
) -> Floats:
    """Elect among the options alone; the others get nothing."""
    odds = victories(strengths, ratio=ratio)
    if options.all():
        return chances(odds, process, strengths)
    order = np.argsort(~options, axis=1, kind="stable")
    rows = np.arange(len(order))[:, None]
    both = order[:, :, None], order[:, None, :]
    open_ = (options[rows, order])[:, :, None] & (options[rows, order])[:, None, :]
    odds = odds[rows[:, :, None], *both]
    powers = strengths[rows[:, :, None], *both]
    if process == "conditional":
        odds = np.where(open_, odds, 1.0)
        odds *= (options[rows, order])[:, :, None]
    else:
        odds, powers = odds * open_, powers * open_
    found = np.empty(options.shape)
    np.put_along_axis(found, order, chances(odds, process, powers), axis=1)
    return found


def _options(positions: Floats, weights: Floats) -> Bools:
    """Tell at which places a point first appears at which somebody of weight stands."""
    return _parted(positions) & (_summed(positions, weights) > 0)


def _shared(positions: Floats, weights: Floats, won: Floats) -> Floats:
    """Part the chance of a point among those of weight who stand there."""
    if _parted(positions).all():
        return won
    weighty = (weights > 0).astype(np.float64)
    many = _summed(positions, weighty)
    part = np.divide(_summed(positions, won), many, out=np.zeros_like(won), where=many > 0)
    return np.asarray(part * weighty)


def _summed(positions: Floats, values: Floats) -> Floats:
    """Sum values over those who stand at one point, and give each the sum."""
    group = np.cumsum(_parted(positions), axis=1) - 1
    rows = np.broadcast_to(np.arange(len(group))[:, None], group.shape)
    sums = np.zeros(values.shape)
    np.add.at(sums, (rows, group), values)
    return np.asarray(sums[rows, group])


def _parted(positions: Floats) -> Bools:
    """Tell who of those sorted by position is the first at its point, (R, N)."""
    first = np.ones(positions.shape, np.bool_)
    first[:, 1:] = positions[:, 1:] > positions[:, :-1]
    return first
