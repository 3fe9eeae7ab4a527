"""Agreements to train, buy, plan and work together on defence, short of a pact.

The data begin in 1980 and end in 2010; an end is the producer's estimate. Those signed
before 1980 are not held, so that early years count too few.
"""

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.joining import both_ways, count
from foedus.panel.panel import Panel
from foedus.sources.table import Table

PAIR = ("sender_cow", "target_cow")
NAMES = ("defence_agreements", "general_agreements")


def add(panel: Panel) -> Panel:
    """Add `defence_agreements` in force, and how many of them are general in scope."""
    table = panel.table("defence_agreements")
    years = _years(table)
    if len(panel.axes.sides) == 2:
        pair = [*PAIR, "year"]
        of = "of the pair"
    else:
        years = both_ways(years.lazy(), panel.axes).collect().rename({"sender_cow": "cow"})
        pair, of = ["cow", "year"], "of the state with others"
    frame = years.group_by(pair).agg(
        pl.len().cast(pl.Float64).alias(NAMES[0]),
        (pl.col("scope") == "general").sum().cast(pl.Float64).alias(NAMES[1]),
    )
    columns = [
        count(NAMES[0], f"defence cooperation agreements {of} in force", table),
        count(NAMES[1], f"those {of} that are general and not of one sector", table),
    ]
    known = entries(panel, table, columns, frame=frame)
    join = beside_dyads if len(panel.axes.sides) == 2 else beside_states
    return join(panel, known)


def _years(table: Table) -> pl.DataFrame:
    # Three agreements name one state twice, by a slip.
    pairs = table.frame.filter(pl.col(PAIR[0]) != pl.col(PAIR[1]))
    held = pl.int_ranges("start_year", pl.col("end_year") + 1)
    spells = pairs.select(*PAIR, "scope", year=held)
    return spells.explode("year", empty_as_null=True, keep_nulls=True)
