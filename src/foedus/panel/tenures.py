"""How what is known of leaders comes to stand beside panels of leaders.

A row of such a data set is a tenure, and holds in every year of it.
"""

from foedus.faults import DataFault
from foedus.panel.axes import Unit
from foedus.panel.joining import Wish, columns_of
from foedus.panel.panel import Panel
from foedus.sources.table import Table

LED = (Unit.LEADER_YEAR, Unit.LEADER_DAY, Unit.LEADER_DYAD_YEAR)
"""Units that name the leader."""


def join_tenures(panel: Panel, table: Table, wish: Wish) -> Panel:
    """Put a data set of tenures beside each leader of a row.

    Raises
    ------
    DataFault
        The panel names no leaders.
    """
    if panel.axes.unit not in LED:
        raise DataFault(
            f"{table.name} speaks of leaders, and a panel of {panel.axes.unit}s names none",
            expected=f"a panel of {'s, '.join(LED)}s",
            where="panel.tenures",
            mend="make the panel by leader_years, leader_days or leader_dyad_years",
        )
    for side in panel.axes.sides:
        stem = f"{side}_" if side else ""
        names = {own: stem + name for own, name in wish.called(table).items()}
        right = table.frame.lazy().rename({"tenure": f"{stem}tenure", **names})
        columns = columns_of(table, names)
        panel = panel.joined(right, columns, on=[f"{stem}tenure"], used=[table])
    return panel
