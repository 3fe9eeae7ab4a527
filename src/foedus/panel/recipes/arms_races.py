"""Which rivals ran an arms race, or how many a state ran."""

import polars as pl

from foedus.panel.beside import beside_dyads, beside_states, entries
from foedus.panel.joining import both_ways, count, spell_years, truth
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add `arms_race` to dyads, or the number of `arms_races` to states."""
    table = panel.table("arms_races")
    years = spell_years(
        table.frame.lazy(),
        ("sender_cow", "target_cow"),
        (),
        coverage=table.years,
        start="start_year",
        end="end_year",
    )
    if len(panel.axes.sides) == 2:
        column = truth("arms_race", "whether they ran an arms race", table)
        frame = years.with_columns(arms_race=pl.lit(1.0)).collect()
        return beside_dyads(panel, entries(panel, table, [column], frame=frame))
    races = both_ways(years, panel.axes).group_by(pl.col("sender_cow").alias("cow"), "year")
    frame = races.agg(arms_races=pl.len().cast(pl.Float64)).collect()
    column = count("arms_races", "rivals with whom it ran an arms race", table)
    return beside_states(panel, entries(panel, table, [column], frame=frame))
