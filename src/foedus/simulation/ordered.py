"""Acts that are ordered in the first year, and who joins each, run by run.

Nobody reads another dispute of the same year, so that many acts are ordered in one run and
each is as if it stood alone. Of the parts of a run only war and joining are at work.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.simulation.philox import WIDTH
from foedus.simulation.run import chunk
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import DISPUTE, JOINED, Events
from foedus.states.roster import roster
from foedus.world.change import Act

ALONE = frozenset({"war", "joining"})
"""The parts that make a dispute of its own year."""

BESIDE_ATTACKER, BESIDE_VICTIM = 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """What came of one act in each run.

    Attributes
    ----------
    act
        The act.
    sides
        1 for who joins the attacker, 2 the victim, 0 for who stays out, (R, W) by places
        of the roster.
    codes
        The path of each joiner, as `paths.path_of` reads it, (R, W).
    war
        Whether it is a war, (R,).
    """

    act: Act
    sides: NDArray[np.int8]
    codes: NDArray[np.int64]
    war: NDArray[np.bool_]

    @property
    def many(self) -> NDArray[np.int64]:
        """How many join, (R,)."""
        return (self.sides > 0).sum(axis=1)

    def opposed(self, places: Sequence[int]) -> NDArray[np.bool_]:
        """Tell whether some of these states, by places, fight on both sides, (R,)."""
        some, here = self.sides[:, list(places)], set(places)
        ids = roster().index
        with_a, with_b = (
            (some == side).any(axis=1) | (ids(own) in here)
            for side, own in (
                (BESIDE_ATTACKER, self.act.attacker),
                (BESIDE_VICTIM, self.act.victim),
            )
        )
        both: NDArray[np.bool_] = with_a & with_b
        return both


def ordered(
    scenario: Scenario, acts: Sequence[Act], *, runs: int, seed: int
) -> tuple[Joined, ...]:
    """Order acts in the first year of a scenario, and tell who joins each.

    Parameters
    ----------
    scenario
        Where runs begin; of its changes those of the first year may stand.
    acts
        Each in the first year.
    runs, seed
        How many runs, and the seed of all draws: scenarios with the same are paired.

    Raises
    ------
    NeedFault
        An act of, or on, one that is no state then, or in another year.
    """
    told: dict[int, Joined] = {}
    for group in _apart(acts):
        changed = (*scenario.changes, *(acts[place] for place in group))
        one = scenario.but(years=1, parts=ALONE, changes=changed)
        events = chunk(one, runs=range(runs), seed=seed).events
        told |= {place: _joined(one, acts[place], events, runs) for place in group}
    return tuple(told[place] for place in range(len(acts)))


def _apart(acts: Sequence[Act]) -> list[list[int]]:
    """Part acts so that no two states are in two of a group: events name the two alone."""
    groups: list[tuple[set[frozenset[str]], list[int]]] = []
    for place, act in enumerate(acts):
        pair = frozenset((act.attacker, act.victim))
        for pairs, group in groups:
            if pair not in pairs:
                pairs.add(pair)
                group.append(place)
                break
        else:
            groups.append(({pair}, [place]))
    return [group for _, group in groups]


def _joined(scenario: Scenario, act: Act, events: Events, runs: int) -> Joined:
    attacker, victim = (scenario.ids.index(one) for one in (act.attacker, act.victim))
    sides = np.zeros((runs, WIDTH), np.int8)
    codes = np.zeros((runs, WIDTH), np.int64)
    for side, own, other in (
        (BESIDE_ATTACKER, attacker, victim),
        (BESIDE_VICTIM, victim, attacker),
    ):
        mine = events[
            (events["kind"] == JOINED) & (events["b"] == own) & (events["c"] == other)
        ]
        at = mine["run"].astype(np.intp), mine["a"].astype(np.intp)
        sides[at], codes[at] = side, mine["code"]
    begun = events[
        (events["kind"] == DISPUTE) & (events["a"] == attacker) & (events["b"] == victim)
    ]
    war = np.zeros(runs, bool)
    war[begun["run"].astype(np.intp)] = begun["c"] == 1
    return Joined(act, sides, codes, war)
