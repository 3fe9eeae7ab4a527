"""An exchange as data: who gives what to whom, what it is paid in, and how it may end.

No number stands here. Each is the key of a parameter, bound to claims or assumed
elsewhere; the roles that the numbers play are those of `roles`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from foedus.exchange.months import month
from foedus.exchange.roles import ROLES
from foedus.exchange.whatif import WhatIf
from foedus.faults import DataFault, Fault
from foedus.quantity import Unit
from foedus.states.roster import StateId

Measured = Literal["delivered", "rate", "covered", "output", "store", "paid"]
"""Quantities of the model that a published figure may be of."""


@dataclass(frozen=True, slots=True)
class Good:
    """What the supplier gives."""

    name: str
    title: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Feed:
    """How a payment in kind feeds the supplier's output: keys of parameters.

    Attributes
    ----------
    need
        What the supplier needs of it, a flow.
    elsewhere
        What it gets of it from others, a flow; none where empty.
    stops
        Part of the output that stops without it; where empty, only growth does.
    """

    need: str
    elsewhere: str = ""
    stops: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Something that the buyer gives in return.

    Attributes
    ----------
    quantity
        Key of its flow; of persons, of how many there are; of a total, with `over`.
    price
        Key of its price; empty where it is money.
    over
        Months over which the total ran; 0 where the quantity is a flow.
    since, until
        First and last month, YYYY-MM; empty where it has none.
    prepaid
        May be given before it is owed, as far as the supplier can be trusted; other
        payments settle what is owed.
    """

    good: str
    title: str
    unit: Unit
    quantity: str
    price: str = ""
    over: int = 0
    since: str = ""
    until: str = ""
    prepaid: bool = False
    feeds: Feed | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Something else that the supplier gives, outside the bargain over the good.

    Attributes
    ----------
    price
        Key of its price; empty where it is money, or where it enters no account.
    whole
        Key of all that the buyer has or uses of it, in the same unit.
    """

    good: str
    title: str
    unit: Unit
    quantity: str
    price: str = ""
    over: int = 0
    since: str = ""
    until: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """A way in which the deal may end from outside.

    Attributes
    ----------
    chance
        Key of its probability within a year.
    enforced
        Comes sooner the harder sanctions are enforced.
    """

    id: str
    title: str
    chance: str
    enforced: bool = False


@dataclass(frozen=True, slots=True)
class Outside:
    """What an outside partner offers now: keys of prices of the good."""

    pays: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A published figure that draws of the model must meet.

    Attributes
    ----------
    measured
        `delivered` from the first month or `since` to `to`; `rate` and `covered`, the part
        of the buyer's use, in the same window; `output` and `store` in month `to`; `paid`
        of a `good` in the window.
    tolerance
        Part by which the model may pass the figure's central 90 %, for what it leaves out.
    """

    id: str
    title: str
    measured: Measured
    parameter: str
    to: str
    since: str = ""
    good: str = ""
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True)
class Deal:
    """One exchange between two states.

    Attributes
    ----------
    first
        First month that is reckoned, YYYY-MM.
    horizon
        Months reckoned after the day of the case.
    lag
        Months from handing over to use.
    patience
        Months in a row without a trade after which the deal is given up.
    terms
        Role -> key of the parameter that plays it.
    criticality
        Good -> key of its weight, 0 to 1, in the sum of dependence.
    """

    good: Good
    supplier: StateId
    buyer: StateId
    first: str
    terms: Mapping[str, str]
    payments: tuple[Payment, ...]
    left_out: tuple[str, ...]
    horizon: int = 60
    lag: int = 1
    patience: int = 3
    beside: tuple[Beside, ...] = ()
    endings: tuple[Ending, ...] = ()
    outside: Mapping[StateId, Outside] = field(default_factory=dict)
    matching: tuple[Match, ...] = ()
    criticality: Mapping[str, str] = field(default_factory=dict)
    what_ifs: tuple[WhatIf, ...] = ()

    def __post_init__(self) -> None:
        _refuse_strange_roles(self.terms)
        for text in _months(self):
            month(text)
        if self.supplier == self.buyer:
            raise _fault(f"{self.supplier} gives to itself", "two states")
        if not (1 <= self.horizon <= 600 and 1 <= self.lag <= 60 and self.patience >= 1):
            raise _fault(
                f"horizon {self.horizon}, lag {self.lag}, patience {self.patience}",
                "a horizon of 1 to 600 months, a lag of 1 to 60, a patience of 1 or more",
            )
        _refuse_repeats(self)
        for match in self.matching:
            _refuse_match(self, match)
        for what_if in self.what_ifs:
            refuse_strange(self, what_if)

    @property
    def goods(self) -> tuple[str, ...]:
        """Name the good given and those that it is paid in."""
        return (self.good.name, *(payment.good for payment in self.payments))

    @property
    def carried(self) -> tuple[Payment | Beside, ...]:
        """List all else that passes between the two."""
        return (*self.payments, *self.beside)


