"""What the pact does to the balance of power, with and without it.

By itself a pact moves no soldier. What it moves is who stands beside whom when somebody
is attacked: so the balance is read as the capability of those who must help each side,
at each level and by several measures, once with the pact and once with it struck out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.case import Case, Figure, Level
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.pacts.chain import Chain
from foedus.pacts.obligation import Level as Sureness
from foedus.power.capability import (
    concentration,
    herfindahl,
    net_resources,
    shares,
    together,
)
from foedus.quantity import Estimate, Field, Unit
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.duties import follow, owing
from foedus.questions.wording import names, sentence, words
from foedus.states.roster import StateId
from foedus.world import fields
from foedus.world.world import World, world_of

QUESTION = "balance"
ASKS = "What does the pact do to the balance of power?"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to count capability, as an amount of each state."""

    name: str
    amounts: Floats
    """(N,), NaN where not known."""
    figures: tuple[str, ...]
    """Fields of the figures that it rests on."""


def ask(case: Case) -> Answer:
    """Read the balance at every level of the case, by every measure.

    Raises
    ------
    NeedFault
        No measure has figures of all who are bound to the partner.
    """
    world = case_world(case)
    measures = measures_of(world)
    sides = _sides(case)
    scales = tuple(_scale(case, level, sides) for level in case.heading.levels)
    measures = tuple(m for m in measures if all(_weighs(world, m, s) for s in scales))
    if not measures:
        raise NeedFault(
            "no measure of capability knows every state bound to the partner",
            expected=f"figures of {names(sides[WITH])}",
            where=f"case {case.name}, states.csv",
            mend="add figures such as cinc or gdp of these states, each with its source",
        )
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=tuple(
            result
            for scale in scales
            for result in (
                *_results(case, world, measures, scale),
                _gain(case, world, measures, scale),
                *_concentrations(case, world, measures, scale),
            )
        ),
        tables=(
            _sides_table(case, sides),
            _shares_table(world, measures, scales),
            _states_table(case, world, measures),
        ),
        pictures=tuple(_picture(case, world, measures, scale) for scale in scales),
        findings=_unknown(case, world, measures),
        basis=doors.digest([case.digest, QUESTION]),
    )


def case_world(case: Case) -> World:
    """Make the world of the case's day from its latest figures."""
    latest: dict[Field, dict[StateId, float]] = {}
    for figure in sorted(_known(case), key=lambda f: f.year):
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


