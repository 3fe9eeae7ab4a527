"""Out, with A, or with B: three ways for a third state, one utility for both sides.

P(out) : P(A) : P(B) = 1 : e^{u_A} : e^{u_B}, with u_A = x_A'b and u_B = x_B'b: what draws
a state to one side would draw it to the other, were the sides' places exchanged.

References
----------
McFadden (1974), Conditional logit analysis of qualitative choice behavior
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.columns import ROWS_AT_ONCE, columns, gram, rowwise
from foedus.estimation.fit import Fit, fitted
from foedus.estimation.newton import climb
from foedus.faults import DataFault

Floats = NDArray[np.float64]
WHERE = "estimation.sides.sides"
OUT, WITH_A, WITH_B = 0, 1, 2


def sides(
    values_a: Floats,
    values_b: Floats,
    outcome: NDArray[np.integer],
    *,
    terms: Sequence[str],
    weights: Floats | None = None,
    penalty: float = 0.0,
) -> Fit:
    """Maximise the likelihood of staying out, of joining A and of joining B.

    Parameters
    ----------
    values_a, values_b
        One column a term as seen from A and from B, without the constant, (S, K) each.
    outcome
        0 out, 1 with A, 2 with B, (S,).
    terms
        A name for each column.
    weights
        How often each row counts, (S,).
    penalty
        Half of it times the squared standardised coefficients is taken off. Columns are
        standardised over both sides together.

    Raises
    ------
    DataFault
        Columns that cannot be fitted, another outcome, nobody who joins or stays out.
    SolveFault
        The terms separate the outcome, or repeat each other.

    Examples
    --------
    >>> ally = np.array([[1.0], [1.0], [1.0], [0.0], [0.0], [0.0]])
    >>> one = sides(ally, 1 - ally, np.array([1, 1, 0, 2, 0, 1]), terms=["ally"])
    >>> chances(one, np.array([[1.0]]), np.array([[0.0]])).round(2)
    array([[0.33, 0.5 , 0.17]])
    """
    outcome = np.asarray(outcome)
    rows = len(outcome)
    if (
        not np.isin(outcome, (OUT, WITH_A, WITH_B)).all()
        or len(np.shape(values_a)) != 2
        or (np.shape(values_a) != np.shape(values_b))
    ):
        raise DataFault(
            f"columns of shapes {np.shape(values_a)} and {np.shape(values_b)}, "
            f"outcomes {np.unique(outcome)[:5].tolist()}",
            expected="the same columns for both sides, outcomes 0, 1 and 2",
            where=WHERE,
            mend="code out as 0, with A as 1, with B as 2",
        )
    weighed = rowwise(weights, rows, empty=1.0, name="weights", where=WHERE)
    held = columns(
        np.concatenate([values_a, values_b]),
        terms,
        weights=np.concatenate([weighed, weighed]),
        penalty=penalty,
        constant=True,
        where=WHERE,
    )
    start = np.zeros(len(held.terms))
    start[0] = np.log(_odds_to_join(outcome, weighed) / 2)
    joined = np.concatenate([outcome == WITH_A, outcome == WITH_B]).astype(np.float64)
    hill = _Sides(held.ready, joined, weighed)
    peak = climb(hill, start, penalties=held.penalties, terms=held.terms, where=WHERE)
    return fitted("sides", held, peak, rows=rows, events=int((outcome != OUT).sum()))


def chances(fit: Fit, values_a: Floats, values_b: Floats) -> Floats:
    """Give the chance to stay out, to join A and to join B, (S, 3)."""
    with_a, with_b = fit.utility(values_a), fit.utility(values_b)
    total = _log_total(with_a, with_b)
    shares: Floats = np.exp(np.stack([-total, with_a - total, with_b - total], axis=1))
    return shares


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """The log-likelihood, rows of side A above those of side B."""

    values: Floats
    joined: Floats
    weights: Floats

    def height(self, coef: Floats) -> float:
        utility = self.values @ coef
        with_a, with_b = np.split(utility, 2)
        both = np.concatenate([self.weights, self.weights])
        return float(
            (both * self.joined) @ utility - self.weights @ _log_total(with_a, with_b)
        )

    def slopes(self, coef: Floats) -> tuple[Floats, Floats]:
        with_a, with_b = np.split(self.values @ coef, 2)
        total = _log_total(with_a, with_b)
        chance = np.exp(np.concatenate([with_a - total, with_b - total]))
        both = np.concatenate([self.weights, self.weights])
        gradient = self.values.T @ (both * (self.joined - chance))
        return gradient, gram(self.values, both * chance) - self._shared(chance)

    def _shared(self, chance: Floats) -> Floats:
        """Sum the weighted squares of each row's expected columns, (K, K)."""
        rows, count = len(self.weights), self.values.shape[1]
        root, shared = np.sqrt(self.weights)[:, None], np.zeros((count, count))
        for start in range(0, rows, ROWS_AT_ONCE):
            a = slice(start, min(start + ROWS_AT_ONCE, rows))
            b = slice(rows + a.start, rows + a.stop)
            expected = self.values[a] * chance[a, None]
            expected += self.values[b] * chance[b, None]
            expected *= root[a]
            shared += expected.T @ expected
        return shared


def _log_total(with_a: Floats, with_b: Floats) -> Floats:
    """Give ln(1 + e^a + e^b), large or small."""
    most = np.maximum(np.maximum(with_a, with_b), 0.0)
    total = np.exp(-most) + np.exp(with_a - most) + np.exp(with_b - most)
    summed: Floats = most + np.log(total)
    return summed


def _odds_to_join(outcome: NDArray[np.integer], weights: Floats) -> float:
    joined, out = weights[outcome != OUT].sum(), weights[outcome == OUT].sum()
    if joined > 0 and out > 0:
        return float(joined / out)
    raise DataFault(
        "nobody joins" if not joined else "nobody stays out",
        expected="rows that join and rows that stay out",
        where=WHERE,
        mend="widen the sample until it holds both",
    )
