"""How the balance is weighed: by which measures, at which level, between which sides.

A measure holds what the figures say and what they say when each is drawn with its doubt.
So a share is a span: its value from the figures as they stand, its ends from the draws.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.case import Case, Figure, Level, Question
from foedus.estimation.polarity import carried_polarity
from foedus.faults import NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.pacts.chain import Chain
from foedus.pacts.obligation import Level as Sureness
from foedus.power.capability import net_resources, shares, together
from foedus.quantity import Estimate, Field, Unit
from foedus.questions.parts.balance.doubted import factors, many_factors
from foedus.questions.parts.obligations.duties import follow, owing
from foedus.questions.wording import names, words
from foedus.states.roster import StateId, roster
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
    """Fields of the figures that it rests on; none where it rests on a data set."""
    drawn: Floats
    """The same with the doubt of its figures, (R, N)."""
    rests_on: tuple[str, ...] = ()
    """Data sets that it rests on."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number by one measure: from the figures as they stand, and from the draws."""

    value: float
    low: float
    high: float


_PLAIN = (
    fields.CINC, fields.GDP, fields.MILITARY_EXPENDITURE, fields.MILITARY_PERSONNEL,
)  # fmt: skip
"""Fields that are measures as they stand."""
CENTRAL = 0.90
"""Share of the draws between the ends of a span."""
LOW, HIGH = (1 - CENTRAL) / 2, (1 + CENTRAL) / 2


