"""New states and pacts of many founded, and whether fading means foretell how many come.

Each year from 1890 on is foretold from the years before it, with the spread that these
would have been foretold best by: by a mean that fades, of several half-lives, and by the
constant rate of a Poisson law, the null. Told is the mean log score of three periods, and,
of births, how often the total of the twenty years from each year on lies in the interval
that is to hold nine in ten. The half-lives in use were chosen on 1950 to 1989.
"""

import sys
from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.bunched import PRIOR, PRIOR_YEARS, SIZES, bunched, foretold
from foedus.estimation.models.events import WORLD_WARS
from foedus.estimation.models.formation import newcomers
from foedus.estimation.system_states import HALF_LIFE
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.sources.shelf import shelf_here
from verification.table import Line, say, tell

FIRST, LAST_PACTS = 1860, 2018
PERIODS = ((1890, 1949), (1950, 1989), (1990, 2022))
HALF_LIVES = (2.0, 3.0, 5.0, 10.0, 20.0, np.inf)
POISSON = 1e9
YEARS, RUNS = 20, 2000
FOUGHT = {y for one, other in WORLD_WARS for y in range(one, other + 1)}

Counted = dict[int, int]


def lines() -> list[Line]:
    """Put the scores of fading means beside those of the constant rate."""
    past = past_of(shelf_here().table)
    told = list[Line]()
    for name, counts in (("births", births(past)), ("foundings", foundings(past))):
        null = {y: _score(counts, y, np.inf, lambda _: POISSON) for y in _years(counts)}
        for half_life in HALF_LIVES:
            ours = {y: _score(counts, y, half_life, _size) for y in null}
            for first, last in PERIODS:
                within = [y for y in null if first <= y <= last]
                told.append(
                    Line(
                        f"{name}, half-life {half_life:g}, {first} to {last}",
                        float(np.mean([ours[y] for y in within])),
                        float(np.mean([null[y] for y in within])),
                        np.inf,
                    )
                )
    return told + totals(births(past))


def births(past: Past) -> Counted:
    """Count new states by year."""
    return {year: int(newcomers(past, year).sum()) for year in range(FIRST, past.last + 1)}


def foundings(past: Past) -> Counted:
    """Count pacts of many that were signed, by year."""
    years = past.pacts.filter(pl.col("bilateral") == 0)["start_year"].to_list()
    return {year: years.count(year) for year in range(FIRST, LAST_PACTS + 1)}


def totals(counts: Counted) -> list[Line]:
    """Tell how often the total of twenty years lies in the interval of nine in ten."""
    told = list[Line]()
    for first, last in ((1950, 1969), (1970, max(counts) - YEARS + 1)):
        held = {"fading": list[bool](), "constant": list[bool]()}
        for year in range(first, last + 1):
            came = sum(counts[year + k] for k in range(YEARS))
            for how, inside in held.items():
                low, high = np.quantile(_run(counts, year, how), [0.05, 0.95])
                inside.append(bool(low <= came <= high))
        told.append(
            Line(
                f"births of {YEARS} years from {first} to {last}: within 90%",
                float(np.mean(held["fading"])), float(np.mean(held["constant"])), np.inf,
            )
        )  # fmt: skip
    return told


def _run(counts: Counted, year: int, how: str) -> NDArray[np.int64]:
    """Draw totals of twenty years, as runs of the system do or at a constant rate."""
    years = _known(counts, year)
    seen = np.array([counts[y] for y in years])
    draw = Stream(1).child("births", year).generator()
    if how == "constant":
        return draw.poisson(seen.mean(), (RUNS, YEARS)).sum(axis=1)
    law = bunched(years, seen, half_life=HALF_LIFE)
    stock, known = np.full(RUNS, law.stock), law.years
    total = np.zeros(RUNS, np.int64)
    for _ in range(YEARS):
        mean = (PRIOR + stock) / (PRIOR_YEARS + known)
        many = draw.negative_binomial(law.size, law.size / (law.size + mean))
        total += many
        stock, known = law.kept * stock + many, law.kept * known + 1.0
    return total


def _years(counts: Counted) -> list[int]:
    return [y for y in counts if y >= PERIODS[0][0] and y not in FOUGHT]


def _known(counts: Counted, year: int) -> list[int]:
    """List the years that the system of a year is fitted on."""
    first = max(min(1946, year - 40), min(counts))
    return [y for y in range(first, year) if y not in FOUGHT]


def _score(
    counts: Counted,
    year: int,
    half_life: float,
    size: Callable[[tuple[NDArray[np.int64], float]], float],
) -> float:
    """Give the log chance of a year's count, foretold from those before it."""
    seen = np.array([counts[y] for y in _known(counts, year)])
    law = size((seen, half_life))
    return float(foretold(np.append(seen, counts[year]), half_life, law)[-1])


def _size(told: tuple[NDArray[np.int64], float]) -> float:
    seen, half_life = told
    return max(SIZES.tolist(), key=lambda one: foretold(seen, half_life, one)[5:].sum())


if __name__ == "__main__":
    say("ours: the fading mean; reference: a constant rate")
    sys.exit(tell((__doc__ or "").splitlines()[0], lines()))
