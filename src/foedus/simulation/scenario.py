"""A scenario: a world on a day, the treaties that stand, what history lets expect, changes.

It is a value: the same scenario, runs and seed give the same events, to the last bit, on
any number of threads and machines. Two scenarios that differ by a change draw by the same
names, so that what differs between them is what the change did.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.chance import Draws
from foedus.estimation.system import System
from foedus.faults import DataFault, NeedFault
from foedus.past.past import Year
from foedus.past.treaty import Treaty
from foedus.simulation.philox import WIDTH
from foedus.simulation.rates import check_draws
from foedus.simulation.strains import Strain, bears, check_strains
from foedus.simulation.unborn import names_of
from foedus.states.roster import StateId
from foedus.terms.reading import FIELDS
from foedus.terms.system import NEEDS, Sight, sight
from foedus.world.change import (
    Act,
    AmendPact,
    Change,
    EndPact,
    FormPact,
    Neutral,
)

PARTS = (
    "onset", "war", "joining", "formation", "accession", "termination", "capability",
    "turnover", "replacement", "founding", "births", "deaths",
)  # fmt: skip
"""What may happen in a run; each draws by itself, and any may be left out."""

USUAL = frozenset(PARTS) - {"turnover"}
"""All but the turnover of leaders, whose rate nobody has fitted here."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "onset": tuple(f.name for f in NEEDS),
    "formation": tuple(f.name for f in NEEDS),
    "war": ("alive", "cinc", "polyarchy", "major", "distance", "onset_10"),
    "joining": ("alive", "cinc", "major", "distance", "onset_10"),
    "accession": ("alive", "distance", "region"),
    "termination": ("alive", "major", "onset_10"),
    "capability": ("alive", "cinc"),
    "turnover": ("alive",),
    "replacement": ("alive",),
    "founding": ("alive", "cinc", "polyarchy", "major", "distance", "region"),
    "births": tuple(f.name for f in NEEDS),
    "deaths": ("alive", "cinc", "distance"),
}
"""Fields that a world must hold for each part."""

EARLIEST, LONGEST = 1947, 60
"""The first year that may be run, since fits are of the years from 1946; years in a run."""

KNOWN_TO = 2014
"""The last year whose disputes are remembered; later ones are nobody's silence."""


@dataclass(frozen=True, eq=False)
class Scenario:
    """Where runs begin, and what is done to the world on the way.

    Attributes
    ----------
    world
        The world at the end of a year.
    year
        The first year that is run; later than the world's where no later world is known.
    treaties
        Those that stand as the first year begins.
    system
        Fits of what was known by then.
    years
        How many years are run.
    changes
        Interventions, each in a year of the run.
    without
        Names of treaties that stand and are taken away before the runs begin.
    parts
        What may happen.
    rates
        Draws of coefficients to run by, instead of the fits' own: fit -> its draws.
    doubt
        False to run by the fits' coefficients alone, without drawing them.
    runs_a_draw
        Runs in a row that share a draw of the coefficients.
    turnover, unrest
        Chance that a leader leaves in a year, and what that adds to the log odds that a
        pact ends: assumed, and used by the part `turnover` alone.
    strains
        What may come and weigh on treaties by name.
    """

    world: Year
    year: int
    treaties: tuple[Treaty, ...]
    system: System
    years: int = 10
    changes: tuple[Change, ...] = ()
    without: tuple[str, ...] = ()
    parts: frozenset[str] = USUAL
    rates: Mapping[str, Draws] | None = None
    doubt: bool = True
    runs_a_draw: int = 20
    turnover: float = 0.0
    unrest: float = 0.0
    strains: tuple[Strain, ...] = ()

    def __post_init__(self) -> None:
        _check_parts(self)
        _check_years(self)
        check_draws(self.rates)
        names = {one.name for one in self.treaties}
        for name in self.without:
            if not any(one.called(name) for one in self.treaties):
                raise _no_treaty(name, names, "without")
        _check_changes(self, names)
        _check_strains(self, names)

    @cached_property
    def seen(self) -> Sight:
        """What the hazards see of the world as runs begin."""
        return sight(self.world)

    @property
    def ids(self) -> tuple[StateId, ...]:
        """The roster, whose places events tell."""
        return self.world.ids

    @cached_property
    def names(self) -> tuple[StateId, ...]:
        """Name every place that events may tell: states, and those that may come, (W,)."""
        return names_of(self.ids, self.seen.alive)

    @property
    def gap(self) -> int:
        """Years before the first whose disputes are not known."""
        return max(self.year - 1 - KNOWN_TO, 0)

    @cached_property
    def digest(self) -> str:
        """Name all that its events hang on, but for the seed."""
        told = [
            self.year, self.years, list(self.treaties), self.system.digest,
            [[type(one).__name__, one] for one in self.changes], list(self.without),
            sorted(self.parts), self.doubt, self.runs_a_draw, self.turnover, self.unrest,
            _named(self.rates), _world(self.world),
        ]  # fmt: skip
        return doors.digest([*told, list(self.strains)] if self.strains else told)

    def but(self, **other: Any) -> "Scenario":  # noqa: ANN401  # any attribute
        """Give the scenario with some attributes changed."""
        return replace(self, **other)


