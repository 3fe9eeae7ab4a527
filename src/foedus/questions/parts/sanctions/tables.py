"""Tables of one coalition: members, hubs, who might join, knobs, flows."""

from collections.abc import Iterator

import numpy as np

from foedus.estimation.trade_costs import BILLION, PRODUCED
from foedus.quantity import Unit
from foedus.questions.answer import Cell, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.sanctions.impact import AS_IS
from foedus.questions.parts.sanctions.knobs import MEANINGS, Knob
from foedus.questions.parts.sanctions.siege import Siege
from foedus.questions.parts.sanctions.tolls import (
    called,
    hardest_hit,
    ranked_hubs,
    ranked_joining,
    span,
    worth,
)
from foedus.questions.wording import names

PARTNERS = 20
"""Partners of the target whose flows are set out."""


def tables_of(siege: Siege) -> Iterator[Table]:
    """Set out what was found of a coalition."""
    yield _members(siege)
    yield _hubs(siege)
    yield _joining(siege)
    yield _knobs(siege)
    yield _flows(siege)
    yield _exits(siege)


def _members(siege: Siege) -> Table:
    made = siege.impact
    order = hardest_hit(siege)
    return Table(
        id=f"{siege.id}.members",
        title=f"What each member loses by its sanctions on {_target(siege)}",
        columns=("Member", "Real income lost", "Hands to the others for all to lose alike"),
        rows=tuple(
            (
                names([state]),
                span(made.lost(AS_IS, state)),
                span(-BILLION * made.transfers[:, made.states.index(state)], Unit.USD),
            )
            for state in order
        ),
        rests_on=((f"{siege.id}.harm", f"{siege.id}.transfers"),) * len(order),
        note="Medians with 90 % of the turns. In dollars a year; below 0 it is handed to.",
    )


def _hubs(siege: Siege) -> Table:
    made, target = siege.impact, siege.coalition.target
    order = ranked_hubs(siege)
    return Table(
        id=f"{siege.id}.hubs",
        title=f"Ways round the sanctions on {_target(siege)}, the busiest first",
        columns=(
            "Hub",
            "Passes in a year",
            "Earns on it",
            "Its closing adds to the bite",
            "Its closing costs it",
            "Enforces",
        ),
        rows=tuple(
            (
                names([hub]),
                span(BILLION * made.at(made.hub_trade, hub), Unit.USD),
                span(BILLION * made.at(made.hub_rents, hub), Unit.USD),
                span(made.more(f"closed: {hub}", target)),
                span(made.more(f"closed: {hub}", hub)),
                _ranged(siege.board.hubs[hub]),
            )
            for hub in order
        ),
        rests_on=tuple(
            tuple(f"{siege.id}.hub.{hub}.{key}" for key in ("trade", "rent", "closing"))
            for hub in order
        ),
        note="Modelled, not seen. Closing is of transit alone: the hub goes on trading "
        "with the target itself. Hubs are those of the case, and the busiest that the "
        "model finds besides.",
    )


def _joining(siege: Siege) -> Table:
    made, target = siege.impact, siege.coalition.target
    order = ranked_joining(siege)
    return Table(
        id=f"{siege.id}.joining",
        title=f"Who might join against {_target(siege)}, by what it adds for its own loss",
        columns=(
            "State",
            "Adds to the bite",
            "Loses itself",
            "Dollars lost by the target for each of its own",
        ),
        rows=tuple(
            (
                names([state]),
                span(made.more(f"joined by {state}", target)),
                span(made.more(f"joined by {state}", state)),
                f"{worth(siege, state):.1f}" if np.isfinite(worth(siege, state)) else None,
            )
            for state in order
        ),
        rests_on=tuple(
            (f"{siege.id}.joining.{state}", f"{siege.id}.joining.{state}.cost")
            for state in order
        ),
    )


