"""What the two systems come to: sums over pairs by group, and which of them stand."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from foedus.questions.parts.contagion.one_year import OneYear
from foedus.questions.parts.contagion.scene import (
    REGIONS,
    Scene,
    groups_of,
    readings_of,
)
from foedus.questions.wording import names, sentence
from foedus.simulation.contrast import Contrast
from foedus.simulation.spread import Moved, Spread, spread
from foedus.states.roster import StateId

Ints = NDArray[np.int64]

RUNS, FEWEST, MOST = 25, 4, 4_000
"""A run is made for so many that a question is asked with; draws at least, at most."""

WORTH = 0.001
"""Pacts in a run below which a change is not worth a word, whatever luck is in it."""

COMPARED = 25
"""Pairs that each of the two readings names most, held against each other."""

ALIKE = 3.0
"""How many times as far as all others a group may fall and still fall with them.

What a state signed of late is held against what all signed. One pact more thus makes all
others count as signing less, which is a reckoning and no finding.
"""

Telling = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One reading of a group, as a row of a table."""

    id: str
    name: str
    moved: Moved
    place: int
    stands: bool
    common: float = 0.0
    """What pairs apart from the signers gain, as a share of what they had."""

    @property
    def difference(self) -> float:
        """What there is more with the change."""
        return float(self.moved.difference[self.place])

    @property
    def worth(self) -> bool:
        """Tell whether it stands, and by more than a trifle and what all others do."""
        return self.stands and abs(self.difference) >= WORTH and not self.alike

    @property
    def alike(self) -> bool:
        """Tell whether it falls, and no farther than all others do."""
        had = float(self.moved.without[self.place])
        return self.common * had * ALIKE <= self.difference < 0


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Both systems held together.

    Attributes
    ----------
    scene
        What was held together.
    spread
        What came of it.
    contrasts
        What was counted in the runs, by its name in `scene.readings_of`.
    pairs
        Which pairs stand, (P,); those that the change itself binds never do.
    """

    scene: Scene
    spread: Spread
    contrasts: dict[str, Contrast]
    pairs: NDArray[np.bool_]

    @property
    def all(self) -> Line:
        """All pacts but the pact's own pair's."""
        return self._line("all", "all", "All pairs", 0)

    @property
    def defence(self) -> Line:
        """Those of defence among them."""
        moved = self.spread.groups_defence["all"]
        return Line("defence", "of defence", moved, 0, not moved.within_noise()[0])

    def of(self, state: StateId) -> Line:
        """All pacts of a state."""
        place = self.scene.with_.ids.index(state)
        return self._line("states", f"of.{state}", names([state]), place)

    def regions(self) -> list[Line]:
        """Pairs of regions, each by its number in `scene.crossed`."""
        return self._crossed("regions", "region", list(REGIONS.values()))

    def sides(self) -> list[Line]:
        """Pairs of sides, those that have pairs."""
        sides = self.scene.sides
        found = self._crossed("sides", "side", [sides.called(k) for k in range(4)])
        empty = [k for k, held in ((1, sides.rivals), (2, sides.wider)) if not held]
        return [
            line
            for line in found
            if not {int(part) for part in line.id.split(".")[1:]} & set(empty)
            and line.moved.without[line.place] + line.moved.with_[line.place] > 0
        ]

    def states(self) -> list[Line]:
        """States whose pacts move, the most moved first."""
        moved = self.spread.groups["states"]
        order = np.argsort(-np.abs(moved.difference), kind="stable")
        ids, stands, common = self.scene.with_.ids, moved.stands(), self.common
        return [
            Line(f"of.{ids[k]}", names([ids[k]]), moved, int(k), bool(stands[k]), common)
            for k in order
            if moved.difference[k] != 0
        ]

    def most(self, shown: int) -> list[Line]:
        """Pairs that stand and are worth a word, the most moved first."""
        moved = np.where(self.pairs, self.spread.pairs.difference, 0.0)
        order = np.argsort(-np.abs(moved), kind="stable")[:shown]
        return [self.pair(int(k)) for k in order if abs(moved[k]) >= WORTH]

    def pair(self, place: int) -> Line:
        """One pair."""
        ids = self.scene.with_.ids
        two = [ids[self.spread.low[place]], ids[self.spread.high[place]]]
        return Line(
            f"pair.{two[0]}.{two[1]}", names(two), self.spread.pairs, place,
            bool(self.pairs[place]), self.common,
        )  # fmt: skip

    @property
    def apart(self) -> NDArray[np.bool_]:
        """Tell which pairs hold none of the actors, (P,)."""
        places = [self.scene.with_.ids.index(state) for state in self.scene.actors]
        held = np.isin(self.spread.low, places) | np.isin(self.spread.high, places)
        return np.asarray(~held)

    @property
    def common(self) -> float:
        """Give what all pairs apart from the signers gain, as a share of what they had."""
        had = float(self.spread.pairs.without[self.apart].sum())
        more = float(self.spread.pairs.difference[self.apart].sum())
        return more / had if had > 0 else 0.0

    @property
    def larger(self) -> int:
        """How many pairs stand and are worth a word."""
        away = np.abs(self.spread.pairs.difference) >= WORTH
        return int((self.pairs & away).sum())

    @property
    def noise(self) -> bool:
        """Tell whether all is within noise."""
        return not (self.larger or any(line.worth for line in self.regions()))

    def _line(self, group: str, id: str, name: str, place: int) -> Line:
        moved = self.spread.groups[group]
        return Line(id, name, moved, place, bool(moved.stands()[place]), self.common)

    def _crossed(self, group: str, id: str, called: list[str]) -> list[Line]:
        moved, many = self.spread.groups[group], len(called)
        stands, common = moved.stands(), self.common
        return [
            Line(
                f"{id}.{one}.{other}",
                f"within {called[one]}"
                if one == other
                else f"between {called[one]} and {called[other]}",
                moved, one * many + other, bool(stands[one * many + other]), common,
            )
            for one in range(many)
            for other in range(one, many)
            if one * many + other < len(stands)
        ]  # fmt: skip


def hold(scene: Scene, *, runs: int, seed: int, progress: Telling | None = None) -> Held:
    """Run both systems, and hold them together.

    Parameters
    ----------
    runs
        That a question is asked with; one in `RUNS` of them is made.
    """
    each = scene.with_.runs_a_draw
    draws = min(max(round(runs / RUNS / each), FEWEST), MOST)
    readings = readings_of(scene)
    found = spread(
        scene.with_, scene.without, draws=draws, seed=seed, groups=groups_of(scene),
        readings=tuple(readings.values()), progress=progress,
    )  # fmt: skip
    contrasts = {key: found.contrasts[one.name] for key, one in readings.items()}
    return Held(scene, found, contrasts, _standing(scene, found))


def _standing(scene: Scene, found: Spread) -> NDArray[np.bool_]:
    """Tell which pairs stand among all but those that the change itself binds, (P,)."""
    other = ~scene.bound(found.low, found.high)
    moved = found.pairs
    alone = Moved(
        moved.with_[other], moved.without[other], moved.error[other], moved.rising[other],
        moved.falling[other], moved.draws, moved.runs,
    )  # fmt: skip
    stands = np.zeros(len(other), bool)
    stands[other] = alone.stands()
    return stands


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the one-year model and the runs agree on who is moved.

    Attributes
    ----------
    ranks
        Spearman's correlation of what each adds to the pairs of the signers.
    both, compared
        How many of the pairs that either names most the other names too.
    """

    ranks: float
    both: int
    compared: int


def agreement(held: Held, other: OneYear) -> Agreement:
    """Hold the two readings of all pairs together."""
    moved = held.spread.pairs_defence if other.defence else held.spread.pairs
    ours, theirs = moved.difference, aligned(held, other)
    known = np.isfinite(theirs) & ~held.scene.bound(held.spread.low, held.spread.high)
    a, b = ours[known], theirs[known]
    top = [set(np.argsort(-one, kind="stable")[:COMPARED].tolist()) for one in (a, b)]
    near = known & ~held.apart
    ranks = float(np.corrcoef(rankdata(ours[near]), rankdata(theirs[near]))[0, 1])
    return Agreement(ranks, len(top[0] & top[1]), COMPARED)


def aligned(held: Held, other: OneYear) -> NDArray[np.float64]:
    """Give what the one-year model adds to each pair of the runs, NaN if unknown, (P,)."""
    side = len(held.scene.with_.ids)
    told = np.full((side, side), np.nan)
    told[np.minimum(other.i, other.j), np.maximum(other.i, other.j)] = other.rise
    found: NDArray[np.float64] = told[held.spread.low, held.spread.high]
    return found


def begun(line: Line) -> str:
    """Begin a sentence with the name of a line."""
    return sentence(line.name)
