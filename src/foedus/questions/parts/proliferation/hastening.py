"""The race to one capability: with the help that is told of, with full help, with none.

Course and effect come off the reference class, whose effect has literature and bomb for a
prior; how long work has gone on, how quick it is and how much of full help is given come
off the case's bindings. All scenarios share their draws and their deviates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import inf
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.cases.capability_file import Goal, Help
from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.estimation.helped import Posterior
from foedus.estimation.programmes import course, lives, past_programmes
from foedus.estimation.proliferation import EFFECTS, LAST_STEP, carried_effect
from foedus.exchange.capability import (
    NO_HELP,
    HelpPath,
    Programme,
    Saving,
    chance_by,
    saving,
    steady,
)
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim
from foedus.ledger.pool import Pool, pool
from foedus.spells import spell_of

Floats = NDArray[np.float64]
Ground = Literal["both", "literature", "last"]
"""What the effect of help is read off: literature and three steps, the literature alone, or
literature and the last step, of programmes that are under way."""

YEARS = tuple(range(21))
"""Ahead, of which chances are told."""
HORIZON = 480.0
"""Months beyond which nothing is told of a median but that it lies there."""
ASKED = (5, 10)
"""Years ahead of which numbers are posted."""
A_YEAR = 12.0
DAYS = 365.25
NONE, FULL = "none", "full"


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """One path of help, and what it comes to.

    Attributes
    ----------
    share
        Of full help, (R,).
    chance
        Of having it by each of YEARS from now, (R, T).
    saving
        Against no help; None of no help itself.
    literature, last
        The same, were the literature all that is known of the effect, or the literature and
        the last step to the bomb.
    """

    id: str
    title: str
    share: Floats
    chance: Floats
    rests_on: tuple[str, ...]
    saving: Saving | None = None
    literature: Saving | None = None
    last: Saving | None = None

    @property
    def sooner(self) -> float:
        """Give the chance that it comes a year sooner, on the same luck."""
        return 0.0 if self.saving is None else float((self.saving.paired >= A_YEAR).mean())


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A programme and the effect of full help on it, R draws of each."""

    programme: Programme
    effect: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Race:
    """A capability, its scenarios, and what was drawn for them."""

    goal: Goal
    drawn: Drawn
    scenarios: tuple[Scenario, ...]
    pools: tuple[Pool, ...]
    """Of worked years, pace, and shares that parameters tell."""
    unheard: tuple[Help, ...]
    """Help of which no claim was known by the day."""
    full: HelpPath
    """The path of full help from now on."""

    @property
    def helped(self) -> tuple[Scenario, ...]:
        """Give the scenarios with help."""
        return tuple(one for one in self.scenarios if one.saving is not None)

    def scenario(self, id: str) -> Scenario:
        """Give one scenario by its id."""
        return next(one for one in self.scenarios if one.id == id)


def race_of(case: Case, goal: Goal, *, asked: Help | None, seed: int, runs: int) -> Race:
    """Run the race to a capability.

    Parameters
    ----------
    asked
        The user's own help, beside the case's.
    """
    stream = Stream(seed).child("proliferation", goal.id)
    bindings = {b.parameter: b for b in standing(case.book, Binding)}
    pools = {
        name: pool(bindings[name], case.book, stream=stream, runs=runs)
        for name in _parameters(goal)
    }
    known = {claim.id for claim in standing(case.book, Claim)}
    heard = [one for one in goal.help if known & set(one.claims) or not one.claims]
    grounds = {g: _drawn(case, goal, pools, g, stream, runs) for g in _GROUNDS}
    deviates = stream.child("deviates").generator().standard_exponential(runs)
    full = Help(1.0, id=FULL, title="full help from now on")
    paths = [full, *heard, *([asked] if asked else [])]
    return Race(
        goal,
        grounds["both"],
        (
            _without(grounds["both"], goal),
            *(_with(case, goal, one, pools, grounds, deviates) for one in paths),
        ),
        tuple(pools.values()),
        tuple(one for one in goal.help if one not in heard),
        path_of(full, case.heading.as_of),
    )


