"""Sanctions of the EU, the United States and the UN, threatened or in force, by EUSANCT.

Of a pair the sender is the United States, or a member of the European Union, to which
what the Union does is laid; of other senders nothing is known. What the UN does is told
of the target alone.
"""

import polars as pl

from foedus.panel.panel import Panel
from foedus.panel.sanctioning import add_pairs, add_targets, ran
from foedus.panel.union import member_years
from foedus.sources.source import Years
from foedus.states.roster import roster

SENDERS = {
    "EU": "the European Union",
    "UN": "the United Nations",
    "US": "the United States",
}


def add(panel: Panel) -> Panel:
    """Add `eusanct_sanction` and `eusanct_threat` of dyads; of states, by each sender."""
    table = panel.table("eusanct_cases")
    if len(panel.axes.sides) == 2:
        meanings = {
            "eusanct_sanction": "whether a sanction of the sender, the United States or a "
            "member of the EU, on the target is in force",
            "eusanct_threat": "whether the sender threatens the target with one",
        }
        spans = [_by_states(one) for one in _spans(table.frame, "eusanct", table.years)]
        quiet = _senders(table.years).join(_targets(), how="cross")
        return add_pairs(panel, table, [*spans, quiet], meanings, absent=None)
    told, spans = dict[str, str](), list[pl.DataFrame]()
    for name, who in SENDERS.items():
        stem = name.lower()
        told[f"{stem}_sanction"] = f"whether a sanction of {who} on it is in force"
        told[f"{stem}_threat"] = f"whether {who} threatens it with one"
        cases = table.frame.filter(sender_name=name)
        spans += _spans(cases, stem, table.years)
    return add_targets(panel, table, spans, told)


def _spans(cases: pl.DataFrame, stem: str, within: Years) -> list[pl.DataFrame]:
    """Cut into years what is in force, and what is threatened until it is or is over."""
    imposed, end = pl.col("imposition_year"), pl.col("end_year").fill_null(within.last)
    start = pl.col("start_year")
    since = imposed.fill_null(start)
    over = pl.coalesce(pl.when(pl.col("imposition") == 1).then(imposed), end)
    return [
        ran(
            cases.filter(pl.col("imposition") == 1),
            f"{stem}_sanction",
            sure=(imposed, end),
            maybe=(since, end),
            within=within,
        ),
        ran(
            cases.filter(pl.col("threat") == 1),
            f"{stem}_threat",
            sure=(start, over),
            maybe=(start, over),
            within=within,
        ),
    ]


def _by_states(rows: pl.DataFrame) -> pl.DataFrame:
    """Lay what the Union does to its members of the year."""
    who = pl.when(pl.col("sender") == "USA").then(pl.lit("US")).otherwise(pl.lit("EU"))
    years = Years(int(rows["year"].min()), int(rows["year"].max()))  # type: ignore[arg-type]
    senders = _senders(years).with_columns(sender_name=who)
    return rows.join(senders, on=["sender_name", "year"]).drop("sender_name")


def _senders(years: Years) -> pl.DataFrame:
    """Name the states whose sanctions are known, year by year."""
    american = pl.DataFrame({"year": range(years.first, years.last + 1)}).select(
        pl.lit("USA").alias("sender"), pl.col("year")
    )
    return pl.concat([american, member_years(years.first, years.last)])


def _targets() -> pl.DataFrame:
    return pl.DataFrame({"target": roster().ids})
