"""Places of pairs without an order, and bounds kept in half a float.

A number that two have in common is kept once, the lower place first, row after row: what
one shares with all above stands together.

A bound need not be exact, only never too low: it is kept as the upper half of a float32,
rounded up, at most a 128th too high. Tables of bounds so take half the room, and twice as
many of them stay beside the processor.
"""

import numpy as np
from numpy.typing import NDArray

from foedus.simulation.compiled import compiled
from foedus.simulation.philox import WIDTH

PAIRS = WIDTH * (WIDTH - 1) // 2
"""Pairs that there are places for."""

Halves = NDArray[np.uint16]

_CEILING = 0xFFFF


@compiled
def above(i: int) -> int:
    """Give the place of the first pair of a state with one above it.

    >>> [above(i) for i in (0, 1, 2)]
    [0, 255, 509]
    """
    return i * (2 * WIDTH - 1 - i) // 2


@compiled
def of_two(i: int, j: int) -> int:
    """Give the place of a pair, whichever of the two is named first.

    >>> of_two(0, 1), of_two(2, 1), of_two(254, 255) == PAIRS - 1
    (0, 255, True)
    """
    low, high = min(i, j), max(i, j)
    return above(low) + high - low - 1


@compiled
def half(x: float) -> np.uint16:
    """Keep the upper half of a number of 0 or more, rounded up.

    >>> whole(half(1.0)), 1.1 <= whole(half(1.1)) < 1.11
    (1.0, True)
    """
    return np.uint16((np.float32(x).view(np.int32) + _CEILING) >> 16)


@compiled
def whole(kept: np.uint16) -> float:
    """Give the number of a half."""
    return np.int32(kept << 16).view(np.float32)  # type: ignore[return-value]


@compiled
def halves(x: NDArray[np.float32], out: Halves) -> None:
    """Keep the upper halves of many numbers, as `half` does of each."""
    for place in range(len(x)):
        out[place] = half(x[place])


@compiled
def wholes(kept: Halves, out: NDArray[np.float32]) -> None:
    """Give the numbers of many halves."""
    for place in range(len(kept)):
        out[place] = whole(kept[place])
