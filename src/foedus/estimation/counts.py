"""Counts a year that bunch: negative binomial, and Poisson where they do not.

The mean goes with the terms, ln mu = x'b; the variance is mu + mu^2 / r. The spread 1/r is
found where the profile likelihood is flat; where none beyond Poisson's raises it, the fit
says so by having no `log_dispersion`.

References
----------
Hilbe (2011), Negative Binomial Regression, https://doi.org/10.1017/CBO9780511973420
Czado, Gneiting, Held (2009), https://doi.org/10.1111/j.1541-0420.2009.01191.x
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc, digamma, gammaincc, gammaln, polygamma

from foedus.estimation.columns import Columns, columns, gram, rowwise
from foedus.estimation.fit import DISPERSION, Fit
from foedus.estimation.newton import Peak, climb
from foedus.faults import DataFault, SolveFault

Floats = NDArray[np.float64]
WHERE = "estimation.counts.counts"
LEAST_SPREAD, MOST_SPREAD = -14.0, 7.0
"""Where ln 1/r is looked for; below the first the law is Poisson's for any count met."""


def counts(
    values: Floats,
    outcome: Floats,
    *,
    terms: Sequence[str],
    weights: Floats | None = None,
    offset: Floats | None = None,
    penalty: float = 0.0,
) -> Fit:
    """Maximise the negative binomial likelihood of counts.

    Parameters
    ----------
    values
        One column a term, without the constant, (S, K); K may be 0.
    outcome
        Whole numbers, (S,).
    terms
        A name for each column.
    weights
        How often each row counts, (S,).
    offset
        Log of the exposure of each row, (S,).
    penalty
        Half of it times the squared standardised coefficients is taken off.

    Returns
    -------
    Fit
        Its last term is `log_dispersion`, ln 1/r, unless the counts are Poisson.

    Raises
    ------
    DataFault
        Columns that cannot be fitted, a count that is none, or nothing but zeros.
    SolveFault
        The terms repeat each other, or the counts spread beyond any r.

    Examples
    --------
    >>> one = counts(np.empty((4, 0)), np.array([0.0, 0.0, 1.0, 11.0]), terms=[])
    >>> one.terms, mean(one, np.empty((1, 0))).round(6)
    (('constant', 'log_dispersion'), array([3.]))
    """
    outcome = _whole(outcome)
    weighed = rowwise(weights, len(outcome), empty=1.0, name="weights", where=WHERE)
    begun = rowwise(offset, len(outcome), empty=0.0, name="offset", where=WHERE)
    held = columns(
        values, terms, weights=weighed, penalty=penalty, constant=True, where=WHERE
    )
    start = np.zeros(len(held.terms))
    start[0] = np.log((weighed @ outcome) / (weighed @ np.exp(begun)))

    def at(spread: float) -> tuple[_Counts, Peak]:
        hill = _Counts(held.ready, outcome, weighed, begun, np.exp(spread))
        peak = climb(hill, start, penalties=held.penalties, terms=held.terms, where=WHERE)
        return hill, peak

    def slope(spread: float) -> float:
        hill, peak = at(spread)
        return hill.spread_slope(peak.coef)

    events = int(outcome.sum())
    if slope(LEAST_SPREAD) <= 0:
        return _fit(held, at(-np.inf)[1], events, spread=None)
    if slope(MOST_SPREAD) > 0:
        raise SolveFault(
            "counts that spread beyond any r",
            expected=f"ln 1/r below {MOST_SPREAD:g}",
            where=WHERE,
            mend="add a term that tells the large counts from the zeros",
        )
    spread = float(brentq(slope, LEAST_SPREAD, MOST_SPREAD, xtol=1e-13))
    hill, peak = at(spread)
    return _fit(held, peak, events, spread=(spread, hill.joint(peak.coef)))


def mean(fit: Fit, values: Floats, *, offset: Floats | None = None) -> Floats:
    """Give the expected count of each row, (S,)."""
    utility = fit.utility(values)
    expected: Floats = np.exp(utility if offset is None else utility + offset)
    return expected


def size(fit: Fit) -> float:
    """Give r, infinite where the counts are Poisson."""
    spread = dict(zip(fit.terms, fit.coef.tolist(), strict=True)).get(DISPERSION)
    return float("inf") if spread is None else float(np.exp(-spread))


