"""The pact run forward under what may end it: with all of it, with none, without each.

One ensemble of the system, in which the pact is held together and its odds are noted,
serves for all (`foedus.simulation.watching`). What each driver adds is the difference
between the same runs with and without it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.estimation.strains import carried_strains
from foedus.faults import Finding
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions.outset import scenario_of
from foedus.questions.parts.durability.asked import Asked, changed
from foedus.questions.parts.durability.sizing import Sized, sized_of
from foedus.questions.series import Tables
from foedus.simulation.strains import Strain
from foedus.simulation.watching import Watch, first_end, watch

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

QUESTION = "durability"
RUNS, LEAST_RUNS, PART = 400, 20, 10
"""Runs of the system at most and at least, and how many times fewer than are asked for."""
COPIES = 16
"""How often each run is told, under drivers that come and go anew."""
RUNS_A_DRAW = 4
LOTS = 8
"""How often the end of each of these is drawn, to part ends by what brought them."""
LEVEL = 0.9
CAUSES = ("fulfilled", "violated", "replaced")
ALL, ANYWAY, TOGETHER, ANY = "all", "anyway", "together", "any"
"""Ends that come without any driver; that need several; that several would each bring."""


@dataclass(frozen=True, slots=True, eq=False)
class Strained:
    """What runs of the system say of a pact's years ahead; R runs, T years.

    Attributes
    ----------
    sized
        The drivers.
    held
        Runs with all drivers.
    asked
        The same runs as the user would have them, and what was changed, in words.
    """

    case: Case
    pact: str
    year: int
    sized: tuple[Sized, ...]
    held: Watch
    asked: tuple[Watch, str] | None
    findings: tuple[Finding, ...]
    basis: str
    ends: Mapping[str, Estimate] = field(default_factory=dict)
    """What ends it within all years -> the chance."""
    causes: Mapping[str, Estimate] = field(default_factory=dict)
    """How ATOP would tell the end -> the chance."""

    @property
    def names(self) -> tuple[str, ...]:
        """Name the drivers."""
        return self.held.strains

    @property
    def years(self) -> int:
        """How many years are run."""
        return int(self.held.luck.shape[1])

    def alive(self, names: Sequence[str]) -> tuple[Estimate, ...]:
        """Give the chance that the pact stands after each year, under some drivers."""
        return self.told(self.held.alive(names))

    def as_asked(self) -> tuple[Estimate, ...]:
        """Give the same as the user would have it."""
        if self.asked is None:
            return ()
        return self.told(self.asked[0].alive(self.asked[0].strains))

    def moved(self, name: str) -> tuple[Estimate, ...]:
        """Give how much likelier it stands after each year without a driver."""
        others = [one for one in self.names if one != name]
        gained = self.held.alive(others) - self.held.alive(self.names)
        return self.told(gained)

    def moved_by_asking(self) -> tuple[Estimate, ...]:
        """Give how much likelier it stands after each year as the user would have it."""
        if self.asked is None:
            return ()
        other = self.asked[0]
        gained = other.alive(other.strains) - self.held.alive(self.names)
        return self.told(gained)

    def hazard(self, names: Sequence[str]) -> Floats:
        """Give the chance that it ends in each year if it still stands, (T,)."""
        alive = self.held.alive(names).mean(axis=0)
        before = np.concatenate([[1.0], alive[:-1]])
        return np.asarray(1.0 - alive / before)

    def told(self, rows: Floats, unit: Unit = Unit.PROBABILITY) -> tuple[Estimate, ...]:
        """Give means over all, and nine in ten of the runs, each told several times."""
        runs = rows.reshape(-1, COPIES, rows.shape[1]).mean(axis=1)
        low, high = np.quantile(runs, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
        return tuple(
            Estimate(
                float(mean), float(min(a, mean)), float(max(b, mean)), LEVEL, unit,
                self.basis,
            )
            for mean, a, b in zip(rows.mean(axis=0), low, high, strict=True)
        )  # fmt: skip


def strained_of(
    case: Case,
    pact: str,
    *,
    years: int,
    runs: int,
    seed: int,
    tables: Tables | None,
    asked: Asked | None,
) -> Strained:
    """Run the system forward with the pact of a case under its drivers.

    Raises
    ------
    NeedFault
        No world of the day is at hand, or the pact is not one treaty that stands.
    CaseFault
        What is asked for names no driver of the case, or a year that is not run.
    """
    scenario = scenario_of(case, years=years, tables=tables).but(runs_a_draw=RUNS_A_DRAW)
    every, left = sized_of(case, pact, year=scenario.year, years=years, seed=seed)
    sized = tuple(one for one in every if one.strain.treaties == (pact,))
    strains = tuple(one.strain for one in sized)
    elsewhere = tuple(one.strain for one in every if one not in sized)
    other = None
    if asked is not None:
        other = changed(sized, asked, year=scenario.year, years=years)
    many = max(LEAST_RUNS, min(RUNS, runs // PART))
    held = watch(scenario.but(strains=elsewhere), pact, runs=many, seed=seed)

    def under(own: Sequence[Strain]) -> Watch:
        return held.under(own, copies=COPIES, seed=seed)

    basis = f"{many} runs of {scenario.digest}, seed {seed}"
    made = Strained(
        case, pact, scenario.year, sized, under(strains),
        None if other is None else (under(other[0]), other[1]), left, basis,
    )  # fmt: skip
    return _ended(made, Stream(seed).child(QUESTION, "luck"))


def _ended(made: Strained, stream: Stream) -> Strained:
    """Draw the end of each run several times over, and tell what ended it."""
    held, names = made.held, made.names
    hazards = {
        name: held.hazard([one for one in names if one != name]) for name in names
    } | {ALL: held.hazard(names), ANYWAY: held.hazard(())}
    ends, causes = dict[str, Floats](), dict[str, Floats]()
    for lot in range(LOTS):
        luck = stream.child(lot).uniforms(*held.luck.shape)
        first = {key: first_end(hazard, luck) for key, hazard in hazards.items()}
        own = _tipped(first[ALL], hazards[ANYWAY], luck)
        for into, parts in (
            (ends, _by_driver(first, names, made.years)),
            (causes, _by_cause(made, first[ALL], own)),
        ):
            for key, part in parts.items():
                into[key] = into.get(key, np.zeros(len(part))) + part / LOTS
    return replace(
        made,
        ends={key: made.told(part[:, None])[0] for key, part in ends.items()},
        causes={key: made.told(part[:, None])[0] for key, part in causes.items()},
    )


def _by_driver(
    first: Mapping[str, Ints], names: Sequence[str], years: int
) -> dict[str, Floats]:
    """Part the runs that end by what ended them, (R,) each.

    A driver's own are those in which the pact ends with all drivers and would not without
    this one alone; `together` those that needed several; `any` those in which any of
    several would have done; `anyway` those in which it ends without any driver.
    """
    rows = len(first[ALL])
    needed = np.array([first[name] >= years for name in names]).reshape(len(names), rows)
    ends, count = first[ALL] < years, needed.sum(axis=0)
    caused = ends & (first[ANYWAY] >= years)
    told = {name: caused & needed[place] & (count == 1) for place, name in enumerate(names)}
    told[ANYWAY] = ends & ~caused
    if len(names) > 1:
        told |= {TOGETHER: caused & (count > 1), ANY: caused & (count == 0)}
    return {key: one.astype(np.float64) for key, one in told.items()}


def _tipped(first: Ints, plain: Floats, luck: Floats) -> Bools:
    """Tell whether the end came in a year in which it would have come anyway, (R,)."""
    rows, at = np.arange(len(first)), np.minimum(first, luck.shape[1] - 1)
    tipped: Bools = luck[rows, at] < plain[rows, at]
    return tipped


def _by_cause(made: Strained, first: Ints, own: Bools) -> dict[str, Floats]:
    """Part the runs that end by how ATOP would tell the end, (R,) each.

    An end that would have come that year anyway is told as ends of treaties of two have
    been; one that drivers tipped, as the case says that the heaviest of them makes it.
    """
    base, ends = carried_strains().causes, first < made.years
    whole = sum(base[cause] for cause in CAUSES)
    told: dict[str, Floats] = {
        cause: np.asarray(ends * own * (base[cause] / whole), np.float64)
        for cause in CAUSES
    }
    rows, at = np.arange(len(first)), np.minimum(first, made.years - 1)
    heaviest = made.held.adds[rows, :, at].argmax(axis=1) if made.sized else own
    for place, one in enumerate(made.sized):
        tipped = ends & ~own & (heaviest == place)
        told[one.driver.makes] = told[one.driver.makes] + tipped
    return told


def results_of(made: Strained, since: int, asked: Sequence[int]) -> Iterator[Result]:
    """Give what the runs say, as results of the ledger."""
    based = (f"pact:{made.pact}", "model:termination")
    leant = tuple(dict.fromkeys(id for one in made.sized for id in one.rests_on))
    every = tuple(dict.fromkeys((*based, *leant)))
    told: list[tuple[str, str, tuple[Estimate, ...], tuple[str, ...]]] = [
        ("plain", "without any driver", made.alive(()), based)
    ]
    if made.sized:
        told.append(("simulated", "under all drivers", made.alive(made.names), every))
    if made.asked is not None:
        told.append(("asked", f"as asked: {made.asked[1]}", made.as_asked(), every))
    for key, what, alive, rests_on in told:
        for years in asked:
            yield _result(
                made, f"{key}.{years}",
                f"Chance that the pact stands at the end of {since + years}, {what}, by "
                "runs of the system",
                alive[years - 1], rests_on,
            )  # fmt: skip
    for one in made.sized:
        moved = made.moved(one.driver.id)
        for years in asked:
            yield _result(
                made, f"without.{one.driver.id}.{years}",
                f"How much likelier the pact stands at the end of {since + years} if it "
                f"cannot be that {one.driver.title}",
                moved[years - 1], tuple(dict.fromkeys((*one.rests_on, *based))),
            )  # fmt: skip
    if made.asked is not None:
        for years in asked:
            yield _result(
                made, f"asked.more.{years}",
                f"How much likelier it stands at the end of {since + years}, as asked: "
                f"{made.asked[1]}",
                made.moved_by_asking()[years - 1], every,
            )  # fmt: skip
    if made.sized:
        yield from _ends(made, since, asked[-1], every)


def _ends(
    made: Strained, since: int, years: int, every: tuple[str, ...]
) -> Iterator[Result]:
    titles: Mapping[str, str] = {one.driver.id: one.driver.title for one in made.sized}
    said = {
        ANYWAY: "and would do so without any driver",
        TOGETHER: "by several drivers that each were needed",
        ANY: "by several drivers of which each would have done",
    }
    for key, chance in made.ends.items():
        what = said.get(key) or f"and would not but that {titles[key]}"
        yield _result(
            made, f"end.{key}", f"Chance that the pact ends by {since + years} {what}",
            chance, every,
        )  # fmt: skip
    for cause, chance in made.causes.items():
        yield _result(
            made, f"told.{cause}",
            f"Chance that the pact ends by {since + years} and is told as {cause}",
            chance, (*every, "data:atop_pacts"),
        )  # fmt: skip


def _result(
    made: Strained, key: str, sentence: str, estimate: Estimate, rests_on: tuple[str, ...]
) -> Result:
    return Result(
        id=ResultId(f"{QUESTION}.{key}"),
        question=QUESTION,
        sentence=sentence,
        estimate=estimate,
        rests_on=tuple(dict.fromkeys(rests_on)),
        posted=made.case.heading.as_of,
    )
