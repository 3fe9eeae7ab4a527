"""The profile of a pair of states: what each data set at hand says of them, year by year.

Nothing is opened here: data sets are handed in, and what could not be had is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from foedus.faults import Finding, NeedFault, ShelfFault
from foedus.questions.parts.history.readings import READINGS
from foedus.questions.series import Pair, Series, Tables
from foedus.sources.table import Table
from foedus.states.roster import roster

FIRST_YEAR = 1945


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a pair, and what could not be had."""

    pair: Pair
    first: int
    last: int
    series: tuple[Series, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def profile_of(pair: Pair, last: int, tables: Tables | None) -> Profile:
    """Read everything at hand about a pair, from 1945 to the last year.

    Parameters
    ----------
    pair
        Two states; where a series has a direction, the first is its sender.
    last
        The last year asked for.
    tables
        Where data sets are had from; none, and nothing is read.
    """
    years = together(pair, last)
    held, missing, findings = list[Table](), list[str](), list[Finding]()
    for name in READINGS:
        try:
            held += [tables(name)] if tables else []
        except ShelfFault:
            missing.append(name)
        except NeedFault as fault:
            findings.append(Finding("note", f"data:{name}", f"{fault.found}: {fault.mend}"))
    if tables is None or missing:
        findings.append(_not_here(missing or list(READINGS)))
    series = tuple(s for t in held for s in READINGS[t.name](t, pair, years))
    known = tuple(s for s in series if s.known())
    return Profile(
        pair,
        years.start,
        last,
        known,
        tuple(held),
        (*findings, *_told(series)),
    )


def together(pair: Pair, last: int) -> range:
    """Give the years from 1945 in which both were states at some time of the year."""
    spells = [roster().state(state).spells("cow") for state in pair]
    common = [a.meet(b) for a in spells[0] for b in spells[1]]
    starts = [max(both.start.year, FIRST_YEAR) for both in common if both]
    ends = [both.end.year if both.end else last for both in common if both]
    return range(min(starts, default=last), min(max(ends, default=last), last) + 1)


def _not_here(missing: list[str]) -> Finding:
    wanted = " ".join(missing)
    remark = f"not on the shelf, so left out; to have them: foedus shelf get {wanted}"
    return Finding("note", ", ".join(f"data:{name}" for name in missing), remark)


def _told(series: Iterable[Series]) -> Iterator[Finding]:
    for s in series:
        if s.said:
            yield Finding("doubt", f"data:{s.table}", f"{s.name}: {s.said}")
        if not s.known():
            yield Finding("note", f"data:{s.table}", f"nothing known of {s.name}")
