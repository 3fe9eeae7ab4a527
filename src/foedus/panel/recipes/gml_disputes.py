"""Militarized disputes of Gibler, Miller and Little: pairs, states and leaders by year.

Of several disputes of one pair in one year the whittling keeps one; its order is an
option. A state's or a leader's year counts them all.
"""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from foedus.faults import Finding
from foedus.panel.axes import Unit
from foedus.panel.disputing import Init, Keep, initiated, join_conflicts, join_counts
from foedus.panel.fitting import fitting
from foedus.panel.joining import truth
from foedus.panel.panel import Panel
from foedus.panel.whittling import ORDER, Step, whittle
from foedus.sources.table import Table
from foedus.states.roster import roster

PREFIX = "gml"
LABELS = {"dispute": "the dispute, by COW's number"}
ROLES = ("sender_side_a", "target_side_a", "sender_originator", "target_originator")


def add(
    panel: Panel,
    *,
    keep: Keep = (),
    init: Init = "sidea-all-joiners",
    order: Sequence[Step] = ORDER,
    leaderless: bool = False,
) -> Panel:
    """Add `gml_onset` and `gml_ongoing`, 0 for peace, and who began it.

    Parameters
    ----------
    keep
        For dyads, the fields of the dispute that stands for the year, such as
        `fatality`; `all` for all. Directed dyads always have the sides.
    init
        Who counts as having begun a dispute.
    order
        For dyads, the steps by which one dispute comes to stand for the year.
    leaderless
        For state-years, count disputes too of which no leader is known, three in four
        of those before 1870. peacesciencer leaves them out, and so does the default.
    """
    units = (Unit.DYAD_YEAR, Unit.STATE_YEAR, Unit.LEADER_YEAR, Unit.LEADER_DYAD_YEAR)
    match panel.axes.unit:
        case Unit.STATE_YEAR:
            return _states(
                panel, fitting(panel, "gml_participants", *units), init, leaderless
            )
        case Unit.LEADER_YEAR:
            return _leaders(panel, fitting(panel, "gml_participants", *units), init)
        case Unit.LEADER_DYAD_YEAR:
            table = fitting(panel, "gml_leader_dispute_years", *units)
            return _leader_dyads(panel, table, keep, init, order)
        case _:
            table = fitting(panel, "gml_dispute_years", *units)
            return _dyads(panel, table, keep, init, order)


def _dyads(
    panel: Panel, table: Table, keep: Keep, init: Init, order: Sequence[Step]
) -> Panel:
    frame = whittle(table.frame, order=order)
    if not panel.axes.directed:
        return join_conflicts(
            panel, frame, [table], prefix=PREFIX, keep=keep, labels=LABELS
        )
    meaning = "whether the {} counts as having begun the dispute"
    made = [
        truth(f"{PREFIX}_{side}_initiated", meaning.format(side), table, absent=None)
        for side in ("sender", "target")
    ]
    frame = frame.with_columns(
        initiated(init, side="sender_").alias(made[0].name),
        initiated(init, side="target_").alias(made[1].name),
    )
    wanted = keep if keep == "all" else (*ROLES, *(k for k in keep if k not in ROLES))
    return join_conflicts(
        panel, frame, [table], prefix=PREFIX, keep=wanted, labels=LABELS, made=made
    )


def _states(panel: Panel, table: Table, init: Init, leaderless: bool) -> Panel:
    unled = pl.max_horizontal("all_first_leaders_unknown", "all_last_leaders_unknown") == 1
    rows = (
        _years(table.frame.lazy().filter(pl.lit(leaderless) | ~unled))
        .with_columns(onset=pl.col("year") == pl.col("start_year"), begun=initiated(init))
    )  # fmt: skip
    panel = join_counts(panel, rows, table, prefix=PREFIX, by=["cow", "year"])
    lost = table.frame.filter(unled)
    if leaderless or lost.is_empty():
        return panel
    disputes, years = lost["dispute"].n_unique(), lost["start_year"].sort()
    remark = (
        f"{disputes} disputes of {years[0]} to {years[-1]} of which no leader is known are "
        "left out of state-years, as peacesciencer does; leaderless=True counts them"
    )
    told = Finding("doubt", f"{table.name}, state-years", remark)
    return replace(panel, findings=(*panel.findings, told))


def _leaders(panel: Panel, table: Table, init: Init) -> Panel:
    """Count disputes on the days on which the leader led and the state was in the list."""
    keys = list(panel.axes.keys)
    tenures = panel.table("leaders").frame.lazy().select("tenure", "start", "end")
    disputes = table.frame.lazy().filter(
        pl.col("all_first_leaders_unknown") == 0, pl.col("all_last_leaders_unknown") == 0
    )
    began, ended = pl.col("start_guess"), pl.col("end_guess")
    first = pl.max_horizontal("start", "since", began, pl.date(pl.col("year"), 1, 1))
    last = pl.min_horizontal("end", "until", ended, pl.date(pl.col("year"), 12, 31))
    rows = (
        panel.frame.select(keys)
        .with_columns(pl.col("cow", "year").cast(pl.Int64))
        .join(tenures, on="tenure")
        .join(_members(), on="cow")
        .join(_years(disputes.drop("start", "end")), on=["cow", "year"])
        .filter(first <= last)
        .with_columns(
            onset=first == began,
            begun=(initiated(init) == 1) & (pl.col("first_tenure") == pl.col("tenure")),
        )
    )
    return join_counts(panel, rows, table, prefix=PREFIX, by=keys)


def _leader_dyads(
    panel: Panel, table: Table, keep: Keep, init: Init, order: Sequence[Step]
) -> Panel:
    disputes = panel.table("gml_disputes")
    both = [table, disputes]
    whole = disputes.frame.drop("start_year")
    led = table.frame.drop_nulls(["sender_tenure", "target_tenure"])
    frame = led.join(whole, on="dispute", how="left", maintain_order="left")
    frame = whittle(frame, key=panel.axes.keys, order=order)
    if not panel.axes.directed:
        return join_conflicts(panel, frame, both, prefix=PREFIX, keep=keep, labels=LABELS)
    own = pl.col("sender_first_tenure") == pl.col("sender_tenure")
    begun = initiated(init, side="sender_") * own.fill_null(value=False)
    made = [
        truth(f"{PREFIX}_{when}_initiated", f"{word} that the sender began", table)
        for when, word in (("ongoing", "a dispute goes on"), ("onset", "a dispute begins"))
    ]
    frame = frame.with_columns(
        begun.alias(made[0].name), (begun * pl.col("onset")).alias(made[1].name)
    )
    return join_conflicts(
        panel, frame, both, prefix=PREFIX, keep=keep, labels=LABELS, made=made
    )


def _members() -> pl.LazyFrame:
    held = [
        (m.number, m.spell.start, m.spell.end)
        for state in roster().states
        for m in state.memberships
        if m.system == "cow"
    ]
    schema = {"cow": pl.Int64, "since": pl.Date, "until": pl.Date}
    return pl.LazyFrame(held, schema=schema, orient="row")


def _years(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Let each participant's episode stand once in each year that it touches."""
    span = pl.int_ranges("start_year", pl.col("end_year") + 1)
    return episodes.with_columns(year=span).explode("year")
