"""One month of an exchange, draws side by side: produce, use, bargain, hand over, pay."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.bargain import Bargain, Rule, asking_of, bargain, worth_of
from foedus.exchange.course import Course
from foedus.exchange.credit import Patience, future_gain, patience
from foedus.exchange.terms import Terms

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
LEAST = 1e-12
"""Stands for nought where something is divided by it: units of the good, or US$."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where an exchange stands at the beginning of a month; R draws.

    Attributes
    ----------
    store, buyer_store
        In units of the good, (R,).
    output, made
        Of the supplier and of the buyer, a month, (R,).
    debt
        US$ that the buyer owes; below nought the supplier owes, (R,).
    under_way
        Handed over and not yet of use, the oldest first, (L, R).
    received
        Of each payment last month, (P, R).
    idle
        Months in a row without a trade, (R,).
    """

    store: Floats
    buyer_store: Floats
    output: Floats
    made: Floats
    debt: Floats
    under_way: Floats
    received: Floats
    idle: Ints

    def rows(self, which: slice | Ints | Bools) -> "State":
        """Take some of the draws."""
        return State(*(getattr(self, f.name)[..., which] for f in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Month:
    """What came of a month, (R,) unless told otherwise.

    Attributes
    ----------
    given
        Handed over, x of the page.
    produced
        What counts of the supplier's output.
    own
        What the supplier used.
    store
        The supplier's, at the month's end.
    arrived, used, lack
        What works of what came into use, what the buyer used, and the part of its need
        that was not met.
    price, worth, asking, low, high
        US$ for one; the price only means something where there was a trade.
    debt, most
        What the buyer owes at the end, and the most that it could be trusted with.
    paid, beside
        US$ of what was had in return, and of what was given beside.
    received
        Of each payment, (P, R).
    dry, unprofitable, outbid
        Why nothing, or too little, was handed over.
    """

    given: Floats
    produced: Floats
    own: Floats
    store: Floats
    arrived: Floats
    used: Floats
    lack: Floats
    price: Floats
    worth: Floats
    asking: Floats
    low: Floats
    high: Floats
    debt: Floats
    most: Floats
    paid: Floats
    beside: Floats
    received: Floats
    dry: Bools
    unprofitable: Bools
    outbid: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What stays the same through the months of one set of draws.

    Attributes
    ----------
    buyer, supplier
        How much each minds the future.
    values
        US$ a month of each payment as agreed, (P, R).
    beside
        US$ a month of each thing beside, (K, R).
    feeds
        What each input gets from elsewhere, and one over what is needed of it, (F, R).
    some, per_need, per_room
        1 where anything is needed, one over the need, and one over what was in store above
        the floor at first, (R,); nought where there is none.
    """

    terms: Terms
    course: Course
    rule: Rule
    buyer: Patience
    supplier: Patience
    values: Floats
    beside: Floats
    feeds: tuple[Floats, Floats]
    some: Floats
    per_need: Floats
    per_room: Floats
    prepaid: Bools


def frame_of(terms: Terms, course: Course, rule: Rule) -> Frame:
    """Work out what stays the same."""
    hazard = terms.hazards.sum(axis=0)
    return Frame(
        terms,
        course,
        rule,
        patience(terms.buyer_rate, hazard),
        patience(terms.supplier_rate, hazard),
        terms.quantity * terms.price,
        terms.given * terms.given_price,
        _feeds(terms),
        (terms.need > 0).astype(np.float64),
        _inverse(terms.need),
        _inverse(terms.stock - terms.floor),
        np.array(terms.prepaid, dtype=np.bool_),
    )


def opening(terms: Terms, course: Course, *, lag: int) -> State:
    """Stand at the first month: nothing under way, and inputs had as they are agreed."""
    return State(
        store=terms.stock,
        buyer_store=terms.buyer_stock,
        output=terms.output,
        made=terms.made,
        debt=terms.owed,
        under_way=np.zeros((lag, terms.size)),
        received=terms.quantity * course.paid[:, :1],
        idle=np.zeros(terms.size, dtype=np.intp),
    )


def _inverse(held: Floats) -> Floats:
    return np.divide(1.0, held, out=np.zeros_like(held), where=held > 0)


def _feeds(terms: Terms) -> tuple[Floats, Floats]:
    """Make what is not needed count as met: one of one."""
    idle = terms.feed_need <= 0
    elsewhere = np.where(idle, 1.0, terms.feed_elsewhere)
    return elsewhere, np.where(idle, 1.0, _inverse(terms.feed_need))


def fed_output(frame: Frame, output: Floats, received: Floats) -> tuple[Floats, Floats]:
    """Give what is made with the inputs at hand, and next month's output, equation 17.

    Parameters
    ----------
    frame
        What stays the same.
    output
        What would be made with all inputs, q, (R,).
    received
        Of each payment last month, (P, R).

    Returns
    -------
    What counts of this month's output, and q of the next month, each (R,).
    """
    terms = frame.terms
    made, growth = output * terms.usable, (terms.ceiling - output) * terms.pace
    if terms.fed:
        elsewhere, per_need = frame.feeds
        met = np.minimum((received[list(terms.fed)] + elsewhere) * per_need, 1.0)
        made = made * (1 - terms.feed_stops * (1 - met)).min(axis=0)
        growth = growth * met.min(axis=0)
    return made, output + growth


