"""From panels of states to panels of pairs and back."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf

import polars as pl

from foedus.faults import DataFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.beside import Entries, beside_dyads, beside_states
from foedus.panel.joining import both_ways, turned
from foedus.panel.panel import Column, Panel, Rule, ruled

ENDS = {Unit.STATE_YEAR, Unit.DYAD_YEAR}
"""Units whose rows can stand beside others."""


def beside(panel: Panel, other: Panel) -> Panel:
    """Put the columns of a panel of states, or of pairs, beside another panel's rows.

    States stand on each side of a row, `sender_` and `target_` before their columns. What
    the other panel has no row for is not known.

    Raises
    ------
    DataFault
        The other's rows cannot stand beside these, or follow another list of states.

    Examples
    --------
    >>> from foedus.panel.making import dyads, states
    >>> gold = pl.DataFrame({"cow": [2], "year": [1990], "gold": [1.0]})
    >>> held = states(1990, 1990).add(gold, by=["cow", "year"], codes="cow")
    >>> beside(dyads(1990, 1990), held).names
    ('sender_gold', 'target_gold')
    """
    if other.axes.unit not in ENDS or other.axes.system != panel.axes.system:
        raise DataFault(
            f"a panel of {other.axes.unit}s by the {other.axes.system} list",
            expected=f"state-years or dyad-years by the {panel.axes.system} list",
            where=f"panel.add, to {panel.axes.unit}s",
            mend="make the other panel of that unit and list",
        )
    if other.axes.directed and not panel.axes.directed:
        raise DataFault(
            "a panel of directed pairs beside rows without direction",
            expected="pairs without direction",
            where="panel.add",
            mend="fold it first by `fold`",
        )
    pairs = other.axes.unit is Unit.DYAD_YEAR
    rows = other.frame.select(*other.axes.keys, *other.names)
    if pairs and not other.axes.directed:
        rows = _each_way(other)
    known = Entries(
        frame=rows.with_columns(pl.col(other.axes.keys).cast(pl.Int64)).collect(),
        columns=tuple(replace(column, absent=None) for column in other.columns),
        used=(),
        system=other.axes.system,
        numbers=None,
        until=None,
    )
    joined = (
        beside_dyads(panel, known, ordered=True) if pairs else beside_states(panel, known)
    )
    new = [used for used in other.sources if used not in panel.sources]
    told = [finding for finding in other.findings if finding not in panel.findings]
    return replace(
        joined,
        sources=(*panel.sources, *new),
        findings=(*panel.findings, *told),
    )


def to_states(panel: Panel, *, by: Mapping[str, Rule]) -> Panel:
    """Make states and years of pairs and years: each column over all pairs of a state.

    The state is the sender of each, so that `target_` is what its partners are. A column
    goes by its name and its rule, such as `capital_distance_min`. What is not known of one
    pair is not known of the state; leave such pairs out by `where` if they are not to
    count.

    Raises
    ------
    DataFault
        The panel is not one of pairs and years.

    Examples
    --------
    >>> from foedus.panel.making import dyads
    >>> gold = pl.DataFrame({"cow": [2, 20], "year": [1990, 1990], "gold": [1.0, 2.0]})
    >>> pairs = dyads(1990, 1990).add(gold, by=["cow", "year"], codes="cow")
    >>> known = pairs.where(pl.col("target_gold").is_not_null())
    >>> partners = to_states(known, by={"target_gold": "sum"})
    >>> partners.collect(ids=False).rows()[:3]
    [(2, 1990, 2.0), (20, 1990, 1.0), (31, 1990, 3.0)]
    """
    if panel.axes.unit is not Unit.DYAD_YEAR:
        raise DataFault(
            f"a panel of {panel.axes.unit}s has no pairs",
            expected="a panel of dyad-years",
            where="to_states",
            mend="make it by dyads(...)",
        )
    axes = Axes(Unit.STATE_YEAR, panel.axes.system)
    wanted = [(panel.column(name), rule) for name, rule in by.items()]
    rows = panel.frame if panel.axes.directed else _each_way(panel)
    rules = [
        ruled(column.name, rule).alias(f"{column.name}_{rule}") for column, rule in wanted
    ]
    whose = pl.col(panel.axes.code("sender")).alias(axes.code(""))
    frame = rows.group_by(whose, "year").agg(rules).sort(axes.keys)
    columns = tuple(_over(column, rule) for column, rule in wanted)
    return replace(panel, axes=axes, frame=frame, columns=columns)


def _each_way(panel: Panel) -> pl.LazyFrame:
    """Let each pair stand both ways round, if each column of a side has its like."""
    for name in panel.names:
        if turned(name) not in panel.names:
            raise DataFault(
                f"{name} is of one side alone",
                expected=f"{turned(name)} beside it, to turn the pairs about",
                where=f"a panel of {panel.axes.unit}s without direction",
                mend="keep both columns, or make the panel of directed pairs",
            )
    return both_ways(panel.frame.select(*panel.axes.keys, *panel.names), panel.axes)


def _over(column: Column, rule: Rule) -> Column:
    name, field = f"{column.name}_{rule}", column.field
    low, high = field.low, field.high
    if rule == "sum":
        low, high = (low if low >= 0 else -inf), (high if high <= 0 else inf)
    meaning = f"{rule} over the state's pairs: {field.meaning}"
    told = replace(field, name=name, meaning=meaning, low=low, high=high)
    return replace(column, name=name, field=told, absent=None)
