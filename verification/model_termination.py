"""Termination of pacts: scores beside the prototype's, and how often bands hold.

The reference are the scores of the design's prototype (golden/history_scores.json). The
bands of survival are tried from every fifth year; those of one origin overlap those of the
next, so the share that holds is told and not judged. The half-lives of the level are set
side by side by their loss on origins before 1945.
"""

import json
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.lasting import HALF_LIVES, lasting
from foedus.estimation.models import termination
from foedus.estimation.rows import Rows
from foedus.estimation.score import losses
from foedus.estimation.theory import Theory, theories
from foedus.past.making import past_of
from foedus.past.past import Past
from foedus.sources.shelf import shelf_here
from verification.table import GOLDEN, Line, tell

Floats = NDArray[np.float64]

HORIZONS = (5, 10, 15)
EARLY = (1865, 1880, 1895, 1910, 1925, 1940)
LATE = tuple(range(1945, 2004, 5))
CHOICES = (
    (2.0,),
    (5.0,),
    (10.0,),
    (20.0,),
    (5.0, 10.0, 20.0),
    (2.0, 5.0, 10.0),
    HALF_LIVES,
)
RUNS = 600
LEVEL = 0.9
EXACT = {"level": 1e-4, "base": 5e-4}
"""Entries that leave nothing to be fitted otherwise; of the others 1/100 is allowed."""


def lines() -> list[Line]:
    """Put our scores beside the prototype's, and the bands beside what they promise."""
    past = past_of(shelf_here().table)
    entries = {one.name: one for one in theories(termination.MODEL)}
    asked = tuple(dict.fromkeys(t for one in entries.values() for t in one.terms))
    years = range(termination.FIRST, termination.LAST + 1)
    rows = termination.rows(past, years, terms=asked)
    return _scores(rows, entries) + _bands(past, rows, entries["DESIGN"])


def _scores(rows: Rows, entries: dict[str, Theory]) -> list[Line]:
    """Compare the share of the early rate's loss that each entry saves."""
    golden = json.loads((GOLDEN / "history_scores.json").read_text("utf-8"))
    theirs = golden["M4"]["final"]
    held = termination.tried(rows, [e for n, e in entries.items() if n in theirs])
    outcome = held.rows.outcome.astype(np.float64)
    rate = np.full(len(outcome), rows.before(held.origins.first).outcome.mean())
    null = losses(outcome, rate).mean()
    return [
        Line(f"{name}: PRL 1950-2018", 1 - held.loss(name) / null, theirs[name]["PRL"],
             EXACT.get(name, 0.01))
        for name in (one.theory.name for one in held.tried)
    ]  # fmt: skip


def _bands(past: Past, rows: Rows, design: Theory) -> list[Line]:
    """Tell how much bands lose by the half-lives of the level, and how often they hold."""
    found = []
    for choice in CHOICES:
        name = ", ".join(f"{one:g}" for one in choice)
        loss, _ = _judged(past, rows, design, EARLY, choice)
        found.append(Line(f"loss before 1945, half-lives {name}", loss, np.nan, np.inf))
    for told, origins in (("before 1945", EARLY), ("from 1945", LATE)):
        loss, inside = _judged(past, rows, design, origins, HALF_LIVES)
        found.append(Line(f"bands of 90 % that hold, {told}", inside, LEVEL, np.inf))
    return found


def _judged(
    past: Past,
    rows: Rows,
    design: Theory,
    origins: Sequence[int],
    half_lives: Sequence[float],
) -> tuple[float, float]:
    """Give the mean ranked probability score of shares that stood, and bands that held."""
    losses_, inside = [], []
    for year in origins:
        fit = termination.fit(rows, design, origin=year + 1)
        made = lasting(past, year, fit, HORIZONS, runs=RUNS, seed=1, half_lives=half_lives)
        for place, ahead in enumerate(HORIZONS):
            seen, stood = _stood(past, made.pacts, year + ahead)
            shares = made.standing[:, place, seen].mean(axis=1)
            low, high = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
            apart = np.abs(shares[:, None] - shares).mean() / 2
            losses_.append(np.abs(shares - stood).mean() - apart)
            inside.append(low <= stood <= high)
    return float(np.mean(losses_)), float(np.mean(inside))


def _stood(
    past: Past, pacts: NDArray[np.generic], year: int
) -> tuple[NDArray[np.bool_], float]:
    """Mark pacts that were not lost to sight, and give the share of them that stood."""
    ends = {
        pact: (end or 9999, how or 0)
        for pact, end, how in past.pacts["pact", "end_year", "termination"].rows()
    }
    end, how = np.array([ends[pact] for pact in pacts.tolist()]).T
    seen = (end > year) | (how > 0)
    return seen, float((end > year)[seen].mean())


if __name__ == "__main__":
    sys.exit(tell("Termination of pacts", lines()) > 0)
