"""How changed openness carries what sellers offer to buyers, and what buyers pay back.

The base shares are one matrix for all scenarios. Many scenarios are worked on together as
that matrix times all of them, plus what each changes, which is sparse. One scenario alone
is multiplied out, so that nothing is lost in differences where nearly all flows are cut.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from foedus.markets.barriers import Barriers
from foedus.markets.economy import Economy

Floats = NDArray[np.float64]


class Reach(Protocol):
    """Both ways of the markets, over sectors, scenarios and states, (S, R, N)."""

    def bought(self, sellers: Floats) -> Floats:
        """Sum what all sellers offer each buyer."""

    def sold(self, buyers: Floats) -> Floats:
        """Sum what of all buyers' pay reaches each seller."""


@dataclass(frozen=True, slots=True, eq=False)
class _Alone:
    """One scenario, multiplied out; matrices are exporter by importer, (S, N, N)."""

    paid: Floats
    received: Floats

    def bought(self, sellers: Floats) -> Floats:
        return np.asarray(sellers @ self.paid, dtype=np.float64)

    def sold(self, buyers: Floats) -> Floats:
        return np.asarray(buyers @ self.received.swapaxes(1, 2), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Together:
    """Many scenarios: the base, and what each takes off it."""

    shares: Floats
    less_bought: sparse.csr_array
    less_sold: sparse.csr_array

    def bought(self, sellers: Floats) -> Floats:
        less = (self.less_bought @ sellers.ravel()).reshape(sellers.shape)
        return np.asarray(sellers @ self.shares + less, dtype=np.float64)

    def sold(self, buyers: Floats) -> Floats:
        less = (self.less_sold @ buyers.ravel()).reshape(buyers.shape)
        return np.asarray(buyers @ self.shares.swapaxes(1, 2) + less, dtype=np.float64)


def reach(base: Economy, shares: Floats, at: Barriers) -> Reach:
    """Set up both ways for some scenarios.

    Parameters
    ----------
    base
        The economy.
    shares
        Its shares, sector first, (S, N, N).
    at
        What is changed.
    """
    if at.scenarios == 1:
        paid = changed(shares, at)
        if (at.received == 1).all():
            return _Alone(paid, paid)
        received = paid.copy()
        received[at.sector, at.exporter, at.importer] *= at.received
        return _Alone(paid, received)
    n, s = base.labour.shape
    size = s * at.scenarios * n
    block = (at.sector * at.scenarios + at.scenario) * n
    rows, columns = block + at.importer, block + at.exporter
    share = shares[at.sector, at.exporter, at.importer]
    change = share * np.expm1(at.log_openness)
    kept = share * (np.exp(at.log_openness) * at.received - 1)
    return _Together(
        shares,
        sparse.csr_array((change, (rows, columns)), shape=(size, size)),
        sparse.csr_array((kept, (columns, rows)), shape=(size, size)),
    )


def changed(shares: Floats, at: Barriers) -> Floats:
    """Multiply shares, (S, N, N), by the openness of one scenario."""
    paid = shares.copy()
    paid[at.sector, at.exporter, at.importer] *= np.exp(at.log_openness)
    return paid
