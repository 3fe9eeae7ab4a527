"""What of an exchange was known on the day of the case; the rest is left out and named."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from foedus.cases.case import Case
from foedus.exchange.deal import Beside, Deal, Payment
from foedus.exchange.months import month
from foedus.exchange.roles import ROLES
from foedus.exchange.whatif import WhatIf
from foedus.faults import Finding
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding
from foedus.ledger.pool import is_founded

Told = Callable[[str], bool]


def known_of(case: Case, deal: Deal) -> tuple[Deal, tuple[Finding, ...]]:
    """Leave out what no claim told by the day of the case, and nothing assumed does.

    Roles that are needed stay, so that their lack stops the question and is told.

    Returns
    -------
    The exchange without its own what-ifs, and what was left out.
    """
    bindings = {b.parameter: b for b in standing(case.book, Binding)}

    def told(key: str) -> bool:
        return not key or (key in bindings and is_founded(bindings[key], case.book))

    payments = tuple(_fed(one, told) for one in deal.payments if _is_told(one, told))
    beside = tuple(_wholly(one, told) for one in deal.beside if _is_told(one, told))
    names = {deal.good.name, *(p.good for p in payments), *(b.good for b in beside)}
    known = replace(
        deal,
        terms={
            role: key
            for role, key in deal.terms.items()
            if ROLES[role].absent is None or _stands(role, deal, told)
        },
        payments=payments,
        beside=beside,
        endings=tuple(one for one in deal.endings if told(one.chance)),
        outside={s: o for s, o in deal.outside.items() if told(o.pays) and told(o.asks)},
        matching=tuple(m for m in deal.matching if not m.good or m.good in names),
        criticality={
            good: key
            for good, key in deal.criticality.items()
            if good in names and told(key)
        },
        what_ifs=(),
    )
    return known, tuple(_left_out(case, deal, known))


def still_meant(known: Deal, what_ifs: Iterable[WhatIf], day: date) -> tuple[WhatIf, ...]:
    """Keep the what-ifs that say anything about what is known and still to come."""
    names, now = {*known.goods}, month(f"{day:%Y-%m}")
    endings = {ending.id for ending in known.endings}
    return tuple(
        one
        for one in what_ifs
        if one.cut.keys() <= names
        and one.ends.keys() <= endings
        and one.times.keys() <= known.terms.keys()
        and all(now <= month(text) for text in one.ends.values())
    )


def _stands(role: str, deal: Deal, told: Told) -> bool:
    """Tell whether a role that may be absent is played, and by what it goes with."""
    pairs = {"supplier.growth": "supplier.ceiling", "buyer.others_price": "buyer.others"}
    other = pairs.get(role, role)
    return told(deal.terms[role]) and told(deal.terms[other])


def _is_told(one: Payment | Beside, told: Told) -> bool:
    return told(one.quantity) and told(one.price)


def _fed(one: Payment, told: Told) -> Payment:
    feed = one.feeds
    if feed is None or (told(feed.need) and told(feed.elsewhere) and told(feed.stops)):
        return one
    return replace(one, feeds=None)


def _wholly(one: Beside, told: Told) -> Beside:
    return one if told(one.whole) else replace(one, whole="")


def _left_out(case: Case, deal: Deal, known: Deal) -> Iterable[Finding]:
    where, day = f"exchange of case {case.name}", case.heading.as_of
    parts: dict[str, tuple[list[str], list[str]]] = {
        "of what is given or paid": (
            [one.title for one in deal.carried],
            [one.title for one in known.carried],
        ),
        "of the roles": (list(deal.terms), list(known.terms)),
        "of the ways to end": (
            [one.title for one in deal.endings],
            [one.title for one in known.endings],
        ),
        "of the outside offers": ([*deal.outside], [*known.outside]),
    }
    for said, (whole, held) in parts.items():
        if lost := [name for name in whole if name not in held]:
            remark = f"not known yet on {day} and left out, {said}: {', '.join(lost)}"
            yield Finding("note", where, remark)