@dataclass(frozen=True, slots=True)
class Scale:
    """A level of the case: the states weighed there, and the sides they make up."""

    level: Level
    counted: tuple[StateId, ...]
    """The level's own states, and those from outside who are bound to them."""
    sides: Mapping[str, tuple[StateId, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A case ready to be weighed, and the way to post what comes of it."""

    case: Case
    world: World
    measures: tuple[Measure, ...]
    scales: tuple[Scale, ...]
    sides: Mapping[str, tuple[StateId, ...]]
    seed: int
    runs: int

    def basis(self, *what: object) -> str:
        """Name what a number rests on: the case, the draws, and what was reckoned."""
        return doors.digest([self.case.digest, self.seed, self.runs, *what])

    def post(
        self, id: str, told: str, estimate: Estimate, rests_on: Iterable[str]
    ) -> Result:
        """Post a number of this question."""
        return Result(
            id=ResultId(f"balance.{id}"),
            question="balance",
            sentence=told,
            estimate=estimate,
            rests_on=tuple(dict.fromkeys(rests_on)),
            posted=self.case.heading.as_of,
        )


WITHOUT = "those bound to the partner without the pact"
WITH = "those bound to the partner with the pact"


def case_world(case: Case) -> World:
    """Make the world of the case's day from its latest figures."""
    latest: dict[Field, dict[StateId, float]] = {}
    for figure in sorted(known(case), key=lambda f: f.year):
        latest.setdefault(fields.FIELDS[figure.field], {})[figure.state] = figure.value
    return world_of(latest, day=case.heading.as_of, pacts=case.pacts)


def called(field: str) -> str:
    """Say what a field is called.

    >>> called("gdp"), called("military_personnel")
    ('GDP', 'military personnel')
    """
    return field.upper() if field in (fields.CINC.name, fields.GDP.name) else words(field)


def latest(case: Case) -> tuple[Figure, ...]:
    """List the last figure of each state and field that the world can hold."""
    held = {(f.state, f.field): f for f in sorted(known(case), key=lambda f: f.year)}
    return tuple(held[key] for key in sorted(held))


def measures_of(case: Case, world: World, *, seed: int, runs: int) -> tuple[Measure, ...]:
    """Give the measures of capability that the world's figures allow."""
    wanted = {field.name for field in (*_PLAIN, fields.POPULATION)}
    figures = [figure for figure in latest(case) if figure.field in wanted]
    factor = factors(figures, seed=seed, runs=runs)
    found = [
        Measure(
            called(field.name),
            world[field],
            (field.name,),
            world[field] * factor[field.name],
        )
        for field in _PLAIN
        if field.name in world.columns
    ]
    if {fields.GDP.name, fields.POPULATION.name} <= set(world.columns):
        gdp, people = world[fields.GDP], world[fields.POPULATION]
        both = fields.GDP.name, fields.POPULATION.name
        drawn = net_resources(gdp * factor[both[0]], people * factor[both[1]])
        found.append(Measure("GDP x GDP per head", net_resources(gdp, people), both, drawn))
    # A measure of a data set joins those of the case, and does not stand in for them.
    if found and case.heading.as_of.year > carried_polarity().surplus_year:
        found.append(_surplus(world, seed=seed, runs=runs))
    return tuple(found)


def _surplus(world: World, *, seed: int, runs: int) -> Measure:
    """Give surplus domestic product of the last year known, as the package carries it."""
    held = carried_polarity()
    amounts = np.full(len(world.ids), np.nan)
    for state, share in held.surplus.items():
        amounts[roster().index(StateId(state))] = share
    states = [StateId(state) for state in held.surplus]
    drawn = amounts * many_factors("surplus", states, seed=seed, runs=runs)
    name = f"surplus domestic product ({held.surplus_year})"
    return Measure(name, amounts, (), drawn, ("data:cow_surplus",))


def known(case: Case) -> tuple[Figure, ...]:
    """List the figures that the world can hold, of years up to the case's day."""
    return tuple(
        f
        for f in case.figures
        if f.field in fields.FIELDS and f.year <= case.heading.as_of.year
    )


def headline(case: Case) -> Question:
    """Give the act in which the pact's partner is attacked: the first told at length.

    Raises
    ------
    NeedFault
        The case asks about no act.
    """
    first = next((act for act in case.acts if act.headline), next(iter(case.acts), None))
    if first is None:
        raise NeedFault(
            "the case asks about no act, so that nobody is called to help",
            expected="an act under `acts`",
            where=f"case {case.name}, acts.yaml",
            mend="write the attack on one of the two that the pact is meant for",
        )
    return first


def sides_of(case: Case) -> dict[str, tuple[StateId, ...]]:
    """Name who stands with the attacked partner, without the pact and with it."""
    act = headline(case)
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


def helped_of(case: Case) -> dict[StateId, tuple[StateId, ...]]:
    """Name who owes help to each state that a headline act of the case attacks."""
    held: dict[StateId, tuple[StateId, ...]] = {}
    for act in case.acts:
        if act.headline:
            held[act.victim] = (*held.get(act.victim, ()), *_helpers(follow(case, act)))
    return held


def scale_of(
    case: Case,
    level: Level,
    sides: Mapping[str, tuple[StateId, ...]],
    helped: Mapping[StateId, tuple[StateId, ...]],
) -> Scale:
    """Weigh the level's own states and those from outside whom treaties bind to them.

    A camp that is not wholly among them is left out at that level.
    """
    own = level.states or tuple(sorted({f.state for f in known(case)}))
    brought = [*sides[WITHOUT], *sides[WITH]]
    brought += [s for victim, helpers in helped.items() if victim in own for s in helpers]
    counted = tuple(dict.fromkeys((*own, *brought)))
    held = {side: who for side, who in sides.items() if set(who) <= set(counted)}
    return Scale(level, counted, held)


def part_of(
    world: World, measure: Measure, scale: Scale, members: tuple[StateId, ...]
) -> Span | None:
    """Give the share that a side holds among the states counted; None if not known."""
    amounts = measure.amounts[world.rows(scale.counted)]
    rows = [scale.counted.index(member) for member in members]
    if np.isnan(amounts[rows]).any():
        return None
    parts = drawn_parts(world, measure, scale, members)
    return span(together(shares(amounts), rows), parts)


def drawn_parts(
    world: World, measure: Measure, scale: Scale, members: tuple[StateId, ...]
) -> Floats:
    """Give the share that a side holds in each draw, (R,)."""
    whole = np.nansum(measure.drawn[:, world.rows(scale.counted)], axis=1)
    held: Floats = np.nansum(measure.drawn[:, world.rows(members)], axis=1) / whole
    return held


def span(value: float, drawn: Floats) -> Span:
    """Put the draws about a value; the value lies within, whatever they are."""
    low, high = np.quantile(drawn, [LOW, HIGH])
    return Span(value, min(value, float(low)), max(value, float(high)))


def over_measures(spans: Sequence[Span], unit: Unit, basis: str) -> Estimate:
    """Put the median of the measures first, and the outermost ends about it.

    The level is 1: a range over measures, each with its doubt, is no probability.
    """
    return Estimate(
        float(np.median([one.value for one in spans])),
        min(one.low for one in spans),
        max(one.high for one in spans),
        1.0,
        unit,
        f"measures {basis}",
    )


def lacks(world: World, measure: Measure, scales: Sequence[Scale]) -> tuple[StateId, ...]:
    """Name the states of either side of the pact of which a measure knows nothing.

    Where there is one, the sides cannot be compared by it.
    """
    asked = dict.fromkeys(
        state for scale in scales for side in (WITHOUT, WITH) for state in scale.sides[side]
    )
    known = ~np.isnan(measure.amounts[world.rows(tuple(asked))])
    return tuple(state for state, told in zip(asked, known, strict=True) if not told)


def figures_of(
    case: Case, members: Sequence[StateId], measures: Sequence[Measure]
) -> tuple[str, ...]:
    """Name the figures and data sets that a number about some states rests on."""
    wanted = {field for measure in measures for field in measure.figures}
    told = [f.id for f in latest(case) if f.state in members and f.field in wanted]
    sets = dict.fromkeys(id for measure in measures for id in measure.rests_on)
    return (*sorted(told), *sets)
