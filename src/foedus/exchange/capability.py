"""When a capability comes, with help and without: a hazard that help speeds or slows.

A programme of age a gets there at the rate h0(a) exp(g A): h0 is Weibull's, A the share of
full help that it gets at the time, g the log hazard ratio of full help. Below zero g
impedes, and then no help saves a month. All is told of a programme that has not got there
yet, counted from now in the unit of time of its scale.

Help comes in steps, so that integral and its inverse are exact. Two paths are compared on
the same draws and the same exponential deviates; the rest of the doubt falls out.

References
----------
Cox (1972), https://doi.org/10.1111/j.2517-6161.1972.tb00899.x
Bender, Augustin, Blettner (2005), on drawing times, https://doi.org/10.1002/sim.2059
"""

from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]

RAMP = 12
"""Steps in which help climbs to its share."""
HALF = float(np.log(2.0))
"""The cumulative hazard by which half of all programmes have got there."""
YOUNG = 1e-3
"""Below this share of its scale the age of a programme is nearly none."""
WHERE = "exchange.capability"


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """A programme that has not got there yet; R draws of what is not known of it.

    Attributes
    ----------
    shape
        Of the Weibull hazard, (R,): above 1 the end comes nearer with age.
    scale
        Age by which, without help, all but one in e have got there, (R,).
    age
        Age now, (R,).
    """

    shape: Floats
    scale: Floats
    age: Floats

    def __post_init__(self) -> None:
        for name, least in (("shape", 0.0), ("scale", 0.0), ("age", -1.0)):
            held = np.atleast_1d(np.array(getattr(self, name), dtype=np.float64))
            bad = not np.isfinite(held).all() or held.min(initial=1.0) <= least
            if held.ndim != 1 or bad or (name == "age" and held.min(initial=0.0) < 0):
                raise DataFault(
                    f"{name} of shape {held.shape}, the least {held.min(initial=inf):g}",
                    expected="one finite number a draw, above 0; an age of 0 or more",
                    where=WHERE,
                    mend="mend the range that it is drawn from, or when it began",
                )
            held.flags.writeable = False
            object.__setattr__(self, name, held)
        if not len(self.shape) == len(self.scale) == len(self.age):
            raise DataFault(
                f"{len(self.shape)} shapes, {len(self.scale)} scales, {len(self.age)} ages",
                expected="as many of each",
                where=WHERE,
                mend="draw all three as often",
            )

    def spent(self, times: Floats) -> Floats:
        """Give the cumulative hazard without help from now to times, (R,) or (R, T).

        Of an old programme it is a small difference of large powers, so it is told by the
        power of the age and what the time adds to it.
        """
        shape, scale, age = self._beside(times)
        old = np.where(age > YOUNG * scale, age, scale)
        late = (old / scale) ** shape * np.expm1(shape * np.log1p(times / old))
        early = ((age + times) / scale) ** shape - (age / scale) ** shape
        return np.asarray(np.where(age > YOUNG * scale, late, early), dtype=np.float64)

    def spending(self, hazard: Floats) -> Floats:
        """Give the times from now by which hazards are spent without help, (R,)."""
        shape, scale, age = self.shape, self.scale, self.age
        old = np.where(age > YOUNG * scale, age, scale)
        late = old * np.expm1(np.log1p(hazard / (old / scale) ** shape) / shape)
        early = scale * (hazard + (age / scale) ** shape) ** (1 / shape) - age
        return np.asarray(np.where(age > YOUNG * scale, late, early), dtype=np.float64)

    def _beside(self, times: Floats) -> tuple[Floats, Floats, Floats]:
        """Give shape, scale and age so that they stand beside times of one axis or two."""
        if np.ndim(times) < 2:
            return self.shape, self.scale, self.age
        return self.shape[:, None], self.scale[:, None], self.age[:, None]


