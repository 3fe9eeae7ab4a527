"""Sets of states as bits, four words each."""

import numpy as np

from foedus.simulation.compiled import compiled
from foedus.simulation.shapes import I8, LANES, U8

_1, _2, _4 = np.uint64(1), np.uint64(2), np.uint64(4)
_FIVES = np.uint64(0x5555555555555555)
_THREES = np.uint64(0x3333333333333333)
_NIBBLES = np.uint64(0x0F0F0F0F0F0F0F0F)
_ONES, _TOP = np.uint64(0x0101010101010101), np.uint64(56)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def count(word: np.uint64) -> int:
    """Count the bits of a word.

    >>> count(np.uint64(0b1011))
    3
    """
    x = word - ((word >> _1) & _FIVES)
    x = (x & _THREES) + ((x >> _2) & _THREES)
    x = (x + (x >> _4)) & _NIBBLES
    # Signed, since numba would turn a sum of signed and unsigned into a float.
    return np.int64((x * _ONES) >> _TOP)  # type: ignore[return-value]


@compiled
def lowest(word: np.uint64) -> np.uint64:
    """Give the lowest bit of a word alone."""
    return word & (~word + _1)


@compiled
def place_of(bit: np.uint64) -> int:
    """Give the place of a single bit in its word."""
    return count(bit - _1)


@compiled
def holds(sets: U8, row: int, place: int) -> bool:
    """Tell whether a state is in a set."""
    return bool((sets[row, place >> 6] >> np.uint64(place & 63)) & _1)


@compiled
def put(sets: U8, row: int, place: int) -> None:
    """Put a state into a set."""
    sets[row, place >> 6] |= _1 << np.uint64(place & 63)


@compiled
def take(sets: U8, row: int, place: int) -> None:
    """Take a state out of a set."""
    sets[row, place >> 6] &= _ALL ^ (_1 << np.uint64(place & 63))


@compiled
def shared(sets: U8, one: int, other: int) -> int:
    """Count what two sets have in common."""
    total = 0
    for lane in range(LANES):
        total += count(sets[one, lane] & sets[other, lane])
    return total


@compiled
def listed(sets: U8, row: int, out: I8) -> int:
    """Write the places of a set in rising order, and give how many there are."""
    found = 0
    for lane in range(LANES):
        left = sets[row, lane]
        while left:
            bit = lowest(left)
            out[found] = 64 * lane + place_of(bit)
            found += 1
            left ^= bit
    return found
