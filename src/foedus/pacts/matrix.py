"""Every ordered pair of states on one day, and who owes help when one attacks the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from foedus.pacts.act import Act, Reading
from foedus.pacts.chain import Chain, chain
from foedus.pacts.obligation import InForce, Level, in_force_on
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY
from foedus.pacts.tensor import Bools, Drawn, Duties, drawn_in, duties_on
from foedus.states.roster import StateId


@dataclass(frozen=True, slots=True)
class Cell:
    """What an attack on the victim's home would call, unprovoked and out of the blue."""

    attacker: StateId
    victim: StateId
    certain: tuple[StateId, ...]
    """Who owes the victim an act of force for certain."""
    conditional: tuple[StateId, ...]
    """Who owes it if facts hold that are not known."""
    drawn: tuple[StateId, ...]
    """Who fights in the end, on either side, if certain promises are kept."""
    at_most: bool = False
    """The two come to owe each other help, so that fewer may be drawn in: see `chain`."""


def matrix(
    pacts: Iterable[Pact],
    states: Iterable[StateId],
    day: date,
    *,
    reading: Reading | None = None,
    conditional: bool = False,
) -> tuple[Cell, ...]:
    """Ask of every ordered pair who owes help and who is drawn in, by rows of attackers.

    Promises that look at more than the two states are followed one pair at a time.

    Parameters
    ----------
    conditional
        Take conditional promises for kept when following who is drawn in.
    """
    promises = in_force_on(pacts, day)
    ids = tuple(dict.fromkeys(states))
    sure = duties_on(promises, ids, day, reading=reading)
    most = duties_on(promises, ids, day, reading=reading, conditional=True)
    drawn = drawn_in(most if conditional else sure)
    apart = _apart(most, drawn)
    return tuple(
        _followed(promises, ids, a, v, reading, conditional)
        if apart[a, v]
        else _looked_up(ids, a, v, sure, most, drawn)
        for a in range(len(ids))
        for v in range(len(ids))
        if a != v
    )


def _apart(most: Duties, drawn: Drawn) -> Bools:
    """Tell the pairs that meet a promise which is not local, at once or on the way."""
    if not most.elsewhere.any():
        return np.zeros(drawn.states.shape[:2], bool)
    fights = drawn.states.copy()
    each = np.arange(len(most.ids))
    fights[each, :, each] = True
    fights[:, each, each] = True
    return np.asarray((fights & most.elsewhere).any(axis=2))


def _looked_up(
    ids: tuple[StateId, ...], a: int, v: int, sure: Duties, most: Duties, drawn: Drawn
) -> Cell:
    certain = sure.defence[0, a, v]
    return Cell(
        ids[a],
        ids[v],
        _named(ids, certain),
        _named(ids, most.defence[0, a, v] & ~certain),
        _named(ids, drawn.states[a, v]),
        bool(drawn.torn[a, v]),
    )


def _followed(
    promises: InForce,
    ids: tuple[StateId, ...],
    a: int,
    v: int,
    reading: Reading | None,
    conditional: bool,
) -> Cell:
    act = Act(ids[a], ids[v], promises.day, places=frozenset({"home"}), provoked="no")
    made = chain(
        promises, act, reading=reading, keep_conditional=conditional, only=MILITARY
    )
    certain = _helpers(made, Level.CERTAIN)
    return Cell(
        ids[a],
        ids[v],
        tuple(sorted(certain)),
        tuple(sorted(_helpers(made, Level.CONDITIONAL) - certain)),
        tuple(sorted(made.fighting - {ids[a], ids[v]})),
    )


def _helpers(made: Chain, level: Level) -> frozenset[StateId]:
    victim = made.steps[0].act.victim
    return frozenset(
        o.debtor
        for o in made.obligations
        if o.creditor == victim and o.round == 1 and o.level is level
    )


def _named(ids: tuple[StateId, ...], chosen: Bools) -> tuple[StateId, ...]:
    return tuple(sorted(ids[place] for place in np.flatnonzero(chosen)))