def path_of(help: Help, now: date) -> HelpPath:
    """Give the climb of help to its whole share as steps in months from a day."""
    begins, ends = (
        None if said is None else spell_of(said, where=f"help {help.id}").start
        for said in (help.begins, help.ends)
    )
    return steady(
        1.0,
        begins=0.0 if begins is None else _months(now, begins),
        ends=inf if ends is None else _months(now, ends),
        ramp=help.ramp_months,
    )


def months_saved(drawn: Drawn, share: Floats, path: HelpPath) -> Floats:
    """Give the months that help saves over none, median by median, (R,)."""
    ones = np.ones(len(share))
    return saving(
        drawn.programme, drawn.effect * share, ones, after=path, horizon=HORIZON
    ).saved


@cache
def course_of(reference: str, ground: Ground) -> Posterior:
    """Give the course of a class, its effect under one of two priors."""
    held = carried_effect()
    match ground:
        case "both":
            prior = held.posterior()
        case "last":
            prior = held.posterior([LAST_STEP])
        case "literature":
            prior = held.prior()
    log = np.log(np.maximum(prior, 1e-300))
    return course(lives(past_programmes(reference)), EFFECTS, log)


_GROUNDS: tuple[Ground, ...] = ("both", "literature", "last")


def _parameters(goal: Goal) -> Iterator[str]:
    yield from (goal.worked, goal.pace)
    for help in goal.help:
        if isinstance(help.share, str):
            yield help.share


def _drawn(
    case: Case,
    goal: Goal,
    pools: dict[str, Pool],
    ground: Ground,
    stream: Stream,
    runs: int,
) -> Drawn:
    held = course_of(goal.reference, ground).draws(runs, stream)
    later = (case.heading.as_of - case.compiled).days / DAYS
    age = np.maximum(pools[goal.worked].draws + later, 0.0)
    scale = np.exp(held["log_scale"]) * pools[goal.pace].draws
    return Drawn(
        Programme(np.exp(held["log_shape"]), A_YEAR * scale, A_YEAR * age), held["effect"]
    )


def _without(drawn: Drawn, goal: Goal) -> Scenario:
    nothing = np.zeros(len(drawn.effect))
    return Scenario(
        NONE, "no help", nothing, _chances(drawn, nothing, NO_HELP), _bound(goal)
    )


def _with(
    case: Case,
    goal: Goal,
    help: Help,
    pools: dict[str, Pool],
    grounds: dict[Ground, Drawn],
    deviates: Floats,
) -> Scenario:
    told = help.share
    share = (
        pools[told].draws if isinstance(told, str) else np.full(len(deviates), float(told))
    )
    path = path_of(help, case.heading.as_of)
    saved = {
        ground: saving(
            one.programme, one.effect * share, deviates, after=path, horizon=HORIZON
        )
        for ground, one in grounds.items()
    }
    known = {claim.id for claim in standing(case.book, Claim)}
    claims = tuple(id for id in (*help.claims, *help.against) if id in known)
    bound = (f"binding:{told}",) if isinstance(told, str) else ()
    return Scenario(
        help.id, help.title, share, _chances(grounds["both"], share, path),
        (*_bound(goal), *bound, *claims), saved["both"], saved["literature"],
        saved["last"],
    )  # fmt: skip


def _chances(drawn: Drawn, share: Floats, path: HelpPath) -> Floats:
    times = A_YEAR * np.array(YEARS, dtype=np.float64)
    return chance_by(drawn.programme, path, drawn.effect * share, times)


def _bound(goal: Goal) -> tuple[str, ...]:
    return (
        f"binding:{goal.worked}", f"binding:{goal.pace}",
        "proliferation.effect.both", f"proliferation.class.{goal.reference}",
    )  # fmt: skip


def _months(now: date, day: date) -> float:
    return (day - now).days / DAYS * A_YEAR
