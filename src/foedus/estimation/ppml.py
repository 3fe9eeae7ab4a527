"""Flows that may be 0, explained by terms beside thousands of fixed effects.

ln of the expected flow is x'b plus the levels of a row's groups; Poisson's likelihood is
right for b whatever the law of the flow, as long as its mean is. Each round is a weighted
least squares with the effects taken out of the terms and of the working flow, begun where
the last round ended.

A likelihood can have its top at infinity: where the terms or the effects tell some zeros
from all other rows, the fit drives those rows to 0 for ever. What the last step of such a
fit moves proves it, since it leaves every positive flow where it is.

References
----------
Santos Silva, Tenreyro (2006), https://doi.org/10.1162/rest.88.4.641
Correia, Guimaraes, Zylkin (2019), Verifying the existence of maximum likelihood estimates
for generalized linear models, https://doi.org/10.48550/arXiv.1903.01633
Correia, Guimaraes, Zylkin (2020), https://doi.org/10.1177/1536867X20909691
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from foedus.estimation.clusters import clustered
from foedus.estimation.columns import checked, checked_weights, rowwise
from foedus.estimation.effects import Effects, effects, taken_out
from foedus.estimation.fit import Fit
from foedus.faults import DataFault, SolveFault

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
WHERE = "estimation.ppml.ppml"

MOST_ROUNDS = 80
SETTLED = 1e-12
"""Fall of the deviance, as a share of it, at which a fit is done."""
LOOSE, TIGHT = 1e-2, 1e-9
"""How exactly effects are taken out, far from the top and at it."""
LEAST_LEFT = 1e-6
"""Share of a term's size that must be left once the effects are out of it."""
STILL, MOVED = 1e-3, 0.5
"""Steps of ln flow: where zeros are separated they move more and positive flows less."""
LEAST_ROOT = 1e-10
"""Smallest root of the scaled curvature, below which terms repeat each other."""
LEAST_FLOW, MOST_LOG = 1e-100, 200.0


