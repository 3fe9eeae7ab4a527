"""The relation through time: what happened, and when its pace turned.

Turning points are found in the yearly number of events between the two, not told by
anybody. They are turning points of what the case's compilers wrote down; a profile over
data sets of the field asks for the shelf.
"""

import numpy as np

from foedus import doors
from foedus.cases.case import Case, Event
from foedus.estimation.breaks import Stretch, stretches
from foedus.faults import Finding, NeedFault
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.answer import Answer, Picture, Table
from foedus.questions.wording import names
from foedus.spells import spell_of
from foedus.states.roster import StateId

QUESTION = "history"
ASKS = "How did the relation run, and when did it turn?"


def ask(case: Case, *, dyad: tuple[StateId, StateId] | None = None) -> Answer:
    """Tell the history of a dyad from the case's timeline, up to its day.

    Raises
    ------
    NeedFault
        The timeline holds no event between the two.
    """
    pair = dyad or case.heading.dyad
    events = between(case, pair)
    if not events:
        raise NeedFault(
            f"no event between {names(pair[:1])} and {names(pair[1:])}",
            expected="events of both in the case's timeline",
            where=f"case {case.name}, timeline.csv",
            mend="ask for the case's own dyad, or add events",
        )
    first, last = year_of(events[0]), case.heading.as_of.year
    found = turns(events, first, last)
    return Answer(
        question=QUESTION,
        case=case.name,
        as_of=case.heading.as_of,
        results=_results(case, pair, events, found, first),
        tables=(_stretches(found, events, first), _timeline(events)),
        pictures=(_picture(case, pair, events, found, first),),
        findings=(
            Finding(
                "note",
                "timeline.csv",
                "the profile rests on the case's own timeline; data sets of the field "
                "are not read for it yet",
            ),
        ),
        basis=doors.digest([case.digest, QUESTION, pair]),
    )


def between(case: Case, pair: tuple[StateId, StateId]) -> tuple[Event, ...]:
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
    years = np.arange(first, last)
    counts = np.array([sum(year_of(e) == year for e in events) for year in years], float)
    return stretches(counts)


def event_id(event: Event) -> str:
    """Name an event in the ledger."""
    return f"event:{event.id}"


def _results(
    case: Case,
    pair: tuple[StateId, StateId],
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
    pair: tuple[StateId, StateId],
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