def _knobs(siege: Siege) -> Table:
    held = siege.swings
    place = {name: k for k, name in enumerate(held.names)}
    rows: list[tuple[Cell, ...]] = []
    for knob in siege.board.knobs:
        k = place.get(knob.name)
        shares = (
            ("", "", "", "")
            if k is None
            else (
                *(_share(held.first[k, o]) for o in (0, 1)),
                *(_share(held.total[k, o]) for o in (0, 1)),
            )
        )
        rows.append((knob.name, _meaning(knob), _ranged(knob), *shares, knob.basis))
    k = place["enforcement"]
    shares = tuple(
        _share(index[k, o]) for index in (held.first, held.total) for o in (0, 1)
    )
    rows.append(("enforcement", MEANINGS["enforcement"], "all hubs together", *shares, ""))
    return Table(
        id=f"{siege.id}.knobs",
        title="What the answer hangs on, and on what each of it rests",
        columns=(
            "Knob",
            "Means",
            "Middle (90 %)",
            "Of the loss, alone",
            "Of the leak, alone",
            "Of the loss, in all",
            "Of the leak, in all",
            "Rests on",
        ),
        rows=tuple(rows),
        rests_on=((f"{siege.id}.bite", f"{siege.id}.leak"),) * len(rows),
        note="Shares of the variance by the indices of Sobol, of the target's loss and of "
        "the leak; by a small design, so that they err by a tenth.",
    )


def _partners(siege: Siege) -> list[int]:
    """Place the target's largest partners before the sanctions, the largest first."""
    at = siege.ground.trade.place(siege.coalition.target)
    before = siege.ground.trade.flows.sum(axis=2)
    size = before[at] + before[:, at]
    return [int(k) for k in np.argsort(-size) if k != at][:PARTNERS]


def _exits(siege: Siege) -> Table:
    trade, at = siege.ground.trade, siege.ground.trade.place(siege.coalition.target)
    order = _partners(siege)
    return Table(
        id=f"{siege.id}.exits",
        title=f"What it would cost {_target(siege)} and a partner to end their trade",
        columns=("Partner", f"{_target(siege)} loses", "Partner loses"),
        rows=tuple(
            (
                called(trade.states[k]),
                amount(float(siege.exits[at, k]), Unit.SHARE),
                amount(float(siege.exits[k, at]), Unit.SHARE),
            )
            for k in order
        ),
        rests_on=((f"{siege.id}.bite",),) * len(order),
        note="Of real income, each end of trade by itself, before the sanctions and with "
        "all knobs in the middle. Who loses less has influence over who loses more "
        "(Hirschman 1945).",
    )


def _flows(siege: Siege) -> Table:
    ground, target = siege.ground, siege.coalition.target
    at = ground.trade.place(target)
    before = ground.trade.flows.sum(axis=2)
    order = _partners(siege)
    rows = tuple(
        (
            called(ground.trade.states[k]),
            *(
                f"{flows[i, j]:.3g}"
                for flows in (before, ground.shown)
                for i, j in ((k, at), (at, k))
            ),
            _mark(siege, ground.trade.states[k]),
        )
        for k in order
    )
    year = "" if ground.own else f", US$ bn of {PRODUCED}"
    return Table(
        id=f"{siege.id}.flows",
        title=f"Trade of {_target(siege)} with its largest partners{year}",
        columns=(
            "Partner",
            "It buys, before",
            "It sells, before",
            "It buys, under them",
            "It sells, under them",
            "Which is",
        ),
        rows=rows,
        rests_on=((f"{siege.id}.bite",),) * len(rows),
        note="Before the sanctions, and under them with all knobs in the middle; what was "
        "published is met under them.",
    )


def _mark(siege: Siege, partner: str) -> str:
    if siege.ground.own:
        return "yours"
    target = siege.coalition.target
    told = siege.ground.published
    ways = {told.get((partner, target)), told.get((target, partner))} - {None}
    if not ways:
        return "modelled"
    whole = (partner, target) in told and (target, partner) in told
    said = ", ".join(sorted(str(one).removeprefix("binding:") for one in ways))
    return f"published: {said}" if whole else f"published one way: {said}"


def _target(siege: Siege) -> str:
    return names([siege.coalition.target])


def _meaning(knob: Knob) -> str:
    return MEANINGS[knob.name.split(",")[0]]


def _ranged(knob: Knob) -> str:
    low, mid, high = np.quantile(knob.sample, [0.05, 0.5, 0.95])
    return f"{mid:.2g} ({low:.2g} to {high:.2g})" if low < high else f"{mid:.2g}"


def _share(index: float) -> str:
    """Say a share of the variance; what lies below 0 is the error of the design."""
    return f"{min(max(float(index), 0.0), 1.0):.0%}".replace("%", " %")
