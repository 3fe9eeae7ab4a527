"""Counts of armed conflicts that began inside a state, as UCDP counts them itself."""

from foedus.panel.axes import Unit
from foedus.panel.beside import beside_states, entries
from foedus.panel.fitting import fitting
from foedus.panel.joining import columns_of
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add `ucdp_new_conflicts` and `ucdp_onsets_1` to `_10`, by years of quiet before."""
    table = fitting(panel, "civil_onsets", Unit.STATE_YEAR)
    names = {field.name: f"ucdp_{field.name}" for field in table.fields}
    told = columns_of(table, names, dict.fromkeys(names, 0))
    frame = table.frame.rename(names).select("gw", "year", *names.values())
    return beside_states(panel, entries(panel, table, told, frame=frame))
