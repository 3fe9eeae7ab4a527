"""How long panels take, cold: each a process of its own, on a shelf that is here.

peacesciencer's figures are those of ../shared/design/panels.md, section 3: version 1.2.9
in R 4.2, the same two cores, median of 3. They are quoted, not run again.
Ours: whole process from the first import, median of 5, data sets read before and kept
as tables in `made/`, as on any machine after its first panel. The row `first use` is the
first panel of all: an empty `made/`, the bytes in the mirror.
"""

import json
import os
import subprocess
import sys
import tempfile
from statistics import median

import click

from foedus.faces.cli.terminal import print_table
from foedus.panel.register import recipes

TIMES = 5
CORE = (
    "atop", "cow_disputes", "gml_disputes", "contiguity", "capabilities", "democracy",
    "majors", "minimum_distance", "distance", "igos", "rivalries",
)  # fmt: skip
"""The verbs of the chain; spells are the twelfth."""
COVARIATES = (
    "interstate_wars", "wealth", "leader_turnover", "territorial_threat", "terrain",
    "fractionalization", "codes", "surplus", "trade",
)  # fmt: skip
"""What else of theirs comes to pairs: twenty-one steps with those above."""
NOT_OF_PAIRS = {
    "civil_conflicts", "civil_onsets", "intrastate_wars", "leader_traits", "leader_will",
}  # fmt: skip
OF_THE_USER = {"gsdb_sanctions"}
"""Needs data that the user holds."""
HEAVY = {"expected_utility"}
"""Sums over every three states; it has a row of its own."""
CLASHING = {"relevant"}
"""Brings contiguity and majors along, which the chain has."""
ALL = tuple(n for n in recipes() if n not in NOT_OF_PAIRS | CLASHING | OF_THE_USER | HEAVY)

WORK = """
import json, resource, sys
from time import perf_counter
from foedus.panel.making import dyads
from foedus.sources.shelf import shelf_here
first, last, directed, names = json.loads(sys.argv[1])
panel = dyads(first, last, directed=directed).on(shelf_here().table).add(*names)
if "gml_disputes" in names:
    panel = panel.spells("gml_onset")
frame = panel.collect(ids=False)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([frame.height, frame.width, peak / 2**20]))
"""

CHAINS: dict[str, tuple[int, int, bool, tuple[str, ...], str]] = {
    "12 verbs, pairs once": (1816, 2018, False, CORE, "21.6 s, 1.80 GB"),
    "12 verbs, pairs each way": (1816, 2018, True, CORE, "24.1 s, 3.10 GB"),
    "21 verbs, pairs each way": (1816, 2018, True, CORE + COVARIATES, "114 s, 5.4 GB"),
    f"all {len(ALL)} recipes, pairs each way": (1816, 2018, True, ALL, ""),
    "wars between states, each way": (1816, 2018, True, ("interstate_wars",), "77 s"),
    "expected utilities, each way": (1816, 2018, True, tuple(HEAVY), ""),
    "12 verbs, each way, 25 years": (1994, 2018, True, CORE, ""),
    "12 verbs, each way, 50 years": (1969, 2018, True, CORE, ""),
    "12 verbs, each way, 100 years": (1919, 2018, True, CORE, ""),
}


FIRST_USE = "12 verbs, pairs once, first use"


def run(
    first: int,
    last: int,
    directed: bool,
    names: tuple[str, ...],
    shelf: str | None = None,
) -> list[float]:
    """Make a panel in a process of its own: seconds, rows, columns, gigabytes at most."""
    told = json.dumps([first, last, directed, names])
    env = os.environ | ({"FOEDUS_SHELF": shelf} if shelf else {})
    start = os.times().elapsed
    done = subprocess.run(
        [sys.executable, "-c", WORK, told],
        capture_output=True, check=True, text=True, env=env,
    )  # fmt: skip
    return [os.times().elapsed - start, *json.loads(done.stdout)]


def first_use() -> list[float]:
    """Make the chain's panel where no table was made before."""
    with tempfile.TemporaryDirectory() as empty:
        return run(1816, 2018, False, CORE, shelf=empty)


def line(name: str, taken: list[list[float]], theirs: str) -> tuple[str, ...]:
    """Sum up the runs of a panel."""
    seconds = [one[0] for one in taken]
    return (
        name, f"{taken[0][1]:,}", f"{taken[0][2]}",
        f"{median(seconds):.2f}", f"{min(seconds):.2f}", f"{max(seconds):.2f}",
        f"{median(one[3] for one in taken):.2f}", theirs,
    )  # fmt: skip


def main() -> None:
    """Print the table; where the data sets are not here, say so."""
    if "FOEDUS_MIRROR" not in os.environ and "FOEDUS_SHELF" not in os.environ:
        click.echo("panels: left out, since neither FOEDUS_MIRROR nor FOEDUS_SHELF is set")
        return
    rows = []
    for name, (first, last, directed, names, theirs) in CHAINS.items():
        run(first, last, directed, names)
        taken = [run(first, last, directed, names) for _ in range(TIMES)]
        rows.append(line(name, taken, theirs))
    if "FOEDUS_MIRROR" in os.environ:
        rows.append(line(FIRST_USE, [first_use() for _ in range(TIMES)], ""))
    print_table(
        f"Panels: whole process, cold, median of {TIMES}",
        ("Panel", "Rows", "Columns", "Seconds", "Fastest", "Slowest", "GB", "In R, quoted"),
        rows,
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores",
    )


if __name__ == "__main__":
    main()
