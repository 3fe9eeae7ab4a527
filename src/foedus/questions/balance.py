"""What the pact does to the balance of power, with and without it.

By itself a pact moves no soldier. What it moves is who stands beside whom when somebody
is attacked: so the balance is read as the capability of those who must help each side,
at each level and by several measures, once with the pact and once with it struck out.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.case import Case
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.power.capability import (
    concentration,
    herfindahl,
    shares,
)
from foedus.quantity import Estimate, Unit
from foedus.questions.aligned import aligned
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.series import Tables
from foedus.questions.unanswered import unanswered
from foedus.questions.weighing import (
    WITH,
    WITHOUT,
    Measure,
    Scale,
    case_world,
    known,
    measures_of,
    part_of,
    scale_of,
    sides_of,
    weighs,
)
from foedus.questions.wording import names, sentence
from foedus.states.roster import StateId
from foedus.world.world import World

QUESTION = "balance"
ASKS = "What does the pact do to the balance of power?"

Floats = NDArray[np.float64]


def ask(
    case: Case, *, seed: int = 1, runs: int = 2_000, tables: Tables | None = None
) -> Answer:
    """Read the balance at every level of the case, and who holds together.

    Where no measure has figures of all who are bound to the partner, a finding says so.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws of blocs and of leverage.
    tables
        Gives data sets by name, for a day of a year that the package does not carry.
    """
    world = case_world(case)
    measures = measures_of(world)
    sides = sides_of(case)
    scales = tuple(scale_of(case, level, sides) for level in case.heading.levels)
    measures = tuple(m for m in measures if all(weighs(world, m, s) for s in scales))
    if not measures:
        lacking = NeedFault(
            "no measure of capability knows every state bound to the partner",
            expected=f"figures of {names(sides[WITH])}",
            where=f"case {case.name}, states.csv",
            mend=f"add figures such as cinc or gdp of {names(sides[WITH])} to states.csv, "
            "each with its source",
        )
        return unanswered(case, QUESTION, "the balance of power", lacking)
    beside = aligned(case, question=QUESTION, seed=seed, runs=runs, tables=tables)
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
        )
        + beside.results,
        tables=(
            _sides_table(case, sides),
            _shares_table(world, measures, scales),
            _states_table(case, world, measures),
            *beside.tables,
        ),
        pictures=(
            *(_picture(case, world, measures, scale) for scale in scales),
            *beside.pictures,
        ),
        findings=(*_unknown(case, world, measures), *beside.findings),
        basis=doors.digest([case.digest, QUESTION, seed, runs]),
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
            if (part := part_of(world, measure, scale, members)) is not None
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
        if (with_ := part_of(world, measure, scale, sides[WITH])) is not None
        and (without := part_of(world, measure, scale, sides[WITHOUT])) is not None
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
        for f in sorted(known(case), key=lambda f: f.year)
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
                *(
                    part_of(world, measure, scale, scale.sides[side])
                    for measure in measures
                ),
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
        if (part := part_of(world, measure, scale, members)) is not None
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
