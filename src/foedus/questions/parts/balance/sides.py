"""What each side of the balance holds, level by level and measure by measure."""

from collections.abc import Iterator

import numpy as np

from foedus.faults import Finding
from foedus.ledger.entry import Result
from foedus.power.capability import concentrations
from foedus.quantity import Unit
from foedus.questions.answer import Cell, Picture, Table
from foedus.questions.parts.balance.doubted import ODD, doubts
from foedus.questions.parts.balance.weighing import (
    WITH,
    WITHOUT,
    Measure,
    Scale,
    Span,
    Weighed,
    called,
    drawn_parts,
    figures_of,
    latest,
    over_measures,
    part_of,
    span,
)
from foedus.questions.telling import Told
from foedus.questions.wording import names, sentence
from foedus.states.roster import StateId

INDICES = ("CON", "HHI")


def part(told: Weighed) -> Told:
    """Tell shares, what the pact adds, and how concentrated capability is."""
    return Told(
        results=tuple(
            result
            for scale in told.scales
            for result in (
                *_shares(told, scale),
                *_gain(told, scale),
                *_concentrations(told, scale),
            )
        ),
        tables=(
            _sides_table(told),
            _shares_table(told),
            _states_table(told),
            _doubts_table(told),
        ),
        pictures=tuple(_picture(told, scale) for scale in told.scales),
    )


def unknown(told: Weighed) -> tuple[Finding, ...]:
    """Name the states of the region that a measure does not know."""
    wanted = tuple(dict.fromkeys((*told.case.heading.dyad, *_region(told))))
    return tuple(
        Finding("note", f"state {state}", f"no figure for {measure.name}")
        for measure in told.measures
        for state, row in zip(wanted, told.world.rows(wanted), strict=True)
        if np.isnan(measure.amounts[row])
    )


def slug(side: str) -> str:
    """Give the name of a side as an id.

    >>> slug("Pact and China")
    'pact_and_china'
    """
    return "_".join(side.lower().replace("-", " ").replace(",", " ").split())


def counted(scale: Scale, many: int) -> str:
    """Say among whom a number was reckoned, and over how many measures."""
    return (
        f"among {len(scale.counted)} states counted at the level of {scale.level.called}, "
        f"median and range over {many} measures, each with the doubt of its figures"
    )


def _shares(told: Weighed, scale: Scale) -> Iterator[Result]:
    """Post what each side holds."""
    for side, members in scale.sides.items():
        parts = _spans(told, scale, members)
        if parts:
            what = f"Share of capability held by {side} ({names(members)})"
            yield _result(told, scale, slug(side), what, parts, members)


def _gain(told: Weighed, scale: Scale) -> Iterator[Result]:
    """Post what the pact adds, measure by measure, to the side of the partner."""
    bare, full = scale.sides[WITHOUT], scale.sides[WITH]
    gains = []
    for measure in told.measures:
        with_, without = (part_of(told.world, measure, scale, m) for m in (full, bare))
        if with_ and without:
            drawn = [drawn_parts(told.world, measure, scale, m) for m in (full, bare)]
            gains.append(span(with_.value - without.value, drawn[0] - drawn[1]))
    what = "Share of capability that the pact adds to the side of the partner"
    members = tuple(sorted(set(full) - set(bare))) or full
    yield _result(told, scale, "gain", what, gains, members)


def _concentrations(told: Weighed, scale: Scale) -> Iterator[Result]:
    rows = told.world.rows(scale.counted)
    known = [m for m in told.measures if np.isfinite(m.amounts[rows]).sum() >= 2]
    for place, label in enumerate(INDICES):
        spans = [
            span(
                float(concentrations(m.amounts[rows])[place]),
                concentrations(m.drawn[:, rows])[place],
            )
            for m in known
        ]
        what = f"Concentration of capability ({label})"
        yield _result(
            told, scale, label.lower(), what, spans, scale.counted, unit=Unit.NONE
        )


def _result(
    told: Weighed,
    scale: Scale,
    id: str,
    what: str,
    spans: list[Span],
    members: tuple[StateId, ...],
    *,
    unit: Unit = Unit.SHARE,
) -> Result:
    return told.post(
        f"{scale.level.name}.{id}",
        f"{what}, {counted(scale, len(spans))}",
        over_measures(spans, unit, told.basis(scale.level, id)),
        figures_of(told.case, members, told.measures),
    )


