"""Treaties that stood at the end of 1949, 1969, 1989 and 1999, simulated, and what came.

Each origin's hazards are fitted on what was known by then, without drivers. Told are the
share of treaties that stood after 5, 10 and 15 years beside that of the runs' treaties that
did, with nine in ten of runs; whether those foretold to end sooner did, by AUC; and Brier
scores beside the rate at which treaties had ended in the forty years before. Treaties lost
with the independence of a member are lost to sight and left out from then on.
"""

import sys

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation.score import auc
from foedus.estimation.system import LAST_PACTS, system_of
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.past.standing import tallies
from foedus.past.treaty import treaties_at
from foedus.simulation.ensemble import simulate
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import ENDED, Events
from foedus.sources.shelf import shelf_here
from verification.table import Line, say, tell

Floats = NDArray[np.float64]

ORIGINS, ASKED = (1950, 1970, 1990, 2000), (5, 10, 15)
RUNS, SEED, BEFORE = 200, 1, 40


def lines() -> list[Line]:
    """Put simulated survival beside what came."""
    past = past_of(shelf_here().table)
    return [line for origin in ORIGINS for line in of_origin(past, origin)]


def of_origin(past: Past, origin: int) -> list[Line]:
    """Simulate from one origin, and tell how its treaties fared."""
    known = past.until(origin - 1)
    scenario = Scenario(
        known.at(origin - 1), origin, treaties_at(known, origin - 1),
        system_of(known, before=origin), years=max(ASKED),
    )  # fmt: skip
    held = simulate(scenario, runs=RUNS, seed=SEED, events=True)
    names = [name for name in held.treaties if name.startswith("atop:")]
    ends, over = ends_of(past, names)
    first = first_ends(scenario, held.events, names, RUNS)
    ended, at_risk = (told[-BEFORE:].sum() for told in tallies(known, origin - 1))
    found = list[Line]()
    for years in ASKED:
        last = origin - 1 + years
        if last > LAST_PACTS:
            continue
        lost = (ends <= last) & ~over
        came = ((ends > last) & ~lost)[~lost]
        stood = (first >= years)[:, ~lost]
        share = stood.mean(axis=1)
        low, high = np.quantile(share, [0.05, 0.95])
        told = stood.mean(axis=0)
        rate = float((1 - ended / at_risk) ** years)
        what = f"{origin}, after {years} years"
        kept = f"{what}: share of {len(came)} that stand"
        found += [
            Line(kept, share.mean(), came.mean(), np.inf),
            Line(f"{what}: nine in ten from", low, came.mean(), np.inf),
            Line(f"{what}: nine in ten to", high, came.mean(), np.inf),
            Line(f"{what}: AUC", auc(came.astype(np.float64), told), 0.5, np.inf),
            Line(
                f"{what}: Brier, and that of the rate before",
                float(((told - came) ** 2).mean()), float(((rate - came) ** 2).mean()),
                np.inf,
            ),
        ]  # fmt: skip
    return found


def ends_of(past: Past, names: list[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the year in which each treaty ended, and whether it came to its end."""
    numbers = pl.DataFrame({"pact": [int(name.partition(":")[2]) for name in names]})
    rows = numbers.join(
        past.pacts.select("pact", "end_year", "termination"), on="pact", how="left",
        maintain_order="left",
    )  # fmt: skip
    ends = rows["end_year"].fill_null(9999).to_numpy().astype(np.int64)
    return ends, rows["termination"].fill_null(0).to_numpy() > 0


def first_ends(
    scenario: Scenario, events: Events | None, names: list[str], runs: int
) -> NDArray[np.int64]:
    """Give the year ahead in which each run ends each treaty, (R, P); 999 if never."""
    code = {one.name: one.code for one in scenario.treaties}
    codes = np.array([code[name] for name in names])
    order = np.argsort(codes)
    first = np.full((runs, len(names)), 999)
    if events is None:
        return first
    over = events[(events["kind"] == ENDED) & np.isin(events["code"], codes)]
    places = order[np.searchsorted(codes[order], over["code"])]
    first[over["run"], places] = over["year"]
    return first


if __name__ == "__main__":
    say("ours: simulated; reference: what happened, or the other forecast")
    sys.exit(tell((__doc__ or "").splitlines()[0], lines()))
