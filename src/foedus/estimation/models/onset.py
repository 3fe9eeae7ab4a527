"""Onset: whether a dispute will begin between two states next year.

Pairs of states are many and disputes few, so all that have a border or a quarrel behind
them are fitted on, and of the rest a share that stands for all. All are forecast.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.models.events import Events, Weighing, dyad_rows
from foedus.estimation.rows import Rows, stacked
from foedus.past import fields
from foedus.past.past import Past
from foedus.terms import onset, pairs
from foedus.terms.reading import Terms, terms_in

MODEL = "onset"
ASKS = "Will a militarised dispute begin between these two states next year?"
TERMS: Terms = MappingProxyType({**terms_in(pairs), **terms_in(onset)})

FIRST, LAST = 1817, 2010
"""The years of which both the disputes and the world before them are known."""

KEPT = 0.06
"""Share of the pairs without border or quarrel that are fitted on."""

SAMPLE = Stream(1816).child(MODEL, "sample")
"""Says which: the same ones every time, whatever else is asked."""

LOGIT = Events(
    Weighing(penalty=30.0, half_life=20.0),
    after_world_war=Weighing(penalty=300.0, half_life=60.0),
)
fit, chances, told = LOGIT.fit, LOGIT.chances, LOGIT.told


def rows(
    past: Past, years: Iterable[int], *, terms: Sequence[str], joiners: bool = False
) -> Rows:
    """Make the rows of some years: every pair that was there the year before.

    Parameters
    ----------
    past
        Reaches to the years themselves.
    years
        The years that are forecast.
    terms
        The columns.
    joiners
        Count pairs that a dispute of others drew in; else those alone that began one.

    Raises
    ------
    DataFault
        The data sets do not speak of disputes in one of the years.
    """
    return stacked([_known(past, year, terms, joiners=joiners) for year in years])


def forecast_rows(past: Past, year: int, *, terms: Sequence[str]) -> Rows:
    """Make the rows of a year from a past that may end the year before.

    What will happen is not known: each outcome is 0.
    """
    return dyad_rows(past, year, names=terms, terms=TERMS)


def relevant(past: Past, held: Rows) -> NDArray[np.bool_]:
    """Mark pairs that are politically relevant: a border, or a major power among them.

    References
    ----------
    Lemke, Reed (2001), https://doi.org/10.1177/0022002701045001006 (memory)
    """
    marked = np.zeros(len(held), bool)
    for year in np.unique(held.year).tolist():
        day, now = past.at(year - 1), held.year == year
        i, j = held.facts["i"][now], held.facts["j"][now]
        major = day[fields.MAJOR]
        marked[now] = (day[fields.CONTIGUITY][i, j] > 0) | (major[i] + major[j] > 0)
    return marked


def _known(past: Past, year: int, terms: Sequence[str], *, joiners: bool) -> Rows:
    made = forecast_rows(past, year, terms=terms)
    i, j = made.facts["i"], made.facts["j"]
    drawn_in = past.during(fields.ONSET, year)[i, j] > 0
    begun = past.during(fields.ORIGINATED, year)
    came = drawn_in if joiners else (begun[i, j] | begun[j, i]) > 0
    day = past.at(year - 1)
    # Sampled by the wider outcome, so that one sample serves both.
    sure = drawn_in | (day[fields.CONTIGUITY][i, j] > 0) | (day[fields.DISPUTED][i, j] > 0)
    drawn = _lots(year, len(past.ids))[i, j] < KEPT
    return replace(
        made,
        outcome=came.astype(np.int64),
        weights=np.where(sure, 1.0, drawn / KEPT),
    )


@cache
def _lots(year: int, states: int) -> NDArray[np.float64]:
    return SAMPLE.child(year).uniforms(states, states)
