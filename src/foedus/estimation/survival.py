"""Kaplan and Meier: what share is still alive after so long, when some were lost to sight.

References
----------
Kaplan, Meier (1958), https://doi.org/10.1080/01621459.1958.10501452
Greenwood (1926); interval on the log-log scale: Kalbfleisch, Prentice (2002),
https://doi.org/10.1002/9781118032985
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from foedus.faults import DataFault

Floats = NDArray[np.float64]
WHERE = "estimation.survival.survival"


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """A survival curve, which falls at each time at which somebody ends.

    Attributes
    ----------
    times
        Times of ends, rising, (T,).
    alive
        Share alive after each, (T,).
    at_risk
        At risk just before each, (T,).
    ended
        Ends at each, (T,).
    summed
        Greenwood's sum up to each, (T,): the variance is alive^2 times it. Infinite once
        nobody is left.
    """

    times: Floats
    alive: Floats
    at_risk: Floats
    ended: Floats
    summed: Floats

    def at(self, times: Floats) -> Floats:
        """Give the share alive after the times asked for, (n,)."""
        return np.append(1.0, self.alive)[self._place(times)]

    def doubt(self, times: Floats) -> Floats:
        """Give Greenwood's standard error after the times asked for, (n,).

        It is 0 once nobody is left, as it was before anybody ended.
        """
        alive, summed = self.at(times), self._summed(times)
        error: Floats = np.where(
            alive > 0, alive * np.sqrt(np.where(alive > 0, summed, 0)), 0
        )
        return error

    def interval(
        self,
        times: Floats,
        *,
        level: float = 0.95,
        scale: Literal["log-log", "plain"] = "log-log",
    ) -> Floats:
        """Give the interval of the share alive after the times asked for, (n, 2).

        Where the curve has not fallen yet, or has fallen to 0, there is no doubt to
        compute, and both ends are the share itself.
        """
        alive, reach = self.at(times), float(ndtri((1 + level) / 2))
        inner = (alive > 0) & (alive < 1)
        held = np.where(inner, alive, 0.5)
        summed = np.where(inner, self._summed(times), 0.0)
        if scale == "plain":
            wide = reach * held * np.sqrt(summed)
            ends = np.stack([held - wide, held + wide], axis=1)
        else:
            power = np.exp(reach * np.sqrt(summed) / np.log(held))
            ends = np.stack([held ** (1 / power), held**power], axis=1)
        bounded: Floats = np.clip(np.where(inner[:, None], ends, alive[:, None]), 0.0, 1.0)
        return bounded

    def _place(self, times: Floats) -> NDArray[np.intp]:
        asked = np.atleast_1d(np.asarray(times, dtype=np.float64))
        return np.searchsorted(self.times, asked, side="right")

    def _summed(self, times: Floats) -> Floats:
        return np.append(0.0, self.summed)[self._place(times)]


def survival(
    lasted: Floats, ended: NDArray[np.bool_], *, entered: Floats | None = None
) -> Survival:
    """Estimate the survival curve.

    Parameters
    ----------
    lasted
        How long each was watched, (S,), in any unit.
    ended
        Whether it then ended, (S,), or was lost to sight alive.
    entered
        Since when each was watched, (S,), where not from its beginning.

    Raises
    ------
    DataFault
        Nobody, a time that is negative or not known, or one who left before entering.

    Examples
    --------
    >>> curve = survival(np.array([1.0, 2.0, 3.0]), np.array([True, False, True]))
    >>> curve.at(np.array([0.5, 1.0, 3.0])).round(3)
    array([1.   , 0.667, 0.   ])
    """
    lasted, ended = np.asarray(lasted, dtype=np.float64), np.asarray(ended, dtype=np.bool_)
    entries = np.zeros(len(lasted)) if entered is None else np.asarray(entered, np.float64)
    _refuse_times(lasted, ended, entries, late=entered is not None)
    times, falls = np.unique(lasted[ended], return_counts=True)
    # Who leaves at a time is at risk at it; who enters at it is not yet.
    left = np.searchsorted(np.sort(lasted), times, side="left")
    here = np.searchsorted(np.sort(entries), times, side="left")
    here = here if entered is not None else np.full(len(times), len(lasted))
    at_risk = (here - left).astype(np.float64)
    alive = np.cumprod(1 - falls / at_risk).astype(np.float64)
    rest = at_risk - falls
    parts = np.full(len(times), np.inf)
    np.divide(falls, at_risk * rest, out=parts, where=rest > 0)
    return Survival(times, alive, at_risk, falls.astype(np.float64), np.cumsum(parts))


def _refuse_times(
    lasted: Floats, ended: NDArray[np.bool_], entries: Floats, *, late: bool
) -> None:
    alike = lasted.ndim == 1 and lasted.shape == ended.shape == entries.shape
    if (
        not alike
        or not len(lasted)
        or not np.isfinite(lasted + entries).all()
        or lasted.min() < 0
        or (late and (entries >= lasted).any())
    ):
        raise DataFault(
            f"times of shape {lasted.shape}, some not known, negative or before the entry",
            expected="one time above its entry and one truth for each",
            where=WHERE,
            mend="leave out who was never watched",
        )
