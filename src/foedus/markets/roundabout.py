"""Real diversion: what the European Union sold to Russia's neighbours, month by month.

A hub is expected to buy what it bought in the same month of the years before, grown as the
Union's sales to everybody else grew. What it bought beyond that is the most that can have
gone on through it; what left for it and never showed in its own books, beyond what is usual
between two reports, is a sign of its own. What hubs sell on is not on the shelf: the
smaller of both legs, which would be the better lower bound, cannot be had.

References
----------
Chupilkin, Javorcik, Plekhanov (2023), The Eurasian roundabout, EBRD working paper 276
Fisman, Wei (2004), https://doi.org/10.1086/381476
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import norm

from foedus.estimation.diverted import Diverted, Gain, Partner, Span
from foedus.faults import DataFault
from foedus.markets.diversion import discoveries, excess

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
WHERE = "markets.roundabout.roundabout"

READS = ("eu_trade_months", "eu_export_years", "neighbour_imports")
HUBS = ("ARM", "GEO", "KAZ", "KGZ", "UZB")
TARGET, COALITION = "RUS", "EU27"
ASIDE = (TARGET, *HUBS, "BLR", "UKR")
"""Buyers by whom the growth of all other trade is not measured."""
BASE = (2019, 2020, 2021)
SINCE = (2022, 3)
ON_END = 3
FREIGHT = 0.06
FALSE_RATE = 0.05
LEAST_TRADE = 0.1
"""EUR bn a year that a buyer must have bought before, to be ranked."""
UNFINISHED = 0.5
"""A year of reports that falls below this share of the one before is not all in."""
BILLION = 1e9
TOLD = 12

LEFT_OUT = (
    "what hubs sell on to the target: no such table is on the shelf",
    "kinds of goods, so that a rise of cars and of cheese are one",
    "hubs of which years alone are known, such as Turkey and the Emirates, but for ranks",
    "the growth of 2024 beyond that of 2023, which is not known yet",
)


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """Sales month by month, and what was expected of them.

    Attributes
    ----------
    buyers
        Hubs, and the target last, (H,).
    year, month
        Of each column, (T,).
    observed, expected
        EUR bn, (H, T).
    by_base
        What was expected by each year of the base alone, (B, H, T).
    spread
        Standard deviation of ln trade about what the other years of the base tell, (H,).
    """

    buyers: tuple[str, ...]
    year: NDArray[np.int64]
    month: NDArray[np.int64]
    observed: Floats
    expected: Floats
    by_base: Floats
    spread: Floats

    @property
    def after(self) -> Truths:
        """Tell which months are judged, (T,)."""
        held: Truths = self.year * 12 + self.month >= SINCE[0] * 12 + SINCE[1]
        return held

    @property
    def log_excess(self) -> Floats:
        """Give ln of trade over what was expected, (H, T)."""
        return excess(self.observed, self.expected)

    def standing_out(self) -> Truths:
        """Tell which months of a hub stand out, false ones held to a rate, (H - 1, T)."""
        hubs = self.log_excess[:-1] / self.spread[:-1, None]
        p = np.where(self.after[None, :], norm.sf(hubs), np.nan)
        judged = discoveries(p[:, self.after], rate=FALSE_RATE)
        flagged = np.zeros(p.shape, dtype=np.bool_)
        flagged[:, self.after] = judged
        return flagged

    def name(self, column: int) -> str:
        """Name a month, such as 2022-05."""
        return f"{self.year[column]}-{self.month[column]:02d}"


def roundabout(frames: Mapping[str, pl.DataFrame], sources: Mapping[str, str]) -> Diverted:
    """Reckon what is consistent with diversion from the shelf's tables.

    Parameters
    ----------
    frames
        The frames of `READS` by name.
    sources
        Data set -> version.

    Raises
    ------
    DataFault
        A month of a buyer is missing, or a year of all other trade.
    """
    growth = other_growth(frames["eu_export_years"])
    held = months(frames["eu_trade_months"], growth)
    gaps = report_gaps(frames["eu_trade_months"], frames["neighbour_imports"])
    lost = _yearly(held, len(HUBS), sign=-1)
    bought = [_yearly(held, place) for place in range(len(HUBS))]
    ghosts = _ghosts(gaps)
    ranks = ranked(frames["eu_export_years"], growth)
    last = len(held.year) - 1
    return Diverted(
        COALITION,
        TARGET,
        f"{SINCE[0]}-{SINCE[1]:02d}",
        held.name(last),
        tuple(
            _gain(held, place, bought[place], ghosts.filter(hub=HUBS[place]))
            for place in range(len(HUBS))
        ),
        lost,
        {year: _offset([one[year] for one in bought], lost[year]) for year in lost},
        _ghost_offset(ghosts, lost),
        tuple(one for one in ranks if one.rank <= TOLD or one.state in HUBS),
        len({one.state for one in ranks}),
        vanishing(gaps),
        dict(sources),
        LEFT_OUT,
    )


def monthly(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give what a figure is drawn from: sales by buyer and month beside expectation.

    Returns
    -------
    DataFrame
        `buyer`, `month`, `observed`, `expected`, `low` and `high` of it by the year it is
        reckoned from, EUR bn, and `stands_out`.
    """
    held = months(frames["eu_trade_months"], other_growth(frames["eu_export_years"]))
    out = np.vstack([held.standing_out(), np.zeros(len(held.year), dtype=np.bool_)])
    many = len(held.year)
    return pl.DataFrame(
        {
            "buyer": np.repeat(held.buyers, many),
            "month": [held.name(column) for column in range(many)] * len(held.buyers),
            "observed": held.observed.ravel(),
            "expected": held.expected.ravel(),
            "low": held.by_base.min(axis=0).ravel(),
            "high": held.by_base.max(axis=0).ravel(),
            "stands_out": out.ravel(),
        }
    )


