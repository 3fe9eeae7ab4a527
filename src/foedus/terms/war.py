"""What is read to tell whether a dispute, once begun, becomes a war.

The pair is the strongest two of those who began it. Besides the world of the year before
a row knows the dispute's own facts as they stood when it began: how many began it, and
whether territory or a government was asked for. Who joined later is not among them.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DEMANDS = ("territorial", "political", "governmental")
"""What may be asked for, in the order of GML's codes, from 1."""


def warlevel(every_warred_8: Floats, every_initiated_8: Floats) -> Floats:
    """Share of the disputes of late that became wars, half-life 8 years, ln."""
    wars = float(every_warred_8.sum()) + 0.5
    disputes = float(every_initiated_8.sum()) + 10
    return np.full(1, np.log(wars / disputes))


def terr(territorial: Floats) -> Floats:
    """One of them wants territory of the other."""
    return np.asarray(territorial, np.float64)


def regime(governmental: Floats) -> Floats:
    """One of them wants another government of the other."""
    return np.asarray(governmental, np.float64)


def policy(political: Floats) -> Floats:
    """One of them wants another policy of the other."""
    return np.asarray(political, np.float64)


def norig(originators: Floats) -> Floats:
    """States that began it, both sides together, ln."""
    return np.log(np.asarray(originators, np.float64))
