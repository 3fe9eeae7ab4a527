"""What runs tell of one act: chances, sizes, paths, and what one promise less changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions.parts.escalation.acts import Asked, Scene
from foedus.questions.parts.escalation.removals import Removal, called, paths_in
from foedus.questions.wording import names
from foedus.simulation.contrast import paired
from foedus.simulation.ordered import BESIDE_VICTIM, Joined
from foedus.simulation.paths import Path, path_of
from foedus.simulation.summary import LEVEL, share_of
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Post(Protocol):
    """Makes a result of a part, a sentence and an estimate."""

    def __call__(
        self, part: str, sentence: str, told: Estimate, rests: tuple[str, ...] = (), /
    ) -> Result:
        """Make it."""
        ...


QUESTION = "escalation"
RESTS = ("model:joining",)
SHOWN, PATHS = 10, 8
"""Outsiders and paths that are shown, the likeliest first."""

SIZES = (
    ("none", "Nobody else joins", 0, 0),
    ("few", "One or two join", 1, 2),
    ("several", "Three to five join", 3, 5),
    ("many", "More than five join", 6, 999),
)
"""How far it spreads: id, what is said, least and most joiners."""


@dataclass(frozen=True, slots=True, eq=False)
class Less:
    """What came of an act with a promise less, in the first runs of `Told.joined`."""

    removal: Removal
    joined: Joined


@dataclass(frozen=True, eq=False)
class Told:
    """All that runs tell of one act.

    Attributes
    ----------
    joined, chance
        Given what is asked, and with war left to chance.
    without
        Without the pact of the case; None where it does not stand.
    own, tried
        Removals that were asked for, and those of the chain that were tried.
    fitted
        The one-shot choice, (N, 2); None where it was not asked for.
    """

    case: Case
    scene: Scene
    asked: Asked
    joined: Joined
    chance: Joined
    without: Joined | None
    own: tuple[Less, ...]
    tried: tuple[Less, ...]
    fitted: Floats | None
    basis: str

    @property
    def runs_a_draw(self) -> int:
        """Runs that share a draw of the coefficients."""
        return self.scene.scenario.runs_a_draw

    def id(self, part: str) -> ResultId:
        """Name a result on the act."""
        return ResultId(f"{QUESTION}.{self.asked.act.id}.{part}")

    def chance_of(self, flags: Flags) -> Estimate:
        """Give a share of the runs, with the span over draws of the coefficients."""
        return share_of(flags, runs_a_draw=self.runs_a_draw, basis=self.basis)

    @cached_property
    def likeliest(self) -> list[tuple[int, int]]:
        """List who joins most often, each with the side it takes more often."""
        counts = np.stack([(self.joined.sides == side).sum(axis=0) for side in (1, 2)])
        best = np.argsort(-counts.max(axis=0), kind="stable")[:SHOWN]
        return [
            (int(p), int(counts[:, p].argmax()) + 1) for p in best if counts[:, p].max() > 0
        ]

    @property
    def late(self) -> Flags:
        """Tell in which runs a joiner called another in, (R,)."""
        called: Flags = np.asarray(self.joined.codes >> 48).max(axis=1) > 1
        return called

    @cached_property
    def every_path(self) -> list[tuple[StateId, int, Path, int]]:
        """List paths, the likeliest first: state, side, path, and in how many runs."""
        counted = paths_in(self.scene.scenario, self.joined)
        return sorted(
            ((*key, times) for key, times in counted.items()),
            key=lambda one: (-one[3], one[0], one[1], one[2].round, str(one[2].caller)),
        )

    @property
    def paths(self) -> list[tuple[StateId, int, Path, int]]:
        """List the likeliest paths."""
        return self.every_path[:PATHS]

    def flags(self, state: StateId, side: int, path: Path) -> Flags:
        """Tell in which runs a state joined a side by a path, (R,)."""
        place = roster().index(state)
        mine = self.joined.sides[:, place] == side
        found = np.zeros(len(mine), bool)
        codes = self.joined.codes[:, place]
        for code in np.unique(codes[mine]):
            if path_of(int(code), self.scene.scenario.ids, self._pacts) == path:
                found |= mine & (codes == code)
        return found

    @cached_property
    def _pacts(self) -> dict[int, str]:
        return {one.code: one.name for one in self.scene.scenario.treaties}

    def by(self, path: Path, side: int) -> str:
        """Say by which path a state joins."""
        if path.caller is None or path.pact is None:
            return "of itself"
        pact = called(path.pact, self.case, self.scene.scenario)
        if path.way == "bound":
            return f"bound to {self.whom(side)} by the {pact}"
        return f"called by {names([path.caller])} by the {pact}"

    def whom(self, side: int) -> str:
        """Name who began on a side."""
        act = self.asked.act
        return names([act.victim if side == BESIDE_VICTIM else act.attacker])

    def spared(self, less: Less) -> Estimate:
        """Give how many fewer join with a promise less: a mean of paired runs."""
        runs = len(less.joined.war)
        return paired(
            self.joined.many[:runs], less.joined.many, runs_a_draw=self.runs_a_draw,
            unit=Unit.COUNT, basis=self.basis,
        )  # fmt: skip

    def calmer(self, less: Less) -> Estimate:
        """Give how much less often great powers take both sides."""
        runs, great = len(less.joined.war), self.scene.great
        return paired(
            self.joined.opposed(great)[:runs], less.joined.opposed(great),
            runs_a_draw=self.runs_a_draw, unit=Unit.SHARE, basis=self.basis,
        )  # fmt: skip

    def moves_nothing(self, less: Less) -> bool:
        """Tell whether the same states join in every run with a promise less."""
        runs = len(less.joined.war)
        return bool(np.array_equal(self.joined.sides[:runs], less.joined.sides))

    @cached_property
    def ranked(self) -> list[Less]:
        """List the removals that were tried, the one that spares most joiners first."""
        return sorted(self.tried, key=lambda one: -self.spared(one).value)


def results(case: Case, one: Told) -> Iterator[Result]:
    """Post what is told of an act."""

    def post(
        part: str, sentence: str, told: Estimate, rests: tuple[str, ...] = ()
    ) -> Result:
        return Result(
            id=one.id(part), question=QUESTION, sentence=sentence, estimate=told,
            rests_on=tuple(dict.fromkeys((*RESTS, *rests))), posted=case.heading.as_of,
        )  # fmt: skip

    given = one.asked.condition
    yield post(
        "war",
        f"Chance that it is war, if {names([one.asked.act.attacker])} begins a dispute "
        f"with {names([one.asked.act.victim])}",
        one.chance_of(one.chance.war),
    )
    yield post("joiners", f"Outsiders that join {given}", _spread(one))
    yield post(
        "great_powers",
        f"Chance that great powers take both sides {given}",
        one.chance_of(one.joined.opposed(one.scene.great)),
    )
    yield post(
        "nuclear",
        f"Chance that states with nuclear arms take both sides {given}",
        one.chance_of(one.joined.opposed(one.scene.armed)),
    )
    if one.asked.act.headline:
        yield from _by_the_pact(case, one, post)
        yield from _who(one, post)
        yield from _removed(one, post)


def _who(one: Told, post: Post) -> Iterator[Result]:
    """Post who joins, how many, and by which paths."""
    given = one.asked.condition
    for place, side in one.likeliest:
        state = roster().ids[place]
        yield post(
            f"joins.{state}",
            f"Chance that {names([state])} joins {one.whom(side)} {given}",
            one.chance_of(one.joined.sides[:, place] == side),
        )
    for key, says, least, most in SIZES:
        held = (one.joined.many >= least) & (one.joined.many <= most)
        yield post(key, f"{says} {given}", one.chance_of(held))
    yield post(
        "late",
        f"Chance that somebody is called in by a joiner {given}",
        one.chance_of(one.late),
    )
    for place, (state, side, path, _) in enumerate(one.paths):
        yield post(
            f"path.{place}",
            f"Chance that {names([state])} joins {one.whom(side)}, "
            f"{one.by(path, side)}, {given}",
            one.chance_of(one.flags(state, side, path)),
        )


def _removed(one: Told, post: Post) -> Iterator[Result]:
    """Post what one promise less changes."""
    given = one.asked.condition
    for less in (*one.own, *one.ranked):
        yield post(
            f"less.{less.removal.id}",
            f"Fewer outsiders join {given}, where {less.removal.says}, by",
            one.spared(less),
            less.removal.rests_on,
        )
        yield post(
            f"calmer.{less.removal.id}",
            f"The chance that great powers take both sides {given}, where "
            f"{less.removal.says}, falls by",
            one.calmer(less),
            less.removal.rests_on,
        )


def partner_of(case: Case, one: Asked) -> StateId | None:
    """Name the pact's other party, where the victim is one of the two."""
    others = [state for state in case.heading.dyad if state != one.act.victim]
    bound_one = one.act.victim in case.heading.dyad and one.act.attacker not in others
    return others[0] if bound_one else None


def _by_the_pact(case: Case, one: Told, post: Post) -> Iterator[Result]:
    partner = partner_of(case, one.asked)
    if partner is None or one.without is None:
        return
    place, runs = roster().index(partner), len(one.without.war)
    yield post(
        "by_the_pact",
        f"What the pact adds to the chance that {names([partner])} joins "
        f"{names([one.asked.act.victim])} {one.asked.condition}",
        paired(
            one.joined.sides[:runs, place] == BESIDE_VICTIM,
            one.without.sides[:, place] == BESIDE_VICTIM,
            runs_a_draw=one.runs_a_draw, unit=Unit.SHARE, basis=one.basis,
        ),
    )  # fmt: skip


def _spread(one: Told) -> Estimate:
    """Give the mean number of joiners, and the span of nine runs in ten."""
    many = one.joined.many.astype(np.float64)
    value = float(many.mean())
    low, high = np.quantile(many, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    ends = min(value, float(low)), max(value, float(high))
    return Estimate(value, *ends, LEVEL, Unit.COUNT, one.basis)
