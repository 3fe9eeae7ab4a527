"""Words by name: a kernel's draw is a function of who decides what, when and in which run.

Philox-4x32-10 turns a counter into four words by a key. The key names the seed and the
process, the counter (unit, year and stage, run, other unit), so that no two decisions of
a process share a word, nothing is advanced, and nothing that is added moves a draw.

References
----------
Salmon, Moraes, Dror, Shaw (2011), Philox, https://doi.org/10.1145/2063384.2063405
"""

import numpy as np
from numpy.typing import NDArray

from foedus.simulation.compiled import compiled

Words = NDArray[np.uint32]
Shorts = NDArray[np.uint16]

WIDTH = 256
"""Places that a row of words has: the roster of states must fit in."""

BLOCKS = WIDTH // 4

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _HALF, _STAGE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(16)


@compiled
def row(
    key0: int, key1: int, unit: int, year: int, stage: int, run: int, out: Words
) -> None:
    """Draw a word for each other unit, out[(W,)].

    Block b gives units b, b + 64, b + 128 and b + 192: a roster that grows moves none.

    Parameters
    ----------
    key0, key1
        Key of seed and process.
    unit
        Who decides.
    year, stage, run
        When, on which step of the decision, in which run.
    out
        Takes the words.
    """
    first = np.uint64(unit)
    when = (np.uint64(year) | (np.uint64(stage) << _STAGE)) & _LOW
    where = np.uint64(run) & _LOW
    k0, k1 = np.uint64(key0), np.uint64(key1)
    for block in range(BLOCKS):
        c0, c1, c2, c3 = first, when, where, np.uint64(block)
        a, b = k0, k1
        for _ in range(10):
            p, q = _M0 * c0, _M1 * c2
            c0 = (q >> _HALF) ^ c1 ^ a
            c1 = q & _LOW
            c2 = (p >> _HALF) ^ c3 ^ b
            c3 = p & _LOW
            a = (a + _W0) & _LOW
            b = (b + _W1) & _LOW
        out[block] = np.uint32(c0)
        out[block + BLOCKS] = np.uint32(c1)
        out[block + 2 * BLOCKS] = np.uint32(c2)
        out[block + 3 * BLOCKS] = np.uint32(c3)


@compiled
def twins(
    key0: int, key1: int, pair: int, year: int, run: int, low: Shorts, high: Shorts
) -> None:
    """Draw half a word for each other unit, for two units at once.

    The words that `row` draws for the pair's number are halved: the lower halves are those
    of unit 2 * pair, the upper ones of unit 2 * pair + 1. Whoever needs more of a draw than
    16 bits takes them from a stage of its own.

    Parameters
    ----------
    low, high
        Take the halves, (W,).
    """
    k0, k1 = np.uint64(key0), np.uint64(key1)
    first, when, where = np.uint64(pair), np.uint64(year) & _LOW, np.uint64(run) & _LOW
    for block in range(BLOCKS):
        c0, c1, c2, c3 = first, when, where, np.uint64(block)
        a, b = k0, k1
        for _ in range(10):
            p, q = _M0 * c0, _M1 * c2
            c0 = (q >> _HALF) ^ c1 ^ a
            c1 = q & _LOW
            c2 = (p >> _HALF) ^ c3 ^ b
            c3 = p & _LOW
            a = (a + _W0) & _LOW
            b = (b + _W1) & _LOW
        low[block], high[block] = np.uint16(c0), np.uint16(c0 >> _STAGE)
        low[block + BLOCKS], high[block + BLOCKS] = np.uint16(c1), np.uint16(c1 >> _STAGE)
        low[block + 2 * BLOCKS] = np.uint16(c2)
        high[block + 2 * BLOCKS] = np.uint16(c2 >> _STAGE)
        low[block + 3 * BLOCKS] = np.uint16(c3)
        high[block + 3 * BLOCKS] = np.uint16(c3 >> _STAGE)


@compiled
def word(
    key0: int, key1: int, unit: int, year: int, stage: int, run: int, other: int
) -> np.uint32:
    """Draw one word, the one that `row` gives the other unit."""
    c0 = np.uint64(unit)
    c1 = (np.uint64(year) | (np.uint64(stage) << _STAGE)) & _LOW
    c2 = np.uint64(run) & _LOW
    c3 = np.uint64(other % BLOCKS)
    lane = other // BLOCKS
    a, b = np.uint64(key0), np.uint64(key1)
    for _ in range(10):
        p, q = _M0 * c0, _M1 * c2
        c0 = (q >> _HALF) ^ c1 ^ a
        c1 = q & _LOW
        c2 = (p >> _HALF) ^ c3 ^ b
        c3 = p & _LOW
        a = (a + _W0) & _LOW
        b = (b + _W1) & _LOW
    if lane == 0:
        return np.uint32(c0)
    if lane == 1:
        return np.uint32(c1)
    if lane == 2:
        return np.uint32(c2)
    return np.uint32(c3)


@compiled
def cipher(counter: Words, key: Words, out: Words) -> None:
    """Turn one counter, (4,), into four words by a key, (2,)."""
    c0, c1, c2, c3 = (
        np.uint64(counter[0]),
        np.uint64(counter[1]),
        np.uint64(counter[2]),
        np.uint64(counter[3]),
    )
    a, b = np.uint64(key[0]), np.uint64(key[1])
    for _ in range(10):
        p, q = _M0 * c0, _M1 * c2
        c0 = (q >> _HALF) ^ c1 ^ a
        c1 = q & _LOW
        c2 = (p >> _HALF) ^ c3 ^ b
        c3 = p & _LOW
        a = (a + _W0) & _LOW
        b = (b + _W1) & _LOW
    out[0], out[1], out[2], out[3] = (
        np.uint32(c0),
        np.uint32(c1),
        np.uint32(c2),
        np.uint32(c3),
    )


@compiled
def singles(
    key0: int, key1: int, units: NDArray[np.int64], year: int, run: int, out: Words
) -> None:
    """Draw a word for each of many units, as `word` does by their low 32 bits."""
    k0, k1 = np.uint64(key0), np.uint64(key1)
    when, where = np.uint64(year) & _LOW, np.uint64(run) & _LOW
    for place in range(len(units)):
        c0, c1, c2, c3 = np.uint64(units[place]) & _LOW, when, where, np.uint64(0)
        a, b = k0, k1
        for _ in range(10):
            p, q = _M0 * c0, _M1 * c2
            c0 = (q >> _HALF) ^ c1 ^ a
            c1 = q & _LOW
            c2 = (p >> _HALF) ^ c3 ^ b
            c3 = p & _LOW
            a = (a + _W0) & _LOW
            b = (b + _W1) & _LOW
        out[place] = np.uint32(c0)
