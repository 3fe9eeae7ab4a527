"""The rows of joining: every state outside a dispute, and what it did.

A row is a state and a dispute that it did not begin, read off the world at the end of the
year before. It stays out, joins side A, which acted first, or side B; as one utility
serves both, a term stands in two columns, `a:near` and `b:near`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation.rows import Rows, stacked
from foedus.estimation.sides import OUT, WITH_A, WITH_B
from foedus.faults import DataFault
from foedus.past import fields
from foedus.past.disputes import WAR_LEVEL
from foedus.past.past import Past
from foedus.terms import joining
from foedus.terms.reading import Known, Terms, columns, known_terms, terms_in
from foedus.terms.sides import Dispute, Thirds, thirds

Floats = NDArray[np.float64]

TERMS: Terms = terms_in(joining)

REACH = ("near", "k_maj", "defence", "offence", "past", "s10")
"""Terms by which a state is close to a dispute, read of both its sides."""

CALENDAR = ("calendar", "calendar_bend")
"""Terms of a level that goes with calendar time, which every entry may ask for."""

BEYOND = 1 / 21
"""Nearness at 2,000 km, beyond which a minor power without ties is far."""

FEARED = 12
"""How many disputes are thought of when none is told."""

NEVER = 9999
"""Year of joining of those who never did."""

HALF = 0.5
"""Who faced both sides in its first year joined the one against which it stood less."""


def disputes_in(past: Past, years: Iterable[int]) -> tuple[Dispute, ...]:
    """List the disputes that began in some years, with those who began them only.

    Raises
    ------
    DataFault
        Nothing is known of the disputes of one of the years.
    """
    wanted = sorted(years)
    for year in wanted:
        past.during(fields.ORIGINATED, year)  # refuses a year that is not covered
    began = past.disputes.filter(
        pl.col("start_year").is_in(wanted)
        & (pl.col("year") == pl.col("start_year"))
        & (pl.col("sender_side_a") == 1)
        & (pl.col("sender_originator") == 1)
        & (pl.col("target_originator") == 1)
    )
    found = began.group_by("start_year", "dispute").agg(
        pl.col("sender").unique().sort(), pl.col("target").unique().sort(),
        pl.col("hostility").first() == WAR_LEVEL,
    ).sort("start_year", "dispute")  # fmt: skip
    return tuple(
        Dispute(tuple(a), tuple(b), year, bool(war), number)
        for year, number, a, b, war in found.iter_rows()
    )


def rows(
    past: Past, years: Iterable[int], *, terms: Sequence[str], war: bool | None = None
) -> Rows:
    """Give a row for each dispute that began in some years and each member outside it.

    Parameters
    ----------
    past
        The past.
    years
        Years of which disputes are known.
    terms
        Names of terms; each stands in two columns, and so does the calendar.
    war
        Read the terms as if every dispute were war, or none; as it was by default.

    Raises
    ------
    DataFault
        Nothing is known of a year's disputes, or none began in any.
    NeedFault
        A term is unknown.
    """
    known_terms(terms, terms=TERMS, where="estimation.models.thirds")
    by_year: dict[int, list[Dispute]] = {}
    for one in disputes_in(past, years):
        held = one if war is None else replace(one, war=war)
        by_year.setdefault(one.year, []).append(held)
    made = [
        forecast_rows(past, year, terms=terms, disputes=held)
        for year, held in by_year.items()
    ]
    return _joined(stacked(made), past)


def forecast_rows(
    past: Past,
    year: int,
    *,
    terms: Sequence[str],
    disputes: Sequence[Dispute] | None = None,
) -> Rows:
    """Give the rows of disputes that are told to begin in a year; nobody joins in them.

    Parameters
    ----------
    past
        The past, which may end with the year before.
    year
        The year.
    terms
        Names of terms; each stands in two columns, and so does the calendar.
    disputes
        Who begins them against whom; by default what the bitterest enemies might begin.

    Raises
    ------
    DataFault
        A dispute is of another year.
    """
    disputes = feared(past, year) if disputes is None else disputes
    other = [one.year for one in disputes if one.year != year]
    if other or not disputes:
        raise DataFault(
            f"a dispute of {other[0]}" if other else "no dispute",
            expected=f"disputes that begin in {year}",
            where="estimation.models.thirds",
            mend="make the rows of each year by themselves",
        )
    world, names = past.at(year - 1), tuple(dict.fromkeys((*terms, *CALENDAR)))
    held = thirds(disputes, world[fields.ALIVE] > 0)
    seen = [columns(names, terms=TERMS, known=world, facts=f) for f in (held.a, held.b)]
    return Rows(
        year=np.full(len(held.at), year, np.int64),
        outcome=np.zeros(len(held.at), np.int64),
        terms=(*(_a(name) for name in names), *(_b(name) for name in names)),
        values=np.hstack(seen).astype(np.float32),
        facts={
            "k": held.k,
            "dispute": np.array([one.number for one in disputes], np.int64)[held.at],
            "war": np.array([one.war for one in disputes])[held.at],
            "joined": np.full(len(held.at), NEVER, np.int64),
            "close": _close(world, held),
        },
        weights=np.ones(len(held.at)),
    )


def _close(known: Known, held: Thirds) -> NDArray[np.bool_]:
    """Tell who is near to either side, strong, or has ties to it, (S,)."""
    close = np.zeros(len(held.at), bool)
    for facts in (held.a, held.b):
        read = columns(REACH, terms=TERMS, known=known, facts=facts)
        close |= (read[:, 0] > BEYOND) | (read[:, 1:] > 0).any(axis=1)
    return close


def feared(past: Past, year: int) -> tuple[Dispute, ...]:
    """List the wars that the bitterest enemies of the year before might begin."""
    world = past.at(year - 1)
    alive = world[fields.ALIVE] > 0
    enmity = np.triu(np.nan_to_num(world[fields.ENMITY_10]) * np.outer(alive, alive), 1)
    pairs = np.argwhere(enmity > 0)
    bitterest = np.argsort(-enmity[enmity > 0], kind="stable")[:FEARED]
    return tuple(
        Dispute((i,), (j,), year, war=True, number=place)
        for place, (i, j) in enumerate(pairs[bitterest].tolist(), 1)
    )


def views(rows: Rows, terms: Sequence[str]) -> tuple[Floats, Floats]:
    """Give the columns of some terms as seen from A and from B, (S, K) each."""
    return rows.of([_a(term) for term in terms]), rows.of([_b(term) for term in terms])


def _a(term: str) -> str:
    return f"a:{term}"


def _b(term: str) -> str:
    return f"b:{term}"


def _joined(rows: Rows, past: Past) -> Rows:
    """Mark who joined, on which side at first, and in which year."""
    joins = (
        past.disputes.filter(pl.col("sender_originator") == 0)
        .filter(pl.col("year") == pl.col("year").min().over("dispute", "sender"))
        .group_by("dispute", "sender")
        .agg(pl.col("sender_side_a").mean() >= HALF, pl.col("year").first())
    )
    key = {
        (dispute, state): (WITH_A if with_a else WITH_B, year)
        for dispute, state, with_a, year in joins.iter_rows()
    }
    pairs = zip(rows.facts["dispute"].tolist(), rows.facts["k"].tolist(), strict=True)
    found = np.array([key.get(pair, (OUT, NEVER)) for pair in pairs], np.int64)
    return replace(rows, outcome=found[:, 0], facts={**rows.facts, "joined": found[:, 1]})
