"""What hampers trade between two states, fitted so that a world's trade can be modelled.

Where no trade table is at hand, trade follows from what states produce and from what lies
between them: distance, borders, languages, colonies, the European Union, and the border
itself, which goods sold at home do not cross. The package carries the coefficients and the
products of states, a few numbers each, and no flow of any pair.

References
----------
Head, Mayer (2014), https://doi.org/10.1016/B978-0-444-54314-1.00003-3
Yotov, Piermartini, Monteiro, Larch (2016), An advanced guide to trade policy analysis,
https://doi.org/10.30875/abc0167e-en
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import doors
from foedus.estimation.fit import FitRecord
from foedus.estimation.ppml import ppml
from foedus.faults import DataFault
from foedus.panel.union import member_years
from foedus.past import fields
from foedus.past.snapshot import CARRIED, carried_past
from foedus.sources.table import Table
from foedus.states.places import distances
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]

READS = ("trade_dyads", "world_bank")
FITTED = 2014
"""The last year whose trade is known of all pairs."""
PRODUCED = 2023
"""The last year whose products are known."""
OLDEST = 2010
"""The earliest year whose product still stands in for the last."""
TERMS = ("log distance", "border", "language", "colony", "union", "home", "home size")
"""The last is the log product, in USD bn, at home alone: large states are less open."""
BILLION = 1e9
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Product:
    """What a state produced, USD bn, in the year of which it is told."""

    value: float
    year: int


@dataclass(frozen=True, slots=True)
class TradeCosts:
    """What was fitted, and the products of states it is to be used with."""

    fitted: int
    """The year of the flows."""
    sources: dict[str, str]
    """Data set -> version."""
    flows: str
    """Digest of the flows that were fitted."""
    fit: FitRecord
    products: dict[StateId, Product]

    @property
    def digest(self) -> str:
        """Name everything that it holds."""
        return doors.digest(self)

    def openness(self, states: Sequence[StateId], product: Floats, *, year: int) -> Floats:
        """Give trade cost to the power of -theta between states, (N, N).

        Parameters
        ----------
        states
            Names, (N,).
        product
            What each produces, USD bn a year, (N,).
        year
            The year, for capitals and for the European Union.

        Raises
        ------
        DataFault
            Nothing is known of where one of the states lies.
        """
        by = dict(zip(self.fit.terms, self.fit.coef, strict=True))
        told = between(states, product, year=year)
        index = sum((by[name] * told[name] for name in TERMS), np.zeros(1))
        open_: Floats = np.exp(index)
        return open_


def trade_costs(table: Callable[[str], Table]) -> TradeCosts:
    """Fit what hampers trade on the last year of which all pairs are known.

    Parameters
    ----------
    table
        Gives a data set: `Shelf.table`, or a stand-in.
    """
    products = _products(table("world_bank").frame)
    then = products.filter(year=FITTED)
    states = _placed(then["state"].to_list(), FITTED)
    product = dict(zip(then["state"], then["gdp"], strict=True))
    flows = _square(table("trade_dyads").frame, states)
    made = np.array([product[s] for s in states])
    home = made - np.nansum(flows, axis=1)
    np.fill_diagonal(flows, np.where(home > 0, home, np.nan))
    known = np.isfinite(flows)
    exporter, importer = np.nonzero(known)
    told = between(states, made, year=FITTED)
    found = ppml(
        np.stack([told[name][known] for name in TERMS], axis=1),
        flows[known],
        [exporter, importer],
        terms=TERMS,
        clusters=[exporter, importer],
    )
    return TradeCosts(
        fitted=FITTED,
        sources={name: table(name).version for name in sorted(READS)},
        flows=doors.digest([states, flows[known].round(9).tolist()]),
        fit=_few_digits(FitRecord.of(found.fit)),
        products=_latest(products),
    )


def between(states: Sequence[StateId], product: Floats, *, year: int) -> dict[str, Floats]:
    """Give what lies between states, a square for each term, (N, N).

    Raises
    ------
    DataFault
        Nothing is known of where one of the states lies.
    """
    world = carried_past().at(CARRIED)
    rows = np.array([roster().index(state) for state in states], dtype=np.intp)
    square = np.ix_(rows, rows)
    apart = distances(tuple(states), date(year, 12, 31))
    if not np.isfinite(apart).all():
        lost = [states[int(row)] for row in np.flatnonzero(np.isnan(apart).all(axis=1))]
        raise DataFault(
            f"no capital is known of {', '.join(lost[:5])}",
            expected="states with a place on the map",
            where="estimation.trade_costs.between",
            mend="leave the state out",
        )
    at_home = np.eye(len(states))
    union = set(member_years(year, year)["sender"])
    inside = np.array([state in union for state in states], dtype=np.float64)
    told = {
        "log distance": np.log(np.maximum(apart, 1.0)),
        "border": world[fields.CONTIGUITY][square] == 1,
        "language": world[fields.LANGUAGE][square] > 0,
        "colony": world[fields.COLONY][square] > 0,
        "union": np.outer(inside, inside),
    }
    abroad = {name: value * (1 - at_home) for name, value in told.items()}
    return {**abroad, "home": at_home, "home size": np.diag(np.log(product))}


def costs_text(costs: TradeCosts) -> str:
    """Write costs as JSON, the same text for the same data."""
    return doors.json_text(costs, indent=1) + "\n"


@cache
def carried_costs() -> TradeCosts:
    """Give the costs that the package carries, made by `trade_costs`."""
    place = files("foedus.estimation") / "trade_costs.json"
    return doors.read_json(
        TradeCosts, place.read_text("utf-8"), where="estimation/trade_costs.json"
    )


def _products(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.drop_nulls(["state", "gdp"]).select(
        "state", "year", pl.col("gdp") / BILLION
    )


def _latest(products: pl.DataFrame) -> dict[StateId, Product]:
    held = products.filter(pl.col("year").is_between(OLDEST, PRODUCED)).sort("year")
    last = held.group_by("state", maintain_order=True).last().sort("state")
    placed = set(_placed(last["state"].to_list(), CARRIED))
    return {
        StateId(state): Product(float(f"{gdp:.{DIGITS}g}"), int(year))
        for state, year, gdp in last.select("state", "year", "gdp").iter_rows()
        if state in placed
    }


def _placed(states: Sequence[str], year: int) -> tuple[StateId, ...]:
    """Keep the states of the carried world whose capital is known, in order."""
    world = carried_past().at(CARRIED)
    alive = {
        s for s, there in zip(world.ids, world[fields.ALIVE] > 0, strict=True) if there
    }
    asked = tuple(sorted(StateId(state) for state in set(states) if state in alive))
    apart = distances(asked, date(year, 12, 31))
    return tuple(asked[row] for row in np.flatnonzero(~np.isnan(apart).all(axis=1)))


def _square(frame: pl.DataFrame, states: Sequence[StateId]) -> Floats:
    """Put what importers report into a square, USD bn, exporter by importer."""
    place = {state: row for row, state in enumerate(states)}
    told = frame.filter(year=FITTED).drop_nulls(["sender", "target", "imports"])
    square = np.full((len(states), len(states)), np.nan)
    for buyer, seller, value in told.select("sender", "target", "imports").iter_rows():
        if buyer in place and seller in place:
            square[place[seller], place[buyer]] = value / BILLION
    return square


def _few_digits(record: FitRecord) -> FitRecord:
    """Round to digits on which every processor agrees."""
    return replace(
        record,
        coef=tuple(_rounded(value) for value in record.coef),
        cov=tuple(tuple(_rounded(value) for value in row) for row in record.cov),
        scale=tuple(_rounded(value) for value in record.scale),
        log_likelihood=_rounded(record.log_likelihood),
    )


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
