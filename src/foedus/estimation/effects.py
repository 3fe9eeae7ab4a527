"""Fixed effects taken out of columns, though there be thousands of them.

An effect is an indicator column: of an exporter in a year, an importer in a year, a pair.
Projecting a column on all of them together is least squares, whose normal equations have
few entries and a large diagonal. Conjugate gradients solve them in the time of a few dozen
passes over the rows, from wherever the last answer stood.

References
----------
Guimaraes, Portugal (2010), https://doi.org/10.1177/1536867X1101000406
Correia (2016), Linear models with high-dimensional fixed effects, working paper
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from foedus.faults import DataFault, SolveFault

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
WHERE = "estimation.effects"
MOST_ROUNDS = 2_000
LEAST_SIZE = 1e-300
EXACT = 1e-11
"""Share of a column below which nothing more is asked, whatever the tolerance."""


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Which effects act on which row.

    Attributes
    ----------
    codes
        For each kind of effect the number of each row's group, (S,), from 0 without gaps.
    """

    codes: tuple[Codes, ...]
    _acts: sparse.csr_matrix
    _sums: sparse.csr_matrix

    @property
    def number(self) -> int:
        """Count the groups of all kinds together, F."""
        return int(self._acts.shape[1])

    def sums(self, rows: Floats) -> Floats:
        """Add up rows by group, (S,) to (F,) or (S, K) to (F, K)."""
        added: Floats = self._sums @ rows
        return added

    def spread(self, levels: Floats) -> Floats:
        """Give each row the sum of its groups' levels, (F,) to (S,) or by columns."""
        given: Floats = self._acts @ levels
        return given

    def kept(self, rows: NDArray[np.bool_]) -> "Effects":
        """Give the effects on some of the rows."""
        return effects([code[rows] for code in self.codes])


def effects(groups: Sequence[NDArray[np.generic]]) -> Effects:
    """Number the groups of each kind of effect.

    Parameters
    ----------
    groups
        For each kind what names the group of each row, (S,).

    Raises
    ------
    DataFault
        No kind of effect, or kinds that tell of different rows.

    Examples
    --------
    >>> effects([np.array(["a", "b", "a"])]).sums(np.array([1.0, 2.0, 3.0]))
    array([4., 2.])
    """
    sizes = {len(group) for group in groups}
    if len(sizes) != 1:
        raise DataFault(
            f"{len(groups)} kinds of effects, of {sorted(sizes)} rows",
            expected="one kind or more, each naming a group for every row",
            where=WHERE,
            mend="give every kind of effect the group of each row",
        )
    codes = tuple(
        np.unique(group, return_inverse=True)[1].astype(np.int64).ravel()
        for group in groups
    )
    rows = len(codes[0])
    starts = np.cumsum([0, *(int(code.max(initial=-1)) + 1 for code in codes)])
    columns = np.stack([c + s for c, s in zip(codes, starts, strict=False)], axis=1)
    acts = sparse.csr_matrix(
        (
            np.ones(columns.size),
            columns.ravel().astype(np.int32),
            np.arange(rows + 1, dtype=np.int32) * len(codes),
        ),
        shape=(rows, int(starts[-1])),
    )
    return Effects(codes, acts, acts.T.tocsr())


def taken_out(
    columns: Floats,
    by: Effects,
    weights: Floats,
    *,
    start: Floats | None = None,
    tolerance: float = 1e-9,
) -> tuple[Floats, Floats]:
    """Take the effects out of columns by weighted least squares.

    Parameters
    ----------
    columns
        One a column, (S, K).
    by
        The effects.
    weights
        Of the rows, (S,), not below 0.
    start
        Levels to begin from, (F, K).
    tolerance
        What may be left of the normal equations, as a share of what is left at the start.

    Returns
    -------
    tuple
        What is left of the columns, (S, K), and the levels of the effects, (F, K). The
        levels are one choice among many that fit alike.

    Raises
    ------
    SolveFault
        The equations did not settle.
    """
    size = np.maximum(by.sums(weights), LEAST_SIZE)[:, None]
    weighed = weights[:, None]
    levels = np.zeros((by.number, columns.shape[1])) if start is None else start.copy()
    whole = by.sums(weighed * columns)
    left = whole if start is None else whole - by.sums(weighed * by.spread(levels))
    goal = np.maximum(
        tolerance**2 * (left * left / size).sum(axis=0),
        EXACT**2 * np.maximum(weights @ columns**2, LEAST_SIZE),
    )
    live = np.arange(columns.shape[1])
    way, before = np.zeros_like(left), np.ones(len(live))
    for _ in range(MOST_ROUNDS):
        now = (left * left / size).sum(axis=0)
        moving = now > goal[live]
        if not moving.any():
            return columns - by.spread(levels), levels
        # Columns that have settled are carried along no further.
        live, left, way = live[moving], left[:, moving], way[:, moving]
        now, before = now[moving], before[moving]
        way = left / size + now / before * way
        image = by.sums(weighed * by.spread(way))
        step = now / (way * image).sum(axis=0)
        levels[:, live] += step * way
        left, before = left - step * image, now
    raise SolveFault(
        f"effects that still move after {MOST_ROUNDS} rounds",
        expected="effects that settle",
        where=WHERE,
        mend="leave out rows whose weight is next to nothing, or a kind of effect",
    )
