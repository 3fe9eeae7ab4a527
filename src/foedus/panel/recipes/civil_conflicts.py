"""Armed conflicts since 1946 by the state on side A, brought to states and years.

A conflict begins in the first year in which it stands among those asked for: where wars
alone are asked for, in its first year as a war.
"""

from collections.abc import Sequence

import polars as pl

from foedus.panel.axes import Unit
from foedus.panel.beside import beside_states, entries
from foedus.panel.fitting import fitting, known
from foedus.panel.joining import columns_of, truth
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.table import Table

KINDS = ("extrasystemic", "interstate", "intrastate", "II")
ISSUES = ("territory", "government", "both")
WAR = 2
"""The intensity of a thousand dead in battle in the year."""


def add(
    panel: Panel,
    *,
    kinds: Sequence[str] = KINDS,
    issues: Sequence[str] = ISSUES,
    only_wars: bool = False,
) -> Panel:
    """Add `ucdp_ongoing`, `ucdp_onset`, `ucdp_intensity` and `ucdp_conflicts`.

    Parameters
    ----------
    kinds
        Kinds of conflict; `II` is one inside a state with troops from outside.
    issues
        What they are about.
    only_wars
        Count the years of a thousand dead in battle alone.
    """
    table = fitting(panel, "civil_conflicts", Unit.STATE_YEAR)
    asked = table.frame.lazy().filter(
        pl.col("kind").is_in(known(kinds, KINDS, what="kind of conflict")),
        pl.col("issue").is_in(known(issues, ISSUES, what="issue of conflict")),
        pl.lit(not only_wars) | (pl.col("intensity") == WAR),
    )
    ids = pl.col("conflict").sort().cast(pl.String).str.join("; ")
    right = (
        asked.unique(["conflict", "side_a_gw", "year"], keep="first", maintain_order=True)
        .with_columns(
            new=pl.col("year") == pl.col("year").min().over("conflict", "side_a_gw")
        )
        .group_by(pl.col("side_a_gw").alias("gw"), "year")
        .agg(
            ucdp_ongoing=pl.lit(1.0),
            ucdp_onset=pl.col("new").any().cast(pl.Float64),
            ucdp_intensity=pl.col("intensity").max(),
            ucdp_conflicts=ids,
        )
    )
    told = [
        truth("ucdp_ongoing", "was side A of a conflict", table),
        truth("ucdp_onset", "a conflict began in which it was side A", table),
        *columns_of(table, {"intensity": "ucdp_intensity"}),
        _numbers("ucdp_conflicts", table),
    ]
    return beside_states(panel, entries(panel, table, told, frame=right.collect()))


def _numbers(name: str, table: Table) -> Column:
    promise = Field(name, "S", Units.NONE, "the conflicts, by UCDP's numbers")
    return Column(name, promise, table.name, table.years)
