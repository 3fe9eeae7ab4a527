"""The war chest of a coalition: money, men and warheads of all who must help it.

Whoever is attacked is helped by those whom treaties bind to help. So the chest of a
coalition is what its members have and what their helpers have, with the pact and with it
struck out.
Certain promises make the low end, since one that hangs on a finding may not be kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case, Question
from foedus.faults import NeedFault
from foedus.ledger.entry import Result
from foedus.pacts.obligation import Level as Sureness
from foedus.pacts.pact import Pact
from foedus.power.chest import chest
from foedus.quantity import Estimate, Field, Unit
from foedus.questions.answer import Table
from foedus.questions.numbers import estimate
from foedus.questions.parts.balance.doubted import factors
from foedus.questions.parts.balance.weighing import (
    CENTRAL,
    HIGH,
    LOW,
    Weighed,
    called,
    headline,
    latest,
)
from foedus.questions.parts.obligations.duties import follow, owing
from foedus.questions.telling import Told
from foedus.questions.wording import names, sentence
from foedus.states.roster import StateId, roster
from foedus.world import fields

Floats = NDArray[np.float64]

HELD = (
    fields.GDP,
    fields.MILITARY_EXPENDITURE,
    fields.MILITARY_PERSONNEL,
    fields.POPULATION,
    fields.WARHEADS_STOCKPILE,
)
"""What a chest is counted in."""
WITHOUT, WITH = "without", "with"


@dataclass(frozen=True, slots=True)
class Band:
    """A coalition under attack, and who must help it."""

    members: tuple[StateId, ...]
    attacker: StateId
    certain: dict[str, tuple[StateId, ...]]
    """Without and with the pact: those bound whatever is found."""
    conditional: dict[str, tuple[StateId, ...]]
    """Those bound if something is found, or decided."""

    def all_of(self, which: str) -> tuple[StateId, ...]:
        """List members and helpers, certain ones first."""
        return (*self.members, *self.certain[which], *self.conditional[which])


def band_of(case: Case, coalition: Sequence[StateId] | None) -> Band:
    """Follow the treaties of each member as if it were attacked.

    The attacker is that of the first headline act; its victim, where the coalition holds
    the attacker.

    Raises
    ------
    NeedFault
        The coalition is empty, names a state twice, or holds both sides of the act.
    StateFault
        A member is no state.
    """
    act = headline(case)
    members = (act.victim,) if coalition is None else tuple(coalition)
    for member in members:
        roster().index(member)
    attacker = act.victim if act.attacker in members else act.attacker
    if not members or len(set(members)) < len(members) or attacker in members:
        raise NeedFault(
            f"a coalition of {', '.join(members) or 'nobody'}",
            expected=f"states, each once, and not both {act.attacker} and {act.victim}",
            where="questions.balance, the war chest",
            mend="name the states that stand together, parted by commas",
        )
    rest = tuple(pact for pact in case.pacts if pact.id != case.heading.pact)
    sure, maybe = {}, {}
    for which, pacts in ((WITHOUT, rest), (WITH, case.pacts)):
        sure[which], maybe[which] = _helpers(case, act, members, attacker, pacts)
    return Band(members, attacker, sure, maybe)


def part(told: Weighed, band: Band) -> Told:
    """Tell the chest, with and without the pact."""
    results = tuple(_results(told, band))
    return Told(results, (_table(told, band, results), _helpers_table(told, band)))


def _helpers(
    case: Case,
    act: Question,
    members: tuple[StateId, ...],
    attacker: StateId,
    pacts: Sequence[Pact],
) -> tuple[tuple[StateId, ...], tuple[StateId, ...]]:
    """Name who owes help to some member, for certain and perhaps."""
    sure, maybe = set[StateId](), set[StateId]()
    for member in members:
        asked = replace(act, attacker=attacker, victim=member)
        followed = follow(case, asked, pacts=pacts)
        sure |= {*owing(followed, Sureness.CERTAIN)}
        maybe |= {*owing(followed, Sureness.CONDITIONAL)}
    sure -= {*members}
    return tuple(sorted(sure)), tuple(sorted(maybe - sure - {*members}))


def _results(told: Weighed, band: Band) -> Iterator[Result]:
    figures = [f for f in latest(told.case) if f.field in {field.name for field in HELD}]
    factor = factors(figures, seed=told.seed, runs=told.runs)
    for field in HELD:
        if field.name in told.world.columns:
            drawn = told.world[field] * factor[field.name]
            for which in (WITHOUT, WITH):
                yield _result(told, band, field, drawn, which)


def _result(told: Weighed, band: Band, field: Field, drawn: Floats, which: str) -> Result:
    everyone = band.all_of(which)
    certain = (*band.members, *band.certain[which])
    rows = told.world.rows(everyone).tolist()
    whole = float(chest(told.world[field], rows).amount)
    least = chest(drawn, told.world.rows(certain).tolist()).amount
    low = min(whole, float(np.quantile(least, LOW)))
    high = max(whole, float(np.quantile(chest(drawn, rows).amount, HIGH)))
    cited = [
        f.id for f in latest(told.case) if f.state in everyone and f.field == field.name
    ]
    return told.post(
        f"chest.{field.name}.{which}",
        f"{sentence(called(field.name))} of {names(band.members)} and of those bound to "
        f"help against {names([band.attacker])}, {which} the pact ({names(everyone)}); the "
        f"low end counts certain promises alone{_lacking(told, field, everyone)}",
        Estimate(
            whole, low, high, CENTRAL, field.unit, told.basis(field.name, band, which)
        ),
        cited or [f"pact:{told.case.heading.pact}"],
    )


def _lacking(told: Weighed, field: Field, states: tuple[StateId, ...]) -> str:
    """Say of whom a figure is not known; who has no row of warheads has none."""
    if field.unit is Unit.WARHEADS:
        return ""
    rows = told.world.rows(states).tolist()
    places = chest(told.world[field], rows).unknown
    lacking = [told.world.ids[place] for place in places]
    return f"; not known of {names(lacking)}" if lacking else ""


def _table(told: Weighed, band: Band, results: tuple[Result, ...]) -> Table:
    held = {str(result.id): result for result in results}
    shown = [f for f in HELD if f"balance.chest.{f.name}.{WITH}" in held]
    ids = [[f"balance.chest.{f.name}.{which}" for which in (WITHOUT, WITH)] for f in shown]
    return Table(
        id="balance.chest",
        title=f"The war chest of {names(band.members)}, attacked by "
        f"{names([band.attacker])}",
        columns=("What", "Without the pact", "With it", "Times"),
        rows=tuple(
            (
                called(field.name),
                estimate(held[bare].estimate),
                estimate(held[full].estimate),
                _times(held[bare].estimate.value, held[full].estimate.value),
            )
            for field, (bare, full) in zip(shown, ids, strict=True)
        ),
        rests_on=tuple(tuple(pair) for pair in ids),
        note="What is owed is not what would be sent. Money is a year's, in US dollars; no "
        "reserves of currency, shells or oil are counted, since the case has no figures of "
        "them for all. The low end counts members and certain promises alone.",
    )


def _times(without: float, with_: float) -> float | None:
    return with_ / without if without > 0 else None


def _helpers_table(told: Weighed, band: Band) -> Table:
    return Table(
        id="balance.helpers",
        title=f"Who must help {names(band.members)} against {names([band.attacker])}",
        columns=("Pact", "Certain", "Conditional"),
        rows=tuple(
            (
                f"{which} the pact",
                names(band.certain[which]) or "nobody",
                names(band.conditional[which]) or "nobody",
            )
            for which in (WITHOUT, WITH)
        ),
        rests_on=tuple(
            (f"balance.chest.{fields.MILITARY_PERSONNEL.name}.{which}",)
            if fields.MILITARY_PERSONNEL.name in told.world.columns
            else ()
            for which in (WITHOUT, WITH)
        ),
    )
