"""What product leaves beyond subsistence, in logarithms. Superseded by `wealth`."""

from collections.abc import Sequence

from foedus.panel.joining import Wish, join_states, kept
from foedus.panel.panel import Panel


def add(panel: Panel, *, keep: Sequence[str] | None = None) -> Panel:
    """Add `log_gdp`, `log_population`, `log_surplus` and `log_gdp_per_person`.

    Parameters
    ----------
    keep
        The columns wanted, such as `log_surplus`; by default all.
    """
    table = panel.table(f"{panel.axes.system}_surplus")
    names = {field.name: field.name for field in table.fields}
    return join_states(panel, table, Wish(kept(names, keep)))
