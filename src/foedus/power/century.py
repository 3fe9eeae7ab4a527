"""Concentration and polarity, year by year since 1816, from the shelf's tables.

Each measure is read among the major powers, all of whom must be known, and among all
states, of whom those known must hold nearly all people. Capability among the majors is the
mean of their shares of the six quantities among themselves, as Singer, Bremer and Stuckey
reckoned it; among all it is CINC made to add up to one.

Where the level of CON shifts is found by `estimation.shifts`, which knows no date; how many
shifts it finds in the same values, and in the same changes, put in random order is told.

References
----------
Singer, Bremer, Stuckey (1972), Capability distribution, uncertainty, and major power war
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import doors
from foedus.chance import Stream
from foedus.estimation.polarity import Line, Polarity, Scope, Turned, Turning
from foedus.estimation.shifts import cuts, shifts
from foedus.faults import DataFault
from foedus.power.capability import composite, net_resources, shares
from foedus.power.polarity import indices, structure
from foedus.sources.table import Table

Floats = NDArray[np.float64]
Tables = Callable[[str], Table]

READS = ("nmc", "cow_wealth", "cow_surplus", "majors", "sipri_spending")
COMPONENTS = (
    "military_spending",
    "military_personnel",
    "iron_and_steel",
    "energy",
    "population",
    "urban_population",
)
"""The six quantities of CINC."""
MEASURES = (
    "cinc",
    "gdp",
    "GDP x GDP per head",
    "surplus domestic product",
    "military expenditure",
    "military personnel",
)
FIRST = 1816
ENOUGH = 0.95
"""Part of all people that must live in states of which a measure is known."""
TURNING = (("cinc", "majors"), ("cinc", "all"), ("GDP x GDP per head", "majors"),
           ("GDP x GDP per head", "all"))  # fmt: skip
"""Series whose shifts are looked for."""
LEAST_YEARS = 8
"""Years that a series must be known for to be cut."""
ORDERS, SEED = 99, 1816
RECENT = 10
"""Years over which two sources are held against each other."""
DIGITS = 4

LEFT_OUT = (
    "Moul's index: its formula could not be read anywhere, and none is made up",
    "navies, air forces and nuclear weapons, which no measure here counts",
    "doubt of the product of the 19th century, every year of which is an estimate",
    "military spending of years in which that of a major power is not known",
)


@dataclass(frozen=True, slots=True, eq=False)
class Century:
    """What states had, year by year; T years, N states.

    Attributes
    ----------
    components
        Of each quantity of CINC, name -> (T, N).
    amounts
        Of each measure, name -> (T, N); NaN is not known.
    majors
        Who was a major power at the end of the year, (T, N).
    """

    first: int
    states: tuple[str, ...]
    components: Mapping[str, Floats]
    amounts: Mapping[str, Floats]
    majors: NDArray[np.bool_]

    def years(self) -> Iterator[int]:
        """Go through the years."""
        return iter(range(self.first, self.first + len(self.majors)))


def polarity(table: Tables) -> Polarity:
    """Reckon concentration and polarity from the shelf.

    Raises
    ------
    ShelfFault
        A data set is not at hand.
    """
    held = {name: table(name) for name in READS}
    made = century(held)
    lines = tuple(
        _with_turning(_line(made, name, scope))
        for name in MEASURES
        for scope in ("majors", "all")
    )
    surplus_year, surplus = _latest(made, "surplus domestic product")
    return Polarity(
        made.first,
        made.first + len(made.majors) - 1,
        lines,
        _changes(made),
        held["majors"].years.last,
        surplus_year,
        surplus,
        _spread(held),
        {name: one.version for name, one in held.items()},
        {name: _digest(one.frame) for name, one in held.items()},
        LEFT_OUT,
    )


def century(held: Mapping[str, Table]) -> Century:
    """Lay the tables out by year and state.

    Raises
    ------
    DataFault
        A table knows no year since 1816.
    """
    nmc = (
        held["nmc"]
        .frame.filter(pl.col("year") >= FIRST)
        .with_columns(
            military_spending=pl.coalesce("military_spending", "military_spending_sterling")
        )
    )
    if nmc.is_empty():
        raise DataFault(
            "no year of National Material Capabilities",
            expected=f"years from {FIRST} on",
            where="power.century",
            mend="get the data set again",
        )
    states = tuple(sorted(nmc["state"].drop_nulls().unique().to_list()))
    last = int(nmc["year"].max())  # type: ignore[arg-type]
    grid = _Grid(states, FIRST, last)
    components = {name: grid.of(nmc, pl.col(name)) for name in COMPONENTS}
    wealth, surplus = held["cow_wealth"].frame, held["cow_surplus"].frame
    gdp, people = grid.of(wealth, pl.col("gdp")), grid.of(wealth, pl.col("population"))
    own = pl.col("log_surplus")
    amounts = {
        "cinc": grid.of(nmc, pl.col("cinc")),
        "gdp": gdp,
        "GDP x GDP per head": net_resources(gdp, people),
        # A state without a surplus has 0 for its log there.
        "surplus domestic product": grid.of(surplus, pl.when(own > 0).then(own.exp())
                                            .when(own == 0).then(0.0)),
        "military expenditure": components["military_spending"],
        "military personnel": components["military_personnel"],
    }  # fmt: skip
    return Century(FIRST, states, components, amounts, grid.majors(held["majors"]))


@dataclass(frozen=True, slots=True)
class _Grid:
    """Years down, states across."""

    states: tuple[str, ...]
    first: int
    last: int

    def of(self, frame: pl.DataFrame, wanted: pl.Expr) -> Floats:
        """Give a column of a table as (T, N), NaN where there is no row."""
        rows = frame.select("state", "year", value=wanted.cast(pl.Float64)).filter(
            pl.col("year").is_between(self.first, self.last),
            pl.col("state").is_in(self.states),
        )
        place = {state: k for k, state in enumerate(self.states)}
        made = np.full((self.last - self.first + 1, len(self.states)), np.nan)
        across = [place[state] for state in rows["state"]]
        made[rows["year"].to_numpy() - self.first, across] = rows["value"].to_numpy()
        return made

    def majors(self, table: Table) -> NDArray[np.bool_]:
        """Mark the major powers at the end of each year; the last list is carried on."""
        made = np.zeros((self.last - self.first + 1, len(self.states)), dtype=np.bool_)
        known = table.years.last
        for state, start, end in table.frame.select("state", "start", "end").iter_rows():
            for year in range(self.first, self.last + 1):
                day = date(min(year, known), 12, 31)
                made[year - self.first, self.states.index(state)] |= start <= day <= end
        return made


def _line(made: Century, name: str, scope: Scope) -> Line:
    """Read one measure among some states, year by year."""
    told = [_year(made, name, scope, row) for row in range(len(made.majors))]
    con, hhi, poles, strongest, kinds = zip(*told, strict=True)
    return Line(name, scope, made.first, con, hhi, poles, strongest, kinds)


_Told = tuple[float | None, float | None, int | None, str | None, str | None]
_UNKNOWN: _Told = (None, None, None, None, None)


def _year(made: Century, name: str, scope: Scope, row: int) -> _Told:
    amounts = made.amounts[name][row]
    among = made.majors[row] if scope == "majors" else np.isfinite(amounts)
    if not _enough(made, amounts, scope, row) or among.sum() < 2:
        return _UNKNOWN
    if name == "cinc" and scope == "majors":
        held = np.column_stack([made.components[one][row, among] for one in COMPONENTS])
        # A quantity that no major power has, such as steel in none, tells nobody apart.
        amounts = composite(held[:, np.nansum(held, axis=0) > 0])
    else:
        amounts = amounts[among]
    parts = shares(amounts)
    con, hhi, _, poles = indices(parts)
    states = np.array(made.states)[among]
    kind = structure(parts) if scope == "majors" else None
    return _round(con), _round(hhi), poles, str(states[np.nanargmax(parts)]), kind


def _enough(made: Century, amounts: Floats, scope: Scope, row: int) -> bool:
    known = np.isfinite(amounts)
    if scope == "majors":
        return bool(known[made.majors[row]].all())
    people = np.nan_to_num(made.components["population"][row])
    return bool(people[known].sum() >= ENOUGH * people.sum())


def _with_turning(line: Line) -> Line:
    years = np.array(line.known())
    if (line.measure, line.scope) not in TURNING or len(years) < LEAST_YEARS:
        return line
    values = np.array([line.con[year - line.first] for year in years], dtype=np.float64)
    parts = shifts(values)
    found = tuple(
        Turned(int(years[b.start]), _round(a.level), _round(b.level), _round(b.gain))
        for a, b in pairwise(parts)
    )
    stream = Stream(SEED).child("polarity", line.measure, line.scope)
    mixed = values[stream.child("values").uniforms(ORDERS, len(values)).argsort(-1)]
    steps = np.diff(values)
    walks = steps[stream.child("steps").uniforms(ORDERS, len(steps)).argsort(-1)]
    drift = values[0] + np.insert(walks.cumsum(-1), 0, 0.0, axis=-1)
    turning = Turning(found, _round(cuts(mixed).sum(-1).mean()),
                      _round(cuts(drift).sum(-1).mean()))  # fmt: skip
    return replace(line, turning=turning)


def _changes(made: Century) -> dict[str, tuple[str, ...]]:
    """Give the list of major powers in each year in which it is another."""
    told, before = dict[str, tuple[str, ...]](), tuple[str, ...]()
    for year, row in zip(made.years(), made.majors, strict=True):
        now = tuple(state for state, is_one in zip(made.states, row, strict=True) if is_one)
        if now != before:
            told[str(year)] = before = now
    return told


def _latest(made: Century, name: str) -> tuple[int, dict[str, float]]:
    """Give the last year in which a measure is known widely, and shares in it."""
    rows = [k for k in range(len(made.majors))
            if _enough(made, made.amounts[name][k], "all", k)]  # fmt: skip
    parts = shares(made.amounts[name][rows[-1]])
    held = zip(made.states, parts, strict=True)
    return made.first + rows[-1], {s: _round(p) for s, p in held if np.isfinite(p)}


def _spread(held: Mapping[str, Table]) -> dict[str, float]:
    """Give how far two sources are apart, as the spread of the log of their ratio."""
    nmc = held["nmc"].frame
    pairs = {
        "military_expenditure": (held["sipri_spending"], "spending", "military_spending"),
        "population": (held["cow_wealth"], "population", "population"),
    }
    told = {}
    for name, (other, theirs, ours) in pairs.items():
        rows = nmc.select("state", "year", ours=ours).join(
            other.frame.select("state", "year", theirs=theirs), on=["state", "year"]
        )
        both = rows.filter(pl.col("ours") > 0, pl.col("theirs") > 0)
        late = both.filter(pl.col("year") > pl.col("year").max() - RECENT)
        apart = np.log(late["theirs"].to_numpy() / late["ours"].to_numpy())
        # By the median of distances: a few states of broken series would rule the mean.
        told[name] = _round(float(1.4826 * np.median(np.abs(apart - np.median(apart)))))
    return told


def _digest(frame: pl.DataFrame) -> str:
    return doors.digest([frame.columns, frame.rows()])


def _round(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
