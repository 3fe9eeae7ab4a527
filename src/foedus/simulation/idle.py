"""Changes that change nothing, so that nobody reads noise as what they did."""

from collections.abc import Iterator

from foedus.faults import Finding
from foedus.simulation.scenario import Scenario
from foedus.states.roster import StateId
from foedus.world.change import (
    AmendPact,
    Change,
    Embargo,
    EndPact,
    FormPact,
    LeaderExit,
    Shock,
)

WHAT = "what is changed"
"""What a remark is on."""


def idle(scenario: Scenario) -> tuple[Finding, ...]:
    """Name the changes of a scenario that do nothing, by their place in it and why."""
    found = list[Finding]()
    gone = set[str]()
    order = sorted(enumerate(scenario.changes, 1), key=lambda one: one[1].on)
    for place, change in order:
        for why in _why(scenario, change, gone):
            told = f"change {place} ({change.do} on {change.on}) does nothing: {why}"
            found.append(Finding("doubt", WHAT, told))
        if isinstance(change, EndPact):
            gone.add(change.name)
        elif isinstance(change, FormPact):
            gone.discard(change.name)
    return tuple(found)


def _why(scenario: Scenario, change: Change, gone: set[str]) -> Iterator[str]:
    if isinstance(change, Shock) and change.times == 1:
        yield "capability times 1 is what it was"
    elif isinstance(change, LeaderExit):
        if change.ends_times == 1:
            yield "odds times 1 are what they were"
        elif change.state not in _bound(scenario):
            yield f"{change.state} is in no treaty that could end"
    elif isinstance(change, Embargo):
        yield from _barred(scenario, change)
    elif isinstance(change, AmendPact) and _same(scenario, change):
        yield "the treaty is made anew as it stood"
    elif isinstance(change, EndPact) and change.name in gone:
        yield f"{change.name} has ended before"


def _barred(scenario: Scenario, change: Embargo) -> Iterator[str]:
    if change.depth == 0:
        yield "no trade is barred at a depth of 0"
        return
    at, trade = scenario.ids.index, scenario.seen.trade
    idle_ = [one for one in change.members if trade[at(one), at(change.target)] == 0]
    if len(idle_) == len(change.members):
        yield f"no trade of {change.target} with {', '.join(idle_)} is known"


def _bound(scenario: Scenario) -> set[StateId]:
    """Name the states that are in a treaty at some time."""
    held = {state for one in scenario.treaties for state in one.members}
    for change in scenario.changes:
        if isinstance(change, FormPact) or (
            isinstance(change, AmendPact) and change.members is not None
        ):
            held |= set(change.members or ())
    return held


def _same(scenario: Scenario, change: AmendPact) -> bool:
    """Tell whether an amendment leaves a treaty that stands from the first as it was."""
    asked = (change.members, change.owing, change.defence, change.peace)
    if asked == (None, None, None, None):
        return True
    standing = [one for one in scenario.treaties if one.name == change.name]
    if len(standing) != 1 or any(
        other is not change and getattr(other, "name", None) == change.name
        for other in scenario.changes
    ):
        return False
    [old] = standing
    return (
        change.members in (None, old.members)
        and change.owing in (None, old.owing)
        and change.defence in (None, bool(old.owing))
        and change.peace in (None, old.peace)
    )
