"""How strongly each of two points is backed by those who lose less by it.

Draws go last in these arrays, so that each step works on long runs of numbers; the loops
run over stakeholders, of whom there are few.
"""

import numpy as np

from foedus.bargaining.desk import Desk
from foedus.bargaining.stakes import Floats


def backing(losses: Floats, desk: Desk) -> Floats:
    """Give how strongly each point is backed against each other.

    Parameters
    ----------
    losses
        What each stakeholder (first axis) loses at each point (second), by its weight,
        (K, M, R).
    desk
        Where to reckon; the answer lies on it.

    Returns
    -------
    Sum of what those gain who prefer the first point to the second, (M, M, R).

    Examples
    --------
    >>> losses = np.array([[0.0, 4.0], [6.0, 0.0], [1.0, 2.0]])[:, :, None]
    >>> backing(losses, Desk())[:, :, 0].tolist()
    [[0.0, 5.0], [6.0, 0.0]]
    """
    voters, count, draws = losses.shape
    found = desk.sheet("backing", (count, count, draws))
    room = desk.sheet("gain", (losses.size,))
    whole = np.add.reduce(losses, axis=0, out=desk.sheet("whole", (count, draws)))
    for k in range(count):
        found[k, k] = 0.0
        rest = count - k - 1
        gain = room[: voters * rest * draws].reshape(voters, rest, draws)
        np.subtract(losses[:, k + 1 :], losses[:, k : k + 1], out=gain)
        np.maximum(gain, 0.0, out=gain)
        first = np.add.reduce(gain, axis=0, out=found[k, k + 1 :])
        # What the others gain is what is left of the sum of all differences.
        back = found[k + 1 :, k]
        np.subtract(whole[k + 1 :], whole[k], out=back)
        np.subtract(first, back, out=back)
        np.maximum(back, 0.0, out=back)
    return found
