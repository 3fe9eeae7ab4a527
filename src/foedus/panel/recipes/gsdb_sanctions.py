"""Sanctions of one state on another, in force in a year, by the user's own copy of GSDB."""

import polars as pl

from foedus.panel.panel import Panel
from foedus.panel.sanctioning import PAIR, add_pairs, add_targets, ran
from foedus.sources.table import as_held

KINDS = ("trade", "arms", "military", "financial", "travel", "other")


def add(panel: Panel) -> Panel:
    """Add `gsdb_sanction` and one column a kind, such as `gsdb_trade`; 0 where none is."""
    table = as_held(panel.table("gsdb"))
    year = pl.col("year")
    spans = [
        ran(
            table.frame.filter(held).rename({"year": "first"}),
            f"gsdb_{name}",
            sure=(pl.col("first"), pl.col("first")),
            maybe=(pl.col("first"), pl.col("first")),
            within=table.years,
        )
        for name, held in (
            ("sanction", year.is_not_null()),
            *((kind, pl.col(kind) == 1) for kind in KINDS),
        )
    ]
    meanings = {
        "gsdb_sanction": "whether a sanction is in force",
        **{f"gsdb_{kind}": f"whether one that bars {kind} is in force" for kind in KINDS},
    }
    join = add_pairs if len(panel.axes.sides) == len(PAIR) else add_targets
    return join(panel, table, spans, meanings)
