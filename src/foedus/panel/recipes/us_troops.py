"""American soldiers in each state, at the end of September."""

import polars as pl

from foedus.panel.axes import Unit
from foedus.panel.beside import beside_states, entries
from foedus.panel.joining import columns_of
from foedus.panel.numbering import numbered
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field
from foedus.quantity import Unit as Units

USA = 2
"""In both lists."""


def add(panel: Panel) -> Panel:
    """Add `us_troops` in each state; of dyads also `troops_in_target`, the sender's.

    The sender's soldiers in the target are known where the sender is the United States.
    """
    table = panel.table("us_troops")
    own = panel.axes.system
    rows = table.frame.select("state", "year", us_troops="troops").drop_nulls("state")
    frame = numbered(rows, system=own).drop("state")
    told = columns_of(table, {"troops": "us_troops"})
    joined = beside_states(panel, entries(panel, table, told, frame=frame, system=own))
    if panel.axes.unit is not Unit.DYAD_YEAR:
        return joined
    sender, _ = panel.axes.codes
    american = pl.when(pl.col(sender) == USA).then("target_us_troops")
    meaning = "the sender's soldiers in the target, known of the United States alone"
    promise = Field("troops_in_target", "S", Units.PERSONS, meaning, 0)
    column = Column(promise.name, promise, table.name, table.years)
    return joined.with_made({promise.name: american}, [column])
