"""How often leaders of autocracies leave power, by their age and their time in it.

A leader who was in power as a year begins leaves in it or not. The chance falls with the
years in power and rises with age past 65; both are judged on later years, against the rate
at which all had left until then.

References
----------
Goemans, Gleditsch, Chiozza (2009), Archigos, https://doi.org/10.1177/0022343308100719
(memory)
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.fit import FitRecord
from foedus.estimation.logit import logit, probability
from foedus.past import fields
from foedus.past.past import Past
from foedus.states.roster import roster

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

IN_OFFICE = "Still in Office"
AUTOCRATIC = 0.5
"""Index of democracy below which a state is ruled by an autocrat."""

YEARS = range(1946, 2016)
TESTED = range(1970, 2016)
TERMS = ("old", "lten")
OLD = 65.0
PENALTY = 1.0
LEVEL = 0.9
Z = 1.6448536269514722
BOOTSTRAPS = 2000
SEED = 1


@dataclass(frozen=True, slots=True)
class Exits:
    """How often leaders of autocracies leave power, by age and time in power.

    Attributes
    ----------
    fit
        Logit of leaving in a year: `old`, decades above 65; `lten`, ln(1 + years in power).
    rate
        Share that left in a year, of all.
    rows, events
        Years of leaders, and exits.
    gain, gain_low, gain_high
        What age and time in power added to the log-likelihood of the years forecast, over
        the rate known before each, in nats a hundred leader-years.
    """

    fit: FitRecord
    rate: float
    rows: int
    events: int
    gain: float
    gain_low: float
    gain_high: float

    def chance(self, *, age: float, tenure: float) -> tuple[float, float, float]:
        """Give the chance that a leader leaves in a year: value, low, high of 90 %.

        Parameters
        ----------
        age, tenure
            In years, as the year begins.
        """
        fit = self.fit.fit()
        x = np.array([1.0, *_leader(np.array([age]), np.array([tenure]))[0]])
        order = [("constant", *TERMS).index(term) for term in fit.terms]
        x = x[order]
        middle, spread = float(fit.coef @ x), Z * float(x @ fit.cov @ x) ** 0.5
        low, value, high = (
            float(1 / (1 + np.exp(-(middle + k * spread)))) for k in (-1, 0, 1)
        )
        return value, low, high


def _leader(age: Floats, tenure: Floats) -> Floats:
    return np.column_stack([np.maximum(age - OLD, 0.0) / 10.0, np.log1p(tenure)])


def exits_of(past: Past, leaders: pl.DataFrame) -> Exits:
    """Fit how often leaders of autocracies leave, and judge it on later years."""
    year, left, values = _leader_years(past, leaders)
    fit = logit(values, left, terms=TERMS, penalty=PENALTY)
    gains, counted = [], 0
    for origin in TESTED:
        known, now = year < origin, year == origin
        made = logit(values[known], left[known], terms=TERMS, penalty=PENALTY)
        model = probability(made.utility(values[now]))
        null = float(left[known].mean())
        told = left[now] * np.log(model / null)
        told += (1 - left[now]) * np.log((1 - model) / (1 - null))
        gains.append(float(told.sum()))
        counted += int(now.sum())
    low, high = interval(np.array(gains), "exits")
    scale = 100.0 / counted
    return Exits(
        FitRecord.of(fit), float(left.mean()), len(left), int(left.sum()),
        scale * float(np.sum(gains)), scale * low, scale * high,
    )  # fmt: skip


def _leader_years(past: Past, leaders: pl.DataFrame) -> tuple[Ints, Floats, Floats]:
    """List leaders of autocracies in power as a year begins: year, left in it, terms."""
    ids, democracy = roster().ids, past[fields.POLYARCHY].astype(np.float64)
    told = []
    asked = leaders.select("state", "start", "end", "exit", "born").drop_nulls("born")
    for state, start, end, how, born in asked.iter_rows():
        goes = how == IN_OFFICE
        for year in range(max(start.year + 1, YEARS[0]), min(end.year, YEARS[-1]) + 1):
            index = democracy[year - 1 - past.first, ids.index(state)]
            if index < AUTOCRATIC:
                gone = end.year == year and not goes
                told.append((year, gone, year - born, year - start.year - start.month / 12))
    year, left, age, tenure = np.array(told, np.float64).T
    return year.astype(np.int64), left, _leader(age, np.maximum(tenure, 0.0))


def exits(leaders: pl.DataFrame, first: int, last: int) -> Bools:
    """Tell in which years a leader of each state left power, (T, N)."""
    ids = roster().ids
    over = leaders.filter(pl.col("exit") != IN_OFFICE)
    held = np.zeros((last - first + 1, len(ids)), bool)
    for state, end in over.select("state", "end").iter_rows():
        if first <= end.year <= last:
            held[end.year - first, ids.index(state)] = True
    return held


def interval(gains: Floats, name: str) -> tuple[float, float]:
    """Draw years anew, and give the interval of 90 % of the sum of their gains."""
    stream = Stream(SEED).child("strains", name)
    drawn = stream.generator().integers(0, len(gains), (BOOTSTRAPS, len(gains)))
    sums = gains[drawn].sum(axis=1)
    low, high = np.quantile(sums, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
