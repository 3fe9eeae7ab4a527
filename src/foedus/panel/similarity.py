"""How alike two states' foreign policies are, by whom they ally with and how they vote.

Each state has a portfolio: a rating of every item, be it a possible ally or a roll call,
on a scale of a few levels. All measures come from one table: for each pair of states, the
weight of the items that the first rates a and the second rates b. Items that one of the
two did not rate do not count for the pair. Measures take such tables for a square of
states, (levels, levels, states, states), or for chosen pairs, (levels, levels, pairs).

References
----------
The addresses are from memory, not looked up.

Kendall (1938), tau, https://doi.org/10.1093/biomet/30.1-2.81
Scott (1955), pi, https://doi.org/10.1086/266577
Cohen (1960), kappa, https://doi.org/10.1177/001316446002000104
Cohen (1968), weighted kappa, https://doi.org/10.1037/h0026256
Signorino, Ritter (1999), S, https://doi.org/10.1111/0020-8833.00113
Haege (2011), chance agreement, https://doi.org/10.1093/pan/mpr023
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]
Power = Literal[1, 2]
"""Whether levels lie apart by their distance, or by its square."""


def crossed(
    ratings: NDArray[np.int64], *, levels: int, weights: Floats | None = None
) -> Floats:
    """Cross the ratings of every two states.

    Parameters
    ----------
    ratings
        (states, items), 0 to levels - 1; negative is not rated.
    levels
        How many levels the scale has.
    weights
        (items,), by default 1 each.

    Returns
    -------
    Floats
        (levels, levels, states, states): at [a, b, i, j] the weight of the items that
        i rates a and j rates b.

    Raises
    ------
    DataFault
        A rating is beyond the scale.

    Examples
    --------
    >>> ratings = np.array([[0, 1, 1], [1, 1, -1]])
    >>> crossed(ratings, levels=2)[:, :, 0, 1].tolist()
    [[0.0, 1.0], [0.0, 1.0]]
    """
    if ratings.size and ratings.max() >= levels:
        raise DataFault(
            f"a rating of {ratings.max()}",
            expected=f"0 to {levels - 1}, or negative where there is none",
            where="panel.similarity",
            mend="give more levels, or fold the ratings",
        )
    # Half the digits count items exactly, and multiply twice as fast.
    kind = np.dtype("f4" if weights is None else "f8")
    held = [ratings == level for level in range(levels)]
    rated: Floats = np.stack(held).astype(kind)
    weighted = rated if weights is None else rated * weights
    states, items = ratings.shape
    flat = weighted.reshape(-1, items) @ rated.reshape(-1, items).T
    table = flat.reshape(levels, states, levels, states).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(table, np.float64)


def s_score(table: Floats, *, power: Power = 1) -> Floats:
    """Give Signorino and Ritter's S of each pair, -1 to 1.

    One less twice the mean distance of the two portfolios, over the greatest there is.

    >>> same = crossed(np.array([[0, 3], [0, 3]]), levels=4)
    >>> s_score(same)[0, 1].item()
    1.0
    """
    apart = _apart(len(table), power)
    return 1 - 2 * _over(_seen(table, apart), table.sum((0, 1)) * apart.max())


def kappa(table: Floats, *, power: Power = 2) -> Floats:
    """Give Cohen's weighted kappa of each pair.

    One less the distance seen, over that expected if each state spread its own ratings
    over the items by chance.
    """
    first, second = table.sum(1), table.sum(0)
    return _beyond_chance(table, first, second, power)


def pi(table: Floats, *, power: Power = 2) -> Floats:
    """Give Scott's weighted pi of each pair: kappa, had both one spread."""
    pooled = (table.sum(1) + table.sum(0)) / 2
    return _beyond_chance(table, pooled, pooled, power)


def tau_b(table: Floats) -> Floats:
    """Give Kendall's tau-b of each pair, of a table without weights."""
    levels, items = len(table), table.sum((0, 1))
    # Pairs of items that both states put in the same order, less those they do not.
    agreed = np.zeros(items.shape)
    for a in range(levels):
        for b in range(levels):
            above = table[a + 1 :, b + 1 :].sum((0, 1))
            across = table[a + 1 :, :b].sum((0, 1))
            agreed += table[a, b] * (above - across)
    pairs = items * (items - 1) / 2
    tied = [(t * (t - 1) / 2).sum(0) for t in (table.sum(1), table.sum(0))]
    return _over(agreed, np.sqrt((pairs - tied[0]) * (pairs - tied[1])))


def as_binary(table: Floats) -> Floats:
    """Fold a table to two levels: nothing, or something."""
    kept = np.array([0, 1])
    folded: Floats = np.add.reduceat(np.add.reduceat(table, kept, axis=0), kept, axis=1)
    return folded


def _apart(levels: int, power: Power) -> Floats:
    """Give the distance of each two levels."""
    level = np.arange(levels, dtype=np.float64)
    distance: Floats = np.abs(level[:, None] - level) ** power
    return distance


def _beyond_chance(table: Floats, first: Floats, second: Floats, power: Power) -> Floats:
    apart, items = _apart(len(table), power), table.sum((0, 1))
    farther: Floats = np.einsum("ab,b...->a...", apart, second)
    expected = _over((first * farther).sum(0), items)
    return 1 - _over(_seen(table, apart), expected)


def _seen(table: Floats, apart: Floats) -> Floats:
    """Add up the distances of the items of each pair."""
    distance: Floats = np.einsum("ab,ab...->...", apart, table)
    return distance


def _over(above: Floats, below: Floats) -> Floats:
    """Divide, not known where there is nothing to divide by."""
    nothing = np.full(np.shape(above), np.nan)
    # Rounding leaves a little of what is nothing.
    shares: Floats = np.divide(above, below, out=nothing, where=np.abs(below) > 1e-12)
    return shares
