"""Time the models of history: the past, the rows, the fits, the rolling backtest of onset.

Each model is timed in a process of its own, so that its peak of memory is its own; the
filled shelf is where `FOEDUS_SHELF` and `FOEDUS_MIRROR` say. The targets are those of the
issue: rows of the models within 15 s together, fits within 20 s, the rolling backtest of
onset within 3 minutes, memory within 4 GB.
"""

import json
import os
import resource
import subprocess
import sys
import time

import click

from foedus.faces.cli.terminal import print_table

MODELS = ("onset", "joining", "formation_defence", "termination")
"""One for each of the four models of the page."""

PARTS = ("past", "rows", "fit", "rows and all fits", "backtest", "GB")


def one(name: str) -> dict[str, float]:
    """Time one model in this process: seconds of processor and the peak of memory in GB."""
    from foedus.estimation.register import asked, fits, model
    from foedus.estimation.theory import theories
    from foedus.past.making import past_of
    from foedus.sources.shelf import shelf_here

    told = {}
    start = time.process_time()
    past = past_of(shelf_here().table)
    told["past"] = time.process_time() - start
    held = model(name)
    entries = theories(name)
    start = time.process_time()
    rows = held.rows(past, range(held.FIRST, held.LAST + 1), terms=asked(held, entries))
    told["rows"] = time.process_time() - start
    best = next(theory for theory in entries if theory.kind == "recommended")
    start = time.process_time()
    held.fit(rows, best, origin=held.LAST + 1)
    told["fit"] = time.process_time() - start
    start = time.process_time()
    fits(held, past)
    told["rows and all fits"] = time.process_time() - start
    if name == "onset":
        start = time.process_time()
        held.backtest(past, entries=entries, seed=1, progress=lambda *_: None)
        told["backtest"] = time.process_time() - start
    told["GB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return told


def main() -> None:
    """Time every model and show a row for each."""
    if len(sys.argv) > 1:
        click.echo(json.dumps(one(sys.argv[1])))
        return
    told = {name: timed(name) for name in MODELS}
    rows, fit = (sum(held[part] for held in told.values()) for part in ("rows", "fit"))
    print_table(
        "Models of history, seconds of one processor",
        ("Model", *PARTS),
        ((name, *(held.get(part) for part in PARTS)) for name, held in told.items()),
        f"Rows of the four together {rows:.1f} s (15 asked), recommended fits {fit:.1f} s "
        "(20 asked); the backtest of onset is asked within 180 s, memory within 4 GB.",
    )


def timed(name: str) -> dict[str, float]:
    """Time one model in a process of its own."""
    # Threads that wait for each other count as work, so there is one.
    alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    ran = subprocess.run(
        [sys.executable, __file__, name],
        capture_output=True,
        text=True,
        check=True,
        env=alone,
    )
    held: dict[str, float] = json.loads(ran.stdout)
    return held


if __name__ == "__main__":
    main()
