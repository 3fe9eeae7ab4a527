"""Do the conditions of a promise hold? Three answers: yes, no, not known.

A condition is one function in this file and a line in TESTS. Where the facts are not
given the answer is UNKNOWN with a sentence that says what is missing; a silent yes there
is not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from foedus.pacts.act import Act, Fact, Reading, Situation
from foedus.pacts.pact import Pact, PactId
from foedus.pacts.places import all_tags
from foedus.pacts.provision import HOSTILITIES, Provision
from foedus.pacts.standing import belongs
from foedus.states.roster import StateId


class Answer(IntEnum):
    """Ordered so that the least of several answers is the answer to all of them."""

    NO = 0
    UNKNOWN = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """One condition answered, with the sentence that says why."""

    answer: Answer
    because: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that a condition may look at."""

    pact: Pact
    provision: Provision
    act: Act
    creditor: StateId
    adversary: StateId
    """The other side of the act."""
    situation: Situation
    day: date
    reading: Reading
    pacts: tuple[Pact, ...]


Test = Callable[[Setting], Verdict]


def yes(because: str) -> Verdict:
    """Answer yes."""
    return Verdict(Answer.YES, because)


def no(because: str) -> Verdict:
    """Answer no."""
    return Verdict(Answer.NO, because)


def unknown(because: str) -> Verdict:
    """Answer that the facts do not say."""
    return Verdict(Answer.UNKNOWN, because)


def judge(at: Setting) -> tuple[Answer, tuple[str, ...]]:
    """Answer all conditions of a provision; the reasons are those that made the answer.

    A no gives the reasons for the no; an unknown the facts that are missing; a yes what
    was found to hold.
    """
    verdicts = [TESTS[name](at) for name in at.provision.conditions.asked()]
    verdicts += [v for test in ALWAYS if (v := test(at)) is not None]
    answer = min((v.answer for v in verdicts), default=Answer.YES)
    lead = "not known: " if answer is Answer.UNKNOWN else ""
    return answer, tuple(lead + v.because for v in verdicts if v.answer == answer)


def attackers(at: Setting) -> Verdict:
    """The adversary is named, or of a class that is named."""
    named = at.provision.conditions.attackers
    if _in_any(named, at):
        return yes(f"{at.adversary} is an adversary that the article means")
    return no(f"the article means only {_list(named)}")


def spared(at: Setting) -> Verdict:
    """The adversary is none of those that the article leaves out."""
    named = at.provision.conditions.spared
    if _in_any(named, at):
        return no(f"the article leaves {at.adversary} out")
    return yes(f"{at.adversary} is not left out")


def at_least(at: Setting) -> Verdict:
    """So many adversaries of a class fight the creditor at once."""
    wanted = at.provision.conditions.at_least
    if wanted is None:
        return yes("no number is asked")
    foes = {a.attacker for a in _hostile(at) if a.victim == at.creditor}
    foes |= {a.victim for a in _hostile(at) if a.attacker == at.creditor}
    foes = {f for f in foes if belongs(f, wanted.of, _about(at))}
    if len(foes) >= wanted.n:
        return yes(f"{len(foes)} adversaries at once")
    return no(f"{len(foes)} adversaries of {wanted.n} that the article asks")


def joined_by(at: Setting) -> Verdict:
    """The adversary is joined by a state that the article names."""
    named = at.provision.conditions.joined_by
    foes = {
        a.attacker
        for a in _hostile(at)
        if a.victim == at.creditor or a.sake == at.adversary
    }
    if foes & set(named) - {at.adversary}:
        return yes(f"joined by {_list(sorted(foes & set(named)))}")
    return no(f"not joined by {_list(named)}")


def places(at: Setting) -> Verdict:
    """The act falls on a place that the article covers."""
    covered = at.provision.conditions.places
    if not at.act.places:
        return unknown(f"where the act falls, since the article covers {_list(covered)}")
    if all_tags(at.act) & set(covered):
        return yes(f"it falls within {_list(sorted(all_tags(at.act) & set(covered)))}")
    return no(f"it falls outside {_list(covered)}")


def creditor_attacked(at: Setting) -> Verdict:
    """The one to be helped is the one attacked."""
    if at.act.victim == at.creditor:
        return yes(f"{at.creditor} is attacked")
    return no(f"{at.creditor} is not the one attacked")


def unprovoked(at: Setting) -> Verdict:
    """The attack was not provoked; the reading decides what counts."""
    asked = at.provision.conditions.unprovoked
    match provocation(at):
        case Provoked.NOT:
            return yes("the attack was not provoked")
        case Provoked.UNCLEAR:
            return unknown("whether the attack was provoked")
        case Provoked.FOR_ANOTHER if at.reading is Reading.BROAD:
            return yes("helping another against the creditor is read as an attack")
        case _ if asked == "implied":
            return unknown(
                "whether an article that refers to UN Charter art. 51 asks for an "
                "unprovoked attack, since the creditor used force first"
            )
        case _:
            return no("the creditor used force first")


def war_state(at: Setting) -> Verdict:
    """The act puts the creditor in a state of war."""
    if at.act.kind in HOSTILITIES:
        return yes("armed attack puts it in a state of war")
    return no("no state of war")


def domestic_law(at: Setting) -> Verdict:
    """The words send the duty through domestic law, so it is conditional by nature."""
    return unknown("what the laws of the parties ask, which the article leaves to them")


