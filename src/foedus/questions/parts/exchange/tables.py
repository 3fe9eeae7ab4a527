"""Tables of an exchange: figures met, what they changed, what-ifs, what it hangs on."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.matching import GOES_ON, Bar
from foedus.exchange.measures import flow_of, price_of
from foedus.exchange.months import month as month_of
from foedus.exchange.months import month_text
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Cell, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.exchange.dealing import Dealing, both_sides
from foedus.questions.parts.exchange.draws import changes_of, rests_on
from foedus.questions.parts.exchange.outlook import YEAR
from foedus.questions.parts.sanctions.tolls import estimated
from foedus.questions.wording import sentence

Floats = NDArray[np.float64]
ID = "exchange"
AHEAD = (6, 12, 24, 36, 60)
"""Months ahead at which the ways to end are told."""


def tables_of(made: Dealing) -> Iterator[Table]:
    """Set out what was found of an exchange."""
    yield figures_table(made.drawn.matching.bars, made)
    yield _changes(made)
    yield _endings(made)
    if made.outlooks.what_ifs:
        yield _what_ifs(made)
    if made.hinges is not None:
        yield _hinges(made)
    yield _sides(made)
    yield _given(made)


def span(draws: Floats, unit: Unit) -> str:
    """Say draws in a cell: the median and the central 90 %, or a dash where none tells."""
    if not np.isfinite(draws).any():
        return "\u2013"
    return _said(estimated(draws, unit, ""))


def moved(draws: Floats, unit: Unit) -> str:
    """Say differences in a cell: their mean and the central 90 %."""
    if not np.isfinite(draws).any():
        return "\u2013"
    return _said(averaged(draws, unit, ""))


def averaged(draws: Floats, unit: Unit, basis: str) -> Estimate:
    """Give the mean and the central 90 %, widened to the mean where that lies outside.

    What changes in few draws only has a median of nought, and yet a mean.
    """
    held = estimated(draws, unit, basis)
    mean = float(np.nanmean(draws).round(12)) + 0.0
    return replace(held, value=mean, low=min(held.low, mean), high=max(held.high, mean))


def _said(number: Estimate) -> str:
    unit = number.unit
    if number.low == number.high:
        return amount(number.value, unit)
    low, high = amount(number.low, unit), amount(number.high, unit)
    return f"{amount(number.value, unit)} ({low} to {high})"


def figures_table(bars: tuple[Bar, ...], made: Dealing) -> Table:
    """Set out each published figure, and how many draws it rules out."""
    met, matches = made.drawn.matching, {m.id: m for m in made.deal.matching}
    rows: list[tuple[Cell, ...]] = []
    rests: list[tuple[str, ...]] = []
    for bar in bars:
        unit = _unit_of(made, bar)
        rows.append(
            (
                sentence(bar.title),
                ""
                if unit is None
                else f"{amount(bar.low, unit)} to {amount(bar.high, unit)}",
                "" if unit is None else span(bar.said, unit),
                f"{bar.passed.mean():.0%}".replace("%", " %"),
                f"{met.without(bar):.1%}".replace("%", " %"),
            )
        )
        keys = [matches[bar.id].parameter] if bar.id in matches else []
        rests.append((f"{ID}.survive", *rests_on(made.drawn, keys)))
    return Table(
        id=f"{ID}.figures",
        title="What was published, what the model says, and what each figure rules out",
        columns=(
            "Figure",
            "Passes if between",
            "Model, before",
            "Draws that pass it",
            "Draws left without it",
        ),
        rows=tuple(rows),
        rests_on=tuple(rests),
        note=f"All together leave {met.share:.1%} of {len(met.kept):,} draws. A figure is "
        "met within its central 90 %, widened by its tolerance.".replace("%", " %", 1),
    )


def _unit_of(made: Dealing, bar: Bar) -> Unit | None:
    """Name the unit of what a figure is of; None of the one that no figure sets."""
    if bar.id == GOES_ON:
        return None
    match = next(m for m in made.deal.matching if m.id == bar.id)
    good = made.deal.good.unit
    if match.measured == "paid":
        return next(p.unit for p in made.deal.payments if p.good == match.good)
    return {
        "delivered": good, "store": good, "covered": Unit.SHARE,
        "rate": flow_of(good), "output": flow_of(good),
    }[match.measured]  # fmt: skip


def _changes(made: Dealing) -> Table:
    bound = {b.parameter: b for b in standing(made.case.book, Binding)}
    found = changes_of(made.drawn)
    return Table(
        id=f"{ID}.parameters",
        title="Each number before and after what was published, the most changed first",
        columns=("Number", "Before", "After", "Width left", "Rests on"),
        rows=tuple(
            (
                sentence(bound[one.parameter].meaning),
                span(one.before, one.pool.unit),
                span(one.after, one.pool.unit),
                f"{one.narrowed:.0%}".replace("%", " %"),
                "assumed" if one.pool.assumed else f"{len(one.pool.shares)} claims"
                if one.pool.shares else "own range of the case",
            )
            for one in found
        ),
        rests_on=tuple(rests_on(made.drawn, [one.parameter]) for one in found),
        note="Medians with 90 %. Numbers that no draw varies are left out.",
    )  # fmt: skip


def _endings(made: Dealing) -> Table:
    path, months = made.usual.path, made.usual.months
    ahead = [m for m in AHEAD if m <= months] or [months]
    rows: list[tuple[Cell, ...]] = []
    for place, said in enumerate(made.called.values()):
        chances = [
            float(((path.cause == place) & (made.usual.goes_on < m)).mean()) for m in ahead
        ]
        when = made.usual.goes_on[path.cause == place]
        rows.append(
            (
                sentence(said),
                *(f"{c:.0%}".replace("%", " %") for c in chances),
                _when(made, when),
            )
        )
    ids = [f"{ID}.end.{id}" for id in made.called]
    return Table(
        id=f"{ID}.endings",
        title="How the exchange may end, and when",
        columns=("Because", *(f"In {m} months" for m in ahead), "If so, when (90 %)"),
        rows=tuple(rows),
        rests_on=tuple((id,) for id in ids),
        note="Each way stops the others; what is left goes on.",
    )


def _when(made: Dealing, months: Floats) -> str:
    """Say the months in which something comes about, as dates."""
    if not len(months):
        return "\u2013"
    begun = month_of(made.deal.first) + made.drawn.now
    low, mid, high = (begun + int(m) for m in np.quantile(months, [0.05, 0.5, 0.95]))
    return f"{month_text(mid)} ({month_text(low)} to {month_text(high)})"


def _what_ifs(made: Dealing) -> Table:
    usual, good = made.usual, made.deal.good
    rows: list[tuple[Cell, ...]] = []
    ids = []
    for id, (what_if, other) in made.outlooks.what_ifs.items():
        rows.append(
            (
                sentence(what_if.title),
                moved(other.given() - usual.given(), good.unit),
                moved(other.given(usual.months) - usual.given(usual.months), good.unit),
                moved(other.goes_on - usual.goes_on, Unit.MONTHS),
                moved(other.supply.months - usual.supply.months, Unit.MONTHS),
                moved(other.price() - usual.price(), price_of(good.unit)),
                moved(other.debt() - usual.debt(), Unit.USD),
            )
        )
        ids.append(
            tuple(f"{ID}.what_if.{id}.{key}" for key in ("given", "goes_on", "debt"))
        )
    return Table(
        id=f"{ID}.what_ifs",
        title="What if: differences from the exchange as it is, draw by draw",
        columns=(
            "If",
            f"Handed over in {YEAR} months",
            f"Handed over in {usual.months} months",
            "Months until it ends",
            "Months of supply",
            "Price now",
            f"Owed after {YEAR} months",
        ),
        rows=tuple(rows),
        rests_on=tuple(ids),
        note="Means, and 90 % of the draws, of the same draws with the same fates; a price "
        "is compared where there is one in both.",
    )


def _hinges(made: Dealing) -> Table:
    if made.hinges is None:
        return Table(f"{ID}.hinges", "", (), ())
    held = made.hinges.swings
    bound = {b.parameter: b for b in standing(made.case.book, Binding)}
    order = np.argsort(-held.total[:, 0], kind="stable")
    return Table(
        id=f"{ID}.hinges",
        title="What the answer hangs on: shares of the variance",
        columns=(
            "Number",
            "Months of supply, alone",
            "In all",
            "Share of use, alone",
            "In all",
            "Months, after what was published",
        ),
        rows=tuple(
            (
                sentence(bound[held.names[k]].meaning),
                *(
                    _share(index[k, o])
                    for o in (0, 1)
                    for index in (held.first, held.total)
                ),
                _share(made.hinges.after[held.names[k]]),
            )
            for k in order
        ),
        rests_on=tuple(
            (f"{ID}.months_left", f"{ID}.covered", f"binding:{held.names[k]}")
            for k in order
        ),
        note="Indices of Sobol before what was published, where the numbers are apart from "
        "each other; then the correlation ratio among the draws left, where they are not.",
    )


def _share(index: float) -> str:
    """Say a share of the variance; what lies below 0 is the error of the design."""
    return f"{min(max(float(index), 0.0), 1.0):.0%}".replace("%", " %")


def _sides(made: Dealing) -> Table:
    supplier, buyer = both_sides(made)
    titles = {p.good: p.title for p in made.deal.carried} | {
        made.deal.good.name: made.deal.good.title
    }
    held = made.deal.criticality
    rows: list[tuple[Cell, ...]] = []
    rests = []
    for who, other, side in (
        (made.supplier, made.buyer, supplier),
        (made.buyer, made.supplier, buyer),
    ):
        for good, share in side.shares.items():
            pooled = made.drawn.pools.get(held.get(good, ""))
            weight = "not weighed" if pooled is None else span(pooled.draws, Unit.SHARE)
            rows.append((who, other, titles[good], span(share, Unit.SHARE), weight))
            rests.append((f"{ID}.price", *rests_on(made.drawn, [held.get(good, "")])))
    return Table(
        id=f"{ID}.sides",
        title="What each side got from the other of what it used in twelve months",
        columns=("Who", "From", "What", "Share of its use", "How critical"),
        rows=tuple(rows),
        rests_on=tuple(rests),
        note="Shares of the supplier are of inputs of its output; how critical a good is "
        "is the user's own word.",
    )


def _given(made: Dealing) -> Table:
    """Set out what passes between the two in the next year, and what it is worth."""
    usual, deal = made.usual, made.deal
    year = slice(0, YEAR)
    path = usual.path
    rows: list[tuple[Cell, ...]] = [
        (
            made.supplier,
            deal.good.title,
            span(usual.given(), deal.good.unit),
            span((path["given"][year] * path["price"][year]).sum(axis=0), Unit.USD),
        )
    ]
    for k, one in enumerate(deal.beside):
        value = usual.terms.given[k] * usual.terms.given_price[k] * YEAR
        worth = span(value, Unit.USD) if value.any() else "not valued"
        unit = one.unit if one.unit is Unit.PERSONS else flow_of(one.unit)
        rows.append((made.supplier, one.title, span(usual.terms.given[k], unit), worth))
    for k, payment in enumerate(deal.payments):
        had = path.received[k, year].sum(axis=0)
        unit = payment.unit
        rows.append(
            (
                made.buyer,
                payment.title,
                span(had / YEAR if unit is Unit.PERSONS else had, unit),
                span(had * usual.terms.price[k], Unit.USD),
            )
        )
    return Table(
        id=f"{ID}.given",
        title=f"What passes between the two in the next {YEAR} months",
        columns=("Gives", "What", "How much", "Worth"),
        rows=tuple(rows),
        rests_on=((f"{ID}.given_year", f"{ID}.price", f"{ID}.debt_year"),) * len(rows),
        note="With every way to end reckoned in; the worth of the good is at the model's "
        "price, of the rest at the prices that are bound.",
    )