@dataclass(frozen=True, slots=True)
class HelpPath:
    """Shares of full help, from each start to the next, and the last one for good.

    >>> HelpPath((0.0, 6.0), (0.0, 1.0)).share(7.0)
    1.0
    """

    starts: tuple[float, ...]
    """From now; the first is 0 and they rise."""
    shares: tuple[float, ...]
    """0 to 1."""

    def __post_init__(self) -> None:
        rising = all(a < b for a, b in zip(self.starts, self.starts[1:], strict=False))
        if len(self.starts) != len(self.shares) or self.starts[:1] != (0.0,) or not rising:
            raise DataFault(
                f"{len(self.shares)} shares of help from {self.starts}",
                expected="a share from each start on, the first start 0, each later than "
                "the one before",
                where=WHERE,
                mend="give help from now on, in the order in which it changes",
            )
        if not all(0 <= share <= 1 for share in self.shares):
            raise DataFault(
                f"shares of help of {self.shares}",
                expected="0 to 1",
                where=WHERE,
                mend="1 is full help; none is more",
            )

    def share(self, time: float) -> float:
        """Give the share of full help at a time from now."""
        return self.shares[int(np.searchsorted(self.starts, time, side="right")) - 1]


NO_HELP = HelpPath((0.0,), (0.0,))


def steady(
    share: float = 1.0, *, begins: float = 0.0, ends: float = inf, ramp: float = 0.0
) -> HelpPath:
    """Give help that climbs to a share, stays there, and may stop.

    Parameters
    ----------
    share
        Of full help, 0 to 1.
    begins, ends
        When, from now; help that began before now has climbed for as long.
    ramp
        How long it climbs, in `RAMP` even steps; the first comes at once.

    Raises
    ------
    DataFault
        It ends before it begins, climbs for less than no time, or is more than full.

    Examples
    --------
    >>> steady(0.5, begins=6, ends=18)
    HelpPath(starts=(0.0, 6.0, 18.0), shares=(0.0, 0.5, 0.0))
    """
    if not (isfinite(begins) and ends >= begins and ramp >= 0):
        raise DataFault(
            f"help from {begins:g} to {ends:g} that climbs for {ramp:g}",
            expected="an end that does not come before the beginning, and a climb of 0 or "
            "more",
            where=WHERE,
            mend="mend the days on which help begins and ends",
        )
    steps = RAMP if ramp else 1
    changes = {
        float(begins + ramp * k / steps): share * (k + 1) / steps for k in range(steps)
    }
    held = {time: each for time, each in changes.items() if time < ends}
    if isfinite(ends):
        held[float(ends)] = 0.0
    before = [each for time, each in held.items() if time <= 0]
    after = {time: each for time, each in held.items() if time > 0}
    return _merged({0.0: before[-1] if before else 0.0, **after})


def hazard_spent(
    programme: Programme, path: HelpPath, effect: Floats, times: Floats
) -> Floats:
    """Give the cumulative hazard from now to each time, (R, T).

    Parameters
    ----------
    effect
        Log hazard ratio of full help, (R,).
    times
        From now, 0 or more, (T,).
    """
    times = np.asarray(times, dtype=np.float64)
    _refuse(programme, effect, times)
    rows, total = len(programme.shape), np.zeros((len(programme.shape), len(times)))
    for start, end, share in _segments(path):
        inside = np.broadcast_to(np.clip(times, start, end), (rows, len(times)))
        begun = programme.spent(np.full(rows, start))[:, None]
        total += np.exp(effect * share)[:, None] * (programme.spent(inside) - begun)
    return total


def chance_by(
    programme: Programme, path: HelpPath, effect: Floats, times: Floats
) -> Floats:
    """Give the chance that it has come by each time, if it has not by now, (R, T).

    >>> one = Programme(np.ones(1), np.full(1, 10.0), np.zeros(1))
    >>> chance_by(one, NO_HELP, np.zeros(1), np.array([10.0])).round(3)
    array([[0.632]])
    """
    reached: Floats = -np.expm1(-hazard_spent(programme, path, effect, times))
    return reached


