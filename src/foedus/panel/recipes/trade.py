"""What states buy from each other, or from the world and sell to it."""

from foedus.panel.joining import Wish, join_dyads, join_states
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add `imports` and `exports`; of dyads the sender's, as told and as smoothed."""
    if len(panel.axes.sides) == 2:
        table = panel.table("trade_dyads")
        return join_dyads(panel, table, Wish({f.name: f.name for f in table.fields}))
    table = panel.table("trade_states")
    return join_states(panel, table, Wish({f.name: f.name for f in table.fields}))
