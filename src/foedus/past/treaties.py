"""Which pacts stood on 31 December, and which were signed in the year, as ATOP knows."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from foedus.past import fields
from foedus.past.arrays import Array, Span, numbered, stock, symmetric, yearly

DUTIES = {
    fields.DEFENCE.name: "defence",
    fields.OFFENCE.name: "offence",
    fields.NEUTRALITY.name: "neutrality",
    fields.NONAGGRESSION.name: "nonaggression",
    fields.CONSULTATION.name: "consultation",
}

FULFILLED, VIOLATED, REPLACED = 1, 2, 3
"""How a pact ended: its time was over, a member broke it, another took its place."""


def pacts_of(pacts: pl.DataFrame) -> pl.DataFrame:
    """Give the pacts as rows, in the order of their numbers."""
    return pacts.sort("pact")


def members_of(members: pl.DataFrame) -> pl.DataFrame:
    """Give members that are states of the roster, `state` by its place there."""
    return (
        members.with_columns(numbered("member"))
        .drop_nulls("member")
        .rename({"member": "state"})
        .select("pact", "phase", "state", "start_year", "start", "end_year", "end",
                "bilateral", "wartime", *DUTIES.values())
        .sort("pact", "phase", "state", "start_year")
    )  # fmt: skip


def standing(span: Span, pacts: pl.DataFrame, members: pl.DataFrame) -> dict[str, Array]:
    """Tell who owed whom what on 31 December; what ends in a year is gone by then.

    The last of the source's years is carried on: who was bound then is taken to be bound.
    A partner need not be a member of COW's list, so that states under occupation stay.
    """
    pairs = _pairs(members, span)
    owing = {name: pairs.filter(pl.col(duty) == 1) for name, duty in DUTIES.items()}
    held: dict[str, Array] = {name: _at(span, owed) > 0 for name, owed in owing.items()}
    held[fields.PACT.name] = _at(span, pairs) > 0
    held[fields.BILATERAL_PACTS.name] = _at(span, pairs.filter(pl.col("bilateral") == 1))
    held |= _signed(span, pacts, members)
    held[fields.PACTED_20.name] = stock(held[fields.PACT.name], 20)
    return held | _ended(span, pacts, members)


def _pairs(members: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Pair up members of one pact and phase for the years in which both were bound."""
    ends = pl.col("end_year").fill_null(span.last + 1)
    held = members.with_columns(until=ends - 1)
    other = held.select("pact", "phase", other="state", since="start_year", to="until")
    return (
        held.join(other, on=["pact", "phase"])
        .filter(pl.col("state") != pl.col("other"))
        .with_columns(
            since=pl.max_horizontal("start_year", "since").clip(lower_bound=span.first),
            to=pl.min_horizontal("until", "to", pl.lit(span.last)),
        )
        .filter(pl.col("to") >= pl.col("since"))
    )


def _at(span: Span, pairs: pl.DataFrame) -> Array:
    """Count the pacts of each pair that give a row, (T, N, N); one a pact and year."""
    years = yearly(pairs, start="since", end="to").unique(
        ["pact", "state", "other", "year"]
    )
    counted = np.zeros((span.years, span.states, span.states), np.int8)
    where = (years["year"].to_numpy() - span.first, *_places(years, ["state", "other"]))
    np.add.at(counted, where, 1)
    return counted


def _places(rows: pl.DataFrame, names: Sequence[str]) -> tuple[Array, ...]:
    return tuple(rows[name].to_numpy() for name in names)


