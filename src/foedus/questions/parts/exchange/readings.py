"""What is read off an exchange: each reading a sentence, its draws and its unit."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.matching import covered
from foedus.exchange.measures import flow_of, price_of
from foedus.quantity import Unit
from foedus.questions.parts.exchange.dealing import (
    Dealing,
    beside_share,
    bids,
    both_sides,
    outsiders,
    share_of,
)
from foedus.questions.parts.exchange.draws import rests_on
from foedus.questions.parts.exchange.outlook import YEAR, Outlook
from foedus.questions.parts.sanctions.tolls import Reading
from foedus.questions.wording import many

Floats = NDArray[np.float64]


def readings(made: Dealing) -> Iterator[Reading]:
    """Read off how long it lasts, what it covers, its price, its debt and its end."""
    every = (
        *_matched(made),
        *_lasting(made),
        *_shares(made),
        *_prices(made),
        *_debts(made),
        *_endings(made),
        *_bids(made),
        *_dependence(made),
        *_what_ifs(made),
    )
    yield from (one for one in every if len(one.draws) and np.isfinite(one.draws).any())


def _matched(made: Dealing) -> Iterator[Reading]:
    bars = made.drawn.matching.bars
    keys = [match.parameter for match in made.deal.matching]
    yield Reading(
        "survive",
        f"Share of {made.drawn.terms.size:,} draws that what was published leaves "
        f"({many(len(bars) - 1, 'figure')}, and that the exchange has gone on)",
        np.array([made.drawn.matching.share]),
        Unit.SHARE,
        rests_on(made.drawn, keys),
    )


def _lasting(made: Dealing) -> Iterator[Reading]:
    supply, deal = made.usual.supply, made.deal
    rate = f"the full rate at which {made.supplier} hands over {deal.good.title}"
    yield Reading(
        "months_left",
        f"Months for which {rate} can be kept up out of store and output, "
        f"{deal.horizon} where it is longer",
        supply.months,
        Unit.MONTHS,
    )
    yield Reading(
        "covers",
        f"Probability that output by itself keeps up {rate}",
        share_of(supply.covers),
        Unit.PROBABILITY,
    )
    yield Reading(
        "keeps_year",
        f"Probability that {rate} can be kept up for another {YEAR} months",
        share_of(supply.months >= YEAR),
        Unit.PROBABILITY,
    )
    yield Reading(
        "lasts",
        f"Probability that {rate} can be kept up for all of {deal.horizon} months",
        share_of(supply.lasts),
        Unit.PROBABILITY,
    )
    yield Reading(
        "given_year",
        f"{deal.good.title.capitalize()} that {made.supplier} hands over in the next "
        f"{YEAR} months, ends of the deal reckoned in",
        made.usual.given(),
        deal.good.unit,
    )


def _shares(made: Dealing) -> Iterator[Reading]:
    deal, history = made.deal, made.drawn.history
    yield Reading(
        "covered",
        f"Share of the {deal.good.title} used by {made.buyer} in the next {YEAR} months "
        f"that comes from {made.supplier}, while the deal goes on",
        _while_on(made.usual),
    )
    kept = made.drawn.kept
    last = slice(max(made.drawn.now - YEAR, 0), None)
    yield Reading(
        "covered_before",
        f"Share of the {deal.good.title} used by {made.buyer} in the last {YEAR} months "
        f"that came from {made.supplier}",
        covered(history["arrived"][last][:, kept], history["used"][last][:, kept]),
    )
    for k, one in enumerate(deal.beside):
        if one.whole:
            yield Reading(
                f"covered.{one.good}",
                f"Share of all {one.title} of {made.buyer} that comes from {made.supplier}",
                beside_share(made, k),
            )


def _while_on(usual: Outlook) -> Floats:
    """Give the share covered in the draws in which the deal goes on all year."""
    on = usual.goes_on >= min(YEAR, usual.months)
    return np.asarray(usual.covers()[on], dtype=np.float64)


def _prices(made: Dealing) -> Iterator[Reading]:
    unit, good = price_of(made.deal.good.unit), made.deal.good.title
    path = made.usual.path
    for key, said, draws in (
        ("price", "agreed, outside offers bounding it", made.usual.price()),
        ("price_nash", "agreed, were outside offers split as by Nash",
         made.outlooks.nash.price()),
        ("asking", f"below which {made.supplier} gains nothing", path["asking"][0]),
        ("worth", f"above which {made.buyer} gains nothing", path["worth"][0]),
    ):  # fmt: skip
        yield Reading(key, f"Price of {good} {said}", draws, unit)


def _debts(made: Dealing) -> Iterator[Reading]:
    history, kept = made.drawn.history, made.drawn.kept
    paid, beside, worth = (
        history[name][:, kept].sum(axis=0) for name in ("paid", "beside", "given")
    )
    worth = (history["given"][:, kept] * history["price"][:, kept]).sum(axis=0) + beside
    yield Reading(
        "debt",
        f"What {made.buyer} owes {made.supplier} by now; below nought it is owed to",
        history.state.debt[kept],
        Unit.USD,
    )
    yield Reading(
        "settled",
        f"Part of the worth of all that {made.supplier} gave that {made.buyer} has paid, "
        "at the prices of the model",
        np.divide(paid, worth, out=np.full_like(paid, np.nan), where=worth > 0),
        Unit.RATIO,
    )
    yield Reading(
        "debt_year",
        f"What {made.buyer} owes after {YEAR} more months",
        made.usual.debt(),
        Unit.USD,
    )
    yield Reading(
        "debt_year_nash",
        f"What {made.buyer} owes after {YEAR} more months, were the price split as by Nash",
        made.outlooks.nash.debt(),
        Unit.USD,
    )
    wanted = made.usual.terms.rate * (1 - 1e-9)
    first = made.usual.path["given"][0]
    lacking = (first < wanted) & (made.usual.supply.given[0] >= wanted)
    yield Reading(
        "rationed",
        f"Probability that {made.supplier} hands over less than it could, since "
        f"{made.buyer} could not be trusted to pay for more",
        share_of(lacking & (made.usual.goes_on > 0)),
        Unit.PROBABILITY,
    )


def _endings(made: Dealing) -> Iterator[Reading]:
    path, months = made.usual.path, made.usual.months
    chances = [e.chance for e in made.deal.endings]
    backing = rests_on(made.drawn, chances)
    yield Reading(
        "ends_year",
        f"Probability that the exchange ends within {YEAR} months, in any way",
        share_of(made.usual.goes_on < YEAR),
        Unit.PROBABILITY,
        backing,
    )
    for place, (id, said) in enumerate(made.called.items()):
        yield Reading(
            f"end.{id}",
            f"Probability that the exchange ends within {months} months because {said}",
            share_of(path.cause == place),
            Unit.PROBABILITY,
            backing,
        )
    yield Reading(
        "goes_on",
        f"Probability that the exchange still goes on after {months} months",
        share_of(path.cause < 0),
        Unit.PROBABILITY,
        backing,
    )


def _bids(made: Dealing) -> Iterator[Reading]:
    found, good, who = bids(made), made.deal.good, outsiders(made.deal)
    price = price_of(good.unit)
    yield Reading(
        "bid.stirs",
        f"What {who} would have to pay {made.supplier} for each of the {good.title} not "
        f"given, before {made.buyer} had to pay more",
        found.stirs,
        price,
    )
    yield Reading(
        "bid.ends",
        f"What {who} would have to pay {made.supplier} for each of the {good.title} not "
        "given, for the deal to end",
        found.ends,
        price,
    )
    yield Reading(
        "bid.ends_year",
        f"The same for all {good.title} of a year",
        YEAR * found.ends_month,
        Unit.USD,
    )
    yield Reading(
        "bid.undercuts",
        f"Price below which {who} would have to sell {good.title} to {made.buyer} for it "
        "to leave the deal",
        found.undercuts,
        price,
    )
    yield Reading(
        "bid.amount",
        f"How many {good.title} a month {who} would have to sell to {made.buyer} to fill "
        "its need without the deal",
        found.amount,
        flow_of(good.unit),
    )


def _dependence(made: Dealing) -> Iterator[Reading]:
    supplier, buyer = both_sides(made)
    for side, who, other, state in (
        (supplier, made.supplier, made.buyer, made.deal.supplier),
        (buyer, made.buyer, made.supplier, made.deal.buyer),
    ):
        if _is_weighed(made, side.shares):
            yield Reading(
                f"dependence.{state}",
                f"How far {who} hangs on {other}: shares of what it uses, weighed by how "
                "critical each is",
                np.broadcast_to(side.weighed, (len(made.drawn.kept),)),
                Unit.SHARE,
                rests_on(made.drawn, list(made.deal.criticality.values())),
            )
    if _is_weighed(made, supplier.shares) and _is_weighed(made, buyer.shares):
        yield Reading(
            "asymmetry",
            f"How much more {made.supplier} hangs on {made.buyer} than the other way round",
            supplier.weighed - buyer.weighed,
            Unit.SHARE,
            rests_on(made.drawn, list(made.deal.criticality.values())),
        )
    parted = made.parting
    if parted is not None:
        for who, state, draws in (
            (made.supplier, made.deal.supplier, parted.supplier),
            (made.buyer, made.deal.buyer, parted.buyer),
        ):
            yield Reading(
                f"exit.{state}",
                f"Real income that {who} loses where all recorded trade of the two ends",
                draws,
                Unit.SHARE,
                parted.rests_on,
            )
        yield Reading(
            "power",
            f"What {made.buyer} can do to {made.supplier} by ending recorded trade, less "
            "the reverse: import shares over elasticities",
            parted.power,
            Unit.SHARE,
            parted.rests_on,
        )


def _is_weighed(made: Dealing, shares: Mapping[str, Floats]) -> bool:
    held = made.deal.criticality
    return any(good in held and held[good] in made.drawn.pools for good in shares)


def _what_ifs(made: Dealing) -> Iterator[Reading]:
    usual, good = made.usual, made.deal.good
    for id, (what_if, other) in made.outlooks.what_ifs.items():
        said = f"if {what_if.title}, on average"
        for key, told, draws, unit in (
            ("given", f"More {good.title} handed over in {YEAR} months {said}",
             other.given() - usual.given(), good.unit),
            ("given_all", f"More {good.title} handed over in {usual.months} months {said}",
             other.given(usual.months) - usual.given(usual.months), good.unit),
            ("months_left", f"More months of supply {said}",
             other.supply.months - usual.supply.months, Unit.MONTHS),
            ("goes_on", f"More months for which the deal goes on {said}",
             other.goes_on - usual.goes_on, Unit.MONTHS),
            ("price", f"Rise of the price {said}",
             other.price() - usual.price(), price_of(good.unit)),
            ("debt", f"More owed by {made.buyer} after {YEAR} months {said}",
             other.debt() - usual.debt(), Unit.USD),
        ):  # fmt: skip
            yield Reading(f"what_if.{id}.{key}", told, draws, unit)