def step(frame: Frame, state: State, t: int, on: Bools | None) -> tuple[State, Month]:
    """Go through month t.

    Parameters
    ----------
    frame
        What stays the same.
    state
        At the month's beginning.
    t
        Place of the month.
    on
        Whether the deal still goes on, (R,); None where it does in all draws.
    """
    terms, course = frame.terms, frame.course
    produced, output = fed_output(frame, state.output, state.received)
    # The supplier's own use comes before the buyer's; it cannot use what is not there.
    held = state.store + produced
    own = np.minimum(terms.own, held)
    spare = np.maximum(held - own - terms.floor, 0.0)
    arrived = state.under_way[0] * (1 - terms.duds)
    inflow = state.made + terms.others + arrived
    in_hand = state.buyer_store + inflow
    used = np.minimum(terms.need, in_hand)
    lack = frame.some - used * frame.per_need
    agreed = _bargained(frame, state, t, spare, lack)
    wanted = terms.rate * course.passing[t]
    could = np.minimum(wanted, spare) * agreed.trades
    if on is not None:
        could = could * on
    most = _most_debt(frame, agreed, could, produced - own, spare)
    beside = (frame.beside * course.beside[:, t, None]).sum(axis=0)
    agreed_pay = frame.values * course.paid[:, t, None]
    if on is not None:
        beside, agreed_pay = beside * on, agreed_pay * on
    due = state.debt * (1 + terms.interest) + beside
    given = _trusted(could, most + agreed_pay.sum(axis=0) - due, agreed.price)
    due = due + given * agreed.price
    back = _pledge(frame, agreed, given, produced - own, spare)
    shares = _settled(frame.prepaid, agreed_pay, due, back)
    paid = (agreed_pay * shares).sum(axis=0)
    received = terms.quantity * course.paid[:, t, None] * shares
    if on is not None:
        received = received * on
    store = held - own - given
    month = Month(
        given, produced, own, store, arrived, used, lack, agreed.price, agreed.worth,
        agreed.asking, agreed.low, agreed.high, due - paid, most, paid, beside, received,
        dry=(spare <= terms.least * wanted) & (wanted > 0),
        unprofitable=agreed.worth <= agreed.asking,
        outbid=(agreed.low > agreed.high),
    )  # fmt: skip
    state = State(
        store,
        in_hand - used,
        output,
        state.made * terms.made_growth,
        month.debt,
        np.concatenate([state.under_way[1:], given[None]]),
        received,
        (state.idle + 1) * (month.dry | ~agreed.trades),
    )
    return state, month


def _bargained(frame: Frame, state: State, t: int, spare: Floats, lack: Floats) -> Bargain:
    """Settle this month's price, equations 20 and 21."""
    terms, course = frame.terms, frame.course
    worth = worth_of(
        lack,
        worth=terms.worth,
        urgency=terms.urgency,
        duds=terms.duds,
        others_price=terms.others_price,
        others_suffice=state.made + terms.others >= terms.need,
    )
    asking = asking_of(
        spare,
        frame.per_room,
        cost=terms.cost,
        scarcity=terms.scarcity,
        sanction=terms.sanction * course.enforced[t],
    )
    return bargain(
        worth,
        asking,
        part=terms.part,
        pays=np.maximum(terms.pays, course.pays[t]),
        asks=np.minimum(terms.asks, course.asks[t]),
        rule=frame.rule,
    )


def _most_debt(
    frame: Frame, agreed: Bargain, could: Floats, net: Floats, spare: Floats
) -> Floats:
    """Give what the buyer can be trusted with, equation 23."""
    gain = np.maximum(agreed.high - agreed.price, 0.0)
    future = _future(gain, could, net, spare, frame.buyer)
    most: Floats = np.minimum(future, frame.terms.limit)
    return most


def _pledge(
    frame: Frame, agreed: Bargain, given: Floats, net: Floats, spare: Floats
) -> Floats | None:
    """Give what the supplier can be trusted with, where anything is prepaid."""
    if not frame.prepaid.any():
        return None
    gain = np.maximum(agreed.price - agreed.low, 0.0)
    return _future(gain, given, net, spare, frame.supplier)


def _future(
    gain: Floats, flow: Floats, net: Floats, spare: Floats, minded: Patience
) -> Floats:
    then = np.minimum(flow, np.maximum(net, 0.0))
    drain = flow - then
    left = np.maximum(spare - flow, 0.0)
    lasts = left / np.maximum(drain, LEAST)
    return future_gain(gain, flow, then, months=lasts, patience=minded)


def _trusted(could: Floats, room: Floats, price: Floats) -> Floats:
    """Ration what is handed over so that the debt stays within what can be trusted."""
    room = np.maximum(room, 0.0)
    # Multiplied and not divided, since a price of nought needs no credit.
    return np.where(could * price <= room, could, room / np.maximum(price, LEAST))


def _settled(prepaid: Bools, agreed: Floats, due: Floats, pledge: Floats | None) -> Floats:
    """Give the part of each agreed payment that is made, (P, R), equation 22.

    Payments settle what is owed, all in the same proportion; those that may come before
    it is owed follow, as far as the supplier can be trusted.
    """
    owed = np.maximum(due, 0.0)
    if pledge is None:
        return np.broadcast_to(_part(owed, agreed.sum(axis=0)), agreed.shape)
    usual = agreed[~prepaid].sum(axis=0)
    share = _part(owed, usual)
    room = np.maximum(due - usual * share + pledge, 0.0)
    ahead = _part(room, agreed[prepaid].sum(axis=0))
    return np.where(prepaid[:, None], ahead, share)


def _part(of: Floats, whole: Floats) -> Floats:
    part: Floats = np.minimum(of / np.maximum(whole, LEAST), 1.0)
    return part
