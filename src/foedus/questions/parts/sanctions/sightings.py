"""What was seen of goods that may have gone round a sanction, beside what a model lets by.

The figures are of the European Union's sales, month by month, against what its other trade
leads one to expect. They are consistent with diversion and prove none.
"""

from collections.abc import Iterator

from foedus.cases.case import Case
from foedus.estimation.diverted import WORDING, Diverted, Gain, Span, carried_diverted
from foedus.estimation.trade_costs import BILLION
from foedus.ledger.entry import Result, ResultId
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Picture, Table
from foedus.questions.numbers import amount
from foedus.questions.wording import names
from foedus.states.roster import StateId

READS = ("data:eu_trade_months", "data:neighbour_imports", "data:eu_export_years")
ALL = "all"
"""The key of all years together."""


def seen_of(case: Case, target: StateId) -> Diverted | None:
    """Give what was seen of a target's trade, where it was to be seen by the case's day."""
    found = carried_diverted()
    by = f"{case.heading.as_of:%Y-%m}"
    return found if found.target == target and found.until < by else None


def seen_results(case: Case, found: Diverted) -> Iterator[Result]:
    """Post what hubs bought beyond expectation, beside what was no longer sold."""
    for hub in found.hubs:
        yield _result(
            case,
            found,
            f"hub.{hub.hub}",
            f"Bought by {names([StateId(hub.hub)])} from the European Union beyond "
            f"expectation, {found.since} to {found.until}",
            hub.bought[ALL],
            BILLION,
            Unit.EUR,
        )
    yield _result(
        case,
        found,
        "offset",
        f"The most that can have gone by {names(StateId(h.hub) for h in found.hubs)}: "
        "their gains over what the European Union sold less to the target",
        found.offset[ALL],
        1.0,
        Unit.SHARE,
    )


def seen_table(found: Diverted) -> Table:
    """Set out hub by hub what was bought beyond expectation, and since when."""
    return Table(
        id=f"{_id(found)}.hubs",
        title=f"Sales of the European Union from {found.since} to {found.until} that are "
        f"{WORDING}",
        columns=(
            "Hub",
            "Stands out since",
            "Highest month",
            "Times expectation",
            "Beyond expectation",
            "Never reported there",
        ),
        rows=tuple(
            (
                names([StateId(hub.hub)]),
                hub.begins or "never for long",
                hub.peak,
                hub.peak_ratio,
                _said(hub.bought[ALL]),
                _ghost(hub),
            )
            for hub in found.hubs
        ),
        rests_on=tuple((f"{_id(found)}.hub.{hub.hub}",) for hub in found.hubs),
        note="The range is that over the year from which expectation is reckoned. What "
        "left the Union and was never reported by the hub is told for the years known.",
    )


def seen_picture(found: Diverted) -> Picture:
    """Draw what each hub bought beyond expectation."""
    hubs = sorted(found.hubs, key=lambda hub: -hub.bought[ALL].value)
    most = hubs[0]
    return Picture(
        id=f"{_id(found)}.bought",
        kind="bars",
        title=f"{names([StateId(most.hub)])} bought most beyond expectation, "
        f"{_said(most.bought[ALL])}",
        alt="What each neighbour bought from the European Union beyond expectation: "
        + "; ".join(f"{names([StateId(h.hub)])} {_said(h.bought[ALL])}" for h in hubs)
        + f". This is {WORDING}.",
        source="Eurostat, monthly exports of the European Union's members",
        x="EUR bn beyond expectation",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (
                names([StateId(hub.hub)]),
                "bought beyond expectation",
                hub.bought[ALL].value,
                hub.bought[ALL].low,
                hub.bought[ALL].high,
            )
            for hub in hubs
        ),
    )


def _id(found: Diverted) -> str:
    return f"sanctions.{found.target.lower()}.seen"


def _result(
    case: Case, found: Diverted, key: str, told: str, span: Span, scale: float, unit: Unit
) -> Result:
    held = (scale * span.value, scale * span.low, scale * span.high)
    return Result(
        id=ResultId(f"{_id(found)}.{key}"),
        question="sanctions",
        sentence=f"{told} ({WORDING})",
        estimate=Estimate(*held, 1.0, unit, f"years of comparison, {found.digest}"),
        rests_on=READS,
        posted=case.heading.as_of,
    )


def _said(span: Span) -> str:
    low, high = (amount(BILLION * x, Unit.EUR) for x in (span.low, span.high))
    return f"{amount(BILLION * span.value, Unit.EUR)} ({low} to {high})"


def _ghost(hub: Gain) -> str:
    return (
        "; ".join(
            f"{year} {amount(share, Unit.SHARE)}" for year, share in hub.ghost_share.items()
        )
        or "not known"
    )