def ewma(series: Floats, *, half_life: float, prior: float = 0.5) -> Floats:
    """Average the past of a series, (T,): in a year only earlier years count.

    Parameters
    ----------
    series
        Counts of consecutive years, (T,).
    half_life
        Years in which the weight of a year halves.
    prior
        Count of one more year, which weighs as the last one does. It keeps the average
        above 0, so that its log is defined, and stands alone at the start.

    Examples
    --------
    >>> ewma(np.array([4.0, 1.0, 0.0]), half_life=1.0)
    array([0.5 , 2.25, 1.4 ])
    """
    series = np.asarray(series, dtype=np.float64)
    back = np.arange(len(series))[:, None] - np.arange(len(series))[None, :]
    weights = np.where(back > 0, np.exp2(-(np.maximum(back, 1) - 1) / half_life), 0.0)
    averaged: Floats = (weights @ series + prior) / (weights.sum(axis=1) + 1)
    return averaged


def log_score(expected: Floats, r: float, outcome: Floats) -> Floats:
    """Give the log probability of each count, (S,); higher is better.

    >>> log_score(np.array([1.0]), float("inf"), np.array([0.0]))
    array([-1.])
    """
    spread = 0.0 if np.isinf(r) else 1 / r
    return _log_chance(np.log(expected), np.asarray(outcome, dtype=np.float64), spread)


def below(expected: Floats, r: float, outcome: Floats) -> Floats:
    """Give the probability of a count not above the one given, (S,); 0 below zero.

    >>> below(np.array([1.0]), float("inf"), np.array([0.0])).round(4)
    array([0.3679])
    """
    count = np.floor(np.asarray(outcome, dtype=np.float64))
    held = np.maximum(count, 0.0)
    if np.isinf(r):
        chance = gammaincc(held + 1, expected)
    else:
        chance = betainc(r, held + 1, r / (r + expected))
    cumulated: Floats = np.where(count < 0, 0.0, chance)
    return cumulated


def interval(expected: Floats, r: float, *, level: float = 0.9) -> Floats:
    """Give the least and the greatest count of the central interval, (S, 2).

    Each end leaves at most half of the rest beyond it.

    >>> interval(np.array([3.0]), float("inf"), level=0.9)
    array([[1., 6.]])
    """
    expected = np.asarray(expected, dtype=np.float64)
    ends = [
        _quantile(expected, r, (1 - level) / 2),
        _quantile(expected, r, (1 + level) / 2),
    ]
    return np.stack(ends, axis=1)


def pit(expected: Floats, r: float, outcome: Floats) -> Floats:
    """Give the ends between which each count's place in its forecast lies, (S, 2).

    A count is a step of its distribution, from the chance of less to the chance of no
    more; over many well forecast counts these steps fill [0, 1] evenly.
    """
    outcome = np.asarray(outcome, dtype=np.float64)
    return np.stack([below(expected, r, outcome - 1), below(expected, r, outcome)], axis=1)


