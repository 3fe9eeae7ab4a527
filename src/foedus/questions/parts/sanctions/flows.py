"""The trade that a case's sanctions are put to: modelled, and led to what the ledger tells.

A published figure is a parameter of the case that is named for it:

    trade.a_b_year        trade of two states, both ways
    exports.a_b_year      what the first sold to the second
    eu_exports.a_year     what the European Union of that year sold to a state

with states by their letters. Figures of the year of the model, or of the two before it,
are taken; every flow is marked as modelled or published.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.cases.coalition import Coalition
from foedus.chance import Stream
from foedus.estimation.trade_costs import BILLION, PRODUCED, carried_costs
from foedus.faults import DataFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding
from foedus.ledger.pool import is_founded, pool
from foedus.markets.embargo import Direction, Sanction
from foedus.markets.modelled import Led, Published, folded, led_to, modelled
from foedus.markets.trade import Trade
from foedus.panel.union import member_years
from foedus.quantity import Unit
from foedus.questions.parts.balance.weighing import known
from foedus.questions.parts.sanctions.knobs import NAMES, board_of
from foedus.states.roster import StateId
from foedus.world import fields

Floats = NDArray[np.float64]
REST = "rest of the world"
AGE = 2
"""Years by which a published figure may be older than the model's."""
EURO = "usd_per_eur_{year}"
"""The parameter that turns euros of a year into dollars."""
MOST_STATES = 60
"""States that keep a row of their own, besides members, hubs and the pair."""
DIRECTIONS: Mapping[str, Direction] = {
    "export": "to the target",
    "import": "from the target",
}
"""Kind of sanction -> which trade it hampers; both ways where it is not here."""
_NAMED = re.compile(r"(trade|exports)\.([a-z]{3})_([a-z]{3})_(\d{4})")
_UNION = re.compile(r"eu_exports\.([a-z]{3})_(\d{4})")


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a coalition's sanction is put to.

    Attributes
    ----------
    trade
        Flows before it.
    shown
        Flows under it at the middle of all knobs, (N, N), USD bn a year.
    published
        Exporter and importer -> the parameter that tells the flow; others are modelled.
    figures
        What was published, USD bn, as used.
    own
        Whether the table is the user's.
    rests_on
        Entries that it rests on, besides what is published.
    """

    trade: Trade
    shown: Floats
    published: Mapping[tuple[str, str], str]
    figures: tuple[Published, ...]
    own: bool
    rests_on: tuple[str, ...]


def ground_of(
    case: Case,
    coalition: Coalition,
    *,
    running: Coalition | None,
    trade: Trade | None,
    seed: int,
) -> Ground:
    """Model the trade of a case, or take the user's own.

    Parameters
    ----------
    case
        Its ledger tells what was published.
    coalition
        Whose sanction will be put to it.
    running
        The coalition whose sanction published figures show already; None where none does.
    trade
        The user's own flows, before any sanction.
    seed
        Of the pools of published figures.

    Raises
    ------
    DataFault
        A member or the target has no product to model its trade by, or no row in the
        user's table.
    SolveFault
        Published figures cannot be met together.
    """
    kept: set[str] = {
        coalition.target,
        *coalition.members,
        *coalition.hubs,
        *case.heading.dyad,
    }
    if trade is not None:
        trade.places([coalition.target, *coalition.members, *coalition.hubs])
        kept |= set(_largest(trade, coalition.target))
        small = folded(trade, kept, rest=REST)
        return Ground(small, small.flows.sum(axis=2), {}, (), own=True, rests_on=())
    whole, rests = _modelled(case, coalition)
    kept |= set(_largest(whole, coalition.target)) | set(running.members if running else ())
    kept |= {state.upper() for named in founded(case) for state in _states(named)}
    small = folded(whole, kept, rest=REST)
    figures = tuple(_figures(case, small, seed=seed))
    led = _led(case, small, figures, running, seed=seed)
    told = {flow: one.id for one in figures for flow in one.flows}
    return Ground(led.trade, led.shown, told, figures, own=False, rests_on=rests)


def _modelled(case: Case, coalition: Coalition) -> tuple[Trade, tuple[str, ...]]:
    costs = carried_costs()
    product = {state: one.value for state, one in costs.products.items()}
    own = [f for f in known(case) if f.field == fields.GDP.name and f.year <= PRODUCED]
    latest = {f.state: f for f in sorted(own, key=lambda f: f.year)}
    product |= {state: figure.value / BILLION for state, figure in latest.items()}
    needed = [coalition.target, *coalition.members, *case.heading.dyad]
    lacking = dict.fromkeys(state for state in needed if state not in product)
    if lacking:
        raise DataFault(
            f"no product is known of {', '.join(lacking)}",
            expected="the gross domestic product of target and members",
            where=f"case {case.name}, states.csv",
            mend="add a row `gdp` with its source, or ask with --trade",
        )
    states = sorted(product)
    produced = np.array([product[state] for state in states])
    made = modelled(states, costs.openness(states, produced, year=PRODUCED), produced)
    # Of members whom the carried products know they stand for the case's own figures.
    own_word = {coalition.target, *(s for s in needed if s not in costs.products)}
    used = (latest[s].id for s in sorted(own_word) if s in latest)
    return made, (*(f"data:{name}" for name in costs.sources), *used)


def _largest(trade: Trade, target: StateId) -> list[str]:
    flows = trade.flows.sum(axis=2)
    place = trade.place(target)
    size = flows[place] + flows[:, place]
    return [trade.states[k] for k in np.argsort(-size)[:MOST_STATES]]


def _figures(case: Case, trade: Trade, *, seed: int) -> Iterator[Published]:
    """Give the figures about trade that the ledger holds, each flow once, latest first."""
    bindings = founded(case)
    dated = [(year, b) for b in bindings.values() if (year := _year(b.parameter))]
    taken = set[tuple[str, str]]()
    # A single pair says more than a union of exporters of the same year.
    for year, binding in sorted(dated, key=lambda one: (-one[0], len(one[1].parameter))):
        flows = tuple(
            flow for flow in _flows_of(binding.parameter, year)
            if flow not in taken and {*flow} <= {*trade.states}
        )  # fmt: skip
        value = dollars(case, binding, year, bindings, seed=seed)
        if flows and value:
            taken |= set(flows)
            yield Published(f"binding:{binding.parameter}", flows, value / BILLION)


def founded(case: Case) -> dict[str, Binding]:
    """Give the parameters that something known by the case's day stands behind."""
    book = case.book
    return {b.parameter: b for b in standing(book, Binding) if is_founded(b, book)}


