"""What a number means: its axes, its unit, its bounds, its doubt.

Axes are letters, always in this order: R run, T year, N state (twice for a dyad,
sender first), K term, S row. Units are a closed list; a source converts once, at its
door. An Estimate is the coin that passes from engines to the ledger and the brief.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Axes = Literal["N", "NN", "TN", "TNN", "RTN", "RTNN", "R", "T", "RT", "K", "SK", "S"]


class Unit(StrEnum):
    """Units inside the house; there are no others."""

    SHARE = "share"  # 0..1, never percent
    PROBABILITY = "probability"
    PERSONS = "persons"
    PERSONS_PER_MONTH = "persons/month"
    STATES = "states"
    USD = "usd"  # of the year spoken of
    USD_2015 = "usd2015"
    PPP_USD_2011 = "ppp_usd2011"  # international dollars: what they buy at home
    PPP_USD_2017 = "ppp_usd2017"
    USD_PER_MONTH = "usd/month"
    USD_PER_YEAR = "usd/year"
    EUR = "eur"
    ROUNDS = "rounds"
    ROUNDS_PER_DAY = "rounds/day"
    ROUNDS_PER_MONTH = "rounds/month"
    ROUNDS_PER_YEAR = "rounds/year"
    USD_PER_ROUND = "usd/round"
    CONTAINERS = "containers"
    MISSILES = "missiles"
    PIECES = "pieces"
    PIECES_PER_MONTH = "pieces/month"
    PIECES_PER_YEAR = "pieces/year"
    USD_PER_PIECE = "usd/piece"
    WARHEADS = "warheads"
    BARRELS = "barrels"
    BARRELS_PER_MONTH = "barrels/month"
    BARRELS_PER_YEAR = "barrels/year"
    USD_PER_BARREL = "usd/barrel"
    TONNES = "tonnes"
    TONNES_PER_MONTH = "tonnes/month"
    TONNES_PER_YEAR = "tonnes/year"
    USD_PER_TONNE = "usd/tonne"
    KM = "km"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    RATIO = "ratio"  # one amount over another, may pass 1
    COUNT = "count"
    NATS = "nats"  # of log score
    TRUTH = "truth"  # 0 or 1
    NONE = "none"  # a pure number


@dataclass(frozen=True, slots=True)
class Field:
    """The promise a column makes."""

    name: str
    axes: Axes
    unit: Unit
    meaning: str
    low: float = -inf
    high: float = inf

    def keep(self, values: NDArray[np.float64], *, where: str) -> None:
        """Check that values keep the promise; NaN is absence and is let through.

        Parameters
        ----------
        values
            Array with one axis for each letter of `axes`.
        where
            The place to name in the fault.

        Raises
        ------
        DataFault
            Wrong number of axes, or a value out of bounds.
        """
        if values.ndim != len(self.axes):
            raise DataFault(
                f"{self.name} has {values.ndim} axes",
                expected=f"{len(self.axes)} axes, {self.axes}",
                where=where,
                mend="reshape at the source, before the table is built",
            )
        outside = (values < self.low) | (values > self.high)
        if outside.any():
            first = tuple(int(k) for k in np.argwhere(outside)[0])
            raise DataFault(
                f"{self.name} is {values[first]:g} at {first}, "
                f"and {int(outside.sum())} value(s) in all are out of bounds",
                expected=f"{self.low:g} to {self.high:g} {self.unit}",
                where=where,
                mend="mend the reader or its unit; never clip to fit",
            )


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with its doubt."""

    value: float
    low: float
    high: float
    level: float
    """Probability that the interval is meant to hold, such as 0.9; 1 for a count."""
    unit: Unit
    basis: str
    """What it rests on: the digest of a run or fit, or the rule that pooled claims."""

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise DataFault(
                f"estimate {self.value:g} lies outside its own interval "
                f"{self.low:g} to {self.high:g}",
                expected="low <= value <= high",
                where=f"an estimate resting on {self.basis}",
                mend="mend the engine that made it",
            )


def exactly(value: float, unit: Unit, basis: str) -> Estimate:
    """Give a number without doubt, such as a count of articles.

    >>> exactly(2, Unit.STATES, "treaty").low
    2
    """
    return Estimate(value, value, value, 1.0, unit, basis)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of estimative probability and the band it stands for."""

    word: str
    low: float
    high: float


SCALE_VERSION = "ICD 203 (2015)"
SCALE = (
    Word("almost no chance", 0.01, 0.05),
    Word("very unlikely", 0.05, 0.20),
    Word("unlikely", 0.20, 0.45),
    Word("roughly even chance", 0.45, 0.55),
    Word("likely", 0.55, 0.80),
    Word("very likely", 0.80, 0.95),
    Word("almost certain", 0.95, 0.99),
)
"""Words for probabilities, lowest band first.

References
----------
Office of the Director of National Intelligence (2015), Intelligence Community
Directive 203, Analytic Standards, section D.6.e(2)(a).
"""


def word_for(probability: float) -> Word:
    """Give the estimative word of a probability; the scale's ends take what lies beyond.

    Raises
    ------
    DataFault
        The number is no probability.

    Examples
    --------
    >>> word_for(0.7).word
    'likely'
    """
    if not 0 <= probability <= 1:
        raise DataFault(
            f"{probability:g} is no probability",
            expected="0 to 1",
            where="quantity.word_for",
            mend="mend the engine that made it",
        )
    return next((word for word in SCALE if probability < word.high), SCALE[-1])
