"""What follows from one act, round by round, as promises are called and kept.

Round 0 is the act under question. Each round calls promises; debtors that keep a promise
to fight add an act of their own against the adversary, and those acts call more. It must
end, since acts are ordered pairs of states and no pair is added twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.pacts.act import Act, Reading, Situation, usual_reading
from foedus.pacts.obligation import (
    Breach,
    InForce,
    Level,
    Obligation,
    breaches,
    called_by,
    first_of_each,
    in_force_on,
)
from foedus.pacts.pact import Pact, PactId
from foedus.pacts.provision import MILITARY, Duty, Kind
from foedus.states.roster import StateId

Honour = Literal["all", "none"] | frozenset[StateId] | Callable[[Obligation], bool]
"""Who keeps a promise to fight: all, none, these states, or one answer an obligation."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act in the chain and the obligation that it meets; round 0 meets none."""

    act: Act
    round: int
    meets: Obligation | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two duties of one state that it cannot both keep."""

    debtor: StateId
    kind: Literal["both_sides", "help_v_not_attack", "help_v_neutral", "help_v_not_ally"]
    owes: Obligation
    against: tuple[PactId, str]
    """Pact and article of the other duty."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What one act led to, under a reading and a rule of honour."""

    day: date
    reading: Reading
    steps: tuple[Step, ...]
    obligations: tuple[Obligation, ...]
    with_attacker: frozenset[StateId]
    with_victim: frozenset[StateId]
    conflicts: tuple[Conflict, ...]
    breaches: tuple[Breach, ...]

    @property
    def rounds(self) -> int:
        """The last round in which anything fell due."""
        return max((o.round for o in self.obligations), default=0)

    @property
    def fighting(self) -> frozenset[StateId]:
        """Every state that fights."""
        return self.with_attacker | self.with_victim

    def free(self, states: Iterable[StateId]) -> tuple[StateId, ...]:
        """Name those of the states that neither fight nor owe anything."""
        bound = self.fighting | {o.debtor for o in self.obligations}
        return tuple(state for state in states if state not in bound)


def chain(
    pacts: Iterable[Pact] | InForce,
    act: Act,
    *,
    background: Situation | None = None,
    reading: Reading | None = None,
    honour: Honour = "all",
    keep_conditional: bool = False,
    only: frozenset[Duty] | None = None,
) -> Chain:
    """Follow an act through the promises that it calls, to the end.

    Parameters
    ----------
    pacts
        Treaties, in any order, or the promises already gathered for the day.
    act
        The act under question; its day is the day of the chain.
    background
        Acts that went before: they tell who struck first, and call nothing here.
    reading
        How collective defence is read; by default as usual on that day.
    honour
        Who keeps promises to fight.
    keep_conditional
        Let conditional promises be kept too, as if every unknown fact favoured them.
    only
        Follow these duties alone; with `MILITARY`, who fights comes out the same, sooner.
    """
    day = act.day
    reading = reading or usual_reading(day)
    promises = pacts if isinstance(pacts, InForce) else in_force_on(pacts, day)
    situation = (background or Situation(())).and_then(act)
    steps, owed, round = [Step(act, 0)], list[Obligation](), 0
    while steps[-1].round == round:
        round += 1
        due = first_of_each(
            o
            for step in steps
            for o in called_by(
                step.act,
                promises,
                situation,
                reading=reading,
                round=round,
                only=only,
                again=step.round < round - 1,
            )
        )
        met = [
            o
            for o in due
            if o.duty in MILITARY
            and (keep_conditional or o.level is Level.CERTAIN)
            and _honours(honour, o)
        ]
        owed += due
        answers = _answers(met, situation, day, round)
        steps += answers
        situation = situation.and_then(*(step.act for step in answers))
    obligations = first_of_each(owed)
    attackers, victims = _sides(steps)
    return Chain(
        day=day,
        reading=reading,
        steps=tuple(steps),
        obligations=obligations,
        with_attacker=attackers,
        with_victim=victims,
        conflicts=conflicts_in(obligations, promises),
        breaches=breaches(promises, Situation(tuple(s.act for s in steps)), day),
    )