def _check_parts(one: Scenario) -> None:
    strange = sorted(one.parts - set(PARTS))
    if strange:
        raise NeedFault(
            f"no part of a simulation is called {strange[0]!r}",
            expected=f"some of {', '.join(PARTS)}",
            where="simulation.Scenario",
            mend="name the parts that may happen",
        )
    for part in PARTS:
        lacking = [n for n in NEEDED[part] if n not in one.world.columns]
        if part in one.parts and lacking:
            raise NeedFault(
                f"{part} needs {', '.join(lacking)}, which the world of {one.world.year} "
                "does not hold",
                expected=f"a world with {', '.join(sorted(NEEDED[part]))}",
                where="simulation.Scenario",
                mend=f"leave {part} out of the parts, or bring what gives "
                f"{FIELDS[lacking[0]].meaning}",
            )
    if len(one.world.ids) > WIDTH:
        raise DataFault(
            f"a roster of {len(one.world.ids)} states",
            expected=f"at most {WIDTH}",
            where="simulation.Scenario",
            mend="widen foedus.simulation.philox.WIDTH, which moves every draw",
        )


def _check_years(one: Scenario) -> None:
    if not 1 <= one.years <= LONGEST:
        raise NeedFault(
            f"a simulation of {one.years} years",
            expected=f"1 to {LONGEST} years",
            where="simulation.Scenario",
            mend="ask for fewer years: no hazard is trusted farther than that",
        )
    if one.year < EARLIEST or one.world.year >= one.year:
        raise NeedFault(
            f"runs from {one.year} on, of the world of {one.world.year}",
            expected=f"a first year from {EARLIEST} on, after that of the world",
            where="simulation.Scenario",
            mend="begin later: hazards are fitted on the years from 1946 on",
        )
    if one.system.before > one.year:
        raise NeedFault(
            f"fits that know the years to {one.system.before - 1}, runs from {one.year}",
            expected="fits of earlier years alone",
            where="simulation.Scenario",
            mend=f"fit anew: estimation.system.system_of(past, before={one.year})",
        )
    if one.runs_a_draw < 1:
        raise NeedFault(
            f"{one.runs_a_draw} runs a draw",
            expected="1 or more",
            where="simulation.Scenario",
            mend="let a draw of the coefficients serve one run at least",
        )


