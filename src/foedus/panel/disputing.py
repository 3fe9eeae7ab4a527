"""What the recipes of disputes share: who began one, and whose year it stands in.

A dispute's side A acted first. Whether a state that joined later has begun anything is a
matter of judgement, so the judgement is an option and never hidden.
"""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Literal

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.fitting import known
from foedus.panel.joining import columns_of
from foedus.panel.panel import Column, Panel
from foedus.panel.tenures import LED
from foedus.quantity import Field, Unit
from foedus.sources.table import Table, code_column

Init = Literal["sidea-all-joiners", "sidea-with-joiners", "sidea-orig"]
"""Who counts as having begun: side A and all who joined later on either side; side A with
those who joined it; those of side A who were there on the first day."""

INITS = ("sidea-all-joiners", "sidea-with-joiners", "sidea-orig")

Keep = Sequence[str] | Literal["all"]
"""Fields of a data set that are wanted beside onset and ongoing, or all that there are."""

ALWAYS = ("onset", "ongoing")

COUNTS = {
    "ongoing": ("was in a dispute", Unit.TRUTH),
    "onset": ("entered a dispute", Unit.TRUTH),
    "ongoing_initiated": ("was in a dispute that it began", Unit.TRUTH),
    "onset_initiated": ("entered a dispute that it began", Unit.TRUTH),
    "disputes": ("disputes that it was in", Unit.COUNT),
    "new_disputes": ("disputes that it entered", Unit.COUNT),
}
"""What is counted of the disputes of a state or leader in a year."""


def initiated(init: Init, *, side: Literal["", "sender_", "target_"] = "") -> pl.Expr:
    """Tell whether the state of a row counts as having begun the dispute.

    Raises
    ------
    NeedFault
        There is no such judgement.

    Examples
    --------
    >>> joined_b = pl.DataFrame({"side_a": [0], "originator": [0]})
    >>> [int(joined_b.select(initiated(init)).item()) for init in INITS]
    [1, 0, 0]
    """
    known([init], INITS, what="judgement of initiation")
    side_a = pl.col(f"{side}side_a") == 1
    first = pl.col(f"{side}originator") == 1
    match init:
        case "sidea-all-joiners":
            begun = side_a | ~first
        case "sidea-with-joiners":
            begun = side_a
        case "sidea-orig":
            begun = side_a & first
    return begun.cast(pl.Float64)


def join_conflicts(
    panel: Panel,
    frame: pl.DataFrame,
    tables: Sequence[Table],
    *,
    prefix: str,
    keep: Keep = (),
    labels: Mapping[str, str] | None = None,
    made: Sequence[Column] = (),
) -> Panel:
    """Put conflicts beside a panel: onset and ongoing, 0 at peace, and what is wanted.

    Parameters
    ----------
    frame
        One row a key of the panel, under the names of the data sets.
    tables
        The data sets that have the fields; the first also gives the years.
    prefix
        What the names in the panel begin with.
    keep
        Fields and labels wanted besides.
    labels
        Labels that may be kept, and what they mean.
    made
        Columns that stand in `frame` already under their own names.

    Raises
    ------
    NeedFault
        A field is wanted that there is not.
    """
    words = dict(labels or {})
    fields = dict.fromkeys(
        f.name for t in tables for f in t.fields if f.name in frame.columns
    )
    there = [*words, *(name for name in fields if name not in ALWAYS)]
    extra = there if keep == "all" else known(keep, there, what="field of conflicts")
    names = {own: f"{prefix}_{own}" for own in (*ALWAYS, *extra)}
    told = [
        _label(names[own], words[own], tables[0])
        if own in words
        else _field(tables, own, names[own])
        for own in names
    ]
    return _stand(panel, frame.rename(names), [*told, *made], tables)


def join_counts(
    panel: Panel, rows: pl.LazyFrame, table: Table, *, prefix: str, by: Sequence[str]
) -> Panel:
    """Put beside a state's or leader's year whether it was in disputes, and in how many.

    `rows` has the columns `by`, `dispute`, `onset` and, where that is known, `begun`.
    """
    begun = "begun" in rows.collect_schema().names()
    new, own = pl.col("onset") == 1, pl.col("begun") == 1
    counts = {
        "ongoing": pl.lit(value=1),
        "onset": new.any().cast(pl.Int8),
        **({"ongoing_initiated": own.any().cast(pl.Int8)} if begun else {}),
        **({"onset_initiated": (new & own).any().cast(pl.Int8)} if begun else {}),
        "disputes": pl.col("dispute").n_unique(),
        "new_disputes": pl.col("dispute").filter(new).n_unique(),
    }
    counted = rows.group_by(by).agg(
        value.cast(pl.Float64).alias(f"{prefix}_{name}") for name, value in counts.items()
    )
    told = [_counted(f"{prefix}_{name}", *COUNTS[name], table) for name in counts]
    return _stand(panel, counted.collect(), told, [table])


def _stand(
    panel: Panel, frame: pl.DataFrame, told: Sequence[Column], tables: Sequence[Table]
) -> Panel:
    """Put rows beside those of the panel: of leaders by tenure, else by state."""
    if panel.axes.unit in LED:
        rows = frame.lazy().with_columns(pl.col(*panel.axes.whom).cast(pl.Int16))
        return panel.joined(rows, told, on=panel.axes.keys, used=tables)
    codes = [code_column(side or "state", tables[0].system) for side in panel.axes.sides]
    bare = frame.select(*codes, "year", *(column.name for column in told))
    found = entries(panel, tables[0], told, frame=bare)
    if len(codes) == 1:
        return beside_states(panel, found).resting_on(tables)
    return beside_dyads(panel, found, ordered=True).resting_on(tables)


def _field(tables: Sequence[Table], own: str, name: str) -> Column:
    """Take the promise of a field from the first table that has it."""
    home = next(t for t in tables if any(f.name == own for f in t.fields))
    absent = {own: 0} if own in ALWAYS else None
    return columns_of(home, {own: name}, absent)[0]


def _label(name: str, meaning: str, table: Table) -> Column:
    return Column(name, Field(name, "S", Unit.NONE, meaning), table.name, table.years)


def _counted(name: str, meaning: str, unit: Unit, table: Table) -> Column:
    promise = Field(name, "S", unit, meaning, 0, 1 if unit is Unit.TRUTH else inf)
    return Column(name, promise, table.name, table.years, 0)
