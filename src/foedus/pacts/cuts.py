"""Which provisions, struck out, keep a state out of a war.

A state is drawn in along paths of promises. To keep it out every path must lose a
promise; the smallest sets that do so are the cuts. They are found by following the chain:
strike what drew the state in, one promise after the other, and look again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from foedus.faults import PactFault
from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.chain import Chain, chain
from foedus.pacts.obligation import InForce, Promise, in_force_on
from foedus.pacts.pact import Pact, PactId
from foedus.pacts.provision import MILITARY
from foedus.states.roster import StateId

Struck = tuple[str, str]
"""A pact and an article."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """The smallest sets of provisions whose absence keeps an event from happening.

    The empty set alone says that it does not happen anyway; no set at all that none of
    those tried keeps it from happening. `complete` is False where the search stopped at
    its bounds; there may be others then.
    """

    sets: tuple[frozenset[Struck], ...]
    complete: bool


def cuts(
    pacts: Iterable[Pact],
    act: Act,
    happens: Callable[[Chain], bool],
    *,
    background: Situation | None = None,
    reading: Reading | None = None,
    keep_conditional: bool = False,
    most: int = 4,
    tries: int = 2_000,
) -> Cuts:
    """Find the smallest sets of provisions without which an event does not happen.

    Parameters
    ----------
    happens
        Tells of a chain whether the event happens in it, such as that a state fights.
    most
        Provisions that a set has at most.
    tries
        Chains that are followed at most.
    """
    promises = in_force_on(pacts, act.day)
    found: list[frozenset[Struck]] = []
    waiting: list[frozenset[Struck]] = [frozenset()]
    seen, followed, complete = {frozenset[Struck]()}, 0, True
    while waiting:
        struck = waiting.pop(0)
        if any(cut <= struck for cut in found):
            continue
        if followed == tries or (found and len(struck) > len(found[0])):
            complete = complete and bool(found) and len(struck) > len(found[0])
            break
        followed += 1
        made = chain(
            without(promises, struck), act, background=background, reading=reading,
            keep_conditional=keep_conditional, only=MILITARY,
        )  # fmt: skip
        if not happens(made):
            found.append(struck)
            continue
        if len(struck) == most:
            complete = False
            continue
        for one in sorted(_used(made)):
            more = struck | {one}
            if more not in seen:
                seen.add(more)
                waiting.append(more)
    sets = tuple(sorted(found, key=lambda cut: (len(cut), sorted(cut))))
    return Cuts(sets, complete)


def fights(state: StateId) -> Callable[[Chain], bool]:
    """Ask whether a state fights."""
    return lambda made: state in made.fighting


def both_fight(states: Iterable[StateId]) -> Callable[[Chain], bool]:
    """Ask whether any two of the states fight on opposite sides, such as nuclear powers."""
    some = frozenset(states)
    return lambda made: bool(some & made.with_attacker) and bool(some & made.with_victim)


def without(promises: InForce, struck: Iterable[Struck]) -> InForce:
    """Give the promises of a day less some provisions; article `*` strikes a whole pact."""
    gone = set(struck)

    def kept(promise: Promise) -> bool:
        pact = str(promise.pact.id)
        return not {(pact, promise.provision.article), (pact, "*")} & gone

    held = {c: tuple(p for p in ps if kept(p)) for c, ps in promises.promises.items()}
    return InForce(promises.day, promises.pacts, held)


def struck_out(pacts: Iterable[Pact], named: Iterable[str]) -> tuple[Pact, ...]:
    """Strike articles, each named `PACT:ARTICLE`, or whole pacts as `PACT` or `PACT:*`.

    Raises
    ------
    PactFault
        No such pact, or it has no such article.

    Examples
    --------
    >>> from foedus.pacts.catalog import pact
    >>> [less] = struck_out([pact("rus_prk_2024")], ["rus_prk_2024:4"])
    >>> "4" in {p.article for p in less.provisions}
    False
    """
    held = {pact.id: pact for pact in pacts}
    for name in named:
        id, _, article = name.partition(":")
        pact = held.get(PactId(id))
        if pact is None or article not in {"", "*", *(p.article for p in pact.provisions)}:
            known = sorted({p.article for p in pact.provisions}) if pact else sorted(held)
            near = get_close_matches(article if pact else id, known, n=3)
            raise PactFault(
                f"nothing is called {name!r}",
                expected=", ".join(near or known[:8]),
                where="striking out",
                mend="write PACT:ARTICLE as `foedus pacts show PACT` names them",
            )
        if article in {"", "*"}:
            del held[pact.id]
        else:
            held[pact.id] = pact.without(article)
    return tuple(held.values())


def _used(made: Chain) -> set[Struck]:
    """Name the provisions that the acts of a chain meet."""
    return {(str(step.meets.pact), step.meets.article) for step in made.steps if step.meets}
