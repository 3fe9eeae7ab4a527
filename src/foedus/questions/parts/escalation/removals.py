"""One promise less: a clause struck, a pact gone, a word broken, a state neutral.

Each is a change of the simulated world, whose treaties know who owes the others defence. A
clause that carries no such duty changes nothing there, and is told so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Literal, TypeVar

from foedus.cases.case import Case
from foedus.faults import NeedFault
from foedus.pacts.cuts import struck_out
from foedus.pacts.pact import Pact
from foedus.pacts.provision import Duty
from foedus.past.treaty import Treaty, treaties_of
from foedus.questions.wording import names
from foedus.simulation.ordered import Joined
from foedus.simulation.paths import Path, path_of
from foedus.simulation.scenario import Scenario
from foedus.states.roster import StateId, roster
from foedus.world.change import AmendPact, Change, EndPact, Neutral

K = TypeVar("K")
Kind = Literal["article", "pact", "promise", "neutral"]

EACH = 2
"""Clauses, promises and states whose removal is tried, of each kind, for each act."""


@dataclass(frozen=True, slots=True)
class Removal:
    """One promise less."""

    id: str
    kind: Kind
    says: str
    """What is done, as a clause of a sentence."""
    changes: tuple[Change, ...]
    rests_on: tuple[str, ...]
    moot: str = ""
    """Why it changes nothing in the simulated world."""


def struck(case: Case, scenario: Scenario, named: str, day: date) -> Removal:
    """Strike an article, `PACT:ARTICLE`, or a whole pact, `PACT`.

    Raises
    ------
    PactFault
        The case knows no such pact, or the pact no such article.
    """
    id, _, article = named.partition(":")
    if id == "atop":
        # A pact that only ATOP knows has no articles here: the colon is its own.
        id, article = named, ""
    if article in {"", "*"}:
        return _whole(case, scenario, id, day)
    [less] = struck_out([p for p in case.pacts if p.id == id] or case.pacts, [named])[:1]
    whole = next(p for p in case.pacts if p.id == id)
    freed = _freed(whole, less, day)
    changes = tuple(_amended(one, freed.get(one.name, set()), day)
                    for one in _standing(scenario, id)
                    if freed.get(one.name, set()) & set(one.owing))  # fmt: skip
    moot = "" if changes else _why_moot(whole, article, scenario, day)
    return Removal(
        f"article.{id}.{article}", "article",
        f"article {article} of the {called(id, case, scenario)} is struck",
        changes, (f"article:{id}:{article}",), moot,
    )  # fmt: skip


def dishonoured(case: Case, scenario: Scenario, named: str, day: date) -> Removal:
    """Let a state not keep its promise of defence, `STATE:PACT`: it owes nobody by it.

    Raises
    ------
    NeedFault
        It is not written so, no such pact stands, or the state is no member of it.
    """
    name, _, id = named.partition(":")
    state = roster().find(name.strip(), day)
    held = _standing(scenario, id)
    if not id or not held:
        raise _no_pact(id or named, scenario, "--dishonour", "STATE:PACT")
    if not any(state in one.members for one in held):
        members = sorted({member for one in held for member in one.members})
        raise NeedFault(
            f"{names([state])} is no member of {id}",
            expected=f"one of {', '.join(members)}",
            where="escalation, --dishonour",
            mend="name a member, as STATE:PACT",
        )
    owing = [one for one in held if state in one.owing]
    return Removal(
        f"promise.{state}.{id}",
        "promise",
        f"{names([state])} does not keep the {called(id, case, scenario)}",
        tuple(_amended(one, {state}, day) for one in owing),
        (_cited(id),),
        "" if owing else f"{names([state])} owes nobody defence by {id}",
    )


def neutral(state: StateId, day: date) -> Removal:
    """Let a state declare itself neutral, and keep to it."""
    return Removal(
        f"neutral.{state}", "neutral", f"{names([state])} declares itself neutral",
        (Neutral(day, state),), ("model:joining",),
    )  # fmt: skip


def candidates(
    case: Case, scenario: Scenario, one: Joined, day: date
) -> tuple[Removal, ...]:
    """List the single removals that may break the chain of an act most.

    Of clauses, promises and states those by which most joiners came. The promise of one
    is tried where others stay bound: of a pact of two it is the clause.
    """
    pacts, promises, states = Counter[str](), Counter[tuple[StateId, str]](), Counter[str]()
    for state, path, times in _all_paths(scenario, one):
        states[state] += times
        if path.pact is not None:
            own = path.pact.partition(":")[0] if not path.pact.startswith("atop") else ""
            pacts[own or path.pact] += times
            if _of_many(scenario, path.pact):
                promises[state, own or path.pact] += times
    found = [
        *(_clause(case, scenario, id, day) for id in _first(pacts)),
        *(
            dishonoured(case, scenario, f"{state}:{id}", day)
            for state, id in _first(promises)
        ),
        *(neutral(StateId(state), day) for state in _first(states)),
    ]
    return tuple({one.id: one for one in found if one.changes}.values())


def paths_in(scenario: Scenario, one: Joined) -> Counter[tuple[StateId, int, Path]]:
    """Count the paths by which states joined: state, side and path -> runs."""
    known = {treaty.code: treaty.name for treaty in scenario.treaties}
    found = Counter[tuple[StateId, int, Path]]()
    for run, place in zip(*one.sides.nonzero(), strict=True):
        path = path_of(int(one.codes[run, place]), scenario.ids, known)
        found[scenario.ids[place], int(one.sides[run, place]), path] += 1
    return found


def _first(counted: Counter[K]) -> list[K]:
    return [key for key, _ in counted.most_common(EACH)]


def _all_paths(scenario: Scenario, one: Joined) -> Iterator[tuple[StateId, Path, int]]:
    for (state, _, path), times in sorted(
        paths_in(scenario, one).items(), key=lambda item: str(item[0])
    ):
        yield state, path, times


def _clause(case: Case, scenario: Scenario, id: str, day: date) -> Removal:
    """Strike the one article of a pact that carries defence, or the pact where more do."""
    pact = next((p for p in case.pacts if p.id == id), None)
    held = {
        p.article
        for p in (pact.provisions if pact else ())
        if p.duty is Duty.DEFEND and (p.days is None or p.days.holds(day))
    }
    for article in sorted(held):
        made = struck(case, scenario, f"{id}:{article}", day)
        left = {
            state
            for change in made.changes
            if isinstance(change, AmendPact)
            for state in change.owing or ()
        }
        if made.changes and not left:
            return made
    return _whole(case, scenario, id, day)


def _whole(case: Case, scenario: Scenario, id: str, day: date) -> Removal:
    if not _standing(scenario, id):
        known = next((p for p in case.pacts if p.id == id), None)
        if known is None:
            raise _no_pact(id, scenario, "--strike", "PACT or PACT:ARTICLE")
        return Removal(
            f"pact.{id}", "pact", f"the {called(id, case, scenario)} is gone", (),
            (f"pact:{id}",),
            f"{id} binds no two states on {day}",
        )  # fmt: skip
    return Removal(
        f"pact.{id}", "pact", f"the {called(id, case, scenario)} is gone",
        (EndPact(day, id),), (_cited(id),),
    )  # fmt: skip


def called(id: str, case: Case, scenario: Scenario) -> str:
    """Call a pact by a name that people know, without an article."""
    known = next((p for p in case.pacts if p.id == id.partition(":")[0]), None)
    if known is not None:
        return known.name.partition(" (")[0]
    held = next((one for one in scenario.treaties if one.name == id), None)
    if held is None:
        return id
    number = id.removeprefix("atop:")
    if len(held.members) > 2:
        return f"pact of {held.signed} among {len(held.members)} states, ATOP {number}"
    return f"pact of {held.signed} between {names(held.members)}, ATOP {number}"


def _of_many(scenario: Scenario, id: str) -> bool:
    held = next((one for one in scenario.treaties if one.name == id), None)
    return held is not None and len(held.members) > 2


def _cited(id: str) -> str:
    """Name the entry that a pact is known by; those of ATOP rest on the data."""
    return "model:joining" if id.startswith("atop:") else f"pact:{id}"


def _standing(scenario: Scenario, id: str) -> list[Treaty]:
    return [one for one in scenario.treaties if one.called(id)]


def _freed(whole: Pact, less: Pact, day: date) -> dict[str, set[StateId]]:
    """Tell who owes no defence any more, by the name of the simulated treaty."""
    after = {one.name: set(one.owing) for one in treaties_of(less, day)}
    before = {one.name: set(one.owing) for one in treaties_of(whole, day)}
    # A pact of many of which little is left may fall into parts, or be one again.
    left = set().union(*after.values()) if after else set()
    return {name: owing - after.get(name, left) for name, owing in before.items()}


def _amended(one: Treaty, freed: set[StateId], day: date) -> AmendPact:
    return AmendPact(day, one.name, owing=tuple(s for s in one.owing if s not in freed))


def _why_moot(pact: Pact, article: str, scenario: Scenario, day: date) -> str:
    duties = {p.duty for p in pact.provisions if p.article == article}
    if not _standing(scenario, pact.id):
        return f"{pact.id} binds no two states on {day}"
    if Duty.DEFEND in duties:
        return f"other articles of {pact.id} carry the same duty of defence"
    told = ", ".join(sorted(duty.value.replace("_", " ") for duty in duties))
    return f"it carries no duty of defence ({told}), and runs read no other of its duties"


def _no_pact(id: str, scenario: Scenario, option: str, form: str) -> NeedFault:
    known = sorted({one.name.partition(":")[0] for one in scenario.treaties
                    if not one.name.startswith("atop:")})  # fmt: skip
    near = get_close_matches(id, known, n=4, cutoff=0.4) or known[:8]
    return NeedFault(
        f"no pact that stands is called {id!r}",
        expected=f"such as {', '.join(near)}, or atop:NUMBER",
        where=f"escalation, {option}",
        mend=f"write {form}",
    )


def together(removals: Sequence[Removal], scenario: Scenario) -> Removal:
    """Make several removals one: what all of them leave of each pact stands."""
    gone = {
        change.name
        for one in removals
        for change in one.changes
        if isinstance(change, EndPact)
    }
    owing = {treaty.name: set(treaty.owing) for treaty in scenario.treaties}
    kept = [c for one in removals for c in one.changes if not isinstance(c, AmendPact)]
    amended: dict[str, AmendPact] = {}
    for one in removals:
        for change in one.changes:
            if isinstance(change, AmendPact) and change.owing is not None:
                owing[change.name] &= set(change.owing)
                amended[change.name] = replace(
                    change, owing=tuple(sorted(owing[change.name]))
                )
    changes = [
        *dict.fromkeys(kept),
        *(c for n, c in amended.items() if not any(n == g or n.startswith(f"{g}:")
                                                   for g in gone)),
    ]  # fmt: skip
    return Removal(
        "together", "pact", "; ".join(one.says for one in removals), tuple(changes),
        tuple(dict.fromkeys(id for one in removals for id in one.rests_on)),
    )  # fmt: skip
