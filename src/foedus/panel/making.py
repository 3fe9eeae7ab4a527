"""The empty panel: every row there is, before anything is known of it.

Rows come from the spells in which states were members of a list. Two states are a dyad
in a year if there is a day of it on which both were members: so a year that two states
share without ever sharing a day, one leaving before the other comes, makes no dyad.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.faults import DataFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.panel import Panel
from foedus.states.roster import System, roster

Ints = NDArray[np.int64]

FIRST = 1816
"""The year in which the lists of states begin."""
LAST = 2100
"""A later year is taken for a slip."""


def states(first: int, last: int, *, system: System = "cow") -> Panel:
    """Make a panel of states and years, sorted by state and year.

    >>> states(1816, 1816).collect().height
    23
    """
    _refuse_years(first, last)
    number, start, end = _spells(system)
    since, until = _years(start, first), _years(end, last, first_day=False)
    rows = np.maximum(until - since + 1, 0)
    frame = pl.DataFrame(
        {
            system: np.repeat(number, rows).astype(np.int16),
            "year": (np.repeat(since, rows) + _count(rows)).astype(np.int16),
        }
    ).unique(maintain_order=True)
    return Panel(Axes(Unit.STATE_YEAR, system), frame.lazy())


def dyads(first: int, last: int, *, directed: bool = True, system: System = "cow") -> Panel:
    """Make a panel of pairs of states and years, sorted by sender, target and year.

    A pair that is not directed stands once, the state of the lower number as sender.

    >>> dyads(1816, 1816, directed=False).collect().height
    253
    """
    _refuse_years(first, last)
    number, start, end = _spells(system)
    a, b = _pairs(number, directed=directed)
    since = np.maximum(_years(np.maximum(start[a], start[b]), first), first)
    until = _years(np.minimum(end[a], end[b]), last, first_day=False)
    overlap = np.maximum(start[a], start[b]) <= np.minimum(end[a], end[b])
    rows = np.where(overlap, np.maximum(until - since + 1, 0), 0)
    sender, target = np.repeat(number[a], rows), np.repeat(number[b], rows)
    year = np.repeat(since, rows) + _count(rows)
    # Two spells of one pair may meet in one year; sorted, they stand side by side.
    key = (sender * 1_000 + target) * 1_000 + year - FIRST
    new = np.concatenate([[True], key[1:] != key[:-1]]) if len(key) else key == 0
    axes = Axes(Unit.DYAD_YEAR, system, directed)
    frame = pl.DataFrame(
        {
            axes.code("sender"): sender[new].astype(np.int16),
            axes.code("target"): target[new].astype(np.int16),
            "year": year[new].astype(np.int16),
        }
    )
    return Panel(axes, frame.lazy())


def state_days(first: int, last: int, *, system: System = "cow") -> Panel:
    """Make a panel of states and days, lazily: some six million rows in all."""
    _refuse_years(first, last)
    rows = pl.LazyFrame(
        [
            (m.number, m.spell.start, m.spell.end)
            for state in roster().states
            for m in state.memberships
            if m.system == system
        ],
        schema={system: pl.Int16, "start": pl.Date, "end": pl.Date},
        orient="row",
    )
    days = rows.select(
        system,
        pl.date_ranges(
            pl.max_horizontal("start", pl.date(first, 1, 1)),
            pl.min_horizontal("end", pl.date(last, 12, 31)),
        ).alias("day"),
    )
    within = days.filter(pl.col("day").list.len() > 0).explode("day")
    return Panel(Axes(Unit.STATE_DAY, system), within.sort(system, "day"))


def k_ads(
    first: int,
    last: int,
    *,
    k: int,
    among: Iterable[int],
    system: System = "cow",
) -> Panel:
    """Make a panel of every group of k states out of some, and years.

    A group stands in a year if all its states were members on some day of it. Columns
    `state_1` to `state_k` hold the numbers in order; `k_ad` joins them.

    Raises
    ------
    DataFault
        Fewer states than k, or more groups than fit in memory.
    """
    members = sorted(set(among))
    from math import comb

    if not 2 <= k <= len(members) or comb(len(members), k) > 2_000_000:
        raise DataFault(
            f"groups of {k} among {len(members)} states",
            expected="k from 2 to the number of states, and at most 2,000,000 groups",
            where="panel.making.k_ads",
            mend="name fewer states, or a smaller k",
        )
    years = states(first, last, system=system).collect().group_by("year").agg(system)
    alive = {row["year"]: set(row[system]) for row in years.iter_rows(named=True)}
    rows = [
        ("-".join(map(str, group)), *group, year)
        for group in combinations(members, k)
        for year in range(first, last + 1)
        if alive.get(year, set()).issuperset(group)
    ]
    columns = {f"state_{n + 1}": pl.Int16 for n in range(k)}
    schema = {"k_ad": pl.String, **columns, "year": pl.Int16}
    frame = pl.LazyFrame(rows, schema=schema, orient="row")
    return Panel(Axes(Unit.K_AD_YEAR, system), frame)


def _refuse_years(first: int, last: int) -> None:
    if not FIRST <= first <= last <= LAST:
        raise DataFault(
            f"years {first} to {last}",
            expected=f"years from {FIRST} on, the first not after the last",
            where="panel.making",
            mend=f"write the years as FIRST:LAST, such as {FIRST}:2018",
        )


def _spells(system: System) -> tuple[Ints, Ints, Ints]:
    """Give number, first and last day of each membership, sorted; days since 1970."""
    held = sorted(
        (m.number, m.spell.start, m.spell.end)
        for state in roster().states
        for m in state.memberships
        if m.system == system
    )
    far = np.datetime64(f"{LAST}-12-31")
    number = np.array([row[0] for row in held])
    start = np.array([np.datetime64(row[1]) for row in held]).astype("datetime64[D]")
    end = np.array([far if row[2] is None else np.datetime64(row[2]) for row in held])
    return number, start.astype(np.int64), end.astype("datetime64[D]").astype(np.int64)


def _years(days: Ints, bound: int, *, first_day: bool = True) -> Ints:
    """Give the year of each day, not before or not after a bound."""
    years: Ints = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    years = years + 1970
    return np.maximum(years, bound) if first_day else np.minimum(years, bound)


def _pairs(number: Ints, *, directed: bool) -> tuple[Ints, Ints]:
    """Pair up memberships of different states, in order."""
    a, b = np.divmod(np.arange(len(number) ** 2), len(number))
    kept = number[a] != number[b] if directed else number[a] < number[b]
    return a[kept], b[kept]


def _count(rows: Ints) -> Ints:
    """Count 0, 1, 2 ... within each run of so many rows."""
    before = np.repeat(np.cumsum(rows) - rows, rows)
    return np.arange(rows.sum()) - before
