"""How alike the foreign policies of a pair are, worked out here from ATOP and UN votes.

S is in the literature by custom; kappa and pi take out what chance alone would make alike.
Alliance measures come valued and as bare ties, S also weighed by capability and by
squared distance. Of votes each roll call counts the same, unless those that the United
States held important, and listed since 1983, are to count otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np
import polars as pl

from foedus.faults import DataFault
from foedus.panel.beside import beside_dyads, entries
from foedus.panel.panel import Column, Panel
from foedus.panel.portfolios import (
    PROMISES,
    VOTES,
    Portfolios,
    alliance_portfolios,
    vote_portfolios,
)
from foedus.panel.similarity import (
    Floats,
    as_binary,
    crossed,
    kappa,
    pi,
    s_score,
    tau_b,
)
from foedus.quantity import Field, Unit
from foedus.sources.table import Table

Measure = Callable[[Floats], Floats]

TIES: dict[str, tuple[Measure, str]] = {
    "alliance_s": (s_score, ""),
    "alliance_s_squared": (partial(s_score, power=2), ""),
    "alliance_s_weighted": (s_score, "weighted"),
    "alliance_s_binary": (s_score, "binary"),
    "alliance_s_binary_weighted": (lambda table: s_score(as_binary(table)), "weighted"),
    "alliance_kappa": (kappa, ""),
    "alliance_kappa_binary": (kappa, "binary"),
    "alliance_pi": (pi, ""),
    "alliance_pi_binary": (pi, "binary"),
    "alliance_tau_b": (tau_b, ""),
}
"""What is measured, and on which table: valued, of bare ties, or weighed.

Of bare ties squared distances are the same as distances: Haege's `bus` is his `bua`.
"""
WEIGHED = ("alliance_s_weighted", "alliance_s_binary_weighted")
VOTED: dict[str, Measure] = {
    "vote_s": s_score,
    "vote_kappa": kappa,
    "vote_pi": pi,
}
MEANS = {
    "s": "Signorino and Ritter's S",
    "kappa": "Cohen's kappa, squared distances",
    "pi": "Scott's pi, squared distances",
    "tau": "Kendall's tau-b",
}


def add(
    panel: Panel,
    *,
    keep: Iterable[str] | None = None,
    important: float = 1.0,
    others: float = 1.0,
) -> Panel:
    """Add measures of likeness of a pair's alliances and votes.

    Parameters
    ----------
    keep
        Names of the columns wanted, by default all thirteen.
    important, others
        How much a roll call counts that the United States held important, and how much
        any other: `important=1, others=0` takes the first alone. Where they differ, years
        before 1983 and after 2017 are not known.

    Raises
    ------
    DataFault
        No measure has that name, or a weight is negative or both are 0.
    """
    wanted = _wanted(keep)
    importance = _importance(important, others)
    if any(name.startswith("alliance") for name in wanted):
        atop, nmc = panel.table("atop_dyads"), panel.table("nmc")
        weighs = not set(wanted).isdisjoint(WEIGHED)
        of_year = alliance_portfolios(atop, nmc if weighs else None)
        names = [name for name in wanted if name not in VOTED]
        panel = _added(panel, atop, names, _frame(_ties(of_year, names), names))
        panel = panel.resting_on([nmc] if weighs else [])
    names = [name for name in wanted if name in VOTED]
    if names:
        votes = panel.table("un_votes")
        measured = _votes(vote_portfolios(votes, importance), names)
        panel = _added(panel, votes, names, _frame(measured, names))
    return panel


def _wanted(keep: Iterable[str] | None) -> list[str]:
    known = [*TIES, *VOTED]
    wanted = known if keep is None else list(keep)
    strangers = sorted(set(wanted) - set(known))
    if strangers:
        raise DataFault(
            f"no measure {', '.join(strangers)}",
            expected=f"some of {', '.join(known)}",
            where="panel.add, similarity",
            mend="name measures that there are",
        )
    return wanted


def _importance(important: float, others: float) -> tuple[float, float] | None:
    if min(important, others) < 0 or important == others == 0:
        raise DataFault(
            f"roll calls that count {important:g} and {others:g} times",
            expected="weights that are not negative, and not both 0",
            where="panel.add, similarity",
            mend="such as important=2, others=1",
        )
    return None if important == others else (important, others)


Year = tuple[Portfolios, list[Floats]]
"""The portfolios of a year, and each measure of its pairs."""


def _ties(years: Iterable[Portfolios], names: list[str]) -> Iterator[Year]:
    for held in years:
        table = _pairs(crossed(held.ratings, levels=PROMISES))
        folded = as_binary(table)
        weighed = np.full(table.shape, np.nan)
        if held.weights is not None:
            weights = held.weights
            weighed = _pairs(crossed(held.ratings, levels=PROMISES, weights=weights))
        of = {"": table, "binary": folded, "weighted": weighed}
        yield held, [TIES[name][0](of[TIES[name][1]]) for name in names]


def _votes(years: Iterable[Portfolios], names: list[str]) -> Iterator[Year]:
    for held in years:
        table = _pairs(crossed(held.ratings, levels=VOTES, weights=held.weights))
        yield held, [VOTED[name](table) for name in names]


def _pairs(table: Floats) -> Floats:
    """Keep each two states once; measures are the same both ways round."""
    states = table.shape[-1]
    a, b = np.triu_indices(states, 1)
    flat = table.reshape(*table.shape[:2], states * states)
    kept: Floats = np.take(flat, a * states + b, axis=2)
    return kept


def _frame(years: Iterable[Year], names: list[str]) -> pl.DataFrame:
    """Put the pairs of all years one below another."""
    parts = []
    for held, measures in years:
        a, b = np.triu_indices(len(held.states), 1)
        keys = {"sender_cow": held.states[a], "target_cow": held.states[b]}
        columns = dict(zip(names, measures, strict=True))
        parts.append(pl.DataFrame({**keys, **columns}).with_columns(year=held.year))
    whole = pl.concat(parts).with_columns(pl.col("year").cast(pl.Int64))
    return whole.with_columns(pl.col(names).fill_nan(None))


def _added(panel: Panel, table: Table, names: list[str], frame: pl.DataFrame) -> Panel:
    columns = [Column(n, _promise(n), table.name, table.years) for n in names]
    return beside_dyads(panel, entries(panel, table, columns, frame=frame))


def _promise(name: str) -> Field:
    on, measure, *rest = name.split("_")
    how = {
        "binary": "bare ties",
        "weighted": "states weighed by capability",
        "squared": "squared distances",
    }
    said = ", ".join(how[word] for word in rest if word in how)
    meaning = f"{MEANS[measure]} of the pair's {on}s{', ' + said if said else ''}"
    low = -1.0 if measure in ("s", "tau") else -np.inf
    return Field(name, "S", Unit.NONE, meaning, low, 1)
