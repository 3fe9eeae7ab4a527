"""Expansion: whom two founders of a pact of many take along.

A pact of many begins with two, and every other state is in or out. Which two began it is
not recorded, so a few pairs of founders are drawn, and each tells of all the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.contest import Contest, Progress, Tried, contest
from foedus.estimation.models.events import Events, Weighing
from foedus.estimation.models.formation import entered
from foedus.estimation.models.formation_scores import fit_sheet
from foedus.estimation.models.scoring import recommended
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.score import score
from foedus.estimation.sheet import Cell, Sheet
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory, terms_of
from foedus.past import fields
from foedus.past.past import Past
from foedus.past.treaties import founders
from foedus.terms import expansion
from foedus.terms.reading import Known, Terms, columns, terms_in

Floats = NDArray[np.float64]

MODEL = "expansion"
ASKS = "Whom do two founders of a pact of many take along?"
TERMS: Terms = terms_in(expansion)

FIRST, LAST = 1817, 2018
"""The years of which founders are known, with a year before each."""

SPLITS = ((1946, 1989), (1970, LAST), (1990, LAST))
"""Years that are forecast from what was before the first of them."""

SEEDS = 3
"""Pairs of founders that are drawn of each pact; every pact of three has as many."""

DRAWN = Stream(0).child(MODEL, "seeds")
"""Where they are drawn from."""

LOGIT = Events(Weighing(penalty=10.0, half_life=40.0))
fit, chances, told = LOGIT.fit, LOGIT.chances, LOGIT.told


def rows(past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
    """Make a row of each other state and pair of founders of the pacts of some years.

    Raises
    ------
    DataFault
        Founders are not known of one of the years, or no pact of three or more was signed.
    """
    wanted = sorted(years)
    for year in wanted:
        past.during(fields.PACT, year)  # refuses a year that is not covered
    many = past.pacts.filter(
        (pl.col("bilateral") == 0) & pl.col("start_year").is_in(wanted)
    )
    held = founders(many, past.members).group_by("pact", "year").agg("state")
    born = held.sort("year", "pact").iter_rows()
    made = [_of_pact(past, pact, year, set(who), terms) for pact, year, who in born]
    return stacked([one for one in made if one is not None])


def forecast_rows(
    past: Past,
    year: int,
    *,
    terms: Sequence[str],
    seeds: Sequence[tuple[int, int]] | None = None,
) -> Rows:
    """Make the rows of pairs that are told to found a pact in a year.

    Parameters
    ----------
    past
        It may end with the year before.
    year
        The year.
    terms
        The columns.
    seeds
        Places of two founders; the two strongest states by default.
    """
    known = past.at(year - 1)
    alive = known[fields.ALIVE] > 0
    strong = np.argsort(np.where(alive, -np.nan_to_num(known[fields.CINC]), 1.0))
    pairs = [(int(strong[0]), int(strong[1]))] if seeds is None else seeds
    return _rows(known, year, alive, pairs, terms)


def _of_pact(
    past: Past, pact: int, year: int, states: set[int], terms: Sequence[str]
) -> Rows | None:
    """Make the rows of one pact, or none if fewer than three founders were members."""
    known = entered(past, year)
    alive = known[fields.ALIVE] > 0
    inside = sorted(state for state in states if alive[state])
    if len(inside) < SEEDS:
        return None
    pairs = list(combinations(inside, 2))
    lots = np.argsort(DRAWN.child(pact).uniforms(len(pairs)))[:SEEDS]
    made = _rows(known, year, alive, [pairs[lot] for lot in lots], terms)
    came = np.isin(made.facts["k"], inside).astype(np.int64)
    facts = {**made.facts, "pact": np.full(len(made), pact)}
    return replace(made, outcome=came, facts=facts)


def _rows(
    known: Known,
    year: int,
    alive: NDArray[np.bool_],
    pairs: Sequence[tuple[int, int]],
    terms: Sequence[str],
) -> Rows:
    others = np.flatnonzero(alive)
    i = np.repeat([pair[0] for pair in pairs], len(others))
    j = np.repeat([pair[1] for pair in pairs], len(others))
    k = np.tile(others, len(pairs))
    kept = (k != i) & (k != j)
    facts = {"i": i[kept], "j": j[kept], "k": k[kept]}
    values = columns(terms, terms=TERMS, known=known, facts=facts)
    nothing = np.zeros(len(values), np.int64)
    return Rows(
        year=np.full(len(values), year),
        outcome=nothing,
        terms=tuple(terms),
        values=values,
        facts={**facts, "pact": nothing},
        weights=np.full(len(values), 1 / len(pairs)),
    )


def recall(rows: Rows, chances: Floats) -> tuple[float, float]:
    """Tell how many of those that came along are among the likeliest as many.

    Of each pact and pair of founders as many states are named as in fact came along.

    Returns
    -------
    tuple
        The share of those named that did, averaged over pacts and pairs, and the share
        among all who came along anywhere.
    """
    facts = np.stack([rows.facts[name].astype(np.int64) for name in ("pact", "i", "j")])
    named, found = [], []
    for one in np.unique(facts, axis=1).T:
        now = (facts == one[:, None]).all(axis=0)
        came = rows.outcome[now]
        if came.any():
            named.append(came.sum())
            found.append(came[np.argsort(-chances[now], kind="stable")][: named[-1]].sum())
    return float(np.mean(np.divide(found, named))), float(np.sum(found) / np.sum(named))


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge every specification on pacts that it had not seen.

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
    asked = terms_of(entries, terms=TERMS, where="estimation.models.expansion")
    whole = rows(past, range(FIRST, LAST + 1), terms=asked)
    splits = [
        contest(
            LOGIT, whole, entries, Origins(first, last, every=last - first + 1),
            progress=progress,
        )
        for first, last in SPLITS
    ]  # fmt: skip
    rolling = contest(LOGIT, whole, entries, Origins(1946, LAST))
    return (
        Sheet(
            id="scores",
            title="Whom two founders take along",
            columns=("Years", "Specification", "Kind", "Pacts", "AUC", "PR-AUC", "Log loss",
                     "Recall", "Recall, all", "Expected / observed"),
            rows=tuple(_fared(held, one) for held in splits for one in held.tried),
            note="Forecast from what was before the first of the years. Each pact is seen "
            f"from {SEEDS} pairs of its founders. As many states are named as came along; "
            "recall is the mean share of them that did, and the share of all who did.",
        ),
        contest_sheet(
            rolling, title="Rival theories of expansion",
            unit="nats per 1000 states and pairs of founders", scale=1000.0, seed=seed,
        ),
        fit_sheet(fit(whole, recommended(entries), origin=LAST + 1), TERMS),
    )  # fmt: skip


def _fared(held: Contest, one: Tried) -> tuple[Cell, ...]:
    told = score(held.rows.outcome.astype(np.float64), one.chances)
    return (
        f"{held.origins.first} to {held.origins.last}", one.theory.title, one.theory.kind,
        len(np.unique(held.rows.facts["pact"])), told.auc, told.pr_auc, told.log_loss,
        *recall(held.rows, one.chances), told.calibration,
    )  # fmt: skip
