"""All ordered pairs of states at once: who is drawn in, to the end, in one sweep a round.

A promise whose conditions look only at the two states of an act is local. A day's local
promises become three tables: who owes c defence against x when x acts on its own, when x
acts in collective defence, and who owes c its part when c attacks x. An act of x against
c is then a node; each state that owes defence makes a further act against x, each that
owes offence one against x's victim. Who is drawn in by an act is the union over the acts
that follow: sets of states are bits, and one round for all pairs is one gather and one
`or`.

Promises that look at other states' acts (so many adversaries at once, joined by another)
are not local; pairs that could meet one are told, and are for `chain` to follow.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.pacts.act import Act, Reading, Situation, usual_reading
from foedus.pacts.condition import Answer, Setting, judge
from foedus.pacts.obligation import InForce, Promise, in_force_on
from foedus.pacts.pact import Pact
from foedus.pacts.provision import Duty, Provision
from foedus.pacts.standing import About, belongs
from foedus.states.roster import StateId

Bools = NDArray[np.bool_]

_WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Duties:
    """A day's local promises among N states.

    Attributes
    ----------
    defence
        Who owes c defence against x, (2, N, N, N) by flag, x, c and debtor; flag 1 where
        x acts in collective defence.
    offence
        Who owes c its part when c attacks x, (N, N, N) by x, c and debtor.
    elsewhere
        Creditors with a promise to fight that is not local, (N,).
    """

    ids: tuple[StateId, ...]
    defence: Bools
    offence: Bools
    elsewhere: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Who fights in the end for each ordered pair, the two themselves left out.

    Attributes
    ----------
    states
        (N, N, N) by attacker, victim and state drawn in.
    torn
        Pairs of which one comes to be drawn in on the other's side, (N, N). Who has in
        fact fought a creditor owes it nothing, which no table knows: there those drawn in
        are the most that can be, and `chain` tells which are.
    sweeps
        Rounds until nobody more was drawn in by any act.
    """

    ids: tuple[StateId, ...]
    states: Bools
    torn: Bools
    sweeps: int


def duties_on(
    pacts: Iterable[Pact] | InForce,
    states: Iterable[StateId],
    day: date,
    *,
    reading: Reading | None = None,
    conditional: bool = False,
) -> Duties:
    """Compile the promises to fight of a day into tables.

    Parameters
    ----------
    conditional
        Take promises for kept whose facts are not known, too.
    """
    promises = pacts if isinstance(pacts, InForce) else in_force_on(pacts, day)
    ids = tuple(states)
    index = {state: place for place, state in enumerate(ids)}
    n = len(ids)
    defence, offence = np.zeros((2, n, n, n), bool), np.zeros((n, n, n), bool)
    elsewhere = np.zeros(n, bool)
    least = Answer.UNKNOWN if conditional else Answer.YES
    for creditor, held in promises.promises.items():
        if creditor not in index:
            continue
        c = index[creditor]
        for promise in held:
            provision = promise.provision
            if provision.duty not in (Duty.DEFEND, Duty.JOIN_OFFENCE):
                continue
            if not _is_local(provision):
                elsewhere[c] = True
                continue
            debtors = [index[d] for d in promise.debtors if d in index]
            against = _meant(promise, promises, ids, day)
            for flag in (0, 1):
                if _holds(promise, promises, creditor, ids, flag, reading) < least:
                    continue
                if provision.duty is Duty.DEFEND:
                    defence[flag, :, c, debtors] |= against
                elif flag == 0:
                    offence[:, c, debtors] |= against[:, None]
    for owed in (*defence, offence):
        _free(owed)
    return Duties(ids, defence, offence, elsewhere)


