"""A probabilistic election among options: coalitions, victories, and who ends on top.

Each option is backed against each other by those who prefer it, by how much they do. The
stronger coalition wins more likely, not for sure. From those odds three processes lead to a
chance for each option: one option beats all others in single contests (conditional), or the
favourite is challenged again and again, by any option alike (uniform) or by those with most
to gain (incentive). The long run of the last two is the stable state of a Markov chain.

References
----------
KAPSARC, Toolkit for Behavioral Analysis (KTAB), kmodel/libsrc/kmodel.cpp, MIT licence
"""

from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]
Process = Literal["uniform", "conditional", "incentive"]


class Voting(StrEnum):
    """How a difference in utility becomes a vote."""

    PROPORTIONAL = "proportional"
    MIXED = "mixed"
    """Half the difference and half its cube."""
    CUBIC = "cubic"


class Ratio(StrEnum):
    """Which power of the coalitions' strengths their chances go by."""

    LINEAR = "linear"
    SQUARE = "square"
    QUARTIC = "quartic"
    OCTIC = "octic"


_POWER = {Ratio.LINEAR: 1, Ratio.SQUARE: 2, Ratio.QUARTIC: 4, Ratio.OCTIC: 8}


def coalitions(
    weights: Floats, utility: Floats, *, voting: Voting = Voting.PROPORTIONAL
) -> Floats:
    """Give the strength of those who prefer each option to each other.

    Parameters
    ----------
    weights
        Of the voters, (K,).
    utility
        Of each option to each voter, (K, M).

    Returns
    -------
    (M, M), the backed option first; 0 on the diagonal.

    Examples
    --------
    >>> coalitions(np.array([1.0, 2.0]), np.array([[1.0, 0.0], [0.5, 1.0]])).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    gain = utility[:, :, None] - utility[:, None, :]
    if voting is Voting.CUBIC:
        gain = gain**3
    elif voting is Voting.MIXED:
        gain = (gain + gain**3) / 2
    return np.asarray(np.einsum("k,kij->ij", weights, np.maximum(gain, 0.0)))


def victories(strengths: Floats, *, ratio: Ratio = Ratio.SQUARE) -> Floats:
    """Give the chance that each option beats each other in a single contest.

    Parameters
    ----------
    strengths
        From `coalitions`, (..., M, M); what stands on the diagonal is not read.

    Returns
    -------
    (..., M, M), a half on the diagonal and where nobody prefers either.

    Examples
    --------
    >>> victories(np.array([[0, 51.212], [19.714, 0]])).round(4).tolist()
    [[0.5, 0.8709], [0.1291, 0.5]]
    """
    top = np.maximum(strengths, strengths.swapaxes(-1, -2))
    one = np.divide(strengths, top, out=np.ones_like(top), where=top > 0)
    power = one ** _POWER[ratio]
    odds = power / (power + power.swapaxes(-1, -2))
    own = np.arange(strengths.shape[-1])
    odds[..., own, own] = 0.5
    return np.asarray(odds)


def chances(victory: Floats, process: Process, strengths: Floats | None = None) -> Floats:
    """Give the chance of each option to end on top.

    Parameters
    ----------
    victory
        From `victories`, (..., M, M).
    process
        How contests follow each other.
    strengths
        Of the coalitions; the incentive process asks for them.

    Returns
    -------
    (..., M), summing to 1.

    Raises
    ------
    DataFault
        The incentive process was asked for without strengths.

    Examples
    --------
    >>> odds = victories(np.array([[0, 12.099, 54.921], [10.333, 0, 27.079],
    ...                            [5.007, 55.047, 0]]))
    >>> chances(odds, "uniform").round(4).tolist()
    [0.6351, 0.2148, 0.1501]
    >>> chances(odds, "conditional").round(4).tolist()
    [0.8659, 0.1241, 0.01]
    """
    if process == "conditional":
        alone = np.prod(victory, axis=-1)
        return np.asarray(alone / alone.sum(axis=-1, keepdims=True))
    if process == "uniform":
        return stable(victory.swapaxes(-1, -2))
    if strengths is None:
        raise DataFault(
            "the incentive to challenge is asked for, and no strengths are given",
            expected="the strengths of the coalitions, (..., M, M)",
            where="bargaining.election",
            mend="hand over what `coalitions` gave",
        )
    wish = strengths * victory
    own = np.arange(wish.shape[-1])
    wish[..., own, own] = 0.0
    drawn = wish.sum(axis=-2, keepdims=True)
    challenge = np.divide(wish, drawn, out=np.zeros_like(wish), where=drawn > 0)
    return stable((challenge * victory).swapaxes(-1, -2))


def stable(rates: Floats) -> Floats:
    """Give the stable state of a Markov chain, by elimination that subtracts nothing.

    Parameters
    ----------
    rates
        From each option to each other, (..., M, M); what stands on the diagonal is not
        read. An option that none is left for and none leaves has no chance, unless it is
        the first.

    References
    ----------
    Grassmann, Taksar, Heyman (1985), https://doi.org/10.1287/opre.33.5.1107
    """
    count = rates.shape[-1]
    # The draws go last, so that each step works on long runs of numbers.
    held = np.ascontiguousarray(np.moveaxis(rates.reshape(-1, count, count), 0, -1))
    for n in range(count - 1, 0, -1):
        away = held[n, :n].sum(axis=0)
        held[:n, n] /= np.where(away > 0, away, 1.0)
        held[:n, :n] += held[:n, n, None] * held[None, n, :n]
    share = np.empty((count, held.shape[-1]))
    share[0] = 1.0
    for n in range(1, count):
        share[n] = (share[:n] * held[:n, n]).sum(axis=0)
    share /= share.sum(axis=0)
    return np.ascontiguousarray(share.T).reshape(rates.shape[:-1])
