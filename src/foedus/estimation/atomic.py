"""Lives of states on the way to a bomb: what each reached when, and what help it had.

Three steps are told, each a set of stretches of one year: to the first plant that enriches
or reprocesses, to the pursuit of a bomb, and from pursuit to the bomb. Help is what a state
had got by the end of the year before, in two measures: agreements on the peaceful atom, and
plants that others helped to build, the nearest that the shelf has to sensitive assistance.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from foedus.estimation.helped import Stretches
from foedus.sources.table import Table
from foedus.states.roster import StateId

READS = ("nuclear_cooperation", "nuclear_latency", "nuclear_proficiency")
FIRST, LAST = 1945, 2001
"""Before the first no state could be helped; after the last the codings end."""
FULL = 10
"""Agreements that count as full help; of fewer the log of one more counts."""
NOT_HELP = "nuclear safety"
"""Agreements on safety hand over nothing."""
HELPS = ("agreements", "plants")
SIGNS = (
    "uranium", "metallurgy", "chemistry", "nitrates", "electricity", "engineering",
    "explosives",
)  # fmt: skip
"""What tells a state's own means: industry and engineers, no part of a bomb yet."""

Years = Mapping[StateId, tuple[int, ...]]
Row = tuple[StateId, int, int, bool]


@dataclass(frozen=True, slots=True)
class Records:
    """What the data sets tell of each state; all by state, years in order."""

    alive: Years
    """Years in which it stands in the coding."""
    pursuing: Years
    armed: Mapping[StateId, int]
    """First year with a bomb."""
    latent: Mapping[StateId, int]
    """First year with a plant at work, of those whose years are known."""
    agreements: Years
    """Years of agreements in which it was helped, one for each."""
    assisted: Years
    """Years in which the building of plants with help from others began."""
    means: Mapping[tuple[StateId, int], float]
    """Share of the signs of industry and engineering that a state had in a year."""


def records(table: Callable[[str], Table]) -> Records:
    """Read the records of all states from data sets."""
    coded = table("nuclear_proficiency").frame
    plants = table("nuclear_latency").frame
    signed = table("nuclear_cooperation").frame.filter(pl.col("about") != NOT_HELP)
    begun = pl.coalesce("construction_start", "start_year")
    helped = plants.filter(pl.col("foreign_help") == 1).with_columns(year=begun)
    return Records(
        alive=_years(coded, "state", "year"),
        pursuing=_years(coded.filter(pl.col("pursuit") == 1), "state", "year"),
        armed=_firsts(coded.filter(pl.col("weapons") == 1), "year"),
        latent=_firsts(plants.filter(pl.col("operated") == 1), "start_year"),
        agreements=_years(signed, "target", "year"),
        assisted=_years(helped, "state", "year"),
        means=_means(coded),
    )


def to_plant(held: Records, help: str) -> Stretches:
    """Give the years from 1945, or a later birth, to the first plant."""
    return _stretches(_at_risk(held, held.latent), held, help)


def to_pursuit(held: Records, help: str) -> Stretches:
    """Give the years from 1945, or a later birth, to the first pursuit of a bomb."""
    return _stretches(_at_risk(held, _pursuits(held)), held, help)


def to_bomb(held: Records, help: str) -> Stretches:
    """Give the years of pursuit up to the bomb; the clock is that of the first pursuit."""
    return _stretches(_pursued(held), held, help)


STEPS: Mapping[str, Callable[[Records, str], Stretches]] = {
    "plant": to_plant, "pursuit": to_pursuit, "bomb": to_bomb,
}  # fmt: skip


def states_of(held: Records, step: str) -> tuple[StateId, ...]:
    """Name the states of a step's rows, by the number that stands there."""
    if step == "bomb":
        rows = _pursued(held)
    else:
        rows = _at_risk(held, held.latent if step == "plant" else _pursuits(held))
    return tuple(sorted({state for state, *_ in rows}))


def help_of(held: Records, state: StateId, year: int, help: str) -> float:
    """Give the share of full help that a state had by the end of the year before."""
    if help == "plants":
        return float(any(one < year for one in held.assisted.get(state, ())))
    many = sum(one < year for one in held.agreements.get(state, ()))
    return min(1.0, float(np.log1p(many) / np.log1p(FULL)))


def _pursuits(held: Records) -> dict[StateId, int]:
    return {state: years[0] for state, years in held.pursuing.items()}


def _at_risk(held: Records, firsts: Mapping[StateId, int]) -> list[Row]:
    """Give state, year, age and event of each year at risk of a first time."""
    rows = list[Row]()
    for state, years in sorted(held.alive.items()):
        came = firsts.get(state, LAST + 1)
        at_risk = [y for y in _unbroken(years) if FIRST <= y <= min(came, LAST)]
        rows += [(state, y, y - at_risk[0], y == came) for y in at_risk]
    return rows


def _pursued(held: Records) -> list[Row]:
    """Give state, year, age and event of each year of pursuit without the bomb."""
    rows = list[Row]()
    for state, years in sorted(held.pursuing.items()):
        armed = held.armed.get(state, LAST + 1)
        rows += [(state, y, y - years[0], y == armed) for y in years if y <= armed]
    return rows


def _unbroken(years: tuple[int, ...]) -> tuple[int, ...]:
    """Keep the years up to the first gap: a state that ends and comes again is another."""
    for place, (one, other) in enumerate(pairwise(years)):
        if other > one + 1:
            return years[: place + 1]
    return years


def _stretches(rows: list[Row], held: Records, help: str) -> Stretches:
    states = sorted({state for state, *_ in rows})
    clock = np.array([age for _, _, age, _ in rows], dtype=np.float64)
    return Stretches(
        unit=np.array([states.index(state) for state, *_ in rows]),
        begun=clock,
        ended=clock + 1,
        help=np.array([help_of(held, state, year, help) for state, year, *_ in rows]),
        means=np.array(
            [held.means.get((state, year - 1), 0.0) for state, year, *_ in rows]
        ),
        event=np.array([event for *_, event in rows]),
        year=np.array([year for _, year, *_ in rows]),
    )


def _years(frame: pl.DataFrame, state: str, year: str) -> dict[StateId, tuple[int, ...]]:
    grouped: dict[StateId, list[int]] = {}
    known = frame.select(state, year).drop_nulls()
    # A state that goes by two numbers in a year stands twice; agreements may be several.
    rows = known.unique() if frame.columns.count("pursuit") else known
    for one, when in rows.sort(state, year).iter_rows():
        grouped.setdefault(StateId(one), []).append(int(when))
    return {one: tuple(years) for one, years in grouped.items()}


def _means(coded: pl.DataFrame) -> dict[tuple[StateId, int], float]:
    signs = coded.select("state", "year", means=pl.mean_horizontal(SIGNS))
    rows = signs.group_by("state", "year").agg(pl.col("means").max()).iter_rows()
    return {(StateId(state), int(year)): float(share) for state, year, share in rows}


def _firsts(frame: pl.DataFrame, year: str) -> dict[StateId, int]:
    known = frame.select("state", year).drop_nulls()
    rows = known.group_by("state").agg(pl.col(year).min()).sort("state").iter_rows()
    return {StateId(state): int(first) for state, first in rows}