def arrivals(
    programme: Programme, path: HelpPath, effect: Floats, deviates: Floats
) -> Floats:
    """Give when it comes, from now, (R,): where the cumulative hazard meets a deviate.

    Parameters
    ----------
    deviates
        Standard exponential ones, (R,): the same ones for two paths pair them.

    Examples
    --------
    Twice the hazard halves the time.

    >>> one = Programme(np.ones(1), np.full(1, 10.0), np.zeros(1))
    >>> arrivals(one, steady(), np.log([2.0]), np.ones(1))
    array([5.])
    """
    _refuse(programme, effect, deviates)
    rows = len(programme.shape)
    left = np.broadcast_to(np.asarray(deviates, dtype=np.float64), (rows,)).copy()
    came = np.full(rows, np.inf)
    for start, end, share in _segments(path):
        pace = np.exp(effect * share)
        begun = programme.spent(np.full(rows, start))
        gained = pace * (programme.spent(np.full(rows, end)) - begun)
        here = np.isinf(came) & (left <= gained)
        at = programme.spending(begun + np.maximum(left, 0.0) / pace)
        came = np.where(here, np.maximum(at, start), came)
        left -= gained
    return came


def medians(programme: Programme, path: HelpPath, effect: Floats) -> Floats:
    """Give the time from now by which half have got there, of each draw, (R,)."""
    return arrivals(programme, path, effect, np.full(len(programme.shape), HALF))


@dataclass(frozen=True, slots=True, eq=False)
class Saving:
    """What a path of help saves over another, draw by draw; R draws.

    A median beyond the horizon is not known but for that, and is set to it: so a time
    saved is then the least that it can be.

    Attributes
    ----------
    before, after
        Median times from now under the first path and the second, (R,), at most the
        horizon.
    saved
        The first less the second, (R,).
    beyond_before, beyond_after
        Whether the medians lie beyond the horizon, (R,).
    paired
        The same difference of the times that one deviate a draw gives, (R,).
    """

    horizon: float
    before: Floats
    after: Floats
    saved: Floats
    beyond_before: NDArray[np.bool_]
    beyond_after: NDArray[np.bool_]
    paired: Floats


def saving(
    programme: Programme,
    effect: Floats,
    deviates: Floats,
    *,
    after: HelpPath,
    before: HelpPath = NO_HELP,
    horizon: float = inf,
) -> Saving:
    """Compare two paths of help on the same draws and the same deviates.

    Raises
    ------
    DataFault
        A horizon that does not lie ahead.

    Examples
    --------
    >>> one = Programme(np.ones(1), np.full(1, 10.0), np.zeros(1))
    >>> saving(one, np.log([2.0]), np.ones(1), after=steady()).paired
    array([5.])
    """
    if not horizon > 0:
        raise DataFault(
            f"a horizon of {horizon:g}",
            expected="a time ahead",
            where=WHERE,
            mend="look further ahead",
        )
    first, second = (medians(programme, path, effect) for path in (before, after))
    cut = np.minimum(first, horizon), np.minimum(second, horizon)
    drawn = [
        np.minimum(arrivals(programme, path, effect, deviates), horizon)
        for path in (before, after)
    ]
    return Saving(
        horizon, *cut, cut[0] - cut[1], first > horizon, second > horizon,
        drawn[0] - drawn[1],
    )  # fmt: skip


def _segments(path: HelpPath) -> list[tuple[float, float, float]]:
    ends = (*path.starts[1:], inf)
    return list(zip(path.starts, ends, path.shares, strict=True))


def _merged(changes: dict[float, float]) -> HelpPath:
    """Leave out changes that change nothing, so that no help is one stretch of none."""
    kept: dict[float, float] = {}
    for time, share in changes.items():
        if not kept or share != next(reversed(kept.values())):
            kept[time] = share
    return HelpPath(tuple(kept), tuple(kept.values()))


def _refuse(programme: Programme, effect: Floats, times: Floats) -> None:
    rows = len(programme.shape)
    if np.shape(effect) != (rows,) or not np.isfinite(effect).all():
        raise DataFault(
            f"effects of help of shape {np.shape(effect)}, or not finite, for {rows} draws",
            expected="one finite log hazard ratio a draw",
            where=WHERE,
            mend="draw the effect as often as the programme",
        )
    if not (np.asarray(times) >= 0).all():
        raise DataFault(
            "times that are before now, or not known",
            expected="0 or more",
            where=WHERE,
            mend="count times from now on",
        )
