"""Simulations from 1950, 1970, 1990 and 2000 on, beside what then happened.

Each origin's hazards are fitted on what was known before it, its world and treaties are
those of the end of the year before, and nothing later is read. Told are the years whose
counts fall into the middle half and the middle nine tenths of runs, totals, and scores of
pairs within 1, 5, 10 and 20 years beside a static forecast (the recommended onset model
of the origin, held for all years), persistence (whether the pair quarrelled in as many
years before, at the rates that history had) and the base rate. All is told and nothing
judged: `docs/models.md` says what it comes to.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation.models import accession, onset, thirds
from foedus.estimation.models.formation import newcomers
from foedus.estimation.system import LAST_DISPUTES, LAST_PACTS, system_of
from foedus.estimation.theory import theories
from foedus.past import fields
from foedus.past.disputes import WAR_LEVEL
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.snapshot import CARRIED
from foedus.past.treaties import signatures
from foedus.past.treaty import treaties_at
from foedus.simulation.ensemble import HORIZONS, Ensemble, simulate
from foedus.simulation.scenario import Scenario
from foedus.simulation.summary import TOLD
from foedus.sources.shelf import shelf_here
from verification.table import Line, say, tell

Floats = NDArray[np.float64]
Happened = Callable[[Past, int, int], NDArray[np.bool_]]
"""Tells which pairs it happened to from one year to another, (N, N), symmetric."""

ORIGINS = (1950, 1970, 1990, 2000)
YEARS, RUNS, SEED = 20, 500, 1
ASKED = (1, 5, 10, 20)
LAST = {
    **dict.fromkeys(("disputes", "wars", "joined"), LAST_DISPUTES), "born": CARRIED,
}  # fmt: skip
"""The last year of which each is known; of all others that of pacts."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How forecasts of pairs did within a horizon."""

    brier: float
    log_loss: float
    auc: float


def lines() -> list[Line]:
    """Put what was simulated beside what happened."""
    past = past_of(shelf_here().table)
    seen = {kind: observed(past, kind) for kind in TOLD}
    return [line for origin in ORIGINS for line in of_origin(past, origin, seen)]


def of_origin(past: Past, origin: int, seen: Mapping[str, Floats]) -> list[Line]:
    """Simulate from one origin, and tell how it did."""
    known = past.until(origin - 1)
    system = system_of(known, before=origin)
    scenario = Scenario(
        known.at(origin - 1), origin, treaties_at(known, origin - 1), system, years=YEARS
    )
    held = simulate(scenario, runs=RUNS, seed=SEED)
    found = list[Line]()
    for kind in TOLD:
        came = seen[kind][origin - past.first : LAST.get(kind, LAST_PACTS) + 1 - past.first]
        found += counted(origin, kind, held, came[:YEARS])
    for horizon in ASKED:
        if origin + horizon - 1 <= LAST_DISPUTES:
            found += paired(past, known, origin, horizon, held)
    return found


def counted(origin: int, kind: str, held: Ensemble, came: Floats) -> list[Line]:
    """Tell coverage by years, and totals."""
    counts = held.of(kind)[:, : len(came)].astype(np.float64)
    told = []
    for level in (0.5, 0.9):
        low, high = np.quantile(counts, [(1 - level) / 2, (1 + level) / 2], axis=0)
        inside = float(((came >= low) & (came <= high)).mean())
        told.append(
            Line(f"{origin} {kind}: years within {level:.0%}", inside, level, np.inf)
        )
    total = counts.sum(axis=1)
    low, high = np.quantile(total, [0.05, 0.95])
    told.append(
        Line(f"{origin} {kind}: in {len(came)} years", total.mean(), came.sum(), np.inf)
    )
    told.append(Line(f"{origin} {kind}: nine in ten from", low, came.sum(), np.inf))
    told.append(Line(f"{origin} {kind}: nine in ten to", high, came.sum(), np.inf))
    return told


def paired(
    past: Past, known: Past, origin: int, horizon: int, held: Ensemble
) -> list[Line]:
    """Score forecasts of pairs, the simulation's beside the others'."""
    alive = np.flatnonzero(known.at(origin - 1)[fields.ALIVE] > 0)
    low, high = (alive[k] for k in np.triu_indices(len(alive), 1))
    came = within(past, origin, origin + horizon - 1)[low, high]
    hits = held.within[HORIZONS.index(horizon)][low, high]
    ours = scored((hits + 0.02) / (len(held.runs) + 1.0), came)
    static = scored(1 - (1 - one_year(known, origin)[low, high]) ** horizon, came)
    lasting = scored(persistence(known, origin, horizon)[low, high], came)
    rate = history(known, origin, horizon)
    base = scored(np.full(len(came), rate), came)
    where = f"{origin}, {horizon} y ({int(came.sum())} of {len(came)})"
    return [
        Line(f"{where} log loss: static", ours.log_loss, static.log_loss, np.inf),
        Line(f"{where} log loss: persistence", ours.log_loss, lasting.log_loss, np.inf),
        Line(f"{where} log loss: base rate", ours.log_loss, base.log_loss, np.inf),
        Line(f"{where} Brier: static", ours.brier, static.brier, np.inf),
        Line(f"{where} Brier: persistence", ours.brier, lasting.brier, np.inf),
        Line(f"{where} Brier: base rate", ours.brier, base.brier, np.inf),
        Line(f"{where} AUC: static", ours.auc, static.auc, np.inf),
    ]


