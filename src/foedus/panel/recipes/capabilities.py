"""What each state had: arms, people, steel, energy and its share of the world's."""

from collections.abc import Sequence

from foedus.panel.joining import Wish, join_states, kept
from foedus.panel.panel import Panel


def add(panel: Panel, *, keep: Sequence[str] | None = None) -> Panel:
    """Add the National Material Capabilities of each state, in the house's units.

    Parameters
    ----------
    keep
        The columns wanted, such as `cinc`; by default all.
    """
    table = panel.table("nmc")
    names = {field.name: field.name for field in table.fields}
    return join_states(panel, table, Wish(kept(names, keep)))
