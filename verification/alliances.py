"""The alliance network 1981-2000 by maximum pseudo-likelihood (a TERGM).

Networks of Cranmer, Desmarais and Menninga as the R package btergm brings them; the
reference are the point estimates of its models, of the article on it (1a, 1b) and of its
help page. In golden/alliances_btergm the networks LSP and warNet are kept as triangles.

References
----------
Leifeld, Cranmer, Desmarais (2018), https://doi.org/10.18637/jss.v083.i06
Cranmer, Desmarais, Menninga (2012), https://doi.org/10.1177/0738894212443446
"""

import json
import sys

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.fit import Fit
from foedus.estimation.mple import (
    Slice,
    gwesp,
    mirrored,
    mple,
    nodal_gap,
    nodal_sum,
    stability,
)
from verification.table import GOLDEN, Line, beside, matrix, rows, tell

FOLDER = GOLDEN / "alliances_btergm"
YEARS = 20
Floats = NDArray[np.float64]


def network(name: str, t: int) -> Floats:
    """Read a network of the t-th year, made symmetric."""
    return mirrored(matrix(FOLDER / f"{name}_{t:02}.csv.gz"))


def year(t: int, *, with_past: bool, with_year: bool) -> Slice:
    """Make the ties of a year and the change statistics of a model."""
    traits = rows(FOLDER / f"nodes_{t:02}.csv")
    polity, cinc, calendar = (
        np.array([float(node[name]) for node in traits])
        for name in ("polity", "cinc", "year")
    )
    ties = network("A", t)
    changes = {"gwesp.fixed.0": gwesp(ties)}
    if with_past:
        changes["edgecov.lNet"] = network("lNet", t)
    changes |= {
        "edgecov.LSP": network("LSP", t),
        "edgecov.warNet": network("warNet", t),
        "nodecov.polity": nodal_sum(polity),
        "nodecov.cinc": nodal_sum(cinc),
        "absdiff.polity": nodal_gap(polity),
        "absdiff.cinc": nodal_gap(cinc),
        "edgecov.contigMat": mirrored(matrix(FOLDER / "contigMat.csv.gz")),
    }
    if with_year:
        changes["nodecov.year"] = nodal_sum(calendar)
    return Slice(ties, changes)


def remembering(one: Slice, before: Slice, t: int) -> Slice:
    """Add what the network was, the calendar, and the calendar of wars."""
    past = {
        "memory.stability": stability(before.ties),
        "timecov(t)": np.full(one.ties.shape, float(t)),
        "timecov(warNet*t)": one.changes["edgecov.warNet"] * t,
    }
    return Slice(one.ties, {**one.changes, **past})


def fits() -> dict[str, Fit]:
    """Fit the models of the reference."""
    plain = [year(t, with_past=False, with_year=False) for t in range(1, YEARS + 1)]
    later = range(1, YEARS)
    full = [year(t, with_past=True, with_year=True) for t in range(1, YEARS + 1)]
    return {
        "JSS model.1a": mple(tuple(plain)),
        "JSS model.1b t=2..20": mple(
            tuple(remembering(plain[t], plain[t - 1], t + 1) for t in later)
        ),
        "JSS model.1b t=1..19": mple(
            tuple(remembering(plain[t], plain[t - 1], t) for t in later)
        ),
        "?alliances example": mple(tuple(full)),
    }


def lines() -> list[Line]:
    """Put the fits beside the reference."""
    golden = json.loads((FOLDER / "mple_golden.json").read_text("utf-8"))
    found: list[Line] = []
    for name, fit in fits().items():
        theirs = golden[name]
        ours = dict(zip(fit.terms, fit.coef, strict=True))
        wanted = dict(zip(theirs["terms"], theirs["coef"], strict=True))
        group = f"{name.removeprefix('JSS ')} "
        found += beside(ours, wanted, tolerance=1e-4, group=group)
        if np.isfinite(theirs["loglik"]):
            found.append(Line(f"{group}lnL", fit.log_likelihood, theirs["loglik"], 1e-4))
    return found


if __name__ == "__main__":
    sys.exit(tell("The alliance network 1981-2000", lines()) > 0)