def _check_changes(one: Scenario, names: set[str]) -> None:
    """Refuse changes that no run could make, in the order in which they would come."""
    known = set(names)
    for place, change in sorted(enumerate(one.changes, 1), key=lambda held: held[1].on):
        where = f"simulation.Scenario, change {place}: {change.do} on {change.on}"
        if not one.year <= change.on.year < one.year + one.years:
            raise NeedFault(
                f"a change on {change.on}",
                expected=f"a day from {one.year} to {one.year + one.years - 1}",
                where=where,
                mend="let the runs be longer, or the change come when they run",
            )
        if isinstance(change, FormPact):
            if change.name in known:
                raise NeedFault(
                    f"a second pact called {change.name!r}",
                    expected="a name of its own",
                    where=where,
                    mend="rename it, or amend the one that stands",
                )
            known.add(change.name)
        elif isinstance(change, (EndPact, AmendPact)) and not _known(
            change.name, known, parts=isinstance(change, EndPact)
        ):
            raise _no_treaty(change.name, known, where, formed=_formed(one, change.name))
        elif isinstance(change, Act) and change.attacker == change.victim:
            raise NeedFault(
                f"{change.attacker} acting against itself",
                expected="two states",
                where=where,
                mend="name who acts against whom",
            )
        if isinstance(change, (Act, Neutral)):
            _check_alive(one, change)


def _formed(one: Scenario, name: str) -> str:
    """Say when a pact is formed by the scenario, if it is."""
    days = [c.on for c in one.changes if isinstance(c, FormPact) and c.name == name]
    return f"it is formed on {days[0]}: let this come later" if days else ""


def _check_alive(one: Scenario, change: Act | Neutral) -> None:
    """Refuse an act of, or on, one that is no state of the world."""
    alive = one.world.columns["alive"]
    named = (
        (change.state,) if isinstance(change, Neutral) else (change.attacker, change.victim)
    )
    for state in named:
        if state not in one.ids or not alive[one.ids.index(state)] > 0:
            raise NeedFault(
                f"{state} in the world of {one.world.year}, where there is no such state",
                expected="a state of that world",
                where=f"simulation.Scenario, {change.do} on {change.on}",
                mend="name the state that stood then, or begin in another year",
            )


def _check_strains(one: Scenario, names: set[str]) -> None:
    check_strains(one.strains)
    formed = {change.name for change in one.changes if isinstance(change, FormPact)}
    for strain in one.strains:
        for name in strain.treaties:
            held = name in formed or any(bears(own, name) for own in one.treaties)
            if not held or name in one.without:
                left = names - set(one.without)
                raise _no_treaty(name, left, f"the strain {strain.name!r}")


def _known(name: str, known: set[str], *, parts: bool) -> bool:
    """Tell whether a treaty is known by a name, or, if parts will do, a part of it."""
    return name in known or (parts and any(n.startswith(f"{name}:") for n in known))


def _no_treaty(name: str, names: set[str], where: str, *, formed: str = "") -> NeedFault:
    own = sorted({n.partition(":")[0] for n in names if not n.startswith("atop:")})
    known = list(dict.fromkeys([*own, *sorted(names)]))
    near = get_close_matches(name, known, n=4, cutoff=0.5) or own[:12]
    return NeedFault(
        f"no treaty that stands is called {name!r}",
        expected=f"such as {', '.join(near) or '(no case)'}, or atop:NUMBER",
        where=where if where.startswith("simulation.") else f"simulation.Scenario, {where}",
        mend=formed or "name a treaty in force as the runs begin",
    )


def _named(rates: Mapping[str, Draws] | None) -> object:
    if rates is None:
        return None
    return {
        name: {term: column.tolist() for term, column in sorted(draws.columns.items())}
        for name, draws in sorted(rates.items())
    }


def _world(world: Year) -> list[object]:
    """Name the columns that the system reads."""
    held: list[object] = [world.year, list(world.ids)]
    for need in NEEDS:
        if need.name in world.columns:
            column: NDArray[np.float32] = world[need]
            held.append([need.name, doors.digest(column.tobytes().hex())])
    return held
