"""How long the brief of the embedded case takes, and what it is made of.

Run by `make bench`. The first two rows are whole processes, from the shell's point of
view; the others are calls in a process that has read its tables once.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from foedus.cases.folder import read_case
from foedus.faces.cli.terminal import print_table
from foedus.pacts.act import Act
from foedus.pacts.catalog import catalog
from foedus.pacts.chain import chain
from foedus.pacts.matrix import matrix
from foedus.pacts.provision import Kind
from foedus.states.roster import StateId, roster

TIMES = 5
DAY = date(2025, 1, 1)
COMMAND = Path(sys.executable).with_name("foedus")


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def brief(store: Path, out: Path) -> None:
    """Write the brief in a process of its own."""
    subprocess.run(
        [COMMAND, "brief", "russia-dprk", "--out", out],
        env=os.environ | {"FOEDUS_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def processes() -> dict[str, list[float]]:
    """Time the whole command, with nothing in the store and with every answer there."""
    with tempfile.TemporaryDirectory() as room:
        place = Path(room)
        empty = [
            seconds(partial(brief, place / str(n), place / "out")) for n in range(TIMES)
        ]
        warm = [seconds(partial(brief, place / "0", place / "out")) for _ in range(TIMES)]
    return {
        "foedus brief russia-dprk, empty store": empty,
        "foedus brief russia-dprk, every answer in the store": warm,
    }


def calls() -> dict[str, list[float]]:
    """Time the parts, each called once before."""
    pacts, states = catalog(), roster().alive(DAY)
    act = Act(
        StateId("USA"), StateId("PRK"), DAY, kind=Kind.ATTACK, places=frozenset({"home"})
    )
    works: dict[str, Callable[[], object]] = {
        "read_case, russia-dprk": partial(read_case, "russia-dprk"),
        f"chain, USA attacks PRK, {len(pacts)} treaties": partial(chain, pacts, act),
        f"matrix, {len(states)} states, {len(pacts)} treaties": partial(
            matrix, pacts, states, DAY
        ),
    }
    for work in works.values():
        work()
    return {name: [seconds(work) for _ in range(TIMES)] for name, work in works.items()}


def main() -> None:
    """Print the table."""
    rows = processes() | calls()
    print_table(
        f"Seconds, median of {TIMES}",
        ("What", "Median", "Fastest", "Slowest"),
        (
            (name, *(f"{held:.4f}" for held in (median(t), min(t), max(t))))
            for name, t in rows.items()
        ),
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores",
    )


if __name__ == "__main__":
    main()
