"""The world that models read, with the case's own treaties in force in it.

What ATOP knows ends in 2018. A treaty of the case is put into the world as ATOP would
have coded it: who owes whom defence, offence, neutrality or consultation on the day,
whatever conditions the text sets.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.pacts.pact import Pact
from foedus.pacts.provision import Duty
from foedus.past import fields
from foedus.past.past import Year
from foedus.past.snapshot import beside
from foedus.quantity import Field
from foedus.states.roster import StateId, roster

OWED: Mapping[Duty, Field] = {
    Duty.DEFEND: fields.DEFENCE,
    Duty.JOIN_OFFENCE: fields.OFFENCE,
    Duty.STAY_NEUTRAL: fields.NEUTRALITY,
    Duty.NOT_ATTACK: fields.NONAGGRESSION,
    Duty.CONSULT: fields.CONSULTATION,
}
"""The field that holds a duty."""


def bound(year: Year, pacts: Iterable[Pact], day: date) -> Year:
    """Put treaties in force on a day into the world of a year, beside those it holds."""
    held = {field: year[field].copy() for field in (*OWED.values(), fields.PACT)}
    for pact in pacts:
        for provision in pact.provisions:
            if provision.duty in OWED:
                _mark(held[OWED[provision.duty]], pact.pairs(provision, day))
        if pact.runs(day):
            members = sorted(pact.members(day))
            _mark(held[fields.PACT], [(a, b) for a in members for b in members if a != b])
    return beside(year, held)


def _mark(owed: NDArray[np.float32], pairs: Iterable[tuple[StateId, StateId]]) -> None:
    """Write 1 for each debtor and creditor into a matrix that is being made."""
    for debtor, creditor in pairs:
        owed[roster().index(debtor), roster().index(creditor)] = 1
