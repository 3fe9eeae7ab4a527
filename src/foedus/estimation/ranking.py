"""Where events ranked among those that could have had them, stratum by stratum.

A choice within a year is judged among the rows of that year: how much likelier than by lot
it was told to be, and how high it stood.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.logit import binary
from foedus.faults import DataFault

Floats = NDArray[np.float64]
WHERE = "estimation.ranking.ranking"


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Each event among the rows of its stratum, in the order of rows.

    Attributes
    ----------
    ranks
        Place of each event, (E,), 1 the highest; ties share their middle place.
    sizes
        Rows in its stratum, (E,).
    gains
        Log of its chance less that of a lot, (E,), nats.
    strata
        Its stratum, (E,).
    """

    ranks: Floats
    sizes: Floats
    gains: Floats
    strata: NDArray[np.generic]

    @property
    def gain(self) -> float:
        """Give the mean gain over a lot, nats an event."""
        return float(self.gains.mean())

    @property
    def median_rank(self) -> float:
        """Give the median place of an event."""
        return float(np.median(self.ranks))

    def within(self, k: int) -> float:
        """Give the share of events among the k highest of their stratum."""
        return float((self.ranks <= k).mean())

    def within_share(self, share: float) -> float:
        """Give the share of events among that share of their stratum, at least one row."""
        return float((self.ranks <= np.maximum(share * self.sizes, 1.0)).mean())

    @property
    def auc(self) -> float:
        """Give the mean share of other rows of its stratum that an event stood above."""
        others = self.sizes > 1
        below = (self.sizes - self.ranks)[others] / (self.sizes - 1)[others]
        return float(below.mean()) if others.any() else float("nan")


def ranking(outcome: Floats, chance: Floats, strata: NDArray[np.generic]) -> Ranking:
    """Rank events within their strata.

    Parameters
    ----------
    outcome
        1 on the rows that were chosen, 0 on the others, (S,).
    chance
        Chance of each row to be the one, (S,), summing to 1 in each stratum.
    strata
        Stratum of each row, (S,).

    Raises
    ------
    DataFault
        No event, shapes that do not agree, or chances that do not sum to 1.

    Examples
    --------
    >>> came, told = np.array([0, 1, 0, 1]), np.array([0.25, 0.75, 0.6, 0.4])
    >>> one = ranking(came, told, np.array([1, 1, 2, 2]))
    >>> one.ranks, round(one.gain, 3)
    (array([1., 2.]), 0.091)
    """
    outcome = binary(outcome, where=WHERE)
    named, place = np.unique(strata, return_inverse=True)
    sizes = np.bincount(place)
    alike = np.shape(chance) == np.shape(strata) == outcome.shape
    if not alike or not outcome.any() or not _sums_to_one(chance, place):
        raise DataFault(
            f"{outcome.sum():g} events in {len(named)} strata, chances of shape "
            f"{np.shape(chance)}",
            expected="an event, and chances that sum to 1 in each stratum",
            where=WHERE,
            mend="hand over whole strata, with chances as `choice.chances` gives them",
        )
    events = outcome == 1
    with np.errstate(divide="ignore"):
        gains = np.log(chance[events] * sizes[place[events]])
    return Ranking(
        _ranks(chance, place)[events],
        sizes[place[events]].astype(np.float64),
        gains,
        np.asarray(strata)[events],
    )


def auc_within(outcome: Floats, forecast: Floats, strata: NDArray[np.generic]) -> float:
    """Give the chance that an event was ranked above a non-event of its own stratum.

    All pairs of all strata count the same; ties count half. NaN where no stratum has both.

    >>> auc_within(np.array([0, 1, 1, 0]), np.array([0.1, 0.2, 0.8, 0.9]), [1, 1, 2, 2])
    0.5
    """
    outcome = binary(outcome, where="estimation.ranking.auc_within")
    _, place = np.unique(strata, return_inverse=True)
    sizes, events = np.bincount(place), np.bincount(place, outcome)
    pairs = events @ (sizes - events)
    if not pairs:
        return float("nan")
    # Places from the bottom, less those that events take up among themselves.
    risen = (sizes[place] + 1 - _ranks(np.asarray(forecast), place)) @ outcome
    return float((risen - (events * (events + 1) / 2).sum()) / pairs)


def _ranks(chance: Floats, place: NDArray[np.intp]) -> Floats:
    """Rank rows within their strata, 1 the highest, ties at their middle."""
    order = np.lexsort((-chance, place))
    ordered, told = place[order], chance[order]
    first = np.r_[True, (ordered[1:] != ordered[:-1]) | (told[1:] != told[:-1])]
    begins = np.flatnonzero(first)
    ends = np.append(begins[1:], len(order)) - 1
    starts = np.searchsorted(ordered, ordered[begins])
    middle = (begins + ends) / 2 - starts + 1
    ranks = np.empty(len(order))
    ranks[order] = middle[np.cumsum(first) - 1]
    return ranks


def _sums_to_one(chance: Floats, place: NDArray[np.intp]) -> bool:
    return bool(np.allclose(np.bincount(place, chance), 1.0, rtol=0, atol=1e-6))
