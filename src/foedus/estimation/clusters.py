"""Errors that hang together: the spread of coefficients where rows of a group err alike.

What a group's rows add to the slope of the likelihood is summed before it is squared. With
several kinds of groups, those of every combination are added and taken off in turn.

References
----------
Cameron, Gelbach, Miller (2011), https://doi.org/10.1198/jbes.2010.07136
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def clustered(
    scores: Floats, bread: NDArray[np.floating], groups: Sequence[Codes]
) -> Floats:
    """Give the covariance of coefficients with errors clustered by each kind of group.

    Parameters
    ----------
    scores
        What each row adds to the slope, (S, K).
    bread
        Inverse of the curvature, (K, K).
    groups
        For each kind the group of each row, (S,), whole numbers from 0.

    Raises
    ------
    DataFault
        Fewer than two groups of a kind.

    Examples
    --------
    >>> scores = np.array([[1.0], [1.0], [-2.0]])
    >>> clustered(scores, np.eye(1), [np.array([0, 0, 1])])
    array([[16.]])
    """
    counts = [len(np.unique(group)) for group in groups]
    if not counts or min(counts) < 2:
        raise DataFault(
            f"{min(counts, default=0)} groups to cluster by",
            expected="two groups or more of every kind",
            where="estimation.clusters.clustered",
            mend="cluster by what has more groups, such as the pair",
        )
    meat = np.zeros((scores.shape[1],) * 2)
    for many in range(1, len(groups) + 1):
        for chosen in combinations(groups, many):
            meat -= (-1) ** many * _squared(scores, _together(chosen))
    fewest = min(counts)
    return _held_positive(bread @ meat @ bread * fewest / (fewest - 1))


def _together(groups: Sequence[Codes]) -> Codes:
    """Number the groups that rows share in all kinds at once."""
    joint = np.zeros(len(groups[0]), dtype=np.int64)
    for group in groups:
        joint = joint * (int(group.max()) + 1) + group
    return np.unique(joint, return_inverse=True)[1].astype(np.int64).ravel()


def _squared(scores: Floats, group: Codes) -> Floats:
    sums = np.zeros((scores.shape[1], int(group.max()) + 1))
    for k, score in enumerate(scores.T):
        sums[k] = np.bincount(group, weights=score)
    return np.asarray(sums @ sums.T)


def _held_positive(cov: Floats) -> Floats:
    """Raise to 0 what several kinds of groups can leave below it."""
    roots, directions = np.linalg.eigh((cov + cov.T) / 2)
    return np.asarray((directions * np.maximum(roots, 0.0)) @ directions.T)
