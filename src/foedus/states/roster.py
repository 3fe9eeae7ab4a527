"""Every state since 1816: who it is, when it was a member of which list, what it is called.

One state keeps one id while the world takes it for the same state, whatever it is
called: RUS is Russia, the Soviet Union and Russia again. The id is the ISO 3166-1
alpha-3 code where the state has one today, else the code ISO withdrew (DDR, CSK, YMD),
else the abbreviation in the Correlates of War list, else the one in Gleditsch and
Ward's, as long as it is nobody's ISO code, else one of ours in the range that ISO leaves
to its users (XKX Kosovo, XKR Korea to 1910, XVN Vietnam to 1893).

Ids and ISO codes come first everywhere. AUS is Australia, though the Correlates of War
mean Austria by it; whoever reads their column asks `crosswalk`, not `Roster.find`.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from foedus.faults import StateFault
from foedus.spells import Spell
from foedus.states import tables
from foedus.states.state import (
    Holding,
    Membership,
    Name,
    NoState,
    Source,
    State,
    StateId,
    System,
)

__all__ = ["Membership", "Name", "Roster", "State", "StateId", "System", "fold", "roster"]

Meaning = tuple[StateId, Name]
"""A state that a text may mean, by the name that it matched."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Roster:
    """All states since 1816, in the order of their ids."""

    states: tuple[State, ...]
    no_states: tuple[NoState, ...]
    holdings: tuple[Holding, ...]
    sources: Mapping[str, Source]
    left_out: tuple[str, ...]
    _places: Mapping[str, int] = field(init=False)
    _texts: Mapping[str, tuple[Meaning, ...]] = field(init=False)

    def __post_init__(self) -> None:
        places = {state.id: place for place, state in enumerate(self.states)}
        object.__setattr__(self, "_places", MappingProxyType(places))
        object.__setattr__(
            self, "_texts", MappingProxyType(_texts(self.states, self.no_states))
        )

    @property
    def ids(self) -> tuple[StateId, ...]:
        """The ids, in order."""
        return tuple(state.id for state in self.states)

    def index(self, id: StateId) -> int:
        """Give the place of a state in `states`; it moves only with a new release.

        Raises
        ------
        StateFault
            No state has that id.
        """
        try:
            return self._places[id]
        except KeyError:
            raise self._unknown(id) from None

    def state(self, id: StateId) -> State:
        """Give the state of that id.

        Raises
        ------
        StateFault
            No state has that id.
        """
        return self.states[self.index(id)]

    def alive(
        self, day: date, system: System = "cow", *, microstates: bool = True
    ) -> tuple[StateId, ...]:
        """Give the ids of the members of a list on that day, in order.

        Only Gleditsch and Ward's list tells microstates apart.

        >>> len(roster().alive(date(1816, 1, 1)))
        23
        """
        return self.alive_within(Spell(day, day), system, microstates=microstates)

    def alive_within(
        self, spell: Spell, system: System = "cow", *, microstates: bool = True
    ) -> tuple[StateId, ...]:
        """Give the ids of the members of a list on any day of the spell, in order."""
        return tuple(
            state.id
            for state in self.states
            if any(
                m.system == system and (microstates or not m.microstate)
                for m in state.memberships
                if m.spell.meet(spell)
            )
        )

    def find(self, text: str, day: date | None = None) -> StateId:
        """Find the state that a person means by a text, and may mean on that day.

        Letters' case and accents, dots and every "the" do not matter. First come
        ids and ISO codes, then names and aliases, then the abbreviations and the
        numbers of the two lists. Of a day, only names in use on it are heard and only
        states that either list has then; of no day, names in use now go before past
        ones.

        Raises
        ------
        StateFault
            The text is no state, or more than one, or none on that day.

        Examples
        --------
        >>> roster().find("the Soviet Union")
        'RUS'
        >>> roster().find("Austria", date(1914, 6, 28))
        'AUH'
        """
        meant = self._meant(text)
        if not meant:
            raise self._unknown(text)
        fit = [(id, name) for id, name in meant if name.fits(day)]
        if day is None:
            found = [id for id, name in fit if not name.is_past] or [id for id, _ in fit]
        elif not fit:
            raise self._out_of_use(text, meant, day)
        else:
            found = [id for id, _ in fit if self.state(id).alive(day)]
            if not found:
                raise self._no_state_then(dict.fromkeys(id for id, _ in fit), day)
        ids = tuple(dict.fromkeys(found))
        if len(ids) == 1:
            return ids[0]
        raise StateFault(
            f"{text!r} may be {self._listed(ids)}",
            expected="a name that one state bears",
            where="states.Roster.find",
            mend=f"say which: {' or '.join(ids)}",
        )

    def holders(self, id: StateId, day: date) -> tuple[StateId, ...]:
        """Give the states that held its place on a day on which it was none."""
        return tuple(
            h.holder for h in self.holdings if h.state == id and h.spell.holds(day)
        )

    def _meant(self, text: str) -> tuple[Meaning, ...]:
        id = StateId(text.strip().upper())
        return ((id, Name(id)),) if id in self._places else self._texts.get(fold(text), ())

    def _listed(self, ids: Iterable[StateId], day: date = date.max) -> str:
        return ", ".join(f"{self.state(id).called(day)} ({id})" for id in ids)

    def _unknown(self, text: str) -> StateFault:
        said = {fold(t): n for n in self.no_states for t in (n.text, n.code) if t}
        if none := said.get(fold(text)):
            found = f"{none.text} {none.remark}"
            mend = (
                f"take {none.instead} if that is meant" if none.instead else "leave it out"
            )
        else:
            found, near = f"{text!r} is no state that is known here", self._near(text)
            mend = f"did you mean {near}?" if near else "look it up in names.csv"
        return StateFault(
            found,
            expected="an id, an ISO alpha-3 code, or a name of a state since 1816",
            where="states.Roster",
            mend=mend,
        )

    def _near(self, text: str) -> str:
        # What is as short as an abbreviation is near to everything.
        whole = [key for key in self._texts if len(key) > 3]
        close = get_close_matches(fold(text), whole, n=3, cutoff=0.7)
        pairs = [self._texts[key][0] for key in close]
        return " or ".join(f"{name.text} ({id})" for id, name in pairs)

    def _out_of_use(self, text: str, meant: Sequence[Meaning], day: date) -> StateFault:
        ids = dict.fromkeys(id for id, _ in meant)
        heirs = (h.state for h in self.holdings if _is_of(h, meant))
        alive = [id for id in dict.fromkeys((*ids, *heirs)) if self.state(id).alive(day)]
        return StateFault(
            f"{text!r} was no name in use on {day}",
            expected="a day in " + ", or ".join(f"{n.spell} ({id})" for id, n in meant),
            where="states.Roster.find",
            mend=f"say {self._listed(alive, day)}" if alive else "take another day",
        )

    def _no_state_then(self, ids: Collection[StateId], day: date) -> StateFault:
        spells = (f"{id} {', '.join(map(str, self.state(id).spells()))}" for id in ids)
        holders = dict.fromkeys(h for id in ids for h in self.holders(id, day))
        held = self._listed(holders, day)
        return StateFault(
            f"{self._listed(ids)} was no state on {day}",
            expected="a day in " + "; ".join(spells),
            where="states.Roster.find",
            mend=f"its place was held by {held}" if held else "take a day in its spells",
        )


