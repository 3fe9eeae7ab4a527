"""Who would lose more if two states' ties ended, and whether that has changed since 2013.

Of the region's pairs that a treaty of the case joins, the stronger stands first. What each
would lose in trade, defence and energy is set side by side; the index puts the layers
together by weights that are a judgement, drawn from their ranges. Where layers disagree
they are told side by side, and the index does not settle it. Nearness of votes is told
beside it, since no one loses votes as one loses trade.
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from foedus.cases.case import Case
from foedus.estimation.partners import SINCE
from foedus.faults import DataFault, Finding, NeedFault, SolveFault
from foedus.markets.coalition import exit_costs
from foedus.markets.economy import economy
from foedus.past.snapshot import CARRIED
from foedus.power.leverage import change, leverage, weights
from foedus.questions.parts.balance.alignment import Alignment, alignment_of
from foedus.questions.parts.response.holds import JUDGED, Hold, Pair
from foedus.questions.parts.response.leaning import (
    Ground,
    as_stakes,
    distance,
    ground_for,
    stakes,
    stakes_then,
)
from foedus.questions.parts.response.leverage_tables import (
    cautions,
    layers_table,
    picture,
    results,
    table,
)
from foedus.questions.parts.sanctions.flows import ground_of, running_of
from foedus.questions.parts.sanctions.knobs import NAMES, board_of
from foedus.questions.sanctions import running
from foedus.questions.series import Tables
from foedus.questions.telling import Told

Exits = Mapping[Pair, float]


def leverage_of(
    case: Case,
    *,
    question: str = "response",
    seed: int = 1,
    runs: int = 2_000,
    tables: Tables | None = None,
    alignment: Alignment | None = None,
) -> Told:
    """Tell the leverage within the region of a case, and what it was in 2013.

    Parameters
    ----------
    case
        The case.
    question
        In whose answer it is told: its results are named for it.
    seed, runs
        Of the draws of what would be lost and of how much a layer counts.
    tables
        Gives data sets by name, for a day of a year that the package does not carry.
    alignment
        The network of the case's day, where it has been read already.
    """
    if case.heading.as_of.year <= CARRIED:
        return Told(findings=(_too_early(case),))
    try:
        held = alignment or alignment_of(case, seed=seed, tables=tables)
    except NeedFault as lacking:
        return Told(findings=(Finding("doubt", "leverage", f"{lacking.found}"),))
    ground = ground_for(case, held, seed=seed)
    pairs = pairs_of(case, ground)
    exits, trouble = _exits(case, pairs, seed=seed)
    holds = tuple(_hold(ground, pair, exits, seed=seed, runs=runs) for pair in pairs)
    told = tuple(hold for hold in holds if hold is not None)
    if not told:
        where = Finding(
            "note", "leverage", "no two states of the region are joined by treaty"
        )
        return Told(findings=(where, *trouble))
    return Told(
        results=tuple(results(case, told, question)),
        tables=(table(told, question), layers_table(told, question)),
        pictures=(picture(told, question),),
        findings=(*trouble, *cautions(told)),
    )


def pairs_of(case: Case, ground: Ground) -> tuple[Pair, ...]:
    """Name the region's pairs that a treaty of the case joins, the stronger first."""
    day = case.heading.as_of
    region = next((one.states for one in case.heading.levels[1:] if one.states), ())
    asked = dict.fromkeys((*case.heading.dyad, *region))
    running_ = [pact.members(day) for pact in case.pacts if pact.runs(day)]
    members = [held for held in running_ if held <= asked.keys()]
    made = []
    for one, other in combinations(asked, 2):
        if any({one, other} <= held for held in members):
            power = {s: ground.cinc.get(s, (0.0, ""))[0] for s in (one, other)}
            made.append((one, other) if power[one] >= power[other] else (other, one))
    dyad = set(case.heading.dyad)
    return tuple(sorted(made, key=lambda pair: -len(dyad & set(pair))))


def _hold(ground: Ground, pair: Pair, exits: Exits, *, seed: int, runs: int) -> Hold | None:
    now, then = stakes(ground, *pair), stakes_then(ground, *pair)
    if not now:
        return None
    counted = weights(JUDGED, seed=seed, runs=runs)
    both = [layer for layer in now if layer in then]
    ours, theirs = as_stakes(now), as_stakes(then)
    before, rise, firm_rise = None, None, None
    if both:
        rise = change(ours, theirs, counted, seed=seed)
        after = leverage([s for s in ours if s.layer in both], counted, seed=seed)
        before = after - rise
        firm = [k for k in both if not any(one.assumed for one in (*now[k], *then[k]))]
        if firm:
            known = [stake for stake in ours if stake.layer in firm]
            firm_rise = change(known, theirs, counted, seed=seed)
    back = pair[1], pair[0]
    return Hold(
        pair=pair,
        now=now,
        then=then,
        index=leverage(ours, counted, seed=seed),
        before=before,
        rise=rise,
        firm_rise=firm_rise,
        exits=(exits[pair], exits[back]) if pair in exits else None,
        votes=distance(ground, *pair),
    )


def _exits(
    case: Case, pairs: tuple[Pair, ...], *, seed: int
) -> tuple[dict[Pair, float], tuple[Finding, ...]]:
    """Model what an end of trade would cost each, with all knobs in the middle."""
    asked = running(case)
    if not asked:
        return {}, ()
    one = asked[0].of(case.heading.groups, where=f"case {case.name}")
    try:
        ground = ground_of(case, one, running=running_of(case, one), trade=None, seed=seed)
    except (DataFault, SolveFault) as fault:
        remark = f"cost of an end of trade: {fault.found}"
        return {}, (Finding("doubt", "leverage", remark),)
    turned = board_of(case, one, seed=seed).turned(np.full(len(NAMES), 0.5))
    there = [pair for pair in pairs if {*pair} <= {*ground.trade.states}]
    places = [(ground.trade.place(a), ground.trade.place(b)) for a, b in there]
    lost = exit_costs(economy(ground.trade, theta=turned.theta), pairs=there)
    made = dict[Pair, float]()
    for (a, b), (i, j) in zip(there, places, strict=True):
        made[a, b], made[b, a] = float(lost[i, j]), float(lost[j, i])
    return made, ()


def _too_early(case: Case) -> Finding:
    return Finding(
        "doubt",
        "leverage",
        f"on {case.heading.as_of} nothing later than {SINCE} is held to compare with; it "
        f"is told of days after {CARRIED}",
    )