def dollars(
    case: Case, binding: Binding, year: int, bindings: Mapping[str, Binding], *, seed: int
) -> float | None:
    """Give the middle of a figure in dollars; None where euros cannot be turned."""
    stream = Stream(seed)
    value = pool(binding, case.book, stream=stream).estimate().value
    if binding.unit is Unit.USD:
        return value
    rate = bindings.get(EURO.format(year=year))
    if binding.unit is not Unit.EUR or rate is None:
        return None
    return value * pool(rate, case.book, stream=stream).estimate().value


def _flows_of(parameter: str, year: int) -> Iterator[tuple[str, str]]:
    if told := _NAMED.fullmatch(parameter):
        one, other = told[2].upper(), told[3].upper()
        yield one, other
        if told[1] == "trade":
            yield other, one
    elif told := _UNION.fullmatch(parameter):
        for state in member_years(year, year)["sender"]:
            yield state, told[1].upper()


def _states(parameter: str) -> tuple[str, ...]:
    if told := _NAMED.fullmatch(parameter):
        return told[2], told[3]
    told = _UNION.fullmatch(parameter)
    return (told[1],) if told else ()


def _year(parameter: str) -> int | None:
    """Read the year off the name of a figure about trade, where it is one to use."""
    told = _NAMED.fullmatch(parameter) or _UNION.fullmatch(parameter)
    year = int(told.groups()[-1]) if told else 0
    return year if PRODUCED - AGE <= year <= PRODUCED else None


def running_of(case: Case, coalition: Coalition) -> Coalition | None:
    """Find whose sanction trade shows by now: the case's own, or the one given."""
    own = (
        one.of(case.heading.groups, where=f"case {case.name}")
        for one in case.heading.coalitions
        if one.target == coalition.target
    )
    first = next(own, coalition)
    since = first.since
    return first if since is not None and since <= PRODUCED else None


def _led(
    case: Case,
    trade: Trade,
    figures: tuple[Published, ...],
    running: Coalition | None,
    *,
    seed: int,
) -> Led:
    """Lead the trade to what was published, with all knobs in the middle."""
    if running is None:
        return led_to(trade, figures, sanction=None, beta=0.0, theta=1.0)
    middle = board_of(case, running, seed=seed).turned(np.full(len(NAMES), 0.5))
    sanction = sanction_of(running, middle.depth)
    return led_to(trade, figures, sanction=sanction, beta=middle.beta, theta=middle.theta)


def sanction_of(
    coalition: Coalition, depth: float, enforcement: Mapping[StateId, float] | None = None
) -> Sanction:
    """Give a coalition's sanction at a depth, with what hubs enforce of it."""
    return Sanction(
        coalition.members,
        coalition.target,
        depth=depth,
        depths={str(state): deep for state, deep in coalition.depths.items()},
        direction=DIRECTIONS.get(coalition.kind, "both"),
        enforcement={str(hub): share for hub, share in (enforcement or {}).items()},
    )
