"""The numbers of a deal, drawn: one array a role, all in months and in US$."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.deal import Beside, Deal, Payment
from foedus.exchange.measures import FLOWS, MONTHS_IN_YEAR
from foedus.exchange.needs import needs_of_terms
from foedus.exchange.roles import ROLES
from foedus.faults import DataFault
from foedus.quantity import Unit

Floats = NDArray[np.float64]
EVEN = 0.5
"""The supplier's part of the gain where neither discounts: the limit of equal patience."""


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Draws of every number that a deal reads; R draws, the last axis of each array.

    Attributes
    ----------
    stock, floor
        What the supplier has at first, and what of it stays, (R,), in units of the good.
    output, ceiling, pace
        What it makes a month at first and at most, and the part of the gap between the two
        that closes in a month when it is fully fed.
    usable, own
        Part of output that counts, and what the supplier uses itself a month.
    cost, scarcity, sanction
        US$ for one: to make it, more when the store is at the floor, more by sanctions.
    buyer_stock, made, made_growth, need, others, others_price
        The buyer's store, output a month with its factor a month, need, and supply by
        others with its price.
    worth, urgency
        US$ for one that works when none lacks, and the ratio added when all lack.
    rate, duds, least
        Handed over a month, part that fails, part of the rate below which the deal ends.
    part
        The supplier's part of the gain by patience alone, b of the page.
    buyer_rate, supplier_rate, interest
        A month.
    owed, limit
        US$ that the buyer owes at first, and the most that is lent.
    quantity, price
        Of each payment, (P, R): a month, and US$ for one.
    feed_need, feed_elsewhere, feed_stops
        Of each payment that feeds output, (F, R).
    given, given_price, whole
        Of each thing given beside, (K, R); the last is NaN where nothing is told.
    hazards
        Rate a month of each ending, (E, R).
    pays, asks
        The best that outside partners offer: to the supplier for each not given, and the
        lowest price to the buyer, (R,); 0 and infinity where none offers.
    prepaid
        Whether each payment may come before it is owed, (P,).
    fed
        Places of the payments that feed output, (F,).
    """

    stock: Floats
    floor: Floats
    output: Floats
    ceiling: Floats
    pace: Floats
    usable: Floats
    own: Floats
    cost: Floats
    scarcity: Floats
    sanction: Floats
    buyer_stock: Floats
    made: Floats
    made_growth: Floats
    need: Floats
    others: Floats
    others_price: Floats
    worth: Floats
    urgency: Floats
    rate: Floats
    duds: Floats
    least: Floats
    part: Floats
    buyer_rate: Floats
    supplier_rate: Floats
    interest: Floats
    owed: Floats
    limit: Floats
    quantity: Floats
    price: Floats
    feed_need: Floats
    feed_elsewhere: Floats
    feed_stops: Floats
    given: Floats
    given_price: Floats
    whole: Floats
    hazards: Floats
    pays: Floats
    asks: Floats
    prepaid: tuple[bool, ...]
    fed: tuple[int, ...]

    @property
    def size(self) -> int:
        """Count the draws."""
        return len(self.stock)

    def rows(self, which: slice | NDArray[np.intp] | NDArray[np.bool_]) -> "Terms":
        """Take some of the draws."""
        held = {f.name: getattr(self, f.name) for f in fields(self)}
        arrays = {k: v for k, v in held.items() if isinstance(v, np.ndarray)}
        return replace(self, **{k: v[..., which] for k, v in arrays.items()})  # type: ignore[arg-type]


def terms_of(
    deal: Deal,
    draws: Mapping[str, Floats],
    units: Mapping[str, Unit],
    *,
    where: str,
    times: Mapping[str, float] | None = None,
) -> Terms:
    """Bring the draws of a deal's parameters to months and US$.

    Parameters
    ----------
    deal
        Says which parameter plays which role.
    draws
        Parameter -> its draws, (R,), in its own unit.
    units
        Parameter -> that unit.
    where
        The place to name in a fault.
    times
        Role -> a factor on its numbers, as a what-if would have it.

    Raises
    ------
    DataFault
        A unit or a number that a role cannot have, or nothing can be given in any draw.
    """
    _refuse_strange(deal, draws, units, where)
    size = len(next(iter(draws.values())))
    sheet = _Sheet(deal, draws, units, size, times or {}, where)
    role = sheet.role
    stock, output = role("supplier.stock"), role("supplier.production")
    growth, top = role("supplier.growth"), role("supplier.ceiling")
    rates = {who: monthly(role(f"{who}.impatience")) for who in ("buyer", "supplier")}
    fed = tuple(k for k, one in enumerate(deal.payments) if one.feeds)
    feeds = [one.feeds for one in deal.payments if one.feeds]
    made = Terms(
        stock=stock,
        floor=role("supplier.floor") * stock,
        output=output,
        ceiling=output * top,
        pace=pace_of(growth, top),
        usable=role("supplier.usable"),
        own=role("supplier.use"),
        cost=role("supplier.cost"),
        scarcity=role("supplier.cost") * role("supplier.scarcity"),
        sanction=role("supplier.sanction_cost"),
        buyer_stock=role("buyer.stock"),
        made=role("buyer.production"),
        made_growth=(1 + role("buyer.growth")) ** (1 / MONTHS_IN_YEAR),
        need=role("buyer.need"),
        others=role("buyer.others"),
        others_price=role("buyer.others_price"),
        worth=role("buyer.worth"),
        urgency=role("buyer.urgency"),
        rate=role("delivery.rate"),
        duds=role("delivery.duds"),
        least=role("delivery.least"),
        part=part_of(buyer=rates["buyer"], supplier=rates["supplier"]),
        buyer_rate=rates["buyer"],
        supplier_rate=rates["supplier"],
        interest=monthly(role("credit.interest")),
        owed=role("credit.start"),
        limit=role("credit.limit"),
        quantity=sheet.stack(sheet.carried(one) for one in deal.payments),
        price=sheet.stack(sheet.told(one.price, 1.0) for one in deal.payments),
        feed_need=sheet.stack(sheet.told(feed.need, 0.0) for feed in feeds),
        feed_elsewhere=sheet.stack(sheet.told(feed.elsewhere, 0.0) for feed in feeds),
        feed_stops=sheet.stack(sheet.told(feed.stops, 0.0) for feed in feeds),
        given=sheet.stack(sheet.carried(one) for one in deal.beside),
        given_price=sheet.stack(
            sheet.told(one.price, float(one.unit is Unit.USD)) for one in deal.beside
        ),
        whole=sheet.stack(sheet.told(one.whole, np.nan) for one in deal.beside),
        hazards=sheet.stack(hazard_of(draws[e.chance]) for e in deal.endings),
        pays=sheet.best([o.pays for o in deal.outside.values()], 0.0, np.maximum),
        asks=sheet.best([o.asks for o in deal.outside.values()], np.inf, np.minimum),
        prepaid=tuple(one.prepaid for one in deal.payments),
        fed=fed,
    )
    _refuse_nothing(made, where)
    return made


def monthly(rate: Floats) -> Floats:
    """Turn a rate a year into one a month.

    >>> monthly(np.array([0.0, 1.0])).round(4).tolist()
    [0.0, 0.0595]
    """
    return np.asarray((1 + rate) ** (1 / MONTHS_IN_YEAR) - 1, dtype=np.float64)


def hazard_of(chance: Floats) -> Floats:
    """Turn a probability within a year into a constant rate a month.

    >>> hazard_of(np.array([0.0, 1 - np.exp(-12.0)])).round(6).tolist()
    [0.0, 1.0]
    """
    # What is certain within the year comes within the month, by a rate that is finite.
    sure = np.minimum(chance, 1 - 1e-16)
    return np.asarray(-np.log1p(-sure) / MONTHS_IN_YEAR, dtype=np.float64)


def pace_of(growth: Floats, ceiling: Floats) -> Floats:
    """Give the part of the gap to the ceiling that closes in a month, 1/tau of the page.

    It is the one by which output, fully fed, has grown as told after twelve months; at
    once where the ceiling would be passed within the year.

    Parameters
    ----------
    growth
        In the first year, as a ratio to output at first, (R,).
    ceiling
        The most, as a ratio to output at first, (R,).

    >>> pace = pace_of(np.array([0.5]), np.array([2.0]))
    >>> (1 + (1 - (1 - pace) ** 12)).round(6).tolist()
    [1.5]
    """
    room = np.maximum(ceiling - 1, 0.0)
    reached = np.divide(growth, room, out=np.ones_like(room), where=room > growth)
    left = np.where(room > 0, 1 - np.minimum(reached, 1.0), 1.0)
    return np.asarray(1 - left ** (1 / MONTHS_IN_YEAR), dtype=np.float64)


def part_of(*, buyer: Floats, supplier: Floats) -> Floats:
    """Give the supplier's part of the gain: the more patient one gains more.

    Parameters
    ----------
    buyer, supplier
        Rates of discount over the same time, (R,); where both are nought the part is even.

    References
    ----------
    Rubinstein (1982), https://doi.org/10.2307/1912531

    >>> part_of(buyer=np.array([0.1, 0.2, 0.0]), supplier=np.array([0.1, 0.1, 0.0])).round(
    ...     4
    ... ).tolist()
    [0.5, 0.6667, 0.5]
    """
    both = buyer + supplier
    return np.divide(buyer, both, out=np.full_like(both, EVEN), where=both > 0)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Looks numbers up by role and by key, a month each."""

    deal: Deal
    draws: Mapping[str, Floats]
    units: Mapping[str, Unit]
    size: int
    times: Mapping[str, float]
    where: str

    def role(self, name: str) -> Floats:
        role, key = ROLES[name], self.deal.terms.get(name, "")
        held = self.told(key, np.nan if role.absent is None else role.absent)
        if name not in self.times:
            return held
        held = held * self.times[name]
        if held.min() < role.low or held.max() > role.high:
            told = f"{name} times {self.times[name]:g}"
            raise _out_of_bounds(told, key, float(held.max()), self.where)
        return held

    def told(self, key: str, otherwise: float) -> Floats:
        if not key:
            return np.full(self.size, otherwise)
        each = FLOWS[self.units[key]][1] if self.units[key] in FLOWS else 1.0
        return np.asarray(self.draws[key] * each, dtype=np.float64)

    def carried(self, one: Payment | Beside) -> Floats:
        return self.told(one.quantity, 0.0) / max(one.over, 1)

    def stack(self, arrays: Iterable[Floats]) -> Floats:
        held = list(arrays)
        return np.stack(held) if held else np.empty((0, self.size))

    def best(self, keys: Sequence[str], otherwise: float, choose: np.ufunc) -> Floats:
        told = [self.told(key, otherwise) for key in keys]
        return np.asarray(
            choose.reduce([np.full(self.size, otherwise), *told]), dtype=np.float64
        )


