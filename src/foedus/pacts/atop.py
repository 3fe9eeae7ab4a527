"""ATOP's codes as treaties: each member of each phase of an alliance, and what it owes.

ATOP tells by code what a treaty promises and that a promise has limits; of most limits it
does not tell the content. What it does not tell becomes a condition of unknown content,
so that the duty comes out conditional and never as a silent yes. A debtor is the member
whose row it is; the creditors are the other members in force.

A member is bound from the day it entered to the day before it left: on 37 of 60 joins of
two phases the one ends on the very day on which the next begins. ATOP ends an alliance on
the day on which it is broken, so an act of that day is asked of the pacts `before_exits`.

References
----------
Leeds, Ritter, Mitchell, Long (2002), ATOP, https://doi.org/10.1080/03050620213653
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foedus.faults import Finding, PactFault
from foedus.pacts.pact import Pact, PactId, Party, Status
from foedus.pacts.provision import Conditions, Duty, Provision
from foedus.spells import DAY, Spell
from foedus.states.roster import StateId

Row = Mapping[str, Any]
"""A member in a phase, under the columns of `sources/atop_members.yaml`."""

COVERAGE = Spell(date(1815, 1, 1), date(2018, 12, 31))

ADVERSARY = "which adversary it means is not coded"
PLACE = "the place it is limited to is not coded"
CONFLICT = "the conflict it is limited to is not coded"
NUMBER = "a limit by the number of adversaries, which is not coded"
DEMANDS = "it hangs on demands, whose content is not coded"
OTHER = "a further limit, which is not coded"
CREDITORS = "to which partners it is owed is not coded"
EVENT = "in which event it is owed is not coded"
KIND_OF_AID = "which aid to enemies it forbids is not coded"
CONSENT = "whether the partners consent to a separate peace is not known"

LEFT_OUT = (
    "how firmly the words bind",
    "the content of limits by place, number, demand and other limits",
    "adversaries beyond two states, and adversaries that are no states",
    "day of ratification: a member is bound from signature",
)


@dataclass(frozen=True, slots=True)
class Atop:
    """The alliances of ATOP as treaties, and what its rows leave open."""

    pacts: tuple[Pact, ...]
    findings: tuple[Finding, ...]

    def on(self, day: date) -> tuple[Pact, ...]:
        """Give the pacts that run on a day.

        Raises
        ------
        PactFault
            ATOP does not speak of that day.
        """
        check_covered(day)
        return tuple(pact for pact in self.pacts if pact.runs(day))

    def of(self, alliance: int) -> tuple[Pact, ...]:
        """Give the phases of an alliance, by its number in ATOP; none if it has none."""
        name = f"atop_{alliance}"
        return tuple(p for p in self.pacts if p.id == name or p.id.startswith(name + "_"))


def atop_pacts(rows: Iterable[Row]) -> Atop:
    """Turn the member rows of ATOP into treaties, one an alliance and phase.

    Raises
    ------
    PactFault
        A column is lacking, or there are no rows.
    """
    phases = defaultdict[tuple[int, int], list[Row]](list)
    try:
        for row in rows:
            phases[row["pact"], row["phase"]].append(row)
        held = [_phase(*key, members) for key, members in sorted(phases.items())]
    except KeyError as lacking:
        raise PactFault(
            f"the rows have no column {lacking}",
            expected="the columns of sources/atop_members.yaml",
            where="pacts.atop",
            mend="hand over the frame of the table atop_members",
        ) from None
    if not held:
        raise PactFault(
            "there are no rows",
            expected="the members of at least one alliance",
            where="pacts.atop",
            mend="hand over the frame of the table atop_members",
        )
    return Atop(
        tuple(pact for pact, _ in held), tuple(one for _, found in held for one in found)
    )


def check_covered(day: date) -> None:
    """Stop on a day of which ATOP does not speak.

    Raises
    ------
    PactFault
        The day lies outside 1815 to 2018.
    """
    if not COVERAGE.holds(day):
        raise PactFault(
            f"ATOP 5.1 does not speak of {day}",
            expected=f"a day from {COVERAGE}",
            where="pacts.atop",
            mend="choose a day that it covers, or the treaties of the catalogue",
        )


def before_exits(pacts: Iterable[Pact], day: date) -> tuple[Pact, ...]:
    """Give the pacts as they stood before anybody left on that day."""
    return tuple(_before_exits(pact, day) for pact in pacts)


def _before_exits(pact: Pact, day: date) -> Pact:
    last = day - DAY
    if not any(spell.end == last for party in pact.parties for spell in party.spells):
        return pact
    parties = (
        replace(
            party,
            spells=tuple(
                replace(spell, end=day) if spell.end == last else spell
                for spell in party.spells
            ),
        )
        for party in pact.parties
    )
    return replace(pact, parties=tuple(parties))


def conflict_of(war: int) -> str:
    """Name a war by its number in the Correlates of War.

    >>> conflict_of(106)
    'cow_106'
    """
    return f"cow_{war}"


@dataclass(frozen=True, slots=True)
class _Promise:
    """A code of ATOP and the duty that it tells of."""

    column: str
    article: str
    """ATOP's own name of the code stands for the article, which it does not tell."""
    duty: Duty
    says: str
    limits: tuple[str, ...] = ()
    """Codes that limit it, as `column_if_limit`."""
    either: bool = False
    """Called on whichever side of an act the creditor is."""
    area: str | None = None
    unknown: Mapping[int, str] | None = None
    """What each value of the code leaves open."""
    values: tuple[int, ...] = ()
    """Values that tell of the promise; empty means any but 0."""

    def made(self, row: Row) -> bool:
        """Tell whether the member made it."""
        value = row[self.column]
        return bool(value) and (not self.values or int(value) in self.values)


