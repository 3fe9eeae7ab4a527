"""Joining 1950-2010, every specification beside the working paper's prototype.

The rows differ a little: the prototype let states choose that became members only during
the year of the dispute, and theories were written anew from their description. `small` is
the one specification told term by term; it is judged, the others are told.
"""

import json
import sys

import numpy as np

from foedus.estimation.contest import Contest, contest
from foedus.estimation.models import joining
from foedus.estimation.models import joining_tables as tables
from foedus.estimation.score import score
from foedus.estimation.theory import theories
from foedus.past.making import past_of
from foedus.sources.shelf import shelf_here
from verification.table import GOLDEN, Line, tell

TOLD = float("inf")
NAMED = {"CONSTRUCTIVISM": "CONSTRUCT", "small": "small_hl40", "all": "all_hl40"}
"""Specification -> what the prototype calls it, where the two differ."""

CLOSE = {"LL": 0.002, "AUC": 0.01, "calib": 0.05, "sideacc": 0.03}


def lines() -> list[Line]:
    """Score every specification on wars and on all disputes."""
    golden = json.loads((GOLDEN / "history_scores.json").read_text("utf-8"))["M2"]["roll"]
    entries = theories(joining.MODEL)
    names = dict.fromkeys(term for one in entries for term in joining.specified(one))
    past = past_of(shelf_here().table)
    years = range(joining.FIRST, joining.LAST + 1)
    rows = joining.rows(past, years, terms=tuple(names))
    every = contest(joining, rows, entries, joining.ORIGINS)
    return [
        Line(
            f"{one.name}, {part}, {name}",
            ours,
            golden[NAMED.get(one.name, one.name)][part][name],
            CLOSE[name] if one.name == joining.RECOMMENDED else TOLD,
        )
        for one in entries
        for part, held in (("war", tables.wars_of(every)), ("all", every))
        for name, ours in _scores(held, one.name).items()
    ]


def _scores(held: Contest, name: str) -> dict[str, float]:
    chances, outcome = held.entry(name).chances, held.rows.outcome
    told = score((outcome > 0).astype(np.float64), 1 - chances[:, 0])
    return {
        "LL": held.loss(name),
        "AUC": told.auc,
        "calib": told.calibration,
        "sideacc": tables.side_right(chances, outcome),
    }


if __name__ == "__main__":
    sys.exit(tell("Who joins disputes, 1950-2010", lines()) > 0)
