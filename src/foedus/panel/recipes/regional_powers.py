"""Which states were regional powers, and which global ones."""

import polars as pl

from foedus.panel.beside import beside_states, entries
from foedus.panel.joining import spell_years, truth
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add `regional_power` and `global_power`, 1 in years in some part of which it was."""
    table = panel.table("regional_powers")
    for reach in ("regional", "global"):
        years = spell_years(
            table.frame.lazy().drop_nulls(f"{reach}_start"),
            ("cow",),
            (),
            coverage=table.years,
            start=f"{reach}_start",
            end=f"{reach}_end",
        )
        name = f"{reach}_power"
        frame = years.with_columns(pl.lit(1.0).alias(name)).collect()
        column = truth(name, f"whether it was a {reach} power in the year", table)
        panel = beside_states(panel, entries(panel, table, [column], frame=frame))
    return panel
