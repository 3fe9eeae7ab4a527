"""Accession: which state enters which of the pacts of many that stand.

A row is a state and a pact of which it is no member, as the year before ended; newcomers
to the system are read as they entered it, and a forecast knows none of them.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation.contest import Progress, contest
from foedus.estimation.models.events import Events, Weighing
from foedus.estimation.models.formation import entered, newcomers
from foedus.estimation.models.formation_scores import fit_sheet
from foedus.estimation.models.scoring import (
    COLUMNS,
    NOTE,
    recommended,
    reliability_sheet,
    scored,
)
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.sheet import Sheet
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory, terms_of
from foedus.past import fields
from foedus.past.past import Past
from foedus.terms import accession
from foedus.terms.outsiders import outsiders
from foedus.terms.reading import Facts, Known, Terms, columns, terms_in

Truths = NDArray[np.bool_]

MODEL = "accession"
ASKS = "Which state enters which standing pact of many next year?"
TERMS: Terms = terms_in(accession)

FIRST, LAST = 1817, 2018
"""The years of which entries are known, with a year before each."""

ORIGINS = Origins(1950, LAST)
"""From where it is judged."""

LATER = 1990
"""From here on it is judged once more."""

LOGIT = Events(Weighing(penalty=10.0, half_life=40.0))
fit, chances, told = LOGIT.fit, LOGIT.chances, LOGIT.told

JOINED = 3.0
"""Half-life of what is remembered of entries to a pact, in years."""


def rows(past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
    """Make a row of each state outside each standing pact, with whether it entered.

    Raises
    ------
    DataFault
        The members of pacts are not known of one of the years, or no pact stood.
    """
    made = (_of_year(past, year, terms) for year in years)
    return stacked([one for one in made if one is not None])


def forecast_rows(past: Past, year: int, *, terms: Sequence[str]) -> Rows:
    """Make the rows of a year from a past that may end the year before.

    Raises
    ------
    DataFault
        No pact of many stands.
    """
    alive = past.at(year - 1)[fields.ALIVE] > 0
    made = _rows(past.at(year - 1), pacts_of_many(past, year), alive, year, terms)
    return stacked([] if made is None else [made])


def entered_in(past: Past, year: int) -> int:
    """Count the entries of a year to the pacts that stood as it began."""
    made = _of_year(past, year, ("many",))
    return 0 if made is None else int(made.outcome.sum())


def pacts_of_many(past: Past, year: int) -> Facts:
    """Give the pacts of many that stand as a year begins, (P, ...).

    Returns
    -------
    Facts
        `pact`, `year`, `signed`, `accession`, `future_members`, `promises_defence`, (P,);
        `members`, `was_member`, who is in it and who ever was, (P, N); `joined`, a fading
        stock of entries, (P,). Members that left the system are none.
    """
    day = year - 1
    ends = pl.col("end_year")
    held = past.pacts.filter(
        (pl.col("bilateral") == 0) & (pl.col("start_year") <= day)
        & (ends.is_null() | (ends > day))
    )  # fmt: skip
    into = past.members.filter(pl.col("start_year") <= day).join(
        held.select("pact", place=pl.int_range(pl.len()), born="start_year"), on="pact"
    )
    now = into.filter(ends.is_null() | (ends > day))
    inside = _mark(now, len(held), len(past.ids)) & (past.at(day)[fields.ALIVE] > 0)
    kept = inside.any(axis=1)
    duty = pl.max_horizontal("defence", "offence").fill_null(0)
    return {
        "pact": held["pact"].to_numpy()[kept],
        "year": np.full(kept.sum(), year),
        "signed": held["start_year"].to_numpy()[kept],
        "accession": held["accession"].fill_null(0).to_numpy()[kept],
        "future_members": held["future_members"].fill_null(0).to_numpy()[kept],
        "promises_defence": held.select(duty).to_series().to_numpy()[kept],
        "members": inside[kept],
        "was_member": _mark(into, len(held), len(past.ids))[kept],
        "joined": _joined(into, len(held), day)[kept],
    }


def _mark(members: pl.DataFrame, pacts: int, states: int) -> Truths:
    marked = np.zeros((pacts, states), bool)
    marked[members["place"].to_numpy(), members["state"].to_numpy()] = True
    return marked


def _joined(into: pl.DataFrame, pacts: int, day: int) -> NDArray[np.float64]:
    """Add up first entries after the signature, fading by the year."""
    first = into.group_by("place", "state").agg(
        pl.col("start_year").min(), pl.col("born").first()
    )
    late = first.filter(pl.col("start_year") > pl.col("born"))
    left = np.exp2(-(day - late["start_year"].to_numpy()) / JOINED)
    stock: NDArray[np.float64] = np.zeros(pacts)
    np.add.at(stock, late["place"].to_numpy(), left)
    return stock


def _of_year(past: Past, year: int, terms: Sequence[str]) -> Rows | None:
    past.during(fields.PACT, year)  # refuses a year of which members are not known
    held, new = pacts_of_many(past, year), newcomers(past, year)
    alive = past.at(year - 1)[fields.ALIVE] > 0
    parts = [_rows(past.at(year - 1), held, alive, year, terms)]
    if new.any():
        parts.append(_rows(entered(past, year), held, new, year, terms))
    made = [one for one in parts if one is not None]
    return _entries(past, stacked(made), year) if made else None


def _rows(
    known: Known, held: Facts, states: Truths, year: int, terms: Sequence[str]
) -> Rows | None:
    """Make the rows of some states outside the standing pacts, if there are any."""
    facts = outsiders(held, states)
    p, k = facts["p"], facts["k"]
    if not len(p):
        return None
    return Rows(
        year=np.full(len(p), year),
        outcome=np.zeros(len(p), np.int64),
        terms=tuple(terms),
        values=columns(terms, terms=TERMS, known=known, facts=facts).astype(np.float32),
        facts={"pact": held["pact"][p], "k": k},
        weights=np.ones(len(p)),
    )


def _entries(past: Past, rows: Rows, year: int) -> Rows:
    """Write down who entered in the year."""
    came = past.members.filter(pl.col("start_year") == year).select("pact", "state")
    code = len(past.ids)
    entry = came["pact"].to_numpy() * code + came["state"].to_numpy()
    here = rows.facts["pact"].astype(np.int64) * code + rows.facts["k"].astype(np.int64)
    return Rows(
        rows.year, np.isin(here, entry).astype(np.int64), rows.terms, rows.values,
        rows.facts, rows.weights,
    )  # fmt: skip


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge every specification on years that it had not seen.

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
    asked = terms_of(entries, terms=TERMS, where="estimation.models.accession")
    whole = rows(past, range(FIRST, LAST + 1), terms=asked)
    held = contest(LOGIT, whole, entries, ORIGINS, progress=progress)
    best = recommended(entries)
    base = float(whole.before(ORIGINS.first).outcome.mean())
    late = held.rows.year >= LATER
    lines = []
    for one in held.tried:
        name, told = one.theory.title, one.chances
        lines.append(scored(name, held.rows, told, base=base, seed=seed))
        lines.append(
            scored(f"{name}, from {LATER}", held.rows.where(late), told[late],
                   base=base, seed=seed)
        )  # fmt: skip
    foretold = held.entry(best.name).chances
    return (
        Sheet("scores", "Who enters which pact", COLUMNS, tuple(lines), NOTE),
        contest_sheet(
            held, title="Rival theories of accession",
            unit="nats per 1000 states and pacts", scale=1000.0, seed=seed,
        ),
        reliability_sheet(f"{best.title}: forecast and observed", held.rows, foretold),
        fit_sheet(fit(whole, best, origin=LAST + 1), TERMS),
    )  # fmt: skip