def _spans(told: Weighed, scale: Scale, members: tuple[StateId, ...]) -> list[Span]:
    found = (part_of(told.world, measure, scale, members) for measure in told.measures)
    return [one for one in found if one is not None]


def _sides_table(told: Weighed) -> Table:
    heading = told.case.heading
    because = {camp.name: camp.because for camp in heading.camps}
    return Table(
        id="balance.sides",
        title="Who is counted on which side",
        columns=("Side", "States", "Why"),
        rows=tuple(
            (side, names(members), because.get(side, "owes help by treaty, certain or not"))
            for side, members in told.sides.items()
        ),
    )


def _shares_table(told: Weighed) -> Table:
    keys = [(scale, side) for scale in told.scales for side in scale.sides]
    return Table(
        id="balance.shares",
        title="Share of capability by side, level and measure",
        columns=("Level", "Side", *(m.name for m in told.measures)),
        rows=tuple(
            (
                scale.level.called,
                side,
                *(_cell(told, m, scale, side) for m in told.measures),
            )
            for scale, side in keys
        ),
        rests_on=tuple(
            (f"balance.{scale.level.name}.{slug(side)}",) for scale, side in keys
        ),
        note="Not known: a state of that side has no figure. Sides overlap. At "
        "each level its own states are counted and those whom treaties bind to them.",
    )


def _cell(told: Weighed, measure: Measure, scale: Scale, side: str) -> Cell:
    found = part_of(told.world, measure, scale, scale.sides[side])
    return None if found is None else found.value


def _states_table(told: Weighed) -> Table:
    members = tuple(dict.fromkeys((*told.case.heading.dyad, *_region(told))))
    rows = told.world.rows(members)
    return Table(
        id="balance.states",
        title="The states of the region, one by one",
        columns=("State", *(m.name for m in told.measures)),
        rows=tuple(
            (
                names([state]),
                *(
                    None if np.isnan(m.amounts[row]) else float(m.amounts[row])
                    for m in told.measures
                ),
            )
            for state, row in zip(members, rows, strict=True)
        ),
        rests_on=tuple(figures_of(told.case, (s,), told.measures) for s in members),
        note="CINC and surplus domestic product are shares of the world; money in current "
        "US dollars; GDP x GDP per head in squared dollars a person.",
    )


def _doubts_table(told: Weighed) -> Table:
    wanted = {field for measure in told.measures for field in measure.figures}
    figures = [figure for figure in latest(told.case) if figure.field in wanted]
    return Table(
        id="balance.doubts",
        title="How far the figures of a measure may be off",
        columns=("Figure", "Spread of its log", "On what it rests", "Doubted more"),
        rows=tuple(
            (called(one.field), one.spread, one.because, names(one.odd) or "nobody")
            for one in doubts(figures)
        ),
        note=f"A figure that was recalled, or stands apart from the others of its field by "
        f"source or by three years, is given {ODD:g} times the spread; assumed. A figure "
        "with a range of its own is drawn within it.",
    )


def _region(told: Weighed) -> tuple[StateId, ...]:
    levels = told.case.heading.levels[1:]
    return next((level.states for level in levels if level.states), ())


def _picture(told: Weighed, scale: Scale) -> Picture:
    here = [
        (measure, side, found)
        for side, members in scale.sides.items()
        for measure in told.measures
        if (found := part_of(told.world, measure, scale, members)) is not None
    ]
    with_, without = (
        float(np.median([found.value for _, named, found in here if named == side]))
        for side in (WITH, WITHOUT)
    )
    level = scale.level.called
    return Picture(
        id=f"balance.{scale.level.name}.shares",
        kind="bars",
        title=f"{sentence(level)}: those bound to help hold {with_:.0%} of capability with "
        f"the pact, {without:.0%} without (median of {len(told.measures)} measures)",
        alt=f"Shares of capability at the level of {level} by side and measure, with what "
        "the doubt of figures leaves open.",
        source="figures of the case on " + ", ".join(m.name for m in told.measures),
        x=f"share of capability among {len(scale.counted)} states counted; lines: 90 % of "
        "draws of the figures",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (sentence(side), m.name, one.value, one.low, one.high) for m, side, one in here
        ),
    )
