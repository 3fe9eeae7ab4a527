"""How long the four methods of bargaining take, and how they grow.

Issues are made here: stakeholders at random over the line, each number drawn about its own
middle. `python benchmarks/bargaining.py 20 10000` names stakeholders and draws.
"""

import os
import sys
from collections.abc import Callable
from statistics import median as middle
from time import perf_counter, process_time

import numpy as np

from foedus.bargaining.challenge import challenge
from foedus.bargaining.compromise import compromise
from foedus.bargaining.condorcet import condorcet
from foedus.bargaining.median import median
from foedus.bargaining.offers import Variant
from foedus.bargaining.stakes import Stakes, stakes_of
from foedus.cases.folder import read_case
from foedus.faces.cli.terminal import print_table
from foedus.questions import response

TIMES = 5


def issue(stakeholders: int, draws: int, *, seed: int = 1) -> Stakes:
    """Draw an issue."""
    turns = np.random.default_rng(seed)

    def about(low: float, high: float, width: float) -> np.ndarray:
        mode = turns.uniform(low, high, stakeholders)
        return turns.triangular(mode - width, mode, mode + width, (draws, stakeholders))

    names = [f"a{k}" for k in range(stakeholders)]
    return stakes_of(names, about(10, 90, 10), about(20, 80, 15), about(20, 80, 15))


def seconds(work: Callable[[], object], times: int = TIMES) -> tuple[float, float]:
    """Time some work after one run to warm up: by the clock, and of the processor."""
    work()
    spent, used = [], []
    for _ in range(times):
        clock, busy = perf_counter(), process_time()
        work()
        spent.append(perf_counter() - clock)
        used.append(process_time() - busy)
    return middle(spent), middle(used)


def four(stakes: Stakes) -> None:
    """Run all methods that a question runs."""
    compromise(stakes)
    median(stakes)
    condorcet(stakes)
    challenge(stakes)


def line(name: str, target: str, work: Callable[[], object]) -> tuple[str, ...]:
    """Time one piece of work."""
    spent, used = seconds(work)
    return name, target, f"{spent * 1e3:,.0f} ms", f"{used * 1e3:,.0f} ms"


def main() -> None:
    """Print the tables."""
    told = [int(size) for size in sys.argv[1:]] or [20, 10_000]
    stakes, case = issue(*told), read_case("russia-dprk")[0]
    rested = challenge(stakes).settled.mean()
    rows = [
        line("all four methods", "under 1,000 ms", lambda: four(stakes)),
        line("compromise", "", lambda: compromise(stakes)),
        line("median", "", lambda: median(stakes)),
        line("condorcet", "", lambda: condorcet(stakes)),
        line("challenge, mended", "", lambda: challenge(stakes)),
        line("challenge, published", "",
             lambda: challenge(stakes, variant=Variant.PUBLISHED)),
        line(f"the case's {len(case.issues)} issues, 4,000 draws", "under 1,500 ms",
             lambda: response.ask(case)),
    ]  # fmt: skip
    load = os.getloadavg()[0]
    note = (
        f"Python {sys.version.split()[0]}, numpy {np.__version__}, load {load:.1f}; "
        f"{rested:.0%} of the draws came to rest in ten rounds"
    )
    title = f"{told[0]} stakeholders, {told[1]:,} draws"
    heads = "Work", "To reach", f"Median of {TIMES}", "Of the processor"
    print_table(title, heads, rows, note)
    grown = [
        line(f"{n} stakeholders, {r:,} draws", "", lambda n=n, r=r: four(issue(n, r)))
        for n, r in ((5, 10_000), (10, 10_000), (40, 1_000), (20, 1_000), (20, 100))
    ]
    print_table("Growth, all four methods", heads, grown, note)


if __name__ == "__main__":
    main()
