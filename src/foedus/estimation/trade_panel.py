"""Trade of every pair and year beside the sanctions that bore on it.

A row is what one state bought from another in a year, as the Correlates of War tell it,
rounded to whole millions. Home sales are not told, so what a sanction does is seen against
the same states' trade with others: a sanction of all the world could not be seen. A second
panel has them: manufactures of 69 economies over twenty-one years.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.estimation.episodes import KINDS, TRADE
from foedus.faults import DataFault
from foedus.sources.table import Table

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

READS = ("manufactures", "trade_dyads")
FIRST, LAST = 1950, 2014
MILLION = 1e6
SIDES = ("exporter", "importer")

Bin = tuple[int, int]
AHEAD: dict[str, Bin] = {"ahead 3": (-3, -3), "ahead 2": (-2, -2), "ahead 1": (-1, -1)}
"""Years before trade is first barred."""
FORCE: dict[str, Bin] = {
    "year 1 to 2": (0, 1), "year 3 to 5": (2, 4), "year 6 to 10": (5, 9),
    "year 11 on": (10, 999),
}  # fmt: skip
"""Years in force, counted from 0."""
AFTER: dict[str, Bin] = {
    "after 1 to 2": (0, 1), "after 3 to 5": (2, 4), "after 6 to 8": (5, 7),
    "after 9 to 12": (8, 11),
}  # fmt: skip
"""Years since it was lifted, counted from 0."""
TERMS = (*KINDS, *AHEAD, *FORCE, *AFTER)
AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True, eq=False)
class TradePanel:
    """Flows, and the terms that tell what bore on them.

    Attributes
    ----------
    states
        Names, (N,).
    exporter, importer, year
        Of each row, (S,); states by their place.
    flows
        What the importer took in, in millions of dollars of the year, (S,).
    terms
        Name -> 0 or 1 in each row, (S,): kinds in force, and years before, in and after.
    start
        Year in which the sanction in force began; 0 where none that bars trade is, (S,).
    """

    states: tuple[str, ...]
    exporter: Codes
    importer: Codes
    year: Codes
    flows: Floats
    terms: dict[str, Floats]
    start: Codes

    @property
    def groups(self) -> tuple[Codes, Codes, Codes]:
        """Name the effects of each row: exporter and year, importer and year, pair."""
        many = len(self.states)
        return (
            self.exporter * 10_000 + self.year,
            self.importer * 10_000 + self.year,
            self.exporter * many + self.importer,
        )

    @property
    def couple(self) -> Codes:
        """Name the two states of each row, whoever sells, (S,)."""
        low = np.minimum(self.exporter, self.importer)
        return low * len(self.states) + np.maximum(self.exporter, self.importer)

    @property
    def digest(self) -> str:
        """Name all that it holds."""
        held = blake2b(repr((self.states, sorted(self.terms))).encode(), digest_size=8)
        for column in (self.exporter, self.importer, self.year, self.flows):
            held.update(np.ascontiguousarray(column).data)
        for name in sorted(self.terms):
            held.update(np.ascontiguousarray(self.terms[name]).data)
        return held.hexdigest()

    def columns(self, terms: Sequence[str]) -> Floats:
        """Give terms as columns, (S, K)."""
        if not terms:
            return np.empty((len(self.flows), 0))
        return np.stack([self.terms[name] for name in terms], axis=1)

    def only(self, rows: NDArray[np.bool_]) -> "TradePanel":
        """Give some of the rows."""
        return TradePanel(
            self.states,
            self.exporter[rows],
            self.importer[rows],
            self.year[rows],
            self.flows[rows],
            {name: term[rows] for name, term in self.terms.items()},
            self.start[rows],
        )


def trade_panel(
    table: Callable[[str], Table],
    episodes: pl.DataFrame,
    *,
    first: int = FIRST,
    last: int = LAST,
) -> TradePanel:
    """Put episodes beside flows.

    A pair whose sanction may have gone on, though no end is told, has no rows in those
    years; duties and threats of unknown end are taken as over.

    Raises
    ------
    DataFault
        No flow in those years.
    """
    flows = _flows(table("trade_dyads").frame, first, last)
    if not flows.height:
        raise DataFault(
            f"no flow from {first} to {last}",
            expected="years that the table of trade covers",
            where="estimation.trade_panel.trade_panel",
            mend="choose other years",
        )
    return _panel(_marked(flows, episodes), TERMS)


def home_panel(table: Callable[[str], Table], episodes: pl.DataFrame) -> TradePanel:
    """Put episodes beside manufactures, home sales among them.

    What crosses a border has terms of its own for every year but the last, since trade
    abroad grew against trade at home; so have pairs with a trade agreement.
    """
    flows = (
        table("manufactures")
        .frame.select(
            pl.col("exporter_name").alias("exporter"),
            pl.col("importer_name").alias("importer"),
            "year",
            pl.col("value").alias("imports") / MILLION,
            AGREEMENT,
        )
    )  # fmt: skip
    abroad = pl.col("exporter") != pl.col("importer")
    years = sorted({*flows["year"]})[:-1]
    borders = {f"abroad {y}": (abroad & (pl.col("year") == y)) for y in years}
    flows = flows.with_columns(
        **{name: told.cast(pl.Float64) for name, told in borders.items()}
    )
    return _panel(_marked(flows, episodes), (*TERMS, AGREEMENT, *borders))


def _marked(flows: pl.DataFrame, episodes: pl.DataFrame) -> pl.DataFrame:
    """Mark flows by kinds and times, and leave out those under what may have gone on."""
    keys = [*SIDES, "year"]
    for kind in KINDS:
        marked = _years(episodes.filter(kind=kind), "sure").with_columns(
            pl.lit(1.0).alias(kind)
        )
        flows = flows.join(marked.unique(keys), on=keys, how="left")
    flows = flows.join(_timed(episodes), on=keys, how="left")
    barred = episodes.filter(pl.col("kind").is_in(["quarrel", "threat"]).not_())
    unsure = _years(barred.with_columns(first=pl.col("sure") + 1), "last")
    return flows.join(unsure.unique(keys), on=keys, how="anti").sort(keys)


def _flows(frame: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Add up what the importer reports; Germany has two rows in 1990."""
    return (
        frame.filter(pl.col("year").is_between(first, last))
        .drop_nulls(["sender", "target", "imports"])
        .group_by(
            pl.col("target").alias("exporter"), pl.col("sender").alias("importer"), "year"
        )
        .agg(pl.col("imports").sum() / MILLION)
    )


