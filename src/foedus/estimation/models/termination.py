"""Termination: which of the treaties that stand will end in a year.

Ends come in bunches, so a forecast has two parts. The level is what the last few years
lead to expect of every treaty alike; the risk of a treaty relative to the others of its
year is told by its clauses, and fitted by a conditional logit within years, from which
whatever all treaties of a year share drops out.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation.choice import choice
from foedus.estimation.contest import Contest, Model, Progress, contest
from foedus.estimation.fit import Fit
from foedus.estimation.hazard import hazard
from foedus.estimation.logit import logit, probability
from foedus.estimation.models.ending import TERMS as CAUSED
from foedus.estimation.models.ending import replacement
from foedus.estimation.models.scoring import recommended
from foedus.estimation.models.termination_sheets import (
    bands_sheet,
    cause_sheet,
    coefficients_sheet,
    rates_sheet,
    reliability_sheet,
    replacement_sheet,
    scores_sheet,
)
from foedus.estimation.origins import Origins, recency
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.sheet import Sheet
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.past import fields
from foedus.past.past import Past
from foedus.past.standing import standing_pacts
from foedus.past.treaties import signatures
from foedus.terms import termination
from foedus.terms.reading import Terms, columns, terms_in

Floats = NDArray[np.float64]

MODEL = "termination"
ASKS = "Which of the treaties that stand will end in a year?"
TERMS: Terms = terms_in(termination)

FIRST, LAST = 1816, 2018
"""The years of which ATOP tells what ended."""

TESTED = Origins(1950, LAST)
"""The years on which specifications are judged."""

EARLIER = Origins(1900, 1949)
"""Earlier years, by which anything was chosen that had to be."""

LATER = Origins(1990, LAST, every=LAST - 1989)
"""The years after the Cold War, by what was known before them."""

SURVIVED = (1960, 1975, 1990, 2000)
"""The years from whose ends treaties are run forward."""

PENALTY = 100.0
"""Ridge penalty of the relative risk, where an entry names none."""

TIME_PENALTY = 10.0
"""Ridge penalty of the curve in calendar time."""

LEVEL = "level"
"""The term that is no part of a relative risk, and stands in all rows."""

SINCE = "since_"
"""Begins the name of a column of the curve in time: a slope that begins in a year."""

QUIET = 10
"""Years before the origin in which the curve in time bends no more."""


def rows(past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
    """Give a row for each treaty and year in which it was at risk.

    A treaty is at risk in a year if it stood as the year began. Its outcome is 1 if it
    came to its end in the year, by whatever cause; the fact `cause` tells it, `pair`
    whether it is one of two states alone, and `anew` whether they signed another then.

    Parameters
    ----------
    past
        Reaches to the years themselves.
    years
        The years that are forecast.
    terms
        The columns; the level is added.

    Raises
    ------
    DataFault
        ATOP does not speak of one of the years, or no treaty stood in any.
    """
    signed = signatures(past.pacts, past.members)
    return stacked([_known(past, year, terms, signed) for year in years])


def forecast_rows(past: Past, year: int, *, terms: Sequence[str]) -> Rows:
    """Give the rows of a year from a past that may end the year before.

    What will end is not known: each outcome is 0.
    """
    facts = standing_pacts(past, year - 1)
    names = tuple(dict.fromkeys((LEVEL, *terms)))
    made = columns(names, terms=TERMS, known=past.at(year - 1), facts=facts)
    nothing = np.zeros(len(made), np.int64)
    return Rows(
        year=np.full(len(made), year, np.int64),
        outcome=nothing,
        terms=names,
        values=made,
        facts={
            "pact": facts["pact"],
            "cause": nothing,
            "pair": nothing > 0,
            "anew": nothing > 0,
        },
        weights=np.ones(len(made)),
    )


def fit(rows: Rows, theory: Theory, *, origin: int) -> Fit:
    """Fit a specification on the rows of years before the origin.

    With a recent level it is a conditional logit within years; with a constant level, or
    one that goes with calendar time, a logit.

    Raises
    ------
    DataFault
        No row before the origin, or no end.
    SolveFault
        Terms repeat each other, or do not vary within years.
    """
    known = rows.before(origin)
    weights = recency(known.year, origin=origin, half_life=theory.half_life)
    ended = known.outcome.astype(np.float64)
    if theory.level == "recent":
        made = _relative(known, theory, weights)
    elif theory.level == "time":
        bends = _bends(origin)
        held = np.column_stack([_since(known.year, bends), known.of(theory.terms)])
        made = logit(
            held, ended, terms=(*bends, *theory.terms), weights=weights,
            penalty=TIME_PENALTY if theory.penalty is None else theory.penalty,
        )  # fmt: skip
    else:
        made = logit(
            known.of(theory.terms), ended, terms=theory.terms, weights=weights,
            penalty=PENALTY if theory.penalty is None else theory.penalty,
        )  # fmt: skip
    return replace(made, half_life=theory.half_life)


def chances(fit: Fit, rows: Rows) -> Floats:
    """Forecast rows, (S,); all that were at risk in a year must be there."""
    if fit.kind == "choice":
        levels = np.exp(rows.of([LEVEL])[:, 0])
        return hazard(levels, fit.utility(rows.of(fit.columns)), rows.year)
    bends = [term for term in fit.columns if term.startswith(SINCE)]
    terms = [term for term in fit.columns if not term.startswith(SINCE)]
    held = np.column_stack([_since(rows.year, bends), rows.of(terms)])
    return probability(fit.utility(held))


def told(chances: Floats, rows: Rows) -> tuple[Floats, NDArray[np.int64]]:
    """Give the chance that was given to what happened, (S,), and the year of each."""
    return np.where(rows.outcome == 1, chances, 1 - chances), rows.year


def constants(rows: Rows, fits: Mapping[str, Fit]) -> dict[str, float]:
    """Find what a new treaty of the same two states does to the one they have.

    Returns
    -------
    dict
        `replaced`, the chance that it ends it; `elsewhere`, the hazard of treaties whose
        members sign nothing, relative to what the fits forecast of all.
    """
    held = replacement(rows)
    return {"replaced": held.share, "elsewhere": held.elsewhere}


def tried(
    rows: Rows,
    entries: Sequence[Theory],
    origins: Origins = TESTED,
    *,
    progress: Progress = lambda done, whole, step: None,
) -> Contest:
    """Try specifications on years that none of them had seen."""
    return contest(
        cast("Model", sys.modules[__name__]), rows, entries, origins, progress=progress
    )


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory] | None = None,
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge specifications on years that they had not seen.

    Parameters
    ----------
    past
        The past.
    entries
        The specifications; those of the package by default.
    seed
        Of the bootstrap and of runs.
    progress
        Told after each specification.
    """
    entries = theories(MODEL) if entries is None else entries
    asked = terms_of(entries, terms=TERMS, where=f"{MODEL} entries")
    made = rows(past, range(FIRST, LAST + 1), terms=tuple(dict.fromkeys((*asked, *CAUSED))))
    held = tried(made, entries, progress=progress)
    chosen = recommended(entries)
    fits = {year: fit(made, chosen, origin=year + 1) for year in (*SURVIVED, LAST)}
    return (
        contest_sheet(
            held, title="Which treaties end", unit="nats per 1000 treaty-years",
            scale=1000, seed=seed,
        ),
        scores_sheet(held, made, over=chosen.name, seed=seed),
        scores_sheet(tried(made, entries, EARLIER), made, over=chosen.name, seed=seed),
        scores_sheet(tried(made, entries, LATER), made, over=chosen.name, seed=seed),
        reliability_sheet(held, chosen.name),
        coefficients_sheet(fits[LAST], TERMS),
        cause_sheet(made, TESTED),
        replacement_sheet(made),
        bands_sheet(past, {year: fits[year] for year in SURVIVED}, seed=seed),
        rates_sheet(past),
    )  # fmt: skip


