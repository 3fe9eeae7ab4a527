"""How long blocs and structural balance take: a world, an index, two centuries.

The world is the year that the package carries, as the question of the balance reads it.
The series is made from the past, which needs the data sets on the shelf or a mirror
(FOEDUS_MIRROR); without them it is left out. No peer is timed beside: what searches signed
networks in R or under another licence is not on this machine.

`python benchmarks/blocs.py` takes about a minute.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from foedus.cases.folder import read_case
from foedus.faces.cli.terminal import print_table
from foedus.faults import ShelfFault
from foedus.past.making import past_of
from foedus.power.balancing import balance
from foedus.power.bloc_series import bloc_years
from foedus.power.blocs import blocs
from foedus.questions.parts.balance.alignment import alignment_of
from foedus.questions.parts.response.leverage import leverage_of
from foedus.sources.shelf import shelf_here

TIMES = 5
BUDGETS = {"blocs": 0.7, "world": 1.0, "series": 30.0}
"""Seconds that we claim: blocs of one world with draws, with its balance, two centuries."""


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """Time some work, as the median of several runs after one to warm up."""
    work()
    spent = []
    for _ in range(times):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return median(spent)


def one_world() -> list[tuple[str, str, str]]:
    """Time what is drawn of a case's day."""
    case, _ = read_case("russia-dprk")
    held = alignment_of(case, seed=1)
    signs = held.signs(pact=True)
    drawn = seconds(lambda: blocs(held.full, seed=1))
    proved = seconds(lambda: balance(signs))
    read = seconds(lambda: alignment_of(case, seed=1))
    whole = drawn + proved + read
    tied = int(held.full.tied.sum())
    return [
        (f"layers of a day, {tied} states", f"{read:.2f} s", ""),
        ("blocs of one world, 32 draws", f"{drawn:.2f} s", f"{BUDGETS['blocs']} s"),
        (f"frustration index, {balance(signs).ties:,} ties", f"{proved:.3f} s", ""),
        ("the three together", f"{whole:.2f} s", f"{BUDGETS['world']} s"),
        ("leverage of a region", f"{seconds(lambda: leverage_of(case), 3):.2f} s", ""),
    ]


def hard() -> list[tuple[str, str, str]]:
    """Time the index on random signs, the hardest there are."""
    made = []
    for n, share in ((20, 1.0), (40, 0.5), (60, 0.25)):
        draw = np.random.default_rng(n)
        upper = np.triu(draw.choice([-1, 1], (n, n)) * (draw.random((n, n)) < share), 1)
        signs = (upper + upper.T).astype(np.int8)
        start = perf_counter()
        found = balance(signs)
        took = perf_counter() - start
        said = "proved" if found.exact else f"between {found.low} and {found.high}"
        made.append((f"random signs, {n} states, {found.ties} ties", f"{took:.1f} s", said))
    return made


def centuries() -> list[tuple[str, str, str]]:
    """Time the series of two centuries, where the data sets are at hand."""
    try:
        past = past_of(shelf_here().table)
    except ShelfFault as lacking:
        return [("blocs of 1816 to 2018", f"left out: {lacking.found}", "")]
    start = perf_counter()
    made = bloc_years(past)
    took = perf_counter() - start
    first, last = made.years[0].year, made.years[-1].year
    return [(f"blocs and indices of {first} to {last}", f"{took:.1f} s", "30 s")]


if __name__ == "__main__":
    print_table(
        "Blocs and structural balance",
        ("What", "Takes", "Claimed, or found"),
        [*one_world(), *hard(), *centuries()],
    )
