"""An exchange month by month: stocks, bargains, deliveries, payments and credit.

Draws are worked through side by side, in blocks whose arrays fit the processor's cache.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.bargain import Rule
from foedus.exchange.course import Course
from foedus.exchange.ends import GOES_ON, Outer
from foedus.exchange.month import Month, State, frame_of, step
from foedus.exchange.terms import Terms

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
BLOCK = 8_192
"""Draws worked through at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """What came of an exchange; T months, R draws.

    Attributes
    ----------
    start
        Place of the first month, counted from the first of the deal.
    series
        Name of a field of `Month` -> by month, (T, R).
    received
        What was had of each payment, (P, T, R); T is 0 where it was not asked for.
    ended
        Place of the first month without the deal, (R,); that after the last where it goes
        on.
    cause
        Place of what ended it, (R,); GOES_ON where nothing did.
    broken
        Whether it would have been given up for want of a trade, were it not known to have
        gone on, (R,).
    state
        At the end.
    """

    start: int
    series: Mapping[str, Floats]
    received: Floats
    ended: Ints
    cause: Ints
    broken: Bools
    state: State

    def __getitem__(self, name: str) -> Floats:
        """Give one series, (T, R)."""
        return self.series[name]


@dataclass(frozen=True, slots=True)
class Span:
    """What months to run, and what to keep of them.

    Attributes
    ----------
    start, stop
        Places of the first month, and of the one after the last.
    patient
        Months in a row without a trade after which the deal is given up.
    within
        Place of the first cause from within; the others follow as in `ends.WITHIN`.
    keep
        Fields of `Month` to keep.
    payments
        Whether to keep what was had of each payment.
    """

    start: int
    stop: int
    patient: int
    within: int
    keep: tuple[str, ...] = ("given",)
    payments: bool = False


def barter(
    terms: Terms,
    course: Course,
    state: State,
    span: Span,
    *,
    outer: Outer | None = None,
    rule: Rule = "bounds",
) -> Path:
    """Run an exchange over some months, equations 16 to 24.

    Parameters
    ----------
    terms
        What is drawn.
    course
        What changes by the month.
    state
        At the beginning of the first month.
    span
        Which months, and what to keep.
    outer
        When endings come from outside; None where the deal is known to have gone on.
    rule
        How outside options count in the price.
    """
    size, months = terms.size, span.stop - span.start
    series = {name: np.empty((months, size)) for name in span.keep}
    received = np.empty((len(terms.prepaid), months if span.payments else 0, size))
    ended, cause = np.empty(size, dtype=np.intp), np.empty(size, dtype=np.intp)
    broken, states = np.empty(size, dtype=np.bool_), list[State]()
    for first in range(0, size, BLOCK):
        rows = slice(first, min(first + BLOCK, size))
        frame = frame_of(terms.rows(rows), course, rule)
        fate = None if outer is None else (outer.month[rows], outer.cause[rows])
        now, walk = state.rows(rows), _Walk(span, rows.stop - rows.start, fate)
        for t in range(span.start, span.stop):
            now, month = step(frame, now, t, walk.on(t))
            walk.note(t, month, now.idle)
            for name, held in series.items():
                held[t - span.start, rows] = getattr(month, name)
            if span.payments:
                received[:, t - span.start, rows] = month.received
        ended[rows], cause[rows], broken[rows] = walk.ended, walk.cause, walk.broken
        states.append(now)
    return Path(span.start, series, received, ended, cause, broken, _joined(states))


class _Walk:
    """Which draws of a block still go on, and what ended the others."""

    def __init__(self, span: Span, size: int, fate: tuple[Ints, Ints] | None) -> None:
        self.span, self.is_known = span, fate is None
        self.broken = np.zeros(size, dtype=np.bool_)
        if fate is None:
            self.ended = np.full(size, span.stop)
            self.cause = np.full(size, GOES_ON)
        else:
            self.ended = np.minimum(fate[0], span.stop)
            self.cause = np.where(fate[0] < span.stop, fate[1], GOES_ON)

    def on(self, t: int) -> Bools | None:
        """Tell which go on in month t."""
        return None if self.is_known else self.ended > t

    def note(self, t: int, month: Month, idle: Ints) -> None:
        """Give up draws that have gone too long without a trade, from the next month."""
        tired = idle >= self.span.patient
        if not tired.any():
            return
        if self.is_known:
            self.broken |= tired
            return
        gone = tired & (self.ended > t + 1)
        why = np.select([month.dry, month.unprofitable], [0, 1], default=2)
        self.ended[gone] = t + 1
        self.cause[gone] = self.span.within + why[gone]


def _joined(states: Sequence[State]) -> State:
    return State(
        *(
            np.concatenate([getattr(one, f.name) for one in states], axis=-1)
            for f in fields(State)
        )
    )
