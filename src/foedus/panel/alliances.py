"""The panel of pacts: one row a pact and year, or one a member of it and year.

Members come from ATOP, phase by phase, or from treaties that are coded here, clause by
clause; either way a row says which of ATOP's five duties a member owed on some day of the
year. A pact stands in the years in which somebody owed something under it.
"""

from collections.abc import Iterable, Iterator

import polars as pl

from foedus.faults import Finding
from foedus.pacts.pact import Pact
from foedus.pacts.provision import Duty
from foedus.panel.axes import Axes, Unit
from foedus.panel.making import refuse_years
from foedus.panel.panel import Column, Panel
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years
from foedus.sources.table import Table
from foedus.spells import Spell
from foedus.states.roster import roster

Members = Table | Iterable[Pact]
"""The data set `atop_members`, or treaties coded here, such as `catalog()`."""

DUTIES = {
    "defence": Duty.DEFEND,
    "offence": Duty.JOIN_OFFENCE,
    "neutrality": Duty.STAY_NEUTRAL,
    "nonaggression": Duty.NOT_ATTACK,
    "consultation": Duty.CONSULT,
}
"""ATOP's five duties, and what we call them in treaties."""

OURS = "foedus"
"""The source of what rests on treaties coded here."""


def pact_member_years(first: int, last: int, *, of: Members) -> Panel:
    """Make a panel of pacts, members and years, with the duties of each member.

    >>> from foedus.pacts.catalog import pact
    >>> panel = pact_member_years(1881, 1883, of=[pact("dual_alliance_1879")])
    >>> panel.collect(ids=False).select("cow", "year", "defence").rows()[:2]
    [(255, 1881, 1), (255, 1882, 1)]
    """
    frame, source, coverage = _members(first, last, of)
    axes = Axes(Unit.PACT_MEMBER_YEAR, "cow")
    rows = frame.sort(*axes.keys)
    columns = [Column(f.name, f, source, coverage) for f in _duties("the member")]
    return _resting(Panel(axes, rows, tuple(columns)), of)


def pact_years(first: int, last: int, *, of: Members) -> Panel:
    """Make a panel of pacts and years: how many members, and what any of them owed."""
    frame, source, coverage = _members(first, last, of)
    rows = (
        frame.group_by("pact", "year")
        .agg(pl.col("cow").n_unique().alias("members"), pl.col(*DUTIES).max())
        .sort("pact", "year")
    )
    members = Field("members", "S", Units.STATES, "states bound in the year", 1)
    columns = tuple(
        Column(f.name, f, source, coverage) for f in (members, *_duties("any member"))
    )
    return _resting(Panel(Axes(Unit.PACT_YEAR, "cow"), rows, columns), of)


def _members(first: int, last: int, of: Members) -> tuple[pl.LazyFrame, str, Years]:
    refuse_years(first, last)
    if isinstance(of, Table):
        known = Years(max(first, of.years.first), min(last, of.years.last))
        return _by_year(_of_atop(of), known), of.name, of.years
    return _by_year(_coded(of), Years(first, last)), OURS, Years(first, last)


def _by_year(spells: pl.LazyFrame, known: Years) -> pl.LazyFrame:
    """Cut what each owed from one year to another into years."""
    until = pl.col("until").fill_null(known.last).clip(None, known.last)
    return (
        spells.with_columns(
            year=pl.int_ranges(pl.col("since").clip(known.first), until + 1)
        )
        .filter(pl.col("year").list.len() > 0)
        .explode("year")
        .group_by("pact", "cow", pl.col("year").cast(pl.Int16))
        .agg(pl.col(*DUTIES).max().cast(pl.Int8))
    )


def _of_atop(table: Table) -> pl.LazyFrame:
    # A code of four digits names no state, but an entity that ATOP alone counts.
    return (
        table.frame.lazy()
        .filter(pl.col("member").is_not_null())
        .select(
            "pact",
            pl.col("member_cow").cast(pl.Int16).alias("cow"),
            pl.col("start_year").alias("since"),
            pl.col("end_year").alias("until"),
            *DUTIES,
        )
    )


def _coded(pacts: Iterable[Pact]) -> pl.LazyFrame:
    rows = [row for pact in pacts for row in _owed(pact)]
    schema = {
        "pact": pl.String,
        "cow": pl.Int16,
        "since": pl.Int64,
        "until": pl.Int64,
        **dict.fromkeys(DUTIES, pl.Int8),
    }
    return pl.LazyFrame(rows, schema=schema, orient="row")


def _owed(pact: Pact) -> Iterator[tuple[str | int | None, ...]]:
    """Tell for each spell of a party, as a member of COW's list, what it owed."""
    for party in pact.parties:
        owed = {
            provision.duty
            for provision in pact.provisions
            if not provision.debtors or party.state in provision.debtors
        }
        flags = [int(duty in owed) for duty in DUTIES.values()]
        for held in roster().state(party.state).memberships:
            for spell in party.spells if held.system == "cow" else ():
                if common := held.spell.meet(spell):
                    yield (pact.id, held.number, *_years(common), *flags)


def _years(spell: Spell) -> tuple[int, int | None]:
    return spell.start.year, spell.end.year if spell.end else None


def _duties(who: str) -> list[Field]:
    return [
        Field(name, "S", Units.TRUTH, f"whether {who} owed {name}", 0, 1) for name in DUTIES
    ]


def _resting(panel: Panel, of: Members) -> Panel:
    if isinstance(of, Table):
        return panel.resting_on([of])
    said = Finding("note", "pacts", "what each owed is told whatever its conditions")
    return Panel(panel.axes, panel.frame, panel.columns, findings=(said,))
