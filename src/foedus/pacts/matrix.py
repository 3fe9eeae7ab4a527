"""Every ordered pair of states on one day, and who owes help when one attacks the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.obligation import InForce, Level, called_by, in_force_on
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY
from foedus.states.roster import StateId


@dataclass(frozen=True, slots=True)
class Cell:
    """Who owes the victim an act of force when the attacker attacks it at home."""

    attacker: StateId
    victim: StateId
    certain: tuple[StateId, ...]
    conditional: tuple[StateId, ...]


def matrix(
    pacts: Iterable[Pact],
    states: Iterable[StateId],
    day: date,
    *,
    reading: Reading | None = None,
) -> tuple[Cell, ...]:
    """Ask of every ordered pair who owes the victim help, by rows of attackers.

    The attack is on the victim's home, unprovoked, with nothing before it.
    """
    promises = in_force_on(pacts, day)
    ids = tuple(states)
    return tuple(
        _cell(promises, attacker, victim, reading)
        for attacker in ids
        for victim in ids
        if attacker != victim
    )


def _cell(
    promises: InForce, attacker: StateId, victim: StateId, reading: Reading | None
) -> Cell:
    act = Act(attacker, victim, promises.day, places=frozenset({"home"}), provoked="no")
    owed = [
        o
        for o in called_by(act, promises, Situation((act,)), reading=reading, round=1)
        if o.duty in MILITARY and o.creditor == victim
    ]
    certain = {o.debtor for o in owed if o.level is Level.CERTAIN}
    return Cell(
        attacker,
        victim,
        tuple(sorted(certain)),
        tuple(sorted({o.debtor for o in owed} - certain)),
    )
