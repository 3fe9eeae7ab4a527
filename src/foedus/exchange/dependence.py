"""How much each side hangs on the other, and which of the two hangs more.

Four readings, since none is the right one: the share of what is used that comes from the
other; that share weighed by how critical each good is; the loss of income were the trade to
end, from a model of trade; and import shares over elasticities, as Liu and Yang read power.

References
----------
Hirschman (1945), National Power and the Structure of Foreign Trade
Liu, Yang (2025), International Power, https://doi.org/10.3386/w34006
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Hanging:
    """One side's dependence, by good and in all, (R,)."""

    shares: Mapping[str, Floats]
    weighed: Floats


def hanging(shares: Mapping[str, Floats], weights: Mapping[str, Floats]) -> Hanging:
    """Weigh the shares of what is used that come from the other side.

    Parameters
    ----------
    shares
        Good -> share of its use that comes from the other, (R,), 0 to 1.
    weights
        Good -> how critical it is, (R,), 0 to 1; a good without a weight is not weighed.

    Raises
    ------
    DataFault
        A share or a weight is none.

    Examples
    --------
    >>> half, all_of_it = np.array([0.5]), np.array([1.0])
    >>> float(hanging({"oil": half, "tea": all_of_it}, {"oil": all_of_it}).weighed[0])
    0.5
    """
    for name, held in (*shares.items(), *weights.items()):
        if held.size and not (held.min() >= 0 and held.max() <= 1):
            raise DataFault(
                f"{name} has a share or weight of {held.min():g} to {held.max():g}",
                expected="0 to 1",
                where="exchange.dependence",
                mend="mend what it is read off, or its range",
            )
    known = [good for good in shares if good in weights]
    total = sum((weights[good] for good in known), start=np.zeros(1))
    sum_of = sum((weights[good] * shares[good] for good in known), start=np.zeros(1))
    weighed = np.divide(sum_of, total, out=np.zeros_like(sum_of), where=total > 0)
    return Hanging(dict(shares), weighed)


def power(imports: Floats, spending: Floats, elasticity: Floats) -> Floats:
    """Give each state's power over another: import shares over elasticities, net, (N, N).

    Parameters
    ----------
    imports
        Value that the second state buys from the first, by sector, (N, N, S).
    spending
        All that a state spends, (N,).
    elasticity
        Of trade, by sector, (S,).

    Returns
    -------
    Row i, column j: what i can do to j less what j can do to i; antisymmetric.

    Examples
    --------
    >>> bought = np.array([[[0.0], [30.0]], [[10.0], [0.0]]])
    >>> power(bought, np.array([100.0, 100.0]), np.array([4.0])).round(3).tolist()
    [[0.0, 0.05], [-0.05, 0.0]]
    """
    held = (imports / elasticity).sum(axis=2) / spending
    return np.asarray(held - held.T, dtype=np.float64)
