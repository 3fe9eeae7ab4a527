"""The balance at a place, once distance has worn strength down.

Each state's share of the world's capability is carried from its capital to the place, by
two laws of the loss of strength, and sides are read from what arrives. Distance is that of
great circles between capitals: a state with forces on the spot is worn down all the same.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.ledger.entry import Result
from foedus.power.capability import shares
from foedus.power.distance import REACH, discounted, evenly
from foedus.quantity import Unit
from foedus.questions.answer import Picture, Table
from foedus.questions.parts.balance.sides import counted, slug
from foedus.questions.parts.balance.weighing import (
    WITH,
    WITHOUT,
    Scale,
    Span,
    Weighed,
    figures_of,
    headline,
    over_measures,
    span,
)
from foedus.questions.telling import Told
from foedus.questions.wording import names, sentence
from foedus.states.places import Point, capital, distances_from, point_called
from foedus.states.roster import StateId

Floats = NDArray[np.float64]
Law = Callable[[Floats, Floats], Floats]
"""Gives what is left, (..., N), of shares, (..., N), at distances, (N,)."""
AT_HOME, WAR_TRAP, EVENLY = "at home", "the War Trap's law", "evenly to nothing"


def place_of(case: Case, at: str | None) -> Point:
    """Find the place that is asked of; the attacked partner's capital if none is.

    Raises
    ------
    StateFault
        There is no such place.
    """
    if at is not None:
        return point_called(at, case.heading.as_of)
    row = capital(headline(case).victim, case.heading.as_of)
    return Point(row.name, row.latitude, row.longitude)


def part(told: Weighed, place: Point) -> Told:
    """Tell what sides hold at the place, by both laws."""
    known = [state for state in told.world.ids if _is_known(told, state)]
    km = distances_from(place, known, told.case.heading.as_of)
    near = {state: d for state, d in zip(known, km, strict=True) if np.isfinite(d)}
    arrived = {law: _arrived(told, law_of, near) for law, law_of in _laws(told).items()}
    held = {
        (scale.level.name, side, law): spans
        for scale in told.scales
        for side in scale.sides
        for law in arrived
        if (spans := _spans(scale, side, arrived[law], tuple(near)))
    }
    return Told(
        results=tuple(
            _result(told, scale, side, place, held[scale.level.name, side, WAR_TRAP])
            for scale in told.scales
            for side in scale.sides
            if (scale.level.name, side, WAR_TRAP) in held
        ),
        tables=(_table(told, place, held, near),),
        pictures=(_picture(told, place, held),),
    )


_Held = Mapping[tuple[str, str, str], list[Span]]


def _is_known(told: Weighed, state: StateId) -> bool:
    row = told.world.rows((state,))[0]
    return any(np.isfinite(measure.amounts[row]) for measure in told.measures)


def _laws(told: Weighed) -> Mapping[str, Law]:
    year = told.case.heading.as_of.year
    return MappingProxyType(
        {
            AT_HOME: lambda parts, km: parts,
            WAR_TRAP: lambda parts, km: discounted(parts, km, year=year),
            EVENLY: evenly,
        }
    )


def _arrived(
    told: Weighed, law: Law, near: Mapping[StateId, float]
) -> list[tuple[Floats, Floats]]:
    """Carry shares of the world to the place, by each measure: (N,) and its draws."""
    rows, km = told.world.rows(tuple(near)), np.array(list(near.values()))
    carried = []
    for measure in told.measures:
        drawn = measure.drawn[:, rows]
        whole = np.nansum(drawn, axis=1, keepdims=True)
        carried.append((law(shares(measure.amounts[rows]), km), law(drawn / whole, km)))
    return carried


def _spans(
    scale: Scale,
    side: str,
    arrived: list[tuple[Floats, Floats]],
    known: tuple[StateId, ...],
) -> list[Span]:
    """Read a side's part of what arrives from the states counted, by each measure."""
    if not set(scale.sides[side]) <= set(known):
        return []
    here = [known.index(state) for state in scale.counted if state in known]
    mine = [known.index(state) for state in scale.sides[side]]
    return [
        span(
            float(left[mine].sum() / np.nansum(left[here])),
            drawn[:, mine].sum(axis=1) / np.nansum(drawn[:, here], axis=1),
        )
        for left, drawn in arrived
        if np.isfinite(left[mine]).all()
    ]


def _result(
    told: Weighed, scale: Scale, side: str, place: Point, spans: list[Span]
) -> Result:
    members = scale.sides[side]
    return told.post(
        f"{scale.level.name}.there.{slug(side)}",
        f"Share of capability that {side} ({names(members)}) could bring to {place.name}, "
        f"by the War Trap's law of distance, {counted(scale, len(spans))}",
        over_measures(spans, Unit.SHARE, told.basis(scale.level, side, place)),
        figures_of(told.case, members, told.measures),
    )


def _table(
    told: Weighed, place: Point, held: _Held, near: Mapping[StateId, float]
) -> Table:
    laws = tuple(_laws(told))
    keys = [
        (scale, side)
        for scale in told.scales
        for side in scale.sides
        if (scale.level.name, side, WAR_TRAP) in held
    ]
    dyad = "; ".join(f"{names([s])} {near[s]:,.0f} km" for s in told.case.heading.dyad
                     if s in near)  # fmt: skip
    return Table(
        id="balance.there",
        title=f"What sides could bring to {place.name}",
        columns=("Level", "Side", *(sentence(law) for law in laws)),
        rows=tuple(
            (
                scale.level.called,
                side,
                *(
                    float(np.median([s.value for s in held[scale.level.name, side, law]]))
                    for law in laws
                ),
            )
            for scale, side in keys
        ),
        rests_on=tuple(
            (f"balance.{scale.level.name}.there.{slug(side)}",) for scale, side in keys
        ),
        note="Shares of what arrives, median of measures. The War Trap raises a share of "
        "the world to a power that grows with days of travel; the other law lets strength "
        f"fall evenly to nothing at {REACH:,.0f} km, which is assumed. From the capitals: "
        f"{dyad}.",
    )


def _picture(told: Weighed, place: Point, held: _Held) -> Picture:
    scale = told.scales[-1]
    level = scale.level.name

    def middle(side: str, law: str) -> float:
        return float(np.median([one.value for one in held[level, side, law]]))

    gain = {
        law: middle(WITH, law) - middle(WITHOUT, law) for law in (AT_HOME, WAR_TRAP, EVENLY)
    }
    return Picture(
        id="balance.there",
        kind="bars",
        title=f"At {place.name} the pact adds {gain[WAR_TRAP]:.0%} of what arrives by the "
        f"War Trap's law, {gain[EVENLY]:.0%} by the even one; counted at home, "
        f"{gain[AT_HOME]:.0%}",
        alt=f"Shares of {scale.level.called} by side, at home and as they arrive at "
        f"{place.name} by two laws.",
        source="figures of the case; distances between capitals",
        x="share of capability, median of measures; lines: all measures and their doubt",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (
                sentence(side),
                law,
                middle(side, law),
                min(one.low for one in held[level, side, law]),
                max(one.high for one in held[level, side, law]),
            )
            for side in scale.sides
            for law in _laws(told)
            if (level, side, law) in held
        ),
    )
