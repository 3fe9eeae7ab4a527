"""The numbers of a case's exchange, drawn, and the draws that its history leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.exchange.barter import Path, Span, barter
from foedus.exchange.course import course_of
from foedus.exchange.deal import Deal, Match
from foedus.exchange.matching import Bar, Matching, bar_of, matching
from foedus.exchange.measures import FLOWS
from foedus.exchange.month import opening
from foedus.exchange.months import month
from foedus.exchange.needs import needs_of_terms
from foedus.exchange.terms import Terms, terms_of
from foedus.faults import NeedFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding
from foedus.ledger.pool import Pool, is_founded, pool
from foedus.quantity import Unit

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
PRIOR = 20_000
"""Draws that are held against what was published."""
FEW, LEAST = 500, 50
"""Fewer draws left are told as a doubt; still fewer give no answer."""
HISTORY = (
    "given",
    "arrived",
    "used",
    "produced",
    "store",
    "price",
    "debt",
    "paid",
    "beside",
)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What a case says of its exchange, as draws.

    Attributes
    ----------
    deal
        The exchange.
    now
        Place of the first month that is not yet known.
    pools
        Parameter -> what it rests on, with its draws, (R,).
    terms
        Of every draw.
    history
        What came of every draw up to now, were nothing to end it.
    matching
        Which draws the published figures leave.
    passed_over
        Figures that were not known yet, or run to a month that is not over.
    kept
        Places of the draws that are gone on with, (K,), no more than were asked for.
    """

    deal: Deal
    now: int
    pools: Mapping[str, Pool]
    terms: Terms
    history: Path
    matching: Matching
    passed_over: tuple[Match, ...]
    kept: Ints

    @property
    def columns(self) -> dict[str, Floats]:
        """Give the draws of each parameter that the deal is run by, (R,)."""
        return {
            need.parameter: self.pools[need.parameter].draws
            for need in needs_of_terms(self.deal)
        }

    @property
    def units(self) -> dict[str, Unit]:
        """Give the unit of each parameter."""
        return {key: pooled.unit for key, pooled in self.pools.items()}


def drawn_of(case: Case, deal: Deal, *, seed: int, runs: int) -> Drawn:
    """Draw an exchange, run it to the day of the case, and hold it against figures.

    Parameters
    ----------
    case
        Its ledger says what each number rests on, as of its day.
    deal
        The exchange.
    seed
        Of all draws.
    runs
        The most draws to go on with.

    Raises
    ------
    NeedFault
        The exchange begins later, or a number that it needs rests on nothing that day.
    DataFault
        A number that its role cannot have, or a figure above all that could be given.
    """
    stream, where = Stream(seed).child("exchange"), f"case {case.name}"
    now = _now(case, deal)
    pools = {b.parameter: b for b in standing(case.book, Binding)}
    keys = dict.fromkeys(need.parameter for need in needs_of_terms(deal))
    held = {key: _pooled(case, pools[key], stream) for key in keys}
    terms = terms_of(
        deal,
        {key: one.draws for key, one in held.items()},
        {key: one.unit for key, one in held.items()},
        where=where,
    )
    history = _history(deal, terms, now)
    known, passed = _known(case, deal, pools, now)
    figures = {m.parameter: _pooled(case, pools[m.parameter], stream) for m in known}
    bars = [bar_of(deal, m, history, _monthly(figures[m.parameter])) for m in known]
    met = matching(history, bars)
    kept = np.flatnonzero(met.kept)[:runs]
    weights = _weights(case, deal, pools, stream)
    pools_held = held | figures | weights
    return Drawn(deal, now, pools_held, terms, history, met, passed, kept)


def _now(case: Case, deal: Deal) -> int:
    day = case.heading.as_of
    now = month(f"{day.year:04d}-{day.month:02d}") - month(deal.first)
    if now < 1:
        raise NeedFault(
            f"the exchange is told from {deal.first} on, and it is asked as of {day}",
            expected="a day of a later month",
            where=f"case {case.name}, exchange.yaml",
            mend="ask as of a later day, or tell the exchange from an earlier month on",
        )
    return now


