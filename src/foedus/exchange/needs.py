"""What a deal reads: each parameter, where it stands, and the units it may be bound in."""

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.exchange.deal import Beside, Deal, Match, Payment
from foedus.exchange.measures import FLOWS, PRICES
from foedus.exchange.roles import ROLES, units_of
from foedus.quantity import Unit


@dataclass(frozen=True, slots=True)
class Need:
    """A parameter that a deal reads.

    Attributes
    ----------
    role
        Where it stands in the deal, as a path of keys.
    low, high
        Bounds of its numbers.
    """

    role: str
    parameter: str
    units: frozenset[Unit]
    low: float = 0.0
    high: float = float("inf")


_SHARE = frozenset({Unit.SHARE})
_CHANCE = frozenset({Unit.PROBABILITY, Unit.SHARE})


def needs_of(deal: Deal) -> Iterator[Need]:
    """Tell each parameter that a deal reads, and the units it may have."""
    yield from needs_of_terms(deal)
    for match in deal.matching:
        yield Need(f"matching.{match.id}", match.parameter, _measure(deal, match))
    for good, key in deal.criticality.items():
        yield Need(f"criticality.{good}", key, _SHARE, high=1.0)


def needs_of_terms(deal: Deal) -> Iterator[Need]:
    """Tell each parameter without which a deal cannot be run."""
    unit = deal.good.unit
    for name, key in deal.terms.items():
        role = ROLES[name]
        yield Need(f"terms.{name}", key, units_of(role.kind, unit), role.low, role.high)
    for payment in deal.payments:
        where = f"payments.{payment.good}"
        yield from _priced(payment, where)
        if payment.feeds:
            feed, flow = payment.feeds, flows(payment.unit)
            yield Need(f"{where}.feeds.need", feed.need, flow)
            if feed.elsewhere:
                yield Need(f"{where}.feeds.elsewhere", feed.elsewhere, flow)
            if feed.stops:
                yield Need(f"{where}.feeds.stops", feed.stops, _SHARE, high=1.0)
    for one in deal.beside:
        yield from _priced(one, f"beside.{one.good}")
        if one.whole:
            yield Need(f"beside.{one.good}.whole", one.whole, _amounts(one))
    for ending in deal.endings:
        yield Need(f"endings.{ending.id}.chance", ending.chance, _CHANCE, high=1.0)
    prices = units_of("price", unit)
    for state, offer in deal.outside.items():
        if offer.pays:
            yield Need(f"outside.{state}.pays", offer.pays, prices)
        if offer.asks:
            yield Need(f"outside.{state}.asks", offer.asks, prices)


def flows(unit: Unit) -> frozenset[Unit]:
    """Name the units in which a stock of some unit flows."""
    return frozenset(flow for flow, (stock, _) in FLOWS.items() if stock == unit)


def _amounts(one: Payment | Beside) -> frozenset[Unit]:
    """Name the units of how much there is of something paid for."""
    if one.over or one.unit is Unit.PERSONS:
        return frozenset({one.unit})
    return flows(one.unit)


def _priced(one: Payment | Beside, where: str) -> Iterator[Need]:
    yield Need(f"{where}.quantity", one.quantity, _amounts(one))
    if one.price:
        prices = frozenset(unit for unit, stock in PRICES.items() if stock == one.unit)
        yield Need(f"{where}.price", one.price, prices)


def _measure(deal: Deal, match: Match) -> frozenset[Unit]:
    """Name the unit of the quantity that a published figure is of."""
    good = deal.good.unit
    match match.measured:
        case "delivered" | "store":
            return frozenset({good})
        case "rate" | "output":
            return flows(good)
        case "covered":
            return _SHARE
        case "paid":
            return frozenset({p.unit for p in deal.payments if p.good == match.good})
