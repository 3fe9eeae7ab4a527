"""How many pacts a year brings: of two that bind to fight, of two others, of many, entries.

Who signs is left to the models of formation, accession and expansion. Counts come in
bunches, so that the law is negative binomial, and the mean follows the last few years.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation import counts
from foedus.estimation.contest import Contest, Progress, Tried, contest
from foedus.estimation.fit import Fit
from foedus.estimation.models import accession
from foedus.estimation.origins import Origins, recency
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.score import paired_gain
from foedus.estimation.sheet import Cell, Interval, Sheet
from foedus.estimation.standing import over
from foedus.estimation.theory import Theory, terms_of
from foedus.past import fields
from foedus.past.past import Past
from foedus.past.treaties import signatures
from foedus.terms import pact_counts
from foedus.terms.reading import Terms, columns, terms_in

Floats = NDArray[np.float64]

MODEL = "pact_counts"
ASKS = "How many pacts will be signed, and how many entered, next year?"
TERMS: Terms = terms_in(pact_counts)

FIRST, LAST = 1817, 2018
"""The years of which pacts are known, with a year before each."""

ORIGINS = Origins(1950, LAST)
"""From where it is judged."""

LEVEL = 0.9
"""Of the interval whose coverage is told."""

MOST = 400
"""Counts above it are held to have no chance."""


@dataclass(frozen=True, slots=True)
class Series:
    """One of the four counts."""

    name: str
    title: str


SERIES = (
    Series("defence", "pacts of two to defend or attack"),
    Series("other", "other pacts of two"),
    Series("births", "pacts of many founded"),
    Series("entries", "entries to pacts of many"),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """A negative binomial model of the counts of years."""

    half_life: float
    """Years in which the weight of a year halves."""

    def fit(self, rows: Rows, theory: Theory, *, origin: int) -> Fit:
        """Fit a specification on the years before the origin.

        Raises
        ------
        DataFault
            Nothing was signed before the origin.
        SolveFault
            The terms repeat each other.
        """
        known = rows.before(origin)
        half_life = theory.half_life or self.half_life
        return counts.counts(
            known.of(theory.terms),
            known.outcome.astype(np.float64),
            terms=theory.terms,
            weights=recency(known.year, origin=origin, half_life=half_life),
            penalty=theory.penalty or 0.0,
        )

    def chances(self, fit: Fit, rows: Rows) -> Floats:
        """Give the chance of each count from none to `MOST`, (S, A)."""
        mean, r = counts.mean(fit, rows.of(fit.columns)), counts.size(fit)
        every = np.arange(MOST + 1.0)
        alike = np.ones(len(every))
        return np.exp([counts.log_score(one * alike, r, every) for one in mean])

    def told(self, chances: Floats, rows: Rows) -> tuple[Floats, NDArray[np.int64]]:
        """Give the chance that was given to the count of each year, (S,), and the year."""
        return chances[np.arange(len(rows)), rows.outcome], rows.year


COUNTS = Counts(half_life=60.0)
"""As in the models of who signs, where what was foretold of 1860 to 1949 chose it."""
fit, chances, told = COUNTS.fit, COUNTS.chances, COUNTS.told


def rows(
    past: Past, years: Iterable[int], *, terms: Sequence[str], series: str = "defence"
) -> Rows:
    """Make a row of each year, with what was signed in it.

    Raises
    ------
    DataFault
        What was signed in a year is not known.
    """
    held = sorted(years)
    told = _counted(past, series, held)
    made = [forecast_rows(past, year, terms=terms, series=series) for year in held]
    return replace(stacked(made), outcome=told)


def forecast_rows(
    past: Past, year: int, *, terms: Sequence[str], series: str = "defence"
) -> Rows:
    """Make the row of a year from a past that may end the year before."""
    place = next(n for n, one in enumerate(SERIES) if one.name == series)
    facts = {"series": np.array([place]), "year": np.array([year])}
    values = columns((*terms, "states"), terms=TERMS, known=past.at(year - 1), facts=facts)
    return Rows(
        year=facts["year"],
        outcome=np.zeros(1, np.int64),
        terms=tuple(terms),
        values=values[:, : len(terms)],
        facts={"series": facts["series"]},
        weights=np.ones(1),
    )


def _counted(past: Past, series: str, years: Sequence[int]) -> NDArray[np.int64]:
    for year in years:
        past.during(fields.SIGNED_DEFENCE, year)  # refuses a year that is not covered
    if series == "entries":
        return np.array([accession.entered_in(past, year) for year in years])
    if series == "births":
        born = past.pacts.filter(pl.col("bilateral") == 0)["start_year"].to_numpy()
    else:
        born = _signed(past, military=series == "defence")
    return np.array([(born == year).sum() for year in years])


def _signed(past: Past, *, military: bool) -> NDArray[np.int64]:
    """Give the year of each pact of two whose signatories were members, (E,)."""
    held = signatures(past.pacts, past.members).filter(pl.col("military") == military)
    held = held.filter(pl.col("year") > past.first)
    year, alive = held["year"].to_numpy(), past[fields.ALIVE].astype(bool)
    low, high = held["low"].to_numpy(), held["high"].to_numpy()
    at = year - past.first
    there = [alive[at, who] | alive[at - 1, who] for who in (low, high)]
    kept: NDArray[np.int64] = year[there[0] & there[1]]
    return kept


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge every specification of the four counts on years that it had not seen.

    Parameters
    ----------
    past
        The whole past.
    entries
        The specifications.
    seed
        Of the bootstrap.
    progress
        Told after each entry.
    """
    asked = terms_of(entries, terms=TERMS, where="estimation.models.pact_counts")
    lines = list[tuple[Cell, ...]]()
    for one in SERIES:
        whole = rows(past, range(FIRST, LAST + 1), terms=asked, series=one.name)
        held = contest(COUNTS, whole, entries, ORIGINS, progress=progress)
        lines += [(one.title, *_fared(held, entry, seed=seed)) for entry in held.tried]
    return (
        Sheet(
            id="scores",
            title="How many pacts a year brings",
            columns=("Count", "Specification", "Kind", "Log score", over(entries[0].name),
                     "Observed", "Expected", f"Within {LEVEL:.0%}"),
            rows=tuple(lines),
            note=f"Mean log score a year, {ORIGINS.first} to {ORIGINS.last}, higher is "
            f"better; forecast from origins every {ORIGINS.every} years; intervals of 95 % "
            "draw years again. The last column is the share of years inside the central "
            f"interval of {LEVEL:.0%}.",
        ),
    )  # fmt: skip


def _fared(held: Contest, one: Tried, *, seed: int) -> tuple[Cell, ...]:
    first, outcome = held.tried[0], held.rows.outcome
    gain = paired_gain(first.losses, one.losses, held.years, seed=seed)
    return (
        one.theory.title, one.theory.kind, -float(one.losses.mean()),
        Interval(gain.mean, gain.low, gain.high), int(outcome.sum()),
        float((one.chances @ np.arange(MOST + 1)).sum()), covered(one.chances, outcome),
    )  # fmt: skip


def covered(chances: Floats, outcome: NDArray[np.int64]) -> float:
    """Give the share of years whose count lies in the central interval of `LEVEL`."""
    below = np.cumsum(chances, axis=1)
    low, high = (np.argmax(below >= (1 + way * LEVEL) / 2, axis=1) for way in (-1, 1))
    return float(((outcome >= low) & (outcome <= high)).mean())
