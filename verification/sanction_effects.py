"""Effects of sanctions estimated again, with errors of three kinds, beside published ones.

The package's file must come out again. Errors clustered by exporter, importer and year at
once stand beside those by pair; what others found stands in `docs/sanctions.md`, since it is
of other data, and only its signs can be held against ours.
"""

import sys

from foedus.estimation.episodes import episodes
from foedus.estimation.ppml import ppml
from foedus.estimation.sanctions import (
    RECOMMENDED,
    SPECIFICATIONS,
    carried_effects,
    ever_traded,
    sanction_effects,
)
from foedus.estimation.trade_panel import trade_panel
from foedus.sources.shelf import shelf_here
from verification.table import Line, tell

TOLD = float("inf")


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
        *_errors(),
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
