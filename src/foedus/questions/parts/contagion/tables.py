"""Tables of contagion: pairs, sides, regions, what else is counted, the second opinion."""

from collections.abc import Iterator, Sequence

import numpy as np

from foedus.quantity import Unit
from foedus.questions.answer import Cell, Table
from foedus.questions.numbers import amount, rounded
from foedus.questions.parts.contagion.one_year import OneYear
from foedus.questions.parts.contagion.reading import WORTH, Held, Line, aligned, begun
from foedus.questions.parts.contagion.telling import QUESTION, SHOWN, counted
from foedus.questions.wording import names, sentence
from foedus.simulation.contrast import Contrast
from foedus.simulation.spread import FALSE

HUNDRED = 100
"""Runs for which pacts are told: a pact of a pair is too seldom to be told for one."""

NOISE = "within noise"


def tables(held: Held, other: OneYear | None) -> Iterator[Table]:
    """Set out what the two systems come to."""
    yield _lines(
        held, held.most(SHOWN), f"{QUESTION}.pairs", "Pair",
        "Pairs whose pacts move most",
        f"{held.larger} pairs move by one pact in a thousand runs or more and stand when "
        f"all {_pairs(held):,} are looked at; {FALSE:.0%} of those that stand may be luck."
        .replace("%", " %"),
    )  # fmt: skip
    yield _lines(
        held, held.sides(), f"{QUESTION}.sides", "Between",
        "Do the sides draw closer?",
        "Sides by the camps and coalitions of the case.",
    )  # fmt: skip
    yield _lines(
        held, held.regions(), f"{QUESTION}.regions", "Region",
        "Pacts by pair of regions",
        "Regions by COW\u2019s numbers of states.",
    )  # fmt: skip
    yield _counted(held)
    if other is not None:
        yield _second(held, other)


def _pairs(held: Held) -> int:
    return len(held.pairs) - int(held.scene.bound(held.spread.low, held.spread.high).sum())


def _lines(
    held: Held, lines: Sequence[Line], id: str, what: str, title: str, note: str
) -> Table:
    scene = held.scene
    return Table(
        id=id,
        title=f"{title}, {scene.first} to {scene.last}",
        columns=(
            what, "Without it, in 100 runs", "With it", "Added",
            "90 % interval", "Draws in which it rises", "Told",
        ),
        rows=tuple(_row(line) for line in lines),
        rests_on=tuple((f"{QUESTION}.{line.id}",) for line in lines),
        note=f"{note} Pacts of two that {HUNDRED} runs of {scene.years} years bring; "
        f"{held.spread.pairs.runs} runs by {held.spread.pairs.draws} draws of the "
        "coefficients, the same with and without.",
    )  # fmt: skip


def _row(line: Line) -> tuple[Cell, ...]:
    moved, k = line.moved, line.place
    half = float(moved.half()[k])
    return (
        begun(line),
        per_hundred(float(moved.without[k])),
        per_hundred(float(moved.with_[k])),
        per_hundred(line.difference),
        f"{per_hundred(line.difference - half)} to {per_hundred(line.difference + half)}",
        f"{moved.rising[k] * moved.draws:.0f} of {moved.draws}",
        verdict(line),
    )


def verdict(line: Line) -> str:
    """Say whether a line moves, is too small for a word, or is within noise."""
    if not line.stands:
        away = line.moved.runs_to_tell(line.place)
        if away == float("inf"):
            return "unmoved"
        if not line.moved.within_noise()[line.place]:
            return f"{NOISE} among so many"
        return f"{NOISE}; about {amount(away, Unit.COUNT)} runs would tell"
    if line.alike:
        return "falls as all others do"
    if abs(line.difference) < WORTH:
        return "moves by less than one in a thousand runs"
    return "rises" if line.difference > 0 else "falls"


def per_hundred(value: float) -> float:
    """Give pacts in a hundred runs, rounded to what people read.

    >>> per_hundred(0.123456), per_hundred(-0.0004)
    (12.3, -0.04)
    """
    return rounded(value * HUNDRED, 3 if abs(value) >= 0.1 else 2)


def _counted(held: Held) -> Table:
    scene = held.scene
    return Table(
        id=f"{QUESTION}.counted",
        title=f"What else happens, {scene.first} to {scene.last}",
        columns=("Events in a run", "Without", "With", "Added", "90 % interval", "Told"),
        rows=tuple(
            (
                counted(held, key), rounded(one.without), rounded(one.with_),
                rounded(one.difference.value, 2),
                _between(one),
                _told(one, held.spread.pairs.runs),
            )
            for key, one in held.contrasts.items()
        ),
        rests_on=tuple((f"{QUESTION}.counted.{key}",) for key in held.contrasts),
        note="Counted in the same runs by what was drawn, each row by itself.",
    )  # fmt: skip


def _between(one: Contrast) -> str:
    low, high = (rounded(end, 2) for end in (one.difference.low, one.difference.high))
    return f"{low:g} to {high:g}"


def _told(one: Contrast, runs: int) -> str:
    number = one.difference
    if one.unchanged == 1:
        return "the same in every run: nothing in the fits leads from the one to the other"
    if one.within_noise:
        half = (number.high - number.low) / 2
        if number.value == 0:
            return NOISE
        away = runs * (half / number.value) ** 2
        return f"{NOISE}; about {amount(away, Unit.COUNT)} runs would tell"
    return "rises" if number.value > 0 else "falls"


def _second(held: Held, other: OneYear) -> Table:
    """Set the pairs that either names most side by side."""
    moved = held.spread.pairs_defence if other.defence else held.spread.pairs
    theirs, ids = aligned(held, other), held.scene.with_.ids
    both = np.flatnonzero(np.isfinite(theirs))
    ours = moved.difference
    first = both[np.argsort(-ours[both], kind="stable")[:SHOWN]].tolist()
    second = both[np.argsort(-theirs[both], kind="stable")[:SHOWN]].tolist()
    shown = [k for k in dict.fromkeys([*second, *first])
             if frozenset((ids[held.spread.low[k]], ids[held.spread.high[k]]))
             not in held.scene.own]  # fmt: skip
    places = {
        name: {k: n + 1 for n, k in enumerate(both[np.argsort(-by[both], kind="stable")])}
        for name, by in (("ours", ours), ("theirs", theirs))
    }
    kind = "of defence" if other.defence else "of any kind"
    return Table(
        id=f"{QUESTION}.second",
        title="Two readings side by side: runs of the system, and the one-year model",
        columns=(
            "Pair", f"Runs: added pacts {kind}, in {HUNDRED} runs", "Its place",
            "One-year model: added chance, in a hundred", "Its place among all pairs",
            "Named by",
        ),
        rows=tuple(
            (
                sentence(names([ids[held.spread.low[k]], ids[held.spread.high[k]]])),
                per_hundred(float(ours[k])), places["ours"][k],
                rounded(float(theirs[k]) * 100, 2), places["theirs"][k],
                "both" if k in first and k in second
                else "the runs" if k in first else "the one-year model",
            )
            for k in shown
        ),
        rests_on=((f"{QUESTION}.one_year.both", f"{QUESTION}.one_year.ranks"),)
        * len(shown),
        note=f"The {SHOWN} pairs that each names most. The one-year model is another fit, "
        f"with more terms, of pacts {kind} one year ahead; it reads chances, so that no "
        "luck is in it.",
    )  # fmt: skip
