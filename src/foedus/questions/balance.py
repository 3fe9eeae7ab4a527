"""What the pact does to the balance of power, with and without it.

By itself a pact moves no soldier. What it moves is who stands beside whom when somebody
is attacked: so the balance is read as the capability of those who must help each side,
at each level and by several measures, once with the pact and once with it struck out.

The same is then read at a place, where distance has worn strength down; as a war chest, in
money and men; and as poles, since a camp that stands together is one. Beside it stands how
concentrated capability has been since 1816, and which states fall into one bloc.
"""

from foedus import doors
from foedus.cases.case import Case
from foedus.faults import Finding, NeedFault
from foedus.questions.answer import Answer
from foedus.questions.parts.balance import (
    camps,
    chests,
    foretelling,
    polarity,
    reach,
    sides,
)
from foedus.questions.parts.balance.blocs import blocs_of
from foedus.questions.parts.balance.weighing import (
    WITH,
    Weighed,
    case_world,
    helped_of,
    lacks,
    measures_of,
    scale_of,
    sides_of,
)
from foedus.questions.series import Tables
from foedus.questions.telling import Told
from foedus.questions.unanswered import unanswered
from foedus.questions.wording import names
from foedus.states.roster import StateId

QUESTION = "balance"
ASKS = "What does the pact do to the balance of power?"
MOST_RUNS = 1_000
"""Draws of the figures at the most; the ends of a span move by hundredths of it beyond."""


def ask(
    case: Case,
    *,
    seed: int = 1,
    runs: int = MOST_RUNS,
    at: str | None = None,
    coalition: tuple[StateId, ...] | None = None,
    tables: Tables | None = None,
) -> Answer:
    """Read the balance at every level of the case, by every measure.

    Where no measure has figures of all who are bound to the partner, a finding says so.

    Parameters
    ----------
    case
        The case.
    seed, runs
        Of the draws of figures within their doubt.
    at
        A place to which strength is to be brought; the partner's capital if none is named.
    coalition
        States whose war chest is to be told; by default the partner alone.
    tables
        Gives data sets by name, for blocs of a year that the package does not carry.

    Raises
    ------
    StateFault
        The place is none that is known, or the coalition has a member that is no state.
    NeedFault
        The coalition holds a state twice, or nobody could attack it.
    """
    try:
        told, passed_over = _weighed(case, seed=seed, runs=min(runs, MOST_RUNS))
    except NeedFault as fault:
        return unanswered(case, QUESTION, "the balance of power", fault)
    place = reach.place_of(case, at)
    band = chests.band_of(case, coalition)
    if not any(measure.figures for measure in told.measures):
        lacking = _lacking(case, told.sides[WITH])
        return unanswered(case, QUESTION, "the balance of power", lacking)
    parts: tuple[Told, ...] = (
        sides.part(told),
        reach.part(told, place),
        chests.part(told, band),
        camps.part(told),
        polarity.part(told),
        foretelling.part(told),
        blocs_of(case, question=QUESTION, seed=seed, tables=tables),
    )
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=tuple(one for part in parts for one in part.results),
        tables=tuple(one for part in parts for one in part.tables),
        pictures=tuple(one for part in parts for one in part.pictures),
        findings=(
            *passed_over,
            *sides.unknown(told),
            *(one for part in parts for one in part.findings),
        ),
        basis=doors.digest([case.digest, QUESTION, seed, runs, at, coalition]),
    )


def _weighed(case: Case, *, seed: int, runs: int) -> tuple[Weighed, tuple[Finding, ...]]:
    """Take the measures that know both sides at every level, and name the others."""
    world, held, helped = case_world(case), sides_of(case), helped_of(case)
    scales = tuple(scale_of(case, level, held, helped) for level in case.heading.levels)
    every = measures_of(case, world, seed=seed, runs=runs)
    lacking = {m.name: lacks(world, m, scales) for m in every}
    measures = tuple(measure for measure in every if not lacking[measure.name])
    passed_over = tuple(
        Finding("doubt", f"measure {name}", f"passed over: no figure of {names(states)}")
        for name, states in lacking.items()
        if states
    )
    return Weighed(case, world, measures, scales, held, seed, runs), passed_over


def _lacking(case: Case, partner: tuple[StateId, ...]) -> NeedFault:
    return NeedFault(
        "no measure of capability knows every state bound to the partner",
        expected=f"figures of {names(partner)}",
        where=f"case {case.name}, states.csv",
        mend=f"add figures such as cinc or gdp of {names(partner)} to states.csv, "
        "each with its source",
    )
