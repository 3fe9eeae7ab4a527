"""The pacts that stand on a day, as facts of rows: how they were made, who is in them.

A pact is one row whatever its phases, and stands on 31 December of a year if it was
signed by then and had not ended. What its members were when they signed is kept beside
what they are, since a change of partners is the oldest reason to leave them.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.past import fields
from foedus.past.past import Past, check_pacts

Facts = Mapping[str, NDArray[np.generic]]

DESIGN: Mapping[str, str] = MappingProxyType(
    {
        "signed": "start_year",
        "signed_month": "start_month",
        "duration": "duration",
        "renewal": "renewal",
        "renunciation": "renunciation",
        "term_months": "length",
        "renewed_months": "renewal_length",
        "promises_defence": "defence",
        "promises_peace": "nonaggression",
        "born_in_war": "wartime",
    }
)
"""Fact -> the column of the pacts; what a treaty does not say is 0."""

AT_SIGNING = (fields.CINC, fields.POLYARCHY, fields.THREAT)
"""What is kept of the members as they were at the end of the year of signature."""

HALF_LIFE = 2.0
"""Years in which what a year tells of the level of ends loses half its weight."""

BEGINNING = 1815
"""The first year that is counted, in which none was at risk yet."""


def standing_pacts(past: Past, year: int) -> Facts:
    """Give the pacts that stand on 31 December of a year, as facts of P rows.

    After the last year that ATOP speaks of, those that stood then are taken to stand.

    Returns
    -------
    Facts
        `pact`, its number, (P,); `year`, the year ahead, (P,); the facts of `DESIGN`,
        (P,); `members`, who is bound, (P, N); `cinc_signed` and the like, (P, N);
        `ended` and `at_risk`, fading stocks of ends and of pact-years, alike for all.

    Raises
    ------
    NeedFault
        The past holds no pacts, as the one year that the package carries.
    """
    check_pacts(past, where="past.standing")
    day = min(year, _spoken_of(past))
    pacts = past.pacts.filter(_holds(day))
    signed = np.maximum(pacts["start_year"].to_numpy() - past.first, 0)
    ended, at_risk = (faded(counted, HALF_LIFE)[-1] for counted in tallies(past, day))
    facts = {fact: pacts[column].fill_null(0).to_numpy() for fact, column in DESIGN.items()}
    for field in AT_SIGNING:
        facts[f"{field.name}_signed"] = past[field][np.minimum(signed, year - past.first)]
    return MappingProxyType(
        facts
        | {
            "pact": pacts["pact"].to_numpy(),
            "year": np.full(len(pacts), year + 1),
            "members": _members(past, pacts["pact"], day),
            "ended": np.full(len(pacts), ended),
            "at_risk": np.full(len(pacts), at_risk),
        }
    )


def tallies(past: Past, last: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count the ends and the pacts at risk in each year from `BEGINNING` to the last.

    At risk is what stood as the year began. A pact that lapsed with the independence of
    a member was at risk, and did not come to its end.

    Returns
    -------
    tuple
        Ends and pacts at risk, (T,) each.
    """
    years = np.arange(BEGINNING, last + 1)[:, None]
    start = past.pacts["start_year"].to_numpy()
    end = past.pacts["end_year"].fill_null(9999).to_numpy()
    over = past.pacts["termination"].fill_null(0).to_numpy() > 0
    at_risk = (start < years) & (end >= years)
    ended = at_risk & (end == years) & over
    return ended.sum(axis=1).astype(np.float64), at_risk.sum(axis=1).astype(np.float64)


def faded(counted: NDArray[np.float64], half_life: float) -> NDArray[np.float64]:
    """Add up counts that fade, year by year, (T,): a year's own count is whole.

    >>> faded(np.array([1.0, 0.0, 0.0]), 1.0).tolist()
    [1.0, 0.5, 0.25]
    """
    kept, held = 2.0 ** (-1.0 / half_life), np.array(counted, dtype=np.float64)
    for year in range(1, len(held)):
        held[year] += kept * held[year - 1]
    return held


def _members(past: Past, pacts: pl.Series, day: int) -> NDArray[np.bool_]:
    """Mark who is bound by each pact, (P, N)."""
    places = {pact: row for row, pact in enumerate(pacts.to_list())}
    bound = past.members.filter(_holds(day) & pl.col("pact").is_in(pacts.to_list()))
    held = np.zeros((len(pacts), len(past.ids)), dtype=np.bool_)
    held[[places[pact] for pact in bound["pact"]], bound["state"].to_numpy()] = True
    return held


def _holds(day: int) -> pl.Expr:
    """Tell what had begun by a 31 December, and had not ended."""
    end = pl.col("end_year")
    return (pl.col("start_year") <= day) & (end.is_null() | (end > day))


def _spoken_of(past: Past) -> int:
    """Give the last year of which ends are known."""
    return min(past.coverage[fields.PACT.name].last, past.last)
