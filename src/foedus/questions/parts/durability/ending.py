"""What ends the pact, told driver by driver: tables and a picture."""

from collections.abc import Sequence

from foedus.quantity import Estimate
from foedus.questions.answer import Cell, Picture, Table
from foedus.questions.numbers import estimate
from foedus.questions.parts.durability.sizing import Sized
from foedus.questions.parts.durability.strained import (
    ANY,
    ANYWAY,
    QUESTION,
    TOGETHER,
    Strained,
)
from foedus.questions.wording import many, sentence, series

ASKED_KEYS = ("simulated", "asked", "asked.more")
SAID = {
    ANYWAY: "it would end without any driver",
    TOGETHER: "several drivers together, each needed",
    ANY: "several drivers, each of which would have done",
}


def drivers_table(made: Strained, asked: Sequence[int]) -> Table:
    """Tell of each driver how likely it comes, what it does, and what it adds."""
    ordered = _heaviest(made, asked[-1])
    return Table(
        id=f"{QUESTION}.strains",
        title="What may end it, and by how much likelier it stands without each",
        columns=(
            "Driver", "Comes in a year", "Odds of an end, times", "Weighs",
            *(f"Without it, {years} years" for years in asked), "Could be none",
        ),
        rows=tuple(_row(made, one, asked) for one in ordered),
        rests_on=tuple(
            tuple(f"{QUESTION}.without.{one.driver.id}.{years}" for years in asked)
            for one in ordered
        ),
        note="Percentage points by which the pact is likelier to stand, in the same runs "
        "without the driver. Ranges hold nine in ten; both sizes are drawn anew for each "
        "set of runs. A driver could be none where they hold 0: that is doubt about the "
        "sizes, and where these are assumed nothing more.",
    )  # fmt: skip


def basis_table(made: Strained, asked: Sequence[int]) -> Table:
    """Tell what each size rests on, and why the driver is one."""
    status = made.case.drivers.status if made.case.drivers else ""
    return Table(
        id=f"{QUESTION}.strains.basis",
        title="What the sizes of each driver rest on",
        columns=("Driver", "Why", "How likely it comes", "How heavy it weighs"),
        rows=tuple(
            (sentence(one.driver.title), one.driver.why, one.comes, one.does)
            for one in _heaviest(made, asked[-1])
        ),
        rests_on=tuple(one.rests_on for one in _heaviest(made, asked[-1])),
        note=f"{sentence(status)}.",
    )


def _heaviest(made: Strained, years: int) -> list[Sized]:
    return sorted(made.sized, key=lambda one: -made.moved(one.driver.id)[years - 1].value)


def _row(made: Strained, one: Sized, asked: Sequence[int]) -> tuple[Cell, ...]:
    chance, times = one.strain.chance, one.strain.times
    moved, lasts = made.moved(one.driver.id), one.driver.lasts
    return (
        sentence(one.driver.title),
        f"{chance.value:.1%} ({chance.low:.1%} to {chance.high:.1%})",
        f"{times.value:.2g} ({times.low:.2g} to {times.high:.2g})",
        "from then on" if lasts == "on" else f"for {many(lasts, 'year')}",
        *(_points(moved[years - 1]) for years in asked),
        "no" if told_apart(moved[asked[-1] - 1]) else "yes",
    )  # fmt: skip


def told_apart(moved: Estimate) -> bool:
    """Tell whether what a driver adds is more, or less, than nothing beyond doubt.

    >>> from foedus.quantity import Unit
    >>> told_apart(Estimate(0.1, 0.02, 0.2, 0.9, Unit.PROBABILITY, ""))
    True
    """
    return moved.low > 0.0 or moved.high < 0.0


def _points(moved: Estimate) -> str:
    low, high = (100 * x for x in (moved.low, moved.high))
    return f"{100 * moved.value:+.1f} ({low:+.1f} to {high:+.1f})"


def ends_table(made: Strained, by: int) -> Table:
    """Tell what ends it, and how the end would be told."""
    titles = {one.driver.id: f"that {one.driver.title}, alone" for one in made.sized}
    order = sorted(made.ends, key=lambda key: -made.ends[key].value)
    rows: list[tuple[Cell, ...]] = [
        ("what ends it", SAID.get(key) or titles[key], estimate(made.ends[key]))
        for key in order
    ]
    rows += [
        ("how it is told", cause, estimate(told)) for cause, told in made.causes.items()
    ]
    cited = [f"end.{key}" for key in order] + [f"told.{cause}" for cause in made.causes]
    return Table(
        id=f"{QUESTION}.ends",
        title=f"What ends it by {by}, in runs with all drivers",
        columns=("", "End", "Chance"),
        rows=tuple(rows),
        rests_on=tuple((f"{QUESTION}.{key}",) for key in cited),
        note="A driver's own are ends that come with all drivers and would not without "
        "this one. Told is how ATOP would tell it: an end that would have come that year "
        "anyway as ends of treaties of two since 1946, one that a driver tipped as the "
        "case says.",
    )


def ends_picture(made: Strained, by: int) -> Picture:
    """Draw what ends it, the likeliest first."""
    titles = {one.driver.id: one.driver.title for one in made.sized}
    parts = made.ends
    order = sorted(parts, key=lambda key: -parts[key].value)
    whole = sum(parts[key].value for key in parts)
    owed = whole - parts[ANYWAY].value
    return Picture(
        id=f"{QUESTION}.ends",
        kind="bars",
        title=f"Of a chance of {whole:.0%} that it ends by {by}, {owed:.0%} is owed to "
        "what the case names",
        alt="Chance that the pact ends: "
        + series(f"{SAID.get(key) or titles[key]} {parts[key].value:.1%}" for key in order)
        + ".",
        source="runs of the system",
        x="chance that it ends so, per cent",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (sentence(SAID.get(key) or titles[key]), "", *_percent(e))
            for key, e in ((key, parts[key]) for key in order)
        ),
    )


def _percent(chance: Estimate) -> tuple[float, float, float]:
    value, low, high = (round(100 * x, 1) for x in (chance.value, chance.low, chance.high))
    return value, low, high


def asked_table(made: Strained, asked: Sequence[int]) -> Table | None:
    """Tell what the user's own what-if comes to; None where nothing was asked."""
    if made.asked is None:
        return None
    usual, own, more = made.alive(made.names), made.as_asked(), made.moved_by_asking()
    return Table(
        id=f"{QUESTION}.asked",
        title=f"As asked: {made.asked[1]}",
        columns=("Years", "Stands, as it is", "Stands, as asked", "More, points"),
        rows=tuple(
            (
                years, estimate(usual[years - 1]), estimate(own[years - 1]),
                _points(more[years - 1]),
            )
            for years in asked
        ),
        rests_on=tuple(
            tuple(f"{QUESTION}.{key}.{years}" for key in ASKED_KEYS) for years in asked
        ),
        note="The same runs, held together one by one.",
    )  # fmt: skip
