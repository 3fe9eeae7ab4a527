"""How the balance is weighed: by which measures, at which level, between which sides."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case, Figure, Level
from foedus.pacts.chain import Chain
from foedus.pacts.obligation import Level as Sureness
from foedus.power.capability import net_resources, shares, together
from foedus.quantity import Field
from foedus.questions.duties import follow, owing
from foedus.questions.wording import names, words
from foedus.states.roster import StateId
from foedus.world import fields
from foedus.world.world import World, world_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to count capability, as an amount of each state."""

    name: str
    amounts: Floats
    """(N,), NaN where not known."""
    figures: tuple[str, ...]
    """Fields of the figures that it rests on."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A level of the case: the states weighed there, and the sides they make up."""

    level: Level
    counted: tuple[StateId, ...]
    """The level's own states, and those from outside who are bound to them."""
    sides: Mapping[str, tuple[StateId, ...]]


WITHOUT = "those bound to the partner without the pact"
WITH = "those bound to the partner with the pact"


def case_world(case: Case) -> World:
    """Make the world of the case's day from its latest figures."""
    latest: dict[Field, dict[StateId, float]] = {}
    for figure in sorted(known(case), key=lambda f: f.year):
        latest.setdefault(fields.FIELDS[figure.field], {})[figure.state] = figure.value
    return world_of(latest, day=case.heading.as_of, pacts=case.pacts)


def measures_of(world: World) -> tuple[Measure, ...]:
    """Give the measures of capability that the world's figures allow."""
    plain = (
        fields.CINC,
        fields.GDP,
        fields.MILITARY_EXPENDITURE,
        fields.MILITARY_PERSONNEL,
    )
    found = [
        Measure(words(field.name), world[field], (field.name,))
        for field in plain
        if field.name in world.columns
    ]
    if {fields.GDP.name, fields.POPULATION.name} <= set(world.columns):
        found.append(
            Measure(
                "GDP x GDP per head",
                net_resources(world[fields.GDP], world[fields.POPULATION]),
                (fields.GDP.name, fields.POPULATION.name),
            )
        )
    return tuple(found)


def known(case: Case) -> tuple[Figure, ...]:
    """List the figures that the world can hold, of years up to the case's day."""
    return tuple(
        f
        for f in case.figures
        if f.field in fields.FIELDS and f.year <= case.heading.as_of.year
    )


def sides_of(case: Case) -> dict[str, tuple[StateId, ...]]:
    """Name who stands with the attacked partner, without the pact and with it."""
    act = next((a for a in case.acts if a.headline), case.acts[0])
    rest = [p for p in case.pacts if p.id != case.heading.pact]
    bare, full = follow(case, act, pacts=rest), follow(case, act)
    partner = names([act.victim])
    return {
        f"{partner} alone": (act.victim,),
        WITHOUT: (act.victim, *_helpers(bare)),
        WITH: (act.victim, *_helpers(full)),
        **{camp.name: camp.states for camp in case.heading.camps},
    }


def _helpers(chained: Chain) -> tuple[StateId, ...]:
    return (*owing(chained, Sureness.CERTAIN), *owing(chained, Sureness.CONDITIONAL))


def scale_of(case: Case, level: Level, sides: Mapping[str, tuple[StateId, ...]]) -> Scale:
    """Weigh the level's own states and those from outside whom treaties bind to them.

    A camp that is not wholly among them is left out at that level.
    """
    own = level.states or tuple(sorted({f.state for f in known(case)}))
    brought = [*sides[WITHOUT], *sides[WITH]]
    brought += [
        state
        for act in case.acts
        if act.headline and act.victim in own
        for state in _helpers(follow(case, act))
    ]
    counted = tuple(dict.fromkeys((*own, *brought)))
    held = {side: who for side, who in sides.items() if set(who) <= set(counted)}
    return Scale(level, counted, held)


def part_of(
    world: World, measure: Measure, scale: Scale, members: tuple[StateId, ...]
) -> float | None:
    """Give the share that a side holds among the states counted; None if not known."""
    amounts = measure.amounts[world.rows(scale.counted)]
    rows = [scale.counted.index(member) for member in members]
    if np.isnan(amounts[rows]).any():
        return None
    return together(shares(amounts), rows)


def weighs(world: World, measure: Measure, scale: Scale) -> bool:
    """Tell whether a measure knows both sides of the pact, so that they can be compared."""
    return all(
        part_of(world, measure, scale, scale.sides[side]) is not None
        for side in (WITHOUT, WITH)
    )
