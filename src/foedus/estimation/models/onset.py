"""Onset: whether a dispute will begin between two states next year.

Pairs of states are many and disputes few, so all that have a border or a quarrel behind
them are fitted on, and of the rest a share that stands for all. All are forecast.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.contest import Contest, Progress, contest
from foedus.estimation.models.events import Events, Weighing, dyad_rows
from foedus.estimation.models.scoring import (
    COLUMNS,
    NOTE,
    decades_sheet,
    recommended,
    reliability_sheet,
    scored,
)
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.sheet import Cell, Sheet
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.past import fields
from foedus.past.past import Past
from foedus.terms import onset, pairs
from foedus.terms.reading import Terms, terms_in

MODEL = "onset"
ASKS = "Will a militarised dispute begin between these two states next year?"
TERMS: Terms = MappingProxyType({**terms_in(pairs), **terms_in(onset)})

FIRST, LAST = 1817, 2010
"""The years of which both the disputes and the world before them are known."""

ORIGINS = Origins(1950, LAST, every=5)
"""From where it is judged."""

KEPT = 0.06
"""Share of the pairs without border or quarrel that are fitted on."""

SAMPLE = Stream(1816).child(MODEL, "sample")
"""Says which: the same ones every time, whatever else is asked."""

LOGIT = Events(
    Weighing(penalty=30.0, half_life=20.0),
    after_world_war=Weighing(penalty=300.0, half_life=60.0),
    levels=MappingProxyType(
        {"constant": (), "time": ("time", "time_s1", "time_s2"), "recent": ("sys",)}
    ),
)
fit, chances, told, specified = LOGIT.fit, LOGIT.chances, LOGIT.told, LOGIT.specified


def rows(
    past: Past, years: Iterable[int], *, terms: Sequence[str], joiners: bool = False
) -> Rows:
    """Make the rows of some years: every pair that was there the year before.

    Parameters
    ----------
    past
        Reaches to the years themselves.
    years
        The years that are forecast.
    terms
        The columns.
    joiners
        Count pairs that a dispute of others drew in; else those alone that began one.

    Raises
    ------
    DataFault
        The data sets do not speak of disputes in one of the years.
    """
    return stacked([_known(past, year, terms, joiners=joiners) for year in years])


def forecast_rows(past: Past, year: int, *, terms: Sequence[str]) -> Rows:
    """Make the rows of a year from a past that may end the year before.

    What will happen is not known: each outcome is 0.
    """
    return dyad_rows(past, year, names=terms, terms=TERMS)


def relevant(past: Past, held: Rows) -> NDArray[np.bool_]:
    """Mark pairs that are politically relevant: a border, or a major power among them.

    References
    ----------
    Lemke, Reed (2001), https://doi.org/10.1177/0022002701045001006 (memory)
    """
    marked = np.zeros(len(held), bool)
    for year in np.unique(held.year).tolist():
        day, now = past.at(year - 1), held.year == year
        i, j = held.facts["i"][now], held.facts["j"][now]
        major = day[fields.MAJOR]
        marked[now] = (day[fields.CONTIGUITY][i, j] > 0) | (major[i] + major[j] > 0)
    return marked


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge the model on years it had not seen, and its rival theories on the same.

    Parameters
    ----------
    past
        All that is known.
    entries
        The specifications of the contest.
    seed
        Of the bootstrap.
    progress
        Told after each entry of the contest.

    Raises
    ------
    NeedFault
        An entry names an unknown term, or none is recommended.
    """
    best = recommended(theories(MODEL))
    names = terms_of(
        (*entries, best), terms=TERMS, where=f"backtest of {MODEL}", specified=specified
    )
    every = rows(past, range(FIRST, LAST + 1), terms=names, joiners=True)
    begun = rows(past, range(FIRST, LAST + 1), terms=best.terms)
    held = contest(LOGIT, every, entries, ORIGINS, progress=progress)
    rolled = contest(LOGIT, begun, [best], ORIGINS)
    told = rolled.entry(best.name).chances
    return (
        _scores(past, every, begun, rolled, best, seed=seed),
        reliability_sheet("Onset by originators, 1950-2010, rolling", rolled.rows, told),
        decades_sheet("Onset by originators, by decades", rolled.rows, told),
        contest_sheet(
            held,
            title="Rival theories of onset, joiners' pairs among them",
            unit="nats per 1000 pairs and years",
            scale=1000.0,
            seed=seed,
        ),
    )


def _scores(
    past: Past, every: Rows, begun: Rows, rolled: Contest, best: Theory, *, seed: int
) -> Sheet:
    """Score the recommended specification on each split of the years."""
    lines = [
        _split("All onsets, 1990-2010", every, best, 1990, 2010, seed=seed),
        _split("The same, politically relevant pairs", every, best, 1990, 2010, seed=seed,
               among=lambda ahead: relevant(past, ahead)),
        _split("All onsets, 1946-1989", every, best, 1946, 1989, seed=seed),
        _split("By originators, 1990-2010", begun, best, 1990, 2010, seed=seed),
        _split("By originators, 1946-1989", begun, best, 1946, 1989, seed=seed),
        _rolled("All onsets, 1950-2010, rolling", every,
                contest(LOGIT, every, [best], ORIGINS), best, seed=seed),
        _rolled("By originators, 1950-2010, rolling", begun, rolled, best, seed=seed),
    ]  # fmt: skip
    return Sheet("scores", "How onset was foreseen", COLUMNS, tuple(lines), NOTE)


def _split(
    name: str,
    held: Rows,
    theory: Theory,
    first: int,
    last: int,
    *,
    seed: int,
    among: Callable[[Rows], NDArray[np.bool_]] | None = None,
) -> tuple[Cell, ...]:
    """Fit once on the years before the first, and score those from it to the last.

    Where some pairs alone are scored, the base rate is theirs; the fit is of all.
    """
    before, ahead = held.before(first), held.during(first, last)
    fitted = fit(before, theory, origin=first)
    if among is not None:
        before, ahead = before.where(among(before)), ahead.where(among(ahead))
    base = float(before.outcome.mean())
    return scored(name, ahead, chances(fitted, ahead), base=base, seed=seed)


def _rolled(
    name: str, held: Rows, tried: Contest, theory: Theory, *, seed: int
) -> tuple[Cell, ...]:
    base = float(held.outcome[held.year < ORIGINS.first].mean())
    return scored(name, tried.rows, tried.entry(theory.name).chances, base=base, seed=seed)


def _known(past: Past, year: int, terms: Sequence[str], *, joiners: bool) -> Rows:
    made = forecast_rows(past, year, terms=terms)
    i, j = made.facts["i"], made.facts["j"]
    drawn_in = past.during(fields.ONSET, year)[i, j] > 0
    begun = past.during(fields.ORIGINATED, year)
    came = drawn_in if joiners else (begun[i, j] | begun[j, i]) > 0
    day = past.at(year - 1)
    # Sampled by the wider outcome, so that one sample serves both.
    sure = drawn_in | (day[fields.CONTIGUITY][i, j] > 0) | (day[fields.DISPUTED][i, j] > 0)
    drawn = _lots(year, len(past.ids))[i, j] < KEPT
    return replace(
        made,
        outcome=came.astype(np.int64),
        weights=np.where(sure, 1.0, drawn / KEPT),
    )


@cache
def _lots(year: int, states: int) -> NDArray[np.float64]:
    return SAMPLE.child(year).uniforms(states, states)
