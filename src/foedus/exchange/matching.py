"""Draws that cannot be what was published are left out: history matching.

A published figure is no likelihood here, only a bar: a draw passes where what the model
says falls within the figure's range, widened by what the model leaves out. What is left is
told with what it was before, and with what each figure rules out alone.

References
----------
Craig, Goldstein, Seheult, Smith (1997), Pressure matching for hydrocarbon reservoirs
Vernon, Goldstein, Bower (2010), https://doi.org/10.1214/10-BA524
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.barter import Path
from foedus.exchange.deal import Deal, Match
from foedus.exchange.months import month
from foedus.faults import DataFault

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
CENTRAL = (0.05, 0.95)
"""Quantiles of a published figure between which the model must fall."""
GOES_ON = "goes_on"
"""The bar that no figure sets: the deal is known to have gone on."""


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """One bar and what it rules out.

    Attributes
    ----------
    low, high
        What passes; NaN for the one that no figure sets.
    said
        What the model says, (R,).
    passed
        Which draws pass, (R,).
    """

    id: str
    title: str
    low: float
    high: float
    said: Floats
    passed: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """Every bar, and the draws that pass them all.

    Attributes
    ----------
    kept
        (R,).
    """

    bars: tuple[Bar, ...]
    kept: Bools

    @property
    def share(self) -> float:
        """Give the part of the draws that passes all."""
        return float(self.kept.mean())

    def without(self, bar: Bar) -> float:
        """Give the part that would pass were one bar not set."""
        others = [one.passed for one in self.bars if one is not bar]
        return float(np.logical_and.reduce([np.ones_like(self.kept), *others]).mean())


def bar_of(deal: Deal, match: Match, path: Path, figure: Floats) -> Bar:
    """Hold what the model says against one published figure.

    Parameters
    ----------
    deal
        The deal.
    match
        What the figure is of.
    path
        From the deal's first month on, with the series `given`, `arrived`, `used`,
        `produced` and `store`, and the payments.
    figure
        Draws of the published number, in units of the model: flows a month.

    Raises
    ------
    DataFault
        More is said to be delivered than any draw had in store and made.
    """
    said = measured(deal, match, path)
    low, high = np.quantile(figure, CENTRAL)
    low, high = low * (1 - match.tolerance), high * (1 + match.tolerance)
    if match.measured == "delivered":
        _refuse_more_than_there_was(deal, match, path, float(low))
    return Bar(match.id, match.title, low, high, said, (low <= said) & (said <= high))


def matching(path: Path, bars: Sequence[Bar]) -> Matching:
    """Keep the draws that pass every bar, and in which the deal has gone on."""
    on = ~path.broken
    known = Bar(
        GOES_ON,
        "the deal has gone on",
        np.nan,
        np.nan,
        on.astype(np.float64),
        on,
    )
    every = (known, *bars)
    return Matching(every, np.logical_and.reduce([bar.passed for bar in every]))


def measured(deal: Deal, match: Match, path: Path) -> Floats:
    """Read off a path what a published figure is of, (R,)."""
    begun = month(deal.first) + path.start
    last = month(match.to) - begun
    window = slice(month(match.since or deal.first) - begun, last + 1)
    match match.measured:
        case "delivered":
            return _sum(path["given"][window])
        case "rate":
            return np.asarray(path["given"][window].mean(axis=0), dtype=np.float64)
        case "covered":
            return covered(path["arrived"][window], path["used"][window])
        case "output":
            return _at(path["produced"], last)
        case "store":
            return _at(path["store"], last)
        case "paid":
            place = [payment.good for payment in deal.payments].index(match.good)
            return _sum(path.received[place, window])


def covered(arrived: Floats, used: Floats) -> Floats:
    """Give the share of use that comes by the deal, from 0 to 1, (R,).

    Parameters
    ----------
    arrived, used
        What came into use and what was used, by month, (T, R).
    """
    whole = _sum(used)
    share = np.divide(_sum(arrived), whole, out=np.zeros_like(whole), where=whole > 0)
    return np.minimum(share, 1.0)


def _at(held: Floats, place: int) -> Floats:
    return np.asarray(held[place], dtype=np.float64)


def _sum(held: Floats) -> Floats:
    return np.asarray(held.sum(axis=0), dtype=np.float64)


def _refuse_more_than_there_was(deal: Deal, match: Match, path: Path, low: float) -> None:
    """Refuse a figure that no draw can reach with all its store and all its output."""
    last = month(match.to) - month(deal.first) - path.start
    whole = path["store"][last] + _sum(path["given"][: last + 1])
    if float(whole.max(initial=0.0)) < low:
        raise DataFault(
            f"{match.id}: {low:,.0f} {deal.good.unit} or more are said to be delivered by "
            f"{match.to}, and no draw had and made more than {whole.max():,.0f}",
            expected="no more delivered than was in store and was made since",
            where=f"exchange, matching {match.id}",
            mend="mend the bound figure, supplier.stock or supplier.production",
        )
