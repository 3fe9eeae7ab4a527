"""A small past with treaties, typed by hand, for tests of what reads them."""

import numpy as np
import polars as pl

from foedus.past.past import Past
from foedus.sources.source import Years
from foedus.states.roster import roster

N = len(roster().ids)
FIRST, LAST = 1900, 1930
CLAUSES = {
    "start_month": 1,
    "end_month": None,
    "termination": 0,
    "duration": 3,
    "renewal": 0,
    "renunciation": 0,
    "length": 0.0,
    "renewal_length": 0.0,
    "bilateral": 1.0,
    "defence": 1.0,
    "nonaggression": 0.0,
    "consultation": 0.0,
    "offence": 0.0,
    "wartime": 0.0,
}


def place(state):
    return roster().index(state)


def pact(number, start, end, members, **clauses):
    """One treaty: its clauses, and its members by id."""
    row = {"pact": number, "start_year": start, "end_year": end, **CLAUSES, **clauses}
    if end is not None:
        row["end_month"] = clauses.get("end_month", 1)
    return row, members


def past_with(*pacts, **columns):
    """A past of the years FIRST to LAST in which these treaties were made.

    Columns, by the name of a field, are given as one value for all or as an array.
    """
    years = LAST - FIRST + 1
    held = {"ended_5": 0.0, "violated_10": 0.0, "cinc": 0.01, "polyarchy": 0.3,
            "threat": 0.1, "alive": 1.0, "major": 0.0} | columns  # fmt: skip
    kinds = {"end_year": pl.Int64, "end_month": pl.Int64}
    members = [
        {"pact": row["pact"], "phase": 0, "state": place(state),
         "start_year": row["start_year"], "end_year": row["end_year"],
         "bilateral": row["bilateral"]}
        for row, states in pacts
        for state in states
    ]  # fmt: skip
    by_state = {
        name: np.broadcast_to(np.asarray(value, np.float32), (years, N))
        for name, value in held.items()
    }
    return Past(
        first=FIRST,
        ids=roster().ids,
        columns={"pact": np.broadcast_to(False, (years, N, N)), **by_state},
        coverage={"pact": Years(FIRST, LAST)},
        pacts=pl.DataFrame([row for row, _ in pacts], schema_overrides=kinds),
        members=pl.DataFrame(members, schema_overrides=kinds),
        disputes=pl.DataFrame({"year": [FIRST]}),
        sources={"atop_pacts": "5.1", "atop_members": "5.1"},
    )
