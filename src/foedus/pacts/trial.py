"""A history to try the engine on: treaties, acts in order, and what ought to be owed.

A trial is a file, of treaties and of what happened, with expectations a lawyer would put:
on that day this state owes that one help, or does not. Read by the letter (`strict`)
unless an expectation names a reading. States may go by ISO letters, names, or the
letters of the Correlates of War; which of the two, the file's own codes tell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from foedus import doors
from foedus.faults import Fault, PactFault
from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.catalog import pact_of
from foedus.pacts.chain import Conflict, conflicts_in
from foedus.pacts.obligation import (
    Breach,
    Level,
    Obligation,
    breaches,
    called,
    first_of_each,
    in_force_on,
)
from foedus.pacts.pact import Pact, PactId
from foedus.pacts.provision import Kind
from foedus.states.crosswalk import Scheme, state_of
from foedus.states.roster import StateId, roster


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that ought to follow, or not."""

    when: date
    says: str
    """The expectation as the file puts it."""
    why: str
    reading: Reading
    wanted: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An expectation held against the engine."""

    expectation: Expectation
    met: bool
    found: str
    """What the engine says, with its proof."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A history with its treaties and expectations."""

    name: str
    title: str
    pacts: tuple[Pact, ...]
    acts: tuple[Act, ...]
    classes: Mapping[str, frozenset[StateId]]
    expectations: tuple[Expectation, ...]


def read_trial(path: Path) -> Trial:
    """Read a trial from its file.

    Raises
    ------
    PactFault
        The file cannot be read, or says what cannot be meant.
    """
    text = doors.read_text(path, fault=PactFault)
    raw = doors.read_yaml(dict[str, Any], text, where=str(path), fault=PactFault)
    missing = [key for key in ("pacts", "acts", "expect") if not raw.get(key)]
    if missing:
        raise PactFault(
            f"the file has no {', '.join(missing)}",
            expected="pacts, acts and expect, each a list",
            where=str(path),
            mend="write them as docs/pacts.md shows",
        )
    try:
        made = _trial(path.stem, raw, _Codes.of(raw), str(path))
        _refuse_strangers(made)
        return made
    except (KeyError, TypeError, AttributeError, ValueError) as trouble:
        raise PactFault(
            f"a part of the file is not of its form: {trouble}",
            expected="entries as docs/pacts.md shows",
            where=str(path),
            mend="compare the entry with the ones beside it",
        ) from None


def _refuse_strangers(trial: Trial) -> None:
    """Refuse an expectation of a treaty that the file does not hold."""
    held = {str(pact.id) for pact in trial.pacts}
    for one in trial.expectations:
        named = set(one.wanted.get("pact", ()))
        if "breach" in one.wanted and "pact" in one.wanted["breach"]:
            named.add(str(one.wanted["breach"]["pact"]))
        if strange := sorted(named - held):
            raise ValueError(f"{strange[0]!r} is no treaty of the file: {one.says}")


def outcomes(trial: Trial) -> tuple[Outcome, ...]:
    """Hold every expectation of a trial against the engine."""
    return tuple(_outcome(trial, one) for one in trial.expectations)


def _outcome(trial: Trial, one: Expectation) -> Outcome:
    acts = tuple(act for act in trial.acts if act.day <= one.when)
    situation = Situation(acts, trial.classes)
    promises = in_force_on(trial.pacts, one.when)
    wanted = one.wanted
    if "breach" in wanted:
        broken = breaches(promises, situation, one.when)
        found = [b for b in broken if _is_breach(b, wanted["breach"])]
        return Outcome(one, bool(found) is wanted.get("is", True), _told_breaches(broken))
    owed = _owed(trial, situation, one)
    if "conflict" in wanted:
        held = conflicts_in(owed, promises)
        found_conflicts = [c for c in held if _is_conflict(c, wanted["conflict"])]
        met = bool(found_conflicts) is wanted.get("is", True)
        return Outcome(one, met, f"{len(found_conflicts)} such conflicts")
    matching = [o for o in owed if _matches(o, wanted)]
    return Outcome(one, _is_met(matching, wanted), _told(matching))


def _owed(trial: Trial, situation: Situation, one: Expectation) -> tuple[Obligation, ...]:
    """List what is owed that day; an act is tested before the exits of its own day.

    So a pact broken on the day on which it ends is still called by that day's acts, and
    no longer by those that go on from before.
    """
    standing = situation.standing(one.when)
    before = tuple(pact.ended_before(one.when) for pact in trial.pacts)
    old = called(
        before, situation, one.when, reading=one.reading,
        acts=[act for act in standing if act.day < one.when],
    )  # fmt: skip
    new = called(
        trial.pacts, situation, one.when, reading=one.reading,
        acts=[act for act in standing if act.day == one.when],
    )  # fmt: skip
    return first_of_each(old + new)


