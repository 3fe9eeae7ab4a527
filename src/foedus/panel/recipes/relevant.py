"""Politically relevant dyads: neighbours, and pairs with a major power.

Relevance is known where contiguity is. The panel's own columns of contiguity and of
majors serve if it has them; else they are added.
"""

import polars as pl

from foedus.panel.beside import wrong_unit
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field, Unit

NEEDS = {"contiguity": "contiguity", "sender_major": "majors"}


def add(panel: Panel, *, only: bool = True) -> Panel:
    """Add `relevant`, and keep the politically relevant dyads.

    Parameters
    ----------
    only
        Keep only the relevant; else keep every row beside its column.

    Raises
    ------
    DataFault
        The rows of the panel are no dyads.
    """
    if len(panel.axes.sides) != 2:
        raise wrong_unit(panel, "rows that name two states")
    for column, recipe in NEEDS.items():
        if column not in panel.names:
            panel = panel.add(recipe)
    near = pl.col("contiguity") >= 1
    major = (pl.col("sender_major") == 1) | (pl.col("target_major") == 1)
    relevant = pl.when(pl.col("contiguity").is_not_null()).then(near | major)
    promise = Field(
        "relevant", "S", Unit.TRUTH, "neighbours, or one is a major power", 0, 1
    )
    held = panel.column("contiguity").coverage
    made = panel.with_made(
        {"relevant": relevant.cast(pl.Float64)},
        [Column("relevant", promise, "foedus", held)],
    )
    return made.where(pl.col("relevant") == 1) if only else made