def drawn_in(duties: Duties) -> Drawn:
    """Follow every ordered pair to the end."""
    n = len(duties.ids)
    source, goal, debtor, turned = _edges(duties)
    own = np.zeros((2 * n * n, 2, -(-n // _WORD) * _WORD), bool)
    own[source, turned.astype(int), debtor] = True
    # Sets of states as words of 64 bits: one `or` for 64 states at once. The first half
    # of a row is the actor's side, the second that of the one it acts against.
    reached = np.packbits(own, axis=2).view(np.uint64).reshape(2 * n * n, -1)
    half = reached.shape[1] // 2
    sweeps = int(own.any())
    moved: Bools = np.asarray(own.any(axis=(1, 2)))
    while True:
        # Only acts that lead to an act whose set has grown can grow themselves.
        live = moved[goal]
        acts, into, swap = source[live], reached[goal[live]], turned[live]
        if not len(acts):
            break
        starts = np.flatnonzero(np.diff(acts, prepend=-1))
        nodes = acts[starts]
        into[swap] = np.roll(into[swap], half, axis=1)
        joined = reached[nodes] | np.bitwise_or.reduceat(into, starts, axis=0)
        grown = (joined != reached[nodes]).any(axis=1)
        moved = np.zeros(len(reached), bool)
        moved[nodes[grown]] = True
        reached[nodes] = joined
        sweeps += int(grown.any())
    sides = reached[: n * n].reshape(n, n, 2, half).view(np.uint8)
    sides = np.unpackbits(sides, axis=3, count=n).astype(bool)
    states: Bools = np.asarray(sides.any(axis=2))
    each = np.arange(n)
    torn: Bools = np.asarray(sides[:, each, 0, each] | sides[each, :, 1, each])
    torn[each, each] = False
    states[each, :, each] = False
    states[:, each, each] = False
    return Drawn(duties.ids, states, torn, sweeps)


def _is_local(provision: Provision) -> bool:
    """Tell whether a promise looks only at the two states of an act, from one side."""
    more = provision.conditions.hang_on_others or provision.conditions.menace_through
    return not (more or provision.against_also or provision.watch == "either")


def _edges(
    duties: Duties,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Bools]:
    """List which act leads to which: nodes of both, who acts in the second, its side.

    The last tells whether it acts against the first one's actor. The node of x against c
    is x N + c, and N N more where x acts in collective defence.
    """
    n = len(duties.ids)
    parts = []
    for flag in (0, 1):
        x, c, d = np.nonzero(duties.defence[flag])
        node = flag * n * n + x * n + c
        parts.append((node, n * n + d * n + x, d, np.ones(len(d), bool)))
        # Offence looks from the attacker: here x is the one that c attacks.
        x, c, d = np.nonzero(duties.offence)
        parts.append((flag * n * n + c * n + x, d * n + x, d, np.zeros(len(d), bool)))
    source, goal, debtor, turned = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    order = np.argsort(source, kind="stable")
    return source[order], goal[order], debtor[order], turned[order]


def _meant(
    promise: Promise, promises: InForce, ids: tuple[StateId, ...], day: date
) -> Bools:
    """Tell which adversaries a promise means, (N,)."""
    conditions = promise.provision.conditions
    about: About = (promise.pact, promises.pacts, day, {})

    def any_of(names: tuple[str, ...]) -> Bools:
        return np.array([any(belongs(x, name, about) for name in names) for x in ids])

    meant = (
        any_of(conditions.attackers) if conditions.attackers else np.ones(len(ids), bool)
    )
    return meant & ~any_of(conditions.spared) if conditions.spared else meant


def _holds(
    promise: Promise,
    promises: InForce,
    creditor: StateId,
    ids: tuple[StateId, ...],
    flag: int,
    reading: Reading | None,
) -> Answer:
    """Answer all conditions but those on the adversary, which do not look at it."""
    other = next(state for state in ids if state != creditor)
    rest = replace(promise.provision.conditions, attackers=(), spared=())
    offence = promise.provision.duty is Duty.JOIN_OFFENCE
    pair = (creditor, other) if offence else (other, creditor)
    act = (
        Act(*pair, promises.day, collective=True, supposed=True)
        if flag
        else Act(*pair, promises.day, places=frozenset({"home"}), provoked="no")
    )
    answer, _ = judge(
        Setting(
            pact=promise.pact,
            provision=replace(promise.provision, conditions=rest),
            act=act,
            creditor=creditor,
            adversary=other,
            situation=Situation((act,)),
            day=promises.day,
            reading=reading or usual_reading(promises.day),
            pacts=promises.pacts,
        )
    )
    return answer


def _free(owed: Bools) -> None:
    """Nobody owes help against itself or to itself."""
    each = np.arange(owed.shape[0])
    owed[each, :, each] = False
    owed[:, each, each] = False
