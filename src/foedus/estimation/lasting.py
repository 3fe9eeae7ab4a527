"""How many of the treaties that stand will still stand after so many years.

A year ahead the level of recent years serves; over many years nobody knows the level. So
it is let run: each run draws ends year by year, with a shock that all treaties of a year
share, and the level follows the ends that were drawn, soon in some runs and late in
others. Clauses and members stay what they were, but for age and terms that run out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from foedus.chance import Stream
from foedus.estimation.counts import log_score
from foedus.estimation.fit import Fit
from foedus.estimation.hazard import MOST_HAZARD, level
from foedus.faults import DataFault
from foedus.past.past import Past
from foedus.past.standing import faded, standing_pacts, tallies
from foedus.terms import termination
from foedus.terms.reading import Terms, columns, terms_in

Floats = NDArray[np.float64]

TERMS: Terms = terms_in(termination)

HALF_LIVES = (2.0, 5.0, 10.0, 20.0, 40.0)
"""Years in which what a year tells of the level loses half its weight. Nobody knows which
is right, so runs take turns: from 1865 to 1940 all together told as much as the best one
(verification/model_termination.py)."""

SETTLED = 5
"""Years from the first in which there are too few treaties to tell the spread."""

LOG_SPREADS = (-6.0, 3.0)
"""Where ln of the spread is looked for."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of the level of ends at the end of a year, and how it goes on.

    Runs take turns through the half-lives, each with its own stocks and spread.
    """

    year: int
    standing: int
    """Treaties that stand."""
    half_lives: tuple[float, ...]
    ended: tuple[float, ...]
    """Fading stock of ends."""
    at_risk: tuple[float, ...]
    """Fading stock of treaties at risk."""
    spread: tuple[float, ...]
    """Variance of the shock that a year brings to all treaties, whose mean is 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Lasting:
    """Treaties that stand at an origin, run forward.

    Attributes
    ----------
    pacts
        Their numbers, (P,).
    horizons
        Years ahead, (H,).
    standing
        Which of them stand after each horizon in each run, (R, H, P).
    """

    pacts: NDArray[np.generic]
    horizons: tuple[int, ...]
    standing: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The level in each run, as years pass."""

    course: Course
    ended: Floats
    """Fading stock of ends, (R,)."""
    at_risk: Floats
    """Fading stock of treaties at risk, (R,)."""

    def drawn(self, stream: Stream) -> Floats:
        """Draw the level of a year, its shock included, (R,)."""
        spread = np.resize(self.course.spread, len(self.ended))
        shock = stream.generator().gamma(1 / spread, spread)
        told: Floats = np.minimum(level(self.ended, self.at_risk) * shock, MOST_HAZARD)
        return told

    def passed(self, ended: NDArray[np.integer], at_risk: Floats) -> "Levels":
        """Let a year pass in which so many ended of so many at risk, (R,)."""
        kept = np.resize(np.exp2(-1 / np.array(self.course.half_lives)), len(self.ended))
        return Levels(self.course, self.ended * kept + ended, self.at_risk * kept + at_risk)


def course_of(past: Past, year: int, *, half_lives: Sequence[float] = HALF_LIVES) -> Course:
    """Read the level of ends off a past, with its spread about what was expected.

    Raises
    ------
    DataFault
        There are too few years to tell the spread.
    """
    ended, at_risk = tallies(past, year)
    told = int((at_risk > 0).sum())
    if told < 2 * SETTLED:
        raise DataFault(
            f"treaties were at risk in {told} years up to {year}",
            expected=f"at least {2 * SETTLED}",
            where="estimation.lasting",
            mend="choose a later origin",
        )
    stocks = [(faded(ended, one), faded(at_risk, one)) for one in half_lives]
    return Course(
        year=year,
        standing=len(standing_pacts(past, year)["pact"]),
        half_lives=tuple(half_lives),
        ended=tuple(float(ends[-1]) for ends, _ in stocks),
        at_risk=tuple(float(risks[-1]) for _, risks in stocks),
        spread=tuple(_spread(level(*stock), ended, at_risk) for stock in stocks),
    )


def begun(course: Course, runs: int) -> Levels:
    """Start the level of every run."""
    return Levels(course, np.resize(course.ended, runs), np.resize(course.at_risk, runs))


def lasting(
    past: Past,
    year: int,
    fit: Fit,
    horizons: Sequence[int],
    *,
    runs: int,
    seed: int,
    half_lives: Sequence[float] = HALF_LIVES,
) -> Lasting:
    """Run the treaties that stand on 31 December of a year forward.

    Parameters
    ----------
    past
        Read up to the year, and no further.
    year
        The origin.
    fit
        Relative risks, fitted on years up to it.
    horizons
        Years ahead, rising.
    runs
        How many runs.
    seed
        Of all that is drawn.
    half_lives
        Of the level; runs take turns.
    """
    levels = begun(course_of(past, year, half_lives=half_lives), runs)
    stream = Stream(seed).child("lasting", year)
    facts, known = standing_pacts(past, year), past.at(year)
    draws = fit.draws(runs, stream)
    coef = np.stack([draws[term] for term in fit.terms])
    here = np.ones((runs, len(facts["pact"])), dtype=np.bool_)
    told = list[NDArray[np.bool_]]()
    for ahead in range(1, max(horizons) + 1):
        coming = {**facts, "year": np.full(len(facts["pact"]), year + ahead)}
        held = columns(fit.columns, terms=TERMS, known=known, facts=coming)
        now = levels.drawn(stream.child("shock", ahead))
        drawn = stream.child("end", ahead).uniforms(*here.shape)
        struck = here & (drawn < _hazards(now, (held @ coef).T, here))
        levels = levels.passed(struck.sum(axis=1), here.sum(axis=1).astype(np.float64))
        here = here & ~struck
        if ahead in horizons:
            told.append(here)
    return Lasting(facts["pact"], tuple(horizons), np.stack(told, axis=1))


def _hazards(levels: Floats, utility: Floats, here: NDArray[np.bool_]) -> Floats:
    """Give hazards, (R, P), whose mean over the treaties that stand is the level."""
    risk = np.exp(utility - utility.max(axis=1, keepdims=True))
    average = (risk * here).sum(axis=1) / np.maximum(here.sum(axis=1), 1)
    # Where none stands any more, none can end.
    held: Floats = levels[:, None] * risk / np.where(average > 0, average, 1.0)[:, None]
    return np.minimum(held, MOST_HAZARD)


def _spread(levels: Floats, ended: Floats, at_risk: Floats) -> float:
    """Find the spread about the level that makes the counts likeliest."""
    expected = (levels[:-1] * at_risk[1:])[SETTLED:]
    held, came = expected > 0, ended[1:][SETTLED:]

    def loss(log_spread: float) -> float:
        size = float(np.exp(-log_spread))
        return -float(log_score(expected[held], size, came[held]).sum())

    found = minimize_scalar(loss, bounds=LOG_SPREADS, method="bounded")
    return float(np.exp(found.x))
