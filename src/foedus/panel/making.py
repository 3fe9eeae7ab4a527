"""The empty panel: every row there is, before anything is known of it.

Rows come from the spells in which states were members of a list. Two states are a dyad
in a year if there is a day of it on which both were members: so a year that two states
share without ever sharing a day, one leaving before the other comes, makes no dyad.
"""

from collections.abc import Iterable
from itertools import combinations
from math import comb

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.faults import DataFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.panel import Panel
from foedus.states.roster import System, roster

Ints = NDArray[np.int64]

FIRST = 1816
"""The year in which the lists of states begin."""
LAST = 2100
"""A later year is taken for a slip."""
MOST_GROUPS = 2_000_000
"""More k-ads than that are not made at once."""
MOST_ROWS = 50_000_000
"""Nor more of their years."""


def states(first: int, last: int, *, system: System = "cow") -> Panel:
    """Make a panel of states and years, sorted by state and year.

    >>> states(1816, 1816).collect().height
    23
    """
    refuse_years(first, last)
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
    refuse_years(first, last)
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
    refuse_years(first, last)
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
    among: Iterable[int] | None = None,
    system: System = "cow",
    sample: int | None = None,
    seed: int | None = None,
) -> Panel:
    """Make a panel of groups of k states out of some, and years.

    A group stands in a year if each of its states was a member on some day of it. Its
    states are named by number in order, `state_1_cow` first.

    Parameters
    ----------
    among
        Numbers of the states that groups are made of; all of the years unless told.
    sample
        So many groups, drawn without replacement; otherwise every one.
    seed
        Of the draw; it must be given with `sample`.

    Raises
    ------
    DataFault
        A number that no state bears, fewer states than k, more groups or rows than fit
        in memory, or a sample without a seed.

    Examples
    --------
    >>> k_ads(1914, 1914, k=3, among=[200, 220, 255, 300, 365]).collect(ids=False).height
    10
    """
    refuse_years(first, last)
    if among is None:
        among = states(first, last, system=system).collect(ids=False)[system].to_list()
    members = np.array(sorted(set(among)), dtype=np.int64)
    _refuse_strangers(members, system)
    groups = _groups(len(members), k, sample, seed)
    alive = _alive(members, first, last, system)
    stands = alive[groups[:, 0]]
    for place in range(1, k):
        stands &= alive[groups[:, place]]
    _refuse_rows(int(np.count_nonzero(stands)))
    group, year = np.nonzero(stands)
    axes = Axes(Unit.K_AD_YEAR, system, k=k)
    held = members[groups[group]].astype(np.int16)
    columns = {code: held[:, place] for place, code in enumerate(axes.codes)}
    frame = pl.LazyFrame({**columns, "year": (year + first).astype(np.int16)})
    return Panel(axes, frame)


def _refuse_rows(many: int) -> None:
    if many > MOST_ROWS:
        raise DataFault(
            f"{many:,} rows of groups and years",
            expected=f"at most {MOST_ROWS:,}",
            where="panel.making.k_ads",
            mend="name fewer years or states, or a sample of the groups",
        )


def _refuse_strangers(members: Ints, system: System) -> None:
    strangers = members[~np.isin(members, _spells(system)[0])]
    if len(strangers):
        raise DataFault(
            f"no state has the number {', '.join(map(str, strangers[:5]))}",
            expected=f"numbers of the {system} list",
            where="panel.making.k_ads",
            mend="look the states up by `foedus states`",
        )


def _groups(n: int, k: int, sample: int | None, seed: int | None) -> Ints:
    """Give groups of k places out of n, (groups, k), in order."""
    many = comb(n, k) if sample is None else sample
    if not 2 <= k <= n or not 1 <= many <= min(MOST_GROUPS, comb(n, k)):
        raise DataFault(
            f"{many:,} groups of {k} among {n} states",
            expected=f"k from 2 to the number of states, and 1 to {MOST_GROUPS:,} groups",
            where="panel.making.k_ads",
            mend="name fewer states, a smaller k, or a sample",
        )
    if sample is None:
        return np.array(list(combinations(range(n), k)), dtype=np.int64)
    if seed is None:
        raise DataFault(
            "a sample of groups without a seed",
            expected="a whole number as seed",
            where="panel.making.k_ads",
            mend="k_ads(..., sample=1000, seed=1)",
        )
    drawing = Stream(seed).child("k_ads", n, k).generator()
    drawn = set[tuple[int, ...]]()
    while len(drawn) < sample:
        drawn.add(tuple(sorted(drawing.choice(n, size=k, replace=False).tolist())))
    return np.array(sorted(drawn), dtype=np.int64)


def _alive(members: Ints, first: int, last: int, system: System) -> NDArray[np.bool_]:
    """Tell of each state whether it was a member in each year, (states, years)."""
    number, start, end = _spells(system)
    since = _years(start, first)[:, None]
    until = _years(end, last, first_day=False)[:, None]
    years = np.arange(first, last + 1)
    held = (since <= years) & (years <= until)
    return np.array([held[number == one].any(axis=0) for one in members])


def refuse_years(first: int, last: int) -> None:
    """Refuse years that are out of order, or before the lists of states begin.

    Raises
    ------
    DataFault
        They are.
    """
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
    a, b = a[kept], b[kept]
    # A state that left and came back has two memberships: its pairs belong together.
    order = np.lexsort((number[b], number[a]))
    return a[order], b[order]


def _count(rows: Ints) -> Ints:
    """Count 0, 1, 2 ... within each run of so many rows."""
    before = np.repeat(np.cumsum(rows) - rows, rows)
    return np.arange(rows.sum()) - before
