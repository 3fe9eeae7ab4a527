"""Major arms that the sender of a pair supplied to the target, by SIPRI's register.

A register holds some suppliers whole, or some recipients. Of their pairs a year without
a deal is 0; of all others nothing is known.
"""

from typing import Literal

import polars as pl

from foedus.panel.axes import Unit
from foedus.panel.beside import beside_dyads, entries, wrong_unit
from foedus.panel.fitting import known as checked
from foedus.panel.numbering import numbered
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years
from foedus.sources.table import Table
from foedus.states.roster import roster

REGISTERS = {"own": "arms_register", "usa": "arms_register_usa"}
FIRST = 1950
"""Transfers are known from then on, though some orders are older."""
PAIR = ("sender", "target")


def add(
    panel: Panel,
    *,
    register: Literal["usa", "own"] = "usa",
    whole: Literal["suppliers", "recipients"] = "suppliers",
) -> Panel:
    """Add `arms_value`, `arms_deliveries` and `arms_orders` of directed dyads.

    Parameters
    ----------
    register
        SIPRI's register of the United States' transfers, which tells no values, or your
        own export, put on the shelf by `foedus shelf get arms_register --from FILE`.
    whole
        Whether the register holds all transfers of its suppliers, or all of its
        recipients.

    Raises
    ------
    DataFault
        The rows of the panel are no directed dyads.
    """
    checked([register], REGISTERS, what="register")
    checked([whole], ("suppliers", "recipients"), what="kind of register")
    if panel.axes.unit is not Unit.DYAD_YEAR or not panel.axes.directed:
        raise wrong_unit(panel, "directed dyad-years")
    table = panel.table(REGISTERS[register])
    rows = _deals(table) if register == "usa" else _deliveries(table)
    years = Years(FIRST, max(rows["year"].max(), FIRST))  # type: ignore[type-var,arg-type]
    side = "sender" if whole == "suppliers" else "target"
    held = _counted(pl.concat([rows, _quiet(rows, side, years)], how="diagonal"))
    system = panel.axes.system
    frame = numbered(held, system=system, labels=PAIR).drop(PAIR)
    known = entries(panel, table, _columns(table, years), frame=frame, system=system)
    return beside_dyads(panel, known, ordered=True)


def _deals(table: Table) -> pl.DataFrame:
    """Give a row for each deal's order, and for each year from first to last delivery."""
    deals = table.frame.drop_nulls(PAIR)
    orders = deals.select(*PAIR, year="order_year", order=1.0)
    dated = deals.drop_nulls(["first_delivery", "last_delivery"])
    years = pl.int_ranges("first_delivery", pl.col("last_delivery") + 1)
    delivered = dated.select(*PAIR, year=years, delivery=1.0)
    return pl.concat(
        [orders, delivered.explode("year", empty_as_null=True, keep_nulls=True)],
        how="diagonal",
    )


def _deliveries(table: Table) -> pl.DataFrame:
    rows = table.frame.drop_nulls(PAIR)
    deals = rows.drop_nulls("order_year").unique(["deal", *PAIR, "order_year"])
    orders = deals.select(*PAIR, year="order_year", order=1.0)
    came = rows.drop_nulls("delivery_year")
    delivered = came.select(*PAIR, "value", year="delivery_year", delivery=1.0)
    return pl.concat([orders, delivered], how="diagonal")


def _quiet(rows: pl.DataFrame, side: str, years: Years) -> pl.DataFrame:
    """Give every pair of those whom the register holds whole, year by year."""
    [other] = [one for one in PAIR if one != side]
    held = rows.select(side).unique()
    everybody = pl.DataFrame({other: roster().ids})
    span = pl.DataFrame({"year": range(years.first, years.last + 1)})
    return held.join(everybody, how="cross").join(span, how="cross")


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    value: pl.Expr = pl.lit(None, pl.Float64)
    if "value" in rows.columns:
        unsaid = (pl.col("delivery").is_not_null() & pl.col("value").is_null()).any()
        value = pl.when(~unsaid).then(pl.col("value").sum())
    return rows.group_by(*PAIR, "year").agg(
        arms_value=value,
        arms_deliveries=pl.col("delivery").sum(),
        arms_orders=pl.col("order").sum(),
    )


def _columns(table: Table, years: Years) -> list[Column]:
    value = "arms delivered, in millions of SIPRI's trend-indicator values"
    return [
        Column(field.name, field, table.name, years)
        for field in (
            Field("arms_value", "S", Units.NONE, value, 0),
            Field("arms_deliveries", "S", Units.COUNT, "deals under delivery", 0),
            Field("arms_orders", "S", Units.COUNT, "deals ordered", 0),
        )
    ]
