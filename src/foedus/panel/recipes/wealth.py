"""Product and population of each state, as simulated from many sources.

The population here is an estimate with its deviation, and not that of `capabilities`;
so it goes by another name.
"""

from collections.abc import Sequence

from foedus.panel.joining import Wish, join_states, kept
from foedus.panel.panel import Panel


def add(panel: Panel, *, keep: Sequence[str] | None = None) -> Panel:
    """Add `gdp`, `gdp_per_person` and `estimated_population`, each with its deviation.

    Parameters
    ----------
    keep
        The columns wanted, such as `gdp`; by default all.
    """
    table = panel.table(f"{panel.axes.system}_wealth")
    names = {
        field.name: field.name.replace("population", "estimated_population")
        for field in table.fields
    }
    return join_states(panel, table, Wish(kept(names, keep)))
