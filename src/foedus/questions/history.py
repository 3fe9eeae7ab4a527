"""The relation through time: what happened, and when its pace turned.

Turning points are found, not told by anybody: in the yearly number of events that the
case's compilers wrote down, and in every series of the pair that the data sets at hand
hold. Where none is at hand, the timeline stands alone, and the answer says so.
"""

import numpy as np

from foedus import doors
from foedus.cases.case import Case, Event
from foedus.estimation.breaks import SHORTEST, Stretch, stretches
from foedus.faults import NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.parts.history import tables as profile_tables
from foedus.questions.parts.history.profile import Profile, profile_of
from foedus.questions.parts.history.readings import READINGS
from foedus.questions.series import Pair, Tables
from foedus.questions.wording import names
from foedus.spells import spell_of

QUESTION = "history"
ASKS = "How did the relation run, and when did it turn?"
READS = tuple(READINGS)
"""The data sets that it looks for on the shelf."""


def ask(case: Case, *, dyad: Pair | None = None, tables: Tables | None = None) -> Answer:
    """Tell the history of a dyad up to the case's day.

    Parameters
    ----------
    case
        The case, whose timeline is told too.
    dyad
        Two states; the case's own pair, unless others are named.
    tables
        Gives a data set by name; without it the timeline stands alone.

    Raises
    ------
    NeedFault
        The timeline holds no event between the two, and no data set speaks of them.
    """
    pair = dyad or case.heading.dyad
    if pair[0] == pair[1]:
        raise NeedFault(
            f"{names(pair[:1])} makes no pair with itself",
            expected="two states",
            where="the history of a pair",
            mend="name another state",
        )
    events = between(case, pair)
    profile = profile_of(pair, case.heading.as_of.year, tables)
    if not events and not profile.series:
        raise _unheard(case, pair, profile)
    told = profile_tables.tell(profile)
    posted = case.heading.as_of
    first = year_of(events[0]) if events else posted.year
    found = turns(events, first, posted.year) if events else ()
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=posted,
        results=(
            *(_results(case, pair, events, found, first) if events else ()),
            *profile_tables.results(told, question=QUESTION, posted=posted),
        ),
        tables=(
            *((_stretches(found, events, first), _timeline(events)) if events else ()),
            *profile_tables.tables(told),
        ),
        pictures=(
            *((_picture(case, pair, events, found, first),) if events else ()),
            *profile_tables.pictures(told),
        ),
        findings=profile.findings,
        basis=doors.digest([case.digest, QUESTION, pair, told.basis]),
    )


def _unheard(case: Case, pair: Pair, profile: Profile) -> NeedFault:
    return NeedFault(
        f"nothing is at hand on {names(pair[:1])} and {names(pair[1:])}",
        expected="events of both in the case's timeline, or a data set that speaks of them",
        where=f"case {case.name}, timeline.csv",
        mend="; ".join(f.remark for f in profile.findings)
        or "ask for two states that were in the system together after 1945",
    )


def between(case: Case, pair: Pair) -> tuple[Event, ...]:
    """List the events that name both states, up to the case's day, in order."""
    day = case.heading.as_of
    both = [
        event
        for event in case.timeline
        if set(pair) <= set(event.states.split(";"))
        and spell_of(event.date, where=event.id).start <= day
    ]
    return tuple(sorted(both, key=lambda event: (event.date, event.id)))


def year_of(event: Event) -> int:
    """Give the year of an event."""
    return spell_of(event.date, where=event.id).start.year


def turns(events: tuple[Event, ...], first: int, last: int) -> tuple[Stretch, ...]:
    """Cut the years into stretches of one pace; the last year counts only if over."""
    years = np.arange(first, max(last, first + 1))
    counts = np.array([sum(year_of(e) == year for e in events) for year in years], float)
    if len(years) < 2 * SHORTEST:
        return (Stretch(0, len(years), float(counts.mean()), 0.0),)
    return stretches(counts)


def event_id(event: Event) -> str:
    """Name an event in the ledger."""
    return f"event:{event.id}"


def _results(
    case: Case,
    pair: Pair,
    events: tuple[Event, ...],
    found: tuple[Stretch, ...],
    first: int,
) -> tuple[Result, ...]:
    basis = doors.digest([case.digest, pair])
    cited = tuple(event_id(e) for e in events)
    made = [
        Result(
            id=ResultId("history.events"),
            question=QUESTION,
            sentence=f"Events between {names(pair)} in the case's timeline",
            estimate=exactly(len(events), Unit.COUNT, basis),
            rests_on=cited,
            posted=case.heading.as_of,
        )
    ]
    for stretch in found:
        start, end = first + stretch.start, first + stretch.end - 1
        count = round(stretch.pace * (stretch.end - stretch.start))
        made.append(
            Result(
                id=ResultId(f"history.pace.{start}"),
                question=QUESTION,
                sentence=f"Events a year between {names(pair)}, {start} to {end}",
                estimate=_pace(count, stretch.end - stretch.start, basis),
                rests_on=tuple(event_id(e) for e in events if start <= year_of(e) <= end)
                or cited,
                posted=case.heading.as_of,
            )
        )
    return tuple(made)


def _pace(count: int, years: int, basis: str) -> Estimate:
    """Give a yearly rate with its central 90 % by the square-root approximation."""
    root = np.sqrt(count + 0.375)
    low = max(0.0, root - 0.8224) ** 2 / years
    high = (root + 0.8224) ** 2 / years
    rate = count / years
    return Estimate(rate, float(min(low, rate)), float(high), 0.9, Unit.COUNT, basis)


def _stretches(found: tuple[Stretch, ...], events: tuple[Event, ...], first: int) -> Table:
    return Table(
        id="history.turns",
        title="When the pace of the relation changed",
        columns=("From", "To", "Events a year", "Gain in log-likelihood", "First event"),
        rows=tuple(
            (
                str(first + s.start),
                str(first + s.end - 1),
                s.pace,
                s.gain if s.start else None,
                next((e.event for e in events if year_of(e) >= first + s.start), ""),
            )
            for s in found
        ),
        rests_on=tuple((f"history.pace.{first + s.start}",) for s in found),
        note="Cuts are paid for by the Bayesian information criterion; they show when the "
        "compilers recorded more, which is not the same as when more happened.",
    )


def _timeline(events: tuple[Event, ...]) -> Table:
    return Table(
        id="history.timeline",
        title="Every event recorded between the two",
        columns=("Date", "Kind", "Event", "Seen"),
        rows=tuple((e.date, e.kind, e.event, e.basis) for e in events),
        rests_on=tuple((event_id(e),) for e in events),
    )


def _picture(
    case: Case,
    pair: Pair,
    events: tuple[Event, ...],
    found: tuple[Stretch, ...],
    first: int,
) -> Picture:
    slow = min(found, key=lambda s: s.pace)
    fast = max(found, key=lambda s: s.pace)
    return Picture(
        id="history.timeline_figure",
        kind="timeline",
        title=(
            f"{names(pair)}: {slow.pace:.1f} recorded events a year in "
            f"{first + slow.start}-{first + slow.end - 1}, {fast.pace:.1f} in "
            f"{first + fast.start}-{first + fast.end - 1}"
        ),
        alt=f"Timeline of {len(events)} events between {names(pair)} from {first} to "
        f"{case.heading.as_of.year}, by kind; the pace turned in "
        + (", ".join(str(first + s.start) for s in found if s.start) or "no year")
        + ".",
        source="timeline of the case",
        x="year",
        y="kind of event",
        columns=("start", "kind", "event", "id"),
        rows=tuple((e.date, e.kind, e.event, e.id) for e in events),
    )