def observed(past: Past, kind: str) -> Floats:
    """Count what happened in each year of the past, (T,)."""
    years = range(past.first, past.last + 1)
    begun = past.disputes.filter(
        ~pl.col("later"), pl.col("year") == pl.col("start_year"), pl.col("onset") == 1,
        pl.col("sender_originator") == 1, pl.col("target_originator") == 1,
        pl.col("sender_side_a") == 1,
    )  # fmt: skip
    if kind == "disputes":
        return np.asarray(past[fields.ORIGINATED]).sum(axis=(1, 2)).astype(np.float64)
    if kind == "wars":
        return by_year(begun.filter(pl.col("hostility") == WAR_LEVEL)["year"], years)
    if kind == "joined":
        rows = thirds.rows(past, range(1946, LAST_DISPUTES + 1), terms=("war",))
        return by_year(pl.Series(rows.year[rows.outcome > 0]), years)
    if kind == "signed":
        return by_year(signatures(past.pacts, past.members)["year"], years)
    if kind == "entered":
        counts = [accession.entered_in(past, y) for y in range(1946, LAST_PACTS + 1)]
        told = np.zeros(len(years))
        told[1946 - past.first : LAST_PACTS + 1 - past.first] = counts
        return told
    if kind == "founded":
        many = past.pacts.filter(pl.col("bilateral") == 0)
        return by_year(many["start_year"], years)
    if kind == "born":
        came = [int(newcomers(past, year).sum()) for year in range(1946, past.last + 1)]
        born = np.zeros(len(years))
        born[1946 - past.first :] = came
        return born
    ended = past.pacts.filter(pl.col("termination") > 0)["end_year"]
    return by_year(ended.drop_nulls(), years)


def by_year(years: pl.Series, span: range) -> Floats:
    """Count by year, (T,)."""
    kept = years.filter(years.is_between(span[0], span[-1])).to_numpy() - span[0]
    return np.bincount(kept, minlength=len(span)).astype(np.float64)


def within(past: Past, first: int, last: int) -> NDArray[np.bool_]:
    """Tell which pairs began a dispute in some years, (N, N), symmetric."""
    begun = np.asarray(past[fields.ORIGINATED])[first - past.first : last + 1 - past.first]
    any_ = (begun > 0).any(axis=0)
    return any_ | any_.T


def one_year(known: Past, origin: int) -> Floats:
    """Forecast the origin's year by the recommended onset model, (N, N)."""
    best = next(t for t in theories(onset.MODEL) if t.kind == "recommended")
    terms = onset.specified(best)
    rows = onset.rows(known, range(onset.FIRST, origin), terms=terms)
    ahead = onset.forecast_rows(known, origin, terms=terms)
    chance = onset.chances(onset.fit(rows, best, origin=origin), ahead)
    told = np.zeros((len(known.ids), len(known.ids)))
    i, j = (ahead.facts[name].astype(np.intp) for name in ("i", "j"))
    told[i, j] = told[j, i] = chance
    return told


def persistence(
    known: Past, origin: int, horizon: int, happened: Happened = within
) -> Floats:
    """Forecast by whether it happened to pairs in as many years before, (N, N)."""
    rates = {True: [0.0, 0.0], False: [0.0, 0.0]}
    first = min(1946, origin - 40)
    for year in range(first, origin - horizon + 1, max(horizon // 2, 1)):
        alive = np.asarray(known.at(year - 1)[fields.ALIVE] > 0)
        pairs = np.triu(np.outer(alive, alive), 1)
        before = happened(known, year - horizon, year - 1)
        after = happened(known, year, year + horizon - 1)
        for was in rates:
            held = pairs & (before == was)
            rates[was][0] += float(after[held].sum())
            rates[was][1] += float(held.sum())
    told = {was: (hits + 0.5) / (rows + 1.0) for was, (hits, rows) in rates.items()}
    lately = happened(known, origin - horizon, origin - 1)
    return np.where(lately, told[True], told[False])


def history(known: Past, origin: int, horizon: int) -> float:
    """Give the share of pairs that quarrelled within as many years before the origin."""
    alive = np.asarray(known.at(origin - 1)[fields.ALIVE] > 0)
    pairs = np.triu(np.outer(alive, alive), 1)
    return float(within(known, origin - horizon, origin - 1)[pairs].mean())


def scored(chance: Floats, came: NDArray[np.bool_]) -> Scores:
    """Score forecasts: Brier and log loss by pair, and the area under the ROC curve."""
    held = np.clip(chance, 1e-6, 1 - 1e-6)
    loss = -np.where(came, np.log(held), np.log1p(-held)).mean()
    order = np.argsort(held, kind="stable")
    ranks = np.empty(len(held))
    ranks[order] = np.arange(1, len(held) + 1)
    hits = came.sum()
    area = (ranks[came].sum() - hits * (hits + 1) / 2) / max(hits * (len(came) - hits), 1)
    return Scores(float(((held - came) ** 2).mean()), float(loss), float(area))


if __name__ == "__main__":
    say("ours: simulated; reference: what happened, or the other forecast")
    sys.exit(tell((__doc__ or "").splitlines()[0], lines()))
