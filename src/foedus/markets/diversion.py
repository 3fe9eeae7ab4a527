"""Signs of diverted trade: what hubs trade beyond expectation, and what mirrors miss.

Nothing here proves a diversion. A hub whose purchases from the coalition and sales to the
target both rise beyond what they would have been, in the same goods, or whose suppliers
report more than it does, trades in a way that is consistent with diversion.

References
----------
Fisman, Wei (2004), https://doi.org/10.1086/381476
Gaulier, Zignago (2010), BACI, CEPII working paper 2010-23
Chupilkin, Javorcik, Plekhanov (2023), The Eurasian roundabout, EBRD working paper
Benjamini, Hochberg (1995), https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from foedus.faults import DataFault

Floats = NDArray[np.float64]
LEAST_SPREAD = 1e-12
"""Below which a spread counts as none: everything is as it was expected."""
SCALE = 1.4826
"""From the median absolute deviation to the standard deviation of a normal law."""


@dataclass(frozen=True, slots=True, eq=False)
class Mirror:
    """Two reports of each flow and what is left between them.

    Attributes
    ----------
    ghost
        ln exports reported less ln imports reported, with freight and the habits of both
        reporters taken out; above 0 goods left that did not arrive, (N, N, S).
    score
        Ghost over its standard deviation, by the reliability of both, (N, N, S).
    export_bias, import_bias
        What each reporter adds to ln of what it reports, less the mean of all, (N,).
    export_variance, import_variance
        Of each reporter's own noise, (N,).
    """

    ghost: Floats
    score: Floats
    export_bias: Floats
    import_bias: Floats
    export_variance: Floats
    import_variance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Suspicion:
    """What speaks for diversion through each hub in each product.

    Attributes
    ----------
    inward, outward
        Excess of the hub's purchases from the coalition and of its sales to the target,
        in logs, controlled by what other goods and other hubs did, (H, K).
    score
        Both of them and the ghost together, standard normal where nothing is diverted,
        (H, K).
    p
        Probability of so high a score by chance, (H, K).
    flagged
        Cells that stand out, with the share of false ones held at `rate`, (H, K).
    hub_score
        Sum of the positive scores of each hub, (H,).
    low, high
        Bounds of what leaks through each cell, USD bn a year, (H, K).
    """

    inward: Floats
    outward: Floats
    score: Floats
    p: Floats
    flagged: NDArray[np.bool_]
    hub_score: Floats
    low: Floats
    high: Floats


def excess(observed: Floats, expected: Floats) -> Floats:
    """Give the log excess of trade over its counterfactual; NaN where either is nothing.

    >>> excess(np.array([2.0, 0.0]), np.array([1.0, 1.0])).round(3).tolist()
    [0.693, nan]
    """
    both = (observed > 0) & (expected > 0)
    ratio = np.where(both, observed, 1.0) / np.where(both, expected, 1.0)
    return np.where(both, np.log(ratio), np.nan)


def mirror(exports: Floats, imports: Floats, *, freight: float = 0.06) -> Mirror:
    """Hold what sellers report against what buyers report.

    ln exports = ln F + b_i + noise_i, ln imports = ln F + ln(1 + freight) + b_j + noise_j.

    Parameters
    ----------
    exports, imports
        The flow from i to j as i reports it and as j does, (N, N, S); 0 or NaN where a
        report is missing.
    freight
        What imports are valued above exports, insurance and freight, a share.

    Raises
    ------
    DataFault
        The two differ in shape, or too few flows are reported twice.
    """
    if exports.shape != imports.shape or exports.ndim != 3:
        raise DataFault(
            f"exports of shape {exports.shape} and imports of shape {imports.shape}",
            expected="(N, N, S) both, exporter by importer by product",
            where="markets.diversion.mirror",
            mend="set both out by exporter first, whoever reports",
        )
    gap = excess(exports * (1 + freight), imports)
    known = ~np.isnan(gap)
    _refuse_few(known)
    sender, receiver = _biases(gap, known)
    # Reporters' habits are known only against each other: their means go to neither.
    ghost = gap - (sender[:, None] - receiver[None, :])[..., None]
    own, other = _variances(ghost, known)
    spread = np.sqrt(own[:, None] + other[None, :])[..., None]
    score = np.where(spread > LEAST_SPREAD, ghost / np.maximum(spread, LEAST_SPREAD), 0.0)
    return Mirror(ghost, np.where(known, score, np.nan), sender, receiver, own, other)


def controlled(
    change: Floats, restricted: NDArray[np.bool_], *, keep: NDArray[np.bool_] | None = None
) -> Floats:
    """Take out what a hub did in other goods and what all hubs did in a product, (H, K).

    The hub's effect is its median over products that are not restricted, the product's
    the median over hubs, once the first is out.

    Parameters
    ----------
    change
        Log excess of each hub in each product, (H, K); NaN where not known.
    restricted
        Products that are sanctioned, (K,).
    keep
        Hubs that may serve as controls of a product, (H,); all where None.

    Raises
    ------
    DataFault
        All products are restricted, or there is no control.
    """
    controls = np.ones(len(change), dtype=np.bool_) if keep is None else keep
    if restricted.all() or not controls.any():
        raise DataFault(
            f"{(~restricted).sum()} unrestricted products, {controls.sum()} controls",
            expected="some of both",
            where="markets.diversion.controlled",
            mend="add products that are not sanctioned, or hubs that are not suspected",
        )
    own = change - _median(change[:, ~restricted], axis=1)[:, None]
    return own - _median(own[controls], axis=0)[None, :]


def suspicion(
    inward: tuple[Floats, Floats],
    outward: tuple[Floats, Floats],
    restricted: NDArray[np.bool_],
    *,
    ghost: Floats | None = None,
    ghost_value: Floats | None = None,
    controls: NDArray[np.bool_] | None = None,
    rate: float = 0.1,
) -> Suspicion:
    """Score each hub and product for what is consistent with diversion.

    Parameters
    ----------
    inward, outward
        Observed and expected trade from the coalition to each hub, and from each hub to
        the target, USD bn a year, (H, K) each.
    restricted
        Products that are sanctioned, (K,).
    ghost
        Standardised ghost of each cell's flows, such as from `mirror`, (H, K).
    ghost_value
        What the ghost comes to, USD bn a year, (H, K), for the upper bound.
    controls
        States that are surely no hubs, (H,); all where None, since few leak.
    rate
        Share of false ones among flagged cells that is put up with.
    """
    signs = [
        controlled(excess(seen, expected), restricted, keep=controls)
        for seen, expected in (inward, outward)
    ]
    parts = [_standardised(one) for one in signs]
    if ghost is not None:
        parts.append(_standardised(ghost))
    score = combined(parts)
    p = np.where(np.isnan(score), 1.0, norm.sf(score))
    p = np.where(restricted[None, :], p, 1.0)
    gains = [np.maximum(np.nan_to_num(o - e), 0.0) for o, e in (inward, outward)]
    low = np.where(restricted, np.minimum(*gains), 0.0)
    added = np.zeros_like(low) if ghost_value is None else np.maximum(ghost_value, 0.0)
    return Suspicion(
        signs[0],
        signs[1],
        score,
        p,
        discoveries(p, rate=rate) & restricted[None, :],
        np.where(restricted, np.maximum(np.nan_to_num(score), 0.0), 0.0).sum(axis=1),
        low,
        low + np.where(restricted, added, 0.0),
    )


def combined(scores: Sequence[Floats]) -> Floats:
    """Give the sum of standard scores over the root of their number, NaN left out.

    >>> combined([np.array([3.0, np.nan]), np.array([1.0, 2.0])]).round(3).tolist()
    [2.828, 2.0]
    """
    held = np.stack(scores)
    number = (~np.isnan(held)).sum(axis=0)
    total = np.nansum(held, axis=0)
    return np.where(number > 0, total / np.sqrt(np.maximum(number, 1)), np.nan)


def discoveries(p: Floats, *, rate: float) -> NDArray[np.bool_]:
    """Tell which of many p-values stand out, with the share of false ones at most `rate`.

    >>> discoveries(np.array([0.001, 0.02, 0.9]), rate=0.1).tolist()
    [True, True, False]
    """
    ordered = np.sort(p.ravel())
    steps = rate * np.arange(1, p.size + 1) / p.size
    passed = np.flatnonzero(ordered <= steps)
    limit = ordered[passed[-1]] if len(passed) else -1.0
    return np.asarray(p <= limit)


def fisman_wei(ghost: Floats, intensity: Floats) -> tuple[float, float]:
    """Give the slope of the ghost on how restricted a product is, and its standard error.

    Least squares with errors robust to unequal variances (HC1).

    Raises
    ------
    DataFault
        Fewer than three cells are known, or all are restricted alike.
    """
    known = ~(np.isnan(ghost) | np.isnan(intensity))
    y, x = ghost[known], intensity[known]
    if len(y) < 3 or np.ptp(x) == 0:
        raise DataFault(
            f"{len(y)} cells, restricted from {x.min(initial=0):g} to {x.max(initial=0):g}",
            expected="three cells or more, restricted more and less",
            where="markets.diversion.fisman_wei",
            mend="add products that are restricted less",
        )
    centred = x - x.mean()
    slope = float(centred @ y / (centred @ centred))
    left = y - y.mean() - slope * centred
    meat = float((centred**2) @ (left**2)) * len(y) / (len(y) - 2)
    return slope, float(np.sqrt(meat) / (centred @ centred))


def _median(values: Floats, *, axis: int) -> Floats:
    """Give the median of what is known, 0 where nothing is."""
    empty = np.isnan(values).all(axis=axis, keepdims=True)
    return np.asarray(np.nanmedian(np.where(empty, 0.0, values), axis=axis))


def _standardised(values: Floats) -> Floats:
    """Centre on the median and divide by the spread about it, that of the bulk."""
    known = values[~np.isnan(values)]
    middle = np.median(known) if len(known) else 0.0
    spread = SCALE * np.median(np.abs(known - middle)) if len(known) else 0.0
    if spread <= LEAST_SPREAD:
        return np.where(np.isnan(values), np.nan, 0.0)
    return (values - middle) / spread


def _biases(gap: Floats, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Give the habits of sellers and buyers, by medians in turn, each about zero."""
    sender, receiver = np.zeros(len(gap)), np.zeros(len(gap))
    for _ in range(20):
        held = np.where(known, gap + receiver[None, :, None], np.nan)
        sender = _median(held.reshape(len(gap), -1), axis=1)
        sender -= np.median(sender)
        held = np.where(known, sender[:, None, None] - gap, np.nan)
        receiver = _median(held.swapaxes(0, 1).reshape(len(gap), -1), axis=1)
        receiver -= np.median(receiver)
    return sender, receiver


def _variances(ghost: Floats, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Split the spread of ghosts between the two who report, (N,) each."""
    about = np.where(known, np.abs(ghost), np.nan)
    squared = (SCALE * _median(about, axis=2)) ** 2
    pairs: NDArray[np.bool_] = np.any(known, axis=2)
    own, other = np.zeros(len(ghost)), np.zeros(len(ghost))
    for _ in range(50):
        own = _mean(squared - other[None, :], pairs, axis=1)
        other = _mean(squared - own[:, None], pairs, axis=0)
    # Only sums are known: the best of either side are taken to be equally good.
    level = (other.min() - own.min()) / 2
    return np.maximum(own + level, 0.0), np.maximum(other - level, 0.0)


def _mean(values: Floats, pairs: NDArray[np.bool_], *, axis: int) -> Floats:
    number = np.maximum(pairs.sum(axis=axis), 1)
    return np.asarray(np.where(pairs, values, 0.0).sum(axis=axis) / number)


def _refuse_few(known: NDArray[np.bool_]) -> None:
    if known.sum() < 3:
        raise DataFault(
            f"{int(known.sum())} flows that both sides report",
            expected="three or more",
            where="markets.diversion.mirror",
            mend="look whether exporters and importers are spelled alike in both reports",
        )