def _known(case: Case) -> tuple[Figure, ...]:
    return tuple(
        f
        for f in case.figures
        if f.field in fields.FIELDS and f.year <= case.heading.as_of.year
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """A level of the case: the states weighed there, and the sides they make up."""

    level: Level
    counted: tuple[StateId, ...]
    """The level's own states, and those from outside who are bound to them."""
    sides: Mapping[str, tuple[StateId, ...]]


def _sides(case: Case) -> dict[str, tuple[StateId, ...]]:
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


WITHOUT = "those bound to the partner without the pact"
WITH = "those bound to the partner with the pact"


def _helpers(chained: Chain) -> tuple[StateId, ...]:
    return (*owing(chained, Sureness.CERTAIN), *owing(chained, Sureness.CONDITIONAL))


def _scale(case: Case, level: Level, sides: Mapping[str, tuple[StateId, ...]]) -> Scale:
    """Weigh the level's own states and those from outside whom treaties bind to them.

    A camp that is not wholly among them is left out at that level.
    """
    own = level.states or tuple(sorted({f.state for f in _known(case)}))
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


def _part(
    world: World, measure: Measure, scale: Scale, members: tuple[StateId, ...]
) -> float | None:
    """Give the share that a side holds among the states counted; None if not known."""
    amounts = measure.amounts[world.rows(scale.counted)]
    rows = [scale.counted.index(member) for member in members]
    if np.isnan(amounts[rows]).any():
        return None
    return together(shares(amounts), rows)


def _weighs(world: World, measure: Measure, scale: Scale) -> bool:
    """Tell whether a measure knows both sides of the pact, so that they can be compared."""
    return all(
        _part(world, measure, scale, scale.sides[side]) is not None
        for side in (WITHOUT, WITH)
    )


def _results(
    case: Case, world: World, measures: tuple[Measure, ...], scale: Scale
) -> tuple[Result, ...]:
    """Post the range over measures of each side's share."""
    made = []
    for side, members in scale.sides.items():
        parts = [
            part
            for measure in measures
            if (part := _part(world, measure, scale, members)) is not None
        ]
        if parts:
            told = f"Share of capability held by {side} ({names(members)})"
            made.append(_result(case, scale, slug(side), told, parts, members, measures))
    return tuple(made)


def _gain(case: Case, world: World, measures: tuple[Measure, ...], scale: Scale) -> Result:
    """Post what the pact adds, measure by measure, to the side of the partner."""
    sides = scale.sides
    gains = [
        with_ - without
        for measure in measures
        if (with_ := _part(world, measure, scale, sides[WITH])) is not None
        and (without := _part(world, measure, scale, sides[WITHOUT])) is not None
    ]
    told = "Share of capability that the pact adds to the side of the partner"
    members = tuple(sorted(set(sides[WITH]) - set(sides[WITHOUT]))) or sides[WITH]
    return _result(case, scale, "gain", told, gains, members, measures)


def _concentrations(
    case: Case, world: World, measures: tuple[Measure, ...], scale: Scale
) -> tuple[Result, ...]:
    made = []
    rows = world.rows(scale.counted)
    for label, index in (("CON", concentration), ("HHI", herfindahl)):
        values = [
            index(shares(measure.amounts[rows]))
            for measure in measures
            if np.isfinite(measure.amounts[rows]).sum() >= 2
        ]
        made.append(
            _result(
                case,
                scale,
                label.lower(),
                f"Concentration of capability ({label})",
                values,
                scale.counted,
                measures,
                unit=Unit.NONE,
            )
        )
    return tuple(made)


def _result(
    case: Case,
    scale: Scale,
    id: str,
    told: str,
    values: list[float],
    members: tuple[StateId, ...],
    measures: tuple[Measure, ...],
    *,
    unit: Unit = Unit.SHARE,
) -> Result:
    level = scale.level.called
    return Result(
        id=ResultId(f"balance.{scale.level.name}.{id}"),
        question=QUESTION,
        sentence=f"{told}, among {len(scale.counted)} states counted at the level of "
        f"{level}, range over {len(values)} measures",
        estimate=_range(values, unit, doors.digest([case.digest, scale.level, id])),
        rests_on=_figures(case, members, measures),
        posted=case.heading.as_of,
    )


def _range(values: list[float], unit: Unit, basis: str) -> Estimate:
    """Put the median first and the extremes of the measures about it."""
    return Estimate(
        float(np.median(values)), min(values), max(values), 1.0, unit, f"measures {basis}"
    )


def _figures(
    case: Case, members: tuple[StateId, ...], measures: tuple[Measure, ...]
) -> tuple[str, ...]:
    """Name the figures that a number about some states rests on."""
    wanted = {field for measure in measures for field in measure.figures}
    latest = {
        (f.state, f.field): f.id
        for f in sorted(_known(case), key=lambda f: f.year)
        if f.state in members and f.field in wanted
    }
    return tuple(sorted(latest.values()))


def _sides_table(case: Case, sides: Mapping[str, tuple[StateId, ...]]) -> Table:
    because = {camp.name: camp.because for camp in case.heading.camps}
    return Table(
        id="balance.sides",
        title="Who is counted on which side",
        columns=("Side", "States", "Why"),
        rows=tuple(
            (side, names(members), because.get(side, "owes help by treaty, certain or not"))
            for side, members in sides.items()
        ),
    )


def _shares_table(
    world: World, measures: tuple[Measure, ...], scales: tuple[Scale, ...]
) -> Table:
    keys = [(scale, side) for scale in scales for side in scale.sides]
    return Table(
        id="balance.shares",
        title="Share of capability by side, level and measure",
        columns=("Level", "Side", *(m.name for m in measures)),
        rows=tuple(
            (
                scale.level.called,
                side,
                *(_part(world, measure, scale, scale.sides[side]) for measure in measures),
            )
            for scale, side in keys
        ),
        rests_on=tuple(
            (f"balance.{scale.level.name}.{slug(side)}",) for scale, side in keys
        ),
        note="Not known: a state of that side has no figure. Sides overlap. At "
        "each level its own states are counted and those whom treaties bind to them.",
    )


def _states_table(case: Case, world: World, measures: tuple[Measure, ...]) -> Table:
    members = tuple(dict.fromkeys((*case.heading.dyad, *_region(case))))
    rows = world.rows(members)
    return Table(
        id="balance.states",
        title="The states of the region, one by one",
        columns=("State", *(m.name for m in measures)),
        rows=tuple(
            (
                names([state]),
                *(
                    None if np.isnan(m.amounts[row]) else float(m.amounts[row])
                    for m in measures
                ),
            )
            for state, row in zip(members, rows, strict=True)
        ),
        rests_on=tuple(_figures(case, (state,), measures) for state in members),
        note="CINC is a share of the world; money in current US dollars; GDP x GDP per "
        "head in squared dollars a person.",
    )


def _region(case: Case) -> tuple[StateId, ...]:
    return next((level.states for level in case.heading.levels[1:] if level.states), ())


def _picture(
    case: Case, world: World, measures: tuple[Measure, ...], scale: Scale
) -> Picture:
    here = [
        (measure, side, part)
        for side, members in scale.sides.items()
        for measure in measures
        if (part := _part(world, measure, scale, members)) is not None
    ]
    with_, without = (
        float(np.median([part for _, named, part in here if named == side]))
        for side in (WITH, WITHOUT)
    )
    level = scale.level.called
    return Picture(
        id=f"balance.{scale.level.name}.shares",
        kind="bars",
        title=f"{sentence(level)}: those bound to help hold {with_:.0%} of capability with "
        f"the pact, {without:.0%} without (median of {len(measures)} measures)",
        alt=f"Shares of capability at the level of {level} by side and measure.",
        source="figures of the case on " + ", ".join(m.name for m in measures),
        x=f"share of capability among {len(scale.counted)} states counted",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple((sentence(side), m.name, part, None, None) for m, side, part in here),
    )


def _unknown(
    case: Case, world: World, measures: tuple[Measure, ...]
) -> tuple[Finding, ...]:
    wanted = tuple(dict.fromkeys((*case.heading.dyad, *_region(case))))
    return tuple(
        Finding("note", f"state {state}", f"no figure for {measure.name}")
        for measure in measures
        for state, row in zip(wanted, world.rows(wanted), strict=True)
        if np.isnan(measure.amounts[row])
    )


def slug(side: str) -> str:
    """Give the name of a side as an id.

    >>> slug("Pact and China")
    'pact_and_china'
    """
    return "_".join(side.lower().replace("-", " ").replace(",", " ").split())
