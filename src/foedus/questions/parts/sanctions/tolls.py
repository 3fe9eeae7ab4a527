"""What is read off a coalition's draws: each reading a sentence, its draws and its unit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.trade_costs import BILLION
from foedus.quantity import Estimate, Unit
from foedus.questions.numbers import amount
from foedus.questions.parts.sanctions.impact import AS_IS, EMBARGO, GLOBAL
from foedus.questions.parts.sanctions.siege import Siege, partner_variant
from foedus.questions.wording import many, names
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]
LEVEL = 0.9
NOTHING = 1e-9
"""Loss below which there is nothing to take a part of."""
HARDEST = 3
"""Members whose own loss is told in sentences."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One thing that the draws tell."""

    key: str
    sentence: str
    draws: Floats
    """(R,)."""
    unit: Unit = Unit.SHARE
    rests_on: tuple[str, ...] = ()


def readings(siege: Siege) -> Iterator[Reading]:
    """Read off what a coalition does, to whom, and who goes round it.

    What no draw tells, such as the part of a loss of nothing, is left out.
    """
    every = (
        *_tolls(siege),
        *_leaks(siege),
        *(one for hub in ranked_hubs(siege) for one in _hub(siege, hub)),
        *_joinings(siege),
        *_closings(siege),
    )
    yield from (one for one in every if np.isfinite(one.draws).any())


def estimated(draws: Floats, unit: Unit, basis: str) -> Estimate:
    """Give the median and the central 90 %; a turn that tells nothing is passed over."""
    low, mid, high = np.nanquantile(draws, [0.05, 0.5, 0.95]).round(12) + 0.0
    return Estimate(float(mid), float(low), float(high), LEVEL, unit, basis)


def span(draws: Floats, unit: Unit = Unit.SHARE) -> str:
    """Say draws in a cell: the median, and the central 90 %.

    >>> span(np.linspace(0.1, 0.3, 101))
    '20 % (11 % to 29 %)'
    """
    number = estimated(draws, unit, "")
    low, high = amount(number.low, unit), amount(number.high, unit)
    return f"{amount(number.value, unit)} ({low} to {high})"


def called(state: str) -> str:
    """Call a state by its name, and what is none, such as a rest of the world, as it is.

    >>> called("RUS"), called("rest of the world")
    ('Russia', 'rest of the world')
    """
    return names([StateId(state)]) if state in roster().ids else state


def ranked_hubs(siege: Siege) -> tuple[StateId, ...]:
    """Name the hubs, the busiest first."""
    made = siege.impact
    passed = {
        hub: float(np.median(made.at(made.hub_trade, hub))) for hub in siege.coalition.hubs
    }
    return tuple(sorted(passed, key=lambda hub: -passed[hub]))


def ranked_joining(siege: Siege) -> tuple[StateId, ...]:
    """Name who might join, by what it adds for each unit of its own loss."""
    return tuple(sorted(siege.joining, key=lambda state: -worth(siege, state)))


def worth(siege: Siege, state: StateId) -> float:
    """Give the dollars that the target loses for each that a state loses by joining."""
    made, target = siege.impact, siege.coalition.target
    places = {name: k for k, name in enumerate(made.states)}
    lost = made.more(f"joined by {state}", target) * made.income[:, places[target]]
    own = made.more(f"joined by {state}", state) * made.income[:, places[state]]
    bite, cost = float(np.median(lost)), float(np.median(own))
    return bite / cost if cost > 0 else float("inf")


def hardest_hit(siege: Siege) -> tuple[StateId, ...]:
    """Name the members, who loses the largest share of its own income first."""
    lost = {
        s: float(np.median(siege.impact.lost(AS_IS, s))) for s in siege.coalition.members
    }
    return tuple(sorted(lost, key=lambda state: -lost[state]))


def coalition_loss(siege: Siege) -> Floats:
    """Give what the coalition as a whole loses, a share of its income, (R,)."""
    made = siege.impact
    at = [made.states.index(state) for state in siege.coalition.members]
    income = made.income[:, at]
    held: Floats = (made.loss[0][:, at] * income).sum(axis=1) / income.sum(axis=1)
    return held


