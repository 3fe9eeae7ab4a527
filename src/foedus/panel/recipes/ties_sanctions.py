"""Economic sanctions of one state against another, threatened or in force, by TIES.

The data hold cases that begin from 1945 to 2005. Some have no end: they are known to run
as long as the producer saw them do so, and after that nothing is known. What institutions
do is not laid to their members; a state that one sanctions is sanctioned all the same.
"""

import polars as pl

from foedus.panel.panel import Panel
from foedus.panel.sanctioning import add_pairs, add_targets, ran
from foedus.sources.source import Years


def add(panel: Panel) -> Panel:
    """Add `ties_sanction` and `ties_threat` of dyads, or of states as targets."""
    table = panel.table("sanction_senders")
    spans = [
        _sanctions(table.frame, within=table.years),
        _threats(table.frame, within=table.years),
    ]
    if len(panel.axes.sides) == 2:
        meanings = {
            "ties_sanction": "whether a sanction of the sender on the target is in force",
            "ties_threat": "whether the sender threatens the target with one",
        }
        return add_pairs(panel, table, spans, meanings)
    meanings = {
        "ties_sanction": "whether a sanction on it is in force, of a state or institution",
        "ties_threat": "whether it is threatened with one",
    }
    return add_targets(panel, table, spans, meanings)


def _sanctions(cases: pl.DataFrame, *, within: Years) -> pl.DataFrame:
    imposed = pl.col("imposition_year")
    seen = pl.coalesce("end_year", "still_year", imposed)
    return ran(
        cases.filter(pl.col("imposition") == 1),
        "ties_sanction",
        sure=(imposed, seen),
        maybe=(imposed.fill_null(pl.col("start_year")), pl.col("end_year")),
        within=within,
    )


def _threats(cases: pl.DataFrame, *, within: Years) -> pl.DataFrame:
    """A threat that is carried out ends with the imposition."""
    over = pl.coalesce(
        pl.when(pl.col("imposition") == 1).then("imposition_year"), "end_year"
    )
    return ran(
        cases.filter(pl.col("threat") == 1),
        "ties_threat",
        sure=(pl.col("start_year"), pl.coalesce(over, "still_year", "start_year")),
        maybe=(pl.col("start_year"), over),
        within=within,
    )
