"""Which states were major powers.

The list ends in 2016. None has come or gone since, as far as its makers have said, so
that by default the powers of 2016 go on to be powers.
"""

import polars as pl

from foedus.panel.beside import beside_states, entries
from foedus.panel.joining import spell_years, truth
from foedus.panel.panel import Panel


def add(panel: Panel, *, carried: bool = True) -> Panel:
    """Add `major`, 1 in each year in some part of which a state was a major power.

    Parameters
    ----------
    carried
        Let the last year known stand for the years after it; else they are unknown.
    """
    table = panel.table("majors")
    years = spell_years(
        table.frame.lazy(), ("cow",), (), coverage=table.years
    ).with_columns(major=pl.lit(1.0))
    column = truth("major", "whether it was a major power in the year", table)
    known = entries(panel, table, [column], frame=years.collect(), carried=carried)
    return beside_states(panel, known)
