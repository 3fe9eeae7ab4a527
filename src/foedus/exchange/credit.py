"""How much one side can owe the other, when nothing but the deal's future enforces it.

The buyer pays as long as what it would save by not paying is no more than what it would
lose with the deal. So its debt is bounded by what the deal will still bring it, and the
supplier hands over no more than that allows: deliveries are rationed, the deal goes on.

References
----------
Eaton, Gersovitz (1981), https://doi.org/10.2307/2296886
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST_GAP = 1e-12
"""Below this a factor of discount counts as short of 1, so that its sum is finite."""


@dataclass(frozen=True, slots=True, eq=False)
class Patience:
    """How much a side minds the future, (R,).

    Attributes
    ----------
    whole
        Sum of the discounted months to come, for ever: delta / (1 - delta).
    log
        Log of delta.
    """

    whole: Floats
    log: Floats


def patience(rate: Floats, hazard: Floats) -> Patience:
    """Discount by a rate a month, and by the chance that the deal ends first.

    >>> float(patience(np.array([0.25]), np.array([0.0])).whole[0].round(9))
    4.0
    """
    log = -np.log1p(rate) - hazard
    delta = np.minimum(np.exp(log), 1 - LEAST_GAP)
    return Patience(delta / (1 - delta), np.log(delta))


def future_gain(
    gain: Floats, now: Floats, then: Floats, *, months: Floats, patience: Patience
) -> Floats:
    """Sum what one side gains from the months to come, equation 23, (R,).

    Parameters
    ----------
    gain
        US$ that it gains from one of the good.
    now
        Handed over a month while the store lasts.
    then
        Handed over a month afterwards, out of output.
    months
        For how many months the store lasts.
    patience
        Of that side.
    """
    # Exponent of no more than nought: a store that lasts for ever leaves nothing after it.
    after = np.exp(np.maximum(months * patience.log, -700.0))
    flow = now - (now - then) * after
    return np.asarray(gain * patience.whole * flow, dtype=np.float64)
