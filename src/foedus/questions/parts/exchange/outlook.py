"""An exchange from the day of its case on, as it is and as what-ifs would have it.

Every outlook runs the same draws with the same fates, so that two of them differ only by
what was changed, and their difference is read draw by draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.exchange.bargain import Rule
from foedus.exchange.barter import Path, Span, barter
from foedus.exchange.course import Course, changed, course_of
from foedus.exchange.ends import causes_of, outer_ends
from foedus.exchange.matching import covered
from foedus.exchange.month import State, opening
from foedus.exchange.supply import Supply, supply
from foedus.exchange.terms import Terms, terms_of
from foedus.exchange.whatif import WhatIf
from foedus.questions.parts.exchange.draws import Drawn

Floats = NDArray[np.float64]
KEPT = ("given", "arrived", "used", "lack", "price", "worth", "asking", "low", "high",
        "debt", "most", "paid", "beside")  # fmt: skip
YEAR = 12
"""Months of which the near future is told."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What is to come; K draws, M months from the day of the case.

    Attributes
    ----------
    path
        With everything that may end it.
    supply
        What store and output alone allow.
    """

    terms: Terms
    course: Course
    path: Path
    supply: Supply

    @property
    def months(self) -> int:
        """Count the months ahead."""
        return len(self.path["given"])

    def given(self, months: int = YEAR) -> Floats:
        """Give what is handed over in the months ahead, (K,)."""
        return _sum(self.path["given"][:months])

    @property
    def goes_on(self) -> Floats:
        """Give for how many months the deal goes on, up to the last one asked of, (K,)."""
        return np.asarray(self.path.ended - self.path.start, dtype=np.float64)

    def covers(self, months: int = YEAR) -> Floats:
        """Give the share of the buyer's use that comes by the deal, (K,)."""
        return covered(self.path["arrived"][:months], self.path["used"][:months])

    def price(self) -> Floats:
        """Give the price agreed in the first month; NaN where none is, (K,)."""
        first = {name: self.path[name][0] for name in ("worth", "asking", "low", "high")}
        trades = (first["worth"] > first["asking"]) & (first["low"] <= first["high"])
        return np.where(trades, self.path["price"][0], np.nan)

    def debt(self, months: int = YEAR) -> Floats:
        """Give what the buyer owes after some months, (K,)."""
        return np.asarray(self.path["debt"][min(months, self.months) - 1])


@dataclass(frozen=True, slots=True, eq=False)
class Outlooks:
    """The exchange as it is, by both rules of the price, and under each what-if."""

    usual: Outlook
    nash: Outlook
    what_ifs: Mapping[str, tuple[WhatIf, Outlook]]
    causes: tuple[str, ...]


def outlooks_of(
    case: Case, drawn: Drawn, what_ifs: Sequence[WhatIf], *, seed: int
) -> Outlooks:
    """Run the draws that are left into the future, once as it is and once a what-if.

    Parameters
    ----------
    case
        To name in a fault.
    drawn
        The draws, and where they stand.
    what_ifs
        Changes to run as well.
    seed
        Of the fates.
    """
    deal = drawn.deal
    stream = Stream(seed).child("exchange", "ends")
    uniforms = np.stack(
        [
            stream.child(ending.id).uniforms(drawn.terms.size)[drawn.kept]
            for ending in deal.endings
        ]
        or [np.empty(len(drawn.kept))]
    )
    course = course_of(deal, drawn.now + deal.horizon)
    run = _Run(case, drawn, uniforms)
    told = {}
    for what_if in what_ifs:
        other = changed(course, deal, what_if, now=drawn.now)
        told[what_if.id] = (what_if, run.outlook(other, what_if.times))
    return Outlooks(
        usual=run.outlook(course),
        nash=run.outlook(course, rule="nash"),
        what_ifs=told,
        causes=causes_of(deal),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    case: Case
    drawn: Drawn
    uniforms: Floats

    def outlook(
        self,
        course: Course,
        times: Mapping[str, float] | None = None,
        *,
        rule: Rule = "bounds",
    ) -> Outlook:
        deal, now = self.drawn.deal, self.drawn.now
        terms, state = self._begun(times)
        outer = outer_ends(deal, course, terms.hazards, self.uniforms, now=now)
        span = Span(now, course.months, deal.patience, len(deal.endings), keep=KEPT,
                    payments=True)  # fmt: skip
        path = barter(terms, course, state, span, outer=outer, rule=rule)
        return Outlook(terms, course, path, supply(terms, course, state, start=now))

    def _begun(self, times: Mapping[str, float] | None) -> tuple[Terms, State]:
        """Give the terms and where they stand now; with other numbers, run anew to now."""
        drawn = self.drawn
        if not times:
            return drawn.terms.rows(drawn.kept), drawn.history.state.rows(drawn.kept)
        columns = {key: held[drawn.kept] for key, held in drawn.columns.items()}
        where = f"case {self.case.name}, what-if"
        terms = terms_of(drawn.deal, columns, drawn.units, where=where, times=times)
        course = course_of(drawn.deal, drawn.now)
        span = Span(0, drawn.now, drawn.deal.patience, len(drawn.deal.endings))
        begun = opening(terms, course, lag=drawn.deal.lag)
        return terms, barter(terms, course, begun, span).state


def _sum(held: Floats) -> Floats:
    return np.asarray(held.sum(axis=0), dtype=np.float64)
