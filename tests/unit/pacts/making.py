"""Small treaties between states of letters: AAA, BBB, and adversaries XXX, YYY, ZZZ."""

from datetime import date

from foedus.pacts.act import Act, Situation
from foedus.pacts.obligation import called
from foedus.pacts.pact import Pact, PactId, Party, Status
from foedus.pacts.provision import Conditions, Duty, Provision
from foedus.spells import Spell
from foedus.states.roster import StateId

DAY = date(2000, 6, 1)
LONG = Spell(date(1950, 1, 1))


def promise(duty=Duty.DEFEND, article="1", **more):
    """One provision; what is no field of a provision is a condition."""
    own = {"debtors", "creditors", "trigger", "watch", "force"}
    held = {key: more.pop(key) for key in own & more.keys()}
    for key in ("debtors", "creditors", "trigger"):
        if key in held:
            held[key] = frozenset(held[key])
    return Provision(article, duty, conditions=Conditions(**more), **held)


def treaty(*provisions, parties=("AAA", "BBB"), id="pact", spell=LONG, **more):
    members = tuple(Party(StateId(state), (spell,)) for state in parties)
    return Pact(
        PactId(id), id, Status.BINDING, None, members, provisions, "a reference", **more
    )


def strike(attacker="XXX", victim="AAA", *, day=DAY, **facts):
    if "places" in facts:
        facts["places"] = frozenset(facts["places"])
    return Act(StateId(attacker), StateId(victim), day, **facts)


def owed(pacts, *acts, reading=None, day=DAY, classes=None):
    """What falls due, as (debtor, duty, against, level)."""
    due = called(pacts, Situation(acts, classes or {}), day, reading=reading)
    return [(o.debtor, o.duty.value, o.against, o.level.value) for o in due]


def level(provision, *acts, **more):
    """How sure it is that the provision calls BBB, or None."""
    due = owed([treaty(provision)], *(acts or (strike(),)), **more)
    return next((one[3] for one in due if one[0] == "BBB"), None)
