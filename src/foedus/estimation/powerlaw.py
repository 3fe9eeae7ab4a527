"""Power-law tails: how large the largest are, as sizes of wars.

Above a least size x_min the density falls as x^-alpha. Alpha is estimated by maximum
likelihood for each candidate x_min; the x_min is taken from where the data and the fitted
law lie closest, by the distance of Kolmogorov and Smirnov. The authors' own program takes
that distance at the foot of each step of the data's curve only, which can choose another
x_min; `gaps="foot"` does as it does.

References
----------
Clauset, Shalizi, Newman (2009), https://doi.org/10.1137/070710111
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import zeta

from foedus.chance import Stream
from foedus.faults import DataFault

Floats = NDArray[np.float64]
WHERE = "estimation.powerlaw.tail"
Gaps = Literal["both", "foot"]
STEEPEST = 8.0
"""A discrete tail steeper than this is no power law that anybody would speak of."""


@dataclass(frozen=True, slots=True)
class Tail:
    """A fitted power-law tail."""

    alpha: float
    """Exponent of the density."""
    least: float
    """The size x_min from which on the law holds."""
    count: int
    """Observations in the tail."""
    distance: float
    """Greatest gap between the data's and the law's share below any size."""
    discrete: bool
    """Sizes are whole numbers."""

    @property
    def doubt(self) -> float:
        """Give the standard error of alpha at this x_min: (alpha - 1) / sqrt(n)."""
        return (self.alpha - 1) / float(np.sqrt(self.count))


def tail(
    sizes: Floats,
    *,
    least: float | None = None,
    discrete: bool = False,
    fewest: int = 2,
    gaps: Gaps = "both",
) -> Tail:
    """Fit the tail of sizes.

    Parameters
    ----------
    sizes
        Sizes above 0, (S,), in any unit.
    least
        The size from which on the law holds; found where not given.
    discrete
        Sizes are whole numbers: fit the zeta law and not the continuous one.
    fewest
        Distinct sizes that a tail has at least.
    gaps
        Where a step of the data's curve is held against a continuous law: at both its
        ends, or at its foot alone.

    Raises
    ------
    DataFault
        A size that is not above 0, too few of them, or not whole where they should be.

    Examples
    --------
    >>> tail(np.exp([0.0, 1.0, 2.0, 3.0]), least=1.0).alpha.__round__(4)
    1.6667
    """
    held = np.sort(np.asarray(sizes, dtype=np.float64))
    above = held if least is None else held[held >= least]
    _refuse_sizes(above, discrete=discrete, fewest=fewest)
    if least is not None:
        return _tail(above, least, discrete=discrete, gaps=gaps)
    starts = np.unique(held)[: 1 - fewest]
    tails = (
        _tail(held[held >= start], start, discrete=discrete, gaps=gaps) for start in starts
    )
    return min(tails, key=lambda one: one.distance)


def resampled(
    sizes: Floats,
    *,
    runs: int,
    seed: int,
    least: float | None = None,
    discrete: bool = False,
    fewest: int = 2,
) -> tuple[Tail, ...]:
    """Fit samples drawn from the sizes with replacement, x_min found anew in each.

    A sample with too few distinct sizes is passed over.
    """
    held = np.asarray(sizes, dtype=np.float64)
    generator = Stream(seed).child("powerlaw").generator()
    picks = generator.integers(len(held), size=(runs, len(held)))
    return tuple(
        tail(sample, least=least, discrete=discrete, fewest=fewest)
        for sample in held[picks]
        if len(np.unique(sample if least is None else sample[sample >= least])) >= fewest
    )


def _tail(held: Floats, least: float, *, discrete: bool, gaps: Gaps) -> Tail:
    """Fit the sizes of a tail, sorted."""
    count = len(held)
    if discrete:
        alpha = _steepness(held, least)
        below = 1 - zeta(alpha, held + 1) / zeta(alpha, least)
    else:
        alpha = 1 + count / float(np.log(held / least).sum())
        below = 1 - (held / least) ** (1 - alpha)
    distance = np.abs(np.arange(count) / count - below).max()
    if discrete or gaps == "both":
        # Rows of one size are one step, and a discrete law steps with the data.
        top = np.abs(np.searchsorted(held, held, side="right") / count - below).max()
        foot = np.abs(np.searchsorted(held, held, side="left") / count - below).max()
        distance = top if discrete else max(top, foot)
    return Tail(alpha, float(least), count, float(distance), discrete)


def _steepness(held: Floats, least: float) -> float:
    """Maximise the likelihood of the zeta law."""
    logs, count = float(np.log(held).sum()), len(held)

    def loss(alpha: float) -> float:
        return count * float(np.log(zeta(alpha, least))) + alpha * logs

    found = minimize_scalar(
        loss, bounds=(1 + 1e-6, STEEPEST), method="bounded", options={"xatol": 1e-10}
    )
    return float(found.x)


def _refuse_sizes(held: Floats, *, discrete: bool, fewest: int) -> None:
    sound = held.ndim == 1 and bool((np.isfinite(held) & (held > 0)).all())
    whole = not discrete or bool((held == np.round(held)).all())
    if not sound or not whole or fewest < 2 or len(np.unique(held)) < fewest:
        raise DataFault(
            f"{len(np.unique(held))} sizes, the least {held.min(initial=np.inf):g}",
            expected=f"at least {max(fewest, 2)} above 0"
            + (", whole numbers" if discrete else ""),
            where=WHERE,
            mend="leave out what has no size, or fit the continuous law",
        )
