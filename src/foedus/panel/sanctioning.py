"""How sanctions, which run from one year to another, come to stand beside rows.

A case says since when it surely ran and until when, and in which further years it may
have. In a year in which some case surely ran, the column is 1; where none did but one
may have, it is not known; else, within the years covered, it is 0.
"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.joining import truth
from foedus.panel.numbering import numbered
from foedus.panel.panel import Panel, Value
from foedus.sources.source import Years
from foedus.sources.table import Table

PAIR = ("sender", "target")

_WHO = ("sender_name", *PAIR, "state", "size")
MAYBE, SURE = 1, 2
"""Whether a case may have run in a year, or surely did."""


def ran(
    cases: pl.DataFrame,
    name: str,
    *,
    sure: tuple[pl.Expr, pl.Expr],
    maybe: tuple[pl.Expr, pl.Expr],
    within: Years,
) -> pl.DataFrame:
    """Cut cases into the years in which they ran, surely or maybe.

    Parameters
    ----------
    cases
        One a row.
    name
        Of the column that says so.
    sure, maybe
        First and last year; `sure` lies within `maybe`, and may be null.
    within
        The years covered; a `maybe` without an end runs to the last.
    """
    since, until = maybe
    bounds = cases.with_columns(
        _since=pl.max_horizontal(since, within.first),
        _until=pl.min_horizontal(until.fill_null(within.last), within.last),
    ).filter(pl.col("_since") <= pl.col("_until"))
    years = bounds.with_columns(year=pl.int_ranges("_since", pl.col("_until") + 1))
    rows = years.explode("year", empty_as_null=True, keep_nulls=True)
    known = pl.col("year").is_between(*sure).fill_null(value=False)
    return rows.select(
        *(column for column in _WHO if column in cases.columns),
        "year",
        pl.when(known).then(SURE).otherwise(MAYBE).alias(name),
    )


def add_pairs(
    panel: Panel,
    table: Table,
    spans: Sequence[pl.DataFrame],
    meanings: Mapping[str, str],
    *,
    absent: Value = 0,
) -> Panel:
    """Put beside each dyad whether the sender's cases ran against the target.

    In a panel without direction, whether either's ran against the other.

    Parameters
    ----------
    absent
        What a pair without a row means within the years covered.
    """
    rows = pl.concat(spans, how="diagonal").drop_nulls(PAIR)
    system = panel.axes.system
    frame = numbered(rows, system=system, labels=PAIR).drop(PAIR)
    codes = [f"{side}_{system}" for side in PAIR]
    if not panel.axes.directed:
        turned = frame.rename(dict(zip(codes, reversed(codes), strict=True)))
        frame = pl.concat([frame, turned.select(frame.columns)])
    known = known_years(frame, [*codes, "year"], meanings)
    columns = [truth(n, meaning, table, absent=absent) for n, meaning in meanings.items()]
    ready = entries(panel, table, columns, frame=known, system=system)
    return beside_dyads(panel, ready, ordered=True)


def add_targets(
    panel: Panel, table: Table, spans: Sequence[pl.DataFrame], meanings: Mapping[str, str]
) -> Panel:
    """Put beside each state whether cases ran against it, whoever the sender was."""
    rows = pl.concat(spans, how="diagonal").drop_nulls("target")
    system = panel.axes.system
    frame = numbered(rows, system=system, labels=("target",))
    frame = frame.rename({f"target_{system}": system})
    known = known_years(frame, [system, "year"], meanings)
    columns = [truth(name, meaning, table) for name, meaning in meanings.items()]
    return beside_states(panel, entries(panel, table, columns, frame=known, system=system))


def known_years(
    frame: pl.DataFrame, by: Sequence[str], names: Iterable[str]
) -> pl.DataFrame:
    """Say of each row's key what surely ran: 1, not known where it may have, or 0."""
    most = frame.group_by(by).agg(pl.col(list(names)).max().fill_null(0))
    return most.with_columns(
        pl.col(list(names)).replace_strict({0: 0.0, MAYBE: None, SURE: 1.0})
    )