def _tolls(siege: Siege) -> Iterator[Reading]:
    made, target = siege.impact, siege.coalition.target
    who, members = names([target]), many(len(siege.coalition.members), "state")
    alone = f"the {members} lose themselves, taken together"
    if len(siege.coalition.members) == 1:
        alone = f"{names(siege.coalition.members)} loses itself"
    bite = made.lost(AS_IS, target)
    yield Reading(
        "bite", f"Real income that {who} loses by the sanctions of {members}", bite
    )
    if siege.wide is not None:
        yield Reading(
            "bite.another",
            f"Real income that {who} loses if the effect is drawn as that on one more "
            "target, since sanctions of a kind differ more than their mean is in doubt",
            siege.wide.lost(AS_IS, target),
        )
    yield Reading(
        "harm",
        f"Real income that {alone}",
        coalition_loss(siege),
    )
    for state in hardest_hit(siege)[:HARDEST]:
        yield Reading(
            f"harm.{state}",
            f"Real income that {names([state])} loses by taking part",
            made.lost(AS_IS, state),
        )
    for key, variant, said in (
        ("of_global", GLOBAL, "the same sanctions of all states"),
        ("of_embargo", EMBARGO, "an embargo of the same states"),
    ):
        yield Reading(
            key,
            f"The loss of {who}, over that by {said}",
            _part(bite, made.lost(variant, target)),
        )
    given = np.maximum(made.transfers, 0.0).sum(axis=1)
    yield Reading(
        "transfers",
        "What members would hand each other in a year for all of them to lose alike",
        BILLION * given,
        Unit.USD,
    )


def _part(one: Floats, whole: Floats) -> Floats:
    """Divide where there is something to divide by; NaN elsewhere."""
    held = np.where(np.abs(whole) > NOTHING, whole, np.nan)
    return np.asarray(one / held, dtype=np.float64)


def _leaks(siege: Siege) -> Iterator[Reading]:
    who = names([siege.coalition.target])
    yield Reading(
        "leak",
        f"Share that goes through others, of what {who} and the coalition still trade",
        siege.impact.leak[0],
    )
    yield Reading(
        "substitution",
        "Rise of trade through others for each dollar of direct trade lost",
        siege.impact.substitution[0],
        Unit.RATIO,
    )
    yield Reading(
        "bound",
        f"The most that could reach {who} through others in a year, if all that they trade "
        "were used for it",
        np.array([BILLION * siege.passage.most]),
        Unit.USD,
    )
    cut = siege.passage.cut
    yield Reading(
        "cut",
        f"The fewest states whose closing leaves no way round that could carry a hundredth "
        f"of what {who} buys ({', '.join(map(called, cut)) or 'none'})",
        np.array([float(len(cut))]),
        Unit.STATES,
    )


def _hub(siege: Siege, hub: StateId) -> Iterator[Reading]:
    made, target, called = siege.impact, siege.coalition.target, names([hub])
    yield Reading(
        f"hub.{hub}.trade",
        f"Sanctioned trade that goes through {called} in a year",
        BILLION * made.at(made.hub_trade, hub),
        Unit.USD,
    )
    yield Reading(
        f"hub.{hub}.rent",
        f"What {called} earns on it in a year",
        BILLION * made.at(made.hub_rents, hub),
        Unit.USD,
    )
    yield Reading(
        f"hub.{hub}.closing",
        f"Real income that {names([target])} loses besides if {called} closes its transit",
        made.more(f"closed: {hub}", target),
    )


def _joinings(siege: Siege) -> Iterator[Reading]:
    made, target = siege.impact, siege.coalition.target
    for state in ranked_joining(siege):
        variant, called = f"joined by {state}", names([state])
        yield Reading(
            f"joining.{state}",
            f"Real income that {names([target])} loses besides if {called} joins",
            made.more(variant, target),
        )
        yield Reading(
            f"joining.{state}.cost",
            f"Real income that {called} loses if it joins",
            made.more(variant, state),
        )


def _closings(siege: Siege) -> Iterator[Reading]:
    made, target = siege.impact, siege.coalition.target
    who = names([target])
    if siege.close:
        yield Reading(
            "closing",
            f"Real income that {who} loses besides if transit closes in "
            f"{names(siege.close)}",
            made.more(f"closed: {', '.join(siege.close)}", target),
        )
    if siege.article:
        one = siege.article
        yield Reading(
            "article",
            f"Real income that {who} would lose besides if "
            f"{names([one.party])} took part in full, which art. {one.article} "
            "bars",
            made.more(partner_variant(one.party), target),
            rests_on=(one.id,),
        )