def other_growth(years: pl.DataFrame) -> dict[int, float]:
    """Give the coalition's sales to all others, over their mean in the base."""
    others = years.filter(
        pl.col("exporter_name") == COALITION,
        pl.col("importer").is_not_null(),
        pl.col("importer").is_in(ASIDE).not_(),
    )
    sums = dict(others.group_by("year").agg(pl.col("value").sum()).rows())
    lacking = [year for year in (*BASE, SINCE[0]) if year not in sums]
    if lacking:
        raise DataFault(
            f"no sales to others in {', '.join(map(str, lacking))}",
            expected=f"the years {BASE[0]} to {SINCE[0]}",
            where=WHERE,
            mend="give the whole of eu_export_years",
        )
    mean = float(np.mean([sums[year] for year in BASE]))
    return {year: float(total) / mean for year, total in sorted(sums.items())}


def months(frame: pl.DataFrame, growth: Mapping[int, float]) -> Months:
    """Set sales to hubs and target beside what was expected of them."""
    buyers = (*HUBS, TARGET)
    rows = frame.filter(
        pl.col("exporter_name") == COALITION, pl.col("importer").is_in(buyers)
    ).with_columns(time=pl.col("year") * 12 + pl.col("month") - 1)
    first, last = BASE[0] * 12, int(rows["time"].to_numpy().max(initial=0))
    time = np.arange(first, last + 1)
    observed = np.full((len(buyers), len(time)), np.nan)
    for buyer, at, value in rows.select("importer", "time", "value").rows():
        observed[buyers.index(buyer), at - first] = value / BILLION
    if np.isnan(observed).any() or last < SINCE[0] * 12 + SINCE[1] - 1:
        place, column = np.argwhere(np.isnan(observed))[0] if last > first else (0, 0)
        raise DataFault(
            f"no sales to {buyers[place]} in month {time[column] % 12 + 1} of "
            f"{time[column] // 12}",
            expected=f"every month from {BASE[0]} on, beyond {SINCE[0]}-{SINCE[1]:02d}",
            where=WHERE,
            mend="give the whole of eu_trade_months",
        )
    year, month = time // 12, time % 12 + 1
    by_base = _by_base(observed, year, month, growth)
    return Months(
        buyers, year, month, observed, by_base.mean(axis=0), by_base,
        _spread(observed, year, growth),
    )  # fmt: skip


