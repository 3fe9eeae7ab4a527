"""The same world run forward by each theory: what is read off, and off whom.

Every theory starts from one world, with the same treaties and the same named draws, and
differs in its hazards alone. So what parts two of them is what their terms do, as far as
one seed can show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.case import Case
from foedus.estimation.forward import Forward, forwards
from foedus.estimation.futures_scores import ALL, WHOLE, carried_scores
from foedus.estimation.system import System
from foedus.questions.outset import scenario_of, theory_systems
from foedus.questions.series import Tables
from foedus.questions.wording import names
from foedus.simulation.ensemble import Ensemble, simulate
from foedus.simulation.opening import timetable
from foedus.simulation.reading import Reading
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import ENDED, REPLACED, SIGNED, Events
from foedus.states.roster import StateId

Ints = NDArray[np.int64]

YEARS = 10
LEAST, MOST = 100, 1000
"""Runs of each theory."""
A_THOUSAND = 75
"""Runs for each thousand draws that were asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One count that is read off every run."""

    id: str
    says: str
    """What is counted, as the subject of a sentence."""
    reading: Reading
    defence: bool = False
    """Pacts with a duty to defend alone."""
    ends: tuple[int, ...] = ()
    """Codes of the treaties of which it is asked whether one ends, and is not replaced by
    another of the two; it counts once."""

    @property
    def once(self) -> bool:
        """Tell whether it happens once or not."""
        return bool(self.ends)

    def by_year(self, events: Events, *, runs: int, years: int) -> Ints:
        """Count by the end of each year of each run, (R, T)."""
        told = events
        if self.defence:
            told = told[(told["kind"] == SIGNED) & (told["c"] == 1)]
        if self.ends:
            gone = (told["kind"] == ENDED) & (told["c"] != REPLACED)
            told = told[gone & np.isin(told["code"], self.ends)]
        counts = self.reading.by_year(told, first=0, runs=runs, years=years)
        return np.minimum(counts, 1) if self.once else counts


@dataclass(frozen=True, slots=True, eq=False)
class Future:
    """The runs of one theory, or of the whole system."""

    name: str
    title: str
    held: Ensemble
    by_year: Mapping[str, Ints]
    """By the id of what is asked, counts by the end of each year, (R, T)."""

    @property
    def ensemble(self) -> Ensemble:
        """Give the ensemble with what was asked as its readings, without its events."""
        read = {id: counts[:, -1] for id, counts in self.by_year.items()}
        return replace(self.held, readings=read, events=None)


@dataclass(frozen=True, slots=True, eq=False)
class Futures:
    """The futures of all theories, beside that of the whole system."""

    first: int
    years: int
    runs_a_draw: int
    asked: tuple[Asked, ...]
    theories: tuple[Forward, ...]
    futures: tuple[Future, ...]
    """In the order of the theories."""
    whole: Future
    weights: tuple[float, ...]
    """Of the theories in the pool that would have told most, summing to 1."""
    ids: tuple[StateId, ...]
    basis: str

    @property
    def last(self) -> int:
        """Give the last year."""
        return self.first + self.years - 1

    @property
    def runs(self) -> int:
        """Give the runs of each."""
        return len(self.whole.held.runs)


def futures_of_case(
    case: Case, *, seed: int, runs: int, years: int = YEARS, tables: Tables | None = None
) -> Futures:
    """Run a case forward by each theory, and by the whole system.

    Parameters
    ----------
    case
        The case; runs begin with the year of its day.
    seed
        Of all draws, the same for every theory.
    runs
        Of each theory.
    years
        How many years are run.
    tables
        Gives data sets by name, for a case of a year that the package does not carry.

    Raises
    ------
    NeedFault
        The case is of an earlier day, and a data set lacks; or years out of reach.
    """
    held = tuple(one for one in forwards() if one.kind == "theory")
    scenario = scenario_of(case, years=years, tables=tables)
    systems = theory_systems(case, [one.name for one in held], tables)
    asked = _asked(case, scenario)

    def run(name: str, title: str, system: System) -> Future:
        # One chunk, since merging events costs as much as a tenth of making them.
        made = simulate(
            scenario.but(system=system), runs=runs, seed=seed, events=True, at_once=runs
        )
        return Future(name, title, made, _read(made, asked))

    whole = run(WHOLE, "Whole system", scenario.system)
    told = tuple(run(one.name, one.title, systems[one.name]) for one in held)
    weights = carried_scores().weights[ALL]
    return Futures(
        first=scenario.year,
        years=years,
        runs_a_draw=scenario.runs_a_draw,
        asked=asked,
        theories=held,
        futures=told,
        whole=whole,
        weights=tuple(weights[one.name] for one in held),
        ids=scenario.ids,
        basis=doors.digest([one.held.digest for one in (whole, *told)]),
    )


def runs_of(draws: int) -> int:
    """Give the runs of each theory for so many draws.

    >>> runs_of(4000), runs_of(100)
    (300, 100)
    """
    return min(max(draws * A_THOUSAND // 1000, LEAST), MOST)


def around(case: Case) -> tuple[tuple[StateId, ...], str]:
    """Give the states around the pact, and what they are called together.

    They are those of the widest level of the case that is not the world.
    """
    levels = [level for level in case.heading.levels if level.states]
    if not levels:
        return case.heading.states, "the states of the case"
    widest = max(levels, key=lambda level: len(level.states))
    return widest.states, f"states of {widest.called}"


def _asked(case: Case, scenario: Scenario) -> tuple[Asked, ...]:
    near, called = around(case)
    known = set(scenario.ids)
    near = tuple(state for state in near if state in known)
    one, other = case.heading.dyad
    pact = case.heading.pact
    codes = tuple(t.code for t in timetable(scenario)[0] if t.called(pact))
    told = [
        Asked("world.disputes", "disputes in the world", Reading("disputes")),
        Asked("world.wars", "wars in the world", Reading("wars")),
        Asked("world.joined", "states that join a dispute", Reading("joined")),
        Asked("world.signed", "pacts of two signed in the world", Reading("signed")),
        Asked(
            "world.defence", "pacts of two to defend each other", Reading("signed"),
            defence=True,
        ),
        Asked("world.ended", "pacts that end in the world", Reading("ended")),
        Asked("near.disputes", f"disputes of {called}", Reading("disputes", of=near)),
        Asked("near.wars", f"wars of {called}", Reading("wars", of=near)),
        Asked("near.signed", f"pacts that {called} sign", Reading("signed", of=near)),
        *(
            Asked(f"{side}.signed", f"pacts that {names([state])} signs",
                  Reading("signed", of=(state,)))
            for side, state in (("one", one), ("other", other))
        ),
    ]  # fmt: skip
    if codes:
        told.append(
            Asked(
                "pact.ends",
                "end of the pact, no new one in its place",
                Reading("ended"),
                ends=codes,
            )
        )
    return tuple(told)


def _read(made: Ensemble, asked: tuple[Asked, ...]) -> dict[str, Ints]:
    events, runs = made.events, len(made.runs)
    return {
        one.id: one.by_year(events, runs=runs, years=made.years)
        for one in asked
        if events is not None
    }