_SHARED = ("adversary", "place", "conflict")
_ANY_AID = {1: KIND_OF_AID, 2: KIND_OF_AID, 4: KIND_OF_AID}

PROMISES = (
    _Promise(
        "defence", "DEFENSE", Duty.DEFEND, "fight for a partner that is attacked",
        (*_SHARED, "number", "demands", "unprovoked"),
    ),
    _Promise(
        "offence", "OFFENSE", Duty.JOIN_OFFENCE, "fight beside a partner in other events",
        (*_SHARED, "number", "demands"),
    ),
    _Promise(
        "neutrality", "NEUTRAL", Duty.STAY_NEUTRAL, "neither join nor help its adversary",
        (*_SHARED, "number", "demands", "unprovoked", "attacked"),
    ),
    _Promise("nonaggression", "NONAGG", Duty.NOT_ATTACK, "use no force against a partner"),
    _Promise(
        "consultation", "CONSUL", Duty.CONSULT, "consult in a crisis that may become war",
        (*_SHARED, "requested"), either=True,
    ),
    _Promise(
        "no_aid_to_enemies", "NOTAIDEN", Duty.DENY_TERRITORY, "give no aid to its enemies",
        unknown=_ANY_AID, values=(1, 2, 4),
    ),
    _Promise(
        "no_aid_to_enemies", "NOTAIDEN", Duty.COOPERATE, "give no aid to its enemies",
        area="no aid to enemies that are no states", values=(3,),
    ),
    _Promise(
        "diplomatic_aid", "DIPAID", Duty.ASSIST, "aid by diplomacy and sanctions",
        either=True, area="diplomacy", unknown={1: EVENT},
    ),
    _Promise(
        "territory_and_resources", "TERRRES", Duty.ASSIST, "lend territory or resources",
        either=True, area="territory and resources", unknown={1: EVENT},
    ),
    _Promise(
        "separate_peace", "SEPPEACE", Duty.NO_SEPARATE_PEACE, "make no separate peace",
        either=True, unknown={2: CONSENT, 3: CONSENT},
    ),
    _Promise(
        "no_opposed_alliance", "NOOTHALL", Duty.NOT_ALLY_AGAINST, "no alliance against it",
    ),
    _Promise(
        "third_party_commitments", "THIRDCOM", Duty.COOPERATE, "consult before new ties",
        area="consultation before a commitment to a third party",
    ),
    _Promise(
        "military_aid", "MILAID", Duty.COOPERATE, "give military aid", area="military aid",
    ),
    _Promise("bases", "BASE", Duty.COOPERATE, "lend or share bases", area="bases"),
    _Promise(
        "contributions", "CONTRIB", Duty.COOPERATE, "contribute troops, arms or funds",
        area="contributions",
    ),
    _Promise(
        "organization", "ORGAN1", Duty.COOPERATE, "keep an organization",
        area="organization",
    ),
    _Promise(
        "intervention", "INTERV", Duty.COOPERATE, "keep to what it says of home affairs",
        area="interference at home",
    ),
)  # fmt: skip
"""What each code of ATOP promises.

A commitment to a third party and cooperation are called by no act, so they are standing;
a bar on aid mixes territory, prosecution and sanctions in one code."""

MAIN = tuple(promise.column for promise in PROMISES[:5])
"""The five promises that ATOP defines an alliance by; `other_limit` speaks of these."""

_CONTENT_UNKNOWN = {"place": PLACE, "number": NUMBER, "demands": DEMANDS}


def _phase(alliance: int, phase: int, rows: list[Row]) -> tuple[Pact, tuple[Finding, ...]]:
    """Turn the members of a phase into a treaty."""
    id = f"atop_{alliance}_{phase}" if phase else f"atop_{alliance}"
    parties, findings = _parties(id, rows)
    states = " ".join(party.state for party in parties[:6])
    more = f" and {len(parties) - 6} more" if len(parties) > 6 else ""
    told = f"ATOP 5.1, alliance {alliance}" + (f", phase {phase}" if phase else "")
    pact = Pact(
        id=PactId(id),
        name=f"{told}: {states}{more}",
        status=Status.BINDING,
        signed=min((r["start"] for r in rows if r["start"]), default=None),
        parties=parties,
        provisions=tuple(p for promise in PROMISES for p in _provisions(promise, rows)),
        reference=told,
        left_out=LEFT_OUT,
    )
    return pact, (*findings, *_open_questions(id, rows))