def _pooled(case: Case, binding: Binding, stream: Stream) -> Pool:
    if not is_founded(binding, case.book):
        raise NeedFault(
            f"nothing that was known by {case.heading.as_of} tells {binding.parameter!r}",
            expected="a claim said by then, or an assumed range",
            where=f"case {case.name}",
            mend="give it an assumed range in bindings.yaml, or ask as of a later day",
        )
    return pool(binding, case.book, stream=stream, runs=PRIOR)


def _history(deal: Deal, terms: Terms, now: int) -> Path:
    course = course_of(deal, now)
    span = Span(0, now, deal.patience, len(deal.endings), keep=HISTORY, payments=True)
    return barter(terms, course, opening(terms, course, lag=deal.lag), span)


def _known(
    case: Case, deal: Deal, bindings: Mapping[str, Binding], now: int
) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """Part the published figures into those that can be held against now, and others."""
    first = month(deal.first)
    known = tuple(
        match
        for match in deal.matching
        if month(match.to) - first < now
        and is_founded(bindings[match.parameter], case.book)
    )
    return known, tuple(match for match in deal.matching if match not in known)


def _weights(
    case: Case, deal: Deal, bindings: Mapping[str, Binding], stream: Stream
) -> dict[str, Pool]:
    """Pool the weights of criticality that rest on something."""
    named = {bindings[key] for key in deal.criticality.values()}
    founded = sorted(
        (one for one in named if is_founded(one, case.book)), key=lambda b: b.parameter
    )
    return {one.parameter: _pooled(case, one, stream) for one in founded}


def _monthly(figure: Pool) -> Floats:
    each = FLOWS[figure.unit][1] if figure.unit in FLOWS else 1.0
    return np.asarray(figure.draws * each, dtype=np.float64)


def tightest(drawn: Drawn) -> Bar | None:
    """Give the figure without which most more draws would be left; None without any."""
    bars = [bar for bar in drawn.matching.bars if not bar.passed.all()]
    return max(bars, key=drawn.matching.without, default=None)


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One parameter before and after the published figures.

    Attributes
    ----------
    before, after
        Draws, (R,) and (K,).
    moved
        Change of the median, in units of half the 90 % interval before.
    narrowed
        Width of that interval after over the width before.
    """

    parameter: str
    pool: Pool
    before: Floats
    after: Floats
    moved: float
    narrowed: float


def changes_of(drawn: Drawn) -> tuple[Change, ...]:
    """Tell what the figures did to each parameter that was open, most changed first."""
    found = list(_changes(drawn))
    return tuple(sorted(found, key=lambda c: -(abs(c.moved) + abs(1 - c.narrowed))))


def _changes(drawn: Drawn) -> Iterator[Change]:
    for key, before in drawn.columns.items():
        after = before[drawn.matching.kept]
        wide, narrow = (_width(one) for one in (before, after))
        if wide > 0 and len(after):
            moved = float(np.median(after) - np.median(before)) / (wide / 2)
            yield Change(key, drawn.pools[key], before, after, moved, narrow / wide)


def _width(draws: Floats) -> float:
    if not len(draws):
        return 0.0
    low, high = np.quantile(draws, [0.05, 0.95])
    return float(high - low)


def rests_on(drawn: Drawn, keys: Sequence[str] | None = None) -> tuple[str, ...]:
    """Name the entries that parameters rest on: bindings first, then their claims."""
    asked = list(drawn.columns) if keys is None else list(keys)
    pools = [drawn.pools[key] for key in asked if key in drawn.pools]
    claims = (share.claim.id for one in pools for share in one.shares)
    return tuple(dict.fromkeys((*(f"binding:{p.parameter}" for p in pools), *claims)))