def founders(pacts: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """List each pact's first members: who entered in the year in which it was signed."""
    return (
        members.join(pacts.select("pact", year="start_year"), on="pact")
        .filter(pl.col("start_year") == pl.col("year"))
        .select("pact", "year", "state")
        .unique(maintain_order=True)
    )


def signatures(pacts: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """List bilateral pacts with both founders: `low` and `high`, and if it is `military`.

    Military is a pact with a duty to defend or to join in attack.
    """
    two = (
        founders(pacts, members)
        .group_by("pact", "year")
        .agg(pl.col("state").min().alias("low"), pl.col("state").max().alias("high"),
             pl.len())
        .filter(pl.col("len") == 2)
    )  # fmt: skip
    bilateral = pacts.filter(pl.col("bilateral") == 1).select(
        "pact", military=pl.max_horizontal("defence", "offence") == 1
    )
    return two.join(bilateral, on="pact").drop("len").sort("pact")


def _signed(span: Span, pacts: pl.DataFrame, members: pl.DataFrame) -> dict[str, Array]:
    """Tell who signed bilateral pacts in each year, and who entered multilateral ones."""
    signed = signatures(pacts, members)
    defence, other = (
        _marked(span, signed.filter(pl.col("military") == kind)) for kind in (True, False)
    )
    entries = members.filter(pl.col("bilateral") == 0).unique(
        ["pact", "state", "start_year"]
    )
    entered = _counted(span, entries.with_columns(year="start_year"))
    return {
        fields.SIGNED_DEFENCE.name: defence > 0,
        fields.SIGNED_OTHER.name: other > 0,
        fields.SIGNED_DEFENCE_15.name: stock(defence, 15),
        fields.SIGNED_OTHER_15.name: stock(other, 15),
        fields.SIGNED_DEFENCE_3.name: stock(defence.sum(axis=2), 3),
        fields.SIGNED_OTHER_3.name: stock(other.sum(axis=2), 3),
        fields.ENTERED_3.name: stock(entered, 3),
        fields.SIGNED_DEFENCE_1.name: stock(defence.sum(axis=2), 1),
        fields.SIGNED_OTHER_1.name: stock(other.sum(axis=2), 1),
        fields.FOUNDED_1.name: stock(_founded(span, pacts, members), 1),
        fields.ACCEDED_1.name: stock(_acceded(span, pacts, members), 1),
    }


def _founded(span: Span, pacts: pl.DataFrame, members: pl.DataFrame) -> Array:
    """Count the multilateral pacts that each state founded, in parts of one, (T, N)."""
    many = founders(pacts.filter(pl.col("bilateral") == 0), members)
    shared = many.with_columns(part=1 / pl.len().over("pact"))
    shared = shared.filter(pl.col("year").is_between(span.first, span.last))
    counted = np.zeros((span.years, span.states))
    where = (shared["year"].to_numpy() - span.first, shared["state"].to_numpy())
    np.add.at(counted, where, shared["part"].to_numpy())
    return counted


def _acceded(span: Span, pacts: pl.DataFrame, members: pl.DataFrame) -> Array:
    """Count first entries after the year of signature to multilateral pacts, (T, N)."""
    many = pacts.filter(pl.col("bilateral") == 0).select("pact", born="start_year")
    first = members.join(many, on="pact").group_by("pact", "state").agg(
        pl.col("start_year").min().alias("year"), pl.col("born").first()
    )  # fmt: skip
    return _counted(span, first.filter(pl.col("year") > pl.col("born")))


def _marked(span: Span, signed: pl.DataFrame) -> Array:
    """Count signatures by pair and year, (T, N, N), both ways."""
    counted = np.zeros((span.years, span.states, span.states), np.int8)
    rows = signed.filter(pl.col("year").is_between(span.first, span.last))
    years = rows["year"].to_numpy() - span.first
    np.add.at(counted, (years, *_places(rows, ["low", "high"])), 1)
    return symmetric(counted)


def _ended(span: Span, pacts: pl.DataFrame, members: pl.DataFrame) -> dict[str, Array]:
    """Count the pacts of each state that came to their end in a year, and those broken.

    A pact that ended because a member was no state any more has not come to its end.
    """
    ends = pacts.filter(pl.col("termination") > 0).select(
        "pact", "termination", year="end_year"
    )
    # Who left before the end has no part in it.
    there = (
        members.join(ends.drop_nulls("year"), on="pact")
        .filter(pl.col("end_year").is_null() | (pl.col("end_year") >= pl.col("year")))
        .unique(["pact", "state"])
    )
    broken = there.filter(pl.col("termination") == VIOLATED)
    return {
        fields.ENDED_5.name: stock(_counted(span, there), 5),
        fields.VIOLATED_10.name: stock(_counted(span, broken), 10),
    }


def _counted(span: Span, rows: pl.DataFrame) -> Array:
    """Count rows by state and year, (T, N)."""
    counted = np.zeros((span.years, span.states), np.int16)
    held = rows.filter(pl.col("year").is_between(span.first, span.last))
    where = (held["year"].to_numpy() - span.first, held["state"].to_numpy())
    np.add.at(counted, where, 1)
    return counted