def _is_met(matching: list[Obligation], wanted: Mapping[str, Any]) -> bool:
    """Tell whether every debtor named owes, may owe, or does not, as expected."""
    answers = {
        debtor: max(
            (2 if o.level is Level.CERTAIN else 1 for o in matching if o.debtor == debtor),
            default=0,
        )
        for debtor in wanted["debtor"]
    }
    return all(answer == _ASKED[wanted["owed"]] for answer in answers.values())


_ASKED = {"yes": 2, "conditional": 1, "no": 0}


def _matches(one: Obligation, wanted: Mapping[str, Any]) -> bool:
    return all(
        value in wanted[key]
        for key, value in (
            ("debtor", one.debtor),
            ("creditor", one.creditor),
            ("against", one.against),
            ("duty", one.duty),
            ("pact", one.pact),
            ("article", one.article),
        )
        if key in wanted
    )


def _is_breach(one: Breach, wanted: Mapping[str, Any]) -> bool:
    held = {"by": one.by, "of": one.of, "pact": one.pact, "article": one.article}
    return all(held[key] == value for key, value in wanted.items() if key in held)


def _is_conflict(one: Conflict, wanted: Mapping[str, Any]) -> bool:
    pacts = [one.owes.pact, one.against[0]]
    return (
        one.debtor == wanted["debtor"]
        and one.kind == wanted.get("kind", one.kind)
        and sorted(wanted.get("between", pacts)) == sorted(pacts)
    )


def _told(matching: Iterable[Obligation]) -> str:
    told = [
        f"{o.debtor} {'owes' if o.level is Level.CERTAIN else 'may owe'} {o.creditor} "
        f"{o.duty.value} against {o.against} by {o.pact} art. {o.article}"
        + (f" ({'; '.join(o.because)})" if o.because else "")
        for o in matching
    ]
    return "; ".join(told) or "nothing is owed"


def _told_breaches(broken: Iterable[Breach]) -> str:
    told = [f"{b.by} breaks {b.pact} art. {b.article} towards {b.of}" for b in broken]
    return "; ".join(told) or "nothing is broken"


@dataclass(frozen=True, slots=True)
class _Codes:
    """How the file calls states."""

    cow: bool
    strangers: frozenset[str]
    """Actors that the file says are no states."""

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "_Codes":
        """Tell by the codes that only one of the two systems knows."""
        used = {code for pact in raw["pacts"] for code in pact.get("parties", {})}
        iso = set(roster().ids)
        strangers = {a["attacker"] for a in raw["acts"] if a.get("by") == "nonstate"}
        told = raw.get("codes")
        cow = told == "cow" if told else bool(used - iso - strangers)
        return cls(cow, frozenset(strangers))

    def state(self, code: str, day: date) -> StateId:
        """Give the state that a code means on a day."""
        if code in self.strangers:
            return StateId(code)
        if self.cow:
            try:
                return state_of(code, Scheme.COW_ABBREVIATION, day)
            except Fault:
                pass  # not every code of such a file need be in that list on that day
        return roster().find(code)


def _trial(name: str, raw: Mapping[str, Any], codes: _Codes, where: str) -> Trial:
    days = [act["day"] for act in raw["acts"]]
    day = min(days)
    classes = {
        title: frozenset(codes.state(code, day) for code in members)
        for title, members in raw.get("classes", {}).items()
    }
    return Trial(
        name=name,
        title=raw.get("title", name),
        pacts=tuple(_pact(one, codes, day, classes, where) for one in raw["pacts"]),
        acts=tuple(_act(one, codes) for one in raw["acts"]),
        classes=classes,
        expectations=tuple(_expectation(one, codes) for one in raw["expect"]),
    )


def _pact(
    raw: Mapping[str, Any],
    codes: _Codes,
    day: date,
    classes: Mapping[str, frozenset[StateId]],
    where: str,
) -> Pact:
    """Read a treaty, its states put into the house's ids."""
    held = {key: value for key, value in raw.items() if key != "id"}
    held["parties"] = {codes.state(c, day): days for c, days in raw["parties"].items()}
    held["provisions"] = [_provision(one, codes, day, classes) for one in raw["provisions"]]
    held["suspended"] = [
        s | {"between": [codes.state(c, day) for c in s["between"]]}
        for s in raw.get("suspended", [])
    ]
    held.setdefault("reference", "")
    held.setdefault("left_out", [])
    return pact_of(str(raw["id"]), held, where=f"{where}, pact {raw['id']}")


