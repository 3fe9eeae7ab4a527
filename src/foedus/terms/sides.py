"""Two sides of a dispute and everybody else: what a choice to join is about.

Whoever did not begin a dispute may stay out, join those who acted first (side A), or
those acted against (side B). The same terms are read twice, once with each side as one's
own: what draws a state to a side does not depend on which side it is, but for what is
said of it in `struck`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault
from foedus.states.roster import StateId, roster
from foedus.terms.reading import Facts

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Who began a dispute against whom: all that is given when others choose.

    Attributes
    ----------
    attackers, victims
        Those in it from the first day, by their places in the roster.
    year
        The year in which it began.
    war
        Whether it is, or becomes, a war.
    number
        What it is called in its data set; 0 for one that is in none.
    """

    attackers: tuple[int, ...]
    victims: tuple[int, ...]
    year: int
    war: bool
    number: int = 0

    def __post_init__(self) -> None:
        if (
            not self.attackers
            or not self.victims
            or set(self.attackers) & set(self.victims)
        ):
            raise DataFault(
                f"{self.attackers} against {self.victims}",
                expected="at least one state on each side, and none on both",
                where=f"dispute {self.number} of {self.year}",
                mend="name who acted first and against whom",
            )

    @classmethod
    def between(
        cls,
        attackers: Sequence[StateId],
        victims: Sequence[StateId],
        day: date,
        *,
        war: bool,
    ) -> "Dispute":
        """Give the dispute that an act of some states against others begins on a day.

        Raises
        ------
        StateFault
            An id is nobody's.
        DataFault
            A side is empty, or a state stands on both.

        Examples
        --------
        >>> Dispute.between(["RUS"], ["JPN"], date(1904, 2, 8), war=True).year
        1904
        """
        places = roster().index
        return cls(
            tuple(places(one) for one in attackers),
            tuple(places(one) for one in victims),
            day.year,
            war,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Thirds:
    """Third states, one row for each of them and each dispute.

    Attributes
    ----------
    at
        Place of the dispute among those told, (S,).
    a, b
        Facts of the rows with side A, or B, as one's own: `k` who chooses, `own` and
        `other` who began on each side (the first of them repeated to fill up the row),
        `struck` if one's own side is the one acted against, `fought` if it is a war, and
        `year`.
    """

    at: Places
    a: Facts
    b: Facts

    @property
    def k(self) -> Places:
        """Who chooses, (S,)."""
        return self.a["k"].astype(np.intp)


def thirds(disputes: Sequence[Dispute], members: NDArray[np.bool_]) -> Thirds:
    """List who may join each dispute: members that did not begin it.

    Parameters
    ----------
    disputes
        At least one.
    members
        Who is a member of the system, (N,).

    Examples
    --------
    >>> rows = thirds([Dispute((0,), (2,), 1914, war=True)], np.ones(4, bool))
    >>> rows.k.tolist(), rows.a["own"].tolist(), rows.b["own"].tolist()
    ([1, 3], [[0], [0]], [[2], [2]])
    """
    outside = np.tile(members, (len(disputes), 1))
    for place, one in enumerate(disputes):
        outside[place, [*one.attackers, *one.victims]] = False
    at, k = np.nonzero(outside)
    attackers = _filled_up([one.attackers for one in disputes])[at]
    victims = _filled_up([one.victims for one in disputes])[at]
    shared = {
        "k": k,
        "fought": np.array([one.war for one in disputes])[at],
        "year": np.array([one.year for one in disputes])[at],
    }
    struck = np.ones(len(k), bool)
    return Thirds(
        at,
        {**shared, "own": attackers, "other": victims, "struck": ~struck},
        {**shared, "own": victims, "other": attackers, "struck": struck},
    )


def _filled_up(sides: Sequence[tuple[int, ...]]) -> Places:
    """Give every side as many places, its first repeated: no maximum is altered by it."""
    most = max(len(side) for side in sides)
    return np.array([side + side[:1] * (most - len(side)) for side in sides], np.intp)