def pit_bins(places: Floats, *, bins: int = 10) -> Floats:
    """Give the share of the steps that falls into each bin, (bins,); even is good.

    >>> pit_bins(np.array([[0.0, 0.5], [0.5, 1.0]]), bins=4)
    array([0.25, 0.25, 0.25, 0.25])
    """
    edges = np.linspace(0, 1, bins + 1)[:, None]
    low, high = places[:, 0], places[:, 1]
    filled = np.clip((edges - low) / np.maximum(high - low, 1e-300), 0, 1).mean(axis=1)
    return np.diff(filled)


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """The log-likelihood of counts at a given spread, 0 for Poisson."""

    values: Floats
    outcome: Floats
    weights: Floats
    offset: Floats
    spread: float

    def height(self, coef: Floats) -> float:
        log_mean = self.values @ coef + self.offset
        return float(self.weights @ _log_chance(log_mean, self.outcome, self.spread))

    def slopes(self, coef: Floats) -> tuple[Floats, Floats]:
        expected = np.exp(self.values @ coef + self.offset)
        damped = self.weights / (1 + self.spread * expected)
        gradient = self.values.T @ (damped * (self.outcome - expected))
        # The observed information, so that steps are Newton's and not Fisher's.
        bend = expected * (1 + self.spread * self.outcome) / (1 + self.spread * expected)
        return gradient, gram(self.values, damped * bend)

    def spread_slope(self, coef: Floats) -> float:
        """Give the slope of the log-likelihood in ln 1/r."""
        return float(self.weights @ self._spread_terms(coef)[0])

    def joint(self, coef: Floats) -> Floats:
        """Give the observed information of coefficients and ln 1/r, (K+1, K+1)."""
        _, information = self.slopes(coef)
        _, curve, cross = self._spread_terms(coef)
        edge = self.values.T @ (self.weights * cross)
        corner = np.array([[float(self.weights @ curve)]])
        return np.block([[information, edge[:, None]], [edge[None, :], corner]])

    def _spread_terms(self, coef: Floats) -> tuple[Floats, Floats, Floats]:
        """Give each row's slope in ln 1/r, minus its curve, and minus the cross term."""
        a, y = self.spread, self.outcome
        expected = np.exp(self.values @ coef + self.offset)
        r, grown = 1 / a, 1 + a * expected
        slope = r * (np.log(grown) - (digamma(y + r) - digamma(r))) + (y - expected) / grown
        bent = r * r * (polygamma(1, y + r) - polygamma(1, r))
        # d slope / d ln a, from the chain rule through r = 1 / a
        rise = -r * (np.log(grown) - (digamma(y + r) - digamma(r))) + expected / grown
        rise = rise + bent - (y - expected) * a * expected / grown**2
        cross = a * expected * (y - expected) / grown**2
        return slope, -rise, cross


def _log_chance(log_mean: Floats, outcome: Floats, spread: float) -> Floats:
    if spread == 0:
        poisson: Floats = outcome * log_mean - np.exp(log_mean) - gammaln(outcome + 1)
        return poisson
    r = 1 / spread
    grown = np.log1p(spread * np.exp(log_mean))
    chance: Floats = (
        gammaln(outcome + r)
        - gammaln(r)
        - gammaln(outcome + 1)
        + outcome * (log_mean + np.log(spread) - grown)
        - r * grown
    )
    return chance


def _quantile(expected: Floats, r: float, share: float) -> Floats:
    """Give the least count whose probability of no more reaches the share, by halving."""
    spread = 0.0 if np.isinf(r) else 1 / r
    low = np.full(len(expected), -1.0)
    high: Floats = np.ceil(expected + 10 * np.sqrt(expected + spread * expected**2) + 10)
    while (short := below(expected, r, high) < share).any():
        high = np.where(short, 2 * high, high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        reached = below(expected, r, middle) >= share
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    return high


def _fit(
    held: Columns, peak: Peak, events: int, *, spread: tuple[float, Floats] | None
) -> Fit:
    """Put coefficients back on the columns' scale, with ln 1/r behind them."""
    terms, coef, cov, scale, back = held.terms, peak.coef, peak.cov, held.scale, held.back
    if spread is not None:
        place, information = spread
        information = information + np.diag(np.append(held.penalties, 0.0))
        edge = np.zeros((len(terms), 1))
        back = np.block([[back, edge], [edge.T, np.ones((1, 1))]])
        terms, scale = (*terms, DISPERSION), np.append(scale, 1.0)
        coef = np.append(coef, place)
        cov = np.linalg.inv(information).astype(np.float64)
    return Fit(
        "counts",
        terms,
        back @ coef,
        back @ cov @ back.T,
        scale,
        float(held.penalties.max(initial=0.0)),
        len(held.ready),
        events,
        peak.log_likelihood,
        peak.rounds,
    )


def _whole(outcome: Floats) -> Floats:
    outcome = np.asarray(outcome, dtype=np.float64)
    known = outcome.ndim == 1 and bool(np.isfinite(outcome).all())
    if not known or (outcome < 0).any() or (outcome != np.round(outcome)).any():
        raise DataFault(
            f"an outcome of shape {outcome.shape} that is not all counts",
            expected="whole numbers, 0 or more",
            where=WHERE,
            mend="leave out years whose count is not known",
        )
    if not outcome.any():
        raise DataFault(
            "nothing but zeros",
            expected="at least one event",
            where=WHERE,
            mend="widen the sample until it holds an event",
        )
    return outcome