def proof(one: Obligation, chained: Chain, names: Callable[[StateId], str] = str) -> str:
    """Tell in sentences how an obligation came about, back to the first act."""
    told = []
    link: Obligation | None = one
    while link is not None:
        told.append(_clause(link, names))
        step = next((s for s in chained.steps if s.act is link.act), None)
        link = step.meets if step else None
    return " ".join(reversed(told))


def _clause(one: Obligation, names: Callable[[StateId], str]) -> str:
    act = one.act
    deed = "acted in collective defence against" if act.collective else {
        Kind.INVASION: "invaded", Kind.ATTACK: "attacked", Kind.WAR: "declared war on",
        Kind.MOBILISE: "mobilised against", Kind.THREAT: "threatened",
        Kind.NUCLEAR_THREAT: "threatened with nuclear arms", Kind.INDIRECT: "moved against",
        Kind.SANCTION: "sanctioned",
    }[act.kind]  # fmt: skip
    duty = one.duty.value.replace("_", " ")
    owes = "owes" if one.level is Level.CERTAIN else "may owe"
    why = f" ({'; '.join(one.because)})" if one.because else ""
    return (
        f"{names(act.attacker)} {deed} {names(act.victim)}; under {one.pact} art. "
        f"{one.article} {names(one.debtor)} {owes} {names(one.creditor)} the duty to "
        f"{duty}{why}."
    )


def _honours(honour: Honour, one: Obligation) -> bool:
    match honour:
        case "all":
            return True
        case "none":
            return False
        case frozenset():
            return one.debtor in honour
        case _:
            return honour(one)


def _answers(
    met: list[Obligation], situation: Situation, day: date, round: int
) -> list[Step]:
    """Turn promises kept into acts: one a pair of states that does not yet fight."""
    acts: dict[tuple[StateId, StateId], Step] = {}
    for one in met:
        pair = (one.debtor, one.against)
        if pair in acts or situation.strikes(*pair, day):
            continue
        answer = Act(
            *pair,
            day,
            sake=one.creditor,
            collective=one.duty is Duty.DEFEND,
            supposed=True,
        )
        acts[pair] = Step(answer, round, one)
    return list(acts.values())


def _sides(steps: list[Step]) -> tuple[frozenset[StateId], frozenset[StateId]]:
    """Put each state that fights on the side of the one that it helps first."""
    first = steps[0].act
    side = {first.attacker: 0, first.victim: 1}
    for step in steps[1:]:
        if step.act.sake in side:
            side.setdefault(step.act.attacker, side[step.act.sake])
    return (
        frozenset(s for s, which in side.items() if which == 0),
        frozenset(s for s, which in side.items() if which == 1),
    )


def conflicts_in(owed: tuple[Obligation, ...], promises: InForce) -> tuple[Conflict, ...]:
    """Find duties to fight that run against another duty of the same state."""
    help_for: dict[tuple[StateId, StateId, StateId], Obligation] = {}
    neutral: dict[tuple[StateId, StateId], Obligation] = {}
    for one in owed:
        if one.duty in MILITARY:
            help_for.setdefault((one.debtor, one.creditor, one.against), one)
        elif one.duty is Duty.STAY_NEUTRAL:
            neutral.setdefault((one.debtor, one.creditor), one)
    found = []
    for (debtor, creditor, against), one in help_for.items():
        if (other := help_for.get((debtor, against, creditor))) is not None:
            place = (other.pact, other.article)
            found.append(Conflict(debtor, "both_sides", one, place))
        if (other := neutral.get((debtor, against))) is not None:
            place = (other.pact, other.article)
            found.append(Conflict(debtor, "help_v_neutral", one, place))
        for promise in promises.promises.get(against, ()):
            duty = promise.provision.duty
            if duty in _COLLIDES and debtor in promise.debtors:
                place = (promise.pact.id, promise.provision.article)
                found.append(Conflict(debtor, _COLLIDES[duty], one, place))
    return tuple(found)


_COLLIDES: dict[Duty, Literal["help_v_not_attack", "help_v_not_ally"]] = {
    Duty.NOT_ATTACK: "help_v_not_attack",
    Duty.NOT_ALLY_AGAINST: "help_v_not_ally",
}