def report_gaps(sold: pl.DataFrame, reported: pl.DataFrame) -> pl.DataFrame:
    """Set what members say they sold to each hub beside what the hub says it bought.

    Returns
    -------
    DataFrame
        `seller`, `hub`, `year`, `left` with freight and `arrived`, EUR bn.
    """
    keys = ["seller", "hub", "year"]
    names = [pl.col("exporter").alias("seller"), pl.col("importer").alias("hub"), "year"]
    hubs = pl.col("importer").is_in(HUBS)
    left = (
        sold.filter(hubs, pl.col("exporter").is_not_null())
        .group_by(names)
        .agg(left=pl.col("value").sum() / BILLION * (1 + FREIGHT))
    )
    bought = reported.filter(hubs, pl.col("exporter").is_not_null())
    arrived = bought.group_by(names).agg(arrived=pl.col("value").sum() / BILLION)
    whole = _finished(bought)
    return (
        left.join(arrived, on=keys)
        .join(whole, on=["hub", "year"])
        .filter(pl.col("left") > 0, pl.col("arrived") > 0)
        .sort(keys)
    )


def ranked(years: pl.DataFrame, growth: Mapping[int, float]) -> tuple[Partner, ...]:
    """Rank all buyers by how far they went beyond expectation in the last year known."""
    last = max(growth)
    rows = years.filter(
        pl.col("exporter_name") == COALITION, pl.col("importer").is_not_null()
    )
    base = rows.filter(pl.col("year").is_in(BASE)).group_by("importer").agg(
        expected=pl.col("value").mean() / BILLION * growth[last]
    )  # fmt: skip
    held = (
        rows.filter(year=last)
        .group_by("importer")
        .agg(pl.col("value").sum() / BILLION)
        .join(base.filter(pl.col("expected") > LEAST_TRADE * growth[last]), on="importer")
        .filter(pl.col("importer") != TARGET)
        .with_columns(excess=(pl.col("value") / pl.col("expected")).log())
        .sort("excess", "importer", descending=[True, False])
    )
    columns = ("importer", "excess", "value", "expected")
    return tuple(
        Partner(state, last, round(float(above), 3), round(value - usual, 3), place + 1)
        for place, (state, above, value, usual) in enumerate(held.select(columns).rows())
    )


def vanishing(gaps: pl.DataFrame) -> tuple[tuple[str, str, int, float], ...]:
    """Name sellers, hubs and years whose gap stands out from what it was before."""
    ghost = gaps.with_columns(
        gap=pl.Series(excess(gaps["left"].to_numpy(), gaps["arrived"].to_numpy()))
    )
    pair = ["seller", "hub"]
    usual = ghost.filter(pl.col("year").is_in(BASE)).group_by(pair).agg(
        usual=pl.col("gap").mean(), many=pl.len()
    )  # fmt: skip
    held = ghost.join(usual.filter(pl.col("many") == len(BASE)), on=pair)
    held = held.with_columns(apart=pl.col("gap") - pl.col("usual"))
    before = held.filter(pl.col("year").is_in(BASE))["apart"].to_numpy()
    # Means of three years were taken out of as many.
    spread = np.sqrt((before**2).mean() * len(BASE) / (len(BASE) - 1))
    later = held.filter(pl.col("year") >= SINCE[0])
    wide = spread * np.sqrt(1 + 1 / len(BASE))
    out = discoveries(norm.sf(later["apart"].to_numpy() / wide), rate=FALSE_RATE)
    told = later.filter(pl.Series(out)).with_columns(
        lost=pl.col("left") * (1 - (-pl.col("apart")).exp())
    )
    rows = told.sort("lost", descending=True).select(*pair, "year", "lost").rows()
    return tuple((seller, hub, year, round(lost, 4)) for seller, hub, year, lost in rows)


def _by_base(
    observed: Floats,
    year: NDArray[np.int64],
    month: NDArray[np.int64],
    growth: Mapping[int, float],
) -> Floats:
    """Let the same month of each year of the base grow as all other trade, (B, H, T)."""
    last = max(growth)
    grown = np.array([growth[min(int(y), last)] for y in year])
    return np.stack(
        [
            observed[:, np.flatnonzero(year == base)][:, month - 1] / growth[base] * grown
            for base in BASE
        ]
    )


