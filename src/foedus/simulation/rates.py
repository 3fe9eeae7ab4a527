"""Coefficients to run by: each draw a guess at what they are, from the fits' posterior."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Draws, Stream
from foedus.estimation.fit import Fit
from foedus.estimation.system import ENDING, ENTERING, JOINING, KIND, WAR, System
from foedus.estimation.system_founding import FOUNDER, PARTNER, TAKEN
from foedus.faults import DataFault, NeedFault
from foedus.terms.system import FIXED, MEMORY, MOVING

Floats = NDArray[np.float64]

TERMS: Mapping[str, tuple[str, ...]] = {
    "onset": ("constant", *FIXED["onset"], *MOVING["onset"], *MEMORY["onset"]),
    "formation": (
        "constant", *FIXED["formation"], *MOVING["formation"], *MEMORY["formation"],
    ),
    "war": ("constant", *WAR),
    "joining": ("constant", *JOINING),
    "kind": ("constant", *KIND),
    "termination": ("constant", *ENDING),
    "accession": ("constant", *ENTERING),
    "founder": FOUNDER,
    "partner": PARTNER,
    "taken": ("constant", *TAKEN),
    "leaving": ("constant",),
}  # fmt: skip
"""Fit -> its terms, in the order in which kernels take them."""

DIGITS = 9
"""Digits after the point of what is drawn, on which all libraries agree."""


def check_draws(rates: Mapping[str, Draws] | None) -> None:
    """Refuse draws that a simulation cannot run by.

    Raises
    ------
    NeedFault
        Draws of a fit or of a term are lacking, or are of one that there is none of.
    DataFault
        They are not as many of each, or none.
    """
    if rates is None:
        return
    _same(set(rates), set(TERMS), "fits")
    counts = set()
    for name, draws in rates.items():
        _same(set(draws.columns), set(TERMS[name]), f"terms of {name}")
        counts |= {column.shape for column in draws.columns.values()}
    if len(counts) != 1 or counts in ({(0,)}, {()}):
        raise DataFault(
            f"draws of shapes {sorted(counts)}",
            expected="as many of every coefficient, one at least",
            where="simulation.rates",
            mend="draw all coefficients for the same runs",
        )


def rates_of(
    system: System, draws: int, *, seed: int, doubt: bool = True
) -> dict[str, Draws]:
    """Draw the coefficients of a system from their posteriors.

    The first draws are the same however many are asked for.

    Parameters
    ----------
    draws
        How many.
    seed
        Of the draws.
    doubt
        False for the fits' coefficients themselves, as often.
    """
    held = {}
    for name, terms in TERMS.items():
        fit = system.fits[name].fit()
        stream = Stream(seed).child("simulation", "rates", name)
        drawn = _drawn(fit, draws, stream) if doubt else np.tile(fit.coef, (draws, 1))
        columns = {term: drawn[:, fit.terms.index(term)].copy() for term in terms}
        held[name] = Draws(columns)
    return held


def matrix(draws: Draws, name: str) -> Floats:
    """Give the draws of a fit as kernels take them, (R, K)."""
    return np.stack([draws[term] for term in TERMS[name]], axis=1)


def _drawn(fit: Fit, draws: int, stream: Stream) -> Floats:
    """Draw by Cholesky's root, which is the only one, so that libraries agree on it."""
    scale = np.sqrt(np.maximum(np.diag(fit.cov), 1e-300))
    like = fit.cov / np.outer(scale, scale) + 1e-9 * np.eye(len(scale))
    root = np.linalg.cholesky(like) * scale[:, None]
    noise = stream.generator().standard_normal((draws, len(scale)))
    told = fit.coef + np.einsum("rk,jk->rj", noise, root, optimize=False)
    drawn: Floats = np.round(told, DIGITS)
    return drawn


def _same(found: set[str], wanted: set[str], what: str) -> None:
    if found == wanted:
        return
    lacking, strange = sorted(wanted - found), sorted(found - wanted)
    raise NeedFault(
        f"draws without {', '.join(lacking) or 'any lack'}"
        + (f", and of {', '.join(strange)}, which there are none of" if strange else ""),
        expected=f"the {what}: {', '.join(sorted(wanted))}",
        where="simulation.rates",
        mend="draw every coefficient by the name of its term",
    )
