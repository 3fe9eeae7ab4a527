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

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import norm

from foedus.estimation.diverted import Diverted, Gain, Partner, Span
from foedus.markets.diversion import discoveries, excess
from foedus.markets.sales import (
    BASE,
    BILLION,
    COALITION,
    FALSE_RATE,
    HUBS,
    SINCE,
    TARGET,
    Months,
    months,
    other_growth,
)

Floats = NDArray[np.float64]

READS = ("eu_trade_months", "eu_export_years", "neighbour_imports")
ON_END = 3
"""Months on end that must stand out before something is said to have begun."""
FREIGHT = 0.06
LEAST_TRADE = 0.1
"""EUR bn a year that a buyer must have bought before, to be ranked."""
UNFINISHED = 0.5
"""A year of reports that falls below this share of the one before is not all in."""
TOLD = 12

LEFT_OUT = (
    "what hubs sell on to the target: no such table is on the shelf",
    "kinds of goods, so that a rise of cars and of cheese are one",
    "hubs of which years alone are known, such as Turkey and the Emirates, but for ranks",
    "the growth of 2024 beyond that of 2023, which is not known yet",
)


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