def _parties(id: str, rows: Sequence[Row]) -> tuple[tuple[Party, ...], list[Finding]]:
    spells, findings = defaultdict[StateId, list[Spell]](list), list[Finding]()
    for row in sorted(rows, key=lambda r: (r["start_year"], r["start_month"])):
        state = _state(row)
        spell, said = _spell(row)
        spells[state].append(spell)
        findings += (Finding("note", f"{id}, {state}", one) for one in said)
    return tuple(Party(state, tuple(held)) for state, held in spells.items()), findings


def _state(row: Row) -> StateId:
    """Give the member, by its code where that code is in no list of states."""
    return StateId(row["member"] or f"cow_{row['member_cow']}")


def _spell(row: Row) -> tuple[Spell, list[str]]:
    """Give the days on which a member was bound, and what of them is a guess."""
    said, start, left = [], row["start"], row["end"]
    if start is None:
        start = date(row["start_year"], row["start_month"], 1)
        said.append(f"the day of entry is not known; taken as {start}")
    if left is None and row["end_year"] is not None:
        year, month = row["end_year"], row["end_month"]
        left = date(year, month, monthrange(year, month)[1])
        said.append(f"the day of exit is not known; taken as {left}")
    # One that left on the day it entered was bound on that day and no other.
    return Spell(start, left and max(start, left - DAY)), said


def _open_questions(id: str, rows: Sequence[Row]) -> Iterator[Finding]:
    """Tell what a row leaves open: a member that owes nothing, a code that is missing."""
    for row in rows:
        where = f"{id}, {_state(row)}"
        if row["member"] is None:
            yield Finding(
                "doubt", where, "its code is in no list of states; kept as a party"
            )
        lacking = [p.article for p in PROMISES if row[p.column] is None]
        if lacking:
            names = ", ".join(dict.fromkeys(lacking))
            yield Finding("note", where, f"not known whether it promised: {names}")
        if not any(row[column] for column in MAIN):
            yield Finding("note", where, "owes none of the five duties: a beneficiary")


def _provisions(promise: _Promise, rows: list[Row]) -> Iterator[Provision]:
    """Make one provision of all who promised the same on the same terms."""
    partial, wars = _is_partial(promise, rows), {row["war"] for row in rows} - {None}
    terms = defaultdict[Conditions, set[StateId]](set)
    for row in rows:
        if promise.made(row):
            terms[_conditions(promise, row, wars, partial)].add(_state(row))
    for conditions, debtors in terms.items():
        yield Provision(
            article=promise.article,
            duty=promise.duty,
            says=promise.says,
            debtors=frozenset(debtors),
            watch="either" if promise.either else "victim",
            conditions=conditions,
            area=promise.area,
            basis="read",
        )


def _is_partial(promise: _Promise, rows: list[Row]) -> bool:
    """Tell whether some of more than two members promised it, and others did not.

    It may then be owed to some of the members only. Between two members it is owed to
    the other one, and among all alike to all.
    """
    states = {_state(row) for row in rows}
    debtors = {_state(row) for row in rows if promise.made(row)}
    return len(states) > 2 and bool(debtors) and debtors != states


def _conditions(promise: _Promise, row: Row, wars: set[int], partial: bool) -> Conditions:
    """Tell the limits of a promise: those whose content is coded, and those open.

    The conflict that a treaty is limited to is the war it was made in, which ATOP codes
    on the rows of those members that were in it.
    """
    limits = {limit for limit in promise.limits if row[f"{promise.column}_if_{limit}"]}
    threats = tuple(t for t in (row["threat_1"], row["threat_2"]) if t)
    unknown = [said for limit, said in _CONTENT_UNKNOWN.items() if limit in limits]
    named = "conflict" in limits and len(wars) == 1
    if "adversary" in limits and not threats:
        unknown.append(ADVERSARY)
    if "conflict" in limits and not named:
        unknown.append(CONFLICT)
    if promise.column in MAIN and row["other_limit"]:
        unknown.append(OTHER)
    if partial or row["varies_by_partner"]:
        unknown.append(CREDITORS)
    if promise.unknown and (open := promise.unknown.get(int(row[promise.column]))):
        unknown.append(open)
    return Conditions(
        attackers=threats if "adversary" in limits else (),
        named_conflict=conflict_of(*wars) if named else None,
        unprovoked="stated" if "unprovoked" in limits else None,
        creditor_attacked="attacked" in limits,
        on_request="requested" in limits,
        unknown=tuple(unknown),
    )