def _months(deal: Deal) -> Iterator[str]:
    yield deal.first
    for one in deal.carried:
        yield from filter(None, (one.since, one.until))
    for match in deal.matching:
        yield from filter(None, (match.since, match.to))


def _refuse_strange_roles(terms: Mapping[str, str]) -> None:
    if strange := sorted(terms.keys() - ROLES.keys()):
        raise _fault(f"no role {strange[0]!r}", f"roles among {', '.join(ROLES)}")
    lacking = [r.name for r in ROLES.values() if r.absent is None and r.name not in terms]
    if lacking:
        raise _fault(
            f"nothing plays {', '.join(lacking)}",
            "a parameter for each role that is needed",
        )
    for one, other in (
        ("supplier.growth", "supplier.ceiling"),
        ("buyer.others_price", "buyer.others"),
    ):
        if one in terms and other not in terms:
            raise _fault(f"{one} without {other}", "both or neither")


def _refuse_repeats(deal: Deal) -> None:
    given = [deal.good.name, *(one.good for one in deal.beside)]
    paid = [payment.good for payment in deal.payments]
    for names in (
        given + paid,
        [ending.id for ending in deal.endings],
        [match.id for match in deal.matching],
        [what_if.id for what_if in deal.what_ifs],
    ):
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise _fault(f"{twice[0]!r} stands twice", "each good and each id once")
    if lost := sorted(deal.criticality.keys() - {*given, *paid}):
        raise _fault(f"a weight of {lost[0]!r}, which nobody gives", "goods of the deal")
    for one in deal.carried:
        is_money = one.unit is Unit.USD
        if bool(one.price) == is_money and (is_money or isinstance(one, Payment)):
            raise _fault(
                f"{one.good} is in {one.unit} and has {one.price or 'no price'}",
                "a price for each payment that is no money, and none for money",
            )
        if one.over < 0:
            raise _fault(f"{one.good} runs over {one.over} months", "1 month or more")


def _refuse_match(deal: Deal, match: Match) -> None:
    paid = {payment.good for payment in deal.payments}
    if (match.measured == "paid") != bool(match.good) or (
        match.good and match.good not in paid
    ):
        raise _fault(
            f"{match.id} is of {match.measured} {match.good}".rstrip(),
            f"`paid` with one of {', '.join(sorted(paid)) or '(none)'}, others without",
        )
    if not month(deal.first) <= month(match.since or deal.first) <= month(match.to):
        raise _fault(
            f"{match.id} runs from {match.since or deal.first} to {match.to}",
            f"months in order, none before {deal.first}",
        )
    if not 0 <= match.tolerance < 1:
        raise _fault(f"{match.id} has a tolerance of {match.tolerance:g}", "0 to under 1")


def refuse_strange(deal: Deal, what_if: WhatIf, *, fault: type[Fault] = DataFault) -> None:
    """Refuse a what-if of things that the deal does not hold.

    Raises
    ------
    Fault
        A good that nobody gives, an end, a partner or a role that is none.
    """
    known = {
        "cut": (what_if.cut, deal.goods),
        "ends": (what_if.ends, tuple(ending.id for ending in deal.endings)),
        "times": (what_if.times, tuple(deal.terms)),
    }
    for key, (held, names) in known.items():
        if lost := sorted(held.keys() - set(names)):
            raise fault(
                f"what-if {what_if.id}: {key} names {lost[0]!r}, which the deal lacks",
                expected=f"one of {', '.join(names) or '(none)'}",
                where=f"what_ifs.{what_if.id}",
                mend="name what the deal holds, or add it to the deal",
            )
    if lost := sorted(what_if.offers.keys() & {deal.supplier, deal.buyer}):
        raise fault(
            f"what-if {what_if.id}: {lost[0]} is no outside partner",
            expected="a state that is neither supplier nor buyer",
            where=f"what_ifs.{what_if.id}",
            mend="name who makes the offer",
        )


def _fault(found: str, expected: str) -> DataFault:
    return DataFault(
        found,
        expected=expected,
        where="exchange.deal",
        mend="mend that key; docs/exchange.md lists the roles and keys of a deal",
    )
