"""How rugged and mountainous each state is, in every year the same."""

import polars as pl

from foedus.panel.beside import beside_states, entries
from foedus.panel.joining import columns_of
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add `ruggedness` and `log_mountainous` of each state."""
    table = panel.table("terrain")
    names = {field.name: field.name for field in table.fields}
    frame = table.frame.select(pl.col(panel.axes.system), *names).drop_nulls(
        panel.axes.system
    )
    known = entries(
        panel, table, columns_of(table, names), frame=frame, system=panel.axes.system
    )
    return beside_states(panel, known)
