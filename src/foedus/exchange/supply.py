"""For how many months a rate can be kept up out of store and output, whatever else happens.

No bargain and no credit: what is asked is whether the good is there. Inputs come as they
are agreed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.exchange.course import Course
from foedus.exchange.month import State, fed_output, frame_of
from foedus.exchange.terms import Terms

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SLACK = 1e-9
"""Part of the rate by which rounding may fall short of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """What store and output allow; T months, R draws.

    Attributes
    ----------
    months
        Months in a row, from the first, in which the rate was met whole; T where it always
        was, (R,).
    spare
        In store above the floor at each month's end, (T, R).
    given
        What could be handed over, (T, R).
    covers
        Whether output alone covers the rate and own use at first, (R,).
    """

    months: Floats
    spare: Floats
    given: Floats
    covers: Bools

    @property
    def lasts(self) -> Bools:
        """Tell in which draws the rate is met to the end, (R,)."""
        return self.months >= len(self.spare)


def supply(terms: Terms, course: Course, state: State, *, start: int) -> Supply:
    """Hand over the rate as long as it is there.

    Parameters
    ----------
    terms
        What is drawn.
    course
        What changes by the month.
    state
        At the beginning of month `start`.
    start
        Place of the first month; the last is the course's.
    """
    frame = frame_of(terms, course, "bounds")
    store, output, received = state.store, state.output, state.received
    months = course.months - start
    spare, given = np.empty((2, months, terms.size))
    covers = output * terms.usable - terms.own >= terms.rate
    for t in range(start, course.months):
        made, output = fed_output(frame, output, received)
        received = terms.quantity * course.paid[:, t, None]
        held = store + made
        held -= np.minimum(terms.own, held)
        over = np.maximum(held - terms.floor, 0.0)
        passed = np.minimum(terms.rate * course.passing[t], over)
        store = held - passed
        given[t - start], spare[t - start] = passed, over - passed
    wanted = terms.rate * course.passing[start:, None]
    short = given < wanted * (1 - SLACK)
    first = np.where(short.any(axis=0), short.argmax(axis=0), months)
    return Supply(first.astype(np.float64), spare, given, covers)
