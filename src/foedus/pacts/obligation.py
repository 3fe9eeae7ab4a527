"""Who owes what to whom, once somebody has acted.

A promise falls due when its provision is in force that day, the act is of a kind that
calls it, the creditor is on the side of the act that it watches, and all its conditions
hold. Where a fact is missing the obligation is `conditional`, with the fact named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from foedus.faults import PactFault
from foedus.pacts.act import Act, Reading, Situation, usual_reading
from foedus.pacts.condition import Answer, Setting, judge
from foedus.pacts.pact import Pact, PactId
from foedus.pacts.provision import HOSTILITIES, Duty, Force, Kind, Provision
from foedus.states.roster import StateId


class Level(StrEnum):
    """How sure it is that a promise has fallen due."""

    CERTAIN = "certain"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Obligation:
    """A promise that has fallen due, and the words it rests on."""

    debtor: StateId
    creditor: StateId
    duty: Duty
    against: StateId
    pact: PactId
    article: str
    force: Force
    level: Level
    round: int
    because: tuple[str, ...]
    act: Act = field(compare=False)
    """The act that called it."""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two obligations one."""
        return (
            self.debtor, self.creditor, self.duty, self.against, self.pact, self.article,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Breach:
    """A standing promise that an act breaks."""

    by: StateId
    of: StateId
    duty: Duty
    pact: PactId
    article: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A provision in force, with those who owe it to one creditor."""

    pact: Pact
    provision: Provision
    debtors: tuple[StateId, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """The promises in force on a day, by creditor."""

    day: date
    pacts: tuple[Pact, ...]
    promises: Mapping[StateId, tuple[Promise, ...]]


def in_force_on(pacts: Iterable[Pact], day: date) -> InForce:
    """Gather the promises in force on a day.

    The order of the pacts does not matter: they are sorted by id.

    Raises
    ------
    PactFault
        Two pacts share an id.
    """
    ordered = tuple(sorted(pacts, key=lambda pact: pact.id))
    for id, same in groupby(ordered, key=lambda pact: pact.id):
        if len(list(same)) > 1:
            raise PactFault(
                f"two pacts are named {id!r}",
                expected="one pact an id",
                where="pacts.obligation",
                mend="rename one of the files, or hand over only one of them",
            )
    running = tuple(pact for pact in ordered if pact.runs(day))
    found: dict[StateId, list[Promise]] = {}
    for pact in running:
        for provision in pact.provisions:
            if provision.days is not None and not provision.days.holds(day):
                continue
            owed: dict[StateId, list[StateId]] = {}
            for debtor, creditor in pact.pairs(provision, day):
                owed.setdefault(creditor, []).append(debtor)
            for creditor, debtors in owed.items():
                promise = Promise(pact, provision, tuple(debtors))
                found.setdefault(creditor, []).append(promise)
    return InForce(day, running, {c: tuple(ps) for c, ps in found.items()})


def called(
    pacts: Iterable[Pact] | InForce,
    situation: Situation,
    day: date,
    *,
    reading: Reading | None = None,
    acts: Iterable[Act] | None = None,
) -> tuple[Obligation, ...]:
    """List the obligations that the acts going on that day have called, in a fixed order.

    Only some of the acts may be asked about; the others then tell what went before.

    A promise binds the creditor's partners, not the creditor, and never a party against
    itself; nobody owes anything to a state that it fights.

    >>> from foedus.pacts.catalog import pact
    >>> strike = Act("USA", "PRK", date(2025, 1, 1), places=frozenset({"home"}))
    >>> due = called([pact("chn_prk_1961")], Situation((strike,)), strike.day)
    >>> [(o.debtor, o.duty.value, o.level.value) for o in due if o.duty == "defend"]
    [('CHN', 'defend', 'certain')]
    """
    promises = pacts if isinstance(pacts, InForce) else in_force_on(pacts, day)
    owed: list[Obligation] = []
    for act in situation.standing(day) if acts is None else acts:
        owed += called_by(act, promises, situation, reading=reading, round=1)
    return first_of_each(owed)


def called_by(
    act: Act,
    promises: InForce,
    situation: Situation,
    *,
    reading: Reading | None,
    round: int,
    only: frozenset[Duty] | None = None,
    again: bool = False,
) -> list[Obligation]:
    """List the obligations that one act calls, all of them or only those duties.

    Asked `again`, of an act that was asked before, only those that hang on what others
    have done since.
    """
    owed = []
    for creditor, adversary in ((act.victim, act.attacker), (act.attacker, act.victim)):
        for promise in promises.promises.get(creditor, ()):
            provision = promise.provision
            if (only and provision.duty not in only) or act.kind not in provision.kinds:
                continue
            if again and not provision.conditions.hang_on_others:
                continue
            if not _watches(provision, attacked=creditor == act.victim):
                continue
            debtors = [
                debtor
                for debtor in promise.debtors
                if debtor != adversary
                and not situation.fought(debtor, creditor, promises.day)
            ]
            if not debtors:
                continue
            answer, because = judge(
                Setting(
                    pact=promise.pact,
                    provision=provision,
                    act=act,
                    creditor=creditor,
                    adversary=adversary,
                    situation=situation,
                    day=promises.day,
                    reading=reading or usual_reading(promises.day),
                    pacts=promises.pacts,
                )
            )
            if answer is not Answer.NO:
                level = Level.CERTAIN if answer is Answer.YES else Level.CONDITIONAL
                foes = _foes(provision, creditor, adversary, situation, promises.day)
                owed += [
                    Obligation(
                        debtor,
                        creditor,
                        provision.duty,
                        foe,
                        promise.pact.id,
                        provision.article,
                        provision.force,
                        level,
                        round,
                        because,
                        act,
                    )
                    for debtor in debtors
                    for foe in foes
                    if debtor != foe
                ]
    return owed


def first_of_each(owed: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Keep one of each obligation: the surer level, then the earliest round."""
    found: dict[tuple[str, ...], Obligation] = {}
    for one in sorted(owed, key=lambda o: (o.level is Level.CONDITIONAL, *_rank(o))):
        found.setdefault(one.key, one)
    return tuple(sorted(found.values(), key=_rank))


def alike(owed: Iterable[Obligation]) -> tuple[tuple[Obligation, ...], ...]:
    """Gather obligations that differ in nothing but the debtor, first met first."""
    groups: dict[tuple[object, ...], list[Obligation]] = {}
    for one in owed:
        same = (one.round, one.level, one.key[1:], one.because)
        groups.setdefault(same, []).append(one)
    return tuple(tuple(group) for group in groups.values())


def breaches(
    pacts: Iterable[Pact] | InForce, situation: Situation, day: date
) -> tuple[Breach, ...]:
    """List the standing promises that the acts going on that day break."""
    promises = pacts if isinstance(pacts, InForce) else in_force_on(pacts, day)
    broken = {
        Breach(act.attacker, act.victim, p.provision.duty, p.pact.id, p.provision.article)
        for act in situation.standing(day)
        for p in promises.promises.get(act.victim, ())
        if act.attacker in p.debtors and act.kind in _BROKEN_BY.get(p.provision.duty, ())
    }
    return tuple(sorted(broken, key=lambda b: (b.by, b.of, b.pact, b.article, b.duty)))


_BROKEN_BY: dict[Duty, frozenset[Kind]] = {
    Duty.NOT_ATTACK: HOSTILITIES,
    Duty.NOT_SANCTION: frozenset({Kind.SANCTION}),
}

_ORDER = {duty: number for number, duty in enumerate(Duty)}


def _watches(provision: Provision, *, attacked: bool) -> bool:
    """Tell whether the provision looks to a creditor on that side of an act.

    Offence is joined where the creditor attacks; neutrality is kept whichever side the
    creditor is on, unless the article asks that it be the one attacked.
    """
    if provision.watch == "either" or provision.duty is Duty.STAY_NEUTRAL:
        return True
    if provision.duty is Duty.JOIN_OFFENCE:
        return not attacked
    return attacked


def _foes(
    provision: Provision,
    creditor: StateId,
    adversary: StateId,
    situation: Situation,
    day: date,
) -> list[StateId]:
    """Name those against whom help is owed: the adversary, and others the article adds."""
    added = (
        foe
        for foe in sorted(provision.against_also - {adversary})
        if situation.strikes(foe, creditor, day)
    )
    return [adversary, *added]


def _rank(one: Obligation) -> tuple[object, ...]:
    return (one.round, one.level is Level.CONDITIONAL, _ORDER[one.duty], *one.key)
