"""The acts of each war, in the order in which they came, as the engine of treaties reads.

The Interstate War Data tell who made war on whom and when. A war that they lack is made
of the participants of the Correlates of War: who enters makes war on those of the other
side who are in it, and who did not begin it does not strike on the first day. One war is
in neither, and stands in `wars.yaml`.

Where a state fought is known by region only. An act falls in the victim's `home_region`
where the victim fought in the region in which it lies, and `abroad` where it did not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from foedus import doors
from foedus.pacts.act import Act
from foedus.pacts.atop import conflict_of
from foedus.spells import DAY, Spell
from foedus.states.roster import StateId

Row = Mapping[str, Any]

HOME, ABROAD = "home_region", "abroad"

_PARTS = {
    11: {2, 6},
    12: {2, 7},
    13: {1, 7},
    14: {2, 4, 6},
    15: {2, 4, 6, 7},
    16: {4, 6, 7, 9},
    17: {7, 9},
    18: {4, 6},
    19: {2, 4, 6, 7, 9},
}
"""What COW's numbers of several regions hold: memory of its codebook, and every one of
the rows that bear them fits. The others stand for themselves."""

_HOME_OF = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 6, 7: 7, 8: 7, 9: 9}
"""The region of a state, by the hundreds of its COW number."""


@dataclass(frozen=True, slots=True)
class _Told:
    war: int
    attacker: StateId
    victim: StateId
    day: date
    until: date
    at_home: bool
    source: str


@dataclass(frozen=True, slots=True)
class _ByHand:
    acts: tuple[_Told, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wars:
    """Acts of war, by the number of the war."""

    by_number: Mapping[int, tuple[Act, ...]]
    """By the number of the Interstate War Data."""
    by_cow: Mapping[int, tuple[Act, ...]]
    """By the number of the Correlates of War."""
    regions: Mapping[tuple[int, StateId], frozenset[int]]
    """Where each state fought in each war of the Correlates of War."""
    homes: Mapping[StateId, int]
    """The region in which each state lies."""

    def acts(self, number: int, cow: int | None) -> tuple[Act, ...]:
        """Give the acts of a war, by either number; none where the war is not known."""
        acts = self.by_number.get(number) or self.by_cow.get(cow or 0) or ()
        if cow is None:
            return acts
        return tuple(
            replace(
                act, conflict=conflict_of(cow), places=self._places(cow, act) or act.places
            )
            for act in acts
        )

    def _places(self, cow: int, act: Act) -> frozenset[str]:
        fought, home = self.regions.get((cow, act.victim)), self.homes.get(act.victim)
        if not fought or home is None:
            return frozenset()
        return frozenset({HOME if home in fought else ABROAD})


def wars(acts: Iterable[Row], participants: Iterable[Row]) -> Wars:
    """Gather the wars from the rows of `war_acts` and of `cow_war_participants`."""
    fights, parts = list(acts), list(participants)
    codes = {row["sender"]: row["sender_cow"] for row in fights}
    codes |= {row["target"]: row["target_cow"] for row in fights}
    codes |= {row["state"]: row["cow"] for row in parts}
    regions = defaultdict[tuple[int, StateId], set[int]](set)
    for row in parts:
        where = row["region"]
        regions[row["war"], row["state"]] |= _PARTS.get(where, {where})
    return Wars(
        by_number=_by_number(fights),
        by_cow=_by_cow(parts),
        regions={key: frozenset(held) for key, held in regions.items()},
        homes={state: _HOME_OF[code // 100] for state, code in codes.items()},
    )


def _by_number(rows: Iterable[Row]) -> Mapping[int, tuple[Act, ...]]:
    """Join the years of each fight, and sort each war's fights by their first day."""
    fights = defaultdict[tuple[int, int, StateId, StateId], list[Spell]](list)
    for row in rows:
        fights[row["war"], row["fight"], row["sender"], row["target"]] += _spells(row)
    found = defaultdict[int, list[Act]](list)
    for (war, _, sender, target), spells in fights.items():
        for one in _joined(spells):
            found[war].append(Act(sender, target, one.start, until=one.end))
    for told in _by_hand().acts:
        where = frozenset({HOME if told.at_home else ABROAD})
        found[told.war].append(
            Act(told.attacker, told.victim, told.day, until=told.until, places=where)
        )
    return {war: _in_order(held) for war, held in found.items()}


def _by_cow(rows: Iterable[Row]) -> Mapping[int, tuple[Act, ...]]:
    """Let each who enters make war on those of the other side who are in it."""
    sides = defaultdict[int, list[tuple[Row, Spell]]](list)
    for row in rows:
        sides[row["war"]] += [(row, spell) for spell in _spells(row)]
    return {war: _in_order(_entries(held)) for war, held in sides.items()}


def _entries(entered: list[tuple[Row, Spell]]) -> Iterable[Act]:
    first = min(spell.start for _, spell in entered)
    for row, spell in entered:
        if spell.start == first and row["initiator"] != 1:
            continue
        for other, met in entered:
            both = spell.meet(met)
            if other["side"] != row["side"] and both and met.start <= spell.start:
                yield Act(row["state"], other["state"], spell.start, until=both.end)


def _spells(row: Row) -> list[Spell]:
    """Give the days of a row; where the last comes before the first, the first alone."""
    spells = [Spell(row["start"], max(row["start"], row["end"]))]
    if row["resumed_start"] and row["resumed_end"]:
        spells.append(Spell(row["resumed_start"], row["resumed_end"]))
    return spells


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    """Join spells that touch: a fight is told year by year."""
    joined = list[Spell]()
    for one in sorted(spells, key=lambda s: s.start):
        last = joined[-1] if joined else None
        if last and last.end and one.end and one.start <= last.end + DAY:
            joined[-1] = Spell(last.start, max(last.end, one.end))
        else:
            joined.append(one)
    return joined


def _in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=lambda act: (act.day, act.attacker, act.victim)))


@cache
def _by_hand() -> _ByHand:
    text = files("foedus.estimation").joinpath("wars.yaml").read_text("utf-8")
    return doors.read_yaml(_ByHand, text, where="estimation/wars.yaml")
