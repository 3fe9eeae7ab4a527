"""Logit: how the odds of an event go with its terms.

Fitted by iterated least squares, which for a logit is Newton's method, on standardised
columns with a ridge penalty if one is asked for; the constant is free.

References
----------
le Cessie, van Houwelingen (1992), ridge logit, https://doi.org/10.2307/2347628
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.columns import columns, gram, rowwise
from foedus.estimation.fit import Fit, fitted
from foedus.estimation.newton import climb
from foedus.faults import DataFault

Floats = NDArray[np.float64]
WHERE = "estimation.logit.logit"


def logit(
    values: Floats,
    outcome: Floats,
    *,
    terms: Sequence[str],
    weights: Floats | None = None,
    offset: Floats | None = None,
    penalty: float = 0.0,
    constant: bool = True,
) -> Fit:
    """Maximise the likelihood of a binary outcome, less a ridge penalty.

    Without a constant the model is antisymmetric: a row and its mirror image, with all
    columns negated and the other outcome, count the same. So it is told who of two began,
    from the differences between them.

    Parameters
    ----------
    values
        One column a term, without the constant, (S, K).
    outcome
        0 or 1, (S,).
    terms
        A name for each column.
    weights
        How often each row counts, (S,).
    offset
        Log odds that each row starts from, (S,).
    penalty
        Half of it times the squared standardised coefficients is taken off.
    constant
        Fit a constant, and centre the columns.

    Raises
    ------
    DataFault
        Columns that cannot be fitted, an outcome that is not 0 or 1, no event, no row
        without one.
    SolveFault
        The terms separate the outcome, or repeat each other.

    Examples
    --------
    >>> near = np.array([[0.0], [0.0], [0.0], [1.0], [1.0], [1.0]])
    >>> one = logit(near, np.array([0, 0, 1, 0, 1, 1]), terms=["near"])
    >>> one.terms, one.coef.round(3)
    (('constant', 'near'), array([-0.693,  1.386]))
    """
    outcome = binary(outcome, where=WHERE)
    rows = len(outcome)
    weighed = rowwise(weights, rows, empty=1.0, name="weights", where=WHERE)
    begun = rowwise(offset, rows, empty=0.0, name="offset", where=WHERE)
    held = columns(
        values, terms, weights=weighed, penalty=penalty, constant=constant, where=WHERE
    )
    if constant:
        _refuse_certain(outcome, weighed)
    start = np.zeros(len(held.terms))
    if constant:
        rate = weighed @ outcome / weighed.sum()
        start[0] = np.log(rate / (1 - rate)) - weighed @ begun / weighed.sum()
    hill = _Odds(held.ready, outcome, weighed, begun)
    peak = climb(hill, start, penalties=held.penalties, terms=held.terms, where=WHERE)
    return fitted("logit", held, peak, rows=rows, events=int(outcome.sum()))


def probability(utility: Floats) -> Floats:
    """Turn log odds into probabilities, without overflow.

    >>> probability(np.array([-800.0, 0.0, 800.0]))
    array([0. , 0.5, 1. ])
    """
    shrunk = np.exp(-np.abs(utility))
    chance: Floats = np.where(utility >= 0, 1.0, shrunk) / (1 + shrunk)
    return chance


def binary(outcome: Floats, *, where: str) -> Floats:
    """Give the outcome as floats, (S,), if it is 0 or 1 throughout.

    Raises
    ------
    DataFault
        Anything else.
    """
    outcome = np.asarray(outcome, dtype=np.float64)
    if outcome.ndim != 1 or not ((outcome == 0) | (outcome == 1)).all():
        raise DataFault(
            f"an outcome of shape {outcome.shape} with other values than 0 and 1",
            expected="0 or 1 in every row",
            where=where,
            mend="code the event as 1 and its absence as 0; leave the unknown out",
        )
    return outcome


@dataclass(frozen=True, slots=True, eq=False)
class _Odds:
    """The log-likelihood of a logit."""

    values: Floats
    outcome: Floats
    weights: Floats
    offset: Floats

    def height(self, coef: Floats) -> float:
        utility = self.values @ coef + self.offset
        # ln(1 + e^u), large or small
        total = np.maximum(utility, 0.0) + np.log1p(np.exp(-np.abs(utility)))
        return float(self.weights @ (self.outcome * utility - total))

    def slopes(self, coef: Floats) -> tuple[Floats, Floats]:
        chance = probability(self.values @ coef + self.offset)
        gradient = self.values.T @ (self.weights * (self.outcome - chance))
        return gradient, gram(self.values, self.weights * chance * (1 - chance))


def _refuse_certain(outcome: Floats, weights: Floats) -> None:
    events = weights @ outcome
    if 0 < events < weights.sum():
        return
    raise DataFault(
        "no event" if events == 0 else "nothing but events",
        expected="rows with the event and rows without",
        where=WHERE,
        mend="widen the sample until it holds both",
    )
