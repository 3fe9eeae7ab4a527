"""What forecasts of ends came to, in tables."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.base_rates import base_rates, signed_pacts
from foedus.estimation.contest import Contest
from foedus.estimation.fit import Fit
from foedus.estimation.lasting import Lasting, lasting
from foedus.estimation.models import ending
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows
from foedus.estimation.score import auc, losses, score
from foedus.estimation.sheet import Cell, Interval, Sheet
from foedus.past.past import Past
from foedus.terms.reading import Terms, meaning

Floats = NDArray[np.float64]

EDGES = (0.0, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 1.0)
HORIZONS = (5, 10, 15)
RUNS = 2000
LEVEL = 0.9
STILL = 9999
"""Year of the end of what still stands."""


def within_auc(outcome: Floats, forecast: Floats, year: NDArray[np.integer]) -> float:
    """Give the chance that an end was ranked above a treaty that stood, in its own year.

    >>> within_auc(np.array([1, 0, 0, 1]), np.array([0.2, 0.1, 0.8, 0.9]),
    ...            np.array([1900, 1900, 1901, 1901]))
    1.0
    """
    ranked = pairs = 0.0
    for one in np.unique(year[outcome > 0]):
        now = year == one
        ended = float(outcome[now].sum())
        met = ended * (now.sum() - ended)
        if met:
            ranked += met * auc(outcome[now], forecast[now])
            pairs += met
    return float(ranked / pairs) if pairs else float("nan")


def scores_sheet(held: Contest, rows: Rows, *, over: str, seed: int) -> Sheet:
    """Score every entry, and set it against one of them."""
    first, last = held.origins.first, held.origins.last
    return Sheet(
        id=f"scores_{first}_{last}",
        title=f"Scores, {first} to {last}",
        columns=("Specification", "AUC", "Within-year AUC", "PRL", "Expected / observed",
                 f"Over {over}"),
        rows=tuple(_scored(held, name, rows, over, seed) for name in _names(held)),
        note=f"{len(held.rows):,} treaty-years, {int(held.rows.outcome.sum())} ends. PRL "
        f"is the share spared of the loss of the rate before {first}. Gains in nats per "
        "1000 treaty-years, with intervals of 95 % by years.",
    )  # fmt: skip


def reliability_sheet(held: Contest, name: str) -> Sheet:
    """Set the forecasts of an entry against what came of them, by their size."""
    told = score(
        held.rows.outcome.astype(np.float64), held.entry(name).chances, edges=EDGES
    )
    return Sheet(
        id="reliability",
        title=f"Reliability of {name}",
        columns=("From", "To", "Treaty-years", "Forecast", "Observed"),
        rows=tuple(
            (one.low, one.high, one.count, one.forecast, one.observed)
            for one in told.reliability
        ),
    )


def coefficients_sheet(fit: Fit, terms: Terms) -> Sheet:
    """List the relative risks, each with what it measures."""
    held = zip(fit.terms, fit.coef, fit.standard, fit.doubt, strict=True)
    return Sheet(
        id="coefficients",
        title="Relative risks",
        columns=("Term", "Measures", "Coefficient", "Standardised", "z"),
        rows=tuple(
            (name, meaning(terms, name), float(b), float(s), float(b / e))
            for name, b, s, e in held
        ),
        note=f"{fit.rows:,} treaty-years, {fit.events} ends, penalty {fit.penalty:g}.",
    )


def cause_sheet(rows: Rows, origins: Origins) -> Sheet:
    """Judge forecasts of the cause of ends."""
    ended, model, shares = ending.foretold(rows, origins)
    came = np.asarray(ended.facts["cause"], np.int64) - 1
    each = np.arange(len(came))
    return Sheet(
        id="cause",
        title="By what cause, given an end",
        columns=("Forecast", "Log loss", "Right"),
        rows=tuple(
            (
                name,
                float(-np.log(told[each, came]).mean()),
                float((told.argmax(axis=1) == came).mean()),
            )
            for name, told in (("causes", model), ("shares of the past", shares))
        ),
        note=f"{len(came)} ends, {origins.first} to {origins.last}, each "
        f"{', '.join(ending.CAUSES[:-1])} or {ending.CAUSES[-1]}.",
    )


def replacement_sheet(rows: Rows) -> Sheet:
    """Tell how often a new treaty of the same pair ended the old one."""
    held = ending.replacement(rows)
    return Sheet(
        id="replacement",
        title="A new treaty of the same two states",
        columns=("What", "Treaty-years", "Ended", "As replaced", "Share"),
        rows=(
            ("signed in the year", held.signed, held.ended, held.in_year, held.share),
            ("none signed", held.quiet, held.quiet_ended, None,
             held.quiet_ended / held.quiet),
        ),
        note=f"Of {held.replaced} bilateral treaties that were replaced, {held.in_year} "
        "were in a year in which the pair signed another.",
    )  # fmt: skip


def bands_sheet(past: Past, fits: Mapping[int, Fit], *, seed: int) -> Sheet:
    """Set the share of treaties that stood against bands foretold years before."""
    made = []
    for year, fit in fits.items():
        runs = lasting(past, year, fit, HORIZONS, runs=RUNS, seed=seed)
        made += [_band(past, year, runs, place) for place in range(len(HORIZONS))]
    inside = sum(bool(row[-1]) for row in made)
    return Sheet(
        id="survival",
        title="Treaties that stood, and what was foretold of them",
        columns=("From", "Years", "Treaties", "Observed", "Foretold", "AUC", "Inside"),
        rows=tuple(made),
        note=f"Bands of 90 % over {RUNS} runs; {inside} of {len(made)} inside.",
    )  # fmt: skip


def rates_sheet(past: Past) -> Sheet:
    """List how long treaties of each kind have lasted."""
    rates = base_rates(signed_pacts(past))
    return Sheet(
        id="base_rates",
        title="How long treaties of a kind have lasted",
        columns=("Class", "Treaties", "Ends", *(f"{y} years" for y in rates[0].years),
                 "Warning"),
        rows=tuple((r.name, r.treaties, r.ended, *r.alive, r.warning) for r in rates),
        note="Shares alive by Kaplan and Meier; a loss of independence and the end of 2018 "
        "are no ends.",
    )  # fmt: skip


def _names(held: Contest) -> tuple[str, ...]:
    return tuple(one.theory.name for one in held.tried)


def _scored(held: Contest, name: str, rows: Rows, over: str, seed: int) -> tuple[Cell, ...]:
    outcome, told = held.rows.outcome.astype(np.float64), held.entry(name).chances
    rate = float(rows.before(held.origins.first).outcome.mean())
    null = losses(outcome, np.full(len(outcome), rate)).mean()
    gain = held.gain(name, over, seed=seed)
    return (
        name,
        auc(outcome, told),
        within_auc(outcome, told, held.rows.year),
        float(1 - losses(outcome, told).mean() / null),
        float(told.sum() / outcome.sum()),
        Interval(gain.mean * 1000, gain.low * 1000, gain.high * 1000),
    )


def _band(past: Past, year: int, runs: Lasting, place: int) -> tuple[Cell, ...]:
    """Compare one horizon; treaties that were lost to sight before it are left out."""
    until = year + runs.horizons[place]
    ends = {
        pact: (end or STILL, how or 0)
        for pact, end, how in past.pacts["pact", "end_year", "termination"].rows()
    }
    end, how = np.array([ends[pact] for pact in runs.pacts.tolist()]).T
    seen = (end > until) | (how > 0)
    stood = (end > until)[seen].astype(np.float64)
    told = runs.standing[:, place, seen]
    low, high = np.quantile(told.mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    share = float(stood.mean())
    return (
        year,
        runs.horizons[place],
        len(stood),
        share,
        Interval(float(told.mean()), float(low), float(high)),
        auc(stood, told.mean(axis=0)),
        int(low <= share <= high),
    )
