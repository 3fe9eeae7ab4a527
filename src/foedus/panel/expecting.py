"""What each state may expect of a war with each other, by the school of The War Trap.

A state's interest in another is how unlike their alliances are, one less tau-b. Its power
at a distance is its share of the world's capability raised to a power that grows with
the days it takes to get there. Third parties weigh in on the side they are more like.
States are (N,), pairs (N, N) with the one that would attack first.

References
----------
Letters are those of the books; the formulas as EUGene 3 states them in its source, which
we read (Bennett, Stam (2000), https://doi.org/10.1080/03050620008434965, address from
memory).

Bueno de Mesquita (1981), The War Trap, Yale University Press
Bueno de Mesquita (1985), The War Trap Revisited, https://doi.org/10.2307/1956125
(address from memory)
Bueno de Mesquita, Lalman (1992), War and Reason, Yale University Press, pages 293 to 297
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KM_PER_MILE = 1.609344
SPEEDS = ((1918, 250.0), (1946, 375.0))
"""Miles that an army covered in a day, before that year; 500 since the last."""
LATEST_SPEED = 500.0


def miles_per_day(year: int) -> float:
    """Give how far an army got in a day.

    >>> miles_per_day(1914), miles_per_day(1940), miles_per_day(1950)
    (250.0, 375.0, 500.0)
    """
    return next((speed for before, speed in SPEEDS if year < before), LATEST_SPEED)


def power_at(share: Floats, distance: Floats, *, year: int) -> Floats:
    """Give each state's power at each other's capital, (N, N).

    Parameters
    ----------
    share
        Of the world's capability, 0 to 1, (N,).
    distance
        Between capitals in kilometres, 0 from one's own, (N, N).

    Examples
    --------
    >>> near = power_at(np.array([0.1, 0.2]), np.zeros((2, 2)), year=1950)
    >>> [round(float(p), 4) for p in near[0]]
    [0.1373, 0.1373]
    """
    days = distance / KM_PER_MILE / miles_per_day(year)
    return np.asarray(share[:, None] ** np.log10(days + 10 - math.e))


def war_trap(tau: Floats, power: Floats) -> tuple[Floats, Floats]:
    """Give the expected utility of war, from the two alone and from third parties.

    The first is P(1 - U) + (1 - P)(U - 1), the second the sum over third parties k of
    (Pik + Pjk - 1)(Uki - Ukj), without the terms for a change in either.

    Parameters
    ----------
    tau
        Tau-b of the alliances of each two states, (N, N).
    power
        As `power_at` gives it.
    """
    home = np.diag(power)
    win = _over(power, power + home[None, :])
    alone = (2 * win - 1) * (1 - tau)
    others = np.empty_like(tau)
    for i in range(len(tau)):
        # (k, j): what k brings to whichever of the two it is nearer.
        help_ = np.fmax(power, power[:, [i]])
        ours, theirs = power[i][None, :], home[None, :]
        with_us = _over(ours + help_, ours + help_ + theirs)
        with_them = _over(
            power[:, i][None, :] + help_, power[:, i][None, :] + help_ + home[i]
        )
        lean = tau[:, [i]] - tau
        brought = (with_us + with_them - 1) * lean
        brought[i] = 0
        np.fill_diagonal(brought, 0)
        others[i] = np.nansum(brought, axis=0)
    others[np.isnan(alone)] = np.nan
    return alone, others


def chance_to_win(tau: Floats, power: Floats, risk: Floats) -> Floats:
    """Give the chance that the first state wins, as it sees it, all states taking sides.

    Each state k is weighed by its power where it is nearer, and by (U/2) exp(R U) with
    U the difference of its taus with the two; those for the first over all.

    Parameters
    ----------
    risk
        R of each state, -1 averse to 1 acceptant, (N,).
    """
    home = np.diag(power)
    chance = np.empty_like(tau)
    for i in range(len(tau)):
        weight = np.fmax(power, power[:, [i]])
        weight[i] = power[i]
        np.fill_diagonal(weight, home)
        lean = tau[:, [i]] - tau
        pull = weight * lean / 2 * np.exp(risk[i] * lean)
        won = np.nansum(np.where(pull > 0, pull, 0), axis=0)
        chance[i] = _over(won, np.nansum(np.abs(pull), axis=0))
    chance[np.isnan(tau) | np.isnan(power) | np.isnan(home)[None, :]] = np.nan
    return chance


def stakes(tau: Floats, risk: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the utility of getting one's demand, of yielding, and of leaving things be.

    With r = (1 - R/3) / (1 + R/3) they are 2 - 4((1 + tau)/4)^r, 2 - 4((3 - tau)/4)^r
    and 2 - 4(1/2)^r; for R = 0 that is 1 - tau, tau - 1 and 0.
    """
    bent = ((1 - risk / 3) / (1 + risk / 3))[:, None]
    gain = 2 - 4 * ((1 + tau) / 4) ** bent
    loss = 2 - 4 * ((3 - tau) / 4) ** bent
    quiet = np.broadcast_to(2 - 4 * 0.5**bent, tau.shape)
    return gain, loss, quiet


def _over(above: Floats, below: Floats) -> Floats:
    """Divide; even chances where neither has any power."""
    even: Floats = np.full(np.broadcast_shapes(above.shape, below.shape), 0.5)
    return np.divide(above, below, out=even, where=below != 0)
