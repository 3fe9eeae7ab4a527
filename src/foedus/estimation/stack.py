"""Stacking: the mixture of forecasts that would have told most.

The weights of a linear pool are those that maximise the mean log score of forecasts that
no model had been fitted to. The problem is concave; it is solved by Newton's method inside
a barrier that is then lowered until no weight can gain. The weights tell how forecasts
overlap, and are no verdict on which is true.

References
----------
Geweke, Amisano (2011), Optimal prediction pools,
https://doi.org/10.1016/j.jeconom.2011.02.017
Yao, Vehtari, Simpson, Gelman (2018), https://doi.org/10.1214/17-BA1091
"""

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault, SolveFault

Floats = NDArray[np.float64]
WHERE = "estimation.stack.stack"
BARRIERS = tuple(10.0**-power for power in range(2, 12))
MOST_ROUNDS = 60


def stack(told: Floats, *, weights: Floats | None = None) -> Floats:
    """Give the weights that maximise the mean log score, (M,), summing to 1.

    Parameters
    ----------
    told
        Probability that each model gave to what then happened, (S, M); one model's may be
        0 in a row where another's is not.
    weights
        How often each row counts, (S,).

    Raises
    ------
    DataFault
        A value out of [0, 1], or a row to which no model gave a chance.
    SolveFault
        The weights could not be found.

    Examples
    --------
    >>> stack(np.array([[0.9, 0.2], [0.2, 0.9], [0.9, 0.2]])).round(3)
    array([0.762, 0.238])
    """
    told = np.asarray(told, dtype=np.float64)
    sound = told.ndim == 2 and told.size and bool(((told >= 0) & (told <= 1)).all())
    if not sound or not (told.max(axis=1) > 0).all():
        raise DataFault(
            f"forecasts of shape {told.shape}, some no probabilities, or a row all 0",
            expected="one probability a model for what happened, one of them above 0",
            where=WHERE,
            mend="hand over p where the event came and 1 - p where it did not",
        )
    rows, models = told.shape
    counted = np.full(rows, 1 / rows) if weights is None else weights / weights.sum()
    # Only the mixture's ratio to the best of a row matters, so tiny chances stay exact.
    told = told / told.max(axis=1, keepdims=True)
    held = np.full(models, 1 / models)
    for barrier in BARRIERS:
        held = _inside(told, counted, held, barrier)
    even: Floats = held / held.sum()
    return even


def pooled(told: Floats, weights: Floats) -> Floats:
    """Mix the models' forecasts, (S, M) or more, by their weights."""
    mixed: Floats = told @ weights
    return mixed


def _inside(told: Floats, counted: Floats, held: Floats, barrier: float) -> Floats:
    """Maximise the score plus barrier times the summed log weights, on their simplex."""

    def height(weights: Floats) -> float:
        return float(counted @ np.log(told @ weights) + barrier * np.log(weights).sum())

    for _ in range(MOST_ROUNDS):
        ratio = told / (told @ held)[:, None]
        slope = counted @ ratio + barrier / held
        curve = (ratio * counted[:, None]).T @ ratio + np.diag(barrier / held**2)
        step = _along_the_simplex(slope, curve, held)
        gain = float(slope @ step)
        if gain <= barrier * 1e-3:
            return held
        falling = step < 0
        share = min(1.0, 0.99 * float((held[falling] / -step[falling]).min(initial=np.inf)))
        here = height(held)
        while height(held + share * step) < here + 1e-4 * share * gain - 1e-15 * abs(here):
            share /= 2
            if share < 1e-12:
                return held  # rounding hides what is left to gain
        held = held + share * step
    raise SolveFault(
        f"no weights after {MOST_ROUNDS} rounds",
        expected="a mean log score that can be maximised",
        where=WHERE,
        mend="leave out models that say the same",
    )


def _along_the_simplex(slope: Floats, curve: Floats, held: Floats) -> Floats:
    """Take Newton's step that leaves the sum of the weights as it is."""
    # In units of the weights themselves the barrier's curve is moderate, however small
    # a weight has become.
    scaled = curve * np.outer(held, held)
    pair = np.linalg.solve(scaled, np.stack([slope * held, held], axis=1))
    pull = pair[:, 0] - pair[:, 1] * (held @ pair[:, 0]) / (held @ pair[:, 1])
    step: Floats = held * pull
    return step
