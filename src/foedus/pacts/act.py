"""Acts, and the situation that they make: who fights whom follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from foedus.faults import PactFault
from foedus.pacts.pact import PactId
from foedus.pacts.provision import HOSTILITIES, Kind
from foedus.states.roster import StateId

Fact = Literal["yes", "no", "waived", "unclear"]


class Reading(StrEnum):
    """How an act of collective defence is read.

    charter
        An act by, or for, a state that the creditor struck first is no armed attack.
    strict
        Such an act calls no provision that asks for an unprovoked attack.
    broad
        It calls even those, unless the creditor itself struck the actor before.
    """

    CHARTER = "charter"
    STRICT = "strict"
    BROAD = "broad"


CHARTER_IN_FORCE = date(1945, 10, 24)


def usual_reading(day: date) -> Reading:
    """Give the reading usual on that day: the Charter's since there is a Charter.

    >>> usual_reading(date(1914, 7, 28)).value
    'strict'
    """
    return Reading.CHARTER if day >= CHARTER_IN_FORCE else Reading.STRICT


@dataclass(frozen=True, slots=True)
class Act:
    """One hostile act, and what is known of it.

    `places` holds tags: `home`, a territory, a zone; empty means not known. Facts that
    are not given are not known, and what hangs on them comes out conditional.
    """

    attacker: StateId
    victim: StateId
    day: date
    kind: Kind = Kind.ATTACK
    until: date | None = None
    places: frozenset[str] = frozenset()
    sake: StateId | None = None
    """Whom the actor says it helps."""
    provoked: Fact | None = None
    """None: follows from the acts before it."""
    invoked: Mapping[PactId, Fact] = field(default_factory=dict)
    decided: Mapping[PactId, Fact] = field(default_factory=dict)
    resisted: bool | None = None
    conflict: str | None = None
    collective: bool = False
    """Done in collective defence: against a state that struck the one it helps."""
    supposed: bool = False
    """Added by a chain, where a promise is taken to be kept; it has not happened."""

    def __post_init__(self) -> None:
        if self.attacker == self.victim:
            raise PactFault(
                f"{self.attacker} acts against itself",
                expected="two states",
                where=f"an act of {self.day}",
                mend="name another attacker or victim",
            )

    def goes_on(self, day: date) -> bool:
        """Tell whether it has begun and not ended by that day."""
        return self.day <= day and (self.until is None or day <= self.until)


Pair = tuple[StateId, StateId]


@dataclass(frozen=True, slots=True)
class Situation:
    """The acts so far, in the order in which they came."""

    acts: tuple[Act, ...]
    classes: Mapping[str, frozenset[StateId]] = field(default_factory=dict)
    """Classes of states that the case names, beside those that the house knows."""
    _places: Mapping[Pair, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    """Where in `acts` each attacker's hostilities against each victim stand."""

    def __post_init__(self) -> None:
        places: dict[Pair, tuple[int, ...]] = {}
        for place, act in enumerate(self.acts):
            if act.kind in HOSTILITIES:
                pair = (act.attacker, act.victim)
                places[pair] = (*places.get(pair, ()), place)
        object.__setattr__(self, "_places", places)

    def standing(self, day: date) -> tuple[Act, ...]:
        """List the acts that go on that day."""
        return tuple(act for act in self.acts if act.goes_on(day))

    def and_then(self, *acts: Act) -> "Situation":
        """Give the situation after some more acts."""
        return Situation(self.acts + acts, self.classes)

    def strikes(self, attacker: StateId, victim: StateId, day: date) -> bool:
        """Tell whether one uses force or war against the other that day."""
        places = self._places.get((attacker, victim), ())
        return any(self.acts[place].goes_on(day) for place in places)

    def fought(self, one: StateId, other: StateId, day: date) -> bool:
        """Tell whether either has in fact used force against the other and still does.

        What a chain supposes frees nobody from a promise: there duties may collide.
        """
        places = self._places.get((one, other), ()) + self._places.get((other, one), ())
        held = (self.acts[place] for place in places)
        return any(act.goes_on(day) and not act.supposed for act in held)

    def struck_before(self, striker: StateId, struck: StateId, act: Act) -> bool:
        """Tell whether one had used force or war against the other, and still does.

        What a chain supposes has not happened, and strikes nobody first.
        """
        places = self._places.get((striker, struck), ())
        if not places:
            return False
        # By identity, since two acts may be equal and come one by one.
        until = next((n for n, one in enumerate(self.acts) if one is act), len(self.acts))
        return any(
            place < until
            and self.acts[place].goes_on(act.day)
            and not self.acts[place].supposed
            for place in places
        )
