"""Effects of sanctions estimated again, with errors of three kinds, beside published ones.

The package's file must come out again. Errors clustered by exporter, importer and year at
once stand beside those by pair. What others found of sanctions is of other data and stands
in `docs/sanctions.md`; what the Advanced Guide found of trade agreements is of this panel.
"""

import sys

import polars as pl

from foedus.estimation.episodes import KINDS, episodes
from foedus.estimation.ppml import ppml
from foedus.estimation.sanction_spread import by_target
from foedus.estimation.sanctions import (
    RECOMMENDED,
    SPECIFICATIONS,
    carried_effects,
    ever_traded,
    fitted,
    sanction_effects,
)
from foedus.estimation.trade_panel import MILLION, trade_panel
from foedus.sources.shelf import shelf_here
from verification.table import Line, tell

TOLD = float("inf")
GUIDE_YEARS = 2
"""1986, 1990 and every fourth year after, as the Guide takes them."""


def lines() -> list[Line]:
    """Set the fit beside what is carried, and one kind of errors beside another."""
    table = shelf_here().table
    carried = carried_effects()
    again = sanction_effects(table)
    return [
        Line("panel as carried", float(again.panel == carried.panel), 1.0, 0),
        *(
            Line(f"{name}: {term}", ours, theirs, 1e-5)
            for name in SPECIFICATIONS
            for term, ours, theirs in zip(
                again.fit(name).terms,
                again.fit(name).coef.tolist(),
                carried.fit(name).coef.tolist(),
                strict=True,
            )
        ),
        *(
            Line(f"against {target}: {kind}", one[0], held.targets[target][0], 1e-4)
            for kind, held in carried.spreads.items()
            for target, one in again.spreads[kind].targets.items()
        ),
        *_guide(),
        *_errors(),
        *_without(),
    ]


def _guide() -> list[Line]:
    """Make the Guide's effect of trade agreements; its digits are from memory."""
    sides = pl.col("exporter_name"), pl.col("importer_name")
    rows = (
        shelf_here()
        .table("manufactures")
        .frame.filter(pl.col("year") % 4 == GUIDE_YEARS)
        .with_columns(
            selling=pl.concat_str(sides[0], "year"),
            buying=pl.concat_str(sides[1], "year"),
            pair=pl.concat_str(pl.min_horizontal(sides), pl.max_horizontal(sides)),
        )
    )
    groups = [rows[name].to_numpy().astype(str) for name in ("selling", "buying", "pair")]
    found = ppml(
        rows.select("agreement").to_numpy(),
        rows["value"].to_numpy() / MILLION,
        groups,
        terms=["agreement"],
        clusters=groups[2:],
    ).fit
    return [
        Line("trade agreement, home sales in", float(found.coef[0]), 0.557, 0.0005),
        Line("its error by pair", float(found.doubt[0]), 0.102, 0.0005),
    ]


def _without() -> list[Line]:
    """Leave out one target of complete sanctions after the other, beside all of them."""
    table = shelf_here().table
    known = episodes(table)
    panel = trade_panel(table, known)
    held = panel.only(ever_traded(panel))
    whole = carried_effects().fit("plain")
    at = whole.terms.index("complete")
    return [
        Line(
            f"complete without {target}",
            float(fitted(held.only(mark == 0), KINDS).coef[at]),
            float(whole.coef[at]),
            TOLD,
        )
        for target, mark in by_target(held, known, "complete").items()
    ]


def _errors() -> list[Line]:
    """Set errors by exporter, importer and year beside those by pair."""
    table = shelf_here().table
    panel = trade_panel(table, episodes(table))
    held = panel.only(ever_traded(panel))
    terms = SPECIFICATIONS[RECOMMENDED]
    three = ppml(
        held.columns(terms),
        held.flows,
        held.groups,
        terms=terms,
        clusters=[held.exporter, held.importer, held.year],
    ).fit
    by_pair = carried_effects().fit()
    return [
        Line(f"error, three kinds | pair: {term}", ours, theirs, TOLD)
        for term, ours, theirs in zip(
            terms, three.doubt.tolist(), by_pair.doubt.tolist(), strict=True
        )
    ]


if __name__ == "__main__":
    sys.exit(tell("Effects of sanctions on trade", lines()) > 0)
