"""How democratic each state was, by four measures."""

from collections.abc import Sequence

from foedus.panel.joining import Wish, join_states, kept
from foedus.panel.panel import Panel


def add(panel: Panel, *, keep: Sequence[str] | None = None) -> Panel:
    """Add `uds`, `uds_adjusted`, `polity` and `polyarchy` of each state.

    Parameters
    ----------
    keep
        The columns wanted, such as `polity`; by default all.
    """
    table = panel.table(f"{panel.axes.system}_democracy")
    names = {field.name: field.name for field in table.fields}
    return join_states(panel, table, Wish(kept(names, keep)))
