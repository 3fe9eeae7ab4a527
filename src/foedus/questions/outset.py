"""From a case to the scenario that is simulated: its world, its treaties, its changes."""

from collections.abc import Sequence
from datetime import date

from foedus.cases.case import Case
from foedus.estimation.forward import forward
from foedus.estimation.futures import carried_futures, future_of
from foedus.estimation.system import WHOLE, System, carried_system, system_of
from foedus.past.past import Year
from foedus.past.snapshot import CARRIED, carried_past
from foedus.past.treaty import Treaty, carried_treaties, treaties_at, with_pacts
from foedus.questions.series import Tables
from foedus.questions.vantage import vantage
from foedus.simulation.ensemble import simulate
from foedus.simulation.scenario import Scenario
from foedus.simulation.summary import TOLD, growth
from foedus.world.change import Change

GROWN_YEARS, GROWN_RUNS = 30, 200
"""Years and runs by which the level is told."""


def scenario_of(
    case: Case,
    *,
    years: int,
    changes: tuple[Change, ...] = (),
    without: tuple[str, ...] = (),
    tables: Tables | None = None,
    doubt: bool = True,
    theory: str | None = None,
    day: date | None = None,
) -> Scenario:
    """Give the scenario of a case: runs begin with the year of its day.

    Parameters
    ----------
    case
        Its treaties in force on its day are put among those that ATOP knows.
    years
        How many years are run.
    changes
        What is done on the way.
    without
        Treaties taken away before runs begin, by name.
    tables
        Gives data sets by name, for a case of a year that the package does not carry.
    doubt
        Whether coefficients are drawn.
    theory
        Run by its terms alone, as `estimation.forward` names it, instead of by all.
    day
        A day other than the case's, with whose year runs begin.

    Raises
    ------
    NeedFault
        No theory is called so; or the case is of an earlier day than the package carries,
        and a data set lacks.
    """
    day = day or case.heading.as_of
    if day.year > CARRIED:
        world, known = carried_past().at(CARRIED), carried_treaties()
        system = carried_system() if theory is None else carried_futures().system(theory)
    else:
        past = vantage(day.year, tables).past
        world, known = past.at(day.year - 1), treaties_at(past, day.year - 1)
        keep = WHOLE if theory is None else forward(theory).keep
        system = system_of(past, before=day.year, keep=keep)
    return Scenario(
        world=world,
        year=day.year,
        treaties=with_pacts(known, case.pacts, day),
        system=system,
        years=years,
        changes=changes,
        without=without,
        doubt=doubt,
    )


def theory_systems(
    case: Case, names: Sequence[str], tables: Tables | None = None
) -> dict[str, System]:
    """Give the systems that some theories let run from a case's day.

    Raises
    ------
    NeedFault
        No theory is called so; or the case is of an earlier day than the package carries,
        and a data set lacks.
    """
    year = case.heading.as_of.year
    if year > CARRIED:
        return {name: carried_futures().system(name) for name in names}
    past = vantage(year, tables).past
    return {name: future_of(past, forward(name), before=year) for name in names}


def level_growth(
    world: Year, treaties: tuple[Treaty, ...], system: System
) -> dict[str, float]:
    """Tell how the level goes in thirty years: the last five over the first, by kind.

    Hazards that feed on themselves show here, so that every fit is told with it.
    """
    scenario = Scenario(world, system.before, treaties, system, years=GROWN_YEARS)
    held = simulate(scenario, runs=GROWN_RUNS, seed=1)
    return {kind: growth(held, kind) for kind in TOLD}