def _years(episodes: pl.DataFrame, until: str) -> pl.DataFrame:
    """Cut episodes into years."""
    last = pl.min_horizontal(until, pl.lit(LAST))
    held = episodes.with_columns(_last=last).filter(pl.col("first") <= pl.col("_last"))
    years = held.with_columns(year=pl.int_ranges("first", pl.col("_last") + 1))
    return years.select(*SIDES, "year").explode("year", empty_as_null=True, keep_nulls=True)


def _timed(episodes: pl.DataFrame) -> pl.DataFrame:
    """Mark the years before, in and after each spell in which trade was barred."""
    spells = _spells(episodes.filter(pl.col("kind").is_in(TRADE)))
    bins = [
        *(_bin(spells, name, "first", span) for name, span in AHEAD.items()),
        *(_bin(spells, name, "first", span, inside=True) for name, span in FORCE.items()),
        *(
            _bin(spells.filter(pl.col("sure") == pl.col("last")), name, "over", span)
            for name, span in AFTER.items()
        ),
    ]
    keys = [*SIDES, "year"]
    marks = pl.concat(bins, how="diagonal").group_by(keys).agg(pl.all().max())
    force = pl.any_horizontal(pl.col(name) == 1 for name in FORCE).fill_null(value=False)
    quiet = [pl.when(~force).then(name).alias(name) for name in (*AHEAD, *AFTER)]
    return marks.with_columns(quiet)


def _spells(episodes: pl.DataFrame) -> pl.DataFrame:
    """Join episodes of a pair that overlap or follow each other."""
    rows = episodes.sort(*SIDES, "first")
    so_far = pl.col("sure").cum_max().shift(1).over(SIDES)
    fresh = (pl.col("first") > so_far + 1).fill_null(value=True)
    spell = fresh.cast(pl.Int64).cum_sum().over(SIDES)
    return (
        rows.with_columns(spell=spell)
        .group_by(*SIDES, "spell")
        .agg(pl.col("first").min(), pl.col("sure").max(), pl.col("last").max())
        .with_columns(over=pl.col("last") + 1)
    )


def _bin(
    spells: pl.DataFrame, name: str, since: str, span: Bin, *, inside: bool = False
) -> pl.DataFrame:
    begins, ends = pl.col(since) + span[0], pl.col(since) + span[1]
    held = spells.with_columns(
        start=pl.col("first"),
        first=begins,
        last=pl.min_horizontal(ends, "sure") if inside else ends,
    ).with_columns(last=pl.min_horizontal("last", pl.lit(LAST)))
    held = held.filter(pl.col("first") <= pl.col("last")).with_columns(
        year=pl.int_ranges("first", pl.col("last") + 1)
    )
    started = [pl.col("start")] if inside else []
    marked = held.select(*SIDES, "year", *started, pl.lit(1.0).alias(name))
    return marked.explode("year", empty_as_null=True, keep_nulls=True)


def _panel(flows: pl.DataFrame, terms: Sequence[str]) -> TradePanel:
    states = sorted({*flows["exporter"].unique(), *flows["importer"].unique()})
    place = pl.Enum(states)
    return TradePanel(
        tuple(states),
        flows["exporter"].cast(place).to_physical().cast(pl.Int64).to_numpy(),
        flows["importer"].cast(place).to_physical().cast(pl.Int64).to_numpy(),
        flows["year"].cast(pl.Int64).to_numpy(),
        flows["imports"].to_numpy(),
        {name: flows[name].fill_null(0.0).to_numpy() for name in terms},
        flows["start"].fill_null(0).cast(pl.Int64).to_numpy(),
    )
