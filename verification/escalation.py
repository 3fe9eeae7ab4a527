"""Who joined disputes of 1950 to 2010, simulated beside what happened and lesser forecasts.

Each fifth year the system is fitted on what was known; each dispute is ordered in the world
of the year before, as war or not as it became, and runs tell who joins. Beside the loss of
the simulation stand those of the one-shot choice and of nulls; beside how many joined, and
how often powers took both sides, stands what happened. All is told and nothing judged:
`docs/models.md` says what it comes to. `foedus backtest escalation` prints it as tables.
"""

import sys

import numpy as np

from foedus.estimation.sides import OUT
from foedus.past.making import past_of
from foedus.simulation.past_disputes import FORECASTS, POWERS, SIMULATED, foretold
from foedus.simulation.past_tables import THOUSAND, told
from foedus.sources.shelf import shelf_here
from verification.table import Line, say, tell

RUNS, SEED = 2_000, 1
"""With 500 runs what happened in none of them costs so much that nulls win below war."""
TOLD = float("inf")


def lines() -> list[Line]:
    """Put the simulation beside the other forecasts, and beside what happened."""
    held = foretold(past_of(shelf_here().table), runs=RUNS, seed=SEED)
    fought = held.rows.facts["war"].astype(bool)
    found = []
    for name, kept, wars in (
        ("wars", fought, held.wars), ("below war", ~fought, ~held.wars),
    ):  # fmt: skip
        ours = float(told(held, SIMULATED)[kept].mean()) * THOUSAND
        for other in FORECASTS[1:]:
            theirs = float(told(held, other)[kept].mean()) * THOUSAND
            found.append(Line(f"{name}, log loss: {other}", ours, theirs, TOLD))
        joined = float((held.rows.outcome[kept] != OUT).sum())
        expected = float((1.0 - held.chances[SIMULATED][kept, OUT]).sum())
        found.append(Line(f"{name}: joiners", expected, joined, TOLD))
        crowd, seen = held.crowds[SIMULATED][wars], held.seen[wars]
        for says, least, most in (("nobody", 0, 0), ("10 or more", 10, crowd.shape[1])):
            chance = float(crowd[:, least : most + 1].sum(axis=1).mean())
            came = float(np.mean((seen >= least) & (seen <= most)))
            found.append(Line(f"{name}: {says} joins", chance, came, TOLD))
        for kind in POWERS:
            chances, came_so = held.opposed[kind][wars].sum(axis=0)
            found.append(
                Line(f"{name}: {kind} on both sides", float(chances), float(came_so), TOLD)
            )
    return found


if __name__ == "__main__":
    say("ours: simulated; reference: what happened, or the other forecast")
    sys.exit(tell((__doc__ or "").splitlines()[0], lines()))
