"""Utility over several issues at once, with attitudes to risk inferred from who would win.

KTAB's spatial model reads them so: distance weighs each issue by how much it matters to the
one who measures; utility falls with distance, bent by an attitude to risk; and who is far
from winning takes risks less gladly than who is near it.

References
----------
KAPSARC, Toolkit for Behavioral Analysis (KTAB), smp/libsrc/smp.cpp, MIT licence
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Range = Literal["least", "middle", "most"]


def distances(positions: Floats, salience: Floats, *, width: float = 100.0) -> Floats:
    """Give how far each stakeholder is from each other's point, in its own eyes, 0 to 1.

    Parameters
    ----------
    positions, salience
        Of N stakeholders on D issues, (N, D).
    width
        Of each issue's line.

    Returns
    -------
    (N, N), who measures first.

    Examples
    --------
    >>> distances(np.array([[0.0, 0], [30, 40]]), np.array([[1.0, 1], [1, 0]])).round(3)
    array([[0.   , 0.354],
           [0.3  , 0.   ]])
    """
    gaps = (positions[:, None, :] - positions[None, :, :]) / width * salience[:, None, :]
    whole = (salience**2).sum(axis=1)[:, None]
    return np.asarray(np.sqrt((gaps**2).sum(axis=2) / whole))


def utility(distance: Floats, risk: Floats | float = 0.0) -> Floats:
    """Give the utility of points at a distance: 1 at hand, 0 at the line's length.

    Parameters
    ----------
    distance
        0 to 1.
    risk
        -1, risk is shunned, to 1, risk is sought; 0 is a straight line.

    Examples
    --------
    >>> utility(np.array([0.0, 0.5, 1.0]), 0.5).tolist()
    [1.0, 0.625, 0.0]
    """
    return np.asarray((1 - distance) * (1 + distance * risk))


def attitudes(chances: Floats, *, spread: Range = "middle") -> Floats:
    """Infer attitudes to risk from the chance that each one's point is chosen.

    Parameters
    ----------
    chances
        (N,).
    spread
        From 0, from -1/2 or from -1, up to 1.

    Returns
    -------
    (N,); 0 where all chances are alike.

    Examples
    --------
    >>> attitudes(np.array([0.1, 0.2, 0.7]), spread="most").round(2).tolist()
    [-1.0, -0.67, 1.0]
    """
    low, high = float(chances.min()), float(chances.max())
    if high <= low:
        return np.zeros(chances.shape)
    start = {"least": 0.0, "middle": -0.5, "most": -1.0}[spread]
    return np.asarray(start + (1 - start) * (chances - low) / (high - low))


def seen_by(own: Floats, *, weight: float = 1 / 3) -> Floats:
    """Give each stakeholder's view of the others' attitudes: part own, part theirs.

    Parameters
    ----------
    own
        True attitudes, (N,).
    weight
        Of the other's; a third where each leans on its own.

    Returns
    -------
    (N, N), who looks first.
    """
    return np.asarray((1 - weight) * own[:, None] + weight * own[None, :])
