"""Sales month by month beside what was expected of them.

A buyer is expected to buy what it bought in the same month of earlier years, grown as the
coalition's sales to everybody else grew; each year of the base alone gives a bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import norm

from foedus.faults import DataFault
from foedus.markets.diversion import discoveries, excess

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
WHERE = "markets.sales"

HUBS = ("ARM", "GEO", "KAZ", "KGZ", "UZB")
TARGET, COALITION = "RUS", "EU27"
ASIDE = (TARGET, *HUBS, "BLR", "UKR")
"""Buyers by whom the growth of all other trade is not measured."""
BASE = (2019, 2020, 2021)
SINCE = (2022, 3)
FALSE_RATE = 0.05
BILLION = 1e9


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
