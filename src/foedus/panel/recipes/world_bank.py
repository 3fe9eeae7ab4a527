"""Product and population of each state from 1960 on, as the World Bank tells them."""

from collections.abc import Sequence

from foedus.panel.joining import Wish, join_states, kept
from foedus.panel.panel import Panel


def add(panel: Panel, *, keep: Sequence[str] | None = None) -> Panel:
    """Add `wb_gdp`, in dollars of the year, and `wb_population`.

    Parameters
    ----------
    keep
        The columns wanted, such as `wb_gdp`; by default both.
    """
    table = panel.table("world_bank")
    names = {field.name: f"wb_{field.name}" for field in table.fields}
    return join_states(panel, table, Wish(kept(names, keep)))
