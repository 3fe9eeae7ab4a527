"""What the leverage of a region's pairs is told by: results, tables and a picture."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus import doors
from foedus.cases.case import Case
from foedus.estimation.partners import SINCE
from foedus.estimation.trade_costs import PRODUCED
from foedus.faults import Finding
from foedus.ledger.entry import Result, ResultId
from foedus.power.leverage import Part
from foedus.quantity import Estimate, Unit, exactly
from foedus.questions.answer import Cell, Picture, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.response.holds import JUDGED, MEANINGS, Hold
from foedus.questions.parts.response.leaning import LAYERS, TRADE, Lost, pair_id
from foedus.questions.wording import names, series

Floats = NDArray[np.float64]

LEVEL = 0.9
SIDES = ("first", "second")
_ENDS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One number that is told of a pair."""

    key: str
    sentence: str
    draws: Floats
    """One number, its low, middle and high, or draws, (R,)."""
    unit: Unit
    rests_on: tuple[str, ...]


def results(case: Case, holds: tuple[Hold, ...], question: str) -> Iterator[Result]:
    """Post what is read off each pair, named for the question it is told in."""
    basis = f"leverage {doors.digest([case.digest, list(JUDGED)])}"
    for hold in holds:
        for read in _readings(hold):
            yield Result(
                id=ResultId(f"{question}.leverage.{pair_id(*hold.pair)}.{read.key}"),
                question=question,
                sentence=read.sentence,
                estimate=_estimate(read.draws, read.unit, basis),
                rests_on=read.rests_on,
                posted=case.heading.as_of,
            )


def one(value: float) -> Floats:
    """Give a number as draws of one."""
    return np.array([value])


def _readings(hold: Hold) -> Iterator[Reading]:
    """Read off a pair's index, its change, each layer, costs and votes."""
    yield from _indices(hold)
    for year, held in (("now", hold.now), ("then", hold.then)):
        for layer, sides in held.items():
            for side, lost in enumerate(sides):
                yield _loss(hold, layer, side, lost, year)
    yield from _costs(hold)
    if hold.votes is not None:
        for key, value, when in zip(
            ("then", "now"), hold.votes, (SINCE, "now"), strict=True
        ):
            said = f"Distance of the votes of {names(hold.pair)} at the UN, in ideal points"
            cited = ("data:unga_ideal_points",)
            yield Reading(f"votes.{key}", f"{said}, {when}", one(value), Unit.NONE, cited)


def _indices(hold: Hold) -> Iterator[Reading]:
    now, then = _cited(hold.now), _cited(hold.then)
    by = f"by {series(hold.now)}, weighed by judgement"
    yield Reading(
        "now",
        f"Leverage of {hold.over}: what the latter would lose less what the former would, "
        f"{by}",
        hold.index,
        Unit.SHARE,
        now,
    )
    if hold.rise is None or hold.before is None or hold.fell is None:
        return
    both = f"by {series(hold.both)}"
    rests = tuple(dict.fromkeys((*now, *then)))
    said = f"Leverage of {hold.over} in {SINCE}, {both}"
    yield Reading("then", said, hold.before, Unit.SHARE, then)
    said = f"Rise of the leverage of {hold.over} since {SINCE}, {both}"
    yield Reading("rise", said, hold.rise, Unit.SHARE, rests)
    said = f"Chance that the leverage of {hold.over} is lower than in {SINCE}, {both}"
    yield Reading("fell", said, one(hold.fell), Unit.PROBABILITY, rests)
    if hold.firm_fell is not None:
        firm = f"by {series(hold.firm)} alone, of which nothing is assumed"
        said = f"Chance that the leverage of {hold.over} is lower than in {SINCE}, {firm}"
        yield Reading("fell.firm", said, one(hold.firm_fell), Unit.PROBABILITY, rests)


def _loss(hold: Hold, layer: str, side: int, lost: Lost, year: str) -> Reading:
    state, other = hold.pair[side], hold.pair[1 - side]
    when = "" if year == "now" else f" in {SINCE}"
    return Reading(
        f"{layer}.{SIDES[side]}.{year}",
        f"What {names([state])} would lose{when} by an end of its ties with "
        f"{names([other])}: {MEANINGS[layer]}",
        np.array([lost.part.low, lost.part.mode, lost.part.high]),
        Unit.SHARE,
        lost.rests_on,
    )


def _costs(hold: Hold) -> Iterator[Reading]:
    for side, state, cost in zip(SIDES, hold.pair, hold.exits or (), strict=False):
        yield Reading(
            f"exit.{side}",
            f"Real income that {names([state])} would lose by an end of trade between "
            f"{names(hold.pair)}, modelled on products of {PRODUCED}",
            one(cost),
            Unit.SHARE,
            ("data:manufactures", *_of_layer(hold, TRADE)),
        )


def _of_layer(hold: Hold, layer: str) -> tuple[str, ...]:
    return tuple(id for lost in hold.now.get(layer, ()) for id in lost.rests_on)


def _cited(held: Mapping[str, tuple[Lost, Lost]]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(id for pair in held.values() for one in pair for id in one.rests_on)
    )


def _estimate(draws: Floats, unit: Unit, basis: str) -> Estimate:
    """Give one number as it is, three as low, middle, high, and draws by their middle."""
    if len(draws) == 1:
        return exactly(float(draws[0]), unit, basis)
    ends = draws if len(draws) == len(_ENDS) else np.quantile(draws, _ENDS)
    low, mid, high = (float(v) for v in ends)
    return Estimate(mid, low, high, LEVEL, unit, basis)