def _known(past: Past, year: int, terms: Sequence[str], signed: pl.DataFrame) -> Rows:
    past.during(fields.PACT, year)  # refuses a year of which ends are not known
    made = forecast_rows(past, year, terms=terms)
    over = past.pacts.filter((pl.col("end_year") == year) & (pl.col("termination") > 0))
    causes = dict(zip(over["pact"].to_list(), over["termination"].to_list(), strict=True))
    cause = np.array(
        [causes.get(pact, 0) for pact in made.facts["pact"].tolist()], np.int64
    )
    outcome = (cause > 0).astype(np.int64)
    again = signed.filter(pl.col("year") == year).select("low", "high")
    pairs = signed["pact"], signed.join(again, on=["low", "high"], how="semi")["pact"]
    pair, anew = (np.isin(made.facts["pact"], held.to_numpy()) for held in pairs)
    facts = {**made.facts, "cause": cause, "pair": pair, "anew": anew}
    return replace(made, outcome=outcome, facts=facts)


def _relative(known: Rows, theory: Theory, weights: Floats) -> Fit:
    ended = known.outcome.astype(np.float64)
    penalty = PENALTY if theory.penalty is None else theory.penalty
    if theory.terms:
        return choice(
            known.of(theory.terms), ended, known.year, terms=theory.terms,
            weights=weights, penalty=penalty,
        )  # fmt: skip
    # The level alone: every treaty of a year has the same risk.
    none, told = np.zeros(0), np.log(np.bincount(known.year)[known.year])
    return Fit(
        "choice", (), none, np.zeros((0, 0)), none, penalty, len(known), int(ended.sum()),
        -float(weights * ended @ told), 0,
    )  # fmt: skip


def _bends(origin: int) -> tuple[str, ...]:
    """Name the columns of a curve in time that bends three times before an origin."""
    years = np.linspace(FIRST, max(origin - QUIET, FIRST + 4), 5)[:-1]
    return tuple(f"{SINCE}{year:.0f}" for year in years)


def _since(year: NDArray[np.int64], bends: Sequence[str]) -> Floats:
    """Give decades since the years that columns are named by, (S, K)."""
    begun = np.array([float(name.removeprefix(SINCE)) for name in bends])
    decades: Floats = np.maximum(year[:, None] - begun, 0.0) / 10
    return decades
