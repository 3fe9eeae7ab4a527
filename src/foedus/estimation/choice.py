"""Conditional logit: which of those at hand it was, when it was one of them.

Each event falls on one row of its stratum (a year, say) with the probability of a softmax
of utilities over that stratum. Whatever all rows of a stratum share, its calendar above
all, drops out. Several events of a stratum fall independently; the fit then equals that of
a Poisson regression with a level for each stratum. Rows that were sampled stand for those
that were not by an offset: minus the log of their chance to be sampled.

References
----------
McFadden (1974), Conditional logit analysis of qualitative choice behavior,
in Zarembka (ed.), Frontiers in Econometrics; sampling: McFadden (1978), Modelling the
choice of residential location
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.columns import columns, gram, rowwise
from foedus.estimation.fit import Fit, fitted
from foedus.estimation.logit import binary
from foedus.estimation.newton import climb
from foedus.faults import DataFault

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
WHERE = "estimation.choice.choice"


def choice(
    values: Floats,
    outcome: Floats,
    strata: NDArray[np.generic],
    *,
    terms: Sequence[str],
    weights: Floats | None = None,
    offset: Floats | None = None,
    penalty: float = 0.0,
) -> Fit:
    """Maximise the likelihood that events fall on the rows they fell on.

    Columns are standardised over the rows that could be chosen, each counted for as many
    as its offset says it stands for, and not over the events.

    Parameters
    ----------
    values
        One column a term, (S, K).
    outcome
        1 on a row that was chosen, 0 on the others, (S,).
    strata
        Name of the stratum of each row, (S,); strata without an event are left out.
    terms
        A name for each column.
    weights
        How often an event counts, (S,); read on events alone.
    offset
        Added to the utility of each row, (S,).
    penalty
        Half of it times the squared standardised coefficients is taken off.

    Raises
    ------
    DataFault
        Columns that cannot be fitted, an outcome that is not 0 or 1, no event.
    SolveFault
        Terms separate the events, repeat each other, or do not vary within strata.

    Examples
    --------
    >>> near = np.array([[1.0], [0.0], [0.0], [1.0], [0.0], [0.0]])
    >>> year = np.array([1900, 1900, 1900, 1901, 1901, 1901])
    >>> choice(near, np.array([1, 0, 0, 0, 1, 0]), year, terms=["near"]).coef.round(3)
    array([0.693])
    """
    outcome = binary(outcome, where=WHERE)
    weighed = rowwise(weights, len(outcome), empty=1.0, name="weights", where=WHERE)
    begun = rowwise(offset, len(outcome), empty=0.0, name="offset", where=WHERE)
    order, starts = _with_events(np.asarray(strata), outcome * weighed)
    outcome, begun, chosen = outcome[order], begun[order], (outcome * weighed)[order]
    held = columns(
        np.asarray(values, dtype=np.float64)[order],
        terms,
        weights=np.exp(begun - begun.max()),
        penalty=penalty,
        constant=True,
        where=WHERE,
    )
    within = type(
        held
    )(  # a constant would drop out, so it is not fitted
        held.terms[1:],
        np.ascontiguousarray(held.ready[:, 1:]),
        held.scale[1:],
        held.back[1:, 1:],
        held.penalties[1:],
    )
    hill = _Softmax(within.ready, chosen, begun, starts)
    peak = climb(
        hill,
        np.zeros(len(within.terms)),
        penalties=within.penalties,
        terms=within.terms,
        where=WHERE,
    )
    return fitted("choice", within, peak, rows=len(order), events=int(outcome.sum()))


def chances(
    utility: Floats, strata: NDArray[np.generic], *, offset: Floats | None = None
) -> Floats:
    """Give the chance of each row to be the chosen one of its stratum, (S,).

    >>> chances(np.log([1.0, 3.0, 5.0]), np.array([0, 0, 1]))
    array([0.25, 0.75, 1.  ])
    """
    where = "estimation.choice.chances"
    begun = rowwise(offset, len(utility), empty=0.0, name="offset", where=where)
    order, starts = _in_order(np.asarray(strata))
    found = np.empty(len(utility))
    found[order] = _softmax((utility + begun)[order], starts)[0]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Softmax:
    """The log-likelihood of events within strata, rows sorted by stratum."""

    values: Floats
    chosen: Floats
    offset: Floats
    starts: Ints

    def height(self, coef: Floats) -> float:
        utility = self.values @ coef + self.offset
        _, total = _softmax(utility, self.starts)
        events = np.add.reduceat(self.chosen, self.starts)
        return float(self.chosen @ utility - events @ total)

    def slopes(self, coef: Floats) -> tuple[Floats, Floats]:
        chance, _ = _softmax(self.values @ coef + self.offset, self.starts)
        events = np.add.reduceat(self.chosen, self.starts)
        expected = chance * np.repeat(events, _sizes(self.starts, len(chance)))
        gradient = self.values.T @ (self.chosen - expected)
        means = np.add.reduceat(self.values * chance[:, None], self.starts, axis=0)
        return gradient, gram(self.values, expected) - gram(means, events)


def _softmax(utility: Floats, starts: Ints) -> tuple[Floats, Floats]:
    """Give each row's chance, (S,), and each stratum's log of summed odds."""
    sizes = _sizes(starts, len(utility))
    most = np.maximum.reduceat(utility, starts)
    odds = np.exp(utility - np.repeat(most, sizes))
    total = np.add.reduceat(odds, starts)
    return odds / np.repeat(total, sizes), most + np.log(total)


def _sizes(starts: Ints, rows: int) -> Ints:
    return np.diff(starts, append=rows)


def _in_order(strata: NDArray[np.generic]) -> tuple[Ints, Ints]:
    """Give the rows in the order of their strata, and where each stratum starts."""
    order = np.argsort(strata, kind="stable")
    ordered = strata[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return order, starts


def _with_events(strata: NDArray[np.generic], chosen: Floats) -> tuple[Ints, Ints]:
    """Keep the strata in which something happened."""
    if strata.shape != chosen.shape or not chosen.sum() > 0:
        raise DataFault(
            f"strata of shape {strata.shape} for {len(chosen)} rows, "
            f"events of weight {chosen.sum():g}",
            expected="one stratum a row, and at least one event that counts",
            where=WHERE,
            mend="name the stratum of every row, and widen the sample to hold an event",
        )
    order, starts = _in_order(strata)
    lively = np.repeat(
        np.add.reduceat(chosen[order], starts) > 0, _sizes(starts, len(order))
    )
    order = order[lively]
    return order, _in_order(strata[order])[1]