def table(holds: tuple[Hold, ...], question: str) -> Table:
    """Set the pairs side by side."""
    return Table(
        id=f"{question}.leverage",
        title=f"Who could press whom, and since {SINCE}",
        columns=(
            "Leverage of",
            str(SINCE),
            "Now",
            "Rise",
            "Chance it fell",
            "An end of trade costs the first",
            "and the second",
            "Distance of votes, then to now",
        ),
        rows=tuple(_row(hold) for hold in holds),
        rests_on=tuple(_row_rests(hold, question) for hold in holds),
        note="What the second would lose less what the first would, in hundredths; medians "
        "with 90 % of the draws. Weights of layers are a judgement of ours: "
        + ", ".join(f"{k} {p.low:g} to {p.high:g}" for k, p in JUDGED.items())
        + ". The rise is over layers told of both years. Costs of an end of trade are "
        f"shares of real income, modelled on products of {PRODUCED}.",
    )


def _row(hold: Hold) -> tuple[Cell, ...]:
    return (
        hold.over,
        None if hold.before is None else _span(hold.before),
        _span(hold.index),
        None if hold.rise is None else _span(hold.rise),
        None if hold.fell is None else amount(hold.fell, Unit.PROBABILITY),
        *(_cost(hold, side) for side in (0, 1)),
        None if hold.votes is None else f"{hold.votes[0]:.2f} to {hold.votes[1]:.2f}",
    )


def _row_rests(hold: Hold, question: str) -> tuple[str, ...]:
    keys = ["now"] + (["then", "rise", "fell"] if hold.rise is not None else [])
    return tuple(f"{question}.leverage.{pair_id(*hold.pair)}.{key}" for key in keys)


def _cost(hold: Hold, side: int) -> Cell:
    return None if hold.exits is None else amount(hold.exits[side], Unit.SHARE)


def layers_table(holds: tuple[Hold, ...], question: str) -> Table:
    """Set out what each side would lose in each layer."""
    lines = [
        (hold, layer, side)
        for hold in holds
        for layer in LAYERS
        if layer in hold.now
        for side in (0, 1)
    ]
    return Table(
        id=f"{question}.leverage.layers",
        title="What each would lose, layer by layer",
        columns=("Who loses", "If ties end with", "Layer", str(SINCE), "Now", "Told by"),
        rows=tuple(_line(*line) for line in lines),
        rests_on=tuple(_line_rests(*line, question) for line in lines),
        note="; ".join(f"{layer}: {said}" for layer, said in MEANINGS.items())
        + ". Arms and grants are in no book of trade, and so in no part of it.",
    )


def _line(hold: Hold, layer: str, side: int) -> tuple[Cell, ...]:
    lost = hold.now[layer][side]
    before = hold.then[layer][side] if layer in hold.then else None
    return (
        names([hold.pair[side]]),
        names([hold.pair[1 - side]]),
        layer,
        None if before is None else _part(before.part),
        _part(lost.part),
        lost.said,
    )


def _line_rests(hold: Hold, layer: str, side: int, question: str) -> tuple[str, ...]:
    years = ("now", "then") if layer in hold.then else ("now",)
    stem = f"{question}.leverage.{pair_id(*hold.pair)}.{layer}.{SIDES[side]}"
    return tuple(f"{stem}.{year}" for year in years)


def _span(draws: Floats) -> str:
    low, mid, high = np.quantile(draws, [0.05, 0.5, 0.95])
    return f"{_points(mid)} ({_points(low)} to {_points(high)})"


def _points(value: float) -> str:
    return f"{round(100 * value) + 0:+d}"


def _part(part: Part) -> str:
    if part.low == part.high:
        return amount(part.mode, Unit.SHARE)
    low, high = amount(part.low, Unit.SHARE), amount(part.high, Unit.SHARE)
    return f"{amount(part.mode, Unit.SHARE)} ({low} to {high})"


def picture(holds: tuple[Hold, ...], question: str) -> Picture:
    """Draw the index of each pair, then and now."""
    drawn = [
        (hold.over, label, draws)
        for hold in holds
        for label, draws in ((str(SINCE), hold.before), ("now", hold.index))
        if draws is not None
    ]
    top = max(holds, key=lambda hold: float(np.median(hold.index)))
    rows = []
    for group, label, draws in drawn:
        low, mid, high = (float(v) for v in np.quantile(draws, _ENDS))
        rows.append((group, label, mid, low, high))
    return Picture(
        id=f"{question}.leverage.index",
        kind="bars",
        title=f"No one of the region has a greater hold on another than "
        f"{names(top.pair[:1])} on {names(top.pair[1:])}",
        alt="Leverage of the stronger over the weaker of each pair, in "
        f"{SINCE} and now, with 90 % of the draws.",
        source="COW trade, ATOP, CINC and the case's ledger; how layers count is judged",
        x="what the second would lose less what the first would, a share",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(rows),
    )


def cautions(holds: tuple[Hold, ...]) -> Iterator[Finding]:
    """Say what is judged, what is missing, and what is old."""
    yield Finding(
        "doubt",
        "leverage",
        "how much trade, defence and energy count is a judgement, drawn from its range",
    )
    yield Finding(
        "note",
        "leverage",
        "arms: no layer, for the register of transfers is handed out by its producer only; "
        "of arms and grants that no customs office books, what is traded knows nothing",
    )
    yield Finding(
        "doubt",
        "leverage",
        f"trade of {SINCE} is COW's, and later parts are another producer's, who may count "
        "other partners: some of a rise may be of counting",
    )
    stale = [
        names(hold.pair)
        for hold in holds
        if any(lost.said == "COW, 2014" for lost in hold.now.get(TRADE, ()))
    ]
    if stale:
        yield Finding(
            "doubt",
            "leverage",
            f"trade of {'; '.join(stale)} is COW's of 2014, taken to have moved by no more "
            "than a third",
        )
