"""Poles with the pact and without it: camps that stand together counted as one.

The two parties are counted apart, and then as one. The other camps of the case that share
no member with them, nor with one another, are counted as one both times. How concentrated
capability then is, and how many poles there are, is read at each level by each measure.
"""

from collections.abc import Iterator, Mapping
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from foedus.ledger.entry import Result
from foedus.power.capability import concentrations, shares
from foedus.power.polarity import OF_THE_STRONGEST, effective_number, merged, poles
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Cell, Table
from foedus.questions.parts.balance.sides import counted
from foedus.questions.parts.balance.weighing import (
    Measure,
    Scale,
    Span,
    Weighed,
    over_measures,
    span,
)
from foedus.questions.telling import Told
from foedus.questions.wording import names
from foedus.states.roster import StateId

Floats = NDArray[np.float64]
WITHOUT, WITH = "without", "with"


def part(told: Weighed) -> Told:
    """Tell how concentrated capability is among camps, and how many poles there are."""
    return Told(
        results=tuple(one for scale in told.scales for one in _results(told, scale)),
        tables=(_table(told),),
    )


def camps_of(told: Weighed, scale: Scale) -> Mapping[str, tuple[tuple[StateId, ...], ...]]:
    """Give the camps counted as one at a level, without the pact and with it."""
    taken, others = {*told.case.heading.dyad}, list[tuple[StateId, ...]]()
    for camp in told.case.heading.camps:
        here = tuple(state for state in camp.states if state in scale.counted)
        if len(here) > 1 and not taken & {*here}:
            others.append(here)
            taken |= {*here}
    dyad = tuple(state for state in told.case.heading.dyad if state in scale.counted)
    both = (dyad,) if len(dyad) > 1 else ()
    return {WITHOUT: tuple(others), WITH: (*both, *others)}


def _results(told: Weighed, scale: Scale) -> Iterator[Result]:
    for which, camps in camps_of(told, scale).items():
        spans = [_con(told, measure, scale, camps) for measure in told.measures]
        number = [_effective(told, measure, scale, camps) for measure in told.measures]
        many = [_poles(told, measure, scale, camps) for measure in told.measures]
        what = f"with {_said(camps)} counted as one, {counted(scale, len(spans))}"
        rests = (_figures(scale),)
        basis = told.basis(scale.level, camps)
        for id, said, estimate in (
            ("con", "Concentration (CON)", over_measures(spans, Unit.NONE, basis)),
            (
                "number",
                "Effective number of powers",
                over_measures(number, Unit.NONE, basis),
            ),
            ("poles", _POLES, _counted(many, basis)),
        ):
            yield told.post(f"{scale.level.name}.camps.{id}.{which}", f"{said} {what}",
                            estimate, rests)  # fmt: skip
    yield _moved(told, scale)


def _moved(told: Weighed, scale: Scale) -> Result:
    """Post by how much the effective number falls once the parties are one."""
    camps, falls = camps_of(told, scale), []
    for measure in told.measures:
        before, after = (
            _units(told, measure.amounts, scale, one) for one in camps.values()
        )
        fall = 1 - effective_number(shares(after)) / effective_number(shares(before))
        drawn = [
            concentrations(_units(told, measure.drawn, scale, one))[1]
            for one in camps.values()
        ]
        falls.append(span(fall, 1 - drawn[0] / drawn[1]))
    return told.post(
        f"{scale.level.name}.camps.moved",
        "Share by which the effective number of powers falls once the parties of the pact "
        f"are counted as one, {counted(scale, len(falls))}",
        over_measures(falls, Unit.SHARE, told.basis(scale.level, camps)),
        (_figures(scale),),
    )


_POLES = f"Poles, which have at least {OF_THE_STRONGEST:g} of the strongest's share,"


def _figures(scale: Scale) -> str:
    """Name the entry that rests on the figures of all who are counted at a level."""
    return f"balance.{scale.level.name}.con"


def _said(camps: tuple[tuple[StateId, ...], ...]) -> str:
    return " and with ".join(names(camp) for camp in camps) or "nobody"


def _units(
    told: Weighed, amounts: Floats, scale: Scale, camps: tuple[tuple[StateId, ...], ...]
) -> Floats:
    """Count members of a camp as one, (..., N) to (..., M)."""
    rows = told.world.rows(scale.counted)
    places = [[scale.counted.index(state) for state in camp] for camp in camps]
    if amounts.ndim == 1:
        return merged(amounts[rows], places)
    held = amounts[:, rows]
    together = [np.nansum(held[:, camp], axis=1) for camp in places]
    others = np.delete(held, [place for camp in places for place in camp], axis=1)
    return np.column_stack([*together, others])


def _con(
    told: Weighed, measure: Measure, scale: Scale, camps: tuple[tuple[StateId, ...], ...]
) -> Span:
    value = concentrations(_units(told, measure.amounts, scale, camps))[0]
    drawn = concentrations(_units(told, measure.drawn, scale, camps))[0]
    return span(float(value), drawn)


def _effective(
    told: Weighed, measure: Measure, scale: Scale, camps: tuple[tuple[StateId, ...], ...]
) -> Span:
    value = effective_number(shares(_units(told, measure.amounts, scale, camps)))
    drawn = 1 / concentrations(_units(told, measure.drawn, scale, camps))[1]
    return span(value, drawn)


def _poles(
    told: Weighed, measure: Measure, scale: Scale, camps: tuple[tuple[StateId, ...], ...]
) -> int:
    return poles(shares(_units(told, measure.amounts, scale, camps)))


def _counted(many: list[int], basis: str) -> Estimate:
    return Estimate(
        median_low(many), min(many), max(many), 1.0, Unit.COUNT, f"measures {basis}"
    )


def _table(told: Weighed) -> Table:
    keys = [(scale, measure) for scale in told.scales for measure in told.measures]
    return Table(
        id="balance.camps",
        title="Poles by level and measure, without the pact and with it",
        columns=(
            "Level", "Measure", "CON without", "CON with", "Effective number without",
            "Effective number with", "Poles without", "Poles with",
        ),
        rows=tuple(
            (scale.level.called, measure.name, *_row(told, measure, scale))
            for scale, measure in keys
        ),
        rests_on=tuple(
            tuple(
                f"balance.{scale.level.name}.camps.{id}.{which}"
                for id in ("con", "number", "poles")
                for which in (WITHOUT, WITH)
            )
            for scale, _ in keys
        ),
        note="Without the pact its parties are two units, with it one. Counting two as one "
        "takes a unit away, and CON reckons with how many there are: it may fall where HHI "
        "cannot. Camps are the case's; who stands with whom by votes, trade and arms is no "
        "part of this table.",
    )  # fmt: skip


def _row(told: Weighed, measure: Measure, scale: Scale) -> Iterator[Cell]:
    camps = camps_of(told, scale)
    for reading in (_con, _effective, _poles):
        for which in (WITHOUT, WITH):
            found = reading(told, measure, scale, camps[which])
            yield found if isinstance(found, int) else found.value
