"""What each state was on 31 December: member, power, regime, income, place at the UN."""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.past import fields
from foedus.past.arrays import Array, Span, carried, stock
from foedus.sources.table import Table
from foedus.states.roster import roster

REGIONS = ((200, 2), (400, 3), (500, 4), (600, 5), (700, 6), (1000, 7))
"""COW numbers below each bound, and the region they make: the Americas, Europe, Africa
south of the Sahara in two, the Middle East with North Africa, Asia and Oceania."""

HEARD_UNTIL = 1945
"""Polyarchy is read off another index where V-Dem is silent, by a curve fitted on years
to this one, so that no later year shapes it."""


def members(span: Span) -> dict[str, Array]:
    """Tell who was a member of COW's list as a year ended, and for how many years.

    Whoever left on 31 December is a member no more.
    """
    alive = np.zeros((span.years, span.states), bool)
    age = np.zeros((span.years, span.states), np.int16)
    region = np.full((span.years, span.states), np.nan, np.float32)
    for place, state in enumerate(roster().states):
        for held in (m for m in state.memberships if m.system == "cow"):
            region[:, place] = next(r for bound, r in REGIONS if held.number < bound)
        for spell in state.spells("cow"):
            years = range(span.first, span.last + 1)
            ends = [y for y in years if spell.holds(_end(y)) and spell.end != _end(y)]
            at = np.array(ends, dtype=np.intp) - span.first
            alive[at, place] = True
            age[at, place] = np.array(ends) - spell.start.year
    return {
        fields.ALIVE.name: alive,
        fields.MEMBER_YEARS.name: age,
        fields.REGION.name: region,
        fields.PAIRS_5.name: stock(_others(alive), 5),
    }


def traits(span: Span, table: Callable[[str], Table]) -> dict[str, Array]:
    """Tell what data sets of state-years say, carried forward where they fall silent."""
    told = {
        fields.CINC: (table("nmc").frame, "cinc"),
        fields.POLYARCHY: (_polyarchy(table("cow_democracy").frame), "polyarchy"),
        fields.INCOME: (table("cow_wealth").frame, "gdp_per_person"),
        fields.IDEAL_POINT: (table("unga_ideal_points").frame, "ideal_point"),
        fields.THREAT: (table("external_threat").frame, "threat"),
    }
    return {
        field.name: carried(span.place(frame, column, by=("state",), fill=np.nan))
        for field, (frame, column) in told.items()
    }


def majors(span: Span, powers: pl.DataFrame) -> dict[str, Array]:
    """Tell who was a major power; those of the list's last year are taken to stay it."""
    major = np.zeros((span.years, span.states), bool)
    listed_to = powers["end"].max()
    for state, start, end in powers.select("state", "start", "end").iter_rows():
        stays = end == listed_to
        for year in range(max(start.year, span.first), span.last + 1):
            if start <= _end(year) and (stays or _end(year) <= end):
                major[year - span.first, roster().index(state)] = True
    return {fields.MAJOR.name: major}


def _end(year: int) -> date:
    return date(year, 12, 31)


def _others(alive: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Count for each member the others that it may meet."""
    others = np.maximum(alive.sum(axis=1, keepdims=True) - 1, 0)
    counted: NDArray[np.float32] = (alive * others).astype(np.float32)
    return counted


def _polyarchy(democracy: pl.DataFrame) -> pl.DataFrame:
    """Fill V-Dem's gaps from the Unified Democracy Scores, by a quadratic."""
    early = democracy.filter(pl.col("year") <= HEARD_UNTIL).drop_nulls(
        ["polyarchy", "uds_adjusted"]
    )
    curve = np.polyfit(early["uds_adjusted"].to_numpy(), early["polyarchy"].to_numpy(), 2)
    x = pl.col("uds_adjusted")
    guess = (curve[0] * x**2 + curve[1] * x + curve[2]).clip(0, 1)
    return democracy.with_columns(polyarchy=pl.coalesce("polyarchy", guess))
