"""Sanctions as episodes: who barred what of whose trade, from which year to which.

TIES tells measures and issues of cases that began up to 2005, by any state; EUSANCT tells
how much of the economy the European Union and the United States barred, to 2015. What one
of them says is enough. What the United Nations order binds all states alike: between pairs
it leaves no difference to see, and the effects of the target in the year hold it.

Quarrels about trade practices, the environment or economic reform stand apart: half of
TIES are duties on dumped steel and the like.
"""

from collections.abc import Callable

import polars as pl

from foedus.panel.union import member_years
from foedus.sources.table import Table

READS = ("eusanct_cases", "sanction_measures", "sanction_senders")

TRADE = ("complete", "partial", "export", "import")
"""Kinds that bar trade: all of it, part of it both ways, what the sender sells or buys."""
KINDS = (*TRADE, "joined", "financial", "other", "quarrel", "threat")
"""The rest: trade barred by a case that another state led, whose measures are the
leader's; assets or aid; travel, agreements, arms; duties; what was threatened only."""

COMPLETE_FORCE, PARTIAL_FORCE = 6, 5
"""Of EUSANCT's scale of how much of an economy is barred."""

PAST_ANY = 9999
"""Where no end is told."""


def episodes(table: Callable[[str], Table]) -> pl.DataFrame:
    """Give every episode by the direction of the trade that it bars.

    Returns
    -------
    DataFrame
        `exporter`, `importer`, `kind`, `first` and `last` year; `sure` is the last year in
        which it is known to have run, before `last` where no end is told. `against` is
        the one of the two that is sanctioned.
    """
    cases = (
        pl.concat([_ties(table), _eusanct(table)])
        .drop_nulls(["sender", "target"])
        .with_columns(against="target")
    )
    there = cases.filter(pl.col("kind") != "import", pl.col("kind") != "quarrel")
    back = cases.filter(pl.col("kind") != "export")
    sides = ["exporter", "importer"]
    held = pl.concat(
        [
            there.rename(dict(zip(("sender", "target"), sides, strict=True))),
            back.rename(dict(zip(("target", "sender"), sides, strict=True))),
        ],
        how="diagonal",
    )
    columns = [*sides, "kind", "first", "sure", "last", "against"]
    return held.select(columns).unique().sort(columns)


def _ties(table: Callable[[str], Table]) -> pl.DataFrame:
    cases = table("sanction_senders").frame.join(
        table("sanction_measures").frame, on="case"
    )
    imposed = pl.col("imposition") == 1
    barred = imposed & pl.col("imposition_year").is_not_null()
    quarrel = pl.col("economic_quarrel") == 1
    whole = pl.col("total_embargo") == 1
    part = ((pl.col("partial_embargo") == 1) | (pl.col("blockade") == 1)) & ~whole
    trade = whole | part
    one_way = {"export": pl.col("export_bar") == 1, "import": pl.col("import_bar") == 1}
    money = (pl.col("asset_freeze") == 1) | (pl.col("aid_stop") == 1)
    goods, led = pl.any_horizontal(trade, *one_way.values()), pl.col("primary") == 1
    kinds = {
        "complete": whole & led,
        "partial": part & led,
        **{kind: told & ~trade & led for kind, told in one_way.items()},
        "joined": goods & ~led,
        "financial": money & ~trade,
        "other": ~goods & ~money,
    }
    ran = _span("imposition_year", pl.coalesce("end_year", "still_year", "imposition_year"))
    over = pl.when(imposed).then(pl.col("imposition_year") - 1).otherwise("end_year")
    threatened = (pl.col("threat") == 1) & ~quarrel
    return pl.concat(
        [
            *(
                cases.filter(barred & ~quarrel & told.fill_null(value=False)).select(
                    "sender", "target", pl.lit(kind).alias("kind"), *ran
                )
                for kind, told in kinds.items()
            ),
            cases.filter(barred & quarrel).select(
                "sender", "target", pl.lit("quarrel").alias("kind"), *ran
            ),
            cases.filter(threatened).select(
                "sender",
                "target",
                pl.lit("threat").alias("kind"),
                *_span("start_year", pl.coalesce(over, "still_year", "start_year"), over),
            ),
        ]
    ).filter(pl.col("first") <= pl.col("last"))


def _eusanct(table: Callable[[str], Table]) -> pl.DataFrame:
    known = table("eusanct_cases")
    end = pl.col("end_year").fill_null(known.years.last)
    since = pl.col("imposition_year").fill_null(pl.col("start_year"))
    force = pl.col("economic_force")
    kind = (
        pl.when(force >= COMPLETE_FORCE)
        .then(pl.lit("complete"))
        .when(force >= PARTIAL_FORCE)
        .then(pl.lit("partial"))
        .otherwise(pl.lit("financial"))
    )
    imposed, threat = pl.col("imposition") == 1, pl.col("threat") == 1
    before = pl.when(imposed).then(since - 1).otherwise(end)
    cases = known.frame.filter(pl.col("sender_name") != "UN")
    spans = pl.concat(
        [
            cases.filter(imposed).select(
                "sender_name", "target", kind.alias("kind"), since.alias("first"),
                end.alias("last"),
            ),
            cases.filter(threat).select(
                "sender_name", "target", pl.lit("threat").alias("kind"),
                pl.col("start_year").alias("first"), before.alias("last"),
            ),
        ]
    ).filter(pl.col("first") <= pl.col("last"))  # fmt: skip
    return _by_states(spans, known.years.last).with_columns(sure="last").select(
        "sender", "target", "kind", "first", "sure", "last"
    )  # fmt: skip


def _by_states(spans: pl.DataFrame, last: int) -> pl.DataFrame:
    """Lay what the Union does to each member, from its accession on."""
    members = member_years(0, last).group_by("sender").agg(
        pl.col("year").min().alias("since"), pl.col("year").max().alias("until")
    )  # fmt: skip
    union = spans.filter(sender_name="EU").join(members, how="cross")
    american = spans.filter(sender_name="US").with_columns(
        sender=pl.lit("USA"), since=pl.lit(0, pl.Int64), until=pl.lit(last, pl.Int64)
    )
    return (
        pl.concat([union, american.select(union.columns)])
        .with_columns(
            first=pl.max_horizontal("first", "since"),
            last=pl.min_horizontal("last", "until"),
        )
        .filter(pl.col("first") <= pl.col("last"))
    )


def _span(first: str, sure: pl.Expr, end: pl.Expr | None = None) -> list[pl.Expr]:
    """Give first year, last year that is sure, and end; without a limit where none is."""
    told = pl.col("end_year") if end is None else end
    last = told.fill_null(PAST_ANY)
    return [
        pl.col(first).alias("first"),
        pl.min_horizontal(pl.max_horizontal(sure, pl.col(first)), last).alias("sure"),
        last.alias("last"),
    ]