def on_request(at: Setting) -> Verdict:
    """The creditor has asked for help."""
    return _fact(at, at.act.invoked, "help was asked for under it", "no help was asked for")


def on_demand(at: Setting) -> Verdict:
    """A demand was made, or an ultimatum refused."""
    return _fact(at, at.act.invoked, "the demand was made", "no demand was made")


def invoked(at: Setting) -> Verdict:
    """The creditor has invoked the pact."""
    return _fact(at, at.act.invoked, "it was invoked", "it was not invoked")


def decided(at: Setting) -> Verdict:
    """The organ that must decide has decided."""
    return _fact(at, at.act.decided, "the organ decided so", "the organ did not decide so")


def resisted(at: Setting) -> Verdict:
    """The creditor resists by arms."""
    match at.act.resisted:
        case None:
            return unknown(f"whether {at.creditor} resists by arms")
        case True:
            return yes(f"{at.creditor} resists by arms")
        case False:
            return no(f"{at.creditor} does not resist by arms")


def while_at_war(at: Setting) -> Verdict:
    """The creditor is at war already."""
    earlier = (a for a in _hostile(at) if a is not at.act)
    if any(at.creditor in (a.attacker, a.victim) for a in earlier):
        return yes(f"{at.creditor} is at war")
    return no(f"{at.creditor} is not at war")


def named_conflict(at: Setting) -> Verdict:
    """The act belongs to the conflict that the article names."""
    named = at.provision.conditions.named_conflict
    if at.act.conflict is None:
        return unknown(f"whether the act belongs to {named}")
    if at.act.conflict == named:
        return yes(f"the act belongs to {named}")
    return no(f"the act does not belong to {named}")


def creditor_forced_to_war(at: Setting) -> Verdict:
    """A threat forces the creditor to make war, which nobody but it can tell."""
    return unknown(f"whether {at.creditor} is forced to make war")


def menace_through(at: Setting) -> Verdict:
    """The creditor is menaced by way of a third state that is attacked."""
    named = at.provision.conditions.menace_through
    struck = {a.victim for a in at.situation.standing(at.day) if a.attacker == at.adversary}
    if struck & set(named):
        return yes(f"menaced by way of {_list(sorted(struck & set(named)))}")
    return no(f"not menaced by way of {_list(named)}")


def content_unknown(at: Setting) -> Verdict:
    """A condition exists and its content is not known."""
    return unknown("; ".join(at.provision.conditions.unknown))


TESTS: dict[str, Test] = {
    "attackers": attackers,
    "spared": spared,
    "at_least": at_least,
    "joined_by": joined_by,
    "places": places,
    "creditor_attacked": creditor_attacked,
    "unprovoked": unprovoked,
    "war_state": war_state,
    "domestic_law": domestic_law,
    "on_request": on_request,
    "on_demand": on_demand,
    "invoked": invoked,
    "decided": decided,
    "resisted": resisted,
    "while_at_war": while_at_war,
    "named_conflict": named_conflict,
    "creditor_forced_to_war": creditor_forced_to_war,
    "menace_through": menace_through,
    "unknown": content_unknown,
}


class Provoked(IntEnum):
    """How the creditor stands to the act against it."""

    NOT = 0
    UNCLEAR = 1
    FOR_ANOTHER = 2  # the actor helps a state that the creditor struck first
    ITSELF = 3  # the creditor struck the actor first


def provocation(at: Setting) -> Provoked:
    """Tell whether the creditor had used force first: as told, else from earlier acts."""
    if at.act.attacker == at.creditor:
        return Provoked.ITSELF
    if at.act.collective:
        return Provoked.FOR_ANOTHER
    match at.act.provoked:
        case "yes":
            return Provoked.ITSELF
        case "no":
            return Provoked.NOT
        case "unclear":
            return Provoked.UNCLEAR
    before = at.situation.struck_before
    if before(at.creditor, at.adversary, at.act):
        return Provoked.ITSELF
    if at.act.sake is not None and before(at.creditor, at.act.sake, at.act):
        return Provoked.FOR_ANOTHER
    return Provoked.NOT


def is_armed_attack(at: Setting) -> Verdict | None:
    """Under the Charter reading, an answer to force is no attack that calls defence."""
    if at.reading is not Reading.CHARTER or at.provision.duty != "defend":
        return None
    match provocation(at):
        case Provoked.NOT:
            return None
        case Provoked.UNCLEAR:
            return unknown("whether it answers an attack by the creditor")
        case _:
            return no("it answers force used first by the creditor: no armed attack")


ALWAYS: tuple[Callable[[Setting], Verdict | None], ...] = (is_armed_attack,)
"""Asked of every provision, whatever its words."""


def _hostile(at: Setting) -> tuple[Act, ...]:
    """List the acts of force or war that go on."""
    return tuple(a for a in at.situation.standing(at.day) if a.kind in HOSTILITIES)


def _fact(at: Setting, facts: Mapping[PactId, Fact], holds: str, fails: str) -> Verdict:
    match facts.get(at.pact.id):
        case "yes":
            return yes(holds)
        case "no" | "waived":
            return no(fails)
        case _:
            return unknown(f"whether {holds}")


def _in_any(named: Iterable[str], at: Setting) -> bool:
    return any(belongs(at.adversary, name, _about(at)) for name in named)


def _about(
    at: Setting,
) -> tuple[Pact, tuple[Pact, ...], date, Mapping[str, frozenset[StateId]]]:
    return at.pact, at.pacts, at.day, at.situation.classes


def _list(names: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)
