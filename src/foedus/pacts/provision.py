"""One promise of a treaty: the duty, the event that calls it, and its conditions.

The vocabulary is ATOP's where ATOP has a word, and the treaties' own where it has none.
Every condition must hold, so adding one can never add an obligation.

References
----------
Leeds, Ritter, Mitchell, Long (2002), ATOP, https://doi.org/10.1080/03050620213653
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Literal

from foedus.spells import Spell
from foedus.states.roster import StateId


class Duty(StrEnum):
    """What a party promises to do, in the field's own words."""

    DEFEND = "defend"
    JOIN_OFFENCE = "join_offence"
    ASSIST = "assist"
    JOIN_MOBILISATION = "join_mobilisation"
    STAY_NEUTRAL = "stay_neutral"
    CONSULT = "consult"
    DENY_TERRITORY = "deny_territory"
    NO_SEPARATE_PEACE = "no_separate_peace"
    NOT_ATTACK = "not_attack"
    NOT_ALLY_AGAINST = "not_ally_against"
    NOT_SANCTION = "not_sanction"
    COOPERATE = "cooperate"


class Kind(StrEnum):
    """What sort of act; the first two are force."""

    INVASION = "invasion"
    ATTACK = "attack"
    WAR = "war"
    MOBILISE = "mobilise"
    THREAT = "threat"
    NUCLEAR_THREAT = "nuclear_threat"
    INDIRECT = "indirect"
    SANCTION = "sanction"


FORCE_USED = frozenset({Kind.INVASION, Kind.ATTACK})
HOSTILITIES = FORCE_USED | {Kind.WAR}
DANGER = HOSTILITIES | {Kind.THREAT, Kind.NUCLEAR_THREAT}

CALLED_BY = {
    Duty.DEFEND: FORCE_USED,
    Duty.JOIN_OFFENCE: FORCE_USED,
    Duty.ASSIST: FORCE_USED,
    Duty.JOIN_MOBILISATION: frozenset({Kind.MOBILISE}),
    Duty.STAY_NEUTRAL: HOSTILITIES,
    Duty.CONSULT: DANGER,
    Duty.DENY_TERRITORY: HOSTILITIES,
    Duty.NO_SEPARATE_PEACE: HOSTILITIES,
}
"""The acts that call a duty where the treaty names none. A duty that is not here is
standing: nothing calls it, an act can only break it."""

MILITARY = frozenset({Duty.DEFEND, Duty.JOIN_OFFENCE})
"""Duties that a party meets by an act of its own."""


class Force(StrEnum):
    """How firmly the words bind."""

    AUTOMATIC = "automatic"
    AS_DEEMED_NECESSARY = "as_deemed_necessary"
    CONSTITUTIONAL = "constitutional"
    CONSULT_FIRST = "consult_first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many adversaries at once, of a class."""

    n: int
    of: str = "any"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold for a promise to fall due; what is left empty is not asked.

    `attackers` and `spared` name states or classes (`any`, `non_party`, `great_power`,
    `european`, `ally_of:STATE`, or one that the case names).
    """

    attackers: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    at_least: AtLeast | None = None
    joined_by: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    creditor_attacked: bool = False
    unprovoked: Literal["stated", "implied"] | None = None
    war_state: bool = False
    domestic_law: bool = False
    on_request: bool = False
    on_demand: bool = False
    invoked: bool = False
    decided: bool = False
    resisted: bool = False
    while_at_war: bool = False
    named_conflict: str | None = None
    creditor_forced_to_war: bool = False
    """A threat forces the creditor to make war itself."""
    menace_through: tuple[str, ...] = ()
    """The creditor is menaced by way of one of these states."""
    unknown: tuple[str, ...] = ()
    """Conditions known to exist, whose content is not: each a few words."""

    @property
    def hang_on_others(self) -> bool:
        """Whether acts that come later can make the conditions hold of an earlier one."""
        return bool(self.at_least or self.joined_by or self.while_at_war)

    def asked(self) -> tuple[str, ...]:
        """Name the conditions that are asked."""
        return _asked(self)


@cache
def _asked(conditions: Conditions) -> tuple[str, ...]:
    return tuple(
        f.name for f in fields(conditions) if getattr(conditions, f.name) != f.default
    )


@dataclass(frozen=True, slots=True)
class Provision:
    """One promise, and the event that calls it."""

    article: str
    duty: Duty
    says: str = ""
    """The article in our own words."""
    debtors: frozenset[StateId] = frozenset()
    """Who promises; empty means every party."""
    creditors: frozenset[StateId] = frozenset()
    """To whom; empty means every party. A guarantee may name a state that is no party."""
    trigger: frozenset[Kind] = frozenset()
    """Acts that call it; empty means those that call such a duty by its nature."""
    watch: Literal["victim", "either"] = "victim"
    """`either`: it is called whichever side of the act the creditor is on."""
    conditions: Conditions = Conditions()
    against_also: frozenset[StateId] = frozenset()
    """Adversaries against whom help is owed as well, once they fight the creditor."""
    force: Force = Force.UNKNOWN
    area: str | None = None
    """For `cooperate`: in what."""
    days: Spell | None = None
    """Days on which the article stood so, where a protocol brought or changed it."""
    source: Literal["text", "secret", "practice"] = "text"
    basis: Literal["read", "memory"] = "memory"
    """Whether the coder saw the words or remembered them."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """The acts that call it; none for a standing duty."""
        return self.trigger or CALLED_BY.get(self.duty, frozenset())
