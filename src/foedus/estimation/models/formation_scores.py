"""What the backtest of who signs tells, in tables."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.columns import CONSTANT
from foedus.estimation.contest import Contest, Progress, Tried, contest
from foedus.estimation.fit import Fit
from foedus.estimation.models.formation import Signing
from foedus.estimation.models.scoring import recommended, reliability_sheet
from foedus.estimation.origins import Origins
from foedus.estimation.ranking import Ranking, ranking
from foedus.estimation.rows import Rows
from foedus.estimation.score import paired_gain
from foedus.estimation.sheet import Cell, Interval, Sheet
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory, terms_of
from foedus.past.past import Past
from foedus.terms.reading import Terms, meaning

Floats = NDArray[np.float64]

LATER = 1990
"""From here on the page of the design asks for a score of its own."""

TOP = 0.01
"""The share of pairs that is called the top."""


def tables(
    signing: Signing,
    past: Past,
    *,
    entries: Sequence[Theory],
    origins: Origins,
    terms: Terms,
    first: int,
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Try every specification, and set out what came of it.

    Parameters
    ----------
    signing
        The model.
    past
        Reaches to the last year that is forecast.
    entries
        The specifications.
    origins
        From where.
    terms
        The terms there are.
    first
        The first year to fit on.
    seed
        Of the bootstrap.
    progress
        Told after each entry.
    """
    asked = terms_of(entries, terms=terms, where="estimation.models.formation")
    whole = signing.rows(past, range(first, origins.last + 1), terms=asked)
    rows = lively(whole)
    held = contest(signing, rows, entries, origins, progress=progress)
    best = recommended(entries)
    return (
        ranks_sheet(held, seed=seed),
        contest_sheet(
            held,
            title="Rival theories of who signs",
            unit="nats a pact",
            seed=seed,
        ),
        _reliability(held, best),
        fit_sheet(signing.fit(rows, best, origin=origins.last + 1), terms),
    )


def lively(rows: Rows) -> Rows:
    """Keep the years in which something was signed; of others a choice tells nothing."""
    return rows.where(np.isin(rows.year, np.unique(rows.year[rows.outcome > 0])))


def ranked(held: Contest, one: Tried) -> Ranking:
    """Rank who signed among all pairs of the year, as an entry had told it."""
    return ranking(held.rows.outcome.astype(np.float64), one.chances, held.rows.year)


def ranks_sheet(held: Contest, *, seed: int) -> Sheet:
    """Tell how high each entry placed those who signed."""
    return Sheet(
        id="ranks",
        title="How high those stood who signed",
        columns=("Specification", "Kind", "Gain over a lot", f"Gain from {LATER}",
                 "Top 50", "Top 100", "Top 1 %", "AUC", "Median rank"),
        rows=tuple(_fared(held, one, seed=seed) for one in held.tried),
        note=f"{len(held.years)} pacts, {held.origins.first} to {held.origins.last}, "
        f"{int((held.years >= LATER).sum())} of them from {LATER}. Gain is in nats a pact "
        "over a lot drawn among all pairs of the year, its interval of 95 % by drawing "
        "whole years again; the others are shares of pacts whose pair stood so high, and "
        "of pairs that it stood above.",
    )  # fmt: skip


def _fared(held: Contest, one: Tried, *, seed: int) -> tuple[Cell, ...]:
    placed = ranked(held, one)
    late = placed.strata.astype(np.int64) >= LATER
    gain = paired_gain(np.zeros(len(placed.gains)), -placed.gains, placed.strata, seed=seed)
    return (
        one.theory.title, one.theory.kind, Interval(gain.mean, gain.low, gain.high),
        float(placed.gains[late].mean()) if late.any() else None, placed.within(50),
        placed.within(100), placed.within_share(TOP), placed.auc, placed.median_rank,
    )  # fmt: skip


def _reliability(held: Contest, best: Theory) -> Sheet:
    """Set the chance to sign, given how many were signed, beside what came of it."""
    rows, share = held.rows, held.entry(best.name).chances
    _, place = np.unique(rows.year, return_inverse=True)
    signed = np.bincount(place, rows.outcome)[place]
    return reliability_sheet(
        f"{best.title}: forecast and observed, given the number of pacts of the year",
        rows,
        np.minimum(share * signed, 1.0),
    )


def fit_sheet(fit: Fit, terms: Terms) -> Sheet:
    """Set out a fit, each term with what it measures."""
    return Sheet(
        id="fit",
        title=f"The recommended fit, on {fit.events} events",
        columns=("Term", "Meaning", "Coefficient", "By its spread", "z"),
        rows=tuple(
            (term, _told(terms, term), float(coef), float(standard), float(coef / doubt))
            for term, coef, standard, doubt in zip(
                fit.terms, fit.coef, fit.standard, fit.doubt, strict=True
            )
        ),
        note="Associations by which to forecast, and no causes. Rows of a year hang "
        "together, so that z is too large.",
    )


def _told(terms: Terms, name: str) -> str:
    return "all alike" if name == CONSTANT else meaning(terms, name)
