"""What one of the good is worth to each side, and the price between the two.

Only gains are shared. Outside options do not shift the split unless they bind: they bound
the price. The other reading, by Nash with disagreement payoffs, splits what is left between
the two options instead; both are at hand, since theory does not say which holds.

References
----------
Rubinstein (1982), https://doi.org/10.2307/1912531
Binmore, Rubinstein, Wolinsky (1986), https://doi.org/10.2307/2555382
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rule = Literal["bounds", "nash"]
"""Outside options as bounds of the price, or as disagreement payoffs."""


@dataclass(frozen=True, slots=True, eq=False)
class Bargain:
    """Worth, asking price and price of one of the good, US$, (R,).

    Attributes
    ----------
    low, high
        The price that the supplier gets, and the buyer pays, elsewhere or by itself.
    trades
        Whether both gain: worth is above the asking price and low is not above high.
    """

    worth: Floats
    asking: Floats
    low: Floats
    high: Floats
    price: Floats
    trades: NDArray[np.bool_]


def worth_of(
    lack: Floats,
    *,
    worth: Floats,
    urgency: Floats,
    duds: Floats,
    others_price: Floats,
    others_suffice: NDArray[np.bool_],
) -> Floats:
    """Give the buyer's value of one, v of equation 20, (R,).

    Parameters
    ----------
    lack
        Part of the need that is not met, h, 0 to 1.
    worth, urgency
        Value of one that works when none lacks, and the ratio by which lack raises it.
    duds
        Part that does not work.
    others_price, others_suffice
        What others take, and whether they could cover all that is lacked without the deal.
    """
    own = worth * (1 + urgency * lack)
    cheaper = np.where(others_suffice, np.minimum(others_price, own), own)
    return np.asarray((1 - duds) * cheaper, dtype=np.float64)


def asking_of(
    spare: Floats, per_room: Floats, *, cost: Floats, scarcity: Floats, sanction: Floats
) -> Floats:
    """Give the supplier's reservation price, r of equation 20, (R,).

    Parameters
    ----------
    spare
        What is in store above the floor.
    per_room
        One over what was at first; where that is nought, and the store scarce, nought.
    cost, scarcity, sanction
        US$ for one: to make it, more when the store is down to the floor, by sanctions.
    """
    scarce = 1 - np.minimum(spare * per_room, 1.0)
    return np.asarray(cost + scarcity * scarce + sanction, dtype=np.float64)


def bargain(
    worth: Floats,
    asking: Floats,
    *,
    part: Floats,
    pays: Floats,
    asks: Floats,
    rule: Rule = "bounds",
) -> Bargain:
    """Settle the price, equation 21.

    Parameters
    ----------
    worth, asking
        v and r, (R,).
    part
        The supplier's part of the gain, b.
    pays, asks
        What outside partners pay the supplier and ask of the buyer for one; 0 and infinity
        where there is none.
    rule
        How those options count.

    Examples
    --------
    >>> half = dict(part=np.array([0.5]), pays=np.array([70.0]), asks=np.array([np.inf]))
    >>> v, r = np.array([100.0]), np.array([20.0])
    >>> float(bargain(v, r, **half).price[0])
    70.0
    >>> float(bargain(v, r, rule="nash", **half).price[0])
    85.0
    """
    low, high = np.maximum(asking, pays), np.minimum(worth, asks)
    if rule == "nash":
        price = low + part * (high - low)
    else:
        price = np.minimum(np.maximum(asking + part * (worth - asking), low), high)
    return Bargain(worth, asking, low, high, price, (worth > asking) & (low <= high))
