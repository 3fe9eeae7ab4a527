"""Units of an exchange: stocks, their flows, and prices, all brought to months and US$."""

from collections.abc import Mapping
from types import MappingProxyType

from foedus.faults import DataFault
from foedus.quantity import Unit

MONTHS_IN_YEAR = 12
DAYS_IN_MONTH = 365.25 / MONTHS_IN_YEAR

FLOWS: Mapping[Unit, tuple[Unit, float]] = MappingProxyType(
    {
        Unit.ROUNDS_PER_DAY: (Unit.ROUNDS, DAYS_IN_MONTH),
        Unit.ROUNDS_PER_MONTH: (Unit.ROUNDS, 1.0),
        Unit.ROUNDS_PER_YEAR: (Unit.ROUNDS, 1 / MONTHS_IN_YEAR),
        Unit.PIECES_PER_MONTH: (Unit.PIECES, 1.0),
        Unit.PIECES_PER_YEAR: (Unit.PIECES, 1 / MONTHS_IN_YEAR),
        Unit.BARRELS_PER_MONTH: (Unit.BARRELS, 1.0),
        Unit.BARRELS_PER_YEAR: (Unit.BARRELS, 1 / MONTHS_IN_YEAR),
        Unit.TONNES_PER_MONTH: (Unit.TONNES, 1.0),
        Unit.TONNES_PER_YEAR: (Unit.TONNES, 1 / MONTHS_IN_YEAR),
        Unit.PERSONS_PER_MONTH: (Unit.PERSONS, 1.0),
        Unit.USD_PER_MONTH: (Unit.USD, 1.0),
        Unit.USD_PER_YEAR: (Unit.USD, 1 / MONTHS_IN_YEAR),
    }
)
"""Unit of a flow -> what flows, and how much of it in a month is one of the unit."""

PRICES: Mapping[Unit, Unit] = MappingProxyType(
    {
        Unit.USD_PER_ROUND: Unit.ROUNDS,
        Unit.USD_PER_PIECE: Unit.PIECES,
        Unit.USD_PER_BARREL: Unit.BARRELS,
        Unit.USD_PER_TONNE: Unit.TONNES,
        Unit.USD_PER_MONTH: Unit.PERSONS,  # a wage: what one person costs for a month
    }
)
"""Unit of a price -> what one of is paid for."""


def flow_of(unit: Unit) -> Unit:
    """Name the coarsest unit in which a stock of some unit flows.

    >>> flow_of(Unit.ROUNDS)
    <Unit.ROUNDS_PER_MONTH: 'rounds/month'>

    Raises
    ------
    DataFault
        Nothing of the kind flows.
    """
    return _found(unit, {stock: flow for flow, (stock, each) in FLOWS.items() if each == 1})


def price_of(unit: Unit) -> Unit:
    """Name the unit of the price of one of a unit.

    Raises
    ------
    DataFault
        It has no price.
    """
    return _found(unit, {stock: price for price, stock in PRICES.items()})


def _found(unit: Unit, among: Mapping[Unit, Unit]) -> Unit:
    if unit in among:
        return among[unit]
    raise DataFault(
        f"{unit.value} neither flow nor have a price",
        expected=f"one of {', '.join(sorted(among))}",
        where="exchange.measures",
        mend="measure the good in one of these units",
    )
