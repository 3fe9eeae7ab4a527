"""Membership in international governmental organizations, shared or alone."""

from foedus.panel.joining import Wish, join_dyads, join_states
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add `shared_igos` of dyads, or how many a state belongs to and in what way."""
    if len(panel.axes.sides) == 2:
        table = panel.table("igo_dyads")
        return join_dyads(panel, table, Wish({"shared_memberships": "shared_igos"}))
    table = panel.table("igo_states")
    names = {field.name: f"igo_{field.name}" for field in table.fields}
    return join_states(panel, table, Wish(names))