@dataclass(frozen=True, slots=True, eq=False)
class FlowFit:
    """A fit of flows, and what it expects of each row.

    Attributes
    ----------
    fit
        The terms; their covariance is clustered.
    expected
        Expected flow of each row as it came, (S,), also where its weight is 0; 0 where it
        is silent.
    silent
        Rows that the effects alone tell to be 0, which say nothing of the terms, (S,).
    """

    fit: Fit
    expected: Floats
    silent: Truths


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """What is fitted."""

    values: Floats
    flows: Floats
    weights: Floats
    offset: Floats
    by: Effects

    def only(self, rows: Truths) -> "_Sample":
        return _Sample(
            self.values[rows],
            self.flows[rows],
            self.weights[rows],
            self.offset[rows],
            self.by.kept(rows),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Top:
    """Where a fit came to rest."""

    coef: Floats
    expected: Floats
    left: Floats
    """The terms less the effects, by the last weights, (S, K)."""
    curvature: Floats
    step: Floats
    """What the last round in which zeros fell far added to ln flow, (S,)."""
    slope: Floats
    """What it added to the coefficients, (K,)."""
    rounds: int


def ppml(
    values: Floats,
    flows: Floats,
    groups: Sequence[NDArray[np.generic]],
    *,
    terms: Sequence[str],
    clusters: Sequence[NDArray[np.generic]],
    weights: Floats | None = None,
    offset: Floats | None = None,
) -> FlowFit:
    """Maximise Poisson's likelihood of flows with fixed effects.

    Parameters
    ----------
    values
        One column a term, (S, K); K may be 0.
    flows
        Not below 0, (S,).
    groups
        For each kind of effect what names the group of each row, (S,).
    terms
        A name for each column.
    clusters
        Rows of one of these groups err alike; one kind or several.
    weights
        How often each row counts, (S,). A row of weight 0 is forecast by the others.
    offset
        What is known of ln flow, (S,).

    Raises
    ------
    DataFault
        Columns that cannot be fitted, a flow below 0 or none above, a term that repeats
        the effects or the other terms, or one that tells zeros from all other rows.
    SolveFault
        The fit did not settle.

    Examples
    --------
    >>> year, pair = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> one = ppml(np.array([[0.0], [0], [0], [1]]), np.array([4.0, 2, 6, 1]),
    ...            [year, pair], terms=["barred"], clusters=[pair])
    >>> one.fit.coef.round(4), one.expected.round(6).tolist()
    (array([-1.0986]), [4.0, 2.0, 6.0, 1.0])
    """
    values = checked(values, terms, penalty=0.0, where=WHERE)
    rows = len(values)
    given = rowwise(weights, rows, empty=1.0, name="weights", where=WHERE)
    begun = rowwise(offset, rows, empty=0.0, name="offset", where=WHERE)
    checked_weights(given, rows, where=WHERE)
    sample = _Sample(values, _checked_flows(flows, given), given, begun, effects(groups))
    kept = _in_groups_that_trade(sample)
    while True:
        held = sample.only(kept)
        top = _climb(held, terms)
        apart = _separated(top, held, terms)
        if not apart.any():
            break
        kept[np.flatnonzero(kept)[apart]] = False
    return _told(sample, kept, top, clusters, terms)


def _climb(held: _Sample, terms: Sequence[str]) -> _Top:
    """Go up until the deviance rests and the last round was exact."""
    middle = held.weights @ held.flows / held.weights.sum()
    expected = (np.where(held.weights > 0, held.flows, middle) + middle) / 2
    log = np.log(expected)
    levels, fall, deviance = None, 1.0, np.inf
    coef = turn = np.zeros(len(terms))
    step = np.zeros(len(log))
    for rounds in range(1, MOST_ROUNDS + 1):
        # What is forecast pulls nothing.
        gap = np.where(held.weights > 0, (held.flows - expected) / expected, 0.0)
        # From the second round on ln flow is made of terms and effects alone.
        working = gap if rounds > 1 else log + gap - held.offset
        columns, pull = np.column_stack([working, held.values]), held.weights * expected
        exactly = TIGHT if fall <= SETTLED else LOOSE
        left, levels = taken_out(columns, held.by, pull, start=levels, tolerance=exactly)
        levels[:, 0] = 0.0
        if rounds == 1:
            _refuse_absorbed(held, left[:, 1:], pull, terms)
        curvature, slope = _solved(left, pull, terms)
        moved = gap - (left[:, 0] - left[:, 1:] @ slope)
        if _falls(held, moved).any():
            step, turn = moved, slope
        share, expected, reached = _step(held, log, moved, deviance)
        log, coef = log + share * moved, coef + share * slope
        if fall <= SETTLED:
            return _Top(coef, expected, left[:, 1:], curvature, step, turn, rounds)
        fall = float(abs(deviance - reached) / (0.1 + reached)) if rounds > 1 else 1.0
        deviance = reached
    raise SolveFault(
        f"the deviance still falls by {fall:.1g} of itself after {MOST_ROUNDS} rounds",
        expected=f"less than {SETTLED:g}",
        where=WHERE,
        mend="look for flows that are larger than all others by far, and change the unit",
    )


def _step(
    held: _Sample, log: Floats, moved: Floats, deviance: float
) -> tuple[float, Floats, float]:
    """Go the whole way, or half as far until the deviance does not rise."""
    share = 1.0
    while True:
        expected = np.exp(np.minimum(log + share * moved, MOST_LOG))
        expected = np.maximum(expected, LEAST_FLOW)
        reached = _deviance(held, expected)
        if reached <= deviance * (1 + SETTLED) or share < 1e-3:
            return share, expected, reached
        share /= 2


def _solved(left: Floats, weights: Floats, terms: Sequence[str]) -> tuple[Floats, Floats]:
    """Give the curvature and the coefficients of a weighted least squares, (K, K), (K,)."""
    weighed = left[:, 1:] * weights[:, None]
    curvature, slope = left[:, 1:].T @ weighed, weighed.T @ left[:, 0]
    size = np.sqrt(np.maximum(np.diag(curvature), LEAST_FLOW))
    scaled = curvature / np.outer(size, size)
    roots, directions = np.linalg.eigh(scaled)
    if len(roots) and roots[0] < LEAST_ROOT:
        joined = np.flatnonzero(np.abs(directions[:, 0]) > 1e-3)
        _refuse_repeated([terms[k] for k in joined.tolist()], "each other")
    return curvature, np.asarray(np.linalg.solve(scaled, slope / size) / size)


def _falls(held: _Sample, moved: Floats) -> Truths:
    """Tell which flows of 0 a round drove down by far, (S,)."""
    fell: Truths = (held.weights > 0) & (held.flows == 0) & (moved < -MOVED)
    return fell


def _separated(top: _Top, held: _Sample, terms: Sequence[str]) -> Truths:
    """Tell which zeros the fit drives down for ever.

    A round that moves no positive flow and moves them down proves it (proposition 1 of
    Correia, Guimaraes and Zylkin 2019).

    Raises
    ------
    DataFault
        A term does it.
    """
    trading = (held.weights > 0) & (held.flows > 0)
    apart = _falls(held, top.step)
    if not apart.any() or np.abs(top.step[trading]).max() > STILL:
        return np.zeros(len(apart), dtype=np.bool_)
    guilty = [t for t, s in zip(terms, top.slope, strict=True) if abs(s) > STILL]
    if guilty:
        raise DataFault(
            f"{', '.join(guilty)} separates {int(apart.sum())} flows of 0 from all others",
            expected="positive flows among those it marks, so that its effect is finite",
            where=WHERE,
            mend="leave it out, or join it with a term whose flows are not all 0",
        )
    return apart


def _told(
    sample: _Sample,
    kept: Truths,
    top: _Top,
    clusters: Sequence[NDArray[np.generic]],
    terms: Sequence[str],
) -> FlowFit:
    """Put what was found with its errors."""
    held = sample.only(kept)
    scores = top.left * (held.weights * (held.flows - top.expected))[:, None]
    expected = np.zeros(len(kept))
    expected[kept] = top.expected
    counted = kept & (sample.weights > 0)
    flows = sample.flows
    likelihood = xlogy(flows, expected) - expected - gammaln(flows + 1)
    errors = [np.unique(c[counted], return_inverse=True)[1].ravel() for c in clusters]
    cov = clustered(scores[counted[kept]], np.linalg.inv(top.curvature), errors)
    fit = Fit(
        "ppml",
        tuple(terms),
        top.coef,
        cov,
        sample.values[counted].std(axis=0),
        0.0,
        int(counted.sum()),
        int((flows[counted] > 0).sum()),
        float(sample.weights[counted] @ likelihood[counted]),
        top.rounds,
    )
    return FlowFit(fit, expected, ~kept)


def _in_groups_that_trade(sample: _Sample) -> Truths:
    """Leave out groups without a positive flow, until none is left."""
    by, weighed = sample.by, sample.weights * sample.flows
    kept: Truths = np.ones(len(weighed), dtype=np.bool_)
    while True:
        trading = by.sums(np.where(kept, weighed, 0.0)) > 0
        now = kept & (by.spread(trading.astype(np.float64)) > len(by.codes) - 0.5)
        if (now == kept).all():
            return kept
        kept = now


def _deviance(held: _Sample, expected: Floats) -> float:
    some = held.flows > 0
    ratio = np.where(some, held.flows, 1.0) / np.where(some, expected, 1.0)
    apart = held.flows * np.log(ratio) - (held.flows - expected)
    return float(2 * (held.weights @ np.where(held.weights > 0, apart, 0.0)))


def _checked_flows(flows: Floats, weights: Floats) -> Floats:
    flows = np.asarray(flows, dtype=np.float64)
    fit = flows.shape == weights.shape and bool(np.isfinite(flows).all())
    if not fit or not (flows >= 0).all():
        raise DataFault(
            f"flows of shape {flows.shape} for {len(weights)} rows, or some below 0",
            expected="one flow a row, 0 or more",
            where=WHERE,
            mend="leave out rows whose flow is not known",
        )
    if not (weights * flows).any():
        raise DataFault(
            "no positive flow",
            expected="rows with flows above 0",
            where=WHERE,
            mend="widen the sample, or look at the unit",
        )
    return flows


def _refuse_absorbed(
    held: _Sample, left: Floats, weights: Floats, terms: Sequence[str]
) -> None:
    """Refuse terms of which the effects leave nothing; look closely where little is."""
    size = np.maximum(np.sqrt(weights @ held.values**2), LEAST_FLOW)
    little = np.flatnonzero(np.sqrt(weights @ left**2) < 10 * LOOSE * size)
    if not len(little):
        return
    closely, _ = taken_out(held.values[:, little], held.by, weights, tolerance=TIGHT)
    gone = np.sqrt(weights @ closely**2) < LEAST_LEFT * size[little]
    if gone.any():
        _refuse_repeated([terms[k] for k in little[gone].tolist()], "the effects")


def _refuse_repeated(terms: Sequence[str], what: str) -> None:
    raise DataFault(
        f"{', '.join(terms)} repeat {what}",
        expected="terms that say more than the effects and each other",
        where=WHERE,
        mend="drop one of them; what varies by exporter and year, or by pair, is absorbed",
    )
