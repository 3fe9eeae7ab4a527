"""The roles that numbers play in an exchange: what each means, its unit and its bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Literal

from foedus.exchange.measures import FLOWS, PRICES
from foedus.quantity import Unit

Kind = Literal["stock", "flow", "price", "share", "yearly", "ratio", "usd"]


@dataclass(frozen=True, slots=True)
class Role:
    """A number that the model needs, or may have.

    Attributes
    ----------
    kind
        `stock`, `flow` and `price` are of the good that is given; a `yearly` number is a
        share or a ratio a year.
    absent
        What it is where no parameter is bound to it; None means that one must be.
    """

    name: str
    meaning: str
    kind: Kind
    low: float
    high: float
    absent: float | None


def _role(
    name: str,
    meaning: str,
    kind: Kind,
    absent: float | None,
    low: float = 0.0,
    high: float = inf,
) -> tuple[str, Role]:
    return name, Role(name, meaning, kind, low, high, absent)


ROLES: Mapping[str, Role] = MappingProxyType(
    dict(
        (
            _role("supplier.stock", "what the supplier has in store at the first month",
                  "stock", None),
            _role("supplier.floor", "part of that store that it does not give away",
                  "share", None, high=1.0),
            _role("supplier.production", "what it makes at the first month", "flow", None),
            _role("supplier.growth", "growth of that output in the first year, fully fed",
                  "yearly", 0.0),
            _role("supplier.ceiling", "the most it can make, over what it makes at first",
                  "ratio", 1.0, low=1.0),
            _role("supplier.usable", "part of what it makes that can be given or stored",
                  "share", 1.0, high=1.0),
            _role("supplier.use", "what it uses itself", "flow", 0.0),
            _role("supplier.cost", "what one costs it to make", "price", None),
            _role("supplier.scarcity", "rise of its asking price, over cost, when the "
                  "store is down to the floor", "ratio", 0.0),
            _role("supplier.sanction_cost", "what sanctions add to the cost of one given",
                  "price", 0.0),
            _role("supplier.impatience", "rate by which it discounts a year", "yearly",
                  None),
            _role("buyer.stock", "what the buyer has in store at the first month", "stock",
                  0.0),
            _role("buyer.production", "what it makes itself at the first month", "flow",
                  None),
            _role("buyer.growth", "growth of that output a year", "yearly", 0.0, low=-1.0),
            _role("buyer.need", "what it would use if it had enough", "flow", None),
            _role("buyer.others", "what it gets from others", "flow", 0.0),
            _role("buyer.others_price", "the price that those others take", "price", inf),
            _role("buyer.worth", "what one that works is worth to it when it lacks none",
                  "price", None),
            _role("buyer.urgency", "rise of that worth, as a ratio, when it lacks all",
                  "ratio", 0.0),
            _role("buyer.impatience", "rate by which it discounts a year", "yearly", None),
            _role("delivery.rate", "what is handed over while stocks and credit allow",
                  "flow", None),
            _role("delivery.duds", "part of what is handed over that does not work",
                  "share", 0.0, high=1.0),
            _role("delivery.least", "part of the rate below which the deal is given up",
                  "share", 0.0, high=1.0),
            _role("credit.start", "what the buyer owes at the first month", "usd", 0.0,
                  low=-inf),
            _role("credit.interest", "interest on what is owed, a year", "yearly", 0.0),
            _role("credit.limit", "the most that the supplier lends, whatever it could "
                  "enforce", "usd", inf),
        )
    )
)  # fmt: skip
"""Role -> what it is."""

_PURE = {
    "share": frozenset({Unit.SHARE}),
    "yearly": frozenset({Unit.SHARE, Unit.RATIO}),
    "ratio": frozenset({Unit.RATIO}),
    "usd": frozenset({Unit.USD}),
}


def units_of(kind: Kind, good: Unit) -> frozenset[Unit]:
    """Name the units in which a kind of number may be bound, where the good has its own.

    >>> sorted(units_of("flow", Unit.TONNES))
    [<Unit.TONNES_PER_MONTH: 'tonnes/month'>, <Unit.TONNES_PER_YEAR: 'tonnes/year'>]
    """
    match kind:
        case "stock":
            return frozenset({good})
        case "flow":
            return frozenset(unit for unit, (stock, _) in FLOWS.items() if stock == good)
        case "price":
            return frozenset(unit for unit, stock in PRICES.items() if stock == good)
        case _:
            return _PURE[kind]
