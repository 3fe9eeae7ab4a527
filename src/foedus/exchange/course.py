"""What changes over the months of an exchange, whatever is drawn: starts, stops, offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.deal import Beside, Deal, Payment
from foedus.exchange.months import month
from foedus.exchange.whatif import WhatIf

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Factors by month; T months from the first, P payments, K things beside.

    Attributes
    ----------
    passing
        Part of the rate that can pass, (T,).
    paid, beside
        Part of each payment, (P, T), and of each thing beside, (K, T), that flows.
    enforced
        How many times as hard sanctions are enforced, (T,).
    pays, asks
        Offers in US$ for one besides those drawn, (T,); 0 and infinity where none is.
    fixed
        Ending -> the month, counted from the first, in which it comes about.
    """

    passing: Floats
    paid: Floats
    beside: Floats
    enforced: Floats
    pays: Floats
    asks: Floats
    fixed: Mapping[str, int]

    @property
    def months(self) -> int:
        """Count the months."""
        return len(self.passing)


def course_of(deal: Deal, months: int) -> Course:
    """Lay out the months of a deal as it is."""
    return Course(
        passing=np.ones(months),
        paid=_flowing(deal, deal.payments, months),
        beside=_flowing(deal, deal.beside, months),
        enforced=np.ones(months),
        pays=np.zeros(months),
        asks=np.full(months, np.inf),
        fixed={},
    )


def changed(course: Course, deal: Deal, what_if: WhatIf, *, now: int) -> Course:
    """Lay out the months as a what-if would have them.

    Parameters
    ----------
    course
        As it is.
    deal
        The deal.
    what_if
        The change; its `times` are none of the course's.
    now
        Place of the first month that is not yet known; a change without a month, or one of
        the past, begins there.
    """
    start = max(_place(deal, what_if.since), now) if what_if.since else now
    passing, paid = course.passing.copy(), course.paid.copy()
    passing[start:] *= 1 - what_if.cut.get(deal.good.name, 0.0)
    for k, payment in enumerate(deal.payments):
        paid[k, start:] *= 1 - what_if.cut.get(payment.good, 0.0)
    enforced, pays, asks = course.enforced.copy(), course.pays.copy(), course.asks.copy()
    enforced[start:] *= what_if.enforcement
    for offer in what_if.offers.values():
        pays[start:] = np.maximum(pays[start:], offer.pays or 0.0)
        if offer.asks is not None:
            asks[start:] = np.minimum(asks[start:], offer.asks)
    fixed = {id: max(_place(deal, text), now) for id, text in what_if.ends.items()}
    return replace(
        course,
        passing=passing,
        paid=paid,
        enforced=enforced,
        pays=pays,
        asks=asks,
        fixed={**course.fixed, **fixed},
    )


def _place(deal: Deal, text: str) -> int:
    """Count the months from the deal's first to another."""
    return month(text) - month(deal.first)


def _flowing(deal: Deal, held: Sequence[Payment | Beside], months: int) -> Floats:
    """Tell in which months each thing flows, (len(held), T)."""
    flows = np.ones((len(held), months))
    for k, one in enumerate(held):
        if one.since:
            flows[k, : max(_place(deal, one.since), 0)] = 0.0
        if one.until:
            flows[k, max(_place(deal, one.until) + 1, 0) :] = 0.0
    return flows
