"""What the whole system was like in a year: how many powers, how concentrated.

Each row takes the values of its year, whatever states it names.

References
----------
The addresses are from memory, not looked up.

Ray, Singer (1973), CON, https://doi.org/10.1177/004912417300100403
"""

import polars as pl

from foedus.faults import DataFault
from foedus.panel.joining import spell_years
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field, Unit
from foedus.sources.table import Table


def add(panel: Panel) -> Panel:
    """Add the number of states and majors, and how capability is spread over them.

    `system_concentration` is Ray and Singer's CON among the major powers: 0 where all have
    the same share, 1 where one has everything. `system_hhi` is the sum of the squared
    shares of all states.

    Raises
    ------
    DataFault
        The rows are of days.
    """
    if panel.axes.time != "year":
        raise DataFault(
            f"a panel of {panel.axes.unit}s",
            expected="rows of years",
            where="panel.add, system",
            mend="add it to a panel of years",
        )
    nmc, majors = panel.table("nmc"), panel.table("majors")
    powers = spell_years(
        majors.frame.lazy(), ("cow",), (), coverage=majors.years
    ).with_columns(pl.lit(True).alias("major"))
    shares = nmc.frame.lazy().select("cow", "year", "cinc").drop_nulls()
    held = shares.join(
        powers.with_columns(pl.col("year").cast(pl.Int64)), on=["cow", "year"], how="left"
    )
    major = pl.col("cinc").filter(pl.col("major"))
    by_year = held.group_by("year").agg(
        pl.len().cast(pl.Float64).alias("system_states"),
        major.len().cast(pl.Float64).alias("_majors"),
        _concentration(major).alias("_con"),
        (pl.col("cinc") ** 2).sum().alias("system_hhi"),
    )
    known = pl.col("year").is_between(majors.years.first, majors.years.last)
    right = by_year.with_columns(
        system_majors=pl.when(known).then("_majors"),
        system_concentration=pl.when(known).then("_con"),
    )
    columns = _columns(nmc, majors)
    return panel.joined(right, columns, on=["year"], used=[nmc, majors])


def _concentration(share: pl.Expr) -> pl.Expr:
    """Give CON of shares that are first made to sum to 1."""
    own, even = share / share.sum(), 1 / share.len()
    return (((own**2).sum() - even) / (1 - even)).clip(0, 1).sqrt()


def _columns(nmc: Table, majors: Table) -> list[Column]:
    con = "concentration of capability among the major powers, 0 even, 1 all in one hand"
    hhi = "sum of the squared shares of capability of all states"
    return [
        Column(f.name, f, table.name, table.years)
        for f, table in (
            (Field("system_states", "S", Unit.STATES, "states with known capability"), nmc),
            (Field("system_majors", "S", Unit.STATES, "major powers"), majors),
            (Field("system_concentration", "S", Unit.NONE, con, 0, 1), majors),
            (Field("system_hhi", "S", Unit.NONE, hhi, 0, 1), nmc),
        )
    ]
