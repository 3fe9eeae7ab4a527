"""Multinomial logit: of what kind, given that it happened.

The first category is the baseline; each other has its own coefficients for the odds
against it. Without a penalty the choice of the baseline changes no probability; with one
it does, since what is shrunk is the difference from the baseline.

References
----------
Greene (2012), Econometric Analysis, ch. 18
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.columns import Columns, columns, gram, rowwise
from foedus.estimation.fit import Fit, fitted, fitting
from foedus.estimation.newton import climb
from foedus.faults import DataFault, NeedFault

Floats = NDArray[np.float64]
WHERE = "estimation.multinomial.multinomial"


def multinomial(
    values: Floats,
    outcome: NDArray[np.integer],
    *,
    terms: Sequence[str],
    categories: Sequence[str],
    weights: Floats | None = None,
    penalty: float = 0.0,
) -> Fit:
    """Maximise the likelihood of one of several categories.

    Parameters
    ----------
    values
        One column a term, without the constant, (S, K).
    outcome
        Place of the category in `categories`, (S,).
    terms
        A name for each column.
    categories
        Names, the baseline first.
    weights
        How often each row counts, (S,).
    penalty
        Half of it times the squared standardised coefficients is taken off.

    Raises
    ------
    DataFault
        Columns that cannot be fitted, fewer than two categories, one that never occurs.
    SolveFault
        The terms separate the outcome, or repeat each other.

    Examples
    --------
    >>> due = np.array([[1.0], [1.0], [1.0], [0.0], [0.0], [0.0]])
    >>> how = np.array([0, 0, 1, 0, 1, 1])
    >>> one = multinomial(due, how, terms=["due"], categories=["fulfilled", "violated"])
    >>> one.terms
    ('violated:constant', 'violated:due')
    >>> shares(one, np.array([[1.0]])).round(2)
    array([[0.67, 0.33]])
    """
    outcome = np.asarray(outcome)
    weighed = rowwise(weights, len(outcome), empty=1.0, name="weights", where=WHERE)
    marks = _marks(outcome, categories)
    occurring = weighed @ marks
    if (occurring <= 0).any():
        raise DataFault(
            f"no row in {categories[int(occurring.argmin())]!r}",
            expected="rows in every category",
            where=WHERE,
            mend="leave that category out, or join it to another",
        )
    held = columns(
        values, terms, weights=weighed, penalty=penalty, constant=True, where=WHERE
    )
    spread = _spread(held, categories)
    start = np.zeros((len(categories) - 1, len(held.terms)))
    start[:, 0] = np.log(occurring[1:] / occurring[0])
    hill = _Categories(held.ready, marks[:, 1:], weighed)
    peak = climb(
        hill, start.ravel(), penalties=spread.penalties, terms=spread.terms, where=WHERE
    )
    events = int((outcome != 0).sum())
    fit = fitted("multinomial", spread, peak, rows=len(outcome), events=events)
    return replace(fit, categories=tuple(categories))


def shares(fit: Fit, values: Floats) -> Floats:
    """Give the probability of each category, (S, C), the baseline first.

    Raises
    ------
    NeedFault
        A fit of another kind.
    DataFault
        Another number of columns.
    """
    where = "estimation.multinomial.shares"
    if not fit.categories:
        raise NeedFault(
            f"shares of categories asked of a {fit.kind} fit",
            expected="a multinomial fit",
            where=where,
            mend="ask the fit for its utility",
        )
    values = fitting(values, fit.columns, where=where)
    coef = fit.coef.reshape(len(fit.categories) - 1, -1)
    return _shares(values @ coef[:, 1:].T + coef[:, 0])


@dataclass(frozen=True, slots=True, eq=False)
class _Categories:
    """The log-likelihood, coefficients laid out category by category."""

    values: Floats
    marks: Floats
    weights: Floats

    def height(self, coef: Floats) -> float:
        utility = self._utility(coef)
        most = np.maximum(utility.max(axis=1), 0.0)
        total = most + np.log(np.exp(-most) + np.exp(utility - most[:, None]).sum(axis=1))
        return float(self.weights @ ((self.marks * utility).sum(axis=1) - total))

    def slopes(self, coef: Floats) -> tuple[Floats, Floats]:
        chance = _shares(self._utility(coef))[:, 1:]
        others, count = chance.shape[1], self.values.shape[1]
        missed = (self.marks - chance) * self.weights[:, None]
        information = np.empty((others, count, others, count))
        for a in range(others):
            own = self.weights * chance[:, a]
            for b in range(a):
                shared = -gram(self.values, own * chance[:, b])
                information[a, :, b] = information[b, :, a] = shared
            information[a, :, a] = gram(self.values, own * (1 - chance[:, a]))
        size = others * count
        return (missed.T @ self.values).ravel(), information.reshape(size, size)

    def _utility(self, coef: Floats) -> Floats:
        utility: Floats = self.values @ coef.reshape(self.marks.shape[1], -1).T
        return utility


def _shares(utility: Floats) -> Floats:
    """Give shares of the baseline, whose utility is 0, and of the others."""
    whole = np.concatenate([np.zeros((len(utility), 1)), utility], axis=1)
    odds = np.exp(whole - whole.max(axis=1, keepdims=True))
    parts: Floats = odds / odds.sum(axis=1, keepdims=True)
    return parts


def _marks(outcome: NDArray[np.integer], categories: Sequence[str]) -> Floats:
    count = len(categories)
    known = np.isin(outcome, np.arange(count)).all() and outcome.ndim == 1
    if count < 2 or len(set(categories)) < count or not known:
        raise DataFault(
            f"{count} categories, outcomes {np.unique(outcome)[:5].tolist()}",
            expected="two categories or more, each once, and their places as outcomes",
            where=WHERE,
            mend="number the categories from 0, in the order of their names",
        )
    return np.eye(count)[outcome.astype(np.intp)]


def _spread(held: Columns, categories: Sequence[str]) -> Columns:
    """Lay the same columns out once for each category but the baseline."""
    others = categories[1:]
    return Columns(
        tuple(f"{category}:{term}" for category in others for term in held.terms),
        held.ready,
        np.tile(held.scale, len(others)),
        np.kron(np.eye(len(others)), held.back).astype(np.float64),
        np.tile(held.penalties, len(others)),
    )
