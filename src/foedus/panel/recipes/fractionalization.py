"""How many peoples and religions a state holds, and how evenly.

The producer has a row for the Soviet Union beside Russia's and for Yugoslavia beside
Serbia's, which are one state each. What one row lacks the other gives; where both speak,
the row of the greater ethnic fractionalization counts.
"""

import polars as pl

from foedus.panel.beside import beside_states, entries
from foedus.panel.joining import columns_of
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add fractionalization and polarization of each state, ethnic and religious."""
    table = panel.table("ethnic_fractionalization")
    names = [field.name for field in table.fields]
    state = [panel.axes.system, "year"]
    frame = (
        table.frame.lazy()
        .drop_nulls(panel.axes.system)
        .with_columns(pl.col(n).fill_null(pl.col(n).max().over(state)) for n in names)
        .sort("ethnic_fractionalization", "religious_fractionalization",
              descending=True, nulls_last=True, maintain_order=True)
        .unique(state, keep="first", maintain_order=True)
        .select(*state, *names)
    )  # fmt: skip
    columns = columns_of(table, {name: name for name in names})
    known = entries(panel, table, columns, frame=frame.collect(), system=panel.axes.system)
    return beside_states(panel, known)
