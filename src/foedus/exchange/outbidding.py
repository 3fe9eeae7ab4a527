"""What an outside partner would have to offer for the deal to end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Bids:
    """Offers, (R,); NaN where there is no deal to end.

    Attributes
    ----------
    stirs
        US$ to the supplier for each not given, above which the buyer must pay more.
    ends
        US$ for each above which no price suits the buyer, and the supplier leaves.
    ends_month
        The same for all that is handed over in a month.
    undercuts
        US$ for each below which an outside seller takes the buyer away.
    amount
        How much that seller must have a month: what the buyer lacks without the deal.
    """

    stirs: Floats
    ends: Floats
    ends_month: Floats
    undercuts: Floats
    amount: Floats


def bids_of(
    high: Floats,
    low: Floats,
    price: Floats,
    trades: NDArray[np.bool_],
    rate: Floats,
    lacked: Floats,
) -> Bids:
    """Read off a bargain what would end it.

    Outside offers below the price change nothing; between the price and the buyer's limit
    they raise it; above they end the deal. The same holds the other way round for what is
    asked of the buyer.

    Parameters
    ----------
    high, low, price, trades
        Of the bargain of one month, as in `bargain.Bargain`, (R,).
    rate
        What is handed over a month, (R,).
    lacked
        What the buyer lacks a month without the deal, (R,).

    Examples
    --------
    >>> one = [np.array([x]) for x in (400.0, 100.0, 250.0)]
    >>> found = bids_of(*one, np.array([True]), np.array([50.0]), np.array([65.0]))
    >>> float(found.ends[0]), float(found.undercuts[0])
    (400.0, 100.0)
    """
    return Bids(
        stirs=np.where(trades, price, np.nan),
        ends=np.where(trades, high, np.nan),
        ends_month=np.where(trades, high * rate, np.nan),
        undercuts=np.where(trades, low, np.nan),
        amount=np.where(trades, np.maximum(lacked, 0.0), np.nan),
    )
