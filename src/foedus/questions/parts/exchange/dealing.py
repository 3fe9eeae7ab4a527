"""One exchange of a case worked through, and what both sides hang on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from foedus.cases.case import Case
from foedus.exchange.deal import Deal
from foedus.exchange.dependence import Hanging, hanging
from foedus.exchange.ends import FLOOR, NO_GAIN, OUTBID
from foedus.exchange.matching import covered
from foedus.exchange.outbidding import Bids, bids_of
from foedus.questions.parts.exchange.draws import Drawn
from foedus.questions.parts.exchange.hinges import Hinges
from foedus.questions.parts.exchange.outlook import YEAR, Outlook, Outlooks
from foedus.questions.parts.exchange.parting import Parting
from foedus.questions.wording import names

Floats = NDArray[np.float64]
QUANTILES = 201
"""Points by which the doubt of a share of draws is told."""
WITHIN = {
    FLOOR: "the store is down to its floor and output does not carry the deal",
    NO_GAIN: "no price suits both any more",
    OUTBID: "an outside partner bids more than the deal is worth",
}
"""How the ways to end that come from within are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Dealing:
    """One exchange worked through.

    Attributes
    ----------
    hinges
        None where nothing that it hangs on is open.
    parting
        None where the model of trade does not know the two.
    """

    case: Case
    drawn: Drawn
    outlooks: Outlooks
    hinges: Hinges | None
    parting: Parting | None

    @property
    def deal(self) -> Deal:
        """Give the exchange."""
        return self.drawn.deal

    @property
    def usual(self) -> Outlook:
        """Give the exchange as it is."""
        return self.outlooks.usual

    @property
    def supplier(self) -> str:
        """Call the supplier by its name."""
        return names([self.deal.supplier])

    @property
    def buyer(self) -> str:
        """Call the buyer by its name."""
        return names([self.deal.buyer])

    @property
    def called(self) -> dict[str, str]:
        """Give each way to end as it is told."""
        own = {ending.id: ending.title for ending in self.deal.endings}
        return own | WITHIN


def share_of(held: NDArray[np.bool_]) -> Floats:
    """Give a share of draws as draws of its own: what a share of so many leaves open.

    >>> float(np.median(share_of(np.arange(1_000) < 300)).round(2))
    0.3
    """
    count, size = int(held.sum()), len(held)
    quantiles = (np.arange(QUANTILES) + 0.5) / QUANTILES
    drawn = beta.ppf(quantiles, count + 0.5, size - count + 0.5)
    return np.asarray(drawn, dtype=np.float64)


def beside_share(made: Dealing, place: int) -> Floats:
    """Give the share that something given beside is of all the buyer has of it, (K,)."""
    terms = made.usual.terms
    given, whole = terms.given[place], terms.whole[place]
    share = np.divide(given, whole, out=np.zeros_like(given), where=whole > 0)
    return np.asarray(np.minimum(share, 1.0), dtype=np.float64)


def bids(made: Dealing) -> Bids:
    """Read off the first month what an outside partner would have to offer."""
    path, terms = made.usual.path, made.usual.terms
    lacked = terms.need - made.drawn.history.state.made[made.drawn.kept] - terms.others
    first = {name: path[name][0] for name in ("worth", "asking", "low", "high")}
    trades = (first["worth"] > first["asking"]) & (first["low"] <= first["high"])
    return bids_of(
        first["high"], first["low"], made.usual.price(), trades, terms.rate, lacked
    )


def outsiders(deal: Deal) -> str:
    """Call the outside partners, or whoever it may be."""
    return names(deal.outside) if deal.outside else "an outside partner"


def both_sides(made: Dealing) -> tuple[Hanging, Hanging]:
    """Tell how far the supplier and the buyer each hang on the other."""
    weights = {
        good: made.drawn.pools[key].draws[made.drawn.kept]
        for good, key in made.deal.criticality.items()
        if key in made.drawn.pools
    }
    return (
        hanging(_from_buyer(made), weights),
        hanging(_from_supplier(made), weights),
    )


def _from_supplier(made: Dealing) -> dict[str, Floats]:
    """Share of what the buyer uses that comes from the supplier, by good."""
    history, kept = made.drawn.history, made.drawn.kept
    last = slice(max(made.drawn.now - YEAR, 0), None)
    shares = {
        made.deal.good.name: covered(
            history["arrived"][last][:, kept], history["used"][last][:, kept]
        )
    }
    for k, one in enumerate(made.deal.beside):
        if one.whole:
            shares[one.good] = beside_share(made, k)
    return shares


def _from_buyer(made: Dealing) -> dict[str, Floats]:
    """Share of each input of the supplier that the buyer pays in, of all it gets of it."""
    history, kept = made.drawn.history, made.drawn.kept
    terms, last = made.usual.terms, slice(max(made.drawn.now - YEAR, 0), None)
    shares = {}
    for k, place in enumerate(terms.fed):
        had = history.received[place, last][:, kept].mean(axis=0)
        whole = had + terms.feed_elsewhere[k]
        share = np.divide(had, whole, out=np.zeros_like(had), where=whole > 0)
        shares[made.deal.payments[place].good] = share
    return shares