def _refuse_strange(
    deal: Deal, draws: Mapping[str, Floats], units: Mapping[str, Unit], where: str
) -> None:
    sizes = {len(drawn) for drawn in draws.values()}
    for need in needs_of_terms(deal):
        key = need.parameter
        if key not in draws or units[key] not in need.units or len(sizes) != 1:
            raise DataFault(
                f"{need.role} is played by {key!r}, of which there is "
                + (f"{units[key]}" if key in draws else "no draw"),
                expected=f"draws in {' or '.join(sorted(need.units))}, as many of each",
                where=where,
                mend="bind it in that unit",
            )
        drawn = draws[key]
        if not (np.isfinite(drawn).all() and need.low <= drawn.min() <= drawn.max()):
            raise _out_of_bounds(need.role, key, float(drawn.min()), where)
        if drawn.max() > need.high:
            raise _out_of_bounds(need.role, key, float(drawn.max()), where)


def _out_of_bounds(role: str, key: str, value: float, where: str) -> DataFault:
    return DataFault(
        f"{key!r} is {value:g} in a draw, which {role} cannot be",
        expected="stocks, flows and prices not below 0, shares 0 to 1, finite numbers",
        where=where,
        mend="mend the claims or the range that it is bound to",
    )


def _refuse_nothing(made: Terms, where: str) -> None:
    """Refuse a deal whose store is at the floor and whose output is none, in all draws."""
    most = np.maximum(made.output, made.ceiling) * made.usable - made.own
    if np.all((made.stock <= made.floor) & (most <= 0)):
        raise DataFault(
            "the floor takes the whole store and nothing is made, in every draw",
            expected="a store above the floor, or output above own use, in some draw",
            where=where,
            mend="mend supplier.floor, supplier.production or supplier.use",
        )
