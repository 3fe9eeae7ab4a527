"""How far each state's territory was threatened, as a latent quantity."""

from collections.abc import Sequence

from foedus.panel.joining import Wish, join_states, kept
from foedus.panel.panel import Panel


def add(panel: Panel, *, keep: Sequence[str] | None = None) -> Panel:
    """Add `territorial_threat` and `border_threat`, each with deviation and bounds.

    Parameters
    ----------
    keep
        The columns wanted, such as `territorial_threat`; by default all.
    """
    table = panel.table("territorial_threat")
    names = {
        field.name: field.name
        if field.name.startswith("border")
        else f"territorial_{field.name}"
        for field in table.fields
    }
    return join_states(panel, table, Wish(kept(names, keep)))
