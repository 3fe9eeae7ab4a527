"""Ending: by what cause a treaty ended, given that it did, and which were replaced.

Most treaties of the last decades ended because the same states put another in their
place. Whether they do is for the model of formation to say; here stands how often a new
treaty of the same pair ends the old one.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.fit import Fit
from foedus.estimation.multinomial import multinomial, shares
from foedus.estimation.origins import Origins, recency
from foedus.estimation.rows import Rows
from foedus.past.treaties import REPLACED

Floats = NDArray[np.float64]

CAUSES = ("fulfilled", "violated", "replaced")
"""How a treaty ends, in the order of ATOP's codes from 1."""

TERMS = (
    "due1", "past_no", "fixed", "midin", "warany", "overlap", "nmem", "wartime", "rdem",
    "lage", "level",
)  # fmt: skip
"""What tells the cause."""

HALF_LIFE, PENALTY = 30.0, 10.0


@dataclass(frozen=True, slots=True)
class Replacement:
    """What became of bilateral treaties in years in which the pair signed another."""

    replaced: int
    """Bilateral treaties that ended as replaced."""
    in_year: int
    """Those among them that ended in a year in which the pair signed another."""
    signed: int
    """Treaty-years at risk in which the pair signed another."""
    ended: int
    """Those among them in which the treaty ended, by whatever cause."""
    quiet: int
    """All other treaty-years at risk."""
    quiet_ended: int
    """Those among them in which the treaty ended."""

    @property
    def share(self) -> float:
        """Give the chance that a new treaty of the same pair replaces the old one."""
        return self.in_year / self.signed

    @property
    def elsewhere(self) -> float:
        """Give the hazard where nothing was signed, relative to that of all."""
        whole = (self.ended + self.quiet_ended) / (self.signed + self.quiet)
        return self.quiet_ended / self.quiet / whole


def fit_cause(rows: Rows, *, origin: int) -> Fit:
    """Fit the cause of ends on what ended before an origin.

    Raises
    ------
    DataFault
        A cause had not occurred by then.
    """
    known = rows.before(origin)
    ended = known.where(known.outcome == 1)
    made = multinomial(
        ended.of(TERMS),
        ended.facts["cause"].astype(np.int64) - 1,
        terms=TERMS,
        categories=CAUSES,
        weights=recency(ended.year, origin=origin, half_life=HALF_LIFE),
        penalty=PENALTY,
    )
    return replace(made, half_life=HALF_LIFE)


def cause_shares(fit: Fit, rows: Rows) -> Floats:
    """Give the chance of each cause if the treaty ends, (S, 3)."""
    return shares(fit, rows.of(fit.columns))


def past_shares(rows: Rows, *, origin: int) -> Floats:
    """Give the shares of causes before an origin, (3,), late ends counting for more."""
    known = rows.before(origin)
    ended = known.where(known.outcome == 1)
    weights = recency(ended.year, origin=origin, half_life=HALF_LIFE)
    counted = np.bincount(ended.facts["cause"].astype(np.int64) - 1, weights, 3)
    even: Floats = counted / counted.sum()
    return even


def foretold(rows: Rows, origins: Origins) -> tuple[Rows, Floats, Floats]:
    """Forecast the cause of every end, and by past shares alone.

    Returns
    -------
    tuple
        The rows that ended, what was forecast of them, (E, 3), and the shares, (E, 3).
    """
    held = rows.during(origins.first, origins.last)
    ended = held.where(held.outcome == 1)
    model, shown = np.empty((len(ended), 3)), np.empty((len(ended), 3))
    for origin, until in origins:
        now = (ended.year >= origin) & (ended.year < until)
        model[now] = cause_shares(fit_cause(rows, origin=origin), ended.where(now))
        shown[now] = past_shares(rows, origin=origin)
    return ended, model, shown


def replacement(rows: Rows) -> Replacement:
    """Count what a new treaty of the same two states did to the treaties they had.

    Parameters
    ----------
    rows
        Treaty-years at risk, with their outcome and the facts `pair` and `anew`.
    """
    ended, anew = rows.outcome == 1, rows.facts["anew"].astype(np.bool_)
    replaced = (rows.facts["cause"] == REPLACED) & rows.facts["pair"].astype(np.bool_)
    return Replacement(
        replaced=int(replaced.sum()),
        in_year=int((replaced & anew).sum()),
        signed=int(anew.sum()),
        ended=int((ended & anew).sum()),
        quiet=int((~anew).sum()),
        quiet_ended=int((ended & ~anew).sum()),
    )