def _provision(
    raw: Mapping[str, Any],
    codes: _Codes,
    day: date,
    classes: Mapping[str, frozenset[StateId]],
) -> dict[str, Any]:
    held = dict(raw)
    conditions = dict(held.pop("conditions", {}))
    for key in ("debtors", "creditors"):
        if key in held:
            held[key] = [codes.state(code, day) for code in held[key]]
    if "against_also" in held:
        also = held["against_also"]
        listed = also if isinstance(also, list) else [also]
        held["against_also"] = [codes.state(code, day) for code in listed]
    for key in ("attackers", "spared", "joined_by", "menace_through"):
        if key in conditions:
            names = conditions[key]
            conditions[key] = [_named(name, codes, day, classes) for name in names]
    if conditions.get("unprovoked") is True:
        conditions["unprovoked"] = "stated"
    if isinstance(conditions.get("at_least"), dict):
        wanted = conditions["at_least"]
        conditions["at_least"] = {"n": wanted["n"], "of": wanted.get("class", "any")}
    if "area" in conditions:
        held["area"] = conditions.pop("area")
    conditions.pop("with", None)  # a scope of not_ally_against, which nothing calls
    held["conditions"] = conditions
    held["article"] = str(held["article"])
    return held


def _named(
    name: str, codes: _Codes, day: date, classes: Mapping[str, frozenset[StateId]]
) -> str:
    """Put a state's code into the house's id; leave a class as it is."""
    if name.startswith("ally_of:"):
        return f"ally_of:{codes.state(name.removeprefix('ally_of:'), day)}"
    if name in classes or not (len(name) == 3 and name.isupper()):
        return name
    return codes.state(name, day)


def _act(raw: Mapping[str, Any], codes: _Codes) -> Act:
    day = raw["day"]
    if not all(isinstance(d, date) for d in (day, raw.get("until") or day)):
        raise ValueError(f"day: {day!r}, until: {raw.get('until')!r}; write days")
    return Act(
        codes.state(raw["attacker"], day),
        codes.state(raw["victim"], day),
        day,
        kind=Kind(raw["kind"]),
        until=raw.get("until"),
        places=frozenset(raw.get("place", ())),
        sake=codes.state(raw["for"], day) if "for" in raw else None,
        provoked=raw.get("provoked"),
        invoked={PactId(k): _answer(v) for k, v in raw.get("invoked", {}).items()},
        decided={PactId(k): _answer(v) for k, v in raw.get("decided", {}).items()},
        resisted=raw.get("resisted"),
        conflict=raw.get("conflict"),
    )


def _answer(told: object) -> Any:  # noqa: ANN401  # one of the words of a fact
    return {True: "yes", False: "no"}.get(told, told) if isinstance(told, bool) else told


def _expectation(raw: Mapping[str, Any], codes: _Codes) -> Expectation:
    day = raw["when"]
    if not isinstance(day, date):
        raise ValueError(f"when: {day!r} is no day")
    if not ({"debtor", "owed"} <= raw.keys() or {"breach", "conflict"} & raw.keys()):
        raise ValueError("an expectation needs debtor and owed, or breach, or conflict")
    wanted: dict[str, Any] = {}
    for key in ("debtor", "creditor", "against"):
        if key in raw:
            listed = raw[key] if isinstance(raw[key], list) else [raw[key]]
            wanted[key] = [codes.state(code, day) for code in listed]
    for key in ("duty", "pact", "article"):
        if key in raw:
            listed = raw[key] if isinstance(raw[key], list) else [raw[key]]
            wanted[key] = [str(one) for one in listed]
    if "owed" in raw:
        wanted["owed"] = _answer(raw["owed"])
        if wanted["owed"] not in _ASKED:
            raise ValueError(f"owed: {raw['owed']!r}; write yes, no or conditional")
    if "breach" in raw:
        wanted["breach"] = raw["breach"] | {
            key: codes.state(raw["breach"][key], day) for key in ("by", "of")
        }
    if "conflict" in raw:
        wanted["conflict"] = raw["conflict"] | {
            "debtor": codes.state(raw["conflict"]["debtor"], day)
        }
    wanted["is"] = raw.get("is", True) not in (False, "no")
    says = doors.json_text({k: v for k, v in raw.items() if k not in ("when", "why")})
    reading = Reading(raw.get("reading", "strict"))
    return Expectation(day, says, str(raw.get("why", "")), reading, wanted)
