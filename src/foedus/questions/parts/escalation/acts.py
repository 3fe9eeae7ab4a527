"""Which acts are asked about, the world that each is ordered in, and who counts as what.

An act is ordered in the year of its day. To a simulation it is a dispute or a war between
two states and no more: where it falls, by what arms, and who provoked it are in no term.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from foedus.cases.case import Case, Question
from foedus.faults import Finding, NeedFault
from foedus.pacts.standing import class_members
from foedus.questions.wording import names
from foedus.simulation.ordered import ALONE, Joined, ordered
from foedus.simulation.scenario import Scenario
from foedus.states.roster import StateId, roster
from foedus.world.change import Act, Change

NUCLEAR = "nuclear_armed"
"""The group of a case, or the class of the house, whose members have nuclear arms."""

Made = Callable[[date], Scenario]
"""Gives the scenario of a day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that is asked about, as war, as less, or as chance has it."""

    act: Question
    day: date
    war: bool | None

    @property
    def ordered(self) -> Act:
        """The act as a scenario orders it."""
        return Act(self.day, self.act.attacker, self.act.victim, self.war)

    @property
    def condition(self) -> str:
        """Say what is given, after a comma or at the beginning of a sentence."""
        one, other = names([self.act.attacker]), names([self.act.victim])
        deed = {
            True: "makes war on",
            False: "begins a dispute short of war with",
            None: "begins a dispute with",
        }[self.war]
        return f"if {one} {deed} {other}"


@dataclass(frozen=True, eq=False)
class Scene:
    """The world of a day, with acts that are ordered in it."""

    day: date
    scenario: Scenario
    asked: tuple[Asked, ...]
    nuclear: tuple[StateId, ...]

    @cached_property
    def great(self) -> tuple[int, ...]:
        """Places of the great powers of that world."""
        return tuple(np.flatnonzero(self.scenario.seen.major > 0).tolist())

    @cached_property
    def armed(self) -> tuple[int, ...]:
        """Places of the states with nuclear arms."""
        return tuple(roster().index(state) for state in self.nuclear)

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """Places of the acts that are told at length."""
        return tuple(k for k, one in enumerate(self.asked) if one.act.headline)

    def joined(
        self,
        *,
        runs: int,
        seed: int,
        changes: Sequence[Change] = (),
        chance: bool = False,
        heads: bool = False,
    ) -> dict[int, Joined]:
        """Order its acts, in the world as it is or changed: place of the act -> what came.

        Parameters
        ----------
        chance
            Let chance tell of war.
        heads
            Order those alone that are told at length.
        """
        places = self.heads if heads else tuple(range(len(self.asked)))
        acts = [self.asked[place].ordered for place in places]
        if chance:
            acts = [replace(one, war=None) for one in acts]
        changed = self.scenario.but(changes=tuple(changes), parts=ALONE)
        made = ordered(changed, acts, runs=runs, seed=seed)
        return dict(zip(places, made, strict=True))


def own_act(attacker: StateId, victim: StateId) -> Question:
    """Make an act of two states that the case does not list.

    Raises
    ------
    NeedFault
        It is an act of a state against itself.
    """
    if attacker == victim:
        raise NeedFault(
            f"{names([attacker])} acting against itself",
            expected="two states",
            where="escalation, the act",
            mend="name who acts against whom",
        )
    return Question(
        id=f"{attacker.lower()}_{victim.lower()}",
        attacker=attacker,
        victim=victim,
        why="asked for",
        expect="",
        headline=True,
    )


def scenes(
    case: Case, acts: Sequence[Question], war: bool | None, make: Made
) -> tuple[tuple[Scene, ...], tuple[Finding, ...]]:
    """Put acts into the worlds of their days; those that no world has become findings.

    Acts of one pair on one day are one act: a simulation knows no difference.
    """
    found, remarks = list[Scene](), list[Finding]()
    by_day: dict[date, list[Question]] = {}
    for act in acts:
        by_day.setdefault(act.day or case.heading.as_of, []).append(act)
    for day, held in sorted(by_day.items()):
        scenario = make(day)
        kept: dict[tuple[StateId, StateId], Asked] = {}
        for act in sorted(held, key=lambda one: not one.headline):
            lacking = [s for s in (act.attacker, act.victim) if not _stands(scenario, s)]
            if lacking:
                remarks.append(_no_state(act, lacking, scenario))
                continue
            kept.setdefault((act.attacker, act.victim), Asked(act, day, war))
        remarks += [
            remark
            for one in kept.values()
            if one.act.headline
            for remark in _allied(one, scenario)
        ]
        if kept:
            nuclear = case.heading.groups.get(NUCLEAR) or class_members(NUCLEAR, day)
            found.append(Scene(day, scenario, tuple(kept.values()), nuclear))
    return tuple(found), tuple(remarks)


def _stands(scenario: Scenario, state: StateId) -> bool:
    return bool(scenario.seen.alive[roster().index(state)])


def _no_state(act: Question, lacking: Sequence[StateId], scenario: Scenario) -> Finding:
    return Finding(
        "doubt",
        f"the act {act.id}",
        f"passed over: {names(lacking)} is no state in the world of {scenario.world.year}. "
        "To mend it: name a state of that world",
    )


def _allied(one: Asked, scenario: Scenario) -> list[Finding]:
    """Remark on an act between two who owe each other defence."""
    pair = {one.act.attacker, one.act.victim}
    bonds = sorted(
        treaty.name
        for treaty in scenario.treaties
        if pair <= set(treaty.members) and pair & set(treaty.owing)
    )
    if not bonds:
        return []
    return [
        Finding(
            "note",
            f"the act {one.act.id}",
            f"{names(pair)} owe each other defence by {', '.join(bonds)}: an ally attacks "
            "an ally, of which history has few cases, and third members owe both sides",
        )
    ]
