"""What an outside partner would have to offer for the deal to end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.bargain import Bargain

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


def bids_of(agreed: Bargain, rate: Floats, lacked: Floats) -> Bids:
    """Read off a bargain what would end it.

    Outside offers below the price change nothing; between the price and the buyer's limit
    they raise it; above they end the deal. The same holds the other way round for what is
    asked of the buyer.

    Parameters
    ----------
    agreed
        The bargain of one month.
    rate
        What is handed over a month, (R,).
    lacked
        What the buyer lacks a month without the deal, (R,).
    """
    there = agreed.trades
    return Bids(
        stirs=np.where(there, agreed.price, np.nan),
        ends=np.where(there, agreed.high, np.nan),
        ends_month=np.where(there, agreed.high * rate, np.nan),
        undercuts=np.where(there, agreed.low, np.nan),
        amount=np.where(there, np.maximum(lacked, 0.0), np.nan),
    )
