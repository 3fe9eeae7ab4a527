"""Pacts of many: how many a year founds, who begins one, with whom, whom they take along.

ATOP tells who was in a pact from the year of its signature, and not who began it. So any
of these may have been the first, any other the second, and each of the rest is looked at
as one that came along with some pair of them. The first is chosen among all states, the
second given the first, and the rest by themselves but for a wave that all share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.bunched import Bunched, bunched
from foedus.estimation.choice import choice
from foedus.estimation.fit import Fit
from foedus.estimation.frailty import frailty
from foedus.estimation.logit import logit
from foedus.estimation.system_rows import sight_in
from foedus.past.past import Past
from foedus.past.treaties import founders
from foedus.past.treaty import UNLIMITED
from foedus.terms import system

Floats = NDArray[np.float64]

FOUNDER = ("cap", "major", "dem", "allies")
PARTNER = ("near", "region", "pacted", "shared", "dem_apart")
TAKEN = ("near_max", "near_min", "region_share", "pact_share", "shared", "cap")

HALF_LIFE = 10.0
"""Of the years whose foundings tell the next one's, in years; of 1950 to 1989 none foretold
better than a constant rate, and this came nearest."""

LEAST = 3
"""Founders of a pact of many."""
SEEDS = 6
"""Pairs, one first, that are drawn of the founders of each pact."""
DRAWN = Stream(1946).child("system", "founding")
PENALTY = 10.0

CLAUSES = ("defence", "peace", "unlimited", "open")
"""Of which a pact that is founded has any, all or none, as pacts founded before had."""


@dataclass(frozen=True, slots=True)
class Founding:
    """All that is known of how pacts of many are founded."""

    counts: Bunched
    fits: dict[str, Fit]
    """`founder`, `partner` and `taken`."""
    constants: dict[str, float]
    """The wave of those who come along, and the share of each set of clauses, as
    `clauses.1001` names it by `CLAUSES`."""


@dataclass(frozen=True, slots=True)
class _Born:
    pact: int
    year: int
    states: tuple[int, ...]
    clauses: str


def founding_of(past: Past, years: Sequence[int]) -> Founding:
    """Fit how pacts of many are founded on some years."""
    born = _born(past, years)
    counted = np.array([sum(one.year == year for one in born) for year in years])
    firsts, seconds, thirds = _tables(past, born)
    taken = logit(
        thirds.values, thirds.came, terms=TAKEN, weights=thirds.weights, penalty=PENALTY
    )
    shared = frailty(
        taken.utility(thirds.values), thirds.came.astype(np.int64), thirds.strata
    )
    return Founding(
        bunched(years, counted, half_life=HALF_LIFE),
        {
            "founder": _chosen(firsts, FOUNDER),
            "partner": _chosen(seconds, PARTNER),
            "taken": taken,
        },
        {
            "taken.sigma": float(f"{shared.sigma:.4g}"),
            "taken.shift": float(f"{shared.shift:.4g}"),
            **_shares([one.clauses for one in born]),
        },
    )


def _born(past: Past, years: Sequence[int]) -> list[_Born]:
    """List the pacts of many that were founded in some years, with founders of the list."""
    many = past.pacts.filter(pl.col("bilateral") == 0, pl.col("start_year").is_in(years))
    held = founders(many, past.members).group_by("pact", "year").agg("state")
    told = many.select(
        "pact",
        pl.max_horizontal("defence", "offence").fill_null(0) > 0,
        pl.col("nonaggression").fill_null(0) > 0,
        pl.col("duration").fill_null(0) == UNLIMITED,
        pl.col("accession").fill_null(0) > 0,
    )
    rows = held.join(told, on="pact").sort("year", "pact").iter_rows()
    listed = []
    for pact, year, states, *clauses in rows:
        alive = sight_in(past, year).alive
        inside = tuple(sorted(state for state in states if alive[state]))
        if len(inside) >= LEAST:
            listed.append(
                _Born(pact, year, inside, "".join(str(int(one)) for one in clauses))
            )
    return listed


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    strata: NDArray[np.int64]
    values: Floats
    came: Floats
    weights: Floats


def _tables(past: Past, born: Sequence[_Born]) -> tuple[_Rows, _Rows, _Rows]:
    """Make rows of first, of second and of other founders."""
    parts: tuple[list[_Rows], list[_Rows], list[_Rows]] = [], [], []
    for place, one in enumerate(born):
        seen, inside = sight_in(past, one.year), np.zeros(len(past.ids), bool)
        inside[list(one.states)] = True
        own, both = states_tables(seen), pair_tables(seen)
        every, n = np.flatnonzero(seen.alive), len(one.states)
        parts[0].append(
            _rows(
                place, np.column_stack([own[t][every] for t in FOUNDER]), inside[every], n
            )
        )
        for i in one.states:
            others = every[every != i]
            held = np.column_stack([both[t][i, others] for t in PARTNER])
            parts[1].append(_rows(place * 256 + i, held, inside[others], n * (n - 1)))
        for lot, (i, j) in enumerate(_seeds(one)):
            others = every[(every != i) & (every != j)]
            held = taken_values(both, own, i, j, others)
            made = _rows(place * SEEDS + lot, held, inside[others], 1)
            made.weights[:] = 1 / SEEDS
            parts[2].append(made)
    first, second, third = (_whole(part) for part in parts)
    return first, second, third


def _seeds(one: _Born) -> list[tuple[int, ...]]:
    pairs = list(permutations(one.states, 2))
    lots = np.argsort(DRAWN.child(one.pact).uniforms(len(pairs)), kind="stable")
    return [pairs[lots[k % len(pairs)]] for k in range(SEEDS)]


def _rows(stratum: int, values: Floats, came: NDArray[np.bool_], share: int) -> _Rows:
    return _Rows(
        np.full(len(values), stratum), values, came.astype(np.float64),
        np.full(len(values), 1 / share),
    )  # fmt: skip


def _whole(parts: Sequence[_Rows]) -> _Rows:
    strata, values, came, weights = (
        np.concatenate([getattr(one, name) for one in parts])
        for name in ("strata", "values", "came", "weights")
    )
    return _Rows(strata, values, came, weights)


def _chosen(rows: _Rows, terms: Sequence[str]) -> Fit:
    return choice(
        rows.values, rows.came, rows.strata, terms=terms, weights=rows.weights,
        penalty=1.0,
    )  # fmt: skip


def states_tables(seen: system.Sight) -> dict[str, Floats]:
    """Give what tells of a state that it founds a pact, (N,)."""
    ally = np.maximum(seen.owes, seen.owes.T) > 0
    many = (ally & seen.alive[None, :]).sum(axis=1)
    return {
        "cap": seen.cap, "major": seen.major, "dem": seen.dem,
        "allies": np.log1p(many.astype(np.float64)),
    }  # fmt: skip


def pair_tables(seen: system.Sight) -> dict[str, Floats]:
    """Give what tells of two states that they found one together, (N, N)."""
    tables = system.formation_tables(seen)
    return {name: tables[name] for name in PARTNER}


def taken_values(
    both: dict[str, Floats], own: dict[str, Floats], i: int, j: int, k: NDArray[np.intp]
) -> Floats:
    """Give what draws others along with two, in the order of `TAKEN`, (S, 6)."""
    near, kin = both["near"], both["region"]
    return np.column_stack(
        [
            np.maximum(near[i, k], near[j, k]),
            np.minimum(near[i, k], near[j, k]),
            (kin[i, k] + kin[j, k]) / 2,
            (both["pacted"][i, k] + both["pacted"][j, k]) / 2,
            (both["shared"][i, k] + both["shared"][j, k]) / 2,
            own["cap"][k],
        ]
    )


def _shares(held: Sequence[str]) -> dict[str, float]:
    """Give the share of each set of clauses that any pact had."""
    named = sorted(set(held))
    return {f"clauses.{one}": float(f"{held.count(one) / len(held):.6g}") for one in named}
