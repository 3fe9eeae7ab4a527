"""Which number a state bears in the other list, year by year."""

import polars as pl

from foedus.panel.beside import beside_states, entries
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field, Unit

LISTS = {"cow": "Correlates of War", "gw": "Gleditsch and Ward"}


def add(panel: Panel) -> Panel:
    """Add each state's number in the list that the panel does not follow."""
    own = panel.axes.system
    other = "gw" if own == "cow" else "cow"
    table = panel.table(f"{own}_{other}_panel")
    promise = Field(other, "S", Unit.NONE, f"the state's number with {LISTS[other]}")
    column = Column(other, promise, table.name, table.years)
    frame = table.frame.select(own, "year", pl.col(other).cast(pl.Int16))
    return beside_states(panel, entries(panel, table, [column], frame=frame))
