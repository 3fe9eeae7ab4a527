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
from functools import partial
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


def seconds(work: Callable[[], object], times: int = TIMES) -> tuple[str, str]:
    """Time some work: the median of several runs, by the clock and by the processor."""
    clock, processor = [], []
    for _ in range(times):
        start, begun = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - begun)
    return f"{median(clock):.2f} s", f"{median(processor):.2f} s"


def world() -> list[tuple[str, ...]]:
    """Time the balance of one world, at all levels and by all measures."""
    case, allies = read_case(CASE)[0], tuple(map(StateId, ("USA", "KOR")))
    there = partial(balance.ask, case, at="Seoul", coalition=allies)
    return [
        ("balance of one world, first asked", "1 s with blocs",
         *seconds(partial(balance.ask, case), 1)),
        ("the same again", "1 s with blocs", *seconds(partial(balance.ask, case))),
        ("at another place, with a coalition", "", *seconds(there)),
    ]  # fmt: skip


def years() -> list[tuple[str, ...]]:
    """Time what reads the shelf: the series since 1816 and the contest of measures."""
    table = shelf_here().table
    held = {name: table(name) for name in READS}
    return [
        ("1816-2022 laid out by year and state", "", *seconds(partial(century, held))),
        ("12 series, shifts of 4 of them", "30 s", *seconds(partial(polarity, table), 3)),
        ("contest of measures, 23 origins", "", *seconds(partial(outcomes, table), 3)),
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
    print_table("Balance of power", ("Work", "Target", "Clock", "Processor"), rows, note)


if __name__ == "__main__":
    main()
