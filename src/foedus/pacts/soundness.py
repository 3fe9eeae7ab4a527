"""What a treaty as coded cannot mean: each trouble in a sentence, all of them at once."""

from collections import Counter
from collections.abc import Iterator

from foedus.pacts.pact import Pact
from foedus.pacts.places import known_places
from foedus.pacts.provision import Conditions
from foedus.pacts.standing import class_names
from foedus.states.roster import roster


def troubles(pact: Pact) -> Iterator[str]:
    """Tell everything that a coded treaty cannot mean; nothing if it is sound."""
    yield from _parties(pact)
    yield from _suspensions(pact)
    yield from _repeats(pact)
    parties = {party.state for party in pact.parties}
    for provision in pact.provisions:
        where = f"article {provision.article}"
        for state in sorted(provision.debtors - parties):
            yield f"{where}: the debtor {state} is no party"
        for state in sorted(provision.creditors - set(roster().ids)):
            yield f"{where}: the creditor {state} is no state"
        for name in _strange(provision.conditions):
            yield f"{where}: {name}"


def _parties(pact: Pact) -> Iterator[str]:
    for party in pact.parties:
        if party.state not in roster().ids:
            yield f"the party {party.state!r} is no state"
            continue
        if not party.spells:
            yield f"the party {party.state} was never bound"
        born = min(spell.start for spell in roster().state(party.state).spells())
        early = [s.start for s in party.spells if s.start < born]
        if early:
            yield f"{party.state} is bound from {early[0]}, before it was a state ({born})"


def _suspensions(pact: Pact) -> Iterator[str]:
    parties = {party.state for party in pact.parties}
    for suspension in pact.suspended:
        for state in sorted(set(suspension.between) - parties):
            yield f"a suspension names {state}, which is no party"


def _repeats(pact: Pact) -> Iterator[str]:
    """An article may hold several promises, but no two alike of the same debtors."""
    times = Counter((p.article, p.duty, p.debtors, p.creditors) for p in pact.provisions)
    for (article, duty, *_), count in times.items():
        if count > 1:
            yield f"article {article} holds the same duty to {duty} {count} times"


def _strange(conditions: Conditions) -> Iterator[str]:
    for name in (*conditions.attackers, *conditions.spared):
        if not _is_known(name):
            yield f"{name!r} is neither a state nor a class"
    for name in (*conditions.joined_by, *conditions.menace_through):
        if name not in roster().ids:
            yield f"{name!r} is no state that could join"
    if conditions.at_least and not _is_known(conditions.at_least.of):
        yield f"{conditions.at_least.of!r} is no class"
    for name in conditions.places:
        if name not in known_places():
            yield f"{name!r} is neither a zone nor a place in one"


def _is_known(name: str) -> bool:
    if name.startswith("ally_of:"):
        name = name.removeprefix("ally_of:")
        return name in roster().ids
    return name in {"any", "non_party", *class_names()} or name in roster().ids
