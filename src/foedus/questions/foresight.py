"""How likely a pact was held to be, before it was signed: one pair among all pairs.

Each specification of the model of formation ranks every pair of the year as the signers of
the next pact of the kind. The pair's place, its share of that pact, and what moved it from
the middle are read off; the doubt is that of the coefficients, drawn from their posterior.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.fit import Fit
from foedus.estimation.models.formation import standing
from foedus.estimation.register import History, asked, model
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory, theories
from foedus.faults import NeedFault
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY
from foedus.questions.series import Pair
from foedus.questions.vantage import Vantage
from foedus.questions.wording import names
from foedus.states.roster import roster
from foedus.terms.reading import meaning

Floats = NDArray[np.float64]

LEVEL = 0.9
MOST_DRAWS = 400
"""Draws of coefficients; each ranks all pairs anew."""

TOLD = ("null", "theory", "recommended")
"""Kinds of specifications that are told; yardsticks serve the contest alone."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure with the ends of its central nine tenths over draws."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one specification held of a pair."""

    theory: Theory
    rank: Spread
    share: Spread
    """Of the next pact of the kind."""


@dataclass(frozen=True, slots=True)
class Raised:
    """What one term did to a pair's log odds, against the mean of all pairs."""

    term: str
    meaning: str
    value: float
    mean: float
    adds: float


@dataclass(frozen=True, slots=True)
class Foresight:
    """All specifications on one pair."""

    model: str
    year: int
    pairs: int
    held: tuple[Foreseen, ...]
    best: Theory
    raised: tuple[Raised, ...]
    """By the recommended specification, what did most first."""


def kind_of(pact: Pact) -> str:
    """Name the model that a pact belongs to: of those with a duty to fight, or the rest."""
    fights = {p.duty for p in pact.provisions} & MILITARY
    return "formation_defence" if fights else "formation_other"


def foresee(stand: Vantage, name: str, pair: Pair, *, seed: int, runs: int) -> Foresight:
    """Read what every specification held of a pair in the year that is forecast.

    Parameters
    ----------
    stand
        From where.
    name
        The model of formation.
    pair
        Two states.
    seed, runs
        Of the draws.

    Raises
    ------
    NeedFault
        One of the two was no member of the system then.
    """
    one, entries = model(name), theories(name)
    rows = one.forecast_rows(stand.past, stand.year, terms=asked(one, entries))
    row = _row_of(rows, pair, stand)
    fits = stand.fitted(name).fits
    drawing = Stream(seed).child("theories", name)
    held = tuple(
        _foreseen(theory, fits[theory.name], rows, row, drawing.child(theory.name), runs)
        for theory in entries
        if theory.kind in TOLD
    )
    best = next(theory for theory in entries if theory.kind == "recommended")
    raised = _raised(one, fits[best.name], rows, row)
    return Foresight(name, stand.year, len(rows), held, best, raised)


def _row_of(rows: Rows, pair: Pair, stand: Vantage) -> int:
    low, high = sorted(roster().index(state) for state in pair)
    found = np.flatnonzero((rows.facts["i"] == low) & (rows.facts["j"] == high))
    if not len(found):
        raise NeedFault(
            f"{names(pair)} were no two members of the system at the end of {stand.read}",
            expected="two states that were members then",
            where="questions.foresight",
            mend="ask of two others, or of another year",
        )
    return int(found[0])


def _foreseen(
    theory: Theory, fit: Fit, rows: Rows, row: int, drawing: Stream, runs: int
) -> Foreseen:
    share, rank, _ = standing(fit, rows)
    places, shares = _drawn(fit, rows, row, drawing, min(runs, MOST_DRAWS))
    return Foreseen(
        theory, _spread(float(rank[row]), places), _spread(float(share[row]), shares)
    )


def _drawn(
    fit: Fit, rows: Rows, row: int, drawing: Stream, runs: int
) -> tuple[Floats, Floats]:
    """Rank the pair by each draw of the coefficients, (R,), and give its share, (R,)."""
    if not fit.columns:
        even = 1 / len(rows)
        return np.ones(runs), np.full(runs, even)
    drawn = fit.draws(runs, drawing)
    coef = np.stack([drawn[term] for term in fit.columns]).astype(np.float32)
    # Places and shares need three digits, and so no more of each utility.
    utility = rows.of(fit.columns).astype(np.float32) @ coef
    places = 1 + np.count_nonzero(utility > utility[row], axis=0)
    odds = np.exp(utility - utility.max(axis=0), dtype=np.float32)
    return places.astype(np.float64), (odds[row] / odds.sum(axis=0)).astype(np.float64)


def _spread(value: float, drawn: Floats) -> Spread:
    """Give the central part of draws, which the value itself is never outside of."""
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Spread(value, float(min(low, value)), float(max(high, value)))


def _raised(one: History, fit: Fit, rows: Rows, row: int) -> tuple[Raised, ...]:
    values = rows.of(fit.columns)
    _, _, adds = standing(fit, rows)
    means = values.mean(axis=0)
    told = [
        Raised(
            term,
            meaning(one.TERMS, term),
            float(values[row, k]),
            float(means[k]),
            float(adds[row, k]),
        )
        for k, term in enumerate(fit.columns)
    ]
    return tuple(sorted(told, key=lambda one: -abs(one.adds)))
