"""Who quarrelled with whom, who began, and what became of it.

Disputes are those of Gibler, Miller and Little to 2010 and COW's of 2011 to 2014, which
serve to be remembered by and never to be forecast: the two were coded by other rules.
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from foedus.past import fields
from foedus.past.arrays import Array, Span, numbered, since, stock, symmetric
from foedus.sources.source import Years
from foedus.sources.table import Table

Tables = Callable[[str], Table]

NEVER = 999
"""Years since the last dispute of a pair that had none."""

WAR_LEVEL = 5
"""Level of hostility that is war."""

KEPT = (
    "dispute", "sender", "target", "year", "onset", "sender_side_a", "sender_originator",
    "target_originator",
)  # fmt: skip


def disputes_of(table: Tables) -> pl.DataFrame:
    """List each dispute by its pairs in the years in which they entered it.

    `war` says that the dispute reached war at its height; `sender` and `target` are
    places in the roster, and each pair stands once each way. From 2011 on, `later` is
    true.
    """
    gml = _with_level(table("gml_dispute_years").frame, table("gml_disputes").frame)
    last = table("gml_dispute_years").years.last
    cow = _with_level(table("cow_dispute_years").frame, table("cow_disputes").frame)
    cow = cow.filter(pl.col("year") > last)
    both = pl.concat(
        [gml.with_columns(later=pl.lit(False)), cow.with_columns(later=pl.lit(True))]
    )
    return both.with_columns(numbered("sender"), numbered("target")).drop_nulls(
        ["sender", "target"]
    )


def _with_level(years: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    kept = [c for c in years.columns if c.endswith(("revision_1", "revision_2"))]
    revisions = [
        (pl.col(c) if c in kept else pl.lit(None, pl.Float64)).alias(c)
        for c in ("sender_revision_1", "target_revision_1", "sender_revision_2",
                  "target_revision_2")
    ]  # fmt: skip
    level = whole.select("dispute", "hostility", "start_year")
    return years.select(*KEPT, "ongoing", *revisions).join(level, on="dispute", how="left")


def quarrels(span: Span, disputes: pl.DataFrame, wars: pl.DataFrame) -> dict[str, Array]:
    """Put disputes and wars into arrays, with what is left of them."""
    began = disputes.filter(pl.col("onset") == 1)
    first = began.filter(
        (pl.col("sender_originator") == 1) & (pl.col("target_originator") == 1)
    )
    onset = symmetric(_mark(span, began))
    originated = _mark(span, first.filter(pl.col("sender_side_a") == 1))
    going_on = symmetric(_mark(span, disputes)) > 0
    begun = symmetric(originated)
    fierce = first.filter(pl.col("hostility") == WAR_LEVEL)
    known = _known_wars(fierce, disputes)
    warred = _mark(span, known.filter(pl.col("sender_side_a") == 1))
    return {
        fields.ONSET.name: onset > 0,
        fields.ORIGINATED.name: originated > 0,
        fields.DISPUTE.name: going_on,
        fields.DISPUTED.name: np.logical_or.accumulate(going_on, axis=0),
        fields.DISPUTE_AGE.name: since(going_on, never=NEVER),
        fields.ONSET_2.name: stock(begun, 2),
        fields.ONSET_10.name: stock(begun, 10),
        fields.ONSET_40.name: stock(begun, 40),
        fields.INITIATED_5.name: stock(originated.sum(axis=2), 5),
        fields.INITIATED_25.name: stock(originated.sum(axis=2), 25),
        fields.SUFFERED_5.name: stock(originated.sum(axis=1), 5),
        fields.WAR.name: _at_war(span, wars) > 0,
        fields.WAR_ONSET.name: _fought(span, fierce, wars) > 0,
        fields.WAR_20.name: stock(_fought(span, known, wars), 20),
        fields.COMRADES.name: _comrades(span, wars),
        fields.ORIGINATED_8.name: stock(originated, 8),
        fields.INITIATED_8.name: stock(originated.sum(axis=2), 8),
        fields.WARRED_8.name: stock(warred.sum(axis=2), 8),
        fields.ENMITY_10.name: stock(onset, 10),
    }


def _mark(span: Span, rows: pl.DataFrame) -> Array:
    """Mark pairs by year, places given, (T, N, N)."""
    marked = np.zeros((span.years, span.states, span.states), np.int8)
    rows = rows.filter(pl.col("year").is_between(span.first, span.last))
    where = (rows["year"].to_numpy() - span.first,)
    marked[(*where, rows["sender"].to_numpy(), rows["target"].to_numpy())] = 1
    return marked


def _placed(wars: pl.DataFrame) -> pl.DataFrame:
    return wars.with_columns(numbered("sender"), numbered("target")).drop_nulls(
        ["sender", "target"]
    )


def _at_war(span: Span, wars: pl.DataFrame) -> Array:
    """Tell who fought whom in COW's wars.

    That a dispute reached the level of war is known only when it is over, so that the
    disputes of a year do not say who is at war.
    """
    fought = _placed(wars)
    fought = fought.filter(pl.col("sender_side") != pl.col("target_side"))
    return symmetric(_mark(span, fought))


def _known_wars(fierce: pl.DataFrame, disputes: pl.DataFrame) -> pl.DataFrame:
    """Move the disputes that became wars to the year they ended in.

    The level of a dispute is that of its height, which nobody knew as it began.
    """
    ended = disputes.group_by("dispute").agg(pl.col("year").max().alias("ended"))
    return fierce.join(ended, on="dispute").with_columns(year=pl.col("ended"))


def _fought(span: Span, fierce: pl.DataFrame, wars: pl.DataFrame) -> Array:
    """Mark wars between those who began them: COW's, and some disputes."""
    begun = _placed(wars).filter(
        (pl.col("onset") == 1) & (pl.col("sender_side") != pl.col("target_side"))
    )
    return symmetric(_mark(span, begun) | _mark(span, fierce))


def _comrades(span: Span, wars: pl.DataFrame) -> Array:
    """Tell who fought on one side of a war in a year."""
    sides = _placed(wars).select("war", "year", "sender", "sender_side").unique()
    other = sides.rename({"sender": "target"})
    pairs = sides.join(other, on=["war", "year", "sender_side"]).filter(
        pl.col("sender") != pl.col("target")
    )
    return _mark(span, pairs) > 0


def coverage(table: Tables) -> dict[str, Years]:
    """Tell of which years an outcome is known: GML's, and never those that fill in."""
    years = table("gml_dispute_years").years
    outcomes = (fields.ONSET, fields.ORIGINATED, fields.DISPUTE, fields.WAR_ONSET)
    return {field.name: years for field in outcomes}
