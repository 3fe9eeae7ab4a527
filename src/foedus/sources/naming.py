"""Which state a source means by a code, in the year it speaks of.

A code keeps its state where the state was not, or not yet, in the list the code comes
from (Ukraine voted in the General Assembly from 1946, and the list has it from 1991):
such rows are named, kept and told. A code that is in no list names nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from foedus.faults import Finding
from foedus.sources.source import CodeSystem
from foedus.states.roster import StateId, roster

MOST_TOLD = 8
"""A finding names that many codes, and counts the rest."""
_STILL = 9999
"""The last year of a membership that runs still."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """The state that bears a code, and the years in some part of which it was listed."""

    state: StateId
    years: tuple[range, ...]


def call(
    codes: pl.Series, times: pl.Series, *, system: CodeSystem, where: str
) -> tuple[pl.Series, tuple[Finding, ...]]:
    """Name the state that each code meant in its year.

    Parameters
    ----------
    codes
        Numbers, or for `iso` letters; null where the row speaks of no state.
    times
        A year for each code, or a day.
    system
        Whose codes they are.
    where
        The place to name in findings.

    Returns
    -------
    tuple
        Ids of states, null where the code is nobody's; and what did not match: codes in
        no list, and spans of years in which a state was not in the list.
    """
    years = times if times.dtype.is_integer() else times.dt.year()
    rows = pl.DataFrame({"code": codes, "year": years})
    pairs = rows.drop_nulls("code").group_by("code", "year").len().sort("code", "year")
    bearers = _bearers(system)
    meant = [_meant(code, year, bearers) for code, year, _ in pairs.iter_rows()]
    pairs = pairs.with_columns(
        pl.Series("state", [state for state, _ in meant], dtype=pl.String),
        pl.Series("listed", [listed for _, listed in meant], dtype=pl.Boolean),
    )
    named = rows.join(
        pairs, on=["code", "year"], how="left", nulls_equal=True, maintain_order="left"
    )
    return named["state"], tuple(_remarks(pairs, system, where))


def _meant(
    code: int | str, year: int | None, bearers: Mapping[int | str, Bearer]
) -> tuple[StateId | None, bool]:
    """Give the state and whether it was listed; of no year, it always was."""
    bearer = bearers.get(code)
    if bearer is None:
        return None, False
    return bearer.state, year is None or any(year in years for years in bearer.years)


@cache
def _bearers(system: CodeSystem) -> Mapping[int | str, Bearer]:
    # No code ever passed from one state to another, as `states.crosswalk` has it.
    years: dict[tuple[int | str, StateId], list[range]] = defaultdict(list)
    for state in roster().states:
        for member in state.memberships:
            last = member.spell.end.year if member.spell.end else _STILL
            span = range(member.spell.start.year, last + 1)
            if system == "iso" and state.iso3:
                years[state.iso3, state.id].append(span)
            elif system == member.system:
                years[member.number, state.id].append(span)
    return {code: Bearer(id, tuple(spans)) for (code, id), spans in years.items()}


def _remarks(pairs: pl.DataFrame, system: CodeSystem, where: str) -> Iterator[Finding]:
    strangers = pairs.filter(pl.col("state").is_null())
    if strangers.height:
        yield _no_states(strangers, system, where)
    unlisted = pairs.filter(~pl.col("listed") & pl.col("state").is_not_null())
    for held in unlisted.partition_by("code", maintain_order=True):
        who = f"{where}, {system} {held['code'][0]} ({held['state'][0]})"
        remark = f"not in the state system then; {held['len'].sum()} row(s) are kept"
        yield Finding("note", who + _span(held), remark)


def _no_states(pairs: pl.DataFrame, system: CodeSystem, where: str) -> Finding:
    """Tell of all codes that are nobody's at once: a list of countries has dozens."""
    codes = pairs["code"].unique(maintain_order=True).to_list()
    more = f" and {len(codes) - MOST_TOLD} more" if len(codes) > MOST_TOLD else ""
    who = f"{where}, {system} {', '.join(map(str, codes[:MOST_TOLD]))}{more}"
    said = "is no state's code" if len(codes) == 1 else "are no states' codes"
    remark = f"{said}; {pairs['len'].sum()} row(s) are kept without a state"
    return Finding("doubt", who + _span(pairs), remark)


def _span(pairs: pl.DataFrame) -> str:
    years = pairs["year"].drop_nulls().unique().sort().to_list()
    if not years:
        return ""
    return f", {years[0]}" if len(years) == 1 else f", {years[0]} to {years[-1]}"
