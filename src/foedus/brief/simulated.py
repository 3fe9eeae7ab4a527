"""Runs of the system as a page: fans of what each year brings, and what a change does.

The page is a brief of one section, drawn by the brief's own means. All that it says rests
on the runs, which stand as one entry with their digest and seed.
"""

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from foedus import doors
from foedus.brief.drawing import called
from foedus.brief.statement import (
    Block,
    Brief,
    Card,
    FigureBlock,
    Heading,
    Note,
    Statement,
    TableBlock,
)
from foedus.cases.case import Case
from foedus.faults import Finding
from foedus.questions.answer import Picture, Table
from foedus.questions.numbers import estimate, rounded
from foedus.questions.wording import sentence
from foedus.simulation.contrast import Contrast
from foedus.simulation.ensemble import Ensemble
from foedus.simulation.scenario import Scenario
from foedus.simulation.summary import TOLD, yearly

CALLED = {
    "disputes": "Disputes begun", "wars": "Wars begun", "joined": "States that join one",
    "signed": "Pacts of two signed", "entered": "Entries to pacts of many",
    "ended": "Pacts ended", "founded": "Pacts of many founded", "born": "States born",
}  # fmt: skip
"""What is counted, in a title."""

SOURCE = "runs of the simulated system, as foedus fit system left it"
RUNS = "run:forward"
"""The entry that all rests on."""


def simulated(
    case: Case,
    scenarios: Sequence[Scenario],
    held: Sequence[Ensemble],
    contrasts: Sequence[Contrast] = (),
    findings: Sequence[Finding] = (),
) -> Brief:
    """Put what runs say into the form of a brief.

    Parameters
    ----------
    case
        Whose system it is.
    scenarios, held
        The system as it is and, if there is one, as it is changed; and their runs.
    contrasts
        What the change does.
    findings
        What to mind.
    """
    card = Card(
        RUNS,
        "model",
        f"{len(held[0].runs)} runs of {held[0].years} years from {scenarios[0].year}, seed "
        f"{held[0].seed}",
        source="foedus simulate, " + ", ".join(one.digest for one in held),
    )
    return Brief(
        title=f"{case.heading.title}: the system run forward",
        question="What do the coming years bring"
        + (", with the change and without it?" if len(held) > 1 else "?"),
        case=case.name,
        as_of=case.heading.as_of,
        basis=doors.digest([one.digest for one in held]),
        version=version("foedus"),
        blocks=tuple(_blocks(scenarios[0], held, contrasts, findings)),
        cards={RUNS: card},
    )


def _blocks(
    scenario: Scenario,
    held: Sequence[Ensemble],
    contrasts: Sequence[Contrast],
    findings: Sequence[Finding],
) -> Iterator[Block]:
    if contrasts:
        yield Heading("What the change does", "change")
        yield Statement(_said(contrasts), (RUNS,))
        if moved := [one for one in contrasts if not one.within_noise]:
            yield FigureBlock(_differences(moved, held[0].years), (RUNS,))
        yield TableBlock(_table(contrasts))
    yield Heading("What each year brings", "years")
    yield Statement(
        "Line: mean of the runs. Band: nine runs in ten, over coefficients, the level that "
        "all of a year share, and luck. Bands of both overlap widely, since what differs "
        "between two runs of one number is little beside what differs between runs.",
        (RUNS,),
    )
    for kind in TOLD:
        yield FigureBlock(_fan(scenario, held, kind), (RUNS,))
    yield Note(
        "Mind: a difference is as causal as the hazards are: associations, fitted on the "
        "past. What no hazard reads, such as nuclear weapons or what happened since 2018, "
        "is not in it."
    )
    for finding in findings:
        yield Note(f"Mind: {finding.remark}.")


def _called(reading: str) -> str:
    """Name the states of a reading as people call them.

    >>> _called("disputes of PRK")
    'disputes of North Korea'
    """
    return " ".join(called(word) for word in reading.split())


def _said(contrasts: Sequence[Contrast]) -> str:
    moved = [one for one in contrasts if not one.within_noise]
    if not moved:
        return (
            "Nothing that was read moves beyond noise: as far as these runs tell, the "
            "change does nothing to it."
        )
    told = "; ".join(f"{_called(one.reading)} {estimate(one.difference)}" for one in moved)
    rest = len(contrasts) - len(moved)
    return f"Over all years the change adds, beyond noise: {told}. " + (
        f"{rest} of {len(contrasts)} readings are within noise."
        if rest
        else "No reading is within noise."
    )


def _differences(moved: Sequence[Contrast], years: int) -> Picture:
    first = max(moved, key=lambda one: abs(one.difference.value))
    return Picture(
        id="simulated.differences",
        kind="bars",
        title=f"{sentence(_called(first.reading))} move most: "
        f"{rounded(first.difference.value, 2):+g} in {years} years",
        alt="; ".join(
            f"{_called(m.reading)} {rounded(m.difference.value, 2):g}" for m in moved
        ),
        source=SOURCE,
        x=f"added in {years} years, where it is more than noise",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (
                _called(m.reading),
                "added",
                m.difference.value,
                m.difference.low,
                m.difference.high,
            )
            for m in moved
        ),
    )


def _table(contrasts: Sequence[Contrast]) -> Table:
    return Table(
        id="simulated.contrasts",
        title="What the change does, over all years",
        columns=("Events", "As it is", "Changed", "Difference", "Runs unchanged"),
        rows=tuple(
            (
                _called(one.reading), rounded(one.without), rounded(one.with_),
                estimate(one.difference) + (", within noise" if one.within_noise else ""),
                f"{one.unchanged:.0%}".replace("%", " %"),
            )
            for one in contrasts
        ),
        rests_on=((RUNS,),) * len(contrasts),
        note="The same runs with the change and without, held together one by one.",
    )  # fmt: skip


def _fan(scenario: Scenario, held: Sequence[Ensemble], kind: str) -> Picture:
    rows, first = list[tuple[str | float | None, ...]](), scenario.year
    for series, one in zip(("as it is", "changed"), held, strict=False):
        for ahead in range(1, one.years + 1):
            told = yearly(one, kind, ahead)
            rows.append((first + ahead - 1, series, told.value, told.low, told.high))
    last = [yearly(one, kind, one.years).value for one in held]
    said = f"{rounded(last[0], 2):g} in {first + held[0].years - 1}"
    if len(last) > 1:
        said += f", {rounded(last[1], 2):g} with the change"
    return Picture(
        id=f"simulated.{kind}",
        kind="lines",
        title=f"{CALLED.get(kind, kind)}: {said}",
        alt=f"{CALLED.get(kind, kind)} in each year, mean and nine runs in ten.",
        source=SOURCE,
        x="year",
        y="in a year, all states",
        columns=("year", "series", "value", "low", "high"),
        rows=tuple(rows),
    )
