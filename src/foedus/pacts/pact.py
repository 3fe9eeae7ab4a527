"""Treaties as data: who promised what, to whom, in which event, and from when to when."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, NewType

from foedus.faults import PactFault
from foedus.pacts.provision import Provision
from foedus.spells import DAY, Spell, in_force
from foedus.states.roster import StateId

PactId = NewType("PactId", str)


class Status(StrEnum):
    """What sort of instrument it is."""

    BINDING = "binding"
    POLITICAL = "political"
    SECRET = "secret"
    MILITARY_UNDERSTANDING = "military_understanding"
    STATUTE = "statute"


@dataclass(frozen=True, slots=True)
class Party:
    """A state and the days on which it was bound."""

    state: StateId
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which the pact did not run between two of its parties."""

    between: tuple[StateId, StateId]
    spell: Spell
    why: str = ""

    def cuts(self, one: StateId, other: StateId, day: date) -> bool:
        """Tell whether it parts these two on that day."""
        return {one, other} == set(self.between) and self.spell.holds(day)


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a treaty says that it lasts, and how it may be left."""

    lasts: Literal["years", "task", "indefinite"]
    """A number of years, until a task is done, or without an end."""
    basis: Literal["read", "memory"]
    years: float | None = None
    """The first term, where it is one of years."""
    renewal: Literal["none", "by_act", "automatic"] = "none"
    renewed_years: float | None = None
    """Each later term; as long as the first where none is given."""
    may_be_left: bool = False
    """Whether a party may leave before the end, as by a year's notice."""

    def __post_init__(self) -> None:
        if (self.lasts == "years") != (self.years is not None):
            raise PactFault(
                f"a duration of {self.lasts} with years {self.years}",
                expected="`years` where it lasts a number of them, and nowhere else",
                where="pacts.Duration",
                mend="write `lasts: years` and how many, or leave `years` out",
            )


@dataclass(frozen=True, slots=True)
class Pact:
    """A treaty and the days on which it ran."""

    id: PactId
    name: str
    status: Status
    signed: date | None
    parties: tuple[Party, ...]
    provisions: tuple[Provision, ...]
    reference: str
    urls: tuple[str, ...] = ()
    suspended: tuple[Suspension, ...] = ()
    contested: tuple[str, ...] = ()
    """Where sources give other days or deny that it ran."""
    reservations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    duration: Duration | None = None
    """None where it was not coded."""
    provisional: bool = True
    """Coded once only: nobody has coded it blind a second time."""
    left_out: tuple[str, ...] = ()
    """What the text says and this coding does not, one clause a line."""

    def members(self, day: date) -> frozenset[StateId]:
        """Name the states bound on that day."""
        return frozenset(p.state for p in self.parties if in_force(p.spells, day))

    def runs(self, day: date) -> bool:
        """Tell whether it binds two states at least, or one towards a guaranteed one."""
        bound = self.members(day)
        return len(bound) > 1 or (
            bool(bound) and any(p.creditors - bound for p in self.provisions)
        )

    def suspends(self, one: StateId, other: StateId, day: date) -> bool:
        """Tell whether it is suspended between these two on that day."""
        return any(s.cuts(one, other, day) for s in self.suspended)

    def pairs(self, provision: Provision, day: date) -> tuple[tuple[StateId, StateId], ...]:
        """List who owes whom under a provision that day, as (debtor, creditor), in order.

        Debtors must be bound; a creditor may be a state that is no party at all, but not a
        party on a day on which it is not bound.
        """
        bound = self.members(day)
        debtors = bound & provision.debtors if provision.debtors else bound
        late = {party.state for party in self.parties} - bound
        creditors = provision.creditors - late if provision.creditors else bound
        return tuple(
            (debtor, creditor)
            for debtor in sorted(debtors)
            for creditor in sorted(creditors)
            if debtor != creditor
            and not (self.suspended and self.suspends(debtor, creditor, day))
        )

    def ended_before(self, day: date) -> "Pact":
        """Give the pact with every spell that ends on that day ended the day before."""
        return replace(
            self,
            parties=tuple(
                replace(party, spells=tuple(_shorter(s, day) for s in party.spells))
                for party in self.parties
            ),
        )

    def without(self, article: str) -> "Pact":
        """Give the pact with an article struck out."""
        kept = tuple(p for p in self.provisions if p.article != article)
        return replace(self, provisions=kept)


def _shorter(spell: Spell, day: date) -> Spell:
    """End a spell the day before, if it ends on that day and did not begin on it."""
    return Spell(spell.start, day - DAY) if spell.end == day > spell.start else spell
