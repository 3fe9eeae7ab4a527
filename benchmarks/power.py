"""How long the balance of power takes: one world, and two hundred years.

The targets are those of the issue: balance and blocs of one world together under 1 s, a
series of 200 years under 30 s. The series and the contest read the shelf, where
`FOEDUS_SHELF` and `FOEDUS_MIRROR` say; where it is not at hand they are left out.
"""

import os
import platform
import sys
import time
from collections.abc import Callable
from statistics import median

from foedus.cases.folder import read_case
from foedus.estimation.outcomes import outcomes
from foedus.faces.cli.terminal import print_table
from foedus.faults import ShelfFault
from foedus.power.century import READS, century, polarity
from foedus.questions import balance
from foedus.sources.shelf import shelf_here
from foedus.states.roster import StateId

TIMES = 5
CASE = "russia-dprk"


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """Time some work, as the median of several runs after one to warm up."""
    work()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return median(spent)


def once(work: Callable[[], object]) -> float:
    """Time some work that is done for the first time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def world() -> list[tuple[str, str, str]]:
    """Time the balance of one world, at all levels and by all measures."""
    case = read_case(CASE)[0]
    first = once(lambda: balance.ask(case))
    again = seconds(lambda: balance.ask(case))
    allies = tuple(map(StateId, ("USA", "KOR")))
    there = seconds(lambda: balance.ask(case, at="Seoul", coalition=allies))
    return [
        ("balance of one world, first asked", "1 s with blocs", f"{first:.2f} s"),
        ("the same again", "1 s with blocs", f"{again:.2f} s"),
        ("at another place, with a coalition", "", f"{there:.2f} s"),
    ]


def years() -> list[tuple[str, str, str]]:
    """Time what reads the shelf: the series since 1816 and the contest of measures."""
    table = shelf_here().table
    held = {name: table(name) for name in READS}
    laid, found = seconds(lambda: century(held)), seconds(lambda: polarity(table), 3)
    judged = seconds(lambda: outcomes(table), 3)
    return [
        ("1816-2022 laid out by year and state", "", f"{laid:.2f} s"),
        ("12 series, shifts of 4 of them", "30 s", f"{found:.2f} s"),
        ("contest of measures, 23 origins", "", f"{judged:.2f} s"),
    ]


def main() -> None:
    """Print the table."""
    rows = world()
    try:
        rows += years()
    except ShelfFault as lacking:
        sys.stdout.write(f"series: left out, {lacking.found}\n")
    load = os.getloadavg()[0]
    note = (
        f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f}"
    )
    print_table("Balance of power", ("Work", "Target", "Median"), rows, note)


if __name__ == "__main__":
    main()
