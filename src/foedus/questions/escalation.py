"""Who would in fact join: the act ordered in the simulated system, and who comes how.

What a treaty obliges to is one thing, and what states do another. Each act is ordered in
the world of its day, as war unless asked otherwise; third states choose, and whoever joins
calls those who owe it defence. The same runs are made again with one promise less, so that
the difference is what the promise does. Beside them stands the one-shot choice that was
fitted on all wars since 1816, in which nobody is called: a second opinion.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial

from foedus import doors
from foedus.cases.case import Case, Question
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer, Table
from foedus.questions.outset import scenario_of
from foedus.questions.parts.escalation import outlook, pictures, tables
from foedus.questions.parts.escalation.acts import Asked, Scene, own_act, scenes
from foedus.questions.parts.escalation.calibrated import calibration
from foedus.questions.parts.escalation.fitted import Floats, one_shot
from foedus.questions.parts.escalation.removals import (
    Removal,
    candidates,
    dishonoured,
    neutral,
    struck,
    together,
)
from foedus.questions.parts.escalation.told import QUESTION, Less, Told, results
from foedus.questions.series import Tables
from foedus.questions.unanswered import unanswered
from foedus.questions.vantage import Vantage, vantage
from foedus.simulation.ordered import Joined
from foedus.simulation.scenario import Scenario
from foedus.states.roster import StateId
from foedus.world.change import EndPact

__all__ = ["ASKS", "QUESTION", "WHAT", "ask"]

ASKS = "Who would in fact join, and how likely is war between great powers?"
WHAT = "who would join"
"""What a remark is on."""

MOST_RUNS, PAIRED_RUNS, CHANCE_RUNS = 1_000, 400, 400
"""Runs of each act, of each world with a promise less, and of acts left to chance."""


def ask(
    case: Case,
    *,
    seed: int = 1,
    runs: int = 4_000,
    tables: Tables | None = None,
    attacker: StateId | None = None,
    victim: StateId | None = None,
    war: bool | None = None,
    strike: tuple[str, ...] = (),
    dishonour: tuple[str, ...] = (),
    neutrals: tuple[StateId, ...] = (),
) -> Answer:
    """Tell who would join each act of the case, or an act of one's own.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the simulation; at most `MOST_RUNS` are made.
    tables
        Gives data sets by name, for a case of a year that the package does not carry.
    attacker, victim
        An act of one's own, instead of those of the case.
    war
        Given war, or a dispute short of it; by default the case's acts are war, and of
        one's own act chance tells.
    strike
        Clauses struck out, `PACT:ARTICLE`, or whole pacts.
    dishonour
        Promises that a state does not keep, `STATE:PACT`.
    neutrals
        States that declare themselves neutral and keep to it.

    Raises
    ------
    NeedFault
        Half an act, an act of a state against itself or of one that is no state then, or a
        pact or promise that there is none of.
    PactFault
        A clause that there is none of.
    """
    acts = _acts(case, attacker, victim)
    own = attacker is not None
    try:
        stand = vantage(case.heading.as_of.year, tables)
        make = cache(lambda day: _scenario(case, day, tables))
        held, remarks = scenes(case, acts, war if own or war is not None else True, make)
    except NeedFault as lacking:
        return unanswered(case, QUESTION, WHAT, lacking)
    if own and not held:
        raise NeedFault(
            remarks[0].remark,
            expected="two states of that world",
            where="escalation, the act",
            mend="name states that stood then",
        )
    asked = _Asking(case, stand, seed, min(runs, MOST_RUNS), strike, dishonour, neutrals)
    told = [one for scene in held for one in asked.told(scene)]
    return _answer(asked, held, told, remarks)


def _acts(
    case: Case, attacker: StateId | None, victim: StateId | None
) -> tuple[Question, ...]:
    if attacker is None and victim is None:
        return case.acts
    if attacker is None or victim is None:
        raise NeedFault(
            f"an act without {'its attacker' if attacker is None else 'its victim'}",
            expected="both",
            where="escalation, the act",
            mend="give --attacker and --victim",
        )
    return (own_act(attacker, victim),)


def _scenario(case: Case, day: date, tables: Tables | None) -> Scenario:
    dated = replace(case, heading=replace(case.heading, as_of=day))
    return scenario_of(dated, years=1, tables=tables)


class _Asking:
    """What is asked, by which every scene is told."""

    def __init__(
        self,
        case: Case,
        stand: Vantage,
        seed: int,
        runs: int,
        strike: Sequence[str],
        dishonour: Sequence[str],
        neutrals: Sequence[StateId],
    ) -> None:
        self.case, self.stand, self.seed, self.runs = case, stand, seed, runs
        self.strike, self.dishonour, self.neutrals = strike, dishonour, neutrals

    @property
    def basis(self) -> str:
        """Name all that numbers hang on, but for the world."""
        asked = [self.strike, self.dishonour, self.neutrals]
        return doors.digest([self.case.digest, QUESTION, self.seed, self.runs, asked])

    def told(self, scene: Scene) -> list[Told]:
        """Tell of every act of a scene."""
        basis = f"system {doors.digest([scene.scenario.digest, self.basis])}"
        heads = scene.heads
        runs = self.runs if heads else min(self.runs, PAIRED_RUNS)
        plain = scene.joined(runs=runs, seed=self.seed)
        chance = scene.joined(runs=min(self.runs, CHANCE_RUNS), seed=self.seed, chance=True)
        tried = {k: self._candidates(scene, plain[k]) for k in heads}
        own = self._own(scene) if heads else ()
        wanted = {one.id: one for one in own}
        wanted |= {one.id: one for held in tried.values() for one in held}
        made = {id: self._less(scene, one) for id, one in wanted.items()}
        away = self._away(scene) if heads else {}
        return [
            Told(
                self.case, scene, asked, plain[k], chance[k],
                away.get(k),
                tuple(Less(one, made[one.id][k]) for one in own if asked.act.headline),
                tuple(Less(one, made[one.id][k]) for one in tried.get(k, ())
                      if one.id not in {mine.id for mine in own}),
                self._one_shot(asked, chance[k])
                if asked.act.headline else None,
                basis,
            )
            for k, asked in enumerate(scene.asked)
        ]  # fmt: skip

    def _one_shot(self, asked: Asked, chance: Joined) -> Floats:
        """Choose once, given war or less; where chance tells, by how often it is war."""
        read = partial(
            one_shot, self.case, asked, self.stand, seed=self.seed, runs=self.runs
        )
        if asked.war is not None:
            return read(war=asked.war)
        share = float(chance.war.mean())
        return share * read(war=True) + (1.0 - share) * read(war=False)

    def _candidates(self, scene: Scene, joined: Joined) -> tuple[Removal, ...]:
        return candidates(self.case, scene.scenario, joined, scene.day)

    def _own(self, scene: Scene) -> tuple[Removal, ...]:
        """Give the removals that were asked for, and all of them together."""
        day, scenario = scene.day, scene.scenario
        found = (
            *(struck(self.case, scenario, named, day) for named in self.strike),
            *(dishonoured(self.case, scenario, named, day) for named in self.dishonour),
            *(neutral(state, day) for state in self.neutrals),
        )
        _refuse_neutral(scene.asked, self.neutrals)
        if sum(bool(one.changes) for one in found) > 1:
            return (*found, together(found, scenario))
        return found

    def _less(self, scene: Scene, one: Removal) -> dict[int, Joined]:
        return scene.joined(
            runs=min(self.runs, PAIRED_RUNS), seed=self.seed, changes=one.changes,
            heads=True,
        )  # fmt: skip

    def _away(self, scene: Scene) -> dict[int, Joined]:
        """Order the acts again without the pact of the case, if it stands."""
        pact = self.case.heading.pact
        if not any(one.called(pact) for one in scene.scenario.treaties):
            return {}
        return scene.joined(
            runs=min(self.runs, PAIRED_RUNS), seed=self.seed,
            changes=(EndPact(scene.day, pact),), heads=True,
        )  # fmt: skip


def _refuse_neutral(asked: Sequence[Asked], neutrals: Sequence[StateId]) -> None:
    """Refuse a neutral that begins the only act, or is struck in it."""
    if len(asked) != 1:
        return
    [one] = asked
    if strange := {one.act.attacker, one.act.victim} & set(neutrals):
        raise NeedFault(
            f"{sorted(strange)[0]} neutral in its own war",
            expected="a state that is neither attacker nor victim",
            where="escalation, --neutral",
            mend="name a third state",
        )


def _answer(
    asked: _Asking,
    held: Sequence[Scene],
    told: Sequence[Told],
    remarks: Sequence[Finding],
) -> Answer:
    case, heads = asked.case, [one for one in told if one.asked.act.headline]
    ahead = [_outlook(asked, scene) for scene in held if scene.day == case.heading.as_of]
    plain = [result for each in ahead for result in each]
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=(
            *(result for one in told for result in results(case, one)),
            *plain,
            *calibration().results(case.heading.as_of),
        ),
        tables=(
            *(made for one in heads for made in _tables(one)),
            *((tables.every(told),) if len(told) > 1 else ()),
            *((outlook.table(plain),) if plain else ()),
            *calibration().tables,
        ),
        pictures=tuple(
            p for one in heads for p in (pictures.bars(one), pictures.chain(one))
        ),
        findings=(*remarks, *_moot(heads), *_cautions(held), *calibration().findings),
        basis=asked.basis,
    )


def _outlook(asked: _Asking, scene: Scene) -> list[Result]:
    made = outlook.outlook(scene, runs=asked.runs, seed=asked.seed, basis=asked.basis)
    return list(outlook.results(asked.case, made, scene))


def _tables(one: Told) -> list[Table]:
    made = [tables.joiners(one), tables.paths(one)]
    return made + ([tables.less(one)] if one.own or one.tried else [])


def _moot(heads: Sequence[Told]) -> list[Finding]:
    """Remark on what was asked to be removed and changes nothing, once each."""
    moot = {one.removal.id: one.removal for told in heads for one in told.own}
    return [
        Finding("note", one.says, f"changes nothing in the runs: {one.moot}")
        for one in moot.values()
        if one.moot
    ]


def _cautions(held: Sequence[Scene]) -> list[Finding]:
    if not held:
        return []
    world = held[0].scenario.world.year
    return [
        Finding(
            "note",
            WHAT,
            f"the world is that of the end of {world}, with treaties of the case put in; "
            "disputes are known to 2014 and fade from there, so that the war in Ukraine is "
            "in no term; nuclear weapons are none either: that both sides have them moves "
            "no chance here",
        ),
        Finding(
            "note",
            "what it is to join",
            "the data on disputes count who threatens or shows force on a side, and not "
            "only who fights: a great power that joins may do no more",
        ),
    ]
