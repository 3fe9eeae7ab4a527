"""Tables and the picture of an issue: who stands where, who moves whom, where it ends."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.quantity import Unit
from foedus.questions.answer import Cell, Picture, Table
from foedus.questions.numbers import amount
from foedus.questions.parts.response.settled import Settled, shift
from foedus.questions.parts.response.settling import METHODS
from foedus.questions.parts.response.standpoints import FIELDS, called
from foedus.questions.wording import many

Floats = NDArray[np.float64]
MOVES = 12
"""Moves that are set out in a table."""
JUDGED = "judgement only"
EVEN = 0.5
"""Share of draws from which a stakeholder counts as wanting more."""


def summary_of(settled: Sequence[Settled]) -> Iterator[Table]:
    """Set all issues side by side."""
    if not settled:
        return
    rows = []
    for one in settled:
        low, mid, high = one.pooled.quantiles(0.05, 0.5, 0.95)
        near = max(one.nearest(), key=lambda point: point[2])
        rows.append(
            (
                one.where.issue.question,
                amount(one.where.issue.status_quo, Unit.NONE),
                f"{mid:.0f} ({low:.0f} to {high:.0f})",
                amount(one.pooled.above(one.where.issue.status_quo), Unit.SHARE),
                f"{near[0]}: {near[1]} ({amount(near[2], Unit.SHARE)})",
            )
        )
    yield Table(
        id="response.issues",
        title="Where each issue stood, and where the methods together put it",
        columns=("Issue", "Stood at", "Pooled outcome", "Comes to more", "Likeliest point"),
        rows=tuple(rows),
        rests_on=tuple((f"{one.id}.outcome", f"{one.id}.above") for one in settled),
        note="On lines from 0 to 100; the median, and the central 90 % of the pool. The "
        "likeliest point is the described one to which most of the pool lies nearest.",
    )


def tables_of(one: Settled) -> Iterator[Table]:
    """Set out one issue."""
    yield _outcomes(one)
    yield _camps(one)
    yield _points(one)
    yield _stakeholders(one)
    yield _moves(one)
    yield _swings(one)


def _outcomes(one: Settled) -> Table:
    issue = one.where.issue
    rows: list[tuple[Cell, ...]] = []
    for method, meaning in METHODS.items():
        drawn = one.made.outcomes[method]
        told = drawn[np.isfinite(drawn)]
        above = float((told > issue.status_quo).mean()) if len(told) else None
        rows.append(
            (
                f"{method}: {meaning}",
                _span(told) if len(told) else "none came to rest",
                "" if above is None else amount(above, Unit.SHARE),
                amount(len(told) / len(drawn), Unit.SHARE),
            )
        )
    return Table(
        id=f"{one.id}.methods",
        title=f"By each method: {issue.question}",
        columns=("Method", "Outcome", f"Above {issue.status_quo:g}", "Draws that tell"),
        rows=tuple(rows),
        rests_on=tuple(
            (f"{one.id}.{m}",) if np.isfinite(one.made.outcomes[m]).any() else ()
            for m in METHODS
        ),
        note="Medians with 90 % of the draws. Rounds that come to no rest tell nothing.",
    )


def _camps(one: Settled) -> Table:
    """Part those who mostly want more than the status quo from the others."""
    stood, above = one.where.issue.status_quo, one.held_above()
    actors, leans = one.where.stakes.actors, one.lean()
    more = [called(a) for a, lean in zip(actors, leans, strict=True) if lean >= EVEN]
    rest = [called(a) for a, lean in zip(actors, leans, strict=True) if lean < EVEN]
    return Table(
        id=f"{one.id}.camps",
        title=f"Who wants more, and who does not: {one.where.issue.question}",
        columns=("Wants", "Stakeholders", "Part of all weight"),
        rows=tuple(
            (said, "; ".join(names) or "nobody", _share(part))
            for said, names, part in (
                (f"more than {stood:g}", more, above),
                (f"{stood:g} or less", rest, 1 - above),
            )
        ),
        rests_on=((f"{one.id}.more",),) * 2,
        note="By where each stands in most draws; the weight is that of each draw, median "
        "and 90 % of them.",
    )


def _share(draws: Floats) -> str:
    low, mid, high = np.quantile(draws, [0.05, 0.5, 0.95])
    said = [amount(float(v), Unit.SHARE) for v in (mid, low, high)]
    return f"{said[0]} ({said[1]} to {said[2]})"


def _points(one: Settled) -> Table:
    return Table(
        id=f"{one.id}.points",
        title=f"The described points, and how much of the pool lies nearest to each: "
        f"{one.where.issue.question}",
        columns=("Point", "What it means", "Share of the pool"),
        rows=tuple(
            (point, text, amount(share, Unit.SHARE)) for point, text, share in one.nearest()
        ),
        rests_on=((f"{one.id}.outcome",),) * len(one.described),
    )


def _stakeholders(one: Settled) -> Table:
    stakes, lean = one.where.stakes, one.lean()
    part = stakes.weights / stakes.weights.sum(axis=1, keepdims=True)
    rows = []
    for k, actor in enumerate(stakes.actors):
        columns = (stakes.positions, stakes.salience, stakes.influence)
        held = one.where.rests_on[actor]
        rows.append(
            (
                called(actor),
                *(_span(column[:, k]) for column in columns),
                amount(float(np.median(part[:, k])), Unit.SHARE),
                amount(float(lean[k]), Unit.SHARE),
                many(len(held), "entry").replace("entrys", "entries") if held else JUDGED,
            )
        )
    return Table(
        id=f"{one.id}.stakeholders",
        title=f"Who wants what, how much it cares, what it can do: "
        f"{one.where.issue.question}",
        columns=("Stakeholder", "Position", "Salience", "Influence", "Part of the weight",
                 "Wants more", "Leans on"),
        rows=tuple(rows),
        rests_on=tuple(one.where.rests_on[actor] for actor in stakes.actors),
        note="Medians with 90 % of the draws, each a judgement of low, most likely and "
        "high; weight is salience x influence. Wants more: share of draws in which its "
        f"position lies above {one.where.issue.status_quo:g}.",
    )  # fmt: skip


def _moves(one: Settled) -> Table:
    moves = one.moves[:MOVES]
    return Table(
        id=f"{one.id}.moves",
        title=f"Who is moved by whom in the rounds of pressing: {one.where.issue.question}",
        columns=("Mover", "Moved", "By, points of the line", "In draws"),
        rows=tuple(
            (
                called(m.mover), called(m.moved),
                f"{m.by:+.1f} ({m.low:+.0f} to {m.high:+.0f})",
                amount(m.share, Unit.SHARE),
            )
            for m in moves
        ),
        rests_on=tuple(
            (*one.where.rests_on[m.mover], *one.where.rests_on[m.moved]) for m in moves
        ),
        note="Summed over rounds; the mean over draws, and 90 % of them.",
    )  # fmt: skip


def _swings(one: Settled) -> Table:
    held = {(s.actor, s.field): s for s in one.swings.swings}
    rows = []
    for actor in one.where.stakes.actors:
        told = [held.get((actor, field)) for field in FIELDS]
        away = (
            f"{shift(one, actor):+.1f}" if actor in one.swings.without else "nobody is left"
        )
        rows.append(
            (
                called(actor),
                *("" if s is None else f"{s.low:.0f} to {s.high:.0f}" for s in told),
                away,
            )
        )
    return Table(
        id=f"{one.id}.swings",
        title=f"What the outcome hangs on: {one.where.issue.question}",
        columns=("Stakeholder", *(f"{field.capitalize()} low to high" for field in FIELDS),
                 "Shift if left out"),
        rows=tuple(rows),
        rests_on=tuple(one.where.rests_on[a] for a in one.where.stakes.actors),
        note="Mean outcome of all methods as one number goes from its 5 % to its 95 % "
        f"end; with all as drawn it is {one.swings.middle:.0f}.",
    )  # fmt: skip


def picture_of(one: Settled) -> Picture:
    """Draw the line of an issue: stakeholders, methods, the pool, and where it stood."""
    stakes = one.where.stakes
    part = np.median(stakes.weights / stakes.weights.sum(axis=1, keepdims=True), axis=0)
    middle = np.median(stakes.positions, axis=0)
    order = np.argsort(middle, kind="stable")
    low, mid, high = one.pooled.quantiles(0.05, 0.5, 0.95)
    stood = one.where.issue.status_quo
    rows: list[tuple[Cell, ...]] = []
    for k in order:
        actor = stakes.actors[k]
        kind = "leaning" if one.where.rests_on[actor] else "judged"
        three = _three(stakes.positions[:, k])
        rows.append((called(actor), kind, *three, round(float(part[k]), 4)))
    for method in METHODS:
        drawn = one.made.outcomes[method]
        told = drawn[np.isfinite(drawn)]
        if len(told):
            rows.append((method, "method", *_three(told), None))
    rows.append(("all methods pooled", "pool", low, mid, high, None))
    rows.append(("where it stood", "stood", stood, stood, stood, None))
    said = "; ".join(f"{label} {value:.0f}" for label, _, _, value, _, _ in rows)
    return Picture(
        id=f"{one.id}.line",
        kind="positions",
        title=f"{one.where.issue.question} From {stood:g} to {mid:.0f} "
        f"({low:.0f} to {high:.0f})",
        alt=f"Positions on a line from 0, {one.described[0][1]}, to 100, "
        f"{one.described[-1][1]}, as medians: {said}",
        source="judgements of the case, leaning on claims where the dot is full; four "
        "methods, 90 % of the draws",
        x=_axis(one),
        y="",
        columns=("label", "kind", "low", "value", "high", "weight"),
        rows=tuple(rows),
    )


def _axis(one: Settled) -> str:
    (low, first), *_, (high, last) = one.described
    return f"{low}: {first}; {high}: {last}"


def _three(draws: Floats) -> tuple[float, float, float]:
    low, mid, high = np.quantile(draws, [0.05, 0.5, 0.95]).round(2)
    return float(low), float(mid), float(high)


def _span(draws: Floats) -> str:
    low, mid, high = _three(draws)
    return f"{mid:.0f} ({low:.0f} to {high:.0f})"
