"""Leeds and Anac (2005): which alliances were honoured when war came, by a logit.

The reference is a logit by another program on the authors' data (table 4 and the notes'
variants), as kept in golden/replication. https://doi.org/10.1080/03050620500294135
"""

import json
import sys

import numpy as np

from foedus.estimation.logit import logit
from verification.table import GOLDEN, Line, beside, rows, tell

FOLDER = GOLDEN / "replication"
OUTCOMES = {"fn12": "honor2"}
"""Variants of what counts as honoured; `honor3` in all others."""
SAMPLES = {"fn20_nonwartime": ("wartime", 0.0), "fn20_active": ("active", 1.0)}
"""Variants on part of the cases: the column, and the value that is kept."""


def lines() -> list[Line]:
    """Fit the published models and put them beside the reference."""
    cases = rows(FOLDER / "leeds_anac_2005_source.csv")
    found: list[Line] = []
    for name, theirs in json.loads(
        (FOLDER / "leeds_anac_2005_logits.json").read_text()
    ).items():
        column, kept = SAMPLES.get(name, (None, 0.0))
        sample = [c for c in cases if column is None or float(c[column] or "nan") == kept]
        terms = [term for term in theirs["coef"] if term != "Intercept"]
        outcome = OUTCOMES.get(name, "honor3")
        used = [case for case in sample if all(case[t] for t in (*terms, outcome))]
        values = np.array([[float(case[term]) for term in terms] for case in used])
        fit = logit(values, np.array([float(case[outcome]) for case in used]), terms=terms)
        names = ("Intercept", *terms)
        coef = dict(zip(names, fit.coef, strict=True))
        doubt = dict(zip(names, fit.doubt, strict=True))
        found += beside({"n": fit.rows}, {"n": theirs["n"]}, tolerance=0, group=f"{name} ")
        found += beside(
            {"lnL": fit.log_likelihood},
            {"lnL": theirs["ll"]},
            tolerance=1e-5,
            group=f"{name} ",
        )
        found += beside(coef, theirs["coef"], tolerance=1e-4, group=f"{name} ")
        found += beside(doubt, theirs["se"], tolerance=1e-4, group=f"{name} se ")
    return found


if __name__ == "__main__":
    sys.exit(tell("Leeds and Anac 2005", lines()) > 0)