def fold(text: str) -> str:
    """Reduce a text to what counts when names are compared.

    >>> fold("The Côte d’Ivoire"), fold("St. Lucia"), fold("U.S.A.")
    ('cote divoire', 'saint lucia', 'usa')
    """
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("ı", "i"))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’`")
    words = "".join(c if c.isalnum() else " " for c in kept.casefold()).split()
    named = [word for word in words if word != "the"] or words
    return " ".join("saint" if word == "st" else word for word in named)


@cache
def roster() -> Roster:
    """Read the tables of this folder; they are read once.

    Raises
    ------
    DataFault
        A table does not keep its promise.
    """
    head = tables.head()
    return Roster(
        states=tables.states(head.sources),
        no_states=tables.no_states(),
        holdings=tables.holdings(),
        sources=MappingProxyType(dict(head.sources)),
        left_out=head.left_out,
    )


def _texts(
    states: Sequence[State], no_states: Sequence[NoState]
) -> dict[str, tuple[Meaning, ...]]:
    """List what each text may mean: names before abbreviations and numbers.

    The ISO code of what is no state (MAC is Macao) is nobody's abbreviation here.
    """
    named: dict[str, list[Meaning]] = defaultdict(list)
    listed: dict[str, list[Meaning]] = defaultdict(list)
    for state in states:
        for name in (Name(state.name), *state.names):
            named[fold(name.text)].append((state.id, name))
        for text in {t for m in state.memberships for t in (m.abbreviation, str(m.number))}:
            listed[fold(text)].append((state.id, Name(text)))
    for none in no_states:
        listed.pop(fold(none.code or none.text), None)
    return {text: tuple(meant) for text, meant in (listed | named).items()}


def _is_of(holding: Holding, meant: Iterable[Meaning]) -> bool:
    """Tell whether the holder bore one of those names while it held the place."""
    return any(
        name.spell is not None and id == holding.holder and holding.spell.meet(name.spell)
        for id, name in meant
    )