def _spread(
    observed: Floats, year: NDArray[np.int64], growth: Mapping[int, float]
) -> Floats:
    """Measure how far each year of the base is from the mean of the others, (H,)."""
    scaled = np.stack([observed[:, year == base] / growth[base] for base in BASE])
    others = (scaled.sum(axis=0) - scaled) / (len(BASE) - 1)
    return np.asarray(np.sqrt((excess(scaled, others) ** 2).mean(axis=(0, 2))))


def _yearly(held: Months, place: int, *, sign: int = 1) -> dict[str, Span]:
    """Sum up trade beyond expectation by year and over all."""
    beyond = sign * (held.observed[place] - held.by_base[:, place])
    years = {
        str(y): held.after & (held.year == y) for y in sorted({*held.year[held.after]})
    }
    return {
        name: _span(beyond[:, when].sum(axis=1))
        for name, when in {**years, "all": held.after}.items()
    }


def _span(by_base: Floats) -> Span:
    return Span(
        round(float(by_base.mean()), 3),
        round(float(by_base.min()), 3),
        round(float(by_base.max()), 3),
    )


def _gain(held: Months, place: int, bought: dict[str, Span], ghosts: pl.DataFrame) -> Gain:
    out = held.standing_out()[place]
    runs = np.convolve(out, np.ones(ON_END), mode="valid") == ON_END
    starts = np.flatnonzero(runs)
    ratio = np.where(held.after, np.exp(held.log_excess[place]), 0.0)
    return Gain(
        HUBS[place],
        held.name(int(starts[0])) if len(starts) else None,
        held.name(int(ratio.argmax())),
        round(float(ratio.max()), 2),
        bought,
        {str(y): round(v, 3) for y, v in ghosts.select("year", "beyond").rows()},
        {str(y): round(v, 3) for y, v in ghosts.select("year", "share").rows()},
    )


def _offset(bought: Sequence[Span], lost: Span) -> Span:
    """Divide what all hubs gained by what was lost, at its middle."""
    total = (
        sum(getattr(one, side) for one in bought) / lost.value
        for side in ("value", "low", "high")
    )
    return Span(*(round(float(one), 4) for one in total))


def _ghosts(gaps: pl.DataFrame) -> pl.DataFrame:
    """Reckon what left for a hub and never arrived, beyond what is usual, EUR bn.

    It is held between nothing and the whole gap: a hub that used to report more than was
    sold to it makes no more vanish than is missing.
    """
    held = gaps.group_by("hub", "year").agg(pl.col("left", "arrived").sum())
    held = held.with_columns(share=1 - pl.col("arrived") / pl.col("left"))
    usual = held.filter(pl.col("year").is_in(BASE)).group_by("hub").agg(
        usual=pl.col("share").mean()
    )  # fmt: skip
    later = held.join(usual, on="hub").filter(pl.col("year") >= SINCE[0])
    beyond = (pl.col("share") - pl.col("usual").clip(lower_bound=0)) * pl.col("left")
    return later.with_columns(beyond=beyond.clip(lower_bound=0)).sort("hub", "year")


def _ghost_offset(ghosts: pl.DataFrame, lost: Mapping[str, Span]) -> dict[str, float]:
    sums = ghosts.group_by("year").agg(pl.col("beyond").sum())
    return {
        str(year): round(value / lost[str(year)].value, 4)
        for year, value in sums.sort("year").rows()
    }


def _finished(bought: pl.DataFrame) -> pl.DataFrame:
    """Keep the years of a hub's reports that are all in."""
    years = (
        bought.group_by(pl.col("importer").alias("hub"), "year")
        .agg(total=pl.col("value").sum())
        .sort("hub", "year")
    )
    before = pl.col("total").shift(1).over("hub")
    whole = (pl.col("total") >= UNFINISHED * before).fill_null(value=True)
    return years.filter(whole).select("hub", "year")
